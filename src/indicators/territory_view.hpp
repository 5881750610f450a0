#pragma once

#include <map>
#include <utility>
#include <vector>

#include "areas/territory.hpp"
#include "indicators/grid.hpp"

namespace allmende::indicators {

/// How the years of each dataset are converted to one territory. Where a table stands is found once for each dataset
/// and year; years that stand alike share their matrix. References must outlive it.
class TerritoryView {
public:
    TerritoryView(const areas::Territory& territory, const std::vector<DatasetGrid>& grids,
                  const areas::AreaRegister& areas);

    const areas::Territory& territory() const { return territory_; }

    /// What an area of the territory is made of in one dataset and year; null where it is itself.
    const areas::Composition* of(std::size_t grid, areas::AreaNumber area, int year, areas::Weight weight) const
    {
        const Years& years = years_[grid];
        const auto at = static_cast<std::size_t>(year - years.first);
        return year < years.first || at >= years.standings.size() ? nullptr
                                                                  : conversion(years.standings[at], weight).of(area);
    }

private:
    struct Years {
        int first = 0;
        std::vector<std::size_t> standings;  // by year, into standings_
    };
    const areas::Territory& territory_;
    std::vector<Years> years_;                    // by grid
    std::vector<areas::Conversion> conversions_;  // [standing][weight]

    const areas::Conversion& conversion(std::size_t standing, areas::Weight weight) const
    {
        return conversions_[standing * areas::all_weights.size() + static_cast<std::size_t>(weight)];
    }
};

}  // namespace allmende::indicators
