#include "areas/boundary_import.hpp"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "areas/boundary_dissolve.hpp"
#include "areas/fake_boundary_engine.hpp"
#include "base/error.hpp"
#include "base/test_folder.hpp"

namespace allmende::areas {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// A square of 0.1 degrees (78 km²) whose lower left corner is this far east of 7° E, 51° N.
std::string square(double east)
{
    const double w = 7 + east;
    return fmt::format(R"({{"type":"Polygon","coordinates":[[[{0},51],[{1},51],[{1},51.1],[{0},51.1],[{0},51]]]}})", w,
                       w + 0.1);
}

struct Row {
    std::string ags;
    double east = 0;
    std::string name;
};

std::string geojson(const std::vector<Row>& rows)
{
    std::vector<std::string> features;
    for (const Row& row : rows) {
        features.push_back(fmt::format(R"({{"type":"Feature","properties":{{"AGS":"{}","GEN":"{}"}},"geometry":{}}})",
                                       row.ags, row.name.empty() ? "N" + row.ags : row.name, square(row.east)));
    }
    return R"({"type":"FeatureCollection","features":[)" + join(features, ",") + "]}";
}

std::vector<std::string> ids_of(const std::vector<BoundaryFinding>& findings)
{
    std::vector<std::string> ids;
    for (const BoundaryFinding& finding : findings) {
        ids.push_back(finding.id);
    }
    return ids;
}

class BoundaryImports : public testing::Test {
protected:
    BoundaryImports()
    {
        for (const char* key : {"05", "05111", "05112", "05154", "05154004", "05154008"}) {
            const AreaNumber number = areas.add(key);
            areas.note_name(number, std::string("N") + key);
            areas.note_year(number, 1, 2000);
            areas.note_year(number, 1, 2022);
        }
        areas.settle();
    }

    /// Reads the files (names and contents) and makes sets of them.
    BoundaryOutcome import(const std::vector<std::pair<std::string, std::string>>& files,
                           const BoundaryWishes& wishes = {})
    {
        BoundaryImport import(folder.path(), engine, notation, clock);
        for (const auto& [name, text] : files) {
            const auto layers = import.read(folder.write(name, text), wishes);
            read_findings = layers.front().findings;
        }
        return import.finish(wishes);
    }
    Error refusal(const std::string& name, const std::string& text, const BoundaryWishes& wishes = {})
    {
        try {
            import({{name, text}}, wishes);
        } catch (const Error& error) {
            return error;
        }
        return Error(ErrorCode::internal, "no error");
    }
    std::vector<std::string> files_left() const
    {
        std::vector<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator(folder.path() / "boundaries")) {
            names.push_back(entry.path().filename());
        }
        std::sort(names.begin(), names.end());
        return names;
    }

