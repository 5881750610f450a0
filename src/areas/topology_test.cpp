#include "areas/topology.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"

namespace allmende::areas {
namespace {

/// Two squares beside each other that share arc 1, on a grid of 0.1 degrees from 7° E, 51° N.
constexpr std::string_view two_squares =
    R"({"type":"Topology","transform":{"scale":[0.1,0.1],"translate":[7,51]},"objects":{"x":{"type":"GeometryCollection",)"
    R"("geometries":[{"type":"Polygon","id":"b","arcs":[[2,-2]]},{"type":"Polygon","id":"a","arcs":[[0,1]]}]}},)"
    R"("arcs":[[[1,0],[-1,0],[0,1],[1,0]],[[1,1],[0,-1]],[[1,1],[1,0],[0,-1],[-1,0]]]})";

std::string refusal(std::string_view text)
{
    try {
        read_topology(text, "x.topojson");
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::bad_input);
        return error.what();
    }
    return {};
}

TEST(Topology, RefusesWhatIsNone)
{
    EXPECT_NE(refusal("").find("x.topojson"), std::string::npos);
    EXPECT_NE(refusal("{").find("x.topojson"), std::string::npos);
    EXPECT_NE(refusal(R"({"type":"FeatureCollection"})").find("Topology"), std::string::npos);
    EXPECT_NE(refusal(R"({"type":"Topology","objects":{"x":{"geometries":[{"type":"Polygon","arcs":[]}]}},"arcs":[]})")
                  .find("no id"),
              std::string::npos);
    EXPECT_NE(
        refusal(
            R"({"type":"Topology","objects":{"x":{"geometries":[{"type":"Polygon","id":"a","arcs":[[7]]}]}},"arcs":[]})")
            .find("arc 7"),
        std::string::npos);
    EXPECT_NE(
        refusal(
            R"({"type":"Topology","objects":{"x":{"geometries":[{"type":"Polygon","id":"a","arcs":[["0"]]}]}},"arcs":[[]]})"),
        "");
}

TEST(Topology, ReadsAndWritesTheSame)
{
    const Topology topology = read_topology(two_squares, "x");
    EXPECT_EQ(keys_of(topology), (std::vector<std::string>{"a", "b"}));
    const std::string text = write_topology(topology);
    EXPECT_EQ(write_topology(read_topology(text, "x")), text);
    EXPECT_NE(text.find(R"("objects":{"areas")"), std::string::npos);
}

TEST(Topology, LeavesOutAreasWithoutGeometry)
{
    const Topology topology = read_topology(
        R"({"type":"Topology","objects":{"x":{"geometries":[{"type":null,"id":"a"},{"type":"MultiPolygon","id":"b","arcs":[]}]}},"arcs":[]})",
        "x");
    EXPECT_TRUE(topology.areas.empty());
}

TEST(Topology, CountsWhoUsesAnArc)
{
    const ArcUse use = arc_use(read_topology(two_squares, "x"));
    EXPECT_EQ(use.outer, 2U);
    EXPECT_EQ(use.inner, 1U);
    EXPECT_EQ(use.shared_by_more, 0U);
}

TEST(Topology, DropsArcsThatNobodyUsesAnyMore)
{
    Topology topology = read_topology(two_squares, "x");
    rename_areas(topology,
                 [](const std::string& key) { return key == "a" ? std::nullopt : std::optional<std::string>("c"); });
    EXPECT_EQ(keys_of(topology), std::vector<std::string>{"c"});
    EXPECT_EQ(topology.arcs.size(), 2U);
    EXPECT_EQ(arc_use(topology).outer, 2U);
}

TEST(Topology, MeasuresOnTheSphere)
{
    // A square of 0.1 degrees at 51° N: 11.119 km by 11.119 km × cos 51.05°.
    const std::vector<double> sizes = areas_km2(read_topology(two_squares, "x"));
    ASSERT_EQ(sizes.size(), 2U);
    EXPECT_NEAR(sizes[0], 77.72, 0.01);
    EXPECT_NEAR(sizes[1], 77.72, 0.01);
}

TEST(Topology, TakesHolesAway)
{
    const std::string hole =
        R"({"type":"Topology","objects":{"x":{"geometries":[{"type":"Polygon","id":"a","arcs":[[0],[1]]}]}},)"
        R"("arcs":[[[7,51],[7.3,51],[7.3,51.3],[7,51.3],[7,51]],[[7.1,51.1],[7.1,51.2],[7.2,51.2],[7.2,51.1],[7.1,51.1]]]})";
    const std::string whole =
        R"({"type":"Topology","objects":{"x":{"geometries":[{"type":"Polygon","id":"a","arcs":[[0]]}]}},)"
        R"("arcs":[[[7,51],[7.3,51],[7.3,51.3],[7,51.3],[7,51]]]})";
    EXPECT_NEAR(areas_km2(read_topology(whole, "x")).at(0) - areas_km2(read_topology(hole, "x")).at(0), 77.5, 0.1);
}

TEST(RingKm2, IsNegativeClockwise)
{
    const std::vector<Point> ring{{7, 51}, {7.1, 51}, {7.1, 51.1}, {7, 51.1}};
    EXPECT_GT(ring_km2(ring), 0);
    EXPECT_NEAR(ring_km2({ring.rbegin(), ring.rend()}), -ring_km2(ring), 1e-9);
    EXPECT_EQ(ring_km2({}), 0);
}

}  // namespace
}  // namespace allmende::areas
