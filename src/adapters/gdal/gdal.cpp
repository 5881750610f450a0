#include "adapters/gdal/gdal.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/process.hpp"
#include "base/text.hpp"

namespace allmende::adapters::gdal {

namespace {

/// GDAL's readers that fetch from networks, run queries of their own or follow names in a file to others.
constexpr std::string_view unwanted_readers =
    "OGR_VRT,VRT,WFS,OAPIF,OGCAPI,CSW,HTTP,Carto,AmigoCloud,Elasticsearch,PLSCENES,PLMOSAIC,EEDA,EEDAI,NGW,GMLAS,WMS,WMTS,WCS,STACIT,"
    "STACTA,MSSQLSpatial,MySQL,PostgreSQL,PostGISRaster,ODBC,MongoDBv3,OGR_OGDI,PDF,DAAS,RDA,Zarr";

ProcessResult run(const std::filesystem::path& program, const Limits& limits, std::vector<std::string> arguments)
{
    ProcessCall call;
    call.program = program;
    call.arguments = std::move(arguments);
    call.environment = {{"GDAL_SKIP", std::string(unwanted_readers)},
                        {"OGR_SKIP", std::string(unwanted_readers)},
                        {"CPL_DEBUG", "OFF"},
                        {"GDAL_CACHEMAX", "256"},
                        {"OGR_GEOJSON_MAX_OBJ_SIZE", "200"}};
    call.limits.time = limits.time;
    call.limits.memory_bytes = limits.memory_bytes;
    call.limits.file_bytes = limits.file_bytes;
    return run_process(call);
}

/// The first thing that GDAL calls an error, in one line; it breaks lines anywhere and may go on for pages. Warnings
/// are none.
std::string first_error(const std::string& messages)
{
    std::string text;
    for (const std::string_view line : split(messages, '\n')) {
        const bool begins = line.starts_with("ERROR ") || line.starts_with("FAILURE");
        if (!text.empty() && (begins || line.starts_with("Warning ") || line.starts_with("  -> "))) {
            break;
        }
        if (begins || !text.empty()) {
            text += (text.empty() ? "" : " ") + std::string(trim(line));
        }
    }
    const std::size_t colon = text.starts_with("ERROR ") ? text.find(": ") : std::string::npos;
    return colon == std::string::npos ? text : text.substr(colon + 2);
}

bool says(const ProcessResult& result, std::string_view words)
{
    return result.messages.find(words) != std::string::npos;
}

/// A broken file often ends in success with complaints: any error counts.
void check(const ProcessResult& result, const Limits& limits, std::string_view what)
{
    const std::string error = first_error(result.messages);
    if (result.ok() && error.empty()) {
        return;
    }
    if (result.end != ProcessEnd::exited) {
        ProcessLimits used;
        used.time = limits.time;
        used.memory_bytes = limits.memory_bytes;
        used.file_bytes = limits.file_bytes;
        fail(ErrorCode::too_large, "{}: the file is too large or too intricate to be read (GDAL: {})", what,
             describe(result, used));
    }
    if (says(result, "OGR_GEOJSON_MAX_OBJ_SIZE") || says(result, "ut of memory") || says(result, "annot allocate") ||
        says(result, "bad_alloc")) {
        fail(ErrorCode::too_large, "{}: an area in it is too large to be read (GDAL: {})", what, shown(error, 200));
    }
    fail(ErrorCode::bad_input, "{}: the file is broken or no file of boundaries (GDAL: {})", what,
         error.empty() ? "no reason given" : shown(error, 200));
}

/// `1: VG250_KRS (Multi Polygon)` → `VG250_KRS`; nothing for other lines.
std::string layer_name(std::string_view line)
{
    const std::size_t colon = line.find(": ");
    if (colon == std::string_view::npos || !all_digits(line.substr(0, colon))) {
        return {};
    }
    std::string_view name = line.substr(colon + 2);
    if (name.ends_with(')')) {
        name = name.substr(0, name.rfind(" ("));
    }
    return std::string(name);
}

bool draws_no_areas(std::string_view line)
{
    return line.ends_with("Point)") || line.ends_with("Line String)") || line.ends_with("(None)");
}

/// One line of CSV as ogr2ogr writes it: `"key","reason"`.
areas::InvalidShape invalid_shape(std::string_view line)
{
    std::string fields[2];
    std::size_t field = 0;
    bool quoted = false;
    for (const char c : line) {
        if (c == '"') {
            quoted = !quoted;
        } else if (c == ',' && !quoted && field == 0) {
            field = 1;
        } else if (c != '\r') {
            fields[field] += c;
        }
    }
    return {fields[0], fields[1]};
}

}  // namespace

std::string member_place(const std::filesystem::path& zip, const std::string& member)
{
    return fmt::format("/vsizip/{{{}}}/{}", zip.string(), member);
}

std::vector<areas::BoundaryLayer> layers_by_gdal(const Programs& programs, const Limits& limits,
                                                 const std::filesystem::path& file, const std::string& place)
{
    const ProcessResult result = run(*programs.ogrinfo, limits, {"-ro", "-q", place});
    check(result, limits, file.filename().string());
    std::vector<areas::BoundaryLayer> layers;
    std::size_t count = 0;
    for (const std::string_view line : split(result.output, '\n')) {
        const std::string name = layer_name(line);
        count += name.empty() ? 0 : 1;
        if (!name.empty() && !draws_no_areas(line)) {
            layers.push_back({name, place, false});
        }
    }
    if (count == 1 && layers.size() == 1) {
        layers.front().alone = true;
    }
    // A name that begins with - would be taken for an option.
    std::erase_if(layers, [](const auto& layer) { return !layer.alone && layer.name.starts_with('-'); });
    return layers;
}

void extract_by_gdal(const Programs& programs, const Limits& limits, const std::filesystem::path& file,
                     const areas::BoundaryLayer& layer, const std::string& crs, const std::filesystem::path& output)
{
    std::vector<std::string> arguments{
        "-f",   "GeoJSON", "-t_srs", "EPSG:4326",        "-lco", "COORDINATE_PRECISION=7",
        "-dim", "XY",      "-nlt",   "CONVERT_TO_LINEAR"};
    if (!crs.empty()) {
        arguments.insert(arguments.end(), {"-s_srs", crs});
    }
    arguments.insert(arguments.end(), {output.string(), layer.place});
    if (!layer.alone) {
        arguments.push_back(layer.name);
    }
    const ProcessResult result = run(*programs.ogr2ogr, limits, std::move(arguments));
    const std::string what = file.filename().string();
    if (says(result, "source layer has no") || says(result, "Undefined Cartesian SRS")) {
        fail(
            ErrorCode::bad_input,
            "{}: the file does not say which reference system its coordinates have (a Shapefile has it in a .prj file beside it); say it with --crs, for example --crs EPSG:25832",
            what);
    }
    if (!crs.empty() && says(result, "SRS")) {
        fail(ErrorCode::bad_input, "{}: the coordinates cannot be read as {} (GDAL: {})", what, crs,
             shown(first_error(result.messages), 200));
    }
    check(result, limits, what);
}

std::vector<areas::InvalidShape> invalid_by_gdal(const Programs& programs, const Limits& limits,
                                                 const std::filesystem::path& geojson)
{
    const ProcessResult result =
        run(*programs.ogr2ogr, limits,
            {"-f", "CSV", "/vsistdout/", geojson.string(), "-dialect", "SQLITE", "-sql",
             fmt::format("select id, ST_IsValidReason(geometry) as reason from \"{}\" where ST_IsValid(geometry) = 0",
                         geojson.stem().string())});
    std::vector<areas::InvalidShape> shapes;
    // A GDAL without SpatiaLite cannot tell; the repair and its comparison of sizes follow in any case.
    if (!result.ok()) {
        return shapes;
    }
    const auto lines = split(result.output, '\n');
    for (std::size_t i = 1; i < lines.size(); ++i) {
        if (!trim(lines[i]).empty()) {
            shapes.push_back(invalid_shape(lines[i]));
        }
    }
    return shapes;
}

}  // namespace allmende::adapters::gdal
