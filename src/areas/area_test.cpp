#include "areas/area.hpp"

#include <gtest/gtest.h>

namespace allmende::areas {
namespace {

TEST(ShortNames, SayTheKindOnceWhereItHelps)
{
    EXPECT_EQ(short_name_of("Bochum, kreisfreie Stadt"), "Bochum");
    EXPECT_EQ(short_name_of("Wesel, Kreis"), "Kreis Wesel");
    EXPECT_EQ(short_name_of("Emsland, Landkreis"), "Landkreis Emsland");
    EXPECT_EQ(short_name_of("Saarbrücken, Regionalverband"), "Regionalverband Saarbrücken");
    EXPECT_EQ(short_name_of("Aachen, Städteregion (einschl. Stadt Aachen)"), "Städteregion Aachen");
    EXPECT_EQ(short_name_of("Städteregion Aachen, Kreis"), "Städteregion Aachen");
    EXPECT_EQ(short_name_of("Region Hannover, Landkreis"), "Region Hannover");
    EXPECT_EQ(short_name_of("Rhein-Neckar-Kreis, Landkreis"), "Rhein-Neckar-Kreis");
    EXPECT_EQ(short_name_of("Altmarkkreis Salzwedel, Kreis"), "Altmarkkreis Salzwedel");
    EXPECT_EQ(short_name_of("Kreiensen"), "Kreiensen");
}

TEST(Labels, OfGermanyAndItsLaenderAreEnglishInEnglish)
{
    Area area;
    area.key = "05";
    area.short_name = "Nordrhein-Westfalen";
    EXPECT_EQ(label(area).de, "Nordrhein-Westfalen");
    EXPECT_EQ(label(area).en, "North Rhine-Westphalia");
    area.key = "05112";
    area.short_name = "Duisburg";
    EXPECT_EQ(label(area).en, "Duisburg");
}

}  // namespace
}  // namespace allmende::areas
