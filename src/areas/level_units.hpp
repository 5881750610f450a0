#pragma once

#include <functional>
#include <vector>

#include "areas/area_register.hpp"

namespace allmende::areas {

/// The units that make up a level without gap and overlap: those of the level itself, and coarser ones that have no
/// part on it (Hamburg and Berlin at the level of Kreise). In the order of their keys. `exists` narrows the register,
/// for example to the units that one dataset knows; by default all count.
std::vector<AreaNumber> units_of_level(const AreaRegister& areas, Level level,
                                       const std::function<bool(const Area&)>& exists = {});

/// The same on a territory, on which `exists` says what exists. A government region whose parts on the level belong to
/// another territory (statistical regions changed with the Kreise) does not stand in for them.
std::vector<AreaNumber> units_of_territory(const AreaRegister& areas, Level level,
                                           const std::function<bool(const Area&)>& exists);

/// True where a unit stands in the tables of a coarser level although it is only a part of a unit there
/// (05334002 Aachen beside 05334 in tables of Kreise). Only Kreise have such parts.
bool is_part_beside_whole(const AreaRegister& areas, AreaNumber number, Level table_level);

}  // namespace allmende::areas