    TestFolder folder;
    FakeBoundaryEngine engine;
    FixedClock clock{1'750'000'000};  // 2025-06-15
    AreaRegister areas;
    std::vector<Reform> reforms;
    RegisterNotation notation{areas, reforms};
    std::vector<BoundaryFinding> read_findings;
};

TEST_F(BoundaryImports, RefusesFilesWithTheirName)
{
    EXPECT_THAT(refusal("a.geojson", "broken").what(), HasSubstr("a.geojson"));
    EXPECT_THAT(refusal("a.geojson", geojson({})).what(), HasSubstr("no areas in it"));
    EXPECT_THAT(refusal("a.geojson", geojson({{"Nord", 0, ""}, {"Süd", 1, ""}})).what(), HasSubstr("--key"));
    const BoundaryWishes land{{"AGS", "", Level::land}, "", "", "", {}, false, 0, {}};
    EXPECT_THAT(refusal("a.geojson", geojson({{"05111", 0, ""}}), land).what(), HasSubstr("no feature has a key"));
    EXPECT_TRUE(load_boundaries(folder.path()).empty());
}

TEST_F(BoundaryImports, RefusesCoordinatesThatAreNoDegrees)
{
    std::string text = geojson({{"05111", 0, ""}});
    const auto with = [&](const std::string& points) {
        return R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"AGS":"05111"},"geometry":{"type":"Polygon","coordinates":[[)" +
               points + "]]}}]}";
    };
    EXPECT_THAT(refusal("a.geojson", with("[340000,5680000],[350000,5680000],[350000,5690000]")).what(),
                HasSubstr("EPSG:25832"));
    EXPECT_THAT(refusal("a.geojson", with("[2550000,5680000],[2560000,5680000],[2560000,5690000]")).what(),
                HasSubstr("Gauß-Krüger"));
    EXPECT_THAT(refusal("a.geojson", with("[32340000,5680000],[32350000,5680000],[32350000,5690000]")).what(),
                HasSubstr("EPSG:4647"));
    EXPECT_THAT(refusal("a.geojson", with("[51,7],[51.1,7],[51.1,7.1]")).what(), HasSubstr("longitude first"));
}

TEST_F(BoundaryImports, MakesOneSetOfSeveralFiles)
{
    const BoundaryOutcome outcome = import(
        {{"nord_2021.geojson", geojson({{"05111", 0, ""}})}, {"sued_2021.geojson", geojson({{"05112", 0.1, ""}})}});
    ASSERT_THAT(outcome.refused, IsEmpty());
    ASSERT_EQ(outcome.made.size(), 1U);
    const BoundarySet& set = outcome.made.front().set;
    EXPECT_EQ(set.id, "kreis-2021");
    EXPECT_THAT(set.keys, ElementsAre("05111", "05112"));
    ASSERT_EQ(set.sources.size(), 2U);
    EXPECT_EQ(set.sources[0].file_name, "nord_2021.geojson");
    EXPECT_THAT(set.sources[0].keys, ElementsAre("05111"));
    EXPECT_EQ(set.sources[0].key_field, "AGS");
    EXPECT_THAT(ids_of(read_findings), ElementsAre("territory-by-name"));
    EXPECT_THAT(ids_of(outcome.made.front().findings), ElementsAre("no-attribution", "no-boundary"));
    // The list and its two files; what was in the making is gone.
    EXPECT_EQ(files_left().size(), 3U);
}

TEST_F(BoundaryImports, AddsToASetAndReplacesWhatIsReadAgain)
{
    import({{"a_2021.geojson", geojson({{"05111", 0, ""}, {"05112", 0.1, ""}})}});
    const BoundaryOutcome again = import({{"b_2021.geojson", geojson({{"05112", 0.2, ""}, {"05154", 0.3, ""}})}});
    const BoundarySet& set = again.made.front().set;
    EXPECT_THAT(set.keys, ElementsAre("05111", "05112", "05154"));
    ASSERT_EQ(set.sources.size(), 2U);
    EXPECT_EQ(set.sources[0].file_name, "b_2021.geojson");
    EXPECT_THAT(set.sources[1].keys, ElementsAre("05111"));
    EXPECT_THAT(boundary_document(folder.path(), set), HasSubstr("7.2"));
    EXPECT_EQ(files_left().size(), 3U);
}

TEST_F(BoundaryImports, DropsWhatWasThereWhereToldSo)
{
    import({{"a_2021.geojson", geojson({{"05111", 0, ""}, {"05112", 0.1, ""}})}});
    BoundaryWishes wishes;
    wishes.replace = true;
    const BoundaryOutcome again = import({{"b_2021.geojson", geojson({{"05154", 0.3, ""}})}}, wishes);
    EXPECT_THAT(again.made.front().set.keys, ElementsAre("05154"));
}

TEST_F(BoundaryImports, RefusesAreasThatLieOverOneAnother)
{
    import({{"a_2021.geojson", geojson({{"05111", 0, ""}})}});
    engine.swallowed = {"05112"};
    const BoundaryOutcome outcome = import({{"b_2021.geojson", geojson({{"05112", 0, ""}, {"05154", 0.5, ""}})},
                                            {"c_2022.geojson", geojson({{"05111", 0, ""}})}});
    ASSERT_EQ(outcome.refused.size(), 1U);
    EXPECT_THAT(outcome.refused.front(), HasSubstr("kreis-2021"));
    EXPECT_THAT(outcome.refused.front(), HasSubstr("05112 (0.00 of 77.7"));
    // The other set is made, and the one of before stays as it was.
    ASSERT_EQ(outcome.made.size(), 1U);
    EXPECT_EQ(outcome.made.front().set.id, "kreis-2022");
    EXPECT_THAT(load_boundaries(folder.path()).front().keys, ElementsAre("05111"));
}

TEST_F(BoundaryImports, TellsAboutSliversThatAreGone)
{
    const std::string sliver =
        R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"AGS":"05111"},"geometry":)" +
        square(0) +
        R"(},{"type":"Feature","properties":{"AGS":"05112"},"geometry":{"type":"Polygon","coordinates":[[[7.2,51],[7.2001,51],[7.2,51.0001],[7.2,51]]]}}]})";
    engine.swallowed = {"05112"};
    const BoundaryOutcome outcome = import({{"a_2021.geojson", sliver}});
    ASSERT_EQ(outcome.made.size(), 1U) << outcome.refused.front();
    EXPECT_THAT(ids_of(outcome.made.front().findings), Contains("area-gone"));
}

