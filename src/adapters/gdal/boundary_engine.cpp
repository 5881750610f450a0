#include "adapters/gdal/boundary_engine.hpp"

#include "adapters/gdal/gdal.hpp"
#include "adapters/gdal/input_file.hpp"
#include "adapters/gdal/mapshaper.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace allmende::adapters::gdal {

namespace {

/// `EPSG:25832`, also in small letters or without the word; nothing else reaches the programs.
std::string epsg(const std::string& crs)
{
    const std::string low = lower(crs);
    const std::string code = low.starts_with("epsg:") ? low.substr(5) : low;
    if (code.size() < 4 || code.size() > 6 || !all_digits(code)) {
        fail(ErrorCode::bad_usage, "{} is no reference system; say its EPSG code, for example EPSG:25832", shown(crs));
    }
    return "EPSG:" + code;
}

class Engine final : public areas::BoundaryEngine {
public:
    Engine(Programs programs, Limits limits) : programs_(std::move(programs)), limits_(limits) {}

    std::vector<areas::BoundaryLayer> layers(const std::filesystem::path& named) override
    {
        const std::filesystem::path file = std::filesystem::absolute(named);
        const InputKind kind = kind_of(file, limits_.input_bytes);
        if (kind == InputKind::zip) {
            return layers_of_zip(file);
        }
        if (has_gdal()) {
            return layers_by_gdal(programs_, limits_, file, file.string());
        }
        if (kind == InputKind::geopackage) {
            fail(ErrorCode::not_found, "{}: reading GeoPackages needs GDAL; install it (Debian: gdal-bin)",
                 file.filename().string());
        }
        return layers_by_mapshaper(programs_, limits_, file);
    }

    void extract(const std::filesystem::path& named, const areas::BoundaryLayer& layer, const std::string& crs,
                 const std::filesystem::path& output) override
    {
        const std::filesystem::path file = std::filesystem::absolute(named);
        const std::string code = crs.empty() ? crs : epsg(crs);
        if (has_gdal()) {
            extract_by_gdal(programs_, limits_, file, layer, code, output);
        } else {
            extract_by_mapshaper(programs_, limits_, file, layer, code, output);
        }
    }

    std::vector<areas::InvalidShape> invalid(const std::filesystem::path& geojson) override
    {
        return has_gdal() ? invalid_by_gdal(programs_, limits_, geojson) : std::vector<areas::InvalidShape>();
    }

    void assemble(const std::vector<std::filesystem::path>& parts, const std::filesystem::path& output) override
    {
        assemble_by_mapshaper(programs_, limits_, parts, output);
    }

    void simplify(const std::filesystem::path& topology, const areas::Coarseness& coarseness,
                  const std::filesystem::path& output) override
    {
        simplify_by_mapshaper(programs_, limits_, topology, coarseness, output);
    }

private:
    Programs programs_;
    Limits limits_;

    bool has_gdal() const { return programs_.ogr2ogr && programs_.ogrinfo; }

    std::vector<areas::BoundaryLayer> layers_of_zip(const std::filesystem::path& zip) const
    {
        const std::vector<std::string> members = boundary_members(zip, limits_.input_bytes);
        if (!has_gdal()) {
            return layers_by_mapshaper(programs_, limits_, zip);
        }
        std::vector<areas::BoundaryLayer> layers;
        for (const std::string& member : members) {
            for (areas::BoundaryLayer& layer : layers_by_gdal(programs_, limits_, zip, member_place(zip, member))) {
                layers.push_back(std::move(layer));
            }
        }
        return layers;
    }
};

}  // namespace

std::unique_ptr<areas::BoundaryEngine> make_boundary_engine(Programs programs, Limits limits)
{
    return std::make_unique<Engine>(std::move(programs), limits);
}

}  // namespace allmende::adapters::gdal
