#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "areas/area_register.hpp"
#include "areas/reforms.hpp"
#include "areas/regions.hpp"
#include "facts/dictionary.hpp"
#include "facts/fact_store.hpp"
#include "facts/rounding.hpp"
#include "indicators/amount.hpp"
#include "indicators/definition.hpp"

namespace allmende::indicators {

/// What a figure must say beside its number.
enum class Flag : std::uint8_t {
    rounded,              ///< the source rounded; bounds are given
    sum_of_rounded,       ///< a sum over several rounded numbers
    converted_exact,      ///< an area before it existed: the sum of what it was formed from
    converted_estimated,  ///< converted with weights
    at_break,             ///< first year of a new meaning (Definition::breaks)
    not_summable,         ///< the source delivers only rates; a region has no figure
    provisional,
    revised,
    estimated,
    limited,
    not_convertible,         ///< has no number on the territory asked for; Obstacle says why
    weighted_by_population,  ///< by what an estimate divided
    weighted_by_area,
    weighted_by_employees,
};
struct FlagInfo {
    Flag flag;
    std::string_view id;
    std::string_view de;
    std::string_view en;
};
const std::vector<FlagInfo>& flag_table();
/// Ids of the flags that are set.
std::vector<std::string> flag_ids(std::uint32_t flags);

/// An indicator evaluated for one area, year and code of a breakdown.
struct Figure {
    double value = 0;  ///< unrounded; only where is_missing(sign) is false
    Sign sign = Sign::absent;
    std::uint32_t flags = 0;
    Amount numerator;
    Amount denominator;  ///< cells = 0 where the indicator has none
    double low = 0;      ///< bounds from the source's rounding; equal to value without
    double high = 0;

    bool has_value() const { return !is_missing(sign); }
    bool has_bounds() const { return has_value() && low != high; }
};

/// One code of one breakdown; the first series of a table is the total.
struct Series {
    std::string dimension;  ///< empty: total
    Localized dimension_title;
    std::string code;
    Localized title;
};

/// What is asked for. Empty lists: everything.
struct Request {
    std::vector<std::string> areas;  ///< keys
    std::optional<areas::Level> level;
    std::vector<std::string> regions;  ///< ids; alone they give no figures of areas
    bool all_areas = false;            ///< all areas beside the regions
    std::vector<int> years;
    std::vector<std::string> breakdowns;  ///< dimension ids; the total is always there
    bool all_breakdowns = false;
    std::optional<std::int32_t> as_of;     ///< state after this delivery
    std::optional<std::string> territory;  ///< ISO date: counts are converted to the units of this day
};

/// Why an area has no figure on the territory asked for, though there are figures on others.
struct Obstacle {
    std::string area;
    int year = 0;
    Sign sign = Sign::none;
    std::string part;    ///< the part that is missing; empty: none
    std::string reform;  ///< the reform that does not say how to divide; empty: none
};

/// All figures of one indicator over series, areas and years.
struct FigureTable {
    const Definition* definition = nullptr;
    std::vector<Series> series;
    std::vector<std::string> areas;                     ///< keys in official order, then `region:ID`
    std::vector<int> years;                             ///< ascending
    std::vector<Figure> figures;                        ///< lines of one figure a year, in no order
    std::vector<std::size_t> lines;                     ///< [series][area] → where its line begins in `figures`
    std::unordered_map<std::string, std::size_t> rows;  ///< area → its index in `areas`
    std::vector<Obstacle> obstacles;                    ///< of the total, by area and year

    /// Makes the index of the areas and the lines; series, areas and years are set before. `serving`, [series][area]:
    /// the series, itself or an earlier one, whose line of that area serves it too; empty: each has its own.
    void shape(const std::vector<std::size_t>& serving = {});
    /// Index of an area, or nothing.
    std::optional<std::size_t> row(const std::string& area) const;

    const Figure& at(std::size_t s, std::size_t area, std::size_t year) const
    {
        return figures[lines[s * areas.size() + area] + year];
    }
    Figure& at(std::size_t s, std::size_t area, std::size_t year)
    {
        return figures[lines[s * areas.size() + area] + year];
    }
};

/// What evaluation reads. References must outlive the calls.
struct Sources {
    facts::FactStore& facts;
    const facts::Dictionary& dictionary;
    const areas::AreaRegister& areas;
    const std::vector<areas::Region>& regions;
    const std::vector<areas::Reform>& reforms;
    const facts::RoundingIndex& rounding;
};

/// Evaluates one indicator. An indicator whose datasets were never delivered gives an empty table. Throws
/// Error{not_found} for unknown areas and regions, Error{bad_input} where a definition does not fit its dataset.
FigureTable evaluate(const Definition& definition, const Request& request, const Sources& sources);

/// Evaluates several indicators with one pass over each dataset: the same tables as one by one.
std::vector<FigureTable> evaluate_all(const std::vector<const Definition*>& definitions, const Request& request,
                                      const Sources& sources);

}  // namespace allmende::indicators
