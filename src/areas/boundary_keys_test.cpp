#include "areas/boundary_keys.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"

namespace allmende::areas {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// A table of areas: the first row has the names of the attributes, values of digits that are marked with # are
/// numbers.
FeatureTable table_of(const std::vector<std::vector<std::string>>& rows)
{
    FeatureTable table;
    table.fields = rows.front();
    for (std::size_t i = 1; i < rows.size(); ++i) {
        BoundaryFeature feature;
        feature.polygons = 1;
        feature.km2 = 1;
        for (const std::string& text : rows[i]) {
            const bool number = text.starts_with('#');
            feature.values.push_back({number ? text.substr(1) : text, number});
        }
        table.features.push_back(std::move(feature));
    }
    return table;
}

class BoundaryKeys : public testing::Test {
protected:
    void know(const std::string& key, const std::string& name)
    {
        const AreaNumber number = areas.add(key);
        areas.note_name(number, name);
        areas.note_year(number, 1, 2020);
        areas.settle();
    }
    FeatureKeys read(const FeatureTable& table, const KeyWishes& wishes = {}, std::string_view stem = "datei")
    {
        return read_keys(table, wishes, RegisterNotation(areas, reforms), stem, "datei.geojson");
    }
    Error refusal(const FeatureTable& table, const KeyWishes& wishes = {}, std::string_view stem = "datei")
    {
        try {
            read(table, wishes, stem);
        } catch (const Error& error) {
            return error;
        }
        return Error(ErrorCode::internal, "no error");
    }

