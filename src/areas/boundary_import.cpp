#include "areas/boundary_import.hpp"

#include <algorithm>
#include <iterator>
#include <set>

#include "areas/boundary_names.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"

namespace allmende::areas {

namespace {

constexpr std::uint64_t most_topology_bytes = std::uint64_t{1} << 30;

/// Degrees that are none: metres of a projection that the file does not name, or latitude first.
void check_degrees(const FeatureTable& table, std::string_view what)
{
    const Extent& box = table.extent;
    if (box.empty()) {
        fail(ErrorCode::bad_input, "{}: there are no areas in it, only points, lines or nothing", what);
    }
    if (box.west >= -180 && box.east <= 180 && box.south >= -90 && box.north <= 90) {
        if (box.west > 45 && box.east < 60 && box.south > 4 && box.north < 17) {
            fail(ErrorCode::bad_input,
                 "{}: the coordinates stand as latitude, longitude ({}, {}); GeoJSON wants longitude first", what,
                 box.west, box.south);
        }
        return;
    }
    std::string_view guess = "its code";
    if (box.west > 1e5 && box.east < 1e6) {
        guess = "EPSG:25832 (ETRS89/UTM 32) or EPSG:25833";
    } else if (box.west > 3.1e7 && box.east < 3.4e7) {
        guess = "EPSG:4647 (ETRS89/UTM with zone number)";
    } else if (box.west > 2e6 && box.east < 6e6) {
        guess = "EPSG:31466 to EPSG:31469 (Gauß-Krüger)";
    }
    fail(
        ErrorCode::bad_input,
        "{}: the coordinates ({} to {}, {} to {}) are no degrees, and the file does not say what they are; say --crs with {}",
        what, box.west, box.east, box.south, box.north, guess);
}

/// BKG's layers (VG25, VG250, VG1000, VG2500, VG5000) may be used if the source is named so, on web pages with its
/// address.
Localized known_attribution(const std::string& name, const std::string& territory)
{
    const std::string low = lower(name);
    const bool administrative = low.starts_with("vg") && low.size() > 3 && low[2] >= '1' && low[2] <= '9';
    if (!administrative) {
        return {};
    }
    const std::string year = territory.substr(0, 4);
    // Newer editions may come under another licence, which their files do not say.
    const std::string_view licence = year < "2025" ? ", dl-de/by-2-0" : "";
    return {fmt::format("© GeoBasis-DE / BKG {} (Daten verändert), www.bkg.bund.de{}", year, licence),
            fmt::format("© GeoBasis-DE / BKG {} (data changed), www.bkg.bund.de{}", year, licence)};
}

std::map<std::string, DrawnUnit> units_of(const FeatureTable& table, const FeatureKeys& keys)
{
    const std::optional<std::size_t> names = name_field(table);
    std::map<std::string, DrawnUnit> units;
    for (std::size_t i = 0; i < table.features.size(); ++i) {
        if (keys.keys[i].empty()) {
            continue;
        }
        DrawnUnit& unit = units[keys.keys[i]];
        ++unit.features;
        unit.km2 += table.features[i].km2;
        const std::string name = names ? std::string(trim(table.value(i, *names).text)) : "";
        if (!name.empty() && std::find(unit.names.begin(), unit.names.end(), name) == unit.names.end()) {
            unit.names.push_back(name);
        }
    }
    return units;
}

void append(std::vector<BoundaryFinding>& to, std::vector<BoundaryFinding> more)
{
    to.insert(to.end(), more.begin(), more.end());
}

/// `“a.shp”, “b.shp”`: the files of those layers that `chosen` takes; empty where it takes none.
template <typename Chosen>
std::string files_of(const std::vector<ReadLayer*>& layers, const Chosen& chosen)
{
    std::vector<std::string> files;
    for (const ReadLayer* layer : layers) {
        if (chosen(*layer)) {
            files.push_back(shown(layer->source.file_name));
        }
    }
    return some_of(files);
}

/// What a set's files do not say surely and its user has to.
std::vector<BoundaryFinding> findings_of_layers(const std::vector<ReadLayer*>& layers)
{
    std::vector<BoundaryFinding> found;
    const std::string dateless = files_of(layers, [](const ReadLayer& layer) { return !layer.day; });
    if (!dateless.empty()) {
        found.push_back({true, "territory-today",
                         "nothing says of which day these boundaries are, so they count as of today; say it with "
                         "--territory: " +
                             dateless});
    }
    const std::string changed = files_of(
        layers, [](const ReadLayer& layer) { return layer.day && layer.day->by == FoundTerritory::By::change; });
    if (!changed.empty()) {
        found.push_back({true, "territory-by-change",
                         "nothing says of which day these boundaries are, so they count as of the newest change that "
                         "they name; say it with --territory: " +
                             changed});
    }
    const std::string nameless =
        files_of(layers, [](const ReadLayer& layer) { return layer.source.attribution.de.empty(); });
    if (!nameless.empty()) {
        found.push_back({true, "no-attribution",
                         "nothing says whom to name as the source beside maps, and most licences demand it; say it "
                         "with --attribution: " +
                             nameless});
    }
    return found;
}

/// Several layers of one delivery are of one day, whatever each names as its newest change.
std::map<std::filesystem::path, FoundTerritory> newest_changes(const std::vector<ReadLayer>& layers)
{
    std::map<std::filesystem::path, FoundTerritory> newest;
    for (const ReadLayer& layer : layers) {
        if (layer.day && layer.day->by == FoundTerritory::By::change) {
            FoundTerritory& day = newest.try_emplace(layer.package, *layer.day).first->second;
            day = layer.day->date > day.date ? *layer.day : day;
        }
    }
    return newest;
}

/// Areas of the set before that are not drawn anew: a file of them, and the sources that they are from.
void keep_from_before(const std::filesystem::path& workspace, const BoundarySet& before,
                      const std::set<std::string>& drawn, WorkFolder& folder, BoundaryParts& parts)
{
    const std::filesystem::path path = workspace / before.full_file;
    Topology topology = read_topology(read_file(path, most_topology_bytes), path.string());
    rename_areas(topology,
                 [&](const std::string& key) { return drawn.contains(key) ? std::nullopt : std::optional(key); });
    if (topology.areas.empty()) {
        return;
    }
    const std::vector<double> sizes = areas_km2(topology);
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        parts.drawn_km2[topology.areas[i].key] = sizes[i];
    }
    parts.files.push_back(folder.fresh(".topojson"));
    write_scratch_file(parts.files.back(), write_topology(topology));
    for (BoundarySource source : before.sources) {
        std::erase_if(source.keys, [&](const std::string& key) { return drawn.contains(key); });
        if (!source.keys.empty()) {
            parts.sources.push_back(std::move(source));
        }
    }
}

}  // namespace

