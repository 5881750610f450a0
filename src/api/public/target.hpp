#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace allmende::api::public_ {

/// A request target taken apart and decoded.
struct Target {
    std::vector<std::string> segments;  ///< `/api/v1/` → `api`, `v1`
    bool ends_with_slash = true;
    std::vector<std::pair<std::string, std::string>> query;  ///< in the order sent
    std::string_view raw_query;                              ///< as sent, without `?`
};

/// Longest path and query that are read; longer ones are refused (414).
constexpr std::size_t longest_path = 1024;
constexpr std::size_t longest_query = 4096;
constexpr std::size_t most_query_parameters = 64;

/// Reads a target in origin form. Throws Problem{bad_usage} for everything that could mean another path to somebody
/// else:
/// `.` and `..`, empty segments, encoded slashes, backslashes, control characters, what is still encoded after
/// decoding, bytes that are not UTF-8. A `+` in the query is a plus, not a blank: codes such as `75+` are written as
/// they are.
Target parse_target(std::string_view target);

/// Percent-encodes all but unreserved characters and `:`, `,`, `+`.
std::string encoded(std::string_view text);

}  // namespace allmende::api::public_
