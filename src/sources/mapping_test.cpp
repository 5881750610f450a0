#include "sources/mapping_test.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

namespace allmende::sources {
namespace {

TEST_F(MappingTest, UnderstandsAListOfKeysYearsAndNumbers)
{
    const Proposal proposal = propose("plaetze.csv",
                                      "AGS;Stadt;Jahr;Geschlecht;Plätze;Quote in %\n"
                                      "5111;Düsseldorf;2023;weiblich;1.234;12,5\n5911;Bochum;2023;männlich;-;.\n");
    EXPECT_TRUE(proposal.questions.empty());
    EXPECT_EQ(proposal.mapping.decimal_sign, DecimalSign::comma);
    EXPECT_EQ(
        rows(proposal.mapping),
        "plaetze,05111,Düsseldorf,2023,weiblich,Plätze,1234,\r\nplaetze,05111,Düsseldorf,2023,weiblich,Quote,12.5,\r\n"
        "plaetze,05911,Bochum,2023,männlich,Plätze,0,-\r\nplaetze,05911,Bochum,2023,männlich,Quote,,.\r\n");
    EXPECT_EQ(proposal.mapping.values[1].unit, "%");
    EXPECT_EQ(proposal.mapping.dimensions[0].known, "sex");
}

TEST(TableId, ComesFromTheFileWhereTheSheetSaysNothing)
{
    const auto id = [](const char* sheet, bool alone = true) {
        formats::PlainTable table;
        table.options.file_name = "kita_plaetze_2023.xlsx";
        table.sheet = sheet;
        table.alone = alone;
        return table_id(table);
    };
    for (const char* sheet : {"", "Tabelle1", "Sheet 2", "Blatt1 (2)", "Daten", "2021", "31.12.2023"}) {
        EXPECT_EQ(id(sheet), "kita-plaetze") << sheet;
    }
    EXPECT_EQ(id("Hort 2023"), "hort");
    EXPECT_EQ(id("Datenschutz"), "datenschutz");
    EXPECT_EQ(id("Tabelle2", false), "kita-plaetze-tabelle2");
    EXPECT_EQ(id("2021", false), "kita-plaetze");  // a year of the same table
}

TEST_F(MappingTest, UnderstandsYearsAndCategoriesInHeadings)
{
    const Proposal proposal = propose("kinder.csv",
                                      "Kreis;2022;2022;2023;2023\n;Mädchen;Jungen;Mädchen;Jungen\n"
                                      "Märkischen Kreis;1;2;3;4\nStadt Bochum;5;6;7;k. A.\n");
    EXPECT_TRUE(proposal.questions.empty()) << proposal.questions.front().text;
    EXPECT_EQ(
        rows(proposal.mapping).substr(0, 110),
        "kinder,05962,Märkischer Kreis,2022,Mädchen,kinder,1,\r\nkinder,05962,Märkischer Kreis,2022,Jungen,kinder,2,\r\n");
    EXPECT_NE(rows(proposal.mapping).find("kinder,05911,\"Bochum, Kreisfreie Stadt\",2023,Jungen,kinder,,.\r\n"),
              std::string::npos);
}

TEST_F(MappingTest, FillsWhatMergedCellsLeaveEmptyAndLeavesSumsAndSourcesOut)
{
    const Proposal filled = propose("kinder.csv",
                                    "Kreis;Jahr;Kinder\nBochum;2022;1\n;2023;2\n;2024;3\n"
                                    "Düsseldorf;2022;4\n;2023;5\n;2024;6\n");
    EXPECT_TRUE(filled.questions.empty());
    EXPECT_EQ(filled.mapping.fill_down, std::vector<std::string>{"Kreis"});
    EXPECT_NE(rows(filled.mapping).find("05111,\"Düsseldorf, Kreisfreie Stadt\",2024,Kinder,6"), std::string::npos);
    EXPECT_EQ(Mapping::parse(filled.mapping.toml(), "m").toml(), filled.mapping.toml());
    const Proposal sums = propose("summen_2023.csv",
                                  "AGS;Kreis;Kinder\n05111;Düsseldorf;1\n05911;Bochum;2\n"
                                  "Insgesamt;;3\n;Summe;3\nQuelle:;Jugendamt;\n");
    EXPECT_TRUE(sums.questions.empty()) << sums.questions.front().text;
    EXPECT_EQ(rows(sums.mapping), "summen,05111,Düsseldorf,2023,Kinder,1,\r\nsummen,05911,Bochum,2023,Kinder,2,\r\n");
    const Proposal own = propose("bezirke_2023.csv",
                                 "Kinder der Stadt Bochum;\nStadtbezirk;Kinder\n1;10\n2;20\n"
                                 "Insgesamt;30\n");
    EXPECT_TRUE(own.questions.empty()) << own.questions.front().text;
    EXPECT_NE(rows(own.mapping).find("05911-1,1,2023,Kinder,10"), std::string::npos) << rows(own.mapping);
    EXPECT_EQ(rows(own.mapping).find("30"), std::string::npos);
}

TEST_F(MappingTest, TakesNoNumbersForTimesOrKeys)
{
    const Proposal years = propose("l_2023.csv", "Kreis;Kinder;Gruppen\nBochum;5;1999\n");
    EXPECT_TRUE(years.questions.empty()) << years.questions.front().text;
    EXPECT_EQ(years.mapping.values.size(), 2U);
    EXPECT_EQ(keys(propose("l_2023.csv", "Kreis;Kinder;Gruppen\nBochum;5;1950\nDüsseldorf;7;1950\n")),
              (std::vector<std::string>{"period"}));
    EXPECT_EQ(propose("l.csv", "Kreis;Jahr;Plätze\nBochum;2023;1000\n").mapping.area.by, AreaRule::By::name);
    EXPECT_THROW(propose("l.csv", "Bochum;1999\nDüsseldorf;1950\nMärkischer Kreis;2001\n"), Error);
}

TEST_F(MappingTest, NamesPartsByTheirWhole)
{
    const Proposal proposal = propose("schulen_2023.csv",
                                      "AGS;Schüler;darunter weiblich;darunter mit Förderbedarf;Klassen;davon in %\n"
                                      "05111;9;5;2;1;3\n05911;8;4;3;1;4\n");
    EXPECT_TRUE(proposal.questions.empty()) << proposal.questions.front().text;
    EXPECT_EQ(proposal.mapping.title, "schulen");
    std::vector<std::string> measures;
    for (const ValueRule& rule : proposal.mapping.values) {
        measures.push_back(rule.measure + (rule.categories.empty() ? "" : " [" + rule.categories.front() + "]"));
    }
    EXPECT_EQ(measures, (std::vector<std::string>{"Schüler", "Schüler [weiblich]", "Schüler, darunter mit Förderbedarf",
                                                  "Klassen", "Klassen, davon"}));
    const Proposal units = propose("u_2023.csv", "AGS;Schüler;Schüler in %\n05111;9;5,5\n05911;8;4,5\n");
    EXPECT_EQ(units.mapping.values.back().measure, "Schüler (Anteil)");
    EXPECT_EQ(keys(propose("v_2023.csv", "AGS;Kinder (vorläufig) 2023;Kinder 2023\n05111;9;5\n05911;8;4\n")),
              (std::vector<std::string>{"value.measure"}));
    const Proposal titled = propose("a.csv", "Kinder am 01.03.2023;;\nAGS;Insgesamt;männlich\n05111;9;5\n05911;8;4\n");
    EXPECT_EQ(titled.mapping.values.front().measure, "Kinder");
}

TEST_F(MappingTest, ReadsOneColumnForEachArea)
{
    const Proposal proposal = propose("vergleich.csv",
                                      "Indikator;Bochum 2022;Bochum 2023;Düsseldorf 2023;Insgesamt\n"
                                      "Kinder;1;2;3;6\nPlätze;4;5;6;15\n");
    EXPECT_TRUE(proposal.questions.empty()) << proposal.questions.front().text;
    EXPECT_EQ(proposal.mapping.area.by, AreaRule::By::headings);
    const std::string bochum = ",05911,\"Bochum, Kreisfreie Stadt\",";
    const std::string duesseldorf = ",05111,\"Düsseldorf, Kreisfreie Stadt\",";
    EXPECT_EQ(rows(proposal.mapping), "vergleich" + duesseldorf + "2023,Kinder,3,\r\nvergleich" + bochum +
                                          "2022,Kinder,1,\r\nvergleich" + bochum + "2023,Kinder,2,\r\nvergleich" +
                                          duesseldorf + "2023,Plätze,6,\r\nvergleich" + bochum +
                                          "2022,Plätze,4,\r\nvergleich" + bochum + "2023,Plätze,5,\r\n");
    EXPECT_EQ(Mapping::parse(proposal.mapping.toml(), "m").toml(), proposal.mapping.toml());
    const auto next = fit(proposal.mapping, "vergleich_neu.csv",
                          "Indikator;Bochum 2024;Märkischer Kreis 2024\nKinder;7;8\nPlätze;9;1\n");
    ASSERT_TRUE(next);
    EXPECT_TRUE(next->questions.empty());
    EXPECT_NE(rows(next->mapping).find(",05962,Märkischer Kreis,2024,Kinder,8,"), std::string::npos);
}

TEST_F(MappingTest, KeepsWhatWasAnsweredOfAColumnsArea)
{
    Proposal proposal = propose("v_2023.csv", "Merkmal;Bochum;Düsseldorf;Ruhr\nKinder;1;2;3\n");
    EXPECT_EQ(keys(proposal), (std::vector<std::string>{"value.area"}));
    EXPECT_NE(proposal.mapping.toml().find("area = \"?\""), std::string::npos);
    proposal.mapping.values.back().area = "x-ruhr";
    const auto next = fit(proposal.mapping, "v_2024.csv", "Merkmal;Bochum;Düsseldorf;Ruhr\nKinder;4;5;6\n");
    ASSERT_TRUE(next);
    EXPECT_TRUE(next->questions.empty());
    EXPECT_NE(rows(next->mapping).find("x-ruhr"), std::string::npos);
}

TEST_F(MappingTest, ReadsGermanyWhereItsNameStandsBesideZeros)
{
    const Proposal proposal =
        propose("z_2022.csv", "RS;Name;Kinder\n00;Deutschland;9\n05111;Düsseldorf;1\n05911;Bochum;2\n");
    EXPECT_TRUE(proposal.questions.empty()) << proposal.questions.front().text;
    EXPECT_EQ(proposal.mapping.area.corrections.at("00"), "DG");
    EXPECT_EQ(keys(propose("u_2022.csv", "RS;Name;Kinder\n00;unbekannt;9\n05111;Düsseldorf;1\n05911;Bochum;2\n")),
              (std::vector<std::string>{"area.corrections"}));
}

TEST_F(MappingTest, TakesNoCodesForCounts)
{
    const Proposal proposal =
        propose("ewr.csv", "ZEIT;RAUMID;PLR;E_E\n202212;01100101;01;3414\n202212;01100102;02;1961\n");
    ASSERT_EQ(proposal.mapping.values.size(), 1U);
    EXPECT_EQ(proposal.mapping.values.front().column, "E_E");
    EXPECT_EQ(proposal.mapping.period_column, "ZEIT");
    EXPECT_EQ(proposal.mapping.area.columns, std::vector<std::string>{"RAUMID"});
}

TEST_F(MappingTest, TakesSourceAndLicenceFromTheLinesBelowASmallTable)
{
    const Proposal proposal =
        propose("plaetze.csv",
                "Plätze in Kitas\n\nAGS;Plätze 2023\n05111;1\n05911;2\n\n"
                "Quelle: Stadt Bochum, Jugendamt\nDatenlizenz Deutschland – Namensnennung\nStand: 1\n");
    EXPECT_TRUE(proposal.questions.empty()) << proposal.questions.front().text;
    std::string text;
    formats::TidyCsv tidy([&](std::string_view piece) { text += piece; });
    const auto foot = read_mapped(file->table(""), proposal.mapping, {*names, *notation}, tidy).foot;
    EXPECT_EQ(foot.attribution, "Stadt Bochum, Jugendamt");
    EXPECT_EQ(foot.licence, "dl-de/by-2-0");
}

TEST_F(MappingTest, AsksWhatOnlyPeopleKnow)
{
    EXPECT_EQ(keys(propose("a.csv", "AGS;Kinder\n05111;1.234\n05911;2.345\n")),
              (std::vector<std::string>{"period", "decimal_sign"}));
    EXPECT_EQ(keys(propose("b_2023.csv", "Haus;Art;Kinder\nx;a;1\ny;b;2\n")), (std::vector<std::string>{"area"}));
    // Towns are no Kreise, damaged keys no reason to go by names, and keys are not overruled by names.
    EXPECT_EQ(keys(propose("c_2023.csv", "Gemeinde;Kinder\nSoest;1\nBochum;2\n")),
              (std::vector<std::string>{"area.corrections"}));
    EXPECT_EQ(keys(propose("d_2023.csv", "AGS;Kreis;Kinder\n5,911E+03;Bochum;1\n5,111E+03;Düsseldorf;2\n")),
              (std::vector<std::string>{"area"}));
    EXPECT_EQ(keys(propose("e_2023.csv", "AGS;Kreis;Kinder\n05911;Düsseldorf;1\n05111;Bochum;2\n")),
              (std::vector<std::string>{"area.names"}));
    EXPECT_EQ(keys(propose("f_2023.csv",
                           "Schulort;Wohnort;Kinder\nBochum;Düsseldorf;1\nBochum;Bochum;2\n"
                           "Düsseldorf;Düsseldorf;3\nDüsseldorf;Bochum;4\n")),
              (std::vector<std::string>{"area"}));
    EXPECT_EQ(keys(propose("c_2023.csv", "Kreis;Kinder\nMünchen;1\nBochum;2\nDüsseldorf;3\n")),
              (std::vector<std::string>{"area.corrections"}));
    EXPECT_TRUE(propose("d_2023.csv", "Kreis;Kinder\nMünchen;1\nMünchen, Landkreis;2\nBochum;3\n").questions.empty());
    EXPECT_EQ(keys(propose("e_2023.csv", "AGS;Kinder\n05111;1\n05911;viele\n05962;7\n09162;8\n")),
              (std::vector<std::string>{"missing"}));
    const Proposal words = propose("g_2023.csv", "AGS;Kinder\n05111;1\n05911;viele\n05962;7\n09162;wenige\n09184;3\n");
    EXPECT_EQ(keys(words), (std::vector<std::string>{"missing"})) << "one question for all of them";
    EXPECT_NE(words.questions[0].text.find("“viele”, “wenige” stand between"), std::string::npos);
    EXPECT_EQ(keys(propose("f_2023.csv", "AGS;Quote\n05111;1,5\n05911;2.5\n")),
              (std::vector<std::string>{"decimal_sign"}));
}

TEST_F(MappingTest, UnderstandsAListOfInstitutions)
{
    const Proposal proposal = propose("schulen_2024_25.csv",
                                      "Schulnummer;Schulname;Schulform;Ort;x;y\n"
                                      "100020;Sonnenschule;Grundschule;44787 Bochum;379123;5702951\n"
                                      "100021;Sonnenschule;Gymnasium;44789 Bochum;380000;5703000\n");
    EXPECT_TRUE(proposal.questions.empty());
    ASSERT_TRUE(proposal.mapping.institution);
    EXPECT_EQ(proposal.mapping.institution->epsg, 25832);
    std::vector<Institution> institutions;
    formats::TableSummary summary;
    read_mapped(file->table(""), proposal.mapping, {*names, *notation}, summary,
                [&](const Institution& institution) { institutions.push_back(institution); });
    ASSERT_EQ(institutions.size(), 2U);
    EXPECT_EQ(institutions[0].area, "05911");
    EXPECT_NEAR(*institutions[0].longitude, 7.2598565, 1e-7);
    EXPECT_NEAR(*institutions[0].latitude, 51.4648044, 1e-7);
}

TEST_F(MappingTest, DatesAListOfInstitutionsByItsHeadings)
{
    const Proposal proposal =
        propose("schulen.csv",
                "Schulnummer;Schulname;Ort;Schüler 2022;Schüler 2023\n100001;Eins;Bochum;120;130\n"
                "100002;Zwei;Bochum;99;98\n100003;Drei;Bochum;210;201\n");
    EXPECT_TRUE(proposal.questions.empty()) << proposal.questions.front().text;
    ASSERT_TRUE(proposal.mapping.institution && proposal.mapping.period);
    EXPECT_EQ(proposal.mapping.period->text(), "2023");
    EXPECT_NE(rows(proposal.mapping).find("2022,"), std::string::npos);
    std::string without = proposal.mapping.toml();
    without.erase(without.find("period = \"2023\"\n"), 16);
    EXPECT_THROW(Mapping::parse(without, "m"), Error);
}

TEST_F(MappingTest, ReadsItsOwnTomlAgain)
{
    Mapping mapping = propose("schulen_2024_25.csv",
                              "Schulnummer;Schulname;Schulform;Ort;x;y;Schüler\n"
                              "100020;\"Sonnen\"\"schule\";Grundschule;44787 Bochum;379123;5702951;k. A.\n"
                              "100021;Mond;Gymnasium;44789 Bochum;380000;5703000;1,5\n"
                              "100022;Mond;Gymnasium;44789 Bochum;380000;5703000;2,5\n")
                          .mapping;
    mapping.area.corrections["44789 Bochum"] = "05911";
    mapping.licence = "cc-zero";
    mapping.values.front().categories = {"weiblich"};
    mapping.values.front().period = parse_period("2023/24");
    const std::string toml = mapping.toml();
    EXPECT_EQ(Mapping::parse(toml, "test").toml(), toml);
    EXPECT_NE(toml.find("\"k. A.\" = \".\""), std::string::npos);
}

TEST_F(MappingTest, SaysWhereAMappingIsWrong)
{
    const auto complaint = [](std::string_view toml) -> std::string {
        try {
            Mapping::parse(toml, "m.toml");
        } catch (const Error& error) {
            return error.what();
        }
        return {};
    };
    EXPECT_NE(
        complaint("table = \"a\"\nperiod = \"2023\"\n[area]\nby = \"all\"\n").find("which unit is the table about?"),
        std::string::npos);
    EXPECT_NE(complaint("table = \"a\"\nperiod = \"gestern\"\n").find("m.toml:2"), std::string::npos);
    EXPECT_NE(complaint("table = \"a b\"\n").find("neither blanks"), std::string::npos);
    EXPECT_NE(complaint("table = \"a\"\nperiod = \"2023\"\n[area]\nby = \"all\"\nkey = \"DG\"\n")
                  .find("no column of numbers"),
              std::string::npos);
}

TEST_F(MappingTest, FindsTheTableOfNextYearAgain)
{
    const Mapping mapping =
        propose("kita_2023.csv", "AGS;Träger;Kinder;Personal\n05111;frei;10;2\n05111;stadt;20;4\n").mapping;
    EXPECT_EQ(mapping.table, "kita");
    const auto same = fit(mapping, "kita_2024.csv", "AGS;Träger;Kinder;Personal\n05111;frei;11;2\n05111;stadt;21;4\n");
    ASSERT_TRUE(same);
    EXPECT_EQ(same->changes, (std::vector<std::string>{"the time is 2024, before it was 2023"}));
    const auto moved = fit(mapping, "kita_2025.csv",
                           "Träger;Zahl der Kinder;AGS;Personal;Anmerkung\nfrei;11;05111;2;x\nstadt;21;05111;4;\n");
    ASSERT_TRUE(moved);
    EXPECT_EQ(moved->changes, (std::vector<std::string>{
                                  "“Kinder” is now called “Zahl der Kinder”", "“Anmerkung” is new and is not read",
                                  "the columns stand in another order", "the time is 2025, before it was 2023"}));
    EXPECT_NE(rows(moved->mapping).find("kita,05111,\"Düsseldorf, Kreisfreie Stadt\",2025,frei,Kinder,11,"),
              std::string::npos);
    EXPECT_FALSE(fit(mapping, "haushalt_2024.csv", "AGS;Titel;Euro\n05111;a;11\n05911;b;21\n"));
    const auto wider = fit(mapping, "kita_2026.csv",
                           "AGS;Träger;Geschlecht;Kinder;Personal;Plätze\n05111;frei;weiblich;11;2;9\n"
                           "05111;frei;männlich;7;1;8\n");
    ASSERT_TRUE(wider);
    EXPECT_EQ(wider->changes.front(), "“Geschlecht” is new");
    EXPECT_EQ(wider->mapping.dimensions.back().column, "Geschlecht");
    EXPECT_EQ(wider->mapping.values.back().column, "Plätze");
    // A series of its own is no edition of it, whatever the names have in common.
    EXPECT_FALSE(fit(mapping, "kita_personal_2024.csv", "AGS;Träger;Kinder;Personal\n05111;frei;11;2\n"));
    EXPECT_TRUE(fit(mapping, "kita_2024_neu.csv", "AGS;Träger;Kinder;Personal\n05111;frei;11;2\n05111;stadt;21;4\n"));
    const auto other = fit(mapping, "kita_2024.csv", "AGS;Träger;Quote;Personal\n05111;frei;11;2\n05111;stadt;21;4\n");
    ASSERT_TRUE(other);
    ASSERT_EQ(other->questions.size(), 1U);
    EXPECT_NE(other->questions.front().text.find("“Kinder” is gone and “Quote” is new"), std::string::npos);
    EXPECT_FALSE(fit(mapping, "kita.csv", "AGS;Träger;Kinder;Personal\n05111;frei;11;2\n"))
        << "of when it is, nobody knows";
}

TEST_F(MappingTest, NamesATableByItsFileWithoutTheEdition)
{
    const auto id = [&](std::string_view name) { return propose(name, "AGS;Kinder 2023\n05111;1\n").mapping.table; };
    EXPECT_EQ(id("kita_2023.csv"), "kita");
    EXPECT_EQ(id("kita_2023-24 (2).csv"), "kita");
    EXPECT_EQ(id("Kita-Plätze_neu_31.12.2023.csv"), "kita-plaetze");
    EXPECT_EQ(id("21111-01-03-4_2023.csv"), "21111-01-03-4");
    EXPECT_EQ(id("2023.csv"), "2023");
}

TEST_F(MappingTest, TakesNoDigitOfAFootnoteIntoANumber)
{
    const Proposal proposal = propose("kinder_2023.csv", "AGS;Kinder\n05111;45 1\n05911;60\n05962;1 234\n");
    EXPECT_EQ(keys(proposal), (std::vector<std::string>{"missing"}));
    EXPECT_NE(proposal.questions.front().text.find("digit of a footnote"), std::string::npos);
    EXPECT_TRUE(propose("kinder_2023.csv", "AGS;Kinder\n05111;n. v.\n05911;60\n05962;\u20135\n").questions.empty());
}

TEST_F(MappingTest, GivesEveryColumnATime)
{
    const Proposal change = propose("a.csv", "AGS;2022;2023;Veränderung in %\n05111;10;11;10\n05911;20;22;10\n");
    EXPECT_TRUE(change.questions.empty());
    EXPECT_EQ(change.mapping.values.size(), 2U);
    const Proposal other = propose("b_2024.csv", "AGS;Einwohner 31.12.2022;Kinder\n05111;10;11\n05911;20;22\n");
    EXPECT_TRUE(other.questions.empty());
    EXPECT_NE(rows(other.mapping).find("2022-12-31,Einwohner,10,"), std::string::npos);
    EXPECT_NE(rows(other.mapping).find("2024,Kinder,11,"), std::string::npos);
    EXPECT_EQ(keys(propose("c.csv", "AGS;Kinder 2023;Plätze\n05111;10;11\n05911;20;22\n")),
              (std::vector<std::string>{"value.period"}));
    EXPECT_EQ(keys(propose("d_2023.csv", "AGS;1. Halbjahr 2023;2. Halbjahr 2023\n05111;10;11\n05911;20;22\n")),
              (std::vector<std::string>{"value.period"}));
    EXPECT_EQ(keys(propose("e.csv", "Kinder am 31.11.2023;\nAGS;Kinder\n05111;10\n05911;20\n")),
              (std::vector<std::string>{"period"}));
}

TEST_F(MappingTest, AsksWhatTwoColumnsOfOneHeadingAre)
{
    EXPECT_EQ(keys(propose("a.csv", "AGS;2023;2023\n05111;10;11\n05911;20;22\n")),
              (std::vector<std::string>{"value.measure"}));
    EXPECT_THROW(Mapping::parse(propose("a_2023.csv", "AGS;Kinder;Kinder\n05111;10;11\n").toml(), "m.toml"), Error);
    EXPECT_EQ(propose("b.csv", "AGS;;Kinder\n05111;31.12.2022;10\n05111;31.12.2023;11\n").mapping.period_column,
              "Spalte 2");
}

TEST_F(MappingTest, TakesTheTimeOfTheNumbersOnly)
{
    EXPECT_EQ(propose("a.csv", "AGS;Jahr;Kinder;Abrufdatum\n05111;2022;10;14.01.2025\n05111;2023;11;14.01.2025\n")
                  .mapping.period_column,
              "Jahr");
    EXPECT_TRUE(propose("a.csv", "AGS;Jahr;Kinder;Abrufdatum\n05111;2022;10;14.01.2025\n05111;2023;11;14.01.2025\n")
                    .questions.empty());
    const Proposal born = propose("b_2023.csv",
                                  "AGS;Geburtsjahr;Kinder\n05111;2018;10\n05111;2019;11\n05911;2018;12\n"
                                  "05911;2019;13\n");
    EXPECT_EQ(born.mapping.period, parse_period("2023"));
    ASSERT_EQ(born.mapping.dimensions.size(), 1U);
    EXPECT_EQ(born.mapping.dimensions[0].column, "Geburtsjahr");
    EXPECT_EQ(
        propose("d_2023.csv", "AGS;Stand;Kinder\n05111;31.12.2022;10\n05911;31.12.2022;11\n").mapping.period_column,
        "Stand");
    EXPECT_EQ(keys(propose("d_2023.csv", "AGS;Abnahmejahr;Kinder\n05111;2001;10\n05911;2002;11\n")),
              (std::vector<std::string>{"period"}));
    const Proposal ages = propose("e_2023.csv", "AGS;unter 3 Jahre;Plätze\n05111;1987;10\n05911;1988;11\n");
    EXPECT_EQ(ages.mapping.period, parse_period("2023"));
    EXPECT_EQ(ages.mapping.values.size(), 2U);
    const Proposal unread = propose("c_2023.csv", "AGS;Zeit;Kinder\n05111;Plan 2025;10\n05911;Plan 2025;11\n");
    EXPECT_EQ(keys(unread), (std::vector<std::string>{"period"}));
    EXPECT_NE(unread.questions[0].text.find("“Zeit” says “Plan 2025”"), std::string::npos);
}

TEST_F(MappingTest, TellsRowsApartByNumbersThatAreNames)
{
    const Proposal months = propose("a.csv",
                                    "AGS;Jahr;Monat;Arbeitslose\n05111;2023;1;50\n05111;2023;2;51\n05911;2023;1;60\n"
                                    "05911;2023;2;61\n");
    EXPECT_TRUE(months.questions.empty());
    EXPECT_NE(rows(months.mapping).find("2023-02,Arbeitslose,51,"), std::string::npos);
    const Proposal kinds = propose("b_2023.csv", "AGS;Art;Kinder\n05111;1;50\n05111;2;51\n05911;1;60\n05911;2;61\n");
    EXPECT_TRUE(kinds.questions.empty());
    ASSERT_EQ(kinds.mapping.dimensions.size(), 1U);
    EXPECT_EQ(kinds.mapping.dimensions[0].column, "Art");
    ASSERT_EQ(kinds.mapping.values.size(), 1U);
    const Proposal same = propose("c_2023.csv", "AGS;Plätze\n05111;1\n05111;2\n05911;4\n");
    EXPECT_EQ(keys(same), (std::vector<std::string>{"dimension"}));
    EXPECT_NE(same.questions[0].text.find("rows 2 and 3"), std::string::npos);
    const Mapping mapping = propose("d_2022.csv", "AGS;Plätze\n05111;1\n05911;4\n").mapping;
    const auto broken_down =
        fit(mapping, "d_2023.csv", "AGS;Geschlecht;Plätze\n05111;m;1\n05111;w;2\n05911;m;4\n05911;w;5\n");
    ASSERT_TRUE(broken_down);
    ASSERT_EQ(broken_down->mapping.dimensions.size(), 1U);
    EXPECT_EQ(broken_down->mapping.dimensions.front().column, "Geschlecht");
}

TEST_F(MappingTest, CountsWhatOnlyBeginsLikeALabel)
{
    for (const char* heading :
         {"Hochschulreife", "Latein", "Rechtschreibförderung", "Primarstufe", "1. Klasse", "Schüler je Klasse",
          "Telefonberatungen", "Satzungsplätze", "Kennenlerntage", "Betreuungsschlüssel", "Preisindex (2015=100)"}) {
        const Proposal proposal =
            propose("a_2023.csv", std::string("AGS;") + heading + "\n05111;10\n05911;7\n05962;12\n");
        EXPECT_TRUE(proposal.questions.empty()) << heading;
        ASSERT_EQ(proposal.mapping.values.size(), 1U) << heading;
        EXPECT_EQ(proposal.mapping.values[0].column, heading);
    }
}

TEST_F(MappingTest, RefusesListsOfPersons)
{
    for (const char* table : {"AGS;Name des Kindes;Fehltage\n05111;Anna Meier;1\n05911;Ben Kurz;4\n",
                              "AGS;Schülerin/Schüler;Fehltage\n05111;Anna Meier;1\n05911;Ben Kurz;4\n",
                              "AGS;Kind;Alter;Fehltage\n05111;100001;3;1\n05911;100002;4;1\n",
                              "AGS;Aktenzeichen;Fehltage\n05111;51-1;1\n05911;51-2;1\n",
                              "AGS;Name;Geb.-Datum\n05111;Anna Meier;01.02.2015\n05911;Ben Kurz;02.03.2016\n"}) {
        EXPECT_THROW(propose("a_2023.csv", table), Error) << table;
    }
    EXPECT_TRUE(propose("a_2023.csv", "AGS;Schüler;Kinder\n05111;1001;900\n05911;1002;901\n").questions.empty());
}

TEST_F(MappingTest, WritesOpenQuestionsSoThatTheyMustBeAnswered)
{
    const auto complaint = [](const Proposal& proposal) -> std::string {
        try {
            Mapping::parse(proposal.toml(), "m.toml");
        } catch (const Error& error) {
            return error.what();
        }
        return {};
    };
    EXPECT_NE(complaint(propose("a_2023.csv", "AGS;Kinder\n05111;1.234\n05911;2.345\n")).find("comma or point"),
              std::string::npos);
    EXPECT_NE(complaint(propose("a.csv", "AGS;Kinder\n05111;12\n05911;23\n")).find("of when"), std::string::npos);
    EXPECT_NE(complaint(propose("a_2023.csv", "Stadtteil;Kinder\nWest;12\nOst;23\n")).find("which municipality"),
              std::string::npos);
    EXPECT_NE(complaint(propose("a_2023.csv", "AGS;Kinder\n05111;1\n05111;2\n")).find("tells rows apart"),
              std::string::npos);
    EXPECT_NE(complaint(propose("a.csv", "AGS;Kinder 2023;Plätze\n05111;10;11\n")).find("of when"), std::string::npos);
}

TEST_F(MappingTest, AsksAgainWhatAThousandIs)
{
    EXPECT_EQ(keys(propose("b_2023.csv", "AGS;Plätze;Quote\n05111;1.073;12.5\n05911;1.330;11.1\n")),
              (std::vector<std::string>{"decimal_sign"}));
    EXPECT_TRUE(propose("b_2023.csv", "AGS;Plätze;Quote\n05111;1.073;12,5\n05911;1.330;11,1\n").questions.empty());
    const Mapping plain = propose("a_2022.csv", "AGS;Quote\n05111;30,5\n05911;31,5\n").mapping;
    EXPECT_FALSE(fit(plain, "a_2023.csv", "AGS;Quote\n05111;1.230\n05911;1.231\n"));
    Mapping told = plain;
    told.thousands = Thousands::told;
    EXPECT_TRUE(fit(told, "a_2023.csv", "AGS;Quote\n05111;1.230\n05911;1.231\n"));
    const Mapping seen = propose("a_2022.csv", "AGS;Euro\n05111;1.230,50\n05911;1.231,50\n").mapping;
    EXPECT_TRUE(fit(seen, "a_2023.csv", "AGS;Euro\n05111;1.230\n05911;1.231\n"));
    EXPECT_FALSE(fit(seen, "a_2023.csv", "AGS;Euro\n05111;1,230\n05911;1,231\n"));
}

// gdaltransform -s_srs EPSG:25832 -t_srs EPSG:4258 (PROJ 9.1)
TEST_F(MappingTest, TellsAbbreviationsOfLaenderFromCountries)
{
    const auto by = [&](const char* texts) {
        std::string list = "Land;Jahr;Kinder\n";
        for (const std::string_view text : split(texts, ' ')) {
            list += std::string(text) + ";2023;5\n";
        }
        return propose("l.csv", list).mapping.area.by;
    };
    EXPECT_EQ(by("BW SN NW BE"), AreaRule::By::name);
    EXPECT_EQ(by("DE BE SN NRW"), AreaRule::By::name);
    EXPECT_EQ(by("DE-BW DE-SN"), AreaRule::By::name);
    EXPECT_EQ(by("BE BG DE FR"), AreaRule::By::own);
    EXPECT_EQ(by("BE BW BB FR"), AreaRule::By::own);
    EXPECT_EQ(by("DE BE"), AreaRule::By::own);
}

TEST_F(MappingTest, UnderstandsWhatOtherProgramsWrite)
{
    const Proposal proposal = propose("kinder.csv",
                                      ",Kennziffer,Raumeinheit,Jahr,maennlich,weiblich\n"
                                      "1,5911,Bochum,2023,5,6\n2,5111,Düsseldorf,2023,7,8\n");
    EXPECT_TRUE(proposal.questions.empty());
    EXPECT_EQ(proposal.mapping.area.by, AreaRule::By::key);
    ASSERT_EQ(proposal.mapping.values.size(), 2U);  // the column without heading counts the rows
    for (const ValueRule& value : proposal.mapping.values) {
        EXPECT_EQ(value.measure, "kinder");
        EXPECT_EQ(value.categories.size(), 1U);
    }
}

TEST_F(MappingTest, TakesNumbersForNoWordsOfOtherNumbers)
{
    const Proposal proposal = propose("schulen_2025.csv",
                                      "Kreis;Schulnummer;Schulname;Index_25;Index_24\nBochum;100011;A-Schule;4;3\n"
                                      "Bochum;100012;B-Schule;5;4\nBochum;100013;C-Schule;6;5\n");
    for (const DimensionRule& dimension : proposal.mapping.dimensions) {
        EXPECT_EQ(dimension.text_column, "") << dimension.column;
    }
}

TEST_F(MappingTest, CallsNoMeasureAfterItsTimeOrBreakdown)
{
    const Proposal proposal = propose("stand.csv",
                                      "GENESIS-Tabelle: 99999-0001\nErfundene Kinder (Anzahl);;;\n"
                                      ";Stichtag;Stichtag;Stichtag\n;31.12.2022;31.12.2023;31.12.2024\n"
                                      "Berlin;10;11;12\nSachsen;13;14;15\n__________\nStand: 27.03.2025\n");
    EXPECT_TRUE(proposal.questions.empty());
    EXPECT_EQ(proposal.mapping.title, "Erfundene Kinder (Anzahl)");
    for (const ValueRule& value : proposal.mapping.values) {
        EXPECT_EQ(value.measure, "Erfundene Kinder (Anzahl)");
    }
    const Proposal sexes = propose("kinder_2023.csv", "Land;Geschlecht;Geschlecht\n;männlich;weiblich\nBerlin;1;2\n");
    ASSERT_EQ(sexes.mapping.values.size(), 2U);
    EXPECT_EQ(sexes.mapping.values.front().measure, "kinder");
}

TEST_F(MappingTest, AsksWhetherKeysAreOfAnotherCountryWhereNoNameFits)
{
    EXPECT_EQ(
        keys(propose("ch.csv", "Gemeindenummer;Gemeindename;Jahr;Zahl\n5111;Hagenbuch;2020;8\n5911;Adlikon;2020;9\n")),
        std::vector<std::string>{"area"});
    EXPECT_TRUE(
        propose("de.csv", "AGS;Name;Jahr;Zahl\n5111;Düsseldorf;2020;8\n5911;Stadt Bochum;2020;9\n").questions.empty());
}

TEST_F(MappingTest, TakesNumberedDistrictsForNoInstitutions)
{
    const Proposal votes =
        propose("wahl_2013.csv", "Nr;Name;CDU;SPD;REP\n1;Innenstadt;22;25;0\n5;Chorweiler;14;12;0\n");
    EXPECT_FALSE(votes.mapping.institution);
    EXPECT_EQ(votes.mapping.values.size(), 3U);
    EXPECT_TRUE(propose("kitas_2013.csv", "Nr;Name;Plätze\n1;Arche;22\n5;Regenbogen;14\n").mapping.institution);
    EXPECT_TRUE(
        propose("l_2013.csv", "Nr;Name;Straße;Plätze\n1;Arche;Ring 1;22\n5;Regenbogen;Weg 2;14\n").mapping.institution);
}

}  // namespace
}  // namespace allmende::sources
