#pragma once

#include <filesystem>

namespace allmende::adapters::duckdb {

/// Gives a finished file of the engine its name for good: flushed to the disk, replacing what had that name at once,
/// also from another file system. Throws Error{disk}; the made file is gone in any case.
void move_durably(const std::filesystem::path& made, const std::filesystem::path& path);

}  // namespace allmende::adapters::duckdb
