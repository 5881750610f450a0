#include "areas/boundary_findings.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iterator>
#include <set>

#include "areas/boundary_names.hpp"
#include "areas/level_units.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace allmende::areas {

namespace {

constexpr std::size_t most_examples = 5;

std::string counted(std::size_t count, std::string_view one, std::string_view many)
{
    return fmt::format("{} {}", count, count == 1 ? one : many);
}

/// The digits that units around one another share.
std::string neighbourhood(const Area& area, Level level, const AreaRegister& areas)
{
    switch (level) {
    case Level::country:
    case Level::land: return "";
    case Level::government_region:
    case Level::kreis: return area.key.substr(0, 2);
    case Level::association:
    case Level::gemeinde: return area.key.substr(0, 5);
    case Level::district: break;
    }
    return area.parent < 0 ? "" : areas.at(area.parent).key;
}

/// Units that reforms say were not there on a day: formed later, or gone by then.
std::set<std::string> not_there(const std::vector<Reform>& reforms, const std::string& day)
{
    std::set<std::string> keys;
    for (const Reform& reform : reforms) {
        for (const ReformChange& change : reform.changes) {
            const bool before = std::find(change.from.begin(), change.from.end(), change.to) != change.from.end();
            if (reform.date > day && !before) {
                keys.insert(change.to);
            } else if (reform.date <= day) {
                keys.insert(change.from.begin(), change.from.end());
                keys.erase(change.to);
            }
        }
    }
    return keys;
}

/// Which units surely existed on a day: those with values both before and after it (most values are of the last day of
/// a year, most reforms of a first). The register knows nothing about years before and after its tables.
std::function<bool(const Area&)> exists_on(const RegisterNotation& notation, Level level, const std::string& day)
{
    int oldest = 9999;
    int newest = 0;
    for (const Area& area : notation.areas().all()) {
        if (area.level == level && area.first_year > 0) {
            oldest = std::min(oldest, area.first_year);
            newest = std::max(newest, area.last_year);
        }
    }
    const int year = std::atoi(day.substr(0, 4).c_str());
    return [=, gone = not_there(notation.reforms(), day)](const Area& area) {
        return area.first_year > 0 && area.first_year <= std::max(year - 1, oldest) &&
               area.last_year >= std::min(year, newest) && !gone.contains(area.key);
    };
}

}  // namespace

std::string some_of(const std::vector<std::string>& all)
{
    const auto end = all.begin() + static_cast<std::ptrdiff_t>(std::min(all.size(), most_examples));
    return join(std::vector<std::string>(all.begin(), end), ", ") +
           (all.size() > most_examples ? fmt::format(" and {} more", all.size() - most_examples) : "");
}

std::vector<BoundaryFinding> findings_of_keys(const FeatureKeys& keys, std::size_t features)
{
    std::vector<BoundaryFinding> found;
    if (keys.proposed) {
        found.push_back(
            {true, "key-proposed",
             fmt::format(
                 "the keys were taken from the attribute {} because the register knows its values; --key says it surely",
                 shown(keys.field))});
    }
    if (keys.zeros_restored) {
        found.push_back({false, "zeros-restored",
                         fmt::format("leading zeros of {} were lost and are put back", shown(keys.field))});
    }
    if (keys.without_land > 0) {
        found.push_back(
            {false, "water-left-out",
             fmt::format("left out as water (GF other than 4): {} of {} features", keys.without_land, features)});
    }
    if (keys.without_area > 0) {
        found.push_back({true, "no-area",
                         fmt::format("{} no area (points, lines or nothing) and left out",
                                     counted(keys.without_area, "feature is", "features are"))});
    }
    if (!keys.coarser.empty()) {
        found.push_back(
            {true, "coarser-level",
             fmt::format("{} of a coarser level than {}, with others of the file as parts, and left out: {}",
                         counted(keys.coarser.size(), "feature is", "features are"), name(keys.level),
                         some_of(keys.coarser))});
    }
    if (!keys.unusable.empty()) {
        std::vector<std::string> values;
        for (std::size_t i = 0; i < keys.unusable.size(); ++i) {
            values.push_back(i < most_examples ? shown(keys.unusable[i]) : "");
        }
        found.push_back({true, "unusable-key",
                         fmt::format("{} no key of the level {} in {} and left out: {}",
                                     counted(keys.unusable.size(), "feature has", "features have"), name(keys.level),
                                     shown(keys.field), some_of(values))});
    }
    return found;
}

