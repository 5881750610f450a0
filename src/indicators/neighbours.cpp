#include "indicators/neighbours.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"

namespace allmende::indicators {

namespace {

/// The newest year in which an area has a value and not only few others do: a later table of one Land alone does not
/// count.
std::optional<std::size_t> newest_year(const FigureTable& table, const std::string& area, std::optional<int> last)
{
    std::vector<std::size_t> units(table.years.size());
    for (std::size_t y = 0; y < table.years.size(); ++y) {
        for (std::size_t a = 0; a < table.areas.size(); ++a) {
            units[y] += table.at(0, a, y).has_value() ? 1 : 0;
        }
    }
    const std::size_t most = units.empty() ? 0 : *std::max_element(units.begin(), units.end());
    const auto row = table.row(area);
    for (std::size_t y = table.years.size(); row && y > 0; --y) {
        const bool wanted = (!last || table.years[y - 1] <= *last) && units[y - 1] * 10 >= most * 9;
        if (wanted && table.at(0, *row, y - 1).has_value()) {
            return y - 1;
        }
    }
    return std::nullopt;
}

/// The values of all units that have every trait; by unit, then by trait.
std::vector<Neighbour> complete_units(const std::vector<FigureTable>& tables, const std::vector<std::size_t>& years,
                                      std::size_t& left_out)
{
    std::vector<Neighbour> units;
    for (const std::string& area : tables.front().areas) {
        Neighbour unit{area, 0, {}, {}};
        bool exists = false;
        for (std::size_t t = 0; t < tables.size(); ++t) {
            const auto row = tables[t].row(area);
            const Figure figure = row ? tables[t].at(0, *row, years[t]) : Figure{};
            exists = exists || (figure.sign != Sign::no_territory && figure.sign != Sign::absent);
            if (figure.has_value()) {
                unit.values.push_back(figure.value);
            }
        }
        if (unit.values.size() == tables.size()) {
            units.push_back(std::move(unit));
        } else if (exists) {
            ++left_out;
        }
    }
    return units;
}

void standardise(Trait& trait, std::size_t t, const std::vector<Neighbour>& units)
{
    for (const Neighbour& unit : units) {
        trait.mean += unit.values[t] / static_cast<double>(units.size());
    }
    double squares = 0;
    for (const Neighbour& unit : units) {
        squares += (unit.values[t] - trait.mean) * (unit.values[t] - trait.mean);
    }
    trait.deviation = std::sqrt(squares / static_cast<double>(units.size()));
    if (!(trait.deviation > 0)) {
        fail(ErrorCode::not_comparable, "{} is the same in all {} units with a value in {}; it tells none apart",
             trait.definition->id, units.size(), trait.year);
    }
}

}  // namespace

Neighbourhood nearest_neighbours(const std::vector<const Definition*>& traits, const std::string& area,
                                 areas::Level level, std::optional<int> year, std::size_t count, const Request& how,
                                 const Sources& sources)
{
    sources.areas.need(area);
    Request request = how;
    request.level = level;
    if (!request.territory) {
        request.territory =
            "9999-12-31";  // units of all years side by side would be compared with their own successors
    }
    const std::vector<FigureTable> tables = evaluate_all(traits, request, sources);
    Neighbourhood found;
    std::vector<std::size_t> years;
    for (const FigureTable& table : tables) {
        const auto newest = newest_year(table, area, year);
        if (!newest) {
            fail(ErrorCode::not_comparable, "{} has no value of {}{}; choose traits that it has", area,
                 table.definition ? table.definition->id : "", year ? fmt::format(" up to {}", *year) : std::string());
        }
        years.push_back(*newest);
        found.traits.push_back({table.definition, table.years[*newest], 0, 0});
    }
    std::vector<Neighbour> units = complete_units(tables, years, found.left_out);
    found.compared = units.size();
    for (std::size_t t = 0; t < found.traits.size(); ++t) {
        standardise(found.traits[t], t, units);
    }
    const Neighbour own =
        *std::find_if(units.begin(), units.end(), [&](const Neighbour& unit) { return unit.area == area; });
    for (Neighbour& unit : units) {
        double squares = 0;
        for (std::size_t t = 0; t < found.traits.size(); ++t) {
            unit.differences.push_back((unit.values[t] - own.values[t]) / found.traits[t].deviation);
            squares += unit.differences[t] * unit.differences[t];
        }
        unit.distance = std::sqrt(squares / static_cast<double>(found.traits.size()));
    }
    std::sort(units.begin(), units.end(), [&](const Neighbour& a, const Neighbour& b) {
        return std::tuple(a.area != area, a.distance, a.area) < std::tuple(b.area != area, b.distance, b.area);
    });
    units.resize(std::min(units.size(), count + 1));
    found.neighbours = std::move(units);
    return found;
}

}  // namespace allmende::indicators
