#pragma once

#include <filesystem>

namespace allmende::adapters::duckdb {

/// Holds a database for this process until destruction: for itself, or together with others that only read. The engine
/// locks its file only against other processes, and loses that lock when its own process opens the file a second time;
/// therefore this lock, on `<path>.lock`, comes before.
class Ownership {
public:
    enum class Kind { alone, reading };
    /// Throws Error{conflict} naming the process that holds the database, Error{not_found} where its folder does not
    /// exist, Error{disk} where it cannot be written.
    Ownership(const std::filesystem::path& path, Kind kind);
    ~Ownership();
    Ownership(const Ownership&) = delete;
    Ownership& operator=(const Ownership&) = delete;

private:
    int descriptor_ = -1;
};

}  // namespace allmende::adapters::duckdb
