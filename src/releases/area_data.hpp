#pragma once

#include <string>

#include "base/json.hpp"
#include "releases/snapshot.hpp"

namespace allmende::releases {

/// `areas/KEY.json` (AreaFile of web/src/lib/data/types.ts): one area's indicators beside what it is compared with.
Json area_file(const Snapshot& snapshot, sources::Workspace& workspace, const std::string& key);

}  // namespace allmende::releases
