#include "areas/topology.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iterator>
#include <map>
#include <numbers>

#include "base/cell.hpp"
#include "base/error.hpp"
#include "base/json.hpp"
#include "base/text.hpp"

namespace allmende::areas {

namespace {

constexpr double earth_radius_km = 6371.0088;  // mean radius of GRS80

[[noreturn]] void refuse(std::string_view what, std::string_view reason)
{
    fail(ErrorCode::bad_input, "{}: this is no TopoJSON of areas: {}", what, reason);
}

Point read_point(const Json& value)
{
    return {value.at(0).get<double>(), value.at(1).get<double>()};
}

TopologyArea::Polygon read_polygon(const Json& rings, std::size_t arcs, std::string_view what)
{
    TopologyArea::Polygon polygon;
    for (const Json& ring : rings) {
        polygon.emplace_back();
        for (const Json& value : ring) {
            const int arc = value.get<int>();
            if (static_cast<std::size_t>(arc < 0 ? ~arc : arc) >= arcs) {
                refuse(what, fmt::format("it names arc {}, and there are {}", arc, arcs));
            }
            polygon.back().push_back(arc);
        }
    }
    return polygon;
}

std::string read_key(const Json& geometry, std::string_view what)
{
    const auto id = geometry.find("id");
    if (id == geometry.end() || !(id->is_string() || id->is_number_integer())) {
        refuse(what, "a geometry has no id");
    }
    return id->is_string() ? id->get<std::string>() : id->dump();
}

TopologyArea read_area(const Json& geometry, std::size_t arcs, std::string_view what)
{
    TopologyArea area;
    area.key = read_key(geometry, what);
    const auto type_member = geometry.find("type");
    const std::string type =
        type_member != geometry.end() && type_member->is_string() ? type_member->get<std::string>() : "";
    if (type == "Polygon") {
        area.polygons.push_back(read_polygon(geometry.at("arcs"), arcs, what));
    } else if (type == "MultiPolygon") {
        for (const Json& rings : geometry.at("arcs")) {
            area.polygons.push_back(read_polygon(rings, arcs, what));
        }
    }
    return area;
}

/// Areas without any geometry are left out: whoever needs them all compares the keys.
std::vector<TopologyArea> read_areas(const Json& document, std::size_t arcs, std::string_view what)
{
    std::vector<TopologyArea> areas;
    for (const Json& object : document.at("objects")) {
        for (const Json& geometry : object.at("geometries")) {
            TopologyArea area = read_area(geometry, arcs, what);
            if (!area.polygons.empty()) {
                areas.push_back(std::move(area));
            }
        }
    }
    std::stable_sort(areas.begin(), areas.end(), [](const auto& a, const auto& b) { return a.key < b.key; });
    return areas;
}

void append_point(std::string& out, const Point& point)
{
    fmt::format_to(std::back_inserter(out), "[{},{}]", shortest(point[0]), shortest(point[1]));
}

template <typename Items, typename Append>
void append_list(std::string& out, const Items& items, const Append& append)
{
    out += '[';
    bool first = true;
    for (const auto& item : items) {
        if (!first) {
            out += ',';
        }
        first = false;
        append(item);
    }
    out += ']';
}

void append_polygon(std::string& out, const TopologyArea::Polygon& polygon)
{
    append_list(out, polygon, [&](const TopologyArea::Ring& ring) {
        append_list(out, ring, [&](int arc) { out += std::to_string(arc); });
    });
}

void append_area(std::string& out, const TopologyArea& area)
{
    const bool one = area.polygons.size() == 1;
    out += one ? R"({"type":"Polygon","id":)" : R"({"type":"MultiPolygon","id":)";
    out += Json(area.key).dump();
    out += R"(,"arcs":)";
    if (one) {
        append_polygon(out, area.polygons.front());
    } else {
        append_list(out, area.polygons, [&](const TopologyArea::Polygon& polygon) { append_polygon(out, polygon); });
    }
    out += '}';
}

/// Points of an arc in degrees.
std::vector<Point> degrees(const Topology& topology, const std::vector<Point>& arc)
{
    if (!topology.grid) {
        return arc;
    }
    const auto& [scale, translate] = *topology.grid;
    std::vector<Point> points;
    Point at{0, 0};
    for (const Point& step : arc) {
        at = {at[0] + step[0], at[1] + step[1]};
        points.push_back({at[0] * scale[0] + translate[0], at[1] * scale[1] + translate[1]});
    }
    return points;
}

template <typename Topology_, typename Visit>
void each_arc(Topology_& topology, const Visit& visit)
{
    for (auto& area : topology.areas) {
        for (auto& polygon : area.polygons) {
            for (auto& ring : polygon) {
                for (auto& arc : ring) {
                    visit(area, arc);
                }
            }
        }
    }
}

void drop_unused_arcs(Topology& topology)
{
    std::vector<int> place(topology.arcs.size(), -1);
    std::vector<std::vector<Point>> arcs;
    each_arc(topology, [&](const TopologyArea&, int& arc) {
        const std::size_t old = static_cast<std::size_t>(arc < 0 ? ~arc : arc);
        if (place[old] < 0) {
            place[old] = static_cast<int>(arcs.size());
            arcs.push_back(std::move(topology.arcs[old]));
        }
        arc = arc < 0 ? ~place[old] : place[old];
    });
    topology.arcs = std::move(arcs);
}

}  // namespace

Topology read_topology(std::string_view text, std::string_view what)
{
    try {
        const Json document = Json::parse(text);
        if (document.value("type", "") != "Topology") {
            refuse(what, "its type is not “Topology”");
        }
        Topology topology;
        for (const Json& arc : document.at("arcs")) {
            topology.arcs.emplace_back();
            for (const Json& point : arc) {
                topology.arcs.back().push_back(read_point(point));
            }
        }
        if (const auto transform = document.find("transform"); transform != document.end()) {
            topology.grid = Topology::Grid{read_point(transform->at("scale")), read_point(transform->at("translate"))};
        }
        topology.areas = read_areas(document, topology.arcs.size(), what);
        return topology;
    } catch (const Json::exception& error) {
        refuse(what, error.what());
    }
}

std::string write_topology(const Topology& topology)
{
    std::string out = R"({"type":"Topology")";
    if (topology.grid) {
        out += R"(,"transform":{"scale":)";
        append_point(out, topology.grid->scale);
        out += R"(,"translate":)";
        append_point(out, topology.grid->translate);
        out += '}';
    }
    out += R"(,"objects":{"areas":{"type":"GeometryCollection","geometries":)";
    append_list(out, topology.areas, [&](const TopologyArea& area) { append_area(out, area); });
    out += R"(}},"arcs":)";
    append_list(out, topology.arcs, [&](const std::vector<Point>& arc) {
        append_list(out, arc, [&](const Point& point) { append_point(out, point); });
    });
    return out + "}\n";
}

void rename_areas(Topology& topology, const std::function<std::optional<std::string>(const std::string&)>& new_key)
{
    std::vector<TopologyArea> kept;
    for (TopologyArea& area : topology.areas) {
        if (std::optional<std::string> key = new_key(area.key)) {
            area.key = std::move(*key);
            kept.push_back(std::move(area));
        }
    }
    topology.areas = std::move(kept);
    std::stable_sort(topology.areas.begin(), topology.areas.end(),
                     [](const TopologyArea& a, const TopologyArea& b) { return a.key < b.key; });
    drop_unused_arcs(topology);
}

std::vector<std::string> keys_of(const Topology& topology)
{
    std::vector<std::string> keys;
    for (const TopologyArea& area : topology.areas) {
        keys.push_back(area.key);
    }
    return keys;
}

double ring_km2(const std::vector<Point>& ring)
{
    // Area of a polygon on a sphere after Chamberlain and Duquette, "Some algorithms for polygons on a sphere", 2007,
    // eq. 7.
    constexpr double radian = std::numbers::pi / 180;
    double sum = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Point& a = ring[i];
        const Point& b = ring[(i + 1) % ring.size()];
        sum += (b[0] - a[0]) * radian * (2 + std::sin(a[1] * radian) + std::sin(b[1] * radian));
    }
    return -sum * earth_radius_km * earth_radius_km / 2;
}

