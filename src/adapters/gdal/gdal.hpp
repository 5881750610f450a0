#pragma once

#include <string>
#include <vector>

#include "adapters/gdal/boundary_engine.hpp"

namespace allmende::adapters::gdal {

// What GDAL's programs do for the engine; see areas::BoundaryEngine for the contracts.

/// `place` is the file itself or a member of a ZIP in GDAL's notation.
std::vector<areas::BoundaryLayer> layers_by_gdal(const Programs& programs, const Limits& limits,
                                                 const std::filesystem::path& file, const std::string& place);

void extract_by_gdal(const Programs& programs, const Limits& limits, const std::filesystem::path& file,
                     const areas::BoundaryLayer& layer, const std::string& crs, const std::filesystem::path& output);

std::vector<areas::InvalidShape> invalid_by_gdal(const Programs& programs, const Limits& limits,
                                                 const std::filesystem::path& geojson);

/// A member of a ZIP file as GDAL names it.
std::string member_place(const std::filesystem::path& zip, const std::string& member);

}  // namespace allmende::adapters::gdal
