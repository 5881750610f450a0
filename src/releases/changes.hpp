#pragma once

#include <string>
#include <vector>

#include "releases/snapshot.hpp"

namespace allmende::releases {

/// What differs from the release before, by indicator.
struct Change {
    std::string indicator;
    std::int64_t figures = 0;        ///< changed, new or gone
    std::vector<std::string> first;  ///< the first few of them, in words: `05513 2015: 8.4 → 8.5`
};

/// Compares with the release before, by indicator, breakdown, area and year. Empty for a first release.
std::vector<Change> find_changes(const Snapshot& snapshot, sources::Workspace& workspace);

}  // namespace allmende::releases
