#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "areas/geojson_reader.hpp"

namespace allmende::areas {

struct BoundaryFeature {
    std::vector<AttributeValue> values;  ///< in the order of FeatureTable::fields; may be shorter
    std::size_t polygons = 0;            ///< 0: it is no area, or has no geometry
    double km2 = 0;                      ///< as drawn, before anything is repaired
};

/// The attributes and sizes of a GeoJSON file, without its coordinates.
struct FeatureTable {
    std::vector<std::string> fields;
    std::vector<BoundaryFeature> features;
    Extent extent;
    std::uint64_t points = 0;

    /// The value of a field, empty where the feature has none.
    const AttributeValue& value(std::size_t feature, std::size_t field) const;
};

/// Reads a GeoJSON FeatureCollection as an engine wrote it, in pieces. `what` is for messages. Throws Error{bad_input}
/// where it is broken, Error{too_large} beyond a limit.
FeatureTable read_features(const std::filesystem::path& geojson, const FeatureLimits& limits, std::string_view what);

/// Writes the polygons of those features that have a key, one feature each, with nothing but the key as `id`.
void write_keyed_features(const std::filesystem::path& geojson, const std::vector<std::string>& keys,
                          const std::filesystem::path& output);

}  // namespace allmende::areas
