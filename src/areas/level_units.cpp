#include "areas/level_units.hpp"

#include <algorithm>
#include <set>

namespace allmende::areas {

std::vector<AreaNumber> units_of_level(const AreaRegister& areas, Level level,
                                       const std::function<bool(const Area&)>& exists)
{
    std::set<AreaNumber> divided;  // coarser units with a part on the level
    std::vector<AreaNumber> units;
    for (const Area& area : areas.all()) {
        if (area.level != level || (exists && !exists(area))) {
            continue;
        }
        units.push_back(area.number);
        for (AreaNumber up = area.parent; up >= 0; up = areas.at(up).parent) {
            divided.insert(up);
        }
    }
    if (units.empty()) {
        return units;
    }
    for (const Area& area : areas.all()) {
        const bool coarser = area.level < level && area.level != Level::country;
        // A government region or a Kreis inside an undivided Land would count it twice: only the coarsest stands in.
        bool covered = false;
        for (AreaNumber up = area.parent; up >= 0 && !covered; up = areas.at(up).parent) {
            covered =
                areas.at(up).level != Level::country && !divided.contains(up) && (!exists || exists(areas.at(up)));
        }
        if (coarser && !covered && !divided.contains(area.number) && (!exists || exists(area))) {
            units.push_back(area.number);
        }
    }
    std::sort(units.begin(), units.end(),
              [&](AreaNumber a, AreaNumber b) { return areas.at(a).key < areas.at(b).key; });
    return units;
}

std::vector<AreaNumber> units_of_territory(const AreaRegister& areas, Level level,
                                           const std::function<bool(const Area&)>& exists)
{
    std::set<AreaNumber> divided;
    for (const Area& area : areas.all()) {
        for (AreaNumber up = area.parent; area.level == level && up >= 0; up = areas.at(up).parent) {
            divided.insert(up);
        }
    }
    return units_of_level(areas, level, [&](const Area& area) {
        const bool former = area.level == Level::government_region && divided.contains(area.number);
        return exists(area) && (area.level == level || !former);
    });
}

bool is_part_beside_whole(const AreaRegister& areas, AreaNumber number, Level table_level)
{
    const Area& area = areas.at(number);
    return table_level == Level::kreis && area.level > table_level && area.parent >= 0 &&
           areas.at(area.parent).level == table_level;
}

}  // namespace allmende::areas
