#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace allmende::areas {

/// One table of shapes in a file.
struct BoundaryLayer {
    std::string name;
    std::string place;   ///< where the engine finds it; empty: the file itself
    bool alone = false;  ///< there is nothing else in that place
};

struct InvalidShape {
    std::string key;
    std::string reason;  ///< as the engine says it, with a place
};

/// How coarse a topology becomes.
struct Coarseness {
    double percent = 100;  ///< share of the points between the ends of arcs that stay
    int grid = 10'000;     ///< cells of the grid on either axis that points are put on
};

/// Reads files of boundaries and makes topologies of them. Implemented by programs that run apart from this one, within
/// limits of time, memory and size; what such a program says about a file goes into the message.
class BoundaryEngine {
public:
    virtual ~BoundaryEngine() = default;

    /// The layers of a GeoJSON, GeoPackage or Shapefile, also in a ZIP. Throws Error{bad_input} for any other file,
    /// Error{not_found} where a program is not installed.
    virtual std::vector<BoundaryLayer> layers(const std::filesystem::path& file) = 0;

    /// Writes one layer as GeoJSON in WGS84 with all attributes. `crs` (`EPSG:25832`) is the file's reference system
    /// where the file does not say. Throws Error{bad_input} where it is broken or the system is not known,
    /// Error{too_large}.
    virtual void extract(const std::filesystem::path& file, const BoundaryLayer& layer, const std::string& crs,
                         const std::filesystem::path& output) = 0;

    /// Which areas of a GeoJSON with keys as ids cross or touch themselves; empty where the engine cannot tell.
    virtual std::vector<InvalidShape> invalid(const std::filesystem::path& geojson) = 0;

    /// Makes one topology of all parts (GeoJSON or TopoJSON with keys as ids), in full detail: parts of one key become
    /// one area, overlaps and slivers between areas are closed. Writes TopoJSON with keys as ids.
    virtual void assemble(const std::vector<std::filesystem::path>& parts, const std::filesystem::path& output) = 0;

    /// Leaves out points of a topology, the least visible first; no part of an area disappears.
    virtual void simplify(const std::filesystem::path& topology, const Coarseness& coarseness,
                          const std::filesystem::path& output) = 0;
};

}  // namespace allmende::areas
