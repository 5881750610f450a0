// What a request target means is decided once: whatever is read without complaint names no other path, and the address
// made of it is read as the same question again.
#include <cstdint>
#include <string>
#include <string_view>

#include "api/public/arguments.hpp"
#include "api/public/negotiation.hpp"
#include "api/public/problem.hpp"
#include "base/ensure.hpp"

using namespace allmende;
using namespace allmende::api::public_;

namespace {

void check_segments(const Target& target)
{
    for (const std::string& segment : target.segments) {
        ensure(!segment.empty() && segment != "." && segment != "..", "no segment leads elsewhere");
        ensure(segment.find_first_of(std::string_view("/\\\0", 3)) == std::string::npos, "a segment is one name");
    }
}

/// The target written anew.
std::string rewritten(const Target& target)
{
    std::string out = target.segments.empty() ? "/" : "";
    for (const std::string& segment : target.segments) {
        out.append("/").append(encoded(segment));
    }
    out.append(target.ends_with_slash && !target.segments.empty() ? "/" : "");
    char separator = '?';
    for (const auto& [name, value] : target.query) {
        out.append(1, separator).append(encoded(name)).append("=").append(encoded(value));
        separator = '&';
    }
    return out;
}

bool fits(const Target& target)
{
    const std::string again = rewritten(target);
    return again.find('?') == std::string::npos ? again.size() <= longest_path : again.size() <= longest_query;
}

void check_arguments(const Target& target, std::string_view accept)
{
    for (const Route& route : routes()) {
        std::vector<std::string> values;
        for (const std::string_view segment : route.segments()) {
            if (segment.front() == '{') {
                values.emplace_back(target.segments.empty() ? "x" : target.segments.back());
            }
        }
        try {
            const Arguments arguments(route, values, target, accept);
            const std::string address = arguments.address();
            const Target second = parse_target(address);
            const Arguments same(route, values, second, "");
            ensure(same.address() == address, "an address stands for itself");
        } catch (const Problem& problem) {
            ensure(!problem.text().de.empty() && !problem.text().en.empty(), "a refusal says why, in both languages");
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    // A line end divides the target from what stands in for the headers.
    const std::size_t line = text.find('\n');
    const std::string_view header = line == std::string_view::npos ? std::string_view() : text.substr(line + 1);
    preferred_language(header);
    accepts_gzip(header);
    etag_matches(header, "\"a\"");
    try {
        const Target target = parse_target(text.substr(0, line));
        check_segments(target);
        if (fits(target)) {
            const Target again = parse_target(rewritten(target));
            ensure(again.segments == target.segments && again.query == target.query,
                   "a target written anew is the same");
        }
        check_arguments(target, header);
    } catch (const Problem&) {
        return 0;
    }
    return 0;
}