BoundaryImport::BoundaryImport(std::filesystem::path workspace, BoundaryEngine& engine,
                               const RegisterNotation& notation, const Clock& clock)
    : workspace_(std::move(workspace)), engine_(engine), notation_(notation), clock_(clock), folder_(workspace_)
{}

std::span<const ReadLayer> BoundaryImport::read(const std::filesystem::path& file, const BoundaryWishes& wishes)
{
    const std::size_t before = layers_.size();
    std::vector<BoundaryLayer> layers = engine_.layers(file);
    std::vector<std::string> names;
    for (const BoundaryLayer& layer : layers) {
        names.push_back(shown(layer.name));
    }
    if (!wishes.layer.empty()) {
        std::erase_if(layers, [&](const BoundaryLayer& layer) { return lower(layer.name) != lower(wishes.layer); });
    }
    std::vector<ReadLayer> read;
    std::vector<std::string> reasons;
    for (const BoundaryLayer& layer : layers) {
        // With several layers the level chooses among them; one alone is read as the level that was said.
        BoundaryWishes own = wishes;
        own.key.level = layers.size() == 1 ? wishes.key.level : std::nullopt;
        try {
            ReadLayer one = read_layer(file, layer, own);
            if (!wishes.key.level || one.level == *wishes.key.level) {
                read.push_back(std::move(one));
            } else {
                reasons.push_back(fmt::format("layer {} has the level {}", shown(layer.name), name(one.level)));
            }
        } catch (const Error& error) {
            // Lines and points stand beside areas: a file is refused only where no layer is left.
            if (layers.size() == 1 || error.code() != ErrorCode::bad_input) {
                throw;
            }
            reasons.emplace_back(error.what());
        }
    }
    if (read.empty()) {
        const std::string name = file.filename().string();
        if (names.empty()) {
            fail(ErrorCode::bad_input, "{}: there are no areas in it, only points, lines or nothing", name);
        }
        fail(ErrorCode::bad_input, "{}: no layer to take ({}); layers with areas are {}", name,
             reasons.empty() ? "none is called " + shown(wishes.layer) : join(reasons, "; "), join(names, ", "));
    }
    std::move(read.begin(), read.end(), std::back_inserter(layers_));
    return std::span(layers_).subspan(before);
}

