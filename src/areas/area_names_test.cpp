#include "areas/area_names.hpp"

#include <gtest/gtest.h>

#include "base/test_folder.hpp"

namespace allmende::areas {
namespace {

class AreaNamesTest : public testing::Test {
protected:
    AreaNamesTest()
    {
        folder.write("areas/invented.toml", R"toml(
id = "invented"
source = "invented"
[names]
DG = "Deutschland"
"05" = "Nordrhein-Westfalen"
"051" = "Düsseldorf, Regierungsbezirk"
"05111" = "Düsseldorf, Kreisfreie Stadt"
"05117" = "Mülheim an der Ruhr, Kreisfreie Stadt"
"05334" = "Städteregion Aachen (einschl. Stadt Aachen)"
"05334002" = "Aachen, Kreisfreie Stadt"
"05911" = "Bochum, Kreisfreie Stadt"
"05962" = "Märkischer Kreis"
"05378" = "Rheinisch-Bergischer Kreis"
"06412" = "Frankfurt am Main, Kreisfreie Stadt"
"09162" = "München, Landeshauptstadt"
"09184" = "München, Landkreis"
"09361" = "Amberg"
"09371" = "Amberg-Sulzbach, Landkreis"
"09763" = "Kempten (Allgäu)"
"10046" = "St. Wendel, Landkreis"
"12053" = "Frankfurt (Oder), Kreisfreie Stadt"
"15002" = "Halle (Saale), Kreisfreie Stadt"
"05334032" = "Stolberg (Rhld.), Stadt (ab 21.10.2009)"
"05354032" = "Stolberg (Rhld.), Stadt (bis 20.10.2009)"
"04" = "Bremen"
"04011" = "Bremen, Kreisfreie Stadt"
"057" = "Detmold, Regierungsbezirk"
"05162" = "Rhein-Kreis Neuss"
"05358" = "Düren, Kreis"
"05958" = "Hochsauerlandkreis"
"06413" = "Offenbach am Main, Kreisfreie Stadt"
"06438" = "Offenbach, Landkreis"
"07314" = "Ludwigshafen am Rhein, Kreisfreie Stadt"
"09163" = "Rosenheim"
"09187" = "Rosenheim, Landkreis"
[also]
"05" = ["NRW"]
"05162" = ["Kreis Neuss"]
)toml");
        names = std::make_unique<AreaNames>(std::vector<std::filesystem::path>{folder.path()}, AreaRegister(),
                                            std::vector<Reform>());
    }

    std::string keys(std::string_view text, Level level = Level::kreis)
    {
        std::vector<std::string> found;
        for (const NamedArea* area : names->find(text, level)) {
            found.push_back(area->key);
        }
        return join(found, " ");
    }

    TestFolder folder;
    std::unique_ptr<AreaNames> names;
};

TEST_F(AreaNamesTest, FindsWhatPeopleCallUnits)
{
    EXPECT_EQ(keys("Stadt Mülheim a.d.Ruhr"), "05117");
    EXPECT_EQ(keys("Mülheim an der Ruhr"), "05117");
    EXPECT_EQ(keys("Krfr. Stadt Düsseldorf"), "05111");
    EXPECT_EQ(keys("Märkischen Kreis"), "05962");
    EXPECT_EQ(keys("Rheinisch-Bergischen Kreis"), "05378");
    EXPECT_EQ(keys("44787 Bochum"), "05911");
    EXPECT_EQ(keys("BOCHUM"), "05911");
    EXPECT_EQ(keys("Sankt Wendel"), "10046");
    EXPECT_EQ(keys("Halle"), "15002");
    EXPECT_EQ(keys("Frankfurt a. M."), "06412");
    EXPECT_EQ(keys("Deutschland"), "DG");
    EXPECT_EQ(keys("Nordrhein-Westfalen", Level::land), "05");
}

TEST_F(AreaNamesTest, TellsCityFromDistrictByTheirKindAndOnlyByIt)
{
    EXPECT_EQ(keys("München"), "09162 09184");
    EXPECT_EQ(keys("München, Stadt"), "09162");
    EXPECT_EQ(keys("LK München"), "09184");
    EXPECT_EQ(keys("Städteregion Aachen"), "05334");
    EXPECT_EQ(keys("Stadt Aachen"), "05334002");
    EXPECT_EQ(keys("Frankfurt (Oder)"), "12053");
}

TEST_F(AreaNamesTest, GivesAllThatAShortNameMayMean)
{
    EXPECT_EQ(keys("Frankfurt"), "12053 06412");
    EXPECT_EQ(keys("Offenbach"), "06438 06413");
    EXPECT_EQ(keys("Kreis Offenbach"), "06438");
    EXPECT_EQ(keys("Ludwigshafen"), "07314");
    EXPECT_EQ(keys("Landkreis Rosenheim"), "09187");
    EXPECT_EQ(keys("Land Bremen"), "04");
    EXPECT_EQ(keys("Bremen"), "04011");
    EXPECT_EQ(keys("Kreis Neuss"), "05162");
    EXPECT_EQ(keys("Land NRW"), "05");
    EXPECT_EQ(keys("Duesseldorf 1)"), "05111");
    EXPECT_EQ(keys("Düren (ohne Stadt Düren)"), "");
    EXPECT_EQ(keys("Stolberg (Rhld.), Stadt", Level::gemeinde), "05334032");
}

TEST_F(AreaNamesTest, TakesNoKreisForATownNorARegierungsbezirk)
{
    EXPECT_EQ(keys("Düren"), "05358");
    EXPECT_EQ(keys("Düren", Level::gemeinde), "");
    EXPECT_EQ(keys("Kreis Düren", Level::gemeinde), "05358");
    EXPECT_EQ(keys("Hochsauerlandkreis", Level::gemeinde), "05958");
    EXPECT_EQ(keys("Bochum", Level::gemeinde), "05911");
    EXPECT_EQ(keys("Detmold"), "");
    EXPECT_EQ(keys("Regierungsbezirk Detmold"), "057");
    EXPECT_EQ(keys("BR Düsseldorf"), "051");
    EXPECT_EQ(keys("Reg.-Bez. Düsseldorf"), "051");
    EXPECT_EQ(keys("Reg. Bez. Detmold"), "057");
    EXPECT_EQ(keys("Detmold", Level::government_region), "057");
}

TEST_F(AreaNamesTest, TakesNoLandkreisForTheTownOfItsName)
{
    EXPECT_EQ(keys("Amberg"), "09361");
    EXPECT_EQ(keys("Stadt Amberg"), "09361");
    EXPECT_EQ(keys("LK Amberg"), "");  // Amberg-Sulzbach perhaps
    EXPECT_EQ(keys("LK Kempten"), "");
}

TEST_F(AreaNamesTest, FindsNothingInOtherWords)
{
    EXPECT_EQ(keys("insgesamt"), "");
    EXPECT_EQ(keys("Stadt"), "");
    EXPECT_EQ(keys(""), "");
    EXPECT_EQ(names->level_of({"Grundschule", "Gymnasium"}), std::nullopt);
    EXPECT_EQ(names->level_of({"Bochum", "Märkischen Kreis", "Nordrhein-Westfalen"}), Level::kreis);
    EXPECT_EQ(names->level_of({"Bund", "Nordrhein-Westfalen", "Reg.-Bez. Detmold", "Bochum", "Kreis Düren"}),
              Level::kreis);
    EXPECT_EQ(names->level_of({"Bund", "Land", "Kirche", "Bochum", "privat"}), std::nullopt);
}

}  // namespace
}  // namespace allmende::areas
