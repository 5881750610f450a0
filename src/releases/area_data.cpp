#include "releases/area_data.hpp"

#include <algorithm>

#include "base/ensure.hpp"
#include "releases/texts.hpp"

namespace allmende::releases {

namespace {

using indicators::Figure;
using indicators::FigureTable;

/// What an area is compared with: its regions' sums, and their context.
std::vector<std::string> context_of(const Snapshot& snapshot, const sources::Workspace& workspace,
                                    const std::string& key)
{
    std::vector<std::string> context;
    const auto add = [&](const std::string& other) {
        if (other != key && std::find(context.begin(), context.end(), other) == context.end()) {
            context.push_back(other);
        }
    };
    for (std::size_t r = 0; r < snapshot.regions.size(); ++r) {
        const areas::Region* region = snapshot.regions[r];
        if (region->has_sum && snapshot.is_member(r, key)) {
            add(region_key(*region));
            std::for_each(region->context.begin(), region->context.end(), add);
        }
    }
    for (const areas::Area* area = workspace.areas().find(key); area != nullptr && area->parent >= 0;) {
        area = &workspace.areas().at(area->parent);
        if (area->level == areas::Level::kreis || area->level == areas::Level::land ||
            area->level == areas::Level::country) {
            add(area->key);
        }
    }
    return context;
}

/// Its place among the members of its first region in the newest year; members that the bounds do not separate share
/// one.
Json rank_json(const Snapshot& snapshot, const FigureTable& table, const std::string& key, std::size_t year)
{
    for (std::size_t r = 0; r < snapshot.regions.size(); ++r) {
        const areas::Region* region = snapshot.regions[r];
        if (!region->has_sum || !snapshot.is_member(r, key)) {
            continue;
        }
        const Figure& own = table.at(0, *table.row(key), year);
        int above = 0;
        int below = 0;
        int count = 0;
        for (const std::string& member : snapshot.members[r]) {
            const auto row = table.row(member);
            if (!row || !table.at(0, *row, year).has_value()) {
                continue;
            }
            const Figure& other = table.at(0, *row, year);
            ++count;
            above += other.low > own.high ? 1 : 0;
            below += other.high < own.low ? 1 : 0;
        }
        return {{"region", region->id}, {"from", above + 1}, {"to", count - below}, {"of", count}};
    }
    return {};
}

Json indicator_json(const Snapshot& snapshot, const FigureTable& table, const std::string& key,
                    const std::vector<std::string>& context)
{
    const std::size_t row = *table.row(key);
    Json entry;
    entry["id"] = table.definition->id;
    entry["years"] = table.years;
    entry["value"] = Json::array();
    entry["marks"] = Json::object();
    entry["bounds"] = Json::object();
    std::optional<std::size_t> newest;
    for (std::size_t y = 0; y < table.years.size(); ++y) {
        const Figure& figure = table.at(0, row, y);
        const std::string year = std::to_string(table.years[y]);
        entry["value"].push_back(figure.has_value() ? Json(figure.value) : Json());
        if (figure.sign != Sign::none) {
            entry["marks"][year] = mark(figure.sign);
        }
        if (figure.has_bounds()) {
            entry["bounds"][year] = {figure.low, figure.high};
        }
        newest = figure.has_value() ? y : newest;
    }
    entry["context"] = Json::object();
    entry["contextBounds"] = Json::object();
    for (const std::string& other : context) {
        const auto at = table.row(other);
        if (!at) {
            continue;
        }
        Json values = Json::array();
        for (std::size_t y = 0; y < table.years.size(); ++y) {
            const Figure& figure = table.at(0, *at, y);
            values.push_back(figure.has_value() ? Json(figure.value) : Json());
            if (figure.has_bounds()) {
                entry["contextBounds"][other][std::to_string(table.years[y])] = {figure.low, figure.high};
            }
        }
        entry["context"][other] = std::move(values);
    }
    entry["rank"] = newest ? rank_json(snapshot, table, key, *newest) : Json();
    return entry;
}

/// Ids of the shown regions that an area is a member of.
std::vector<std::string> regions_of(const Snapshot& snapshot, const std::string& key)
{
    std::vector<std::string> ids;
    for (std::size_t r = 0; r < snapshot.regions.size(); ++r) {
        if (snapshot.is_member(r, key)) {
            ids.push_back(snapshot.regions[r]->id);
        }
    }
    return ids;
}

}  // namespace

Json area_file(const Snapshot& snapshot, sources::Workspace& workspace, const std::string& key)
{
    const areas::Area& area = workspace.areas().need(key);
    Json file;
    file["key"] = area.key;
    file["name"] = area.name;
    add_label(file, area);
    file["level"] = areas::name(area.level);
    file["parent"] = area.parent < 0 ? Json() : Json(workspace.areas().at(area.parent).key);
    file["names"] = Json::array();
    for (const areas::DeliveredName& name : workspace.areas().names(workspace.database(), area.number)) {
        const auto at =
            std::find_if(snapshot.deliveries.begin(), snapshot.deliveries.end(),
                         [&](const sources::Delivery& delivery) { return delivery.number == name.delivery; });
        ensure(at != snapshot.deliveries.end(), "a delivered name has a delivery");
        file["names"].push_back(
            {{"name", name.name}, {"delivery", name.delivery}, {"date", at->delivered_at.substr(0, 10)}});
    }
    file["regions"] = regions_of(snapshot, key);
    file["from"] = area.first_year;
    file["to"] = area.last_year;
    file["successors"] = areas::successors(workspace.reforms(), key);
    file["predecessors"] = areas::exact_predecessors(workspace.reforms(), key);
    file["indicators"] = Json::array();
    const std::vector<std::string> context = context_of(snapshot, workspace, key);
    for (const FigureTable& table : snapshot.tables) {
        if (table.definition->is_distribution()) {
            continue;  // a profile shows totals, and this one is 100 % everywhere
        }
        const auto row = table.row(key);
        bool any = false;
        for (std::size_t y = 0; row && y < table.years.size() && !any; ++y) {
            any = table.at(0, *row, y).has_value();
        }
        if (any) {
            file["indicators"].push_back(indicator_json(snapshot, table, key, context));
        }
    }
    return file;
}

}  // namespace allmende::releases