TEST_F(BoundaryImports, ReadsTheLayersOfAFile)
{
    engine.layers_of["vg250.gpkg"] = {
        {"krs", "krs.geojson", false}, {"gem", "gem.geojson", false}, {"li", "li.geojson", false}};
    folder.write("krs.geojson", geojson({{"05111", 0, ""}, {"05154", 0.1, ""}}));
    folder.write("gem.geojson", geojson({{"05154004", 0.1, ""}, {"05154008", 0.2, ""}}));
    folder.write("li.geojson", R"({"type":"FeatureCollection","features":[]})");
    const BoundaryOutcome outcome = import({{"vg250.gpkg", ""}});
    ASSERT_EQ(outcome.made.size(), 2U);
    EXPECT_EQ(outcome.made[0].set.id, "kreis-2025-06-15");
    EXPECT_EQ(outcome.made[1].set.id, "gemeinde-2025-06-15");
    EXPECT_THAT(ids_of(outcome.made[0].findings), Contains("territory-today"));

    BoundaryWishes wishes;
    wishes.key.level = Level::gemeinde;
    wishes.territory = "2020-12-31";
    const BoundaryOutcome one = import({{"vg250.gpkg", ""}}, wishes);
    ASSERT_EQ(one.made.size(), 1U);
    EXPECT_EQ(one.made[0].set.id, "gemeinde-2020-12-31");

    wishes = {};
    wishes.layer = "rbz";
    EXPECT_THAT(refusal("vg250.gpkg", "", wishes).what(), HasSubstr("layers with areas are “krs”, “gem”, “li”"));
}

TEST_F(BoundaryImports, TakesOneDayForAllLayersOfADelivery)
{
    const auto changed = [](const std::string& ags, double east, const std::string& day) {
        std::string text = geojson({{ags, east, ""}});
        text.replace(text.find(R"("GEN")"), 0, R"("WSK":")" + day + R"(",)");
        return text;
    };
    engine.layers_of["vg250.gpkg"] = {{"VG250_KRS", "krs.geojson", false}, {"VG250_GEM", "gem.geojson", false}};
    folder.write("krs.geojson", changed("05154", 0, "2016-11-01"));
    folder.write("gem.geojson", changed("05154004", 0, "2021-01-01"));
    const BoundaryOutcome outcome = import({{"vg250.gpkg", ""}});
    ASSERT_EQ(outcome.made.size(), 2U);
    EXPECT_EQ(outcome.made[0].set.id, "kreis-2021");
    EXPECT_EQ(outcome.made[1].set.id, "gemeinde-2021");
    EXPECT_THAT(ids_of(outcome.made[0].findings), Contains("territory-by-change"));
    EXPECT_THAT(outcome.made[0].set.attribution().de, HasSubstr("GeoBasis-DE / BKG 2021"));
}

TEST_F(BoundaryImports, GivesAreasTheKeysOfTheRegister)
{
    areas.note_year(areas.add("02"), 1, 2022);
    areas.settle();
    const BoundaryOutcome outcome = import({{"a_2021.geojson", geojson({{"02000", 0, ""}, {"05111", 0.1, ""}})}});
    EXPECT_THAT(outcome.made.front().set.keys, ElementsAre("02", "05111"));
    EXPECT_EQ(official_key_of(outcome.made.front().set, "02"), "02000");
}

TEST_F(BoundaryImports, ComparesWithTheRegister)
{
    const BoundaryOutcome outcome =
        import({{"a_2021.geojson", geojson({{"05111", 0, "Ganz anders"}, {"05154", 0.1, ""}, {"05999", 0.2, ""}})}});
    EXPECT_THAT(ids_of(read_findings), Contains("other-name"));
    const auto& findings = outcome.made.front().findings;
    EXPECT_THAT(ids_of(findings), Contains("unknown-key"));
    const auto missing =
        std::find_if(findings.begin(), findings.end(), [](const auto& one) { return one.id == "no-boundary"; });
    ASSERT_NE(missing, findings.end());
    EXPECT_THAT(missing->text, HasSubstr("05112"));
}

