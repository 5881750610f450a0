#pragma once

#include <string>
#include <string_view>

#include <duckdb.h>

namespace allmende::adapters::duckdb {

/// What a statement is about, for the messages of its errors.
struct Subject {
    std::string name;
    /// A file that others may have written: that the engine can make nothing of it is Error{bad_input}.
    bool foreign = false;
};

/// Throws the Error that a failure of the engine means: a full disk, a disk that cannot be written, a damaged file
/// (Error{disk}); too little memory (Error{too_large}); otherwise Error{disk} with the engine's own words.
[[noreturn]] void fail_engine(const Subject& subject, duckdb_error_type type, std::string_view message);

/// The same for a file that could not be opened: also Error{conflict} where another process holds it.
[[noreturn]] void fail_opening(const Subject& subject, std::string_view message);

}  // namespace allmende::adapters::duckdb
