#include <gtest/gtest.h>

#include "base/error.hpp"
#include "base/test_folder.hpp"
#include "formats/tidy.hpp"

namespace allmende::formats {
namespace {

constexpr std::string_view table_with_everything =
    "GENESIS-Tabelle: 99999-01-01-4\n"
    "Erfundene Schulen: Schulen, Schüler;;;;;\n"
    "- Stichtag - regionale Tiefe: Kreise;;;;;\n"
    "Erfundene Statistik;;;;;\n"
    "2015;;;;;\n"
    ";;;Schulen;Schüler(innen);Schüler(innen)\n"
    ";;;;Geschlecht;Nationalität\n"
    ";;;;weiblich;Ausländer(innen)\n"
    ";;;Anzahl;Anzahl;Anzahl\n"
    "DG;Erfundenland;Grundschulen;12;1200;-\n"
    "17;  Musterland;Grundschulen;x;600,5;.\n"
    "17001;      Neustadt, \"\"die\"\" Stadt;Grundschulen;(3);/;...\n"
    "__________\n"
    "\"zu \"\"gesamte Tabelle\"\":\n"
    "2015;DG;keine Daten\"\n"
    "\"© Erfundene Ämter, 2016.\n"
    "Datenlizenz Deutschland - Namensnennung - Version 2.0.\"\n"
    "Stand: 14.12.2017 / 15:46:38\n";

std::string replaced(std::string_view text, std::string_view from, std::string_view to)
{
    std::string out(text);
    for (std::size_t at = out.find(from); at != std::string::npos; at = out.find(from, at + to.size())) {
        out.replace(at, from.size(), to);
    }
    return out;
}

std::string tidy(std::string_view bytes)
{
    const TestFolder folder;
    std::string out;
    TidyCsv sink([&](std::string_view piece) { out += piece; });
    read_table(folder.write("table.csv", bytes), sink);
    sink.finish();
    return replaced(out, "\r\n", "\n");
}

std::string refusal(std::string_view bytes)
{
    const TestFolder folder;
    TableSummary sink;
    try {
        read_table(folder.write("table.csv", bytes), sink);
    } catch (const Error& error) {
        return replaced(error.what(), folder.path().string() + "/", "");
    }
    return "read";
}

TEST(GenesisCsv, RefusesWhatCannotBeReadSurely)
{
    const auto starts_with = [](const std::string& text, std::string_view begin) {
        EXPECT_TRUE(text.starts_with(begin)) << text;
    };
    starts_with(refusal(""), "table.csv: the file is empty");
    starts_with(refusal("PK\x03\x04 something"), "table.csv: the Excel or ODS file is damaged");
    starts_with(refusal("\xd0\xcf\x11\xe0 something"),
                "table.csv: this is an old Excel file (.xls) or one with a password");
    starts_with(refusal(std::string(100000, '\0')), "table.csv: row 1: a byte of value 0");
    starts_with(refusal(std::string(3000000, '0')), "table.csv: row 1: no line end within a megabyte");
    starts_with(refusal("a;b;c\n1;2;3\n"), "table.csv: no row with an area code");
    starts_with(refusal(replaced(table_with_everything, ";x;600,5;.", ";x;600,5")),
                "table.csv: row 11: 5 columns instead of 6");
    starts_with(refusal(replaced(table_with_everything, "600,5", "6oo")),
                "table.csv: row 11, column 5: “6oo” is neither a number");
    starts_with(refusal(replaced(table_with_everything, "17;", "LK;")),
                "table.csv: row 11, column 1: “LK” is no area code");
    starts_with(refusal(replaced(table_with_everything, "2015;;;;;\n", "")),
                "table.csv: no reporting period was found");
    starts_with(refusal(replaced(table_with_everything, "Musterland", "Musterl\xef\xbf\xbdnd")),
                "table.csv: row 11: the replacement character");
    starts_with(refusal(replaced(table_with_everything, "Musterland", "Musterl\xe4nd")),
                "table.csv: row 11: letters in another encoding");
    starts_with(refusal(replaced(table_with_everything, ";1200;", ";1.200;")),
                "table.csv: row 11, column 5: a decimal comma here");
    const std::string cut(table_with_everything.substr(0, table_with_everything.find("__________")));
    EXPECT_NE(refusal(cut).find("it is cut off"), std::string::npos) << refusal(cut);
    EXPECT_NE(refusal(cut.substr(0, cut.size() - 9)).find("cut off"), std::string::npos);
    EXPECT_NE(refusal(cut + "__________\n\"never closed").find("never closed"), std::string::npos);
}

TEST(GenesisCsv, ReadsHeadingsSignsAndNames)
{
    EXPECT_EQ(
        tidy(table_with_everything),
        "table,area,area_name,period,key_1,Geschlecht,Nationalität,measure,value,status\n"
        "99999-01-01-4,DG,Erfundenland,2015,Grundschulen,,,Schulen,12,\n"
        "99999-01-01-4,DG,Erfundenland,2015,Grundschulen,weiblich,,Schüler(innen),1200,\n"
        "99999-01-01-4,DG,Erfundenland,2015,Grundschulen,,Ausländer(innen),Schüler(innen),0,-\n"
        "99999-01-01-4,17,Musterland,2015,Grundschulen,,,Schulen,,x\n"
        "99999-01-01-4,17,Musterland,2015,Grundschulen,weiblich,,Schüler(innen),600.5,\n"
        "99999-01-01-4,17,Musterland,2015,Grundschulen,,Ausländer(innen),Schüler(innen),,.\n"
        "99999-01-01-4,17001,\"Neustadt, \"\"\"\"die\"\"\"\" Stadt\",2015,Grundschulen,,,Schulen,3,()\n"
        "99999-01-01-4,17001,\"Neustadt, \"\"\"\"die\"\"\"\" Stadt\",2015,Grundschulen,weiblich,,Schüler(innen),,/\n"
        "99999-01-01-4,17001,\"Neustadt, \"\"\"\"die\"\"\"\" Stadt\",2015,Grundschulen,,Ausländer(innen),Schüler(innen),,...\n");
}

TEST(GenesisCsv, TellsWhatTheFileSays)
{
    const TestFolder folder;
    TableSummary summary;
    const TableResult result = read_table(folder.write("table.csv", table_with_everything), summary);
    EXPECT_EQ(result.head.table, "99999-01-01-4");
    EXPECT_EQ(result.head.title, "Erfundene Schulen: Schulen, Schüler - Stichtag - regionale Tiefe: Kreise");
    EXPECT_EQ(result.head.statistic, "Erfundene Statistik");
    EXPECT_EQ(result.foot.edition, "2017-12-14T15:46:38");
    EXPECT_EQ(result.foot.licence, "dl-de/by-2-0");
    EXPECT_EQ(result.facts.encoding, Encoding::utf_8);
    EXPECT_EQ(result.facts.decimal_sign, DecimalSign::comma);
    const Json json = summary.json(result);
    EXPECT_EQ(json["observations"], 9);
    EXPECT_EQ(json["sum"], 1815.5);
    EXPECT_EQ(json["status"]["()"], 1);
    EXPECT_EQ(edition_of_file(folder.path() / "table.csv"), "2017-12-14T15:46:38");
}

TEST(GenesisCsv, ReadsTheSameInAnyDialect)
{
    const std::string plain = tidy(table_with_everything);
    EXPECT_EQ(tidy(replaced(table_with_everything, "\n", "\r\n")), plain);
    EXPECT_EQ(tidy("\xef\xbb\xbf" + std::string(table_with_everything)), plain);
    std::string latin(table_with_everything);
    for (const auto& [utf_8, byte] :
         std::vector<std::pair<std::string, std::string>>{{"ü", "\xfc"}, {"ä", "\xe4"}, {"Ä", "\xc4"}, {"©", "\xa9"}}) {
        latin = replaced(latin, utf_8, byte);
    }
    EXPECT_EQ(tidy(latin), plain);
}

TEST(GenesisCsv, ReadsUtf16LikeUtf8)
{
    const std::string plain = tidy(table_with_everything);
    for (const bool big : {false, true}) {
        std::string wide = big ? "\xfe\xff" : "\xff\xfe";
        for (std::size_t i = 0; i < table_with_everything.size(); ++i) {
            const auto first = static_cast<unsigned char>(table_with_everything[i]);
            // Its letters beyond ASCII are all of two bytes.
            const auto second = first < 0x80 ? 0U : static_cast<unsigned char>(table_with_everything[++i]);
            const unsigned unit = first < 0x80 ? first : (first & 0x1fU) << 6U | (second & 0x3fU);
            const char bytes[] = {static_cast<char>(unit >> 8U), static_cast<char>(unit & 0xffU)};
            wide += big ? bytes[0] : bytes[1];
            wide += big ? bytes[1] : bytes[0];
        }
        EXPECT_EQ(tidy(wide), plain);
        const TestFolder folder;
        const auto file = folder.write("table.csv", wide);
        EXPECT_EQ(edition_of_file(file), "2017-12-14T15:46:38");
        EXPECT_TRUE(begins_as_official(file));
        wide.resize(wide.size() * 9 / 10);
        EXPECT_NE(refusal(wide).find("cut off"), std::string::npos) << refusal(wide);
    }
}

TEST(GenesisCsv, LeavesFederalTablesWithoutCodesOfAreasToWhoReadsNames)
{
    const std::string body = ";31.12.2022;31.12.2023\nErfundenland;10;11\n";
    const std::string end = "__________\nStand: 27.03.2025\n";
    const auto official = [](const std::string& bytes) {
        const TestFolder folder;
        return begins_as_official(folder.write("table.csv", bytes));
    };
    EXPECT_FALSE(official("GENESIS-Tabelle: 99999-0001\nKinder;;\n" + body + end));
    EXPECT_TRUE(official("GENESIS-Tabelle: 99999-0001\nKinder;;\n" + body));  // cut off
    EXPECT_TRUE(official("GENESIS-Tabelle: 99999-01-01-4\nKinder;;\n" + body + end));
    EXPECT_TRUE(official("GENESIS-Tabelle: 99999-0001\nKinder;;\n;;31.12.2022\n05;Erfundenland;10\n" + end));
}

TEST(GenesisCsv, GivesAreaCodesTheLeadingZerosBackThatASpreadsheetTook)
{
    constexpr std::string_view short_codes =
        "GENESIS-Tabelle: 99999-01-01-4;;;;\n"
        "Erfundene Schulen;;;;\n"
        "Statistik;;;;\n"
        "Schulen (Anzahl);;;;\n"
        ";;;Insgesamt;privat\n"
        "2015;DG;Erfundenland;60;6\n"
        "2015;1;  Musterland;30;3\n"
        "2015;51;    Musterbezirk;30;3\n"
        "2015;1001;      Neustadt;30;3\n"
        "2015;11;  Hauptstadt;30;3\n"
        "__________;;;;\n";
    const std::string read = tidy(short_codes);
    for (const char* area : {",DG,", ",01,Musterland,", ",051,Musterbezirk,", ",01001,Neustadt,", ",11,Hauptstadt,"}) {
        EXPECT_NE(read.find(area), std::string::npos) << area << "\n" << read;
    }
    // Where codes have their zeros, a short one is a damaged one.
    EXPECT_NE(refusal(replaced(short_codes, ";1;  ", ";01;  ")).find("“1001” is no area code"), std::string::npos)
        << refusal(replaced(short_codes, ";1;  ", ";01;  "));
}

TEST(GenesisCsv, FindsTimeInHeadingsAndUnitsInColumns)
{
    EXPECT_EQ(tidy("GENESIS-Tabelle: 99999-02-01-4\n"
                   "Erfundenes;;;;\n"
                   "Statistik;;;;\n"
                   "Bestand (1000);;;;\n"
                   ";;Stichtag;Stichtag;Stichtag\n"
                   ";;31.12.2014;31.12.2015;31.12.2015\n"
                   ";;Insgesamt;Insgesamt;weiblich\n"
                   "17;Musterland;1;2;3\n"
                   "__________\n"),
              "table,area,area_name,period,head_1,measure,value,status\n"
              "99999-02-01-4,17,Musterland,2014-12-31,Insgesamt,Bestand,1,\n"
              "99999-02-01-4,17,Musterland,2015-12-31,Insgesamt,Bestand,2,\n"
              "99999-02-01-4,17,Musterland,2015-12-31,weiblich,Bestand,3,\n");
    EXPECT_EQ(tidy("GENESIS-Tabelle: 99999-03-01-4\n"
                   "Erfundene Höfe;;;;;\n"
                   "Statistik;;;;;\n"
                   "Jahr: 2010;;;;;\n"
                   ";;;;Größenklassen;Größenklassen\n"
                   ";;;;Insgesamt;unter 5 ha\n"
                   "17;Musterland;Höfe;Anzahl;12;3\n"
                   "17;Musterland;Fläche;ha;500,5;9\n"
                   "__________\n"),
              "table,area,area_name,period,Größenklassen,measure,value,status\n"
              "99999-03-01-4,17,Musterland,2010,Insgesamt,Höfe,12,\n"
              "99999-03-01-4,17,Musterland,2010,unter 5 ha,Höfe,3,\n"
              "99999-03-01-4,17,Musterland,2010,Insgesamt,Fläche,500.5,\n"
              "99999-03-01-4,17,Musterland,2010,unter 5 ha,Fläche,9,\n");
}

}  // namespace
}  // namespace allmende::formats
