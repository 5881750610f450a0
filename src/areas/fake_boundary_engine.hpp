#pragma once

#include <map>
#include <string>
#include <vector>

#include "areas/boundary_engine.hpp"

namespace allmende::areas {

/// An engine for tests, without any program: takes GeoJSON in degrees with one layer, joins parts without looking for
/// shared borders, and leaves out every other inner point where points are to be left out.
class FakeBoundaryEngine final : public BoundaryEngine {
public:
    std::map<std::string, std::vector<BoundaryLayer>> layers_of;  ///< by file name, where there are several
    std::vector<InvalidShape> invalid_shapes;
    std::vector<std::string> swallowed;  ///< keys that disappear when parts are put together
    std::string crs;                     ///< as it was said last

    std::vector<BoundaryLayer> layers(const std::filesystem::path& file) override;
    void extract(const std::filesystem::path& file, const BoundaryLayer& layer, const std::string& crs,
                 const std::filesystem::path& output) override;
    std::vector<InvalidShape> invalid(const std::filesystem::path& geojson) override;
    void assemble(const std::vector<std::filesystem::path>& parts, const std::filesystem::path& output) override;
    void simplify(const std::filesystem::path& topology, const Coarseness& coarseness,
                  const std::filesystem::path& output) override;
};

}  // namespace allmende::areas