ReadLayer BoundaryImport::read_layer(const std::filesystem::path& file, const BoundaryLayer& layer,
                                     const BoundaryWishes& wishes)
{
    const std::string stem = file.stem().string();
    const std::string what = layer.name == stem
                                 ? file.filename().string()
                                 : fmt::format("{}, layer {}", file.filename().string(), shown(layer.name));
    ReadLayer read;
    read.extracted = folder_.fresh(".geojson");
    engine_.extract(file, layer, wishes.crs, read.extracted);
    const FeatureTable table = read_features(read.extracted, wishes.limits, what);
    check_degrees(table, what);
    FeatureKeys keys = read_keys(table, wishes.key, notation_, stem, what);
    read.units = units_of(table, keys);
    if (read.units.empty()) {
        fail(ErrorCode::bad_input,
             "{}: no feature has a key of the level {} in {} (for example {}); --level or --key may say otherwise",
             what, name(keys.level), shown(keys.field),
             keys.unusable.empty() ? "nothing" : shown(keys.unusable.front()));
    }
    read.level = keys.level;
    read.findings = findings_of_keys(keys, table.features.size());
    append(read.findings, findings_of_names(read.units, notation_));
    read.package = lower(file.extension().string()) == ".shp" ? file.parent_path() : file;
    read.day = find_territory(stem, layer.name, table);
    if (wishes.territory.empty() && read.day && read.day->by != FoundTerritory::By::change) {
        read.findings.push_back({false, "territory-by-name",
                                 fmt::format("territory {}, as {} says; --territory sets another", read.day->date,
                                             shown(read.day->where))});
    }
    read.source = {file.filename().string(), sha256_of_file(file), layer.name, keys.field, "",
                   clock_.timestamp(),       wishes.attribution,   {}};
    read.keys = std::move(keys.keys);
    return read;
}

BoundaryOutcome BoundaryImport::finish(const BoundaryWishes& wishes)
{
    settle_days(wishes);
    std::map<std::pair<Level, std::string>, std::vector<ReadLayer*>> groups;
    for (ReadLayer& layer : layers_) {
        groups[{layer.level, layer.territory}].push_back(&layer);
    }
    BoundaryOutcome outcome;
    for (const auto& [place, layers] : groups) {
        try {
            outcome.made.push_back(make_set(layers, wishes));
        } catch (const Error& error) {
            if (error.code() != ErrorCode::bad_input && error.code() != ErrorCode::too_large) {
                throw;
            }
            outcome.refused.push_back(fmt::format("{}: {}", boundary_id(place.first, place.second), error.what()));
        }
    }
    layers_.clear();
    return outcome;
}

void BoundaryImport::settle_days(const BoundaryWishes& wishes)
{
    const auto newest = newest_changes(layers_);
    for (ReadLayer& layer : layers_) {
        if (!wishes.territory.empty()) {
            layer.day = FoundTerritory{wishes.territory, FoundTerritory::By::name, ""};
        } else if (!layer.day || layer.day->by == FoundTerritory::By::change) {
            const auto change = newest.find(layer.package);
            layer.day = change == newest.end() ? std::nullopt : std::optional(change->second);
        }
        layer.territory = layer.day ? layer.day->date : clock_.date();
        if (layer.source.attribution.de.empty()) {
            layer.source.attribution = known_attribution(layer.source.layer, layer.territory);
        }
    }
}

BoundaryResult BoundaryImport::make_set(const std::vector<ReadLayer*>& layers, const BoundaryWishes& wishes)
{
    BoundaryParts parts;
    parts.level = layers.front()->level;
    parts.territory = layers.front()->territory;
    parts.target_bytes = wishes.target_bytes;
    std::set<std::string> drawn;
    std::map<std::string, DrawnUnit> units;
    std::vector<InvalidShape> invalid;
    // The last reading of an area counts.
    for (auto at = layers.rbegin(); at != layers.rend(); ++at) {
        ReadLayer& layer = **at;
        std::set<std::string> own;
        for (std::string& key : layer.keys) {
            key = drawn.contains(key) ? "" : key;
            if (!key.empty()) {
                own.insert(key);
                units[key] = layer.units.at(key);
                if (units[key].features == 1) {
                    parts.drawn_km2[key] = units[key].km2;
                }
            }
        }
        if (own.empty()) {
            continue;
        }
        drawn.insert(own.begin(), own.end());
        parts.files.push_back(folder_.fresh(".geojson"));
        write_keyed_features(layer.extracted, layer.keys, parts.files.back());
        const std::vector<InvalidShape> more = engine_.invalid(parts.files.back());
        invalid.insert(invalid.end(), more.begin(), more.end());
        parts.sources.insert(parts.sources.begin(), layer.source);
        parts.sources.front().keys.assign(own.begin(), own.end());
    }
    if (!wishes.replace) {
        for (const BoundarySet& set : load_boundaries(workspace_)) {
            if (set.id == boundary_id(parts.level, parts.territory)) {
                keep_from_before(workspace_, set, drawn, folder_, parts);
            }
        }
    }
    BuiltBoundaries built = build_boundaries(workspace_, folder_, engine_, notation_, parts);
    BoundaryResult result{std::move(built.set), built.percent, findings_of_layers(layers)};
    append(result.findings, findings_of_repair(invalid, units, built.full));
    append(result.findings, findings_of_register(result.set, notation_));
    return result;
}

}  // namespace allmende::areas
