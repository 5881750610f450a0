#pragma once

#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

#include <fmt/core.h>

namespace allmende {

/// Why a request could not be met. Closed list; the table in error.cpp gives each its label, HTTP status and exit code.
enum class ErrorCode {
    bad_usage,       ///< the command or the query is written wrongly
    bad_input,       ///< a delivered file or a definition cannot be read surely
    check_failed,    ///< the input was read, but a check or a claim does not hold
    not_found,       ///< no such indicator, area, dataset, release
    not_comparable,  ///< the sum or the series would mix territories or definitions
    conflict,        ///< another process or an existing thing is in the way
    too_large,       ///< the answer or the input exceeds a limit
    not_acceptable,  ///< the wanted format is not offered
    disk,            ///< reading or writing a file failed
    internal         ///< our fault
};

struct ErrorInfo {
    ErrorCode code;
    std::string_view label;  ///< stable word for programs: `bad-input`
    int http_status;
    int exit_status;           ///< 1 input rejected, 2 wrong usage, 3 our fault
    std::string_view meaning;  ///< one line for the reference page
};

/// The registry from which the reference page, the HTTP status and the exit status come.
std::span<const ErrorInfo> error_table();
const ErrorInfo& info(ErrorCode code);

/// A request that cannot be met. The message says what was wrong, where, and what would be right.
/// Caught only in the HTTP handler, in the command line's `main` and in the job runner.
class Error : public std::runtime_error {
public:
    Error(ErrorCode code, const std::string& message) : std::runtime_error(message), code_(code) {}
    ErrorCode code() const { return code_; }

private:
    ErrorCode code_;
};

template <typename... Args>
[[noreturn]] void fail(ErrorCode code, fmt::format_string<Args...> text, Args&&... args)
{
    throw Error(code, fmt::format(text, std::forward<Args>(args)...));
}

}  // namespace allmende
