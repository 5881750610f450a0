#pragma once

#include <string>
#include <string_view>

#include <duckdb.h>

namespace allmende::adapters::duckdb {

/// Throws the Error that a failure of the engine means: a full disk, a disk that cannot be written, a damaged file
/// (Error{disk}); too little memory (Error{too_large}); otherwise Error{disk} with the engine's own words.
[[noreturn]] void fail_engine(const std::string& source, duckdb_error_type type, std::string_view message);

/// The same for a file that could not be opened: also Error{conflict} where another process holds it.
[[noreturn]] void fail_opening(const std::string& source, std::string_view message);

}  // namespace allmende::adapters::duckdb
