#include "releases/site_data.hpp"

#include <algorithm>
#include <set>

#include "areas/boundaries.hpp"
#include "base/file.hpp"
#include "base/json.hpp"
#include "releases/area_data.hpp"
#include "releases/changes.hpp"
#include "releases/indicator_data.hpp"
#include "releases/institution_data.hpp"
#include "releases/texts.hpp"
#include "releases/trace_data.hpp"
#include "sources/mapped_table.hpp"

namespace allmende::releases {

namespace {

void write_json(const std::filesystem::path& file, const Json& json)
{
    write_scratch_file(file, json.dump() + "\n");
}

Json release_json(const Snapshot& snapshot, const std::vector<Change>& changes)
{
    Json release;
    release["number"] = snapshot.number;
    release["date"] = snapshot.date;
    release["corrects"] = snapshot.corrects == 0 ? Json() : Json(snapshot.corrects);
    release["note"] = snapshot.note.de.empty() ? Json() : json(snapshot.note);
    release["changes"] = Json::array();
    for (const Change& change : changes) {
        release["changes"].push_back(
            {{"indicator", change.indicator}, {"figures", change.figures}, {"first", change.first}});
    }
    release["previous"] = Json::array();
    for (int number = 1; number <= snapshot.previous; ++number) {
        release["previous"].push_back(number);
    }
    return release;
}

Json regions_json(const Snapshot& snapshot, const sources::Workspace& workspace,
                  const std::vector<areas::BoundarySet>& boundaries)
{
    Json list = Json::array();
    for (std::size_t r = 0; r < snapshot.regions.size(); ++r) {
        const areas::Region* region = snapshot.regions[r];
        Json entry;
        entry["id"] = region->id;
        entry["key"] = region_key(*region);
        entry["title"] = json(region->title);
        if (!region->phrase.de.empty()) {
            entry["phrase"] = json(region->phrase);
        }
        entry["members"] = snapshot.members[r];
        entry["context"] = Json::array();
        for (const std::string& key : region->context) {
            if (workspace.areas().find(key) != nullptr) {
                entry["context"].push_back(key);
            }
        }
        entry["kind"] = region->has_sum ? "region" : "comparison";
        const areas::BoundarySet* map = areas::boundaries_for(boundaries, snapshot.members[r]);
        entry["boundary"] = map == nullptr ? Json() : Json(map->id);
        list.push_back(std::move(entry));
    }
    return list;
}

Json areas_json(const Snapshot& snapshot, const sources::Workspace& workspace)
{
    const std::set<std::string> on_site(snapshot.site_areas.begin(), snapshot.site_areas.end());
    Json list = Json::array();
    for (const std::string& key : snapshot.keys) {
        const areas::Area* area = workspace.areas().find(key);
        if (area == nullptr) {
            continue;
        }
        Json entry;
        entry["key"] = area->key;
        entry["name"] = area->name;
        add_label(entry, *area);
        entry["slug"] = address_slug(area->key, area->short_name);
        entry["level"] = areas::name(area->level);
        entry["parent"] = area->parent < 0 ? Json() : Json(workspace.areas().at(area->parent).key);
        entry["from"] = area->first_year;
        entry["to"] = area->last_year;
        entry["profile"] = on_site.contains(key);
        entry["successors"] = areas::successors(workspace.reforms(), area->key);
        list.push_back(std::move(entry));
    }
    return list;
}

Json datasets_json(const Snapshot& snapshot, sources::Workspace& workspace)
{
    Json list = Json::array();
    for (const facts::Dataset& dataset : workspace.dictionary().datasets) {
        const sources::KnownDataset* known = sources::find_dataset(workspace.known_datasets(), dataset.id);
        Json entry;
        entry["id"] = dataset.id;
        entry["title"] = json(dataset.title);
        entry["source"] =
            json(known != nullptr && !known->source.de.empty() ? known->source : Localized{dataset.id, dataset.id});
        entry["measures"] = Json::array();
        for (const facts::Measure& measure : dataset.measures) {
            entry["measures"].push_back({{"id", measure.id}, {"title", json(measure.title)}, {"unit", measure.unit}});
        }
        entry["dimensions"] = Json::array();
        for (const facts::Dimension& dimension : dataset.dimensions) {
            Json codes = Json::array();
            if (dimension.id == sources::institution_dimension) {
                continue;  // thousands of names, which have pages of their own
            }
            for (const facts::Code& code : dimension.codes) {
                codes.push_back({{"id", code.id}, {"title", json(code.title)}});
            }
            entry["dimensions"].push_back(
                {{"id", dimension.id}, {"title", json(dimension.title)}, {"codes", std::move(codes)}});
        }
        std::int32_t first = 0;
        std::int32_t last = 0;
        Json deliveries = Json::array();
        for (const sources::Delivery& delivery : snapshot.deliveries) {
            if (delivery.dataset == dataset.id) {
                first = first == 0 ? delivery.first_period : std::min(first, delivery.first_period);
                last = std::max(last, delivery.last_period);
                deliveries.push_back(delivery_json(snapshot, delivery));
            }
        }
        const facts::Query query{{{facts::Column::dataset, {dataset.number}}}, {}, {}};
        entry["firstPeriod"] = first == 0 ? "" : Period::from_code(first).text();
        entry["lastPeriod"] = last == 0 ? "" : Period::from_code(last).text();
        entry["areas"] = workspace.facts().sums(query, {facts::Column::area}, {facts::Case{}}).groups;
        entry["observations"] = workspace.facts().count(query);
        entry["deliveries"] = std::move(deliveries);
        entry["downloads"] = {{"csv", "downloads/datasets/" + slug(dataset.id) + ".csv"}};
        list.push_back(std::move(entry));
    }
    return list;
}

Json signs_json()
{
    Json list = Json::array();
    for (const SignInfo& sign : sign_table()) {
        if (sign.sign != Sign::none) {
            list.push_back({{"mark", sign.mark},
                            {"id", sign.id},
                            {"text", json({std::string(sign.de), std::string(sign.en)})},
                            {"missing", is_missing(sign.sign)}});
        }
    }
    return list;
}

Json boundaries_json(const std::vector<areas::BoundarySet>& boundaries)
{
    Json list = Json::array();
    for (const areas::BoundarySet& set : boundaries) {
        list.push_back({{"id", set.id},
                        {"level", areas::name(set.level)},
                        {"territory", set.territory},
                        {"file", "boundaries/" + set.id + ".topo.json"},
                        {"areas", set.keys.size()},
                        {"attribution", json(set.attribution())}});
    }
    return list;
}

Json site_json(const Snapshot& snapshot, const std::vector<ReportEntry>& reports, sources::Workspace& workspace,
               const std::vector<areas::BoundarySet>& boundaries, Json institutions)
{
    Json site;
    site["format"] = 1;
    site["title"] = json(workspace.settings().title);
    site["publisher"] = workspace.settings().publisher;
    site["contact"] = workspace.settings().contact;
    site["invented"] = workspace.settings().invented;
    site["release"] = release_json(snapshot, find_changes(snapshot, workspace));
    site["regions"] = regions_json(snapshot, workspace, boundaries);
    site["defaultRegion"] = snapshot.regions.empty() ? "" : snapshot.regions.front()->id;
    site["themes"] = Json::array();
    for (const Theme& theme : snapshot.themes) {
        site["themes"].push_back({{"id", theme.id}, {"title", json(theme.title)}, {"text", json(theme.text)}});
    }
    site["indicators"] = Json::array();
    for (std::size_t i = 0; i < snapshot.definitions.size(); ++i) {
        site["indicators"].push_back(indicator_summary(snapshot, i));
    }
    site["areas"] = areas_json(snapshot, workspace);
    site["keys"] = snapshot.keys;
    site["datasets"] = datasets_json(snapshot, workspace);
    site["boundaries"] = boundaries_json(boundaries);
    site["institutions"] = std::move(institutions);
    site["signs"] = signs_json();
    site["glossary"] = Json::array();
    for (const GlossaryEntry& entry : snapshot.glossary) {
        site["glossary"].push_back({{"id", entry.id}, {"term", json(entry.term)}, {"text", json(entry.text)}});
    }
    site["reports"] = Json::array();
    for (const ReportEntry& report : reports) {
        site["reports"].push_back({{"id", report.id}, {"title", json(report.title)}, {"file", report.file}});
    }
    return site;
}

}  // namespace

void write_site_index(const Snapshot& snapshot, const std::vector<ReportEntry>& reports, sources::Workspace& workspace,
                      const std::filesystem::path& data)
{
    std::filesystem::create_directories(data / "boundaries");
    const std::vector<areas::BoundarySet> boundaries = areas::load_boundaries(workspace.path());
    for (const areas::BoundarySet& set : boundaries) {
        write_scratch_file(data / "boundaries" / (set.id + ".topo.json"), read_file(workspace.path() / set.file));
    }
    std::filesystem::create_directories(data / "institutions");
    Json institutions = Json::array();
    const sources::InstitutionRegister all(workspace);
    for (std::size_t list = 0; list < all.lists().size(); ++list) {
        const Json file = institution_file(all, list, workspace);
        const Json summary = institution_summary(file);
        write_json(data / summary.at("file").get<std::string>(), file);
        institutions.push_back(summary);
    }
    write_json(data / "site.json", site_json(snapshot, reports, workspace, boundaries, std::move(institutions)));
}

void write_site_data(const Snapshot& snapshot, const std::vector<ReportEntry>& reports, sources::Workspace& workspace,
                     const std::filesystem::path& data)
{
    for (const char* folder : {"indicators", "areas", "traces"}) {
        std::filesystem::create_directories(data / folder);
    }
    const areas::RegisterNotation notation(workspace.areas(), workspace.reforms());
    for (std::size_t i = 0; i < snapshot.definitions.size(); ++i) {
        write_json(data / "indicators" / (snapshot.definitions[i].id + ".json"),
                   indicator_file(snapshot, i, workspace));
    }
    for (const std::string& key : snapshot.site_areas) {
        write_json(data / "areas" / (key + ".json"), area_file(snapshot, workspace, key));
    }
    write_site_index(snapshot, reports, workspace, data);
}

}  // namespace allmende::releases
