#pragma once

#include <filesystem>

#include "releases/snapshot.hpp"

namespace allmende::releases {

/// Writes what readers may take away below `folder`: of each indicator `ID.csv` and `ID.xlsx` (all its figures of the
/// site's areas with bounds, status and flags, and a sheet with definition, source and licence), of each dataset
/// `datasets/ID.csv` with its newest observations.
void write_downloads(const Snapshot& snapshot, sources::Workspace& workspace, const std::filesystem::path& folder);

}  // namespace allmende::releases
