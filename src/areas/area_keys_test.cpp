#include "areas/area_keys.hpp"

#include <gtest/gtest.h>

namespace allmende::areas {
namespace {

/// A register with these keys, all with values from 2000 to 2020.
AreaRegister register_of(const std::vector<std::string>& keys)
{
    AreaRegister areas;
    for (const std::string& key : keys) {
        const AreaNumber number = areas.add(key);
        areas.note_name(number, "Name of " + key);
        areas.note_year(number, 1, 2000);
        areas.note_year(number, 1, 2020);
    }
    areas.settle();
    return areas;
}

TEST(LevelOfKeys, IsNoneForOwnKeys)
{
    EXPECT_EQ(level_of_keys({}), std::nullopt);
    EXPECT_EQ(level_of_keys({"Altstadt", "Hafen"}), std::nullopt);
    EXPECT_EQ(level_of_keys({"1", "2", "3"}), std::nullopt);
    EXPECT_EQ(level_of_keys({"05111", "05112", "x"}), std::nullopt);
}

TEST(LevelOfKeys, IsTheFinestThatIsNotOnlyPadding)
{
    EXPECT_EQ(level_of_keys({"05"}), Level::land);
    EXPECT_EQ(level_of_keys({"05000000", "06000000"}), Level::land);
    EXPECT_EQ(level_of_keys({"051", "053"}), Level::government_region);
    EXPECT_EQ(level_of_keys({"05111", "02000"}), Level::kreis);
    EXPECT_EQ(level_of_keys({"051110000000", "051120000000"}), Level::kreis);
    EXPECT_EQ(level_of_keys({"05111000", "05154004"}), Level::gemeinde);
    EXPECT_EQ(level_of_keys({"073355001003"}), Level::gemeinde);
    EXPECT_EQ(level_of_keys({"073355001"}), Level::association);
    EXPECT_EQ(level_of_keys({"00000000"}), Level::country);
}

TEST(OfficialKey, RefusesWhatIsNoKeyOfTheLevel)
{
    EXPECT_EQ(official_key("", Level::kreis), std::nullopt);
    EXPECT_EQ(official_key("Duisburg", Level::kreis), std::nullopt);
    EXPECT_EQ(official_key("05154004", Level::kreis), std::nullopt);
    EXPECT_EQ(official_key("05", Level::kreis), std::nullopt);
    EXPECT_EQ(official_key("0000", Level::land), std::nullopt);
    EXPECT_EQ(official_key("1234567890123", Level::gemeinde), std::nullopt);
    EXPECT_EQ(official_key("\x01", Level::district), std::nullopt);
    EXPECT_EQ(official_key(std::string(41, 'x'), Level::district), std::nullopt);
    EXPECT_EQ(official_key("\xff", Level::district), std::nullopt);
}

TEST(OfficialKey, TakesPaddingAndBlanksAway)
{
    EXPECT_EQ(official_key("05000000", Level::land), "05");
    EXPECT_EQ(official_key("051110000000", Level::kreis), "05111");
    EXPECT_EQ(official_key("05 1 11 000", Level::kreis), "05111");
    EXPECT_EQ(official_key("07335 5001 003", Level::gemeinde), "07335003");
    EXPECT_EQ(official_key("05111", Level::gemeinde), "05111000");
    EXPECT_EQ(official_key("DE", Level::country), "DG");
    EXPECT_EQ(official_key(" Neustadt-Süd ", Level::district), "Neustadt-Süd");
}

TEST(RegisterNotation, KnowsWhatTheRegisterWritesOtherwise)
{
    const AreaRegister areas = register_of({"DG", "02", "05", "05111", "07", "07335", "0733501", "0733501003"});
    const std::vector<Reform> reforms;
    const RegisterNotation notation(areas, reforms);
    EXPECT_EQ(notation.of("05111"), "05111");
    EXPECT_EQ(notation.of("02000"), "02");        // Hamburg as a Kreis
    EXPECT_EQ(notation.of("05111000"), "05111");  // a kreisfreie Stadt as a Gemeinde
    EXPECT_EQ(notation.of("07335003"), "0733501003");
    EXPECT_EQ(notation.of("05999"), "05999");
    EXPECT_EQ(notation.find("05999"), nullptr);
    EXPECT_EQ(notation.find("Altstadt"), nullptr);
}

TEST(RegisterNotation, FollowsOldUnitsToThePartThatCarriesTheirValues)
{
    AreaRegister areas = register_of({"05334", "05334002", "05354"});
    areas.add("05313");  // a row without values
    areas.settle();
    Reform reform;
    reform.date = "2009-10-21";
    reform.changes.push_back({{"05313", "05354"}, "05334", {{"05313", "05334002"}}, {}, ""});
    const std::vector<Reform> reforms{reform};
    const RegisterNotation notation(areas, reforms);
    EXPECT_EQ(notation.of("05313"), "05334002");
    EXPECT_EQ(notation.of("05354"), "05354");

    const AreaRegister other = register_of({"05313", "05334002"});
    EXPECT_EQ(RegisterNotation(other, reforms).of("05313"), "05313");  // it has values of its own
}

TEST(KeyOfContaining, GoesByTheRegisterAndThenByTheDigits)
{
    const AreaRegister areas = register_of({"DG", "02", "05", "05111", "053", "05315", "05315001"});
    const std::vector<Reform> reforms;
    const RegisterNotation notation(areas, reforms);
    EXPECT_EQ(key_of_containing("05315001", Level::kreis, notation), "05315");
    EXPECT_EQ(key_of_containing("05315001", Level::land, notation), "05");
    EXPECT_EQ(key_of_containing("05315001", Level::government_region, notation), "053");
    EXPECT_EQ(key_of_containing("05111000", Level::kreis, notation), "05111");
    EXPECT_EQ(key_of_containing("02000", Level::kreis, notation), "02000");
    EXPECT_EQ(key_of_containing("06411000", Level::kreis, notation), "06411");
    EXPECT_EQ(key_of_containing("06411000", Level::government_region, notation), std::nullopt);
    EXPECT_EQ(key_of_containing("Altstadt", Level::kreis, notation), std::nullopt);
}

}  // namespace
}  // namespace allmende::areas
