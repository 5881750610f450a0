#include <algorithm>
#include <charconv>

#include "base/error.hpp"
#include "base/file.hpp"
#include "cli/arguments.hpp"
#include "cli/commands.hpp"
#include "cli/output.hpp"
#include "cli/workspace_call.hpp"
#include "indicators/neighbours.hpp"

namespace allmende::cli {

namespace {

constexpr std::size_t usual_count = 10;

/// A comparison group as it is written into the catalogue.
struct Group {
    std::vector<std::string> members;
    Localized title;
    Localized method;
};

void save(const Group& group, const std::string& id, areas::Level level, WorkspaceCall& call, Environment& environment)
{
    if (id.empty() || slug(id) != id) {
        fail(ErrorCode::bad_usage, "an id holds only lower-case letters, digits and “-”, such as {}; not {}", slug(id),
             shown(id));
    }
    const std::filesystem::path folder = call.workspace.path() / "catalog" / "regions";
    const auto& regions = call.workspace.regions();
    const bool taken =
        std::any_of(regions.begin(), regions.end(), [&](const areas::Region& region) { return region.id == id; });
    if (taken && !std::filesystem::exists(folder / (id + ".toml"))) {
        fail(ErrorCode::conflict, "{} is already a region of the catalogue; choose another id", id);
    }
    const auto text = [](const Localized& both) {
        return fmt::format("{{ de = {}, en = {} }}", toml_text(both.de), toml_text(both.en));
    };
    std::string toml = fmt::format("id = \"{}\"\ntitle = {}\nlevel = \"{}\"\nmembers = [\n", id, text(group.title),
                                   areas::name(level));
    for (const std::string& key : group.members) {
        const std::string name = toml_text(call.workspace.areas().need(key).name);
        toml += fmt::format("    \"{}\", # {}\n", key, std::string_view(name).substr(1, name.size() - 2));
    }
    toml += fmt::format("]\ncontext = [\"DG\"]\nsource = {}\nkind = \"region\"\n", text(group.method));
    std::filesystem::create_directories(folder);
    write_file(folder / (id + ".toml"), toml);
    environment.err(fmt::format("kept as region {} in catalog/regions/{}.toml\n", id, id));
}

std::size_t read_count(const Arguments& arguments)
{
    const std::string text = arguments.get("--count");
    std::size_t count = usual_count;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (!text.empty() && (error != std::errc() || end != text.data() + text.size() || count == 0 || count > 1000)) {
        fail(ErrorCode::bad_usage, "--count is a number from 1 to 1000, not {}", shown(text));
    }
    return count;
}

areas::Level level_of(const areas::Area& area)
{
    // Hamburg and Berlin stand at the level of Kreise.
    return areas::kreis_type(area) ? areas::Level::kreis : area.level;
}

/// All units of the same type.
Group of_same_type(const areas::Area& area, const Arguments& arguments, WorkspaceCall& call, Environment& environment)
{
    const auto type = areas::kreis_type(area);
    if (!type) {
        fail(ErrorCode::not_comparable, "{} ({}) is no Kreis; only Kreise and kreisfreie Städte have a type", area.key,
             area.name);
    }
    areas::Region rule;
    rule.members_of = "DG";
    rule.type = type;
    Group group;
    for (const std::string& key : areas::members_of(rule, call.workspace.areas())) {
        // Tables of Kreise carry Hamburg and Berlin as Länder; few know 02000 and 11000.
        const areas::Area& unit = call.workspace.areas().need(key);
        const bool city_state = key.ends_with("000") && unit.parent >= 0 &&
                                call.workspace.areas().at(unit.parent).level == areas::Level::land;
        group.members.push_back(city_state ? call.workspace.areas().at(unit.parent).key : key);
    }
    const bool city = *type == areas::KreisType::independent_city;
    group.title =
        city ? Localized{"Kreisfreie Städte", "Independent cities"} : Localized{"Kreise und Landkreise", "Districts"};
    group.method = {"nach der amtlichen Bezeichnung", "by official designation"};
    RowWriter rows(arguments, environment, {"area", "area_name", "type"});
    for (const std::string& key : group.members) {
        rows.row({key, call.workspace.areas().need(key).name, std::string(areas::name(*type))});
    }
    rows.finish();
    return group;
}

/// The method in words, with what it was applied to.
Localized describe(const indicators::Neighbourhood& found, const areas::Area& area)
{
    std::vector<std::string> de;
    std::vector<std::string> en;
    for (const indicators::Trait& trait : found.traits) {
        de.push_back(fmt::format("{} {}", trait.definition->title.de, trait.year));
        en.push_back(fmt::format("{} {}", trait.definition->title.en, trait.year));
    }
    const std::string farthest = fmt::format("{:.2f}", found.neighbours.back().distance);
    std::string german = farthest;
    std::replace(german.begin(), german.end(), '.', ',');
    return {
        fmt::format(
            "Die {} ähnlichsten von {} Gebietseinheiten nach {}; Merkmale standardisiert, mittlerer euklidischer Abstand "
            "zu {} höchstens {} Standardabweichungen",
            found.neighbours.size() - 1, found.compared, join(de, ", "), area.short_name, german),
        fmt::format(
            "The {} most similar of {} areas by {}; traits standardised, mean Euclidean distance to {} at most {} "
            "standard deviations",
            found.neighbours.size() - 1, found.compared, join(en, ", "), area.short_name, farthest)};
}

Group of_neighbours(const areas::Area& area, const std::vector<std::string>& ids, const Arguments& arguments,
                    WorkspaceCall& call, Environment& environment)
{
    std::vector<const indicators::Definition*> traits;
    for (const std::string& id : ids) {
        traits.push_back(&indicators::need_definition(call.definitions, id));
    }
    const std::vector<int> years = parse_years(arguments);
    indicators::Request how;
    how.territory = call.territory(arguments);
    const auto found = indicators::nearest_neighbours(
        traits, area.key, level_of(area),
        years.empty() ? std::nullopt : std::optional(*std::max_element(years.begin(), years.end())),
        read_count(arguments), how, call.sources());
    std::vector<std::string> columns{"rank", "area", "area_name", "distance"};
    for (const indicators::Trait& trait : found.traits) {
        columns.push_back(fmt::format("{}_{}", trait.definition->id, trait.year));
        columns.push_back(trait.definition->id + "_difference");
    }
    RowWriter rows(arguments, environment, columns);
    Group group;
    for (std::size_t rank = 0; rank < found.neighbours.size(); ++rank) {
        const indicators::Neighbour& neighbour = found.neighbours[rank];
        std::vector<Field> fields{static_cast<std::int64_t>(rank), neighbour.area,
                                  call.workspace.areas().need(neighbour.area).name, neighbour.distance};
        for (std::size_t t = 0; t < found.traits.size(); ++t) {
            fields.emplace_back(neighbour.values[t]);
            fields.emplace_back(neighbour.differences[t]);
        }
        rows.row(fields);
        if (rank > 0) {
            group.members.push_back(neighbour.area);
        }
    }
    rows.finish();
    group.title = {"Vergleichsgruppe " + area.short_name, "Comparison group of " + area.short_name};
    group.method = describe(found, area);
    environment.err(group.method.en +
                    (found.left_out == 0 ? "" : fmt::format("; {} areas lack a value", found.left_out)) + "\n");
    return group;
}

int list_regions(const Arguments& arguments, Environment& environment)
{
    WorkspaceCall call(arguments, environment);
    RowWriter rows(arguments, environment, {"region", "title", "kind", "level", "members", "source"});
    for (const areas::Region& region : call.workspace.regions()) {
        rows.row({region.id, region.title.de, std::string(region.has_sum ? "region" : "comparison"),
                  std::string(areas::name(region.level)), join(areas::members_of(region, call.workspace.areas()), " "),
                  region.source.de});
    }
    rows.finish();
    return 0;
}

int run_regions(const Arguments& arguments, Environment& environment)
{
    if (!arguments.has("--like")) {
        return list_regions(arguments, environment);
    }
    WorkspaceCall call(arguments, environment);
    const areas::Area& area = call.workspace.areas().need(arguments.get("--like"));
    const std::vector<std::string> by = arguments.list("--by");
    if (by.empty()) {
        fail(
            ErrorCode::bad_usage,
            "--like needs --by type, or --by with the ids of context indicators, for example --by population_density,sgb2_rate");
    }
    const Group group = by == std::vector<std::string>{"type"} ? of_same_type(area, arguments, call, environment)
                                                               : of_neighbours(area, by, arguments, call, environment);
    if (arguments.has("--save")) {
        save(group, arguments.get("--save"), level_of(area), call, environment);
    }
    return 0;
}

}  // namespace

Command regions_command()
{
    return {
        "regions",
        "WORKSPACE",
        1,
        1,
        "list regions, or make a comparison group",
        "Without --like: region, title, kind, level, members, source. With --like: the areas of the same level that are like this one,\n"
        "by type (kreisfreie Stadt or Kreis) or by context indicators. Indicators are standardised over all areas that have them\n"
        "(value minus mean, divided by the standard deviation); the distance is the Euclidean one divided by the root of their number,\n"
        "so 1 means: apart by one standard deviation on average. --save keeps the group as a region, usable wherever regions are.",
        {{"--like", "KEY", "the area for which a group is made"},
         {"--by", "type|ID[,ID]", "by type, or by these indicators"},
         {"--count", "N", "how many neighbours; 10 by default"},
         {"--period", "P", "indicators of this year or of the newest one before it; by default the newest"},
         territory_option,
         {"--save", "ID", "keep the group as a region of the workspace under this id"},
         format_option},
        run_regions};
}

}  // namespace allmende::cli
