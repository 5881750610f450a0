#pragma once

#include "base/json.hpp"
#include "releases/snapshot.hpp"

namespace allmende::releases {

/// `indicators/ID.json` (IndicatorFile of web/src/lib/data/types.ts) for the areas of the site.
Json indicator_file(const Snapshot& snapshot, std::size_t indicator, sources::Workspace& workspace);

/// The indicator's line in `site.json`.
Json indicator_summary(const Snapshot& snapshot, std::size_t indicator);

/// Source line of an indicator's figures.
Localized source_line(const indicators::Definition& definition, const sources::Workspace& workspace);

}  // namespace allmende::releases
