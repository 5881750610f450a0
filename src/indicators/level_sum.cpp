#include "indicators/level_sum.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "areas/level_units.hpp"
#include "areas/territory.hpp"
#include "base/error.hpp"

namespace allmende::indicators {

namespace {

/// The figures of one year that areas have of their own, by key.
using OwnFigures = std::map<std::string, const Figure*>;

OwnFigures own_figures(const FigureTable& table, std::size_t year)
{
    constexpr std::uint32_t converted =
        1u << static_cast<unsigned>(Flag::converted_exact) | 1u << static_cast<unsigned>(Flag::converted_estimated);
    OwnFigures own;
    for (std::size_t a = 0; a < table.areas.size(); ++a) {
        const Figure& figure = table.at(0, a, year);
        const bool dissolved = figure.sign == Sign::no_territory || figure.sign == Sign::absent;
        if (!dissolved && (figure.flags & converted) == 0) {
            own.emplace(table.areas[a], &figure);
        }
    }
    return own;
}

std::string name_of(const std::string& key, const Sources& sources)
{
    const areas::Area* area = sources.areas.find(key);
    return area == nullptr ? key : fmt::format("{} ({})", key, area->name);
}

/// Units from before and after a reform that both carry values; empty where there are none.
std::string find_double_count(const OwnFigures& own, areas::Level level, const Sources& sources)
{
    for (const areas::Reform& reform : sources.reforms) {
        for (const areas::ReformChange& change : reform.changes) {
            const bool only_grew = std::find(change.from.begin(), change.from.end(), change.to) != change.from.end();
            const areas::Area* now = sources.areas.find(change.to);
            if (only_grew || now == nullptr || now->level != level) {
                continue;  // one that only grew stood beside what it later took in
            }
            for (const std::string& old : change.from) {
                if (own.contains(old) && own.contains(change.to)) {
                    return fmt::format(
                        "{} and what it went into, {}, both carry values: units from before and after the reform of {} "
                        "would count twice; the sum needs one territory for all years",
                        name_of(old, sources), name_of(change.to, sources), reform.date);
                }
            }
        }
    }
    return {};
}

/// A part that carries a value although its whole does not; empty where there is none.
std::string find_lone_part(const OwnFigures& own, areas::Level level, const Sources& sources)
{
    for (const auto& [key, figure] : own) {
        const areas::Area* area = sources.areas.find(key);
        if (area == nullptr || !areas::is_part_beside_whole(sources.areas, area->number, level)) {
            continue;
        }
        const std::string& whole = sources.areas.at(area->parent).key;
        if (!own.contains(whole)) {
            return fmt::format(
                "{} carries a value, but {}, of which it is a part, has none: without it the sum lacks it, with it the "
                "level is mixed; the sum needs one territory for all years",
                name_of(key, sources), name_of(whole, sources));
        }
    }
    return {};
}

/// How many units that exist in this year carry no value; empty where at most a tenth does not.
std::string find_missing_units(std::size_t units, std::size_t known)
{
    return units * 10 >= known * 9 ? std::string()
                                   : fmt::format("only {} of {} units of this level carry values", units, known);
}

std::size_t known_units(areas::Level level, int year, const Sources& sources)
{
    return areas::units_of_level(sources.areas, level,
                                 [&](const areas::Area& area) {
                                     return !area.dissolved && area.first_year <= year && year <= area.last_year;
                                 })
        .size();
}

/// The units of a territory to which those lead that exist in this year.
std::size_t known_units(areas::Level level, int year, const Sources& sources, const areas::Territory& territory)
{
    std::vector<bool> marked;
    for (const areas::Area& area : sources.areas.all()) {
        marked.push_back(area.first_year > 0 && area.first_year <= year && year <= area.last_year);
    }
    territory.spread(marked);
    return areas::units_of_territory(
               sources.areas, level,
               [&](const areas::Area& area) { return marked[static_cast<std::size_t>(area.number)]; })
        .size();
}

/// A coarser unit of which only some parts on the level carry values; empty where all are whole. Small differences are
/// no gap: offices correct totals without their parts.
std::string find_gap(const OwnFigures& own, const std::vector<areas::AreaNumber>& units, const Sources& sources)
{
    constexpr double least_share = 0.98;
    std::map<areas::AreaNumber, double> parts;
    for (const areas::AreaNumber number : units) {
        for (areas::AreaNumber up = sources.areas.at(number).parent; up >= 0; up = sources.areas.at(up).parent) {
            parts[up] += own.at(sources.areas.at(number).key)->numerator.number;
        }
    }
    for (const auto& [number, sum] : parts) {
        const areas::Area& whole = sources.areas.at(number);
        const auto figure = own.find(whole.key);
        if (whole.level != areas::Level::country && figure != own.end() && figure->second->has_value() &&
            sum < least_share * figure->second->numerator.number) {
            return fmt::format("of {} only parts carry values on this level: they add up to {} of {}",
                               name_of(whole.key, sources), shortest(sum), shortest(figure->second->numerator.number));
        }
    }
    return {};
}

LevelSum sum_year(const FigureTable& table, std::size_t year, areas::Level level, const Sources& sources)
{
    LevelSum sum;
    sum.year = table.years[year];
    const OwnFigures own = own_figures(table, year);
    const auto exists = [&](const areas::Area& area) { return own.contains(area.key); };
    const std::vector<areas::AreaNumber> units = areas::units_of_level(sources.areas, level, exists);
    sum.refusal = find_double_count(own, level, sources);
    sum.refusal = sum.refusal.empty() ? find_lone_part(own, level, sources) : sum.refusal;
    sum.refusal =
        sum.refusal.empty() ? find_missing_units(units.size(), known_units(level, sum.year, sources)) : sum.refusal;
    sum.refusal = sum.refusal.empty() ? find_gap(own, units, sources) : sum.refusal;
    if (!sum.refusal.empty()) {
        sum.figure.sign = Sign::no_territory;
        return sum;
    }
    bool rounded = false;
    for (const areas::AreaNumber number : units) {
        const Figure& figure = *own.at(sources.areas.at(number).key);
        add(sum.figure.numerator, figure.numerator, 1);
        add(sum.figure.denominator, figure.denominator, 1);
        rounded = rounded || figure.numerator.rounded || figure.denominator.rounded;
    }
    sum.figure.sign = sum.figure.numerator.missing();
    if (table.definition->denominator) {
        sum.figure.sign = std::max(sum.figure.sign, sum.figure.denominator.missing());
        if (!is_missing(sum.figure.sign) && sum.figure.denominator.number == 0) {
            sum.figure.sign = Sign::no_base;
        }
    } else {
        sum.figure.denominator = {};
    }
    if (!is_missing(sum.figure.sign)) {
        const Ratio ratio =
            table.definition->denominator
                ? divide(sum.figure.numerator, sum.figure.denominator, factor(table.definition->unit))
                : Ratio{sum.figure.numerator.number, sum.figure.numerator.low, sum.figure.numerator.high};
        sum.figure.value = ratio.value;
        sum.figure.low = ratio.low;
        sum.figure.high = ratio.high;
        sum.figure.sign = Sign::none;
        sum.figure.flags = rounded ? 1u << static_cast<unsigned>(Flag::sum_of_rounded) : 0;
    }
    return sum;
}

/// The units of a level on the territory asked for, and why they cannot be summed where they cannot.
struct ConvertedUnits {
    std::vector<std::string> keys;
    std::string refusal;
};

ConvertedUnits converted_units(const FigureTable& table, std::size_t year, areas::Level level, const Sources& sources,
                               const areas::Territory& territory)
{
    OwnFigures figures;
    for (std::size_t a = 0; a < table.areas.size(); ++a) {
        const Figure& figure = table.at(0, a, year);
        const bool open = (figure.flags & 1u << static_cast<unsigned>(Flag::not_convertible)) != 0;
        if (open || (figure.sign != Sign::no_territory && figure.sign != Sign::absent)) {
            figures.emplace(table.areas[a], &figure);
        }
    }
    const auto exists = [&](const areas::Area& area) { return figures.contains(area.key); };
    const std::vector<areas::AreaNumber> numbers = areas::units_of_territory(sources.areas, level, exists);
    ConvertedUnits units;
    for (const Obstacle& obstacle : table.obstacles) {
        const areas::Area* area = sources.areas.find(obstacle.area);
        if (obstacle.year == table.years[year] && !obstacle.reform.empty() && area != nullptr && area->level == level) {
            units.refusal =
                fmt::format("{} cannot be converted: the reform {} does not say how units divide on the way there",
                            name_of(obstacle.area, sources), obstacle.reform);
            return units;
        }
    }
    units.refusal = find_missing_units(numbers.size(), known_units(level, table.years[year], sources, territory));
    units.refusal = units.refusal.empty() ? find_gap(figures, numbers, sources) : units.refusal;
    for (const areas::AreaNumber number : numbers) {
        units.keys.push_back(sources.areas.at(number).key);
    }
    return units;
}

/// Each year's units are a region of their own; years with the same units share it.
std::vector<LevelSum> sum_converted(const Definition& definition, areas::Level level, const Request& request,
                                    const Sources& sources)
{
    const areas::Territory territory(sources.reforms, sources.areas, *request.territory);
    const FigureTable table = evaluate(definition, request, sources);
    std::vector<areas::Region> regions;
    std::vector<std::size_t> region_of;
    std::vector<LevelSum> sums;
    for (std::size_t y = 0; y < table.years.size(); ++y) {
        ConvertedUnits units = converted_units(table, y, level, sources, territory);
        sums.push_back({table.years[y], {}, units.refusal});
        std::size_t r = 0;
        while (r < regions.size() && regions[r].members != units.keys) {
            ++r;
        }
        if (r == regions.size()) {
            areas::Region region;
            region.id = fmt::format("level-{}", r);
            region.members = std::move(units.keys);
            regions.push_back(std::move(region));
        }
        region_of.push_back(r);
    }
    Request asked = request;
    asked.all_areas = false;
    for (const areas::Region& region : regions) {
        asked.regions.push_back(region.id);
    }
    if (regions.empty()) {
        return sums;
    }
    const FigureTable totals =
        evaluate(definition, asked,
                 {sources.facts, sources.dictionary, sources.areas, regions, sources.reforms, sources.rounding});
    for (std::size_t y = 0; y < sums.size(); ++y) {
        if (sums[y].refusal.empty()) {
            sums[y].figure = totals.at(0, region_of[y], y);
        } else {
            sums[y].figure.sign = Sign::no_territory;
        }
    }
    return sums;
}

}  // namespace

std::vector<LevelSum> sum_over_level(const Definition& definition, areas::Level level, const std::vector<int>& years,
                                     const Sources& sources, const std::optional<std::string>& territory)
{
    if (!definition.aggregable) {
        fail(ErrorCode::not_comparable, "{}: the source delivers only rates; rates are never added or averaged",
             definition.id);
    }
    Request request;
    request.years = years;
    request.all_areas = true;
    request.territory = territory;
    if (territory) {
        return sum_converted(definition, level, request, sources);
    }
    const FigureTable table = evaluate(definition, request, sources);
    std::vector<LevelSum> sums;
    for (std::size_t y = 0; y < table.years.size(); ++y) {
        sums.push_back(sum_year(table, y, level, sources));
    }
    return sums;
}

}  // namespace allmende::indicators
