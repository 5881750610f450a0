#pragma once

#include <filesystem>

#include "releases/snapshot.hpp"

namespace allmende::releases {

/// Writes `ID.csv` and `ID.xlsx` of one indicator: all its figures of the site's areas with bounds, status and flags, and in
/// the workbook a sheet with definition, source and licence.
void write_indicator_downloads(const Snapshot& snapshot, std::size_t indicator, const sources::Workspace& workspace,
                               const std::filesystem::path& folder);

/// Writes the newest observations of a dataset as CSV.
void write_dataset_download(const facts::Dataset& dataset, sources::Workspace& workspace, const std::filesystem::path& file);

}  // namespace allmende::releases
