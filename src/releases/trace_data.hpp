#pragma once

#include <filesystem>

#include "base/json.hpp"
#include "releases/snapshot.hpp"

namespace allmende::releases {

/// A delivery as the public sees it (DeliveryInfo of web/src/lib/data/types.ts).
Json delivery_json(const Snapshot& snapshot, const sources::Delivery& delivery);

/// Writes `traces/ID/XX.json` (TraceFile): the cells behind each figure of one indicator, in one file per Land, by the
/// first two characters of the area's key, so that a page loads only what it shows.
void write_traces(const Snapshot& snapshot, std::size_t indicator, const indicators::Sources& sources,
                  const std::filesystem::path& folder);

}  // namespace allmende::releases
