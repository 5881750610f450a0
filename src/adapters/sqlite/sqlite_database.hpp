#pragma once

#include <filesystem>
#include <memory>

#include "state/database.hpp"

namespace allmende::adapters::sqlite {

/// A database in an SQLite file, made where there is none; `:memory:` is one that lives as long as the object. Every
/// commit is on the disk when it returns (write-ahead log, full synchronisation); a lock of others is waited for five
/// seconds. Throws Error{not_found} where the folder does not exist, Error{disk} where the file is no database or
/// cannot be used.
std::unique_ptr<state::Database> open_database(const std::filesystem::path& path);

}  // namespace allmende::adapters::sqlite
