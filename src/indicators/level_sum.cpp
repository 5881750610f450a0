#include "indicators/level_sum.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "areas/level_units.hpp"
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

/// Why the units of this year do not make up the level; empty where they do.
std::string find_refusal(const OwnFigures& own, areas::Level level, int year, const Sources& sources)
{
    for (const areas::Reform& reform : sources.reforms) {
        for (const areas::ReformChange& change : reform.changes) {
            for (const std::string& old : change.from) {
                if (own.contains(old) && own.contains(change.to)) {
                    return fmt::format("{}: {} and what it went into, {}, both carry values: units from before and after the reform "
                                       "of {} would count twice; the sum needs one territory for all years",
                                       year, name_of(old, sources), name_of(change.to, sources), reform.date);
                }
            }
        }
    }
    for (const auto& [key, figure] : own) {
        const areas::Area* area = sources.areas.find(key);
        if (area == nullptr || !areas::is_part_beside_whole(sources.areas, area->number, level)) {
            continue;
        }
        const std::string& whole = sources.areas.at(area->parent).key;
        if (!own.contains(whole)) {
            return fmt::format("{}: {} carries a value, but {}, of which it is a part, does not exist yet: without it the sum lacks "
                               "it, with it the level is mixed; the sum needs one territory for all years",
                               year, name_of(key, sources), name_of(whole, sources));
        }
    }
    return {};
}

LevelSum sum_year(const FigureTable& table, std::size_t year, areas::Level level, const Sources& sources)
{
    LevelSum sum;
    sum.year = table.years[year];
    const OwnFigures own = own_figures(table, year);
    sum.refusal = find_refusal(own, level, sum.year, sources);
    if (!sum.refusal.empty()) {
        sum.figure.sign = Sign::no_territory;
        return sum;
    }
    const auto exists = [&](const areas::Area& area) { return own.contains(area.key); };
    bool rounded = false;
    for (const areas::AreaNumber number : areas::units_of_level(sources.areas, level, exists)) {
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
        const Ratio ratio = table.definition->denominator
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

}  // namespace

std::vector<LevelSum> sum_over_level(const Definition& definition, areas::Level level, const std::vector<int>& years,
                                     const Sources& sources)
{
    if (!definition.aggregable) {
        fail(ErrorCode::not_comparable, "{}: the source delivers only rates; rates are never added or averaged", definition.id);
    }
    Request request;
    request.years = years;
    request.all_areas = true;
    const FigureTable table = evaluate(definition, request, sources);
    std::vector<LevelSum> sums;
    for (std::size_t y = 0; y < table.years.size(); ++y) {
        sums.push_back(sum_year(table, y, level, sources));
    }
    return sums;
}

}  // namespace allmende::indicators
