// Pairs: `requests/NAME.http` is sent as it stands, `answers/NAME.txt` is the whole answer. UPDATE_EXPECTED=1 writes
// the answers anew.
#include <cstdlib>
#include <filesystem>
#include <regex>

#include <gtest/gtest.h>

#include "base/file.hpp"
#include "client.hpp"
#include "running_server.hpp"

namespace allmende::test {
namespace {

const std::filesystem::path here = std::filesystem::path(ALLMENDE_SOURCE_DIR) / "tests" / "api";

/// Lines of a request end as HTTP wants; a file that ends without an empty line gets one.
std::string request_of(const std::filesystem::path& path)
{
    std::string out;
    for (const char c : read_file(path)) {
        out += c == '\n' ? "\r\n" : std::string(1, c);
    }
    return out.ends_with("\r\n\r\n") ? out : out + "\r\n";
}

/// Without the date, with plain line ends in the head; line ends in the body that are not plain are made visible.
std::string comparable(const std::string& answer)
{
    const std::size_t end = std::min(answer.find("\r\n\r\n"), answer.size());
    std::string head = std::regex_replace(answer.substr(0, end), std::regex("\r\nDate: [^\r]*"), "");
    std::erase(head, '\r');
    std::string body = answer.substr(end);
    if (body.starts_with("\r\n\r\n")) {
        body.replace(0, 4, "\n\n");
    }
    body = std::regex_replace(body, std::regex("\r\n"), "\\r\n");
    return head + body + (body.ends_with('\n') ? "" : "\n[the last line does not end]\n");
}

std::vector<std::filesystem::path> requests()
{
    std::vector<std::filesystem::path> out;
    for (const auto& entry : std::filesystem::directory_iterator(here / "requests")) {
        out.push_back(entry.path());
    }
    std::sort(out.begin(), out.end());
    return out;
}

TEST(Pairs, EachRequestHasItsAnswer)
{
    const bool update = std::getenv("UPDATE_EXPECTED") != nullptr;
    RunningServer server({}, {.most_cells = 40}, 2);
    ASSERT_FALSE(requests().empty());
    for (const std::filesystem::path& path : requests()) {
        Client client(server.port());
        client.send(request_of(path));
        client.half_close();
        const std::string answer = comparable(client.rest());
        const std::filesystem::path expected = here / "answers" / path.filename().replace_extension(".txt");
        if (update) {
            write_file(expected, answer);
            continue;
        }
        ASSERT_TRUE(std::filesystem::exists(expected)) << expected << " is missing; UPDATE_EXPECTED=1 writes it";
        EXPECT_EQ(answer, read_file(expected)) << path;
    }
    EXPECT_EQ(server.faults(), std::vector<std::string>{});
}

}  // namespace
}  // namespace allmende::test
