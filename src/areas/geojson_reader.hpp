#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <string>
#include <string_view>

#include "areas/topology.hpp"

namespace allmende::areas {

/// What a file of boundaries may hold; the whole of Germany's Gemeinden at 1 : 25,000 fits well.
struct FeatureLimits {
    std::size_t features = 200'000;
    std::size_t fields = 400;
    std::size_t text_bytes = 400;  ///< of one attribute; longer ones are cut
    std::uint64_t points = 30'000'000;
    std::size_t nesting = 24;
};

/// One attribute of one feature as text.
struct AttributeValue {
    std::string text;  ///< empty: none
    bool is_number = false;
};

/// A box of degrees.
struct Extent {
    double west = std::numeric_limits<double>::infinity();
    double south = std::numeric_limits<double>::infinity();
    double east = -std::numeric_limits<double>::infinity();
    double north = -std::numeric_limits<double>::infinity();

    void add(const Point& point);
    void add(const Extent& other);
    bool empty() const { return west > east; }
};

/// The polygons of one geometry; a collection comes as several.
struct DrawnArea {
    std::string type;         ///< `Polygon` or `MultiPolygon`
    std::string coordinates;  ///< as text without heights, only where somebody wants it
    std::size_t polygons = 0;
    double km2 = 0;  ///< on the sphere, as drawn
    Extent extent;
};

/// Who takes what a reader finds, feature after feature.
class FeatureTaker {
public:
    virtual ~FeatureTaker() = default;
    virtual void attribute(const std::string& name, AttributeValue value) = 0;
    virtual void area(const DrawnArea& area) = 0;
    virtual void feature_end() = 0;
    virtual bool wants_coordinates() const { return false; }
};

/// Reads a GeoJSON FeatureCollection in pieces and gives the number of its points; geometries that are no areas are
/// passed over. `what` is for messages. Throws Error{bad_input} where it is broken, Error{too_large} beyond a limit.
std::uint64_t read_geojson(const std::filesystem::path& geojson, FeatureTaker& taker, const FeatureLimits& limits,
                           std::string_view what);

/// Whether a file begins like GeoJSON: not every JSON beside boundaries is one.
bool looks_like_geojson(const std::filesystem::path& file);

}  // namespace allmende::areas
