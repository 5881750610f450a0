#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace allmende::areas {

/// Longitude and latitude in degrees, or steps on a topology's grid.
using Point = std::array<double, 2>;

/// One area of a topology. A ring is a list of arcs, the first ring of a polygon is its outline, others are holes; `~i`
/// stands for arc i backwards.
struct TopologyArea {
    using Ring = std::vector<int>;
    using Polygon = std::vector<Ring>;
    std::string key;
    std::vector<Polygon> polygons;
};

/// A TopoJSON of areas in WGS84: one object `areas`, feature id = area key. Neighbours share the arcs between them, so
/// whatever is done to an arc happens to both.
struct Topology {
    /// With a grid, arcs are a first point and steps in whole units of it.
    struct Grid {
        Point scale;
        Point translate;
    };
    std::optional<Grid> grid;
    std::vector<std::vector<Point>> arcs;
    std::vector<TopologyArea> areas;  ///< by key
};

/// Reads the text of a TopoJSON whose object may have any name. `what` is for messages. Throws Error{bad_input} where
/// it is none, an area has no key or uses an arc that is not there.
Topology read_topology(std::string_view text, std::string_view what);

/// The same topology, the same text.
std::string write_topology(const Topology& topology);

/// Gives areas other keys or, where it answers nothing, leaves them out; arcs that nobody uses any more go as well.
/// Areas that get the same key stay apart until an engine merges them.
void rename_areas(Topology& topology, const std::function<std::optional<std::string>(const std::string&)>& new_key);

std::vector<std::string> keys_of(const Topology& topology);

/// Square kilometres on the sphere, in the order of the areas.
std::vector<double> areas_km2(const Topology& topology);

/// Square kilometres inside a closed ring of degrees; negative where it runs clockwise.
double ring_km2(const std::vector<Point>& ring);

/// How many arcs are used by one area, by two, and by more: a mosaic without overlap has none of the last.
struct ArcUse {
    std::size_t outer = 0;
    std::size_t inner = 0;
    std::size_t shared_by_more = 0;
};
ArcUse arc_use(const Topology& topology);

}  // namespace allmende::areas
