#pragma once

#include <optional>
#include <string>
#include <vector>

#include "indicators/evaluate.hpp"

namespace allmende::indicators {

/// An indicator over all units of a level in one year, or why that cannot be said.
struct LevelSum {
    int year = 0;
    Figure figure;
    std::string refusal;  ///< empty where the sum holds
};

/// Sums numerators and denominators over a level: nothing counts twice, nothing is missing. Refused for a year in which
/// units from before and after a reform both carry values, or in which a part stands for a whole that has no value:
/// such a year must be converted to one territory first. With `territory` (ISO date) it is.
std::vector<LevelSum> sum_over_level(const Definition& definition, areas::Level level, const std::vector<int>& years,
                                     const Sources& sources,
                                     const std::optional<std::string>& territory = std::nullopt);

}  // namespace allmende::indicators
