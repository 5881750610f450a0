#include "formats/licence.hpp"

#include <gtest/gtest.h>

namespace allmende::formats {
namespace {

TEST(Licence, IsNamedInWordsByIdOrByAddress)
{
    EXPECT_EQ(licence_in("Datenlizenz Deutschland – Namensnennung – Version 2.0"), "dl-de/by-2-0");
    EXPECT_EQ(licence_in("dl-de/by-2-0"), "dl-de/by-2-0");
    EXPECT_EQ(licence_in("https://www.govdata.de/dl-de/zero-2-0"), "dl-de/zero-2-0");
    EXPECT_EQ(licence_in("Datenlizenz Deutschland Zero Version 2.0"), "dl-de/zero-2-0");
    EXPECT_EQ(licence_in("CC-BY-4.0"), "cc-by-4.0");
    EXPECT_EQ(licence_in("https://creativecommons.org/licenses/by/4.0/deed.de"), "cc-by-4.0");
    EXPECT_EQ(licence_in("Creative Commons Namensnennung 4.0 International (CC BY 4.0)"), "cc-by-4.0");
    EXPECT_EQ(licence_in("CC0 1.0"), "cc0-1.0");
    EXPECT_EQ(licence_in("Open Data Commons (ODbL) 1.0"), "odbl-1.0");
}

TEST(Licence, IsNotTakenForAnotherOne)
{
    for (const char* text : {"CC BY-SA 4.0", "CC BY 3.0", "Creative Commons Namensnennung 3.0 Deutschland",
                             "https://creativecommons.org/licenses/by-nc/4.0/", "alle Rechte vorbehalten", ""}) {
        EXPECT_EQ(licence_in(text), "") << text;
    }
}

TEST(Attribution, IsWhatALineNamesAsSource)
{
    EXPECT_EQ(attribution_in(" Quelle: Stadt Bochum, Jugendamt "), "Stadt Bochum, Jugendamt");
    EXPECT_EQ(attribution_in("Datenquelle : IT.NRW"), "IT.NRW");
    EXPECT_EQ(attribution_in("© Statistische Ämter, 2024"), "© Statistische Ämter, 2024");
    EXPECT_EQ(attribution_in("Stand: 31.12.2023"), "");
    EXPECT_EQ(attribution_in("Quelle"), "");
}

}  // namespace
}  // namespace allmende::formats
