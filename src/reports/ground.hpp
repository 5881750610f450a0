#pragma once

#include <functional>
#include <string>
#include <vector>

#include "areas/area_register.hpp"
#include "areas/regions.hpp"
#include "releases/snapshot.hpp"

namespace allmende::reports {

/// What reports stand on: the protected figures of one release, and names. References must outlive all that uses it.
struct Ground {
    const releases::Snapshot& snapshot;
    const areas::AreaRegister& areas;
    const std::vector<areas::Region>& regions;
    /// Where an indicator's figures come from, without edition and licence.
    std::function<Localized(const indicators::Definition&)> source_line;
    /// Id of the boundaries (SiteData.boundaries) that show these areas; empty where there are none.
    std::function<std::string(const std::vector<std::string>& keys)> boundary;
};

}  // namespace allmende::reports
