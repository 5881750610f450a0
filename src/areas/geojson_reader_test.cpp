#include "areas/geojson_reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "areas/boundary_features.hpp"
#include "base/error.hpp"
#include "base/test_folder.hpp"

namespace allmende::areas {
namespace {

using testing::HasSubstr;

constexpr std::string_view square = "[[7,51],[7.1,51],[7.1,51.1],[7,51.1],[7,51]]";

std::string collection(std::string_view features)
{
    return fmt::format(R"({{"type":"FeatureCollection","features":[{}]}})", features);
}

std::string feature(std::string_view properties, std::string_view geometry)
{
    return fmt::format(R"({{"type":"Feature","properties":{},"geometry":{}}})", properties, geometry);
}

FeatureTable read(const std::string& text, const FeatureLimits& limits = {})
{
    const TestFolder folder;
    return read_features(folder.write("a.geojson", text), limits, "a.geojson");
}

Error error_of(const std::string& text, const FeatureLimits& limits = {})
{
    try {
        read(text, limits);
    } catch (const Error& error) {
        return error;
    }
    return Error(ErrorCode::internal, "no error");
}

TEST(GeojsonReader, RefusesWhatIsBroken)
{
    for (const char* text : {"", "{", R"({"type":"FeatureCollection","features":[{]})", "nonsense", "\xff"}) {
        EXPECT_EQ(error_of(text).code(), ErrorCode::bad_input) << text;
        EXPECT_THAT(error_of(text).what(), HasSubstr("a.geojson")) << text;
    }
    EXPECT_THAT(error_of(collection("{\"type\":\"Feature\",\"properties\":{\"GEN\":\"D\xfcren\"}}")).what(),
                HasSubstr("UTF-8"));
    EXPECT_THAT(error_of(collection(feature("{}", R"({"type":"Polygon","coordinates":[[[7],[8]]]})"))).what(),
                HasSubstr("two are needed"));
}

TEST(GeojsonReader, StopsAtLimits)
{
    const std::string polygon = fmt::format(R"({{"type":"Polygon","coordinates":[{}]}})", square);
    const std::string two = collection(feature(R"({"a":1,"b":2})", polygon) + "," + feature("{}", polygon));
    FeatureLimits limits;
    limits.features = 1;
    EXPECT_EQ(error_of(two, limits).code(), ErrorCode::too_large);
    limits = {};
    limits.fields = 1;
    EXPECT_EQ(error_of(two, limits).code(), ErrorCode::too_large);
    limits = {};
    limits.points = 9;
    EXPECT_EQ(error_of(two, limits).code(), ErrorCode::too_large);
    EXPECT_EQ(error_of(std::string(1'000'000, '[')).code(), ErrorCode::too_large);
}

TEST(GeojsonReader, CutsLongTexts)
{
    FeatureLimits limits;
    limits.text_bytes = 3;
    EXPECT_EQ(read(collection(feature(R"({"a":"abcdef"})", "null")), limits).value(0, 0).text, "abc");
}

TEST(GeojsonReader, ReadsAttributesOfAnyKind)
{
    const FeatureTable table = read(collection(
        feature(R"({"AGS":"05111","n":5111,"x":0.5,"none":null,"deep":{"AGS":"no"},"list":["no",1]})", "null") + "," +
        feature(R"({"GEN":"Ort"})", "null")));
    EXPECT_EQ(table.fields, (std::vector<std::string>{"AGS", "n", "x", "GEN"}));
    ASSERT_EQ(table.features.size(), 2U);
    EXPECT_EQ(table.value(0, 0).text, "05111");
    EXPECT_FALSE(table.value(0, 0).is_number);
    EXPECT_EQ(table.value(0, 1).text, "5111");
    EXPECT_TRUE(table.value(0, 1).is_number);
    EXPECT_EQ(table.value(1, 0).text, "");
    EXPECT_EQ(table.value(1, 3).text, "Ort");
}

TEST(GeojsonReader, CountsAreasAndPassesOverTheRest)
{
    const std::string hole = R"([[7.02,51.02],[7.02,51.08],[7.08,51.08],[7.08,51.02],[7.02,51.02]])";
    const FeatureTable table = read(collection(
        feature("{}", R"({"type":"Point","coordinates":[7,51]})") + "," +
        feature("{}", fmt::format(R"({{"type":"Polygon","coordinates":[{},{}]}})", square, hole)) + "," +
        feature("{}", fmt::format(R"({{"coordinates":[[{}],[{}]],"type":"MultiPolygon"}})", square, square)) + "," +
        feature(
            "{}",
            fmt::format(
                R"({{"type":"GeometryCollection","geometries":[{{"type":"Point","coordinates":[7,51]}},{{"type":"Polygon","coordinates":[{}]}}]}})",
                square)) +
        "," + feature("{}", R"({"type":"Polygon","coordinates":[]})") + "," + feature("{}", "null")));
    std::vector<std::size_t> polygons;
    for (const BoundaryFeature& one : table.features) {
        polygons.push_back(one.polygons);
    }
    EXPECT_EQ(polygons, (std::vector<std::size_t>{0, 1, 2, 1, 0, 0}));
    EXPECT_NEAR(table.features[1].km2, 77.72 * 0.64, 0.1);
    EXPECT_NEAR(table.features[2].km2, 2 * 77.72, 0.1);
    EXPECT_NEAR(table.extent.east, 7.1, 1e-9);
}

TEST(WriteKeyedFeatures, WritesAreasWithTheirKeyAndNothingElse)
{
    const TestFolder folder;
    const std::string height = R"({"type":"Polygon","coordinates":[[[7,51,3],[8,51,3],[8,52,3],[7,51,3]]]})";
    const auto in = folder.write(
        "in.geojson", collection(feature(R"({"AGS":"1"})", height) + "," + feature(R"({"AGS":"2"})", height) + "," +
                                 feature(R"({"AGS":"3"})", height)));
    write_keyed_features(in, {"05111", "", "a\"b"}, folder.path() / "out.geojson");
    EXPECT_EQ(
        read_file(folder.path() / "out.geojson"),
        "{\"type\":\"FeatureCollection\",\"features\":[\n"
        R"({"type":"Feature","id":"05111","properties":{},"geometry":{"type":"Polygon","coordinates":[[[7,51],[8,51],[8,52],[7,51]]]}})"
        ",\n"
        R"({"type":"Feature","id":"a\"b","properties":{},"geometry":{"type":"Polygon","coordinates":[[[7,51],[8,51],[8,52],[7,51]]]}})"
        "\n]}\n");
}

TEST(LooksLikeGeojson, TellsItFromOtherJson)
{
    const TestFolder folder;
    EXPECT_FALSE(looks_like_geojson(folder.write("a.json", R"({"type":"Topology"})")));
    EXPECT_FALSE(looks_like_geojson(folder.write("b.json", "")));
    EXPECT_TRUE(looks_like_geojson(folder.write("c.json", collection(""))));
    EXPECT_TRUE(looks_like_geojson(folder.write("d.json", R"({"type":"GeometryCollection","geometries":[]})")));
}

}  // namespace
}  // namespace allmende::areas
