// Compiled into the tests only.
#include "areas/fake_boundary_engine.hpp"

#include <algorithm>

#include "areas/topology.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/json.hpp"

namespace allmende::areas {

namespace {

TopologyArea& area_of(Topology& topology, const std::string& key)
{
    for (TopologyArea& area : topology.areas) {
        if (area.key == key) {
            return area;
        }
    }
    topology.areas.push_back({key, {}});
    return topology.areas.back();
}

void add_polygon(Topology& topology, TopologyArea& area, const Json& rings)
{
    area.polygons.emplace_back();
    for (const Json& ring : rings) {
        area.polygons.back().push_back({static_cast<int>(topology.arcs.size())});
        topology.arcs.emplace_back();
        for (const Json& point : ring) {
            topology.arcs.back().push_back({point.at(0).get<double>(), point.at(1).get<double>()});
        }
    }
}

void add_features(Topology& topology, const std::string& text)
{
    const Json document = Json::parse(text);
    for (const Json& feature : document.at("features")) {
        TopologyArea& area = area_of(topology, feature.at("id"));
        const Json& geometry = feature.at("geometry");
        if (geometry.at("type") == "Polygon") {
            add_polygon(topology, area, geometry.at("coordinates"));
        } else {
            for (const Json& polygon : geometry.at("coordinates")) {
                add_polygon(topology, area, polygon);
            }
        }
    }
}

void add_topology(Topology& topology, const Topology& more)
{
    const int shift = static_cast<int>(topology.arcs.size());
    topology.arcs.insert(topology.arcs.end(), more.arcs.begin(), more.arcs.end());
    for (const TopologyArea& part : more.areas) {
        TopologyArea& area = area_of(topology, part.key);
        for (TopologyArea::Polygon polygon : part.polygons) {
            for (auto& ring : polygon) {
                for (int& arc : ring) {
                    arc = arc < 0 ? ~(~arc + shift) : arc + shift;
                }
            }
            area.polygons.push_back(std::move(polygon));
        }
    }
}

}  // namespace

std::vector<BoundaryLayer> FakeBoundaryEngine::layers(const std::filesystem::path& file)
{
    const auto several = layers_of.find(file.filename().string());
    if (several != layers_of.end()) {
        return several->second;
    }
    return {{file.stem().string(), "", true}};
}

void FakeBoundaryEngine::extract(const std::filesystem::path& file, const BoundaryLayer& layer, const std::string& said,
                                 const std::filesystem::path& output)
{
    crs = said;
    const std::string text = read_file(layer.place.empty() ? file : file.parent_path() / layer.place);
    if (text == "broken") {
        fail(ErrorCode::bad_input, "{}: the file is broken", file.filename().string());
    }
    write_scratch_file(output, text);
}

std::vector<InvalidShape> FakeBoundaryEngine::invalid(const std::filesystem::path&)
{
    return invalid_shapes;
}

void FakeBoundaryEngine::assemble(const std::vector<std::filesystem::path>& parts, const std::filesystem::path& output)
{
    Topology topology;
    for (const std::filesystem::path& part : parts) {
        const std::string text = read_file(part);
        if (part.extension() == ".topojson") {
            add_topology(topology, read_topology(text, part.string()));
        } else {
            add_features(topology, text);
        }
    }
    rename_areas(topology, [&](const std::string& key) {
        const bool gone = std::find(swallowed.begin(), swallowed.end(), key) != swallowed.end();
        return gone ? std::nullopt : std::optional(key);
    });
    write_scratch_file(output, write_topology(topology));
}

void FakeBoundaryEngine::simplify(const std::filesystem::path& file, const Coarseness& coarseness,
                                  const std::filesystem::path& output)
{
    Topology topology = read_topology(read_file(file), file.string());
    if (coarseness.percent < 100) {
        for (auto& arc : topology.arcs) {
            std::vector<Point> kept;
            for (std::size_t i = 0; i < arc.size(); ++i) {
                if (i % 2 == 0 || i + 1 == arc.size() || arc.size() < 6) {
                    kept.push_back(arc[i]);
                }
            }
            arc = std::move(kept);
        }
    }
    write_scratch_file(output, write_topology(topology));
}

}  // namespace allmende::areas
