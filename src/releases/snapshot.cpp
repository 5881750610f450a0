#include "releases/snapshot.hpp"

#include <algorithm>

#include "base/ensure.hpp"

namespace allmende::releases {

bool Snapshot::is_member(std::size_t region, const std::string& key) const
{
    return std::find(members[region].begin(), members[region].end(), key) != members[region].end();
}

std::size_t Snapshot::key_index(const std::string& key) const
{
    if (index_.size() != keys.size()) {
        index_.clear();
        for (std::size_t i = 0; i < keys.size(); ++i) {
            index_.emplace(keys[i], i);
        }
    }
    const auto at = index_.find(key);
    ensure(at != index_.end(), "a released area stands among the release's keys");
    return at->second;
}

const Licence* Snapshot::licence(const std::string& id) const
{
    const auto at =
        std::find_if(licences.begin(), licences.end(), [&](const Licence& entry) { return entry.id == id; });
    return at == licences.end() ? nullptr : &*at;
}

indicators::Request release_request(const std::vector<const areas::Region*>& regions)
{
    indicators::Request request;
    request.all_areas = true;
    request.all_breakdowns = true;
    for (const areas::Region* region : regions) {
        if (region->has_sum) {
            request.regions.push_back(region->id);
        }
    }
    return request;
}

std::vector<const areas::Region*> shown_regions(const sources::Workspace& workspace, const areas::AreaRegister& areas)
{
    std::vector<const areas::Region*> shown;
    if (!workspace.settings().regions.empty()) {
        for (const std::string& id : workspace.settings().regions) {
            shown.push_back(&areas::need_region(workspace.regions(), id));
        }
    } else {
        for (const areas::Region& region : workspace.regions()) {
            const std::vector<std::string> members = areas::members_of(region, areas);
            const auto known = std::count_if(members.begin(), members.end(),
                                             [&](const std::string& key) { return areas.find(key) != nullptr; });
            if (known >= 2) {
                shown.push_back(&region);
            }
        }
        // Regions with a sum of their own before mere sets of comparison.
        std::stable_partition(shown.begin(), shown.end(), [](const areas::Region* region) { return region->has_sum; });
    }
    if (!workspace.settings().default_region.empty()) {
        const areas::Region& first = areas::need_region(workspace.regions(), workspace.settings().default_region);
        const auto at = std::find(shown.begin(), shown.end(), &first);
        if (at != shown.end()) {
            std::rotate(shown.begin(), at, at + 1);
        } else {
            shown.insert(shown.begin(), &first);
        }
    }
    return shown;
}

std::string region_key(const areas::Region& region)
{
    return "region:" + region.id;
}

}  // namespace allmende::releases
