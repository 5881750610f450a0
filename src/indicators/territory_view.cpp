#include "indicators/territory_view.hpp"

namespace allmende::indicators {

TerritoryView::TerritoryView(const areas::Territory& territory, const std::vector<DatasetGrid>& grids,
                             const areas::AreaRegister& areas)
    : territory_(territory)
{
    std::map<areas::Standing, std::size_t> known;
    for (const DatasetGrid& grid : grids) {
        Years years{grid.first_year(), {}};
        for (int year = grid.first_year(); year < grid.end_year(); ++year) {
            const auto carried = [&](areas::AreaNumber number) {
                if (areas.exists(number, grid.dataset(), year)) {
                    return areas::Carried::values;
                }
                return grid.names(number, year) ? areas::Carried::named : areas::Carried::absent;
            };
            const auto [at, fresh] = known.try_emplace(territory.standing(carried, grid.day(year)), known.size());
            if (fresh) {
                for (const areas::Weight weight : areas::all_weights) {
                    conversions_.push_back(territory.conversion(at->first, weight));
                }
            }
            years.standings.push_back(at->second);
        }
        years_.push_back(std::move(years));
    }
}

}  // namespace allmende::indicators
