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

TEST_F(MappingTest, AsksWhatOnlyPeopleKnow)
{
    EXPECT_EQ(keys(propose("a.csv", "AGS;Kinder\n05111;1.234\n05911;2.345\n")),
              (std::vector<std::string>{"period", "decimal_sign"}));
    EXPECT_EQ(keys(propose("b_2023.csv", "Ort;Art;Kinder\nx;a;1\ny;b;2\n")), (std::vector<std::string>{"area"}));
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
    EXPECT_FALSE(fit(mapping, "kita.csv", "AGS;Träger;Kinder;Personal\n05111;frei;11;2\n"))
        << "of when it is, nobody knows";
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
    EXPECT_EQ(read("12,5 %", DecimalSign::comma), 12.5);
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
