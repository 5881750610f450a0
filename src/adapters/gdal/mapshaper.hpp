#pragma once

#include <string>
#include <vector>

#include "adapters/gdal/boundary_engine.hpp"

namespace allmende::adapters::gdal {

// What mapshaper does for the engine; see areas::BoundaryEngine for the contracts.

std::vector<areas::BoundaryLayer> layers_by_mapshaper(const Programs& programs, const Limits& limits,
                                                      const std::filesystem::path& file);

void extract_by_mapshaper(const Programs& programs, const Limits& limits, const std::filesystem::path& file,
                          const areas::BoundaryLayer& layer, const std::string& crs,
                          const std::filesystem::path& output);

void assemble_by_mapshaper(const Programs& programs, const Limits& limits,
                           const std::vector<std::filesystem::path>& parts, const std::filesystem::path& output);

void simplify_by_mapshaper(const Programs& programs, const Limits& limits, const std::filesystem::path& topology,
                           const areas::Coarseness& coarseness, const std::filesystem::path& output);

}  // namespace allmende::adapters::gdal