    AreaRegister areas;
    std::vector<Reform> reforms;
};

TEST_F(BoundaryKeys, RefusesAFileWithoutAttributes)
{
    FeatureTable table;
    table.features.resize(2);
    table.features[0].polygons = 1;
    EXPECT_THAT(refusal(table).what(), HasSubstr("--key @file"));
}

TEST_F(BoundaryKeys, NamesTheAttributesWhereNoneIsSure)
{
    const Error error = refusal(table_of({{"NUMMER", "STADTTEIL"}, {"", "Hafen"}, {"#12", "Altstadt"}}));
    EXPECT_EQ(error.code(), ErrorCode::bad_input);
    EXPECT_THAT(error.what(), HasSubstr("“NUMMER” (such as “12”)"));
    EXPECT_THAT(error.what(), HasSubstr("--prefix"));
}

TEST_F(BoundaryKeys, ExplainsNutsCodes)
{
    EXPECT_THAT(refusal(table_of({{"NUTS_ID", "NUTS_NAME"}, {"DEA11", "Düsseldorf"}, {"DEA12", "Duisburg"}})).what(),
                HasSubstr("“NUTS_ID” holds NUTS codes"));
}

TEST_F(BoundaryKeys, RefusesAnAttributeThatIsNotThere)
{
    const Error error = refusal(table_of({{"AGS"}, {"05111"}}), {"AGZ", "", std::nullopt});
    EXPECT_EQ(error.code(), ErrorCode::bad_usage);
    EXPECT_THAT(error.what(), HasSubstr("but “AGS”"));
}

TEST_F(BoundaryKeys, DoesNotTakeCountedNumbersForLaender)
{
    know("01", "Schleswig-Holstein");
    know("02", "Hamburg");
    EXPECT_THAT(refusal(table_of({{"id", "name"}, {"#1", "Altstadt"}, {"#2", "Hafen"}})).what(), HasSubstr("--key"));
    // Without names there is nothing against it.
    EXPECT_TRUE(read(table_of({{"id"}, {"#1"}, {"#2"}})).proposed);
}

TEST_F(BoundaryKeys, FindsTheAttributeByItsName)
{
    EXPECT_EQ(read(table_of({{"GEN", "AGS"}, {"A", "05111"}, {"B", "05112"}})).field, "AGS");
    EXPECT_EQ(read(table_of({{"name", "de:amtlicher_gemeindeschluessel"}, {"A", "05154004"}, {"B", "05154008"}})).field,
              "de:amtlicher_gemeindeschluessel");
    EXPECT_EQ(read(table_of({{"ARS", "AGS"}, {"051540004004", "05154004"}, {"051540008008", "05154008"}})).field,
              "AGS");
    EXPECT_EQ(read(table_of({{"Kreisschlüssel"}, {"05111"}, {"05112"}})).level, Level::kreis);
}

TEST_F(BoundaryKeys, FindsTheAttributeByWhatTheRegisterKnows)
{
    know("05111", "Düsseldorf");
    know("05112", "Duisburg");
    const FeatureKeys keys = read(table_of({{"nr", "code"}, {"1", "05111"}, {"2", "05112"}}));
    EXPECT_EQ(keys.field, "code");
    EXPECT_TRUE(keys.proposed);
}

TEST_F(BoundaryKeys, PrefersWhatTellsAreasApart)
{
    know("0511200001", "Walsum");
    know("0511200002", "Hamborn");
    know("0511200003", "Meiderich");
    // All Stadtteile carry the AGS of their city.
    const FeatureKeys keys = read(table_of({{"AGS", "STT", "NAME"},
                                            {"05112000", "0511200001", "Walsum"},
                                            {"05112000", "0511200002", "Hamborn"},
                                            {"05112000", "0511200003", "Meiderich"}}));
    EXPECT_EQ(keys.field, "STT");
    EXPECT_EQ(keys.level, Level::district);
}

TEST_F(BoundaryKeys, TakesOneAreaInSeveralParts)
{
    const FeatureKeys keys =
        read(table_of({{"AGS", "GEN", "GF"}, {"05", "NRW", "#4"}, {"05", "NRW", "#4"}, {"05", "NRW", "#2"}}));
    EXPECT_THAT(keys.keys, ElementsAre("05", "05", ""));
    EXPECT_EQ(keys.level, Level::land);
    EXPECT_EQ(keys.without_land, 1U);
}

TEST_F(BoundaryKeys, LeavesOutWaterOnlyWhereTheFileTellsItFromLand)
{
    EXPECT_THAT(read(table_of({{"AGS", "GF"}, {"05111", "#9"}, {"05112", "#4"}})).keys, ElementsAre("05111", "05112"));
    EXPECT_THAT(read(table_of({{"AGS", "GF"}, {"05111", "#2"}, {"05112", "#2"}})).keys, ElementsAre("05111", "05112"));
    EXPECT_THAT(read(table_of({{"AGS", "GF"}, {"05111", "2"}, {"05112", "4.0"}})).keys, ElementsAre("05111", "05112"));
    EXPECT_THAT(read(table_of({{"AGS", "GF"}, {"05111", "#2"}, {"05112", "#4.0"}})).keys, ElementsAre("", "05112"));
}

TEST_F(BoundaryKeys, LeavesOutPointsAndLines)
{
    FeatureTable table = table_of({{"AGS"}, {"05111"}, {""}, {"05112"}});
    table.features[1].polygons = 0;
    const FeatureKeys keys = read(table);
    EXPECT_THAT(keys.keys, ElementsAre("05111", "", "05112"));
    EXPECT_EQ(keys.without_area, 1U);
    EXPECT_TRUE(keys.unusable.empty());
}

TEST_F(BoundaryKeys, PutsLostZerosBack)
{
    const FeatureKeys some = read(table_of({{"AGS"}, {"#5111"}, {"#10041"}}));
    EXPECT_THAT(some.keys, ElementsAre("05111", "10041"));
    EXPECT_TRUE(some.zeros_restored);
    EXPECT_THAT(read(table_of({{"AGS"}, {"#5154004"}, {"#5154008"}})).keys, ElementsAre("05154004", "05154008"));
    EXPECT_THAT(read(table_of({{"ARS"}, {"#51540004004"}})).keys, ElementsAre("05154004"));
    EXPECT_THAT(read(table_of({{"AGS"}, {"#5"}, {"#11"}})).keys, ElementsAre("05", "11"));
}

TEST_F(BoundaryKeys, LeavesOwnNumbersAsTheyAre)
{
    const FeatureTable table = table_of({{"NUMMER"}, {"#1"}, {"#12"}});
    EXPECT_THAT(read(table, {"nummer", "05112000", std::nullopt}).keys, ElementsAre("051120001", "0511200012"));
}

TEST_F(BoundaryKeys, LeavesOutUnitsThatOthersArePartsOf)
{
    const FeatureKeys keys = read(table_of({{"AGS"}, {"05154004"}, {"05154"}, {"05111"}, {"05154008"}}));
    EXPECT_THAT(keys.keys, ElementsAre("05154004", "", "05111000", "05154008"));
    EXPECT_THAT(keys.coarser, ElementsAre("05154000"));
}

TEST_F(BoundaryKeys, SaysWhichValuesAreNoKeys)
{
    const FeatureKeys keys =
        read(table_of({{"AGS"}, {"05111"}, {"05112"}, {"05113"}, {"05114"}, {"Meer"}}), {"AGS", "", Level::kreis});
    EXPECT_THAT(keys.keys, ElementsAre("05111", "05112", "05113", "05114", ""));
    EXPECT_THAT(keys.unusable, ElementsAre("Meer"));
}

TEST_F(BoundaryKeys, TakesTheKeyFromTheNameOfTheFile)
{
    FeatureTable table;
    table.features.resize(1);
    table.features[0].polygons = 1;
    EXPECT_THAT(read(table, {"@file", "05112", std::nullopt}, "304_laar").keys, ElementsAre("05112304"));
    EXPECT_EQ(read(table, {"@file", "05112", std::nullopt}, "304_laar").level, Level::district);
    EXPECT_THAT(refusal(table, {"@file", "", std::nullopt}, "laar").what(), HasSubstr("does not begin with digits"));
}

}  // namespace
}  // namespace allmende::areas
