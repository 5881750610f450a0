#include "adapters/duckdb/errors.hpp"

#include <regex>

#include "base/error.hpp"
#include "base/text.hpp"

namespace allmende::adapters::duckdb {

namespace {

bool contains(std::string_view text, std::string_view part)
{
    return text.find(part) != std::string_view::npos;
}

/// Who holds the file, out of `Conflicting lock is held in /usr/bin/x (PID 18200) by user root.`
std::string holder(std::string_view message)
{
    static const std::regex pattern(R"(held in ([^\n]*?) ?\(PID ([0-9]+)\))");
    std::match_results<std::string_view::const_iterator> found;
    if (!std::regex_search(message.begin(), message.end(), found, pattern)) {
        return "another process";
    }
    return fmt::format("process {} ({})", found[2].str(), shown(found[1].str()));
}

std::string first_line(std::string_view message)
{
    return shown(message.substr(0, message.find('\n')), 300);
}

/// Throws where the disk is the reason.
void fail_disk(const std::string& name, std::string_view message)
{
    if (contains(message, "No space left on device") || contains(message, "Disk quota exceeded") ||
        contains(message, "File too large")) {
        fail(ErrorCode::disk, "{}: the disk is full; nothing was changed. Free some space and try again.", name);
    }
    if (contains(message, "max_temp_directory_size") || contains(message, "failed to offload")) {
        fail(ErrorCode::disk,
             "{}: the disk is full of temporary data; nothing was changed. Free some space and try again.", name);
    }
    if (contains(message, "Read-only file system") || contains(message, "Permission denied")) {
        fail(ErrorCode::disk,
             "{}: it cannot be written or read ({}); nothing was changed. Give this user the right to do so.", name,
             first_line(message));
    }
}

bool is_damage(std::string_view message)
{
    return contains(message, "Corrupt database") || contains(message, "checksum") ||
           contains(message, "not a valid DuckDB database") || contains(message, "Serialization Error") ||
           contains(message, "Table with name layout does not exist");
}

}  // namespace

void fail_engine(const Subject& subject, duckdb_error_type type, std::string_view message)
{
    fail_disk(subject.name, message);
    if (type == DUCKDB_ERROR_OUT_OF_MEMORY || contains(message, "Out of Memory Error")) {
        fail(
            ErrorCode::too_large,
            "{}: the question needs more memory than the limit allows; ask for fewer areas, periods or groups at once, or raise the limit",
            subject.name);
    }
    if (subject.foreign) {
        fail(ErrorCode::bad_input, "{}: this is no table that the program can read ({})", subject.name,
             first_line(message));
    }
    if (is_damage(message)) {
        fail(
            ErrorCode::disk,
            "{}: this is no database of facts, or it is damaged ({}). Facts can be made again from the deliveries: `allmende rebuild` does.",
            subject.name, first_line(message));
    }
    fail(ErrorCode::disk, "{}: the engine failed ({})", subject.name, first_line(message));
}

void fail_opening(const Subject& subject, std::string_view message)
{
    if (contains(message, "Could not set lock on file")) {
        fail(ErrorCode::conflict, "{} is held by {}; wait until it is done, or hand the work to it", subject.name,
             holder(message));
    }
    if (contains(message, "No such file or directory") || contains(message, "database does not exist")) {
        fail(ErrorCode::not_found, "{}: there are no facts yet; `allmende import` makes them", subject.name);
    }
    fail_engine(subject, DUCKDB_ERROR_INVALID, message);
}

}  // namespace allmende::adapters::duckdb
