#include "sources/mapping.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "base/test_folder.hpp"
#include "formats/plain_file.hpp"
#include "formats/tidy.hpp"
#include "sources/column_profile.hpp"
#include "sources/declared_remarks.hpp"
#include "sources/headings.hpp"
#include "sources/mapped_table.hpp"
#include "sources/mapping_proposal.hpp"
#include "sources/spoken_period.hpp"

namespace allmende::sources {
namespace {

class MappingTest : public testing::Test {
protected:
    MappingTest()
    {
        folder.write("areas/invented.toml", R"toml(
id = "invented"
source = "invented"
[names]
DG = "Deutschland"
"05111" = "Düsseldorf, Kreisfreie Stadt"
"05911" = "Bochum, Kreisfreie Stadt"
"05962" = "Märkischer Kreis"
"09162" = "München, Landeshauptstadt"
"09184" = "München, Landkreis"
)toml");
        folder.write("nuts/invented.toml", R"toml(
id = "nuts-invented"
source = "invented"
version = "2099"
[codes]
DE = "DG"
DEA1 = "051"
DEA11 = "05111"
DE3 = "11"
DE300 = "11"
)toml");
        folder.write("dimensions/sex.toml", R"toml(
id = "sex"
title = { de = "Geschlecht", en = "Sex" }
[[code]]
id = "female"
title = { de = "weiblich", en = "female" }
texts = ["weiblich", "Mädchen"]
[[code]]
id = "male"
title = { de = "männlich", en = "male" }
texts = ["männlich", "Jungen"]
)toml");
        const std::vector<std::filesystem::path> catalogues{folder.path()};
        names = std::make_unique<areas::AreaNames>(catalogues, areas_, std::vector<areas::Reform>());
        notation = std::make_unique<areas::RegisterNotation>(areas_, reforms_);
        dimensions = DimensionCatalogue::load(catalogues);
    }

    Proposal propose(std::string_view name, std::string_view bytes)
    {
        file = std::make_unique<formats::PlainFile>(folder.write(name, bytes),
                                                    formats::ReadOptions{.file_name = std::string(name)});
        profile = profile_of(file->table(""));
        return propose_mapping(file->table(""), profile, {*names, dimensions});
    }

    std::optional<FittedMapping> fit(const Mapping& mapping, std::string_view name, std::string_view bytes)
    {
        propose(name, bytes);
        return fit_mapping(mapping, file->table(""), profile, {*names, dimensions});
    }

    /// What the last file holds through a mapping, as tidy rows without their heading.
    std::string rows(const Mapping& mapping)
    {
        std::string text;
        formats::TidyCsv tidy([&](std::string_view piece) { text += piece; });
        read_mapped(file->table(""), mapping, {*names, *notation}, tidy);
        tidy.finish();
        return text.substr(text.find('\n') + 1);
    }

    static std::vector<std::string> keys(const Proposal& proposal)
    {
        std::vector<std::string> open;
        for (const Question& question : proposal.questions) {
            open.push_back(question.key);
        }
        return open;
    }

