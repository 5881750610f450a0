#pragma once

#include <filesystem>

#include "releases/snapshot.hpp"

namespace allmende::releases {

/// Writes `figures.parquet`, `observations.parquet` and `data/observations.json` of a release; their columns:
/// released_open.hpp.
void write_tables(const Snapshot& snapshot, sources::Workspace& workspace, const std::filesystem::path& release);

}  // namespace allmende::releases
