#include "areas/boundaries.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "base/test_folder.hpp"

namespace allmende::areas {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

BoundarySet set_of(Level level, const std::string& territory, const std::vector<std::string>& keys)
{
    BoundarySet set;
    set.id = boundary_id(level, territory);
    set.level = level;
    set.territory = territory;
    set.file = "boundaries/" + set.id + ".topojson";
    set.full_file = "boundaries/" + set.id + ".full.topojson";
    set.bytes = 7;
    set.keys = keys;
    set.sources = {{"a.geojson", "abc", "KRS", "AGS", "", "2026-01-02T03:04:05Z", {"© A", "© A (en)"}, keys}};
    return set;
}

AreaRegister register_of(const std::vector<std::string>& keys)
{
    AreaRegister areas;
    for (const std::string& key : keys) {
        areas.note_year(areas.add(key), 1, 2020);
    }
    areas.settle();
    return areas;
}

TEST(Boundaries, RefusesABrokenList)
{
    const TestFolder folder;
    for (const char* text :
         {"", "[]", "{}", R"({"format":1,"boundaries":[{"id":"x"}]})", R"({"format":1,"boundaries":[{"id":7}]})"}) {
        folder.write("boundaries/boundaries.json", text);
        try {
            load_boundaries(folder.path());
            ADD_FAILURE() << text;
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::bad_input) << text;
            EXPECT_THAT(error.what(), HasSubstr("boundaries.json"));
        }
    }
    folder.write("boundaries/boundaries.json", R"({"format":2,"boundaries":[]})");
    EXPECT_THROW(load_boundaries(folder.path()), Error);
}

TEST(Boundaries, HasNoneInANewWorkspace)
{
    const TestFolder folder;
    EXPECT_TRUE(load_boundaries(folder.path()).empty());
    EXPECT_THROW(remove_boundaries(folder.path(), "kreis-2021"), Error);
}

TEST(Boundaries, KeepsSetsAsTheyWere)
{
    const TestFolder folder;
    BoundarySet kreise = set_of(Level::kreis, "2021-01-01", {"02", "05111"});
    kreise.official_keys = {{"02", "02000"}};
    BoundarySource made;
    made.made_from = "gemeinde-2021";
    made.imported_at = "2026-01-02T03:04:05Z";
    kreise.sources.push_back(made);
    save_boundaries(folder.path(), {set_of(Level::gemeinde, "2021-01-01", {"05111000"}), kreise,
                                    set_of(Level::kreis, "2009-10-20", {"05354"})});
    const std::vector<BoundarySet> sets = load_boundaries(folder.path());
    ASSERT_EQ(sets.size(), 3U);
    EXPECT_EQ(sets[0].id, "kreis-2009-10-20");
    EXPECT_EQ(sets[1].id, "kreis-2021");
    EXPECT_EQ(sets[2].id, "gemeinde-2021");
    EXPECT_EQ(sets[1].keys, kreise.keys);
    EXPECT_EQ(sets[1].official_keys, kreise.official_keys);
    EXPECT_EQ(sets[1].bytes, 7U);
    ASSERT_EQ(sets[1].sources.size(), 2U);
    EXPECT_EQ(sets[1].sources[0].key_field, "AGS");
    EXPECT_EQ(sets[1].sources[0].attribution, (Localized{"© A", "© A (en)"}));
    EXPECT_EQ(sets[1].sources[1].made_from, "gemeinde-2021");
    EXPECT_EQ(official_key_of(sets[1], "02"), "02000");
    EXPECT_EQ(official_key_of(sets[1], "05111"), "05111");
}

TEST(Boundaries, NamesEachSourceOnce)
{
    BoundarySet set = set_of(Level::kreis, "2021-01-01", {"05111"});
    set.sources.push_back(set.sources.front());
    set.sources.push_back({});
    set.sources.push_back({"b.geojson", "", "", "", "", "", {"© B", ""}, {}});
    EXPECT_EQ(set.attribution(), (Localized{"© A; © B", "© A (en); © B"}));
}

