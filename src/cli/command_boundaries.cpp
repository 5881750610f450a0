#include <algorithm>
#include <charconv>

#include "areas/boundary_dissolve.hpp"
#include "areas/boundary_import.hpp"
#include "areas/territory_date.hpp"
#include "base/error.hpp"
#include "cli/commands.hpp"
#include "cli/output.hpp"

namespace allmende::cli {

namespace {

constexpr std::size_t least_kilobytes = 5;
constexpr std::size_t most_kilobytes = 100'000;

std::string parse_date(const Arguments& arguments)
{
    const std::string text = arguments.get("--territory");
    if (text.empty()) {
        return text;
    }
    const auto date = areas::parse_territory(text);
    if (!date) {
        fail(ErrorCode::bad_usage, "--territory {}: this is no day; write 2021-12-31, or 2021 for its first day",
             shown(text));
    }
    return *date;
}

std::size_t parse_kilobytes(const Arguments& arguments)
{
    const std::string text = arguments.get("--size");
    if (text.empty()) {
        return 0;
    }
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < least_kilobytes || value > most_kilobytes) {
        fail(ErrorCode::bad_usage, "--size {}: write a number of kilobytes from {} to {}", shown(text), least_kilobytes,
             most_kilobytes);
    }
    return value * 1000;
}

areas::BoundaryWishes parse_wishes(const Arguments& arguments)
{
    areas::BoundaryWishes wishes;
    if (arguments.has("--level")) {
        wishes.key.level = areas::level_by_name(arguments.get("--level"));
    }
    wishes.key.field = arguments.get("--key");
    wishes.key.prefix = arguments.get("--prefix");
    wishes.territory = parse_date(arguments);
    wishes.layer = arguments.get("--layer");
    wishes.crs = arguments.get("--crs");
    wishes.attribution = {arguments.get("--attribution"), arguments.get("--attribution-en")};
    wishes.replace = arguments.has("--replace");
    wishes.target_bytes = parse_kilobytes(arguments);
    return wishes;
}

bool is_boundary_file(const std::filesystem::path& path)
{
    const std::string ending = lower(path.extension().string());
    return ending == ".geojson" || ending == ".gpkg" || ending == ".shp" || ending == ".zip" ||
           (ending == ".json" && areas::looks_like_geojson(path));
}

std::vector<std::filesystem::path> named_files(const Arguments& arguments)
{
    std::vector<std::filesystem::path> files;
    for (std::size_t i = 1; i < arguments.positional.size(); ++i) {
        const std::filesystem::path path = arguments.positional[i];
        if (!std::filesystem::is_directory(path)) {
            files.push_back(path);
            continue;
        }
        const std::size_t before = files.size();
        for (const auto& entry : std::filesystem::directory_iterator(path)) {
            if (entry.is_regular_file() && is_boundary_file(entry.path())) {
                files.push_back(entry.path());
            }
        }
        if (files.size() == before) {
            fail(ErrorCode::bad_input,
                 "{}: there are no .geojson, .json, .gpkg, .shp or .zip files with boundaries in this folder",
                 path.string());
        }
        std::sort(files.begin() + static_cast<std::ptrdiff_t>(before), files.end());
    }
    return files;
}

std::string describe(const std::vector<areas::BoundaryFinding>& findings)
{
    std::string text;
    for (const areas::BoundaryFinding& finding : findings) {
        text += fmt::format("  {} ({}): {}\n", finding.warning ? "warning" : "note", finding.id, finding.text);
    }
    return text;
}

std::string count_of_areas(std::size_t count)
{
    return count == 1 ? "1 area" : fmt::format("{} areas", count);
}

std::string describe(const areas::ReadLayer& layer)
{
    const bool same = std::filesystem::path(layer.source.file_name).stem() == layer.source.layer;
    return fmt::format("{}{}: {} of the level {}, keys in {}\n{}", layer.source.file_name,
                       same ? "" : ", layer " + shown(layer.source.layer), count_of_areas(layer.units.size()),
                       name(layer.level), shown(layer.source.key_field), describe(layer.findings));
}

std::string describe(const areas::BoundaryResult& result)
{
    return fmt::format("{}: {} on {}, {} kB with {:.0f} % of the points\n{}", result.set.id,
                       count_of_areas(result.set.keys.size()), result.set.territory, (result.set.bytes + 500) / 1000,
                       result.percent, describe(result.findings));
}

int run_import(const Arguments& arguments, Environment& environment, sources::Workspace& workspace)
{
    const areas::BoundaryWishes wishes = parse_wishes(arguments);
    const auto engine = environment.make_boundary_engine();
    const areas::RegisterNotation notation(workspace.areas(), workspace.reforms());
    areas::BoundaryImport import(workspace.path(), *engine, notation, *environment.clock);
    int status = 0;
    bool any = false;
    for (const std::filesystem::path& file : named_files(arguments)) {
        try {
            for (const areas::ReadLayer& layer : import.read(file, wishes)) {
                environment.err(describe(layer));
                any = true;
            }
        } catch (const Error& error) {
            // One refused file does not keep the others out.
            if (error.code() != ErrorCode::bad_input && error.code() != ErrorCode::too_large &&
                error.code() != ErrorCode::not_found) {
                throw;
            }
            environment.err(fmt::format("refused: {}\n", error.what()));
            status = info(ErrorCode::bad_input).exit_status;
        }
    }
    if (any) {
        const areas::BoundaryOutcome outcome = import.finish(wishes);
        for (const areas::BoundaryResult& result : outcome.made) {
            environment.err(describe(result));
        }
        for (const std::string& reason : outcome.refused) {
            environment.err(fmt::format("refused: {}\n", reason));
            status = info(ErrorCode::bad_input).exit_status;
        }
    }
    return status;
}

int run_dissolve(const Arguments& arguments, Environment& environment, sources::Workspace& workspace)
{
    const auto engine = environment.make_boundary_engine();
    const areas::RegisterNotation notation(workspace.areas(), workspace.reforms());
    for (const std::string& text : arguments.list("--dissolve")) {
        const areas::Level level = areas::level_by_name(text);
        for (const areas::BoundaryResult& result : areas::dissolve_boundaries(
                 workspace.path(), *engine, notation, *environment.clock, level, parse_date(arguments))) {
            environment.err(describe(result));
        }
    }
    return 0;
}

int run_list(const Arguments& arguments, Environment& environment, const sources::Workspace& workspace)
{
    RowWriter rows(
        arguments, environment,
        {"id", "level", "territory", "areas", "in_register", "without_boundary", "bytes", "file", "attribution"});
    const areas::RegisterNotation notation(workspace.areas(), workspace.reforms());
    for (const areas::BoundarySet& set : areas::load_boundaries(workspace.path(), notation)) {
        const auto known = std::count_if(set.keys.begin(), set.keys.end(), [&](const std::string& key) {
            return notation.find(areas::official_key_of(set, key)) != nullptr;
        });
        const std::size_t missing = areas::units_without_boundary(set, notation).size();
        rows.row({set.id, std::string(name(set.level)), set.territory, static_cast<std::int64_t>(set.keys.size()),
                  std::int64_t{known}, static_cast<std::int64_t>(missing), static_cast<std::int64_t>(set.bytes),
                  set.file, set.attribution().de});
    }
    rows.finish();
    return 0;
}

int run_boundaries(const Arguments& arguments, Environment& environment)
{
    const bool has_files = arguments.positional.size() > 1;
    const int jobs = (has_files ? 1 : 0) + (arguments.has("--dissolve") ? 1 : 0) + (arguments.has("--remove") ? 1 : 0);
    if (jobs > 1) {
        fail(ErrorCode::bad_usage, "boundaries: files, --dissolve and --remove are three things; do one at a time");
    }
    sources::Workspace workspace =
        sources::Workspace::open(arguments.positional.front(), environment.catalogues, environment.engines,
                                 jobs == 0 ? sources::Access::read : sources::Access::change);
    if (arguments.has("--remove")) {
        areas::remove_boundaries(workspace.path(), arguments.get("--remove"));
        return 0;
    }
    if (arguments.has("--dissolve")) {
        return run_dissolve(arguments, environment, workspace);
    }
    return has_files ? run_import(arguments, environment, workspace) : run_list(arguments, environment, workspace);
}

}  // namespace

