#include "adapters/gdal/mapshaper.hpp"

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/json.hpp"
#include "base/process.hpp"
#include "base/scratch_folder.hpp"
#include "base/text.hpp"

namespace allmende::adapters::gdal {

namespace {

ProcessLimits process_limits(const Limits& limits)
{
    ProcessLimits own;
    own.time = limits.time;
    // Node keeps coordinates beside its heap, which the flag below bounds.
    own.memory_bytes = 2 * limits.memory_bytes;
    own.file_bytes = limits.file_bytes;
    return own;
}

ProcessResult run(const Programs& programs, const Limits& limits, const std::filesystem::path& directory,
                  const std::vector<std::string>& arguments)
{
    std::error_code error;
    if (programs.node.empty() || !std::filesystem::exists(programs.node, error)) {
        fail(ErrorCode::not_found,
             "boundaries need Node, and there is none at “{}”; `./dev build` fetches it, or name one in ALLMENDE_NODE",
             programs.node.string());
    }
    if (!std::filesystem::exists(programs.mapshaper, error)) {
        fail(ErrorCode::not_found, "boundaries need mapshaper, and there is none at “{}”; `npm ci` fetches it",
             programs.mapshaper.string());
    }
    ProcessCall call;
    call.program = programs.node;
    call.arguments = {fmt::format("--max-old-space-size={}", limits.memory_bytes >> 20), "--no-warnings",
                      programs.mapshaper.string()};
    call.arguments.insert(call.arguments.end(), arguments.begin(), arguments.end());
    call.directory = directory;
    call.limits = process_limits(limits);
    return run_process(call);
}

/// What mapshaper says is wrong: `Error: [i] Unexpected end of JSON input`.
std::string first_error(const std::string& messages)
{
    for (const std::string_view line : split(messages, '\n')) {
        if (const std::size_t at = line.find("Error: "); at != std::string_view::npos) {
            return std::string(line.substr(at + 7));
        }
    }
    return std::string(trim(messages));
}

void check(const ProcessResult& result, const Limits& limits, std::string_view what)
{
    if (result.ok()) {
        return;
    }
    const bool heap = result.messages.find("heap out of memory") != std::string::npos ||
                      result.messages.find("allocation failed") != std::string::npos;
    if (result.end != ProcessEnd::exited || heap) {
        fail(ErrorCode::too_large, "{}: too large or too intricate to be worked on (mapshaper: {})", what,
             heap ? fmt::format("more than {} MB of memory", limits.memory_bytes >> 20)
                  : describe(result, process_limits(limits)));
    }
    fail(ErrorCode::bad_input, "{}: the file is broken or no file of boundaries (mapshaper: {})", what,
         shown(first_error(result.messages), 200));
}

/// Names in a command are cut at blanks: what stands beside our files is only ever called by its bare name.
std::string bare(const std::filesystem::path& path)
{
    return path.filename().string();
}

}  // namespace

std::vector<areas::BoundaryLayer> layers_by_mapshaper(const Programs& programs, const Limits& limits,
                                                      const std::filesystem::path& file)
{
    const std::string what = file.filename().string();
    const ScratchFolder folder;
    check(run(programs, limits, folder.path(), {"-i", file.string(), "-info", "save-to=layers.json"}), limits, what);
    std::vector<areas::BoundaryLayer> layers;
    try {
        const Json layers_json = Json::parse(read_file(folder.path() / "layers.json"));
        for (const Json& layer : layers_json) {
            if (layer.value("geometry_type", "") == "polygon") {
                layers.push_back({layer.at("layer_name").get<std::string>(), "", false});
            }
        }
    } catch (const Json::exception& error) {
        fail(ErrorCode::bad_input, "{}: mapshaper does not say what is in the file ({})", what, shown(error.what()));
    }
    return layers;
}

void extract_by_mapshaper(const Programs& programs, const Limits& limits, const std::filesystem::path& file,
                          const areas::BoundaryLayer& layer, const std::string& crs,
                          const std::filesystem::path& output)
{
    const std::string what = file.filename().string();
    std::vector<std::string> arguments{"-i", file.string(), "-target", layer.name, "-proj"};
    if (!crs.empty()) {
        arguments.push_back("from=" + crs);
    }
    arguments.insert(arguments.end(), {"wgs84", "-o", bare(output), "format=geojson", "precision=0.0000001"});
    const ProcessResult result = run(programs, limits, output.parent_path(), arguments);
    if (result.messages.find("source coordinate system is unknown") != std::string::npos) {
        fail(
            ErrorCode::bad_input,
            "{}: the file does not say which reference system its coordinates have; say it with --crs, for example --crs EPSG:25832",
            what);
    }
    check(result, limits, what);
}

void assemble_by_mapshaper(const Programs& programs, const Limits& limits,
                           const std::vector<std::filesystem::path>& parts, const std::filesystem::path& output)
{
    std::vector<std::string> arguments{"-i"};
    for (const auto& part : parts) {
        arguments.push_back(bare(part));
    }
    arguments.insert(arguments.end(),
                     {"combine-files", "id-field=area", "-filter-fields", "target=*", "area", "-merge-layers",
                      "target=*", "force", "name=areas", "-dissolve", "area", "-clean", "-sort", "area", "-o",
                      bare(output), "format=topojson", "no-quantization", "id-field=area"});
    check(run(programs, limits, output.parent_path(), arguments), limits, "the boundaries");
}

void simplify_by_mapshaper(const Programs& programs, const Limits& limits, const std::filesystem::path& topology,
                           const areas::Coarseness& coarseness, const std::filesystem::path& output)
{
    std::vector<std::string> arguments{"-i", bare(topology), "id-field=area"};
    if (coarseness.percent < 100) {
        // Weighted effective areas: Visvalingam and Whyatt, "Line generalisation by repeated elimination of points",
        // 1993.
        // Each island and exclave is a shape to keep; dissolving puts them together again.
        arguments.insert(arguments.end(),
                         {"-explode", "-simplify", "visvalingam", "weighted",
                          fmt::format("{:.2f}%", coarseness.percent), "keep-shapes", "-dissolve", "area"});
    }
    arguments.insert(arguments.end(), {"-o", bare(output), "format=topojson",
                                       fmt::format("quantization={}", coarseness.grid), "id-field=area"});
    check(run(programs, limits, output.parent_path(), arguments), limits, "the boundaries");
}

}  // namespace allmende::adapters::gdal
