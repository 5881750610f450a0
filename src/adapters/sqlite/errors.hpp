#pragma once

#include <string>

#include <sqlite3.h>

namespace allmende::adapters::sqlite {

/// Throws what a failure of SQLite means: Error{conflict}, Error{disk}, or Bug where only our own code can be wrong.
[[noreturn]] void fail_sqlite(sqlite3* database, int result, const std::string& file, std::string_view sql);

}  // namespace allmende::adapters::sqlite
