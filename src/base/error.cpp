#include "base/error.hpp"

#include <array>

#include "base/ensure.hpp"

namespace allmende {

namespace {

constexpr std::array<ErrorInfo, 10> table{{
    {ErrorCode::bad_usage, "bad-usage", 400, 2, "The command or the query is written wrongly."},
    {ErrorCode::bad_input, "bad-input", 422, 1, "A delivered file or a definition cannot be read surely."},
    {ErrorCode::check_failed, "check-failed", 422, 1, "The input was read, but a check or a claim does not hold."},
    {ErrorCode::not_found, "not-found", 404, 1, "There is no such indicator, area, dataset, report or release."},
    {ErrorCode::not_comparable, "not-comparable", 422, 1, "The sum or series would mix territories or definitions."},
    {ErrorCode::conflict, "conflict", 409, 1, "Another process or an existing thing is in the way."},
    {ErrorCode::too_large, "too-large", 413, 1, "The answer or the input exceeds a limit."},
    {ErrorCode::not_acceptable, "not-acceptable", 406, 2, "The wanted format is not offered."},
    {ErrorCode::disk, "disk", 500, 1, "A file could not be read or written."},
    {ErrorCode::internal, "internal", 500, 3, "A fault of the program."},
}};

}  // namespace

std::span<const ErrorInfo> error_table()
{
    return table;
}

const ErrorInfo& info(ErrorCode code)
{
    for (const ErrorInfo& entry : table) {
        if (entry.code == code) {
            return entry;
        }
    }
    broken("every error code stands in the table");
}

}  // namespace allmende
