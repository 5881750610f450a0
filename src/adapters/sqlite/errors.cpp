#include "adapters/sqlite/errors.hpp"

#include <cerrno>
#include <cstring>

#include "base/ensure.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace allmende::adapters::sqlite {

namespace {

[[noreturn]] void fail_reading_or_writing(sqlite3* database, const std::string& file)
{
    const int reason = database == nullptr ? 0 : sqlite3_system_errno(database);
    if (reason == ENOSPC || reason == EDQUOT || reason == EFBIG) {
        fail(ErrorCode::disk, "{}: the disk is full; nothing was changed. Free some space and try again.", file);
    }
    fail(ErrorCode::disk, "{}: the disk could not be read or written ({}); nothing was changed", file,
         reason == 0 ? "the system gives no reason" : std::strerror(reason));
}

[[noreturn]] void fail_opening(sqlite3* database, const std::string& file)
{
    const int reason = database == nullptr ? 0 : sqlite3_system_errno(database);
    if (reason == ENOENT) {
        fail(ErrorCode::not_found, "{}: there is no such folder to keep the database in", file);
    }
    fail(ErrorCode::disk,
         "{}: the database cannot be opened ({}); give this user the right to read and write it and its folder", file,
         reason == 0 ? "the system gives no reason" : std::strerror(reason));
}

}  // namespace

void fail_sqlite(sqlite3* database, int result, const std::string& file, std::string_view sql)
{
    const std::string message = database == nullptr ? sqlite3_errstr(result) : sqlite3_errmsg(database);
    switch (result & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        fail(
            ErrorCode::conflict,
            "{} is being changed by another process and stayed locked for five seconds; nothing was changed here, try again",
            file);
    case SQLITE_CONSTRAINT:
        fail(ErrorCode::conflict, "{}: the change contradicts what is stored ({}); nothing was changed", file,
             shown(message, 200));
    case SQLITE_FULL:
        fail(ErrorCode::disk, "{}: the disk is full; nothing was changed. Free some space and try again.", file);
    case SQLITE_READONLY:
        fail(ErrorCode::disk, "{}: the database cannot be written; give this user the right to write it and its folder",
             file);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        fail(
            ErrorCode::disk,
            "{}: this is no database, or it is damaged ({}). Move it away and put a backup in its place (`allmende restore`).",
            file, shown(message, 200));
    case SQLITE_IOERR: fail_reading_or_writing(database, file);
    case SQLITE_CANTOPEN: fail_opening(database, file);
    case SQLITE_NOMEM: fail(ErrorCode::too_large, "{}: the memory does not suffice for this answer", file);
    default: throw Bug(fmt::format("SQLite takes our statements: {} in {}", message, shown(sql, 200)));
    }
}

}  // namespace allmende::adapters::sqlite
