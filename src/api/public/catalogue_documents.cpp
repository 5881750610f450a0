#include <algorithm>

#include "api/public/arguments.hpp"
#include "api/public/documents.hpp"
#include "api/public/filters.hpp"
#include "api/public/json_text.hpp"
#include "api/public/problem.hpp"
#include "api/public/release_json.hpp"

// Lists and single entries that a release already has as JSON.

namespace allmende::api::public_ {

namespace {

/// Members that name files below `data/`: the API has addresses instead.
constexpr std::string_view file_members[] = {"file", "trace", "downloads"};

Json without_files(Json object)
{
    for (const std::string_view member : file_members) {
        object.erase(std::string(member));
    }
    return object;
}

Json without_files_each(const Json& array)
{
    Json out = Json::array();
    for (const Json& entry : array) {
        out.push_back(without_files(entry));
    }
    return out;
}

std::vector<std::string> ids_of(const Json& array)
{
    std::vector<std::string> ids;
    for (const Json& entry : array) {
        ids.push_back(entry.at("id"));
    }
    return ids;
}

[[noreturn]] void refuse_id(const Localized& what, const std::string& id, const std::vector<std::string>& known)
{
    refuse(ErrorCode::not_found,
           Localized{fmt::format("{} „{}“ gibt es in dieser Veröffentlichung nicht.", what.de, plain(id)),
                     fmt::format("This release has no {} “{}”.", what.en, plain(id))} +
               did_you_mean(nearest(id, known)),
           "id");
}

Document areas_as_csv(const Json& areas)
{
    Document out{.type = std::string(media_type(Form::csv)),
                 .body = "key,name,short,level,parent,from,to\r\n",
                 .file_name = "areas.csv"};
    for (const Json& area : areas) {
        for (const char* name : {"key", "name", "short", "level"}) {
            append_csv_field(out.body, area.at(name).get_ref<const std::string&>());
            out.body += ',';
        }
        append_csv_field(out.body, area.at("parent").is_null() ? "" : area.at("parent").get_ref<const std::string&>());
        out.body += fmt::format(",{},{}\r\n", area.at("from").get<int>(), area.at("to").get<int>());
    }
    return out;
}

/// Releases before lists of institutions were known have none.
Json lists_of(const Call& call)
{
    return release_json(call.release, "site.json").value("institutions", Json::array());
}

}  // namespace

Document list_of_resources(const Call& call)
{
    Json resources = Json::array();
    for (const Route& route : routes()) {
        resources.push_back({{"path", route.path}, {"title", {{"de", route.title.de}, {"en", route.title.en}}}});
    }
    return json_list(call, "resources", resources);
}

Document list_of_indicators(const Call& call)
{
    Json indicators = without_files_each(release_json(call.release, "site.json").at("indicators"));
    for (Json& indicator : indicators) {
        indicator.erase("headline");  // values without their bounds; figures have both
    }
    return json_list(call, "indicators", indicators);
}

Document one_indicator(const Call& call)
{
    const auto indicator = need_indicator(call.release, call.arguments.one("id"));
    return json_object(call, without_files(with_api_names(Json::parse(indicator->definition))));
}

Document list_of_areas(const Call& call)
{
    const Json site = release_json(call.release, "site.json");
    const Positions kept = wanted_areas(call.release, call.arguments);
    Json out = Json::array();
    for (const Json& area : site.at("areas")) {
        const auto position = call.release.find_area(area.at("key").get_ref<const std::string&>());
        if (!kept || (position && std::binary_search(kept->begin(), kept->end(), *position))) {
            out.push_back(area);
        }
    }
    return call.form == Form::csv ? areas_as_csv(out) : json_list(call, "areas", out);
}

Document one_area(const Call& call)
{
    const std::string& key = call.arguments.one("key");
    need_area(call.release, key);
    const Json site = release_json(call.release, "site.json");
    if (const Json* region = find_entry(site.at("regions"), "key", key)) {
        return json_object(call, *region);
    }
    const Json* area = find_entry(site.at("areas"), "key", key);
    Json out = area != nullptr ? *area : Json{{"key", key}};
    Json regions = Json::array();
    for (const Json& region : site.at("regions")) {
        const Json& members = region.at("members");
        if (std::find(members.begin(), members.end(), key) != members.end()) {
            regions.push_back(region.at("id"));
        }
    }
    out["regions"] = std::move(regions);
    return json_object(call, out);
}

Document list_of_regions(const Call& call)
{
    return json_list(call, "regions", release_json(call.release, "site.json").at("regions"));
}

Document list_of_institution_lists(const Call& call)
{
    return json_list(call, "lists", without_files_each(lists_of(call)));
}

Document one_institution_list(const Call& call)
{
    const std::string& id = call.arguments.one("id");
    const Json lists = lists_of(call);
    const Json* list = find_entry(lists, "id", id);
    if (list == nullptr) {
        refuse_id({"Die Liste von Einrichtungen", "list of institutions"}, id, ids_of(lists));
    }
    if (call.form == Form::csv) {
        return {.type = std::string(media_type(Form::csv)),
                .body = call.release.document(list->at("downloads").at("csv").get_ref<const std::string&>()),
                .file_name = id + ".csv"};
    }
    return json_object(call, release_json(call.release, list->at("file").get_ref<const std::string&>()));
}

Document list_of_boundaries(const Call& call)
{
    return json_list(call, "boundaries", without_files_each(release_json(call.release, "site.json").at("boundaries")));
}

Document one_boundary(const Call& call)
{
    const std::string& id = call.arguments.one("id");
    const Json boundaries = release_json(call.release, "site.json").at("boundaries");
    const Json* boundary = find_entry(boundaries, "id", id);
    if (boundary == nullptr) {
        refuse_id({"Die Grenzen", "boundaries"}, id, ids_of(boundaries));
    }
    return {.type = std::string(media_type(Form::json)),
            .body = call.release.document(boundary->at("file").get_ref<const std::string&>()),
            .file_name = {}};
}

Document list_of_datasets(const Call& call)
{
    const Json datasets = release_json(call.release, "site.json").at("datasets");
    Json out = Json::array();
    for (const Json& dataset : datasets) {
        Json entry = without_files(dataset);
        entry["deliveries"] = dataset.at("deliveries").size();
        out.push_back(std::move(entry));
    }
    return json_list(call, "datasets", out);
}

Document one_dataset(const Call& call)
{
    const std::string& id = call.arguments.one("id");
    const Json datasets = release_json(call.release, "site.json").at("datasets");
    const Json* dataset = find_entry(datasets, "id", id);
    if (dataset == nullptr) {
        refuse_id({"Den Datensatz", "dataset"}, id, ids_of(datasets));
    }
    return json_object(call, without_files(*dataset));
}

Document list_of_releases(const Call& call)
{
    Json out = Json::array();
    for (const auto& entry : call.shelf.entries()) {
        // The list belongs to a release and never changes: later releases are not in it.
        if (entry.number > call.release.number()) {
            continue;
        }
        const bool noted = !entry.note.de.empty();
        out.push_back({{"number", entry.number},
                       {"date", entry.date},
                       {"corrects", entry.corrects > 0 ? Json(entry.corrects) : Json()},
                       {"note", noted ? Json{{"de", entry.note.de}, {"en", entry.note.in("en")}} : Json()},
                       {"path", fmt::format("/releases/{}/api/v1/", entry.number)}});
    }
    return json_list(call, "releases", out);
}

Document list_of_reports(const Call& call)
{
    const Json site = release_json(call.release, "site.json");
    Json out = Json::array();
    for (const Json& entry : site.at("reports")) {
        const Json report = release_json(call.release, entry.at("file").get_ref<const std::string&>());
        Json line = Json::object();
        for (const char* member : {"id", "title", "subtitle", "authors", "date", "languages", "pdf"}) {
            line[member] = report.at(member);
        }
        out.push_back(std::move(line));
    }
    return json_list(call, "reports", out);
}

Document list_of_problems(const Call& call)
{
    Json out = Json::array();
    for (const ProblemKind& kind : problem_table()) {
        out.push_back({{"code", kind.label},
                       {"status", kind.status},
                       {"title", {{"de", kind.title.de}, {"en", kind.title.en}}},
                       {"meaning", {{"de", kind.meaning.de}, {"en", kind.meaning.en}}}});
    }
    return json_list(call, "problems", out);
}

}  // namespace allmende::api::public_