TEST(Boundaries, AreFoundById)
{
    const std::vector<BoundarySet> sets{set_of(Level::kreis, "2021-01-01", {})};
    EXPECT_EQ(need_boundaries(sets, "kreis-2021").territory, "2021-01-01");
    try {
        need_boundaries(sets, "kreis-2022");
        ADD_FAILURE();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::not_found);
        EXPECT_THAT(error.what(), HasSubstr("kreis-2021"));
    }
}

TEST(BoundariesFor, ChoosesWhatDrawsMostAndThenTheNewest)
{
    const std::vector<BoundarySet> sets{set_of(Level::kreis, "2009-10-20", {"05313", "05354", "05358"}),
                                        set_of(Level::kreis, "2021-01-01", {"05334", "05358"}),
                                        set_of(Level::kreis, "2022-01-01", {"05358"}),
                                        set_of(Level::gemeinde, "2021-01-01", {"05358004"})};
    EXPECT_EQ(boundaries_for(sets, {"05999"}), nullptr);
    EXPECT_EQ(boundaries_for(sets, {}), nullptr);
    EXPECT_EQ(boundaries_for({}, {"05358"}), nullptr);
    EXPECT_EQ(boundaries_for(sets, {"05358"})->id, "kreis-2022");
    EXPECT_EQ(boundaries_for(sets, {"05334", "05358"})->id, "kreis-2021");
    EXPECT_EQ(boundaries_for(sets, {"05313", "05354"})->id, "kreis-2009-10-20");
    EXPECT_EQ(boundaries_for(sets, {"05358004"})->id, "gemeinde-2021");
}

TEST(Boundaries, FollowTheRegisterAsItGrows)
{
    const TestFolder folder;
    const BoundarySet set = set_of(Level::kreis, "2021-01-01", {"02000", "05111"});
    folder.write(
        set.file,
        R"({"type":"Topology","objects":{"areas":{"geometries":[{"type":"Polygon","id":"02000","arcs":[[0]]},{"type":"Polygon","id":"05111","arcs":[[0]]}]}},"arcs":[[[7,51],[8,51],[8,52],[7,51]]]})");
    save_boundaries(folder.path(), {set});
    const std::vector<Reform> reforms;

    const AreaRegister empty;
    const BoundarySet before = load_boundaries(folder.path(), RegisterNotation(empty, reforms)).front();
    EXPECT_THAT(before.keys, ElementsAre("02000", "05111"));
    EXPECT_EQ(boundary_document(folder.path(), before), read_file(folder.path() / set.file));

    const AreaRegister grown = register_of({"02", "05111"});
    const BoundarySet after = load_boundaries(folder.path(), RegisterNotation(grown, reforms)).front();
    EXPECT_THAT(after.keys, ElementsAre("02", "05111"));
    EXPECT_EQ(official_key_of(after, "02"), "02000");
    EXPECT_THAT(boundary_document(folder.path(), after), HasSubstr(R"("id":"02")"));

    // Two areas never become one.
    const AreaRegister both = register_of({"02", "02000", "05111"});
    EXPECT_THAT(load_boundaries(folder.path(), RegisterNotation(both, reforms)).front().keys,
                ElementsAre("02000", "05111"));
}

TEST(Boundaries, AreRemovedWithTheirFiles)
{
    const TestFolder folder;
    const BoundarySet set = set_of(Level::kreis, "2021-01-01", {"05111"});
    folder.write(set.file, "x");
    folder.write(set.full_file, "x");
    save_boundaries(folder.path(), {set, set_of(Level::land, "2021-01-01", {"05"})});
    remove_boundaries(folder.path(), "kreis-2021");
    EXPECT_EQ(load_boundaries(folder.path()).size(), 1U);
    EXPECT_FALSE(std::filesystem::exists(folder.path() / set.file));
    EXPECT_FALSE(std::filesystem::exists(folder.path() / set.full_file));
}

}  // namespace
}  // namespace allmende::areas
