#include <gtest/gtest.h>

#include "base/error.hpp"
#include "base/test_folder.hpp"
#include "formats/tidy.hpp"

namespace allmende::formats {
namespace {

constexpr std::string_view new_flat =
    "\xef\xbb\xbfstatistics_code;statistics_label;time_code;time_label;time;1_variable_code;1_variable_label;"
    "1_variable_attribute_code;1_variable_attribute_label;2_variable_code;2_variable_label;2_variable_attribute_code;"
    "2_variable_attribute_label;value;value_unit;value_variable_code;value_variable_label\n"
    "99999;Erfundene Statistik;STAG;Stichtag;2024-12-31;KREISE;Kreise;17001;Astadt;GES;Geschlecht;GESW;weiblich;12;Anzahl;BEV;Personen\n"
    "99999;Erfundene Statistik;STAG;Stichtag;2024-12-31;KREISE;Kreise;17001;Astadt;GES;Geschlecht;;Insgesamt;-;Anzahl;BEV;Personen\n"
    "99999;Erfundene Statistik;STAG;Stichtag;2024-12-31;KREISE;Kreise;17002;Bkreis;GES;Geschlecht;;Insgesamt;1,5;Anzahl;BEV;Personen\n";

constexpr std::string_view old_flat =
    "Statistik_Code;Statistik_Label;Zeit_Code;Zeit_Label;Zeit;1_Merkmal_Code;1_Merkmal_Label;1_Auspraegung_Code;"
    "1_Auspraegung_Label;2_Merkmal_Code;2_Merkmal_Label;2_Auspraegung_Code;2_Auspraegung_Label;BEV__Personen__Anzahl;GEB__Geborene__Anzahl\n"
    "99999;Erfundene Statistik;STAG;Stichtag;31.12.2019;KREISE;Kreise;17001;Astadt;NAT;Nationalit\xe4t;;Insgesamt;20;3\n"
    "99999;Erfundene Statistik;STAG;Stichtag;31.12.2019;KREISE;Kreise;17001;Astadt;NAT;Nationalit\xe4t;NATD;Deutsche;.;...\n";

std::string tidy(std::string_view bytes)
{
    const TestFolder folder;
    std::string out;
    TidyCsv sink([&](std::string_view piece) { out += piece; });
    read_table(folder.write("99999-01_flat.csv", bytes), sink);
    sink.finish();
    std::erase(out, '\r');
    return out;
}

std::string refusal(std::string_view bytes)
{
    const TestFolder folder;
    TableSummary sink;
    try {
        read_table(folder.write("99999-01_flat.csv", bytes), sink);
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::bad_input);
        return error.what();
    }
    return "read";
}

std::string with(std::string_view text, std::string_view from, std::string_view to)
{
    std::string out(text);
    const std::size_t at = out.find(from);
    EXPECT_NE(at, std::string::npos);
    return out.replace(at, from.size(), to);
}

TEST(FlatCsvTest, ReadsTheNewLayout)
{
    EXPECT_EQ(tidy(new_flat),
              "table,area,area_name,period,Geschlecht,measure,value,status\n"
              "99999-01,17001,Astadt,2024-12-31,weiblich,Personen,12,\n"
              "99999-01,17001,Astadt,2024-12-31,Insgesamt,Personen,0,-\n"
              "99999-01,17002,Bkreis,2024-12-31,Insgesamt,Personen,1.5,\n");
}

TEST(FlatCsvTest, ReadsTheOldLayoutInLatin1)
{
    EXPECT_EQ(tidy(old_flat),
              "table,area,area_name,period,Nationalität,measure,value,status\n"
              "99999-01,17001,Astadt,2019-12-31,Insgesamt,Personen,20,\n"
              "99999-01,17001,Astadt,2019-12-31,Insgesamt,Geborene,3,\n"
              "99999-01,17001,Astadt,2019-12-31,Deutsche,Personen,,.\n"
              "99999-01,17001,Astadt,2019-12-31,Deutsche,Geborene,,...\n");
}

TEST(FlatCsvTest, RefusesWithTheRow)
{
    EXPECT_NE(refusal(with(new_flat, ";12;Anzahl", ";zwölf;Anzahl")).find("row 2"), std::string::npos);
    EXPECT_NE(refusal(with(new_flat, ";-;Anzahl;BEV;Personen\n", "\n")).find("row 3"), std::string::npos);
    EXPECT_NE(refusal(with(new_flat, "2024-12-31", "gestern")).find("row 2"), std::string::npos);
    EXPECT_NE(refusal(with(new_flat, ";value;", ";Wert;")), "read");
}

TEST(FlatCsvTest, GivesAreaCodesTheLeadingZerosBackThatASpreadsheetTook)
{
    const std::string short_codes =
        with(with(with(new_flat, ";17001;", ";1001;"), ";17001;", ";1001;"), ";17002;", ";12061;");
    const std::string read = tidy(short_codes);
    EXPECT_NE(read.find(",01001,Astadt,"), std::string::npos) << read;
    EXPECT_NE(read.find(",12061,Bkreis,"), std::string::npos) << read;
    EXPECT_NE(refusal(with(short_codes, ";GESW;", ";2;")).find("whether “2” had one cannot be known"),
              std::string::npos)
        << refusal(with(short_codes, ";GESW;", ";2;"));
}

TEST(FlatCsvTest, ReadsUtf16)
{
    std::string wide = "\xff\xfe\xff\xfe";  // a program that added its mark to that of the file
    for (const char c : new_flat.substr(3)) {
        wide += c;
        wide += '\0';
    }
    EXPECT_EQ(tidy(wide), tidy(new_flat));
}

TEST(FlatCsvTest, RefusesAFileThatWasCutOff)
{
    const std::string text(new_flat);
    EXPECT_NE(refusal(text.substr(0, text.size() - 20)).find("row 4"), std::string::npos);
}

}  // namespace
}  // namespace allmende::formats
