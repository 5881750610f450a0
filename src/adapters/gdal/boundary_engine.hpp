#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>

#include "areas/boundary_engine.hpp"

namespace allmende::adapters::gdal {

/// The programs that do the work. Without ogr2ogr and ogrinfo (Debian: gdal-bin) mapshaper reads GeoJSON and Shapefiles
/// alone; without Node or mapshaper nothing can be made.
struct Programs {
    std::optional<std::filesystem::path> ogr2ogr;
    std::optional<std::filesystem::path> ogrinfo;
    std::filesystem::path node;
    std::filesystem::path mapshaper;  ///< its script
};

/// What one run of a program may use.
struct Limits {
    std::chrono::milliseconds time{300'000};
    std::uint64_t memory_bytes = std::uint64_t{4} << 30;
    std::uint64_t file_bytes = std::uint64_t{1} << 30;   ///< of what it writes
    std::uint64_t input_bytes = std::uint64_t{2} << 30;  ///< of a delivered file, also unpacked
};

std::unique_ptr<areas::BoundaryEngine> make_boundary_engine(Programs programs, Limits limits);

}  // namespace allmende::adapters::gdal