Command boundaries_command()
{
    return {
        "boundaries",
        "WORKSPACE [FILE...]",
        1,
        100000,
        "take in boundaries for maps, or list them",
        "Reads GeoJSON, GeoPackage and Shapefiles (also zipped, with several layers, in any reference system) and makes one TopoJSON\n"
        "for each level and territory: simplified, with borders that neighbours share. A folder stands for the files in it. Level, key\n"
        "and day are seen from the files where they are not said. Several files of one level and day become one set; an area that is\n"
        "read again replaces itself. Without FILE the sets are listed.",
        {{"--level", "LEVEL", "land, government_region, kreis, association, gemeinde or district"},
         {"--territory", "DATE", "the day of the boundaries: 2021-12-31, or 2021 for its first day"},
         {"--key", "FIELD", "the attribute with the area keys; @file: the digits that the file's name begins with"},
         {"--prefix", "TEXT", "put before each key, such as 05112 before a city's own numbers"},
         {"--layer", "NAME", "only this layer"},
         {"--crs", "EPSG:CODE", "the coordinates' reference system where the file does not say"},
         {"--attribution", "TEXT", "whom to name beside maps, as the licence wants it"},
         {"--attribution-en", "TEXT", "the same in English"},
         {"--size", "KB", "about how large the TopoJSON becomes; by default by the number of areas"},
         {"--replace", "", "drop what a set held before, instead of adding to it"},
         {"--dissolve", "LEVEL", "put finer boundaries together where a territory has none of this level"},
         {"--remove", "ID", "take a set away"},
         format_option},
        run_boundaries};
}

}  // namespace allmende::cli