std::vector<double> areas_km2(const Topology& topology)
{
    std::vector<std::vector<Point>> arcs;
    for (const auto& arc : topology.arcs) {
        arcs.push_back(degrees(topology, arc));
    }
    std::vector<double> sizes;
    for (const TopologyArea& area : topology.areas) {
        double size = 0;
        for (const auto& polygon : area.polygons) {
            for (std::size_t i = 0; i < polygon.size(); ++i) {
                std::vector<Point> points;
                for (const int arc : polygon[i]) {
                    std::vector<Point> part = arcs[static_cast<std::size_t>(arc < 0 ? ~arc : arc)];
                    if (arc < 0) {
                        std::reverse(part.begin(), part.end());
                    }
                    points.insert(points.end(), part.begin(), part.end());
                }
                size += (i == 0 ? 1 : -1) * std::abs(ring_km2(points));
            }
        }
        sizes.push_back(size);
    }
    return sizes;
}

ArcUse arc_use(const Topology& topology)
{
    std::map<int, std::vector<const TopologyArea*>> users;
    each_arc(topology, [&](const TopologyArea& area, int arc) { users[arc < 0 ? ~arc : arc].push_back(&area); });
    ArcUse use;
    for (const auto& [arc, areas] : users) {
        use.outer += areas.size() == 1 ? 1 : 0;
        use.inner += areas.size() == 2 ? 1 : 0;
        use.shared_by_more += areas.size() > 2 ? 1 : 0;
    }
    return use;
}

}  // namespace allmende::areas
