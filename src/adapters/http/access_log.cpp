#include "adapters/http/access_log.hpp"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace allmende::adapters::http {

namespace {

/// Beyond this a full disk must not fill the memory as well.
constexpr std::size_t most_unwritten = std::size_t{4} << 20;

/// Printable ASCII without quotes and backslashes, so that it needs no escaping.
std::string plain(std::string_view text)
{
    std::string out(text.substr(0, 200));
    for (char& c : out) {
        if (c < 0x20 || c == 0x7f || c == '"' || c == '\\' || static_cast<unsigned char>(c) >= 0x80) {
            c = '?';
        }
    }
    return out;
}

}  // namespace

AccessLog::AccessLog(const std::filesystem::path& path)
{
    if (path.empty()) {
        return;
    }
    descriptor_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640);
    if (descriptor_ < 0) {
        fail(ErrorCode::disk, "{}: the access log cannot be opened ({})", path.string(), std::strerror(errno));
    }
}

AccessLog::~AccessLog()
{
    if (wanted()) {
        flush();
        ::close(descriptor_);
    }
}

void AccessLog::answered(std::string_view method, std::string_view target, std::string_view route, int status,
                         std::uint64_t bytes, std::chrono::nanoseconds time)
{
    std::string line = fmt::format(
        "{{\"time\":\"{}\",\"method\":\"{}\",\"path\":\"{}\",\"route\":\"{}\",\"status\":{},\"bytes\":{},\"ms\":{:.3f}}}\n",
        SystemClock().timestamp(), plain(method), plain(target.substr(0, target.find('?'))), route, status, bytes,
        std::chrono::duration<double, std::milli>(time).count());
    const std::lock_guard lock(mutex_);
    if (lines_.size() < most_unwritten) {
        lines_ += line;
    }
}

void AccessLog::flush()
{
    if (!wanted()) {
        return;
    }
    std::string lines;
    {
        const std::lock_guard lock(mutex_);
        lines.swap(lines_);
    }
    std::size_t done = 0;
    while (done < lines.size()) {
        const ssize_t n = ::write(descriptor_, lines.data() + done, lines.size() - done);
        if (n < 0 && errno != EINTR) {
            return;  // a full disk must not stop the server
        }
        done += n > 0 ? static_cast<std::size_t>(n) : 0;
    }
}

}  // namespace allmende::adapters::http
