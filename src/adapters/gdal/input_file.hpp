#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace allmende::adapters::gdal {

enum class InputKind { geojson, geopackage, shapefile, zip };

/// What a file is by its first bytes, whatever it is called. Throws Error{bad_input} where it is none of these (so that
/// no other of GDAL's many readers ever sees it), Error{too_large} above the limit.
InputKind kind_of(const std::filesystem::path& file, std::uint64_t most_bytes);

/// Names of the GeoJSON, GeoPackage and Shapefiles in a ZIP, by its directory. Throws Error{bad_input} where it is
/// broken or holds none, Error{too_large} where it would unpack to more than `most_bytes`.
std::vector<std::string> boundary_members(const std::filesystem::path& zip, std::uint64_t most_bytes);

}  // namespace allmende::adapters::gdal