TEST_F(BoundaryImports, MissesNoUnitThatAReformFormedLater)
{
    Reform reform;
    reform.date = "2009-10-21";
    reform.changes.push_back({{"05111", "05154"}, "05112", {}, {}, ""});
    reforms = {reform};
    const std::vector<Row> old{{"05111", 0, ""}, {"05154", 0.1, ""}};
    EXPECT_THAT(ids_of(import({{"vor_2009-10-21.geojson", geojson(old)}}).made.front().findings),
                Not(Contains("no-boundary")));
    EXPECT_THAT(ids_of(import({{"ab_2010.geojson", geojson({{"05112", 0, ""}})}}).made.front().findings),
                Not(Contains("no-boundary")));
}

TEST_F(BoundaryImports, TellsAboutShapesThatCrossThemselves)
{
    engine.invalid_shapes = {{"05111", "Self-intersection"}};
    const BoundaryOutcome outcome = import({{"a_2021.geojson", geojson({{"05111", 0, ""}})}});
    EXPECT_THAT(ids_of(outcome.made.front().findings), Contains("invalid-geometry"));
}

TEST_F(BoundaryImports, SimplifiesToASize)
{
    std::string points;
    for (int i = 0; i < 2500; ++i) {
        points += fmt::format("[{},{}],", 7 + i * 1e-4, 51 + (i % 7) * 1e-5);
    }
    const std::string text =
        R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"AGS":"05111"},"geometry":{"type":"Polygon","coordinates":[[)" +
        points + "[7.4,52],[7,51]]]}}]}";
    BoundaryWishes wishes;
    EXPECT_EQ(import({{"a_2021.geojson", text}}, wishes).made.front().percent, 100);
    wishes.target_bytes = 30'000;
    const BoundaryOutcome outcome = import({{"a_2021.geojson", text}}, wishes);
    EXPECT_LT(outcome.made.front().percent, 100);
    EXPECT_LE(outcome.made.front().set.bytes, 30'000U);
}

TEST_F(BoundaryImports, ClearsAwayWhatAKilledRunLeft)
{
    folder.write("boundaries/part-1/1.geojson", "x");
    import({{"a_2021.geojson", geojson({{"05111", 0, ""}})}});
    EXPECT_THAT(files_left(), Not(Contains("part-1")));
}

TEST_F(BoundaryImports, HandsOverTheReferenceSystem)
{
    BoundaryWishes wishes;
    wishes.crs = "EPSG:25832";
    import({{"a_2021.geojson", geojson({{"05111", 0, ""}})}}, wishes);
    EXPECT_EQ(engine.crs, "EPSG:25832");
}

TEST_F(BoundaryImports, PutsFinerAreasTogether)
{
    EXPECT_THROW(dissolve_boundaries(folder.path(), engine, notation, clock, Level::kreis, ""), Error);
    BoundaryWishes wishes;
    wishes.attribution = {"© A", "© A"};
    import({{"gem_2021.geojson", geojson({{"05154004", 0, ""}, {"05154008", 0.1, ""}, {"05111000", 0.2, ""}})}},
           wishes);
    const auto results = dissolve_boundaries(folder.path(), engine, notation, clock, Level::kreis, "");
    ASSERT_EQ(results.size(), 1U);
    EXPECT_EQ(results[0].set.id, "kreis-2021");
    EXPECT_THAT(results[0].set.keys, ElementsAre("05111", "05154"));
    EXPECT_EQ(results[0].set.sources.front().made_from, "gemeinde-2021");
    EXPECT_EQ(results[0].set.attribution().de, "© A");
    EXPECT_THAT(ids_of(results[0].findings), Contains("no-boundary"));
    // There is one now.
    EXPECT_THROW(dissolve_boundaries(folder.path(), engine, notation, clock, Level::kreis, ""), Error);
    EXPECT_EQ(dissolve_boundaries(folder.path(), engine, notation, clock, Level::land, "2021-01-01").front().set.id,
              "land-2021");
}

TEST_F(BoundaryImports, MakesNothingLargeOutOfDistricts)
{
    BoundaryWishes wishes;
    wishes.key = {"AGS", "", Level::district};
    import({{"stt_2021.geojson", geojson({{"0511200001", 0, ""}, {"0511200002", 0.1, ""}})}}, wishes);
    EXPECT_THROW(dissolve_boundaries(folder.path(), engine, notation, clock, Level::land, ""), Error);
}

}  // namespace
}  // namespace allmende::areas
