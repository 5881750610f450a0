#pragma once

#include <optional>
#include <string>
#include <vector>

#include "indicators/evaluate.hpp"

namespace allmende::indicators {

/// One trait by which units are compared: an indicator in one year, and how it spreads over the units of the level.
struct Trait {
    const Definition* definition = nullptr;
    int year = 0;
    double mean = 0;
    double deviation = 0;  ///< standard deviation over the units
};

struct Neighbour {
    std::string area;
    double distance = 0;
    std::vector<double> values;       ///< by trait
    std::vector<double> differences;  ///< by trait: from the unit asked for, in standard deviations
};

/// The units of a level most like one of them.
struct Neighbourhood {
    std::vector<Trait> traits;
    std::vector<Neighbour> neighbours;  ///< the unit itself first, then by distance; equal ones by key
    std::size_t compared = 0;           ///< units with a value in every trait
    std::size_t left_out = 0;           ///< units without
};

/// On the newest territory, unless another is asked for: standardises every trait over the units of the level that have
/// all traits, (x − mean) / standard deviation, and takes the Euclidean distance divided by √(number of traits): 1
/// means that two units differ by one standard deviation on average. The year of a trait is the newest one, up to
/// `year`, in which the unit asked for has a value, and with it at least nine tenths of the units that ever have one.
/// Throws Error{not_found} for unknown areas, Error{not_comparable} where the unit lacks a trait or all units are equal
/// in one.
Neighbourhood nearest_neighbours(const std::vector<const Definition*>& traits, const std::string& area,
                                 areas::Level level, std::optional<int> year, std::size_t count, const Request& how,
                                 const Sources& sources);

}  // namespace allmende::indicators
