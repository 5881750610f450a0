#include "areas/boundary_territory.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "areas/territory_date.hpp"
#include "base/text.hpp"

namespace allmende::areas {

namespace {

/// Attributes that say the day of all areas of a file; compared as slugs.
constexpr std::array<std::string_view, 9> day_names{"territory",  "gebietsstand", "stichtag", "stand", "valid-from",
                                                    "gueltig-ab", "gueltig-am",   "jahr",     "year"};

/// In files of the BKG: when an area's newest change took effect.
constexpr std::string_view change_name = "wsk";

/// A day as attributes have it: `2021-12-31`, `2021/12/31`, `2021-12-31T00:00:00`.
std::optional<std::string> day_of(const std::string& text)
{
    std::string day(trim(text));
    if (day.size() > 10 && (day[10] == 'T' || day[10] == ' ')) {
        day.resize(10);
    }
    std::replace(day.begin(), day.end(), '/', '-');
    return parse_territory(day);
}

std::set<std::string> days_of(const FeatureTable& table, std::size_t field)
{
    std::set<std::string> days;
    for (std::size_t i = 0; i < table.features.size(); ++i) {
        if (const auto day = day_of(table.value(i, field).text)) {
            days.insert(*day);
        }
    }
    return days;
}

std::optional<FoundTerritory> in_attributes(const FeatureTable& table)
{
    std::optional<FoundTerritory> found;
    for (std::size_t field = 0; field < table.fields.size(); ++field) {
        const std::string name = slug(table.fields[field]);
        if (std::find(day_names.begin(), day_names.end(), name) != day_names.end()) {
            const std::set<std::string> days = days_of(table, field);
            if (days.size() == 1) {
                return FoundTerritory{*days.begin(), FoundTerritory::By::field, table.fields[field]};
            }
        } else if (name == change_name) {
            const std::set<std::string> days = days_of(table, field);
            if (!days.empty()) {
                found = FoundTerritory{*days.rbegin(), FoundTerritory::By::change, table.fields[field]};
            }
        }
    }
    return found;
}

}  // namespace

std::optional<FoundTerritory> find_territory(std::string_view file_stem, std::string_view layer,
                                             const FeatureTable& table)
{
    for (const std::string_view name : {file_stem, layer}) {
        if (const auto date = territory_in_name(name)) {
            return FoundTerritory{*date, FoundTerritory::By::name, std::string(name)};
        }
    }
    return in_attributes(table);
}

}  // namespace allmende::areas