    TestFolder folder;
    areas::AreaRegister areas_;
    std::vector<areas::Reform> reforms_;
    std::unique_ptr<areas::AreaNames> names;
    std::unique_ptr<areas::RegisterNotation> notation;
    DimensionCatalogue dimensions;
    std::unique_ptr<formats::PlainFile> file;
    TableProfile profile;
};

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

TEST_F(MappingTest, DecidesByCodesOfNutsNotByTheirNames)
{
    const std::string begin =
        R"({"version":"2.0","class":"dataset","label":"Kinder","id":["geo","time"],"size":[4,1],"dimension":{"geo":{"category":)";
    const std::string end = R"(},"time":{"category":{"index":["2023"]}}},"value":[1,2,3,4]})";
    const Proposal proposal = propose(
        "a.json",
        begin +
            R"({"index":["DEA1","DE3","DE300","FR"],"label":{"DEA1":"Düsseldorf","DE3":"Berlin","DE300":"Berlin","FR":"France"}})" +
            end);
    EXPECT_TRUE(proposal.questions.empty());
    EXPECT_EQ(rows(proposal.mapping),
              "a,051,Düsseldorf,2023,Kinder,1,\r\na,11,Berlin,2023,Kinder,2,\r\na,FR,France,2023,Kinder,4,\r\n");
    EXPECT_EQ(Mapping::parse(proposal.mapping.toml(), "test").toml(), proposal.mapping.toml());
    EXPECT_EQ(keys(propose("b.json", begin + R"({"index":["DEA11","DE41","DEZZZ","DE"]})" + end)),
              (std::vector<std::string>{"area.corrections"}));
    const Proposal delaware =
        propose("c.json", begin + R"({"index":["DE","FL","GA","NY"],"label":{"DE":"Delaware"}})" + end);
    EXPECT_EQ(rows(delaware.mapping).substr(0, 24), "c,DE,Delaware,2023,Kinde");
}

TEST_F(MappingTest, DoubtsKeysThatStandBesideNamesOfOtherUnits)
{
    const auto labelled = [](std::string_view first, std::string_view second) {
        return fmt::format(
            R"({{"version":"2.0","class":"dataset","label":"Kinder","id":["geo","time"],"size":[2,1],"role":{{"geo":["geo"]}},"dimension":{{)"
            R"("geo":{{"category":{{"index":["05111","05911"],"label":{{"05111":"{}","05911":"{}"}}}}}},)"
            R"("time":{{"category":{{"index":["2023"]}}}}}},"value":[1,2]}})",
            first, second);
    };
    EXPECT_TRUE(propose("a.json", labelled("Düsseldorf (Stadt)", "Bochum")).questions.empty());
    EXPECT_EQ(keys(propose("b.json", labelled("Bochum", "Düsseldorf"))), (std::vector<std::string>{"area"}));
    EXPECT_EQ(keys(propose("c.json", labelled("Alabama", "Alaska"))), (std::vector<std::string>{"area"}));
}

TEST_F(MappingTest, TakesNoOtherTableForTheOneThatAFormatNames)
{
    const auto dataset = [](std::string_view title, std::string_view values) {
        return fmt::format(
            R"({{"version":"2.0","class":"dataset","label":"{}","id":["geo","time"],"size":[2,1],"role":{{"geo":["geo"],"time":["time"]}},)"
            R"("dimension":{{"geo":{{"category":{{"index":["05111","05911"]}}}},"time":{{"category":{{"index":["2023"]}}}}}},"value":{}}})",
            title, values);
    };
    const Mapping children = propose("daten.json", dataset("Kinder", "[1,2]")).mapping;
    EXPECT_EQ(children.values.front().measure, "Kinder");
    EXPECT_FALSE(fit(children, "daten.json", dataset("Lehrkräfte", "[3,4]")));
    EXPECT_TRUE(fit(children, "daten.json", dataset("Kinder", "[3,4]")));
    const Mapping kita =
        propose("a.csv", "DATAFLOW,REF_AREA,TIME_PERIOD,OBS_VALUE\nX:KITA(1.0),05111,2022,1\n").mapping;
    EXPECT_EQ(kita.table, "kita");
    EXPECT_FALSE(fit(kita, "a.csv", "DATAFLOW,REF_AREA,TIME_PERIOD,OBS_VALUE\nX:LEHRER(1.0),05111,2022,1\n"));
    EXPECT_TRUE(fit(kita, "b.csv", "DATAFLOW,REF_AREA,TIME_PERIOD,OBS_VALUE\nX:KITA(1.0),05111,2023,1\n"));
}

TEST_F(MappingTest, MultipliesAsTheFormatSays)
{
    const Proposal proposal = propose("a.csv",
                                      "DATAFLOW,REF_AREA,TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT_MULT\n"
                                      "X:KITA(1.0),05111,2022,100.5,p,3\nX:KITA(1.0),05911,2022,0.1,bu,0\n"
                                      "X:KITA(1.0),05962,2022,,M,3\nX:KITA(1.0),09162,2022,0,/,3\n");
    EXPECT_TRUE(proposal.questions.empty());
    EXPECT_EQ(rows(proposal.mapping),
              "kita,05111,\"Düsseldorf, Kreisfreie Stadt\",2022,kita,100500,p\r\n"
              "kita,05911,\"Bochum, Kreisfreie Stadt\",2022,kita,0.1,()\r\n"
              "kita,05962,Märkischer Kreis,2022,kita,,x\r\n"
              "kita,09162,\"München, Landeshauptstadt\",2022,kita,,/\r\n");
    const auto remarks = declared_remarks(file->table(""), profile, proposal.mapping);
    EXPECT_EQ(remarks, (std::vector<std::string>{
                           "numbers are multiplied as “UNIT_MULT” says: 3 rows by 10^3",
                           "no sign keeps what “OBS_STATUS” says beside numbers: b: break in the series (1 numbers)"}));
    EXPECT_THROW(
        rows(propose("c.csv", "DATAFLOW,REF_AREA,TIME_PERIOD,OBS_VALUE,OBS_STATUS\nX:K(1.0),05111,2022,7,/\n").mapping),
        Error);
}

TEST_F(MappingTest, LeavesDecimalSignsToTheFormatThatFixesThem)
{
    Mapping mapping = propose("a.csv",
                              "STRUCTURE;STRUCTURE_ID;ACTION;REF_AREA: Kreis;TIME_PERIOD: Jahr;OBS_VALUE: Wert\n"
                              "dataflow;X:K(1):Kinder;I;05111:Stadt Düsseldorf;2022:2022;12,4\n")
                          .mapping;
    mapping.decimal_sign = DecimalSign::comma;  // of a mapping that was written for the file as it stands
    EXPECT_EQ(rows(mapping), "k,05111,Stadt Düsseldorf,2022,Kinder,12.4,\r\n");
}

TEST_F(MappingTest, ReadsATableWhoseNumbersAreAllSecret)
{
    const Proposal proposal =
        propose("a.json",
                R"({"version":"2.0","class":"dataset","label":"Kinder","id":["geo","time"],"size":[1,1],"dimension":{)"
                R"("geo":{"category":{"index":["05111"],"label":{"05111":"Stadt Düsseldorf"}}},)"
                R"("time":{"category":{"index":["0"],"label":{"0":"2023"}}}},"value":{},"status":{"0":"c"}})");
    EXPECT_TRUE(proposal.questions.empty());
    EXPECT_EQ(rows(proposal.mapping), "a,05111,Stadt Düsseldorf,2023,Kinder,,.\r\n");
}

TEST_F(MappingTest, AsksAboutTimesThatAreNoPeriods)
{
    const Proposal proposal =
        propose("a.csv", "DATAFLOW,REF_AREA,TIME_PERIOD,OBS_VALUE\nX:KITA(1.0),05111,2022-W05,1\n");
    EXPECT_EQ(keys(proposal), (std::vector<std::string>{"period_column"}));
    EXPECT_NE(proposal.questions[0].text.find("2022-W05"), std::string::npos);
}

TEST(MappingWords, ReadsNumbersByTheirDecimalSign)
{
    const auto read = [](std::string_view text, DecimalSign sign) {
        const auto cell = parse_number(text, sign);
        return cell && cell->has_number() ? std::optional(cell->value()) : std::nullopt;
    };
    EXPECT_EQ(read("1.234.567,5", DecimalSign::comma), 1234567.5);
    EXPECT_EQ(read("1,234,567.5", DecimalSign::point), 1234567.5);
    EXPECT_EQ(read("-1.234", DecimalSign::comma), -1234);
    EXPECT_EQ(read("1.234", DecimalSign::point), 1.234);
    EXPECT_EQ(read("12 345", DecimalSign::none), 12345);
    EXPECT_EQ(read("12 345 678", DecimalSign::comma), 12345678);
    EXPECT_EQ(read("1\u2019234", DecimalSign::comma), 1234);
    EXPECT_EQ(read("\u20135,5", DecimalSign::comma), -5.5);
    EXPECT_EQ(read("14¹", DecimalSign::comma), 14);
    EXPECT_EQ(read("12,5 %", DecimalSign::comma), 12.5);
    for (const char* text : {"123 1", "45 1", "12 34", "1 2345", "1234 567", "12 345 6", "1,5 000"}) {
        EXPECT_EQ(read(text, DecimalSign::comma), std::nullopt) << text;
    }
    EXPECT_EQ(read("1.5E3", DecimalSign::point), 1500);
    EXPECT_EQ(read("12,5", DecimalSign::none), std::nullopt);
    EXPECT_EQ(read("12,5", DecimalSign::point), std::nullopt);
    EXPECT_EQ(read("abc", DecimalSign::comma), std::nullopt);
    EXPECT_EQ(parse_number("...", DecimalSign::comma)->sign, Sign::pending);
}

TEST(MappingWords, ReadsKeysInAnyNotation)
{
    EXPECT_EQ(key_of_text("05111"), "05111");
    EXPECT_EQ(key_of_text("5111"), "05111");
    EXPECT_EQ(key_of_text("051110000000"), "05111");
    EXPECT_EQ(key_of_text("05 1 11 000"), "05111");
    EXPECT_EQ(key_of_text("5154004"), "05154004");
    EXPECT_EQ(key_of_text("05 3 58 004"), "05358004");
    EXPECT_EQ(key_of_text("=\"05358004\""), "05358004");
    EXPECT_EQ(key_of_text("'05358004"), "05358004");
    EXPECT_EQ(key_of_text("5358004.0"), "05358004");
    EXPECT_EQ(key_of_text("5.358.004"), "05358004");
    EXPECT_EQ(key_of_text("5.358"), std::nullopt);
    EXPECT_EQ(key_of_text("1001000"), "01001");
    EXPECT_EQ(key_of_text("073355001003"), "07335003");
    EXPECT_EQ(key_of_text("073355001000"), "073355001");
    EXPECT_EQ(key_of_text("05000000"), "05");
    EXPECT_EQ(key_of_text("DE"), "DG");
    EXPECT_EQ(key_of_text("17001"), "17001");
    EXPECT_EQ(key_of_text("00111"), std::nullopt);
    EXPECT_EQ(key_of_text("Köln"), std::nullopt);
}

TEST(MappingWords, FindsTheTimeInNames)
{
    const auto text = [](std::string_view name) {
        const auto period = period_in_name(name);
        return period ? period->text() : std::string();
    };
    EXPECT_EQ(text("kita_2023_24"), "2023/24");
    EXPECT_EQ(text("data_25_26"), "2025/26");
    EXPECT_EQ(text("Stand 31.12.2023 (endgültig)"), "2023-12-31");
    EXPECT_EQ(text("Gemeinden30062024"), "2024-06-30");
    EXPECT_EQ(text("export-2023-03-01"), "2023-03-01");
    EXPECT_EQ(text("Haushalt 2022 bis 2023"), "");
    EXPECT_EQ(text("kita"), "");
}

TEST(MappingWords, FindsTheTimeInHeadingsAndLeavesWhatIsCounted)
{
    struct Case {
        const char* heading;
        const char* period;
        const char* rest;
    };
    for (const Case& expected : {Case{"Kinder 1. Quartal 2023", "2023-Q1", "Kinder"},
                                 {"Q2 2023", "2023-Q2", ""},
                                 {"09/2023", "2023-09", ""},
                                 {"Kinder 2023-10", "2023-10", "Kinder"},
                                 {"Kinder Okt. 2023", "2023-10", "Kinder"},
                                 {"Mär 2023", "2023-03", ""},
                                 {"Studierende WS 2022/23", "WS 2022/23", "Studierende"},
                                 {"Studierende SS 2023", "SS 2023", "Studierende"},
                                 {"Schuljahr 2022/23", "2022/23", ""},
                                 {"Kinder im Schuljahr 2022/23", "2022/23", "Kinder"},
                                 {"Plätze Kitajahr 22/23", "2022/23", "Plätze"},
                                 {"U3 2022", "2022", "U3"},
                                 {"Ü3 2023", "2023", "Ü3"},
                                 {"2023p", "2023", ""},
                                 {"2024²", "2024", ""},
                                 {"2023 1)", "2023", ""},
                                 {"Bestand am 31.12.2023", "2023-12-31", "Bestand"},
                                 {"Kinder (Stand: 1. März 2024)", "2024-03-01", "Kinder"},
                                 {"2023 | Januar", "2023-01", ""},
                                 {"Index (2015=100)", "", "Index (2015=100)"},
                                 {"Plätze seit 2013", "", "Plätze seit 2013"},
                                 {"Klasse 10-11", "", "Klasse 10-11"},
                                 {"24-25 Jahre", "", "24-25 Jahre"}}) {
        const HeadingTime time = time_of_heading(expected.heading);
        EXPECT_EQ(time.period ? time.period->text() : "", expected.period) << expected.heading;
        EXPECT_EQ(join(time.parts, " "), expected.rest) << expected.heading;
        EXPECT_EQ(time.unclear, "") << expected.heading;
    }
    for (const char* heading : {"1. Halbjahr 2023", "31.11.2023", "Kinder 2020 bis 2022", "KW 12/2023", "2010/10",
                                "2019/2021", "WS 2023", "2011-12", "Januar bis März 2023"}) {
        EXPECT_FALSE(time_of_heading(heading).period) << heading;
        EXPECT_NE(time_of_heading(heading).unclear, "") << heading;
    }
}

TEST(MappingWords, SurvivesHeadingsWithoutEnd)
{
    for (const char* piece : {" ", "1", "2023 ", "1.", "(", "a", "2023-", "¹"}) {
        std::string endless = "2023";
        for (int i = 0; i < 300'000; ++i) {
            endless += piece;
        }
        EXPECT_FALSE(time_of_heading(endless + " 1").period);
    }
}

TEST(MappingWords, ReadsTimesUnderTheirHeading)
{
    const auto read = [](std::string_view text, std::string_view heading) {
        const auto period = period_of_cell(text, time_heading(heading));
        return period ? period->text() : std::string();
    };
    EXPECT_EQ(read("2023*", "Jahr"), "2023");
    EXPECT_EQ(read("2023 1)", "Jahr"), "2023");
    EXPECT_EQ(read("2023 p", "Jahr"), "2023");
    EXPECT_EQ(read("01.03.2024 00:00", "Stichtag"), "2024-03-01");
    EXPECT_EQ(read("1.3.24", "Stichtag"), "2024-03-01");
    EXPECT_EQ(read("2023–2024", "Jahr"), "2023/24");
    EXPECT_EQ(read("23/24", "Schuljahr"), "2023/24");
    EXPECT_EQ(read("2011-12", "Schuljahr"), "2011/12");
    EXPECT_EQ(read("2011-12", "Monat"), "2011-12");
    for (const char* text : {"23/24", "31.11.2023", "Plan 2025", "2020-2022", "1. Halbjahr 2023"}) {
        EXPECT_EQ(read(text, "Jahr"), "") << text;
    }
    const Period year{PeriodKind::year, 2023, 0, 0};
    EXPECT_EQ(period_in_year(year, "3", "Monat")->text(), "2023-03");
    EXPECT_EQ(period_in_year(year, "Q3", "Quartal")->text(), "2023-Q3");
    EXPECT_FALSE(period_in_year(year, "13", "Monat"));
    EXPECT_FALSE(period_in_year(year, "5", "Klasse"));
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
TEST(MappingWords, TurnsUtmIntoDegrees)
{
    const auto near = [](std::pair<double, double> found, double longitude, double latitude) {
        EXPECT_NEAR(found.first, longitude, 1e-9);
        EXPECT_NEAR(found.second, latitude, 1e-9);
    };
    near(degrees_of_utm(379123, 5702951, 32), 7.2598565043758, 51.4648043790487);
    near(degrees_of_utm(500000, 5300000, 32), 9, 47.8533419467061);
    near(degrees_of_utm(890000, 5900000, 32), 14.8284745032941, 53.1064470563489);
    near(degrees_of_utm(280000, 5650000, 32), 5.86714077714487, 50.9595463903879);
    near(degrees_of_utm(379123, 5702951, 33), 13.2598565043758, 51.4648043790487);
}

}  // namespace
}  // namespace allmende::sources
