#pragma once

#include <filesystem>

#include "releases/release.hpp"
#include "releases/snapshot.hpp"

namespace allmende::releases {

/// Writes `site.json` and the boundaries it names: what all pages share.
void write_site_index(const Snapshot& snapshot, const std::vector<ReportEntry>& reports, sources::Workspace& workspace,
                      const std::filesystem::path& data);

/// Writes the files below `data/` that web/src/lib/data/types.ts describes.
void write_site_data(const Snapshot& snapshot, const std::vector<ReportEntry>& reports, sources::Workspace& workspace,
                     const std::filesystem::path& data);

}  // namespace allmende::releases
