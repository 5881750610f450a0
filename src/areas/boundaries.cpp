#include "areas/boundaries.hpp"

#include <algorithm>
#include <set>

#include "areas/topology.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/json.hpp"

namespace allmende::areas {

namespace {

constexpr std::string_view list_file = "boundaries/boundaries.json";
constexpr int list_format = 1;
constexpr std::uint64_t most_topology_bytes = std::uint64_t{1} << 30;

Json json_of(const Localized& text)
{
    return {{"de", text.de}, {"en", text.en}};
}

Localized localized_of(const Json& json)
{
    return {json.at("de"), json.at("en")};
}

Json json_of(const BoundarySource& source)
{
    Json json;
    if (source.made_from.empty()) {
        json["file_name"] = source.file_name;
        json["sha256"] = source.sha256;
        json["layer"] = source.layer;
        json["key_field"] = source.key_field;
    } else {
        json["made_from"] = source.made_from;
    }
    json["imported_at"] = source.imported_at;
    json["attribution"] = json_of(source.attribution);
    json["keys"] = source.keys;
    return json;
}

BoundarySource source_of(const Json& json)
{
    BoundarySource source;
    source.file_name = json.value("file_name", "");
    source.sha256 = json.value("sha256", "");
    source.layer = json.value("layer", "");
    source.key_field = json.value("key_field", "");
    source.made_from = json.value("made_from", "");
    source.imported_at = json.at("imported_at");
    source.attribution = localized_of(json.at("attribution"));
    source.keys = json.at("keys").get<std::vector<std::string>>();
    return source;
}

Json json_of(const BoundarySet& set)
{
    Json json{{"id", set.id},
              {"level", name(set.level)},
              {"territory", set.territory},
              {"file", set.file},
              {"full_file", set.full_file},
              {"bytes", set.bytes},
              {"areas", set.keys.size()},
              {"keys", set.keys}};
    json["official_keys"] = Json::object();
    for (const auto& [key, official] : set.official_keys) {
        json["official_keys"][key] = official;
    }
    json["sources"] = Json::array();
    for (const BoundarySource& source : set.sources) {
        json["sources"].push_back(json_of(source));
    }
    return json;
}

BoundarySet set_of(const Json& json)
{
    BoundarySet set;
    set.id = json.at("id");
    set.level = level_by_name(json.at("level").get<std::string>());
    set.territory = json.at("territory");
    set.file = json.at("file");
    set.full_file = json.at("full_file");
    set.bytes = json.at("bytes");
    set.keys = json.at("keys").get<std::vector<std::string>>();
    for (const auto& [key, official] : json.at("official_keys").items()) {
        set.official_keys[key] = official;
    }
    for (const Json& source : json.at("sources")) {
        set.sources.push_back(source_of(source));
    }
    return set;
}

bool comes_before(const BoundarySet& a, const BoundarySet& b)
{
    return a.level != b.level ? a.level < b.level : a.territory < b.territory;
}

/// The register may have grown since the set was made: boundaries may come before tables.
void follow(BoundarySet& set, const RegisterNotation& notation)
{
    std::set<std::string> taken(set.keys.begin(), set.keys.end());
    for (std::string& key : set.keys) {
        const std::string official = official_key_of(set, key);
        const std::string now = notation.of(official);
        if (now == key || !taken.insert(now).second) {
            continue;
        }
        set.official_keys.erase(key);
        if (now != official) {
            set.official_keys[now] = official;
        }
        set.renamed[key] = now;
        key = now;
    }
    std::sort(set.keys.begin(), set.keys.end());
}

/// Names each text once.
std::string join_texts(const std::vector<BoundarySource>& sources, std::string_view language)
{
    std::vector<std::string> texts;
    for (const BoundarySource& source : sources) {
        const std::string& text = source.attribution.in(language);
        if (!text.empty() && std::find(texts.begin(), texts.end(), text) == texts.end()) {
            texts.push_back(text);
        }
    }
    return join(texts, "; ");
}

}  // namespace

Localized BoundarySet::attribution() const
{
    return {join_texts(sources, "de"), join_texts(sources, "en")};
}

const std::string& official_key_of(const BoundarySet& set, const std::string& key)
{
    const auto official = set.official_keys.find(key);
    return official == set.official_keys.end() ? key : official->second;
}

std::vector<BoundarySet> load_boundaries(const std::filesystem::path& workspace)
{
    const std::filesystem::path path = workspace / list_file;
    std::vector<BoundarySet> sets;
    if (!std::filesystem::exists(path)) {
        return sets;
    }
    try {
        const Json json = Json::parse(read_file(path));
        if (json.at("format").get<int>() > list_format) {
            fail(ErrorCode::conflict, "{}: this list of boundaries was written by a newer version of Allmende",
                 path.string());
        }
        for (const Json& set : json.at("boundaries")) {
            sets.push_back(set_of(set));
        }
    } catch (const Json::exception& error) {
        fail(
            ErrorCode::bad_input,
            "{}: the list of boundaries is broken ({}); restore it from a backup, or remove the folder and import the boundaries again",
            path.string(), error.what());
    }
    std::stable_sort(sets.begin(), sets.end(), comes_before);
    return sets;
}

std::vector<BoundarySet> load_boundaries(const std::filesystem::path& workspace, const RegisterNotation& notation)
{
    std::vector<BoundarySet> sets = load_boundaries(workspace);
    for (BoundarySet& set : sets) {
        follow(set, notation);
    }
    return sets;
}

void save_boundaries(const std::filesystem::path& workspace, const std::vector<BoundarySet>& sets)
{
    std::vector<BoundarySet> ordered = sets;
    std::stable_sort(ordered.begin(), ordered.end(), comes_before);
    Json json{{"format", list_format}, {"boundaries", Json::array()}};
    for (const BoundarySet& set : ordered) {
        json["boundaries"].push_back(json_of(set));
    }
    std::filesystem::create_directories((workspace / list_file).parent_path());
    write_file(workspace / list_file, json.dump(1) + "\n");
}

std::string boundary_id(Level level, std::string_view territory)
{
    const bool first_day = territory.ends_with("-01-01");
    return fmt::format("{}-{}", name(level), first_day ? territory.substr(0, territory.size() - 6) : territory);
}

const BoundarySet& need_boundaries(const std::vector<BoundarySet>& sets, std::string_view id)
{
    std::vector<std::string> known;
    for (const BoundarySet& set : sets) {
        if (set.id == id) {
            return set;
        }
        known.push_back(set.id);
    }
    fail(ErrorCode::not_found, "there are no boundaries {}; {}", shown(id),
         known.empty() ? "this workspace has none" : "there are " + join(known, ", "));
}

const BoundarySet* boundaries_for(const std::vector<BoundarySet>& sets, const std::vector<std::string>& keys)
{
    const BoundarySet* best = nullptr;
    std::size_t most = 0;
    for (const BoundarySet& set : sets) {
        const auto drawn =
            static_cast<std::size_t>(std::count_if(keys.begin(), keys.end(), [&](const std::string& key) {
                return std::binary_search(set.keys.begin(), set.keys.end(), key);
            }));
        if (drawn > most || (drawn > 0 && drawn == most && set.territory > best->territory)) {
            best = &set;
            most = drawn;
        }
    }
    return best;
}

std::string boundary_document(const std::filesystem::path& workspace, const BoundarySet& set)
{
    const std::filesystem::path path = workspace / set.file;
    std::string text = read_file(path, most_topology_bytes);
    if (set.renamed.empty()) {
        return text;
    }
    Topology topology = read_topology(text, path.string());
    rename_areas(topology, [&](const std::string& key) {
        const auto now = set.renamed.find(key);
        return std::optional(now == set.renamed.end() ? key : now->second);
    });
    return write_topology(topology);
}

void remove_boundaries(const std::filesystem::path& workspace, std::string_view id)
{
    std::vector<BoundarySet> sets = load_boundaries(workspace);
    const BoundarySet gone = need_boundaries(sets, id);
    std::erase_if(sets, [&](const BoundarySet& set) { return set.id == id; });
    save_boundaries(workspace, sets);
    // Off the list they do not count any more; what cannot be removed now only takes space.
    std::error_code ignored;
    std::filesystem::remove(workspace / gone.file, ignored);
    std::filesystem::remove(workspace / gone.full_file, ignored);
}

}  // namespace allmende::areas
