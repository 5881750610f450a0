#include "releases/area_data.hpp"

#include <algorithm>

#include "base/ensure.hpp"
#include "releases/texts.hpp"

namespace allmende::releases {

namespace {

using indicators::Figure;
using indicators::FigureTable;

/// Row of an area in a table, or nothing.
std::optional<std::size_t> row_of(const FigureTable& table, const std::string& key)
{
    const auto at = std::find(table.areas.begin(), table.areas.end(), key);
    return at == table.areas.end() ? std::nullopt : std::optional(static_cast<std::size_t>(at - table.areas.begin()));
}

/// What an area is compared with: its regions' sums, and their context.
std::vector<std::string> context_of(const Snapshot& snapshot, const sources::Workspace& workspace, const std::string& key)
{
    std::vector<std::string> context;
    const auto add = [&](const std::string& other) {
        if (other != key && std::find(context.begin(), context.end(), other) == context.end()) {
            context.push_back(other);
        }
    };
    for (const areas::Region* region : snapshot.regions) {
        const std::vector<std::string> members = areas::members_of(*region, workspace.areas());
        if (region->has_sum && std::find(members.begin(), members.end(), key) != members.end()) {
            add(region_key(*region));
            std::for_each(region->context.begin(), region->context.end(), add);
        }
    }
    for (const areas::Area* area = workspace.areas().find(key); area != nullptr && area->parent >= 0;) {
        area = &workspace.areas().at(area->parent);
        if (area->level == areas::Level::kreis || area->level == areas::Level::land || area->level == areas::Level::country) {
            add(area->key);
        }
    }
    return context;
}

/// Its place among the members of its first region in the newest year; members that the bounds do not separate share one.
Json rank_json(const Snapshot& snapshot, const sources::Workspace& workspace, const FigureTable& table, const std::string& key,
               std::size_t year)
{
    for (const areas::Region* region : snapshot.regions) {
        const std::vector<std::string> members = areas::members_of(*region, workspace.areas());
        if (!region->has_sum || std::find(members.begin(), members.end(), key) == members.end()) {
            continue;
        }
        const Figure& own = table.at(0, *row_of(table, key), year);
        int above = 0;
        int below = 0;
        int count = 0;
        for (const std::string& member : members) {
            const auto row = row_of(table, member);
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

Json indicator_json(const Snapshot& snapshot, const sources::Workspace& workspace, const FigureTable& table, const std::string& key,
                    const std::vector<std::string>& context)
{
    const std::size_t row = *row_of(table, key);
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
        const auto at = row_of(table, other);
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
    entry["rank"] = newest ? rank_json(snapshot, workspace, table, key, *newest) : Json();
    return entry;
}

}  // namespace

std::vector<std::string> regions_of(const Snapshot& snapshot, const sources::Workspace& workspace, const std::string& key)
{
    std::vector<std::string> ids;
    for (const areas::Region* region : snapshot.regions) {
        const std::vector<std::string> members = areas::members_of(*region, workspace.areas());
        if (std::find(members.begin(), members.end(), key) != members.end()) {
            ids.push_back(region->id);
        }
    }
    return ids;
}

Json area_file(const Snapshot& snapshot, sources::Workspace& workspace, const std::string& key)
{
    const areas::Area& area = workspace.areas().need(key);
    Json file;
    file["key"] = area.key;
    file["name"] = area.name;
    file["short"] = area.short_name;
    file["level"] = areas::name(area.level);
    file["parent"] = area.parent < 0 ? Json() : Json(workspace.areas().at(area.parent).key);
    file["names"] = Json::array();
    for (const areas::DeliveredName& name : workspace.areas().names(workspace.database(), area.number)) {
        const auto at = std::find_if(snapshot.deliveries.begin(), snapshot.deliveries.end(),
                                     [&](const sources::Delivery& delivery) { return delivery.number == name.delivery; });
        ensure(at != snapshot.deliveries.end(), "a delivered name has a delivery");
        file["names"].push_back({{"name", name.name}, {"delivery", name.delivery}, {"date", at->delivered_at.substr(0, 10)}});
    }
    file["regions"] = regions_of(snapshot, workspace, key);
    file["from"] = area.first_year;
    file["to"] = area.last_year;
    file["successors"] = areas::successors(workspace.reforms(), key);
    file["predecessors"] = areas::exact_predecessors(workspace.reforms(), key);
    file["indicators"] = Json::array();
    const std::vector<std::string> context = context_of(snapshot, workspace, key);
    for (const FigureTable& table : snapshot.tables) {
        const auto row = row_of(table, key);
        bool any = false;
        for (std::size_t y = 0; row && y < table.years.size() && !any; ++y) {
            any = table.at(0, *row, y).has_value();
        }
        if (any) {
            file["indicators"].push_back(indicator_json(snapshot, workspace, table, key, context));
        }
    }
    return file;
}

}  // namespace allmende::releases
