#include "areas/territory_date.hpp"

#include <gtest/gtest.h>

namespace allmende::areas {
namespace {

TEST(ParseTerritory, RefusesWhatIsNoDay)
{
    for (const char* text : {"", "gestern", "2021-13-01", "2021-02-30", "31.02.2021", "1700", "2021/22", "Q1 2021"}) {
        EXPECT_EQ(parse_territory(text), std::nullopt) << text;
    }
}

TEST(ParseTerritory, ReadsDaysAndYears)
{
    EXPECT_EQ(parse_territory("2021-12-31"), "2021-12-31");
    EXPECT_EQ(parse_territory("31.12.2021"), "2021-12-31");
    EXPECT_EQ(parse_territory(" 2021 "), "2021-01-01");
}

TEST(TerritoryInName, IsNoneWhereTheNameSaysNoneOrSeveral)
{
    for (const char* name : {"", "kreise", "vg250_01-01.utm32s.shape.ebenen", "VG5000_KRS", "epsg25832",
                             "stadtteile_utm32", "kreise_2009_2021", "gemeinden_1000", "NUTS_RG_01M_4326"}) {
        EXPECT_EQ(territory_in_name(name), std::nullopt) << name;
    }
}

TEST(TerritoryInName, ReadsDaysWhereverTheyStand)
{
    EXPECT_EQ(territory_in_name("kreise_2021"), "2021-01-01");
    EXPECT_EQ(territory_in_name("vg250_2021-12-31"), "2021-12-31");
    EXPECT_EQ(territory_in_name("vg250-ew_31.12.2021.utm32s"), "2021-12-31");
    EXPECT_EQ(territory_in_name("KRS20211231"), "2021-12-31");
    EXPECT_EQ(territory_in_name("NUTS_RG_01M_2021_4326"), "2021-01-01");
    EXPECT_EQ(territory_in_name("gemeinden_ab_2016"), "2016-01-01");
    EXPECT_EQ(territory_in_name("Kreise 2021 (2021)"), "2021-01-01");
}

TEST(TerritoryInName, TakesTheDayBeforeOfWhatWasBefore)
{
    EXPECT_EQ(territory_in_name("kreise_vor_2016"), "2015-12-31");
    EXPECT_EQ(territory_in_name("kreise_before_2009-10-21_derived"), "2009-10-20");
}

}  // namespace
}  // namespace allmende::areas