std::vector<BoundaryFinding> findings_of_names(const std::map<std::string, DrawnUnit>& units,
                                               const RegisterNotation& notation)
{
    std::vector<std::string> several;
    std::vector<std::string> other;
    std::size_t known = 0;
    for (const auto& [key, unit] : units) {
        if (unit.names.size() > 1) {
            std::vector<std::string> names;
            std::transform(unit.names.begin(), unit.names.end(), std::back_inserter(names),
                           [](const std::string& text) { return shown(text); });
            several.push_back(fmt::format("{} ({})", key, some_of(names)));
        }
        const Area* area = notation.find(key);
        if (area == nullptr || area->name.empty() || unit.names.empty()) {
            continue;
        }
        ++known;
        const bool same = std::any_of(unit.names.begin(), unit.names.end(),
                                      [&](const std::string& text) { return same_name(text, area->name); });
        if (!same) {
            other.push_back(
                fmt::format("{} is {} here and {} in the register", key, shown(unit.names.front()), shown(area->name)));
        }
    }
    std::vector<BoundaryFinding> found;
    if (!several.empty()) {
        found.push_back({true, "duplicate-key",
                         fmt::format("{} in features of different names and drawn as one: {}",
                                     counted(several.size(), "key stands", "keys stand"), some_of(several))});
    }
    if (!other.empty()) {
        found.push_back({other.size() * 3 > known, "other-name",
                         fmt::format("{}: {}", counted(other.size(), "name differs", "names differ"), some_of(other))});
    }
    return found;
}

std::vector<BoundaryFinding> findings_of_repair(const std::vector<InvalidShape>& invalid,
                                                const std::map<std::string, DrawnUnit>& units, const Topology& full)
{
    std::vector<BoundaryFinding> found;
    if (!invalid.empty()) {
        std::vector<std::string> list;
        for (const InvalidShape& shape : invalid) {
            list.push_back(fmt::format("{} ({})", shape.key, shown(shape.reason, 80)));
        }
        found.push_back({true, "invalid-geometry",
                         fmt::format("{} not validly drawn and repaired: {}",
                                     counted(invalid.size(), "shape is", "shapes are"), some_of(list))});
    }
    std::map<std::string, double> after;
    const std::vector<double> sizes = areas_km2(full);
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        after[full.areas[i].key] = sizes[i];
    }
    std::vector<std::string> gone;
    std::vector<std::string> changed;
    for (const auto& [key, unit] : units) {
        const auto at = after.find(key);
        if (at == after.end()) {
            gone.push_back(key);
        } else if (std::abs(at->second - unit.km2) > std::max(0.01, 0.01 * unit.km2)) {
            changed.push_back(fmt::format("{} ({:.2f} instead of {:.2f} km²)", key, at->second, unit.km2));
        }
    }
    if (!gone.empty()) {
        found.push_back({true, "area-gone",
                         fmt::format("{} nothing left after overlaps and lines without extent were taken away: {}",
                                     counted(gone.size(), "area has", "areas have"), some_of(gone))});
    }
    if (!changed.empty()) {
        found.push_back(
            {true, "size-changed",
             fmt::format("{} another size after overlaps with neighbours or with themselves were taken away: {}",
                         counted(changed.size(), "area has", "areas have"), some_of(changed))});
    }
    return found;
}

std::vector<std::string> units_without_boundary(const BoundarySet& set, const RegisterNotation& notation)
{
    const AreaRegister& areas = notation.areas();
    std::set<std::string> drawn;
    for (const std::string& key : set.keys) {
        drawn.insert(notation.of(official_key_of(set, key)));
    }
    struct Group {
        std::size_t drawn = 0;
        std::vector<std::string> missing;
    };
    std::map<std::string, Group> groups;
    for (const AreaNumber number : units_of_level(areas, set.level, exists_on(notation, set.level, set.territory))) {
        const Area& area = areas.at(number);
        Group& group = groups[neighbourhood(area, set.level, areas)];
        if (drawn.contains(area.key)) {
            ++group.drawn;
        } else {
            group.missing.push_back(area.key);
        }
    }
    // A file may hold one region only: the rest of the Land is then not missing.
    std::vector<std::string> missing;
    for (const auto& [place, group] : groups) {
        if (group.drawn >= group.missing.size()) {
            missing.insert(missing.end(), group.missing.begin(), group.missing.end());
        }
    }
    return missing;
}

std::vector<BoundaryFinding> findings_of_register(const BoundarySet& set, const RegisterNotation& notation)
{
    const AreaRegister& areas = notation.areas();
    std::vector<BoundaryFinding> found;
    if (areas.size() == 0) {
        found.push_back(
            {false, "empty-register", "no table was imported yet, so nothing says whether these keys are right"});
        return found;
    }
    std::vector<std::string> unknown;
    for (const std::string& key : set.keys) {
        if (notation.find(official_key_of(set, key)) == nullptr) {
            unknown.push_back(key);
        }
    }
    if (!unknown.empty()) {
        const bool most = unknown.size() * 2 > set.keys.size();
        found.push_back({most, "unknown-key",
                         fmt::format("{} that no imported table has: {}", counted(unknown.size(), "area", "areas"),
                                     some_of(unknown))});
    }
    std::vector<std::string> named;
    for (const std::string& key : units_without_boundary(set, notation)) {
        named.push_back(fmt::format("{} {}", key, areas.need(key).short_name));
    }
    if (!named.empty()) {
        found.push_back({true, "no-boundary",
                         fmt::format("{} of the register without a boundary: {}",
                                     counted(named.size(), "area", "areas"), some_of(named))});
    }
    return found;
}

}  // namespace allmende::areas
