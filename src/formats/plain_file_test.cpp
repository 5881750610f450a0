#include "formats/plain_file.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "base/test_folder.hpp"
#include "base/text.hpp"

namespace allmende::formats {
namespace {

class PlainFileTest : public testing::Test {
protected:
    TestFolder folder;

    /// The cells of the only table, rows set apart by `/`, cells by a blank.
    std::string cells(std::string_view name, std::string_view bytes)
    {
        const PlainFile file(folder.write(name, bytes));
        const PlainTable& table = file.table("");
        RecordReader reader(table.csv, table.delimiter, table.options);
        std::string text;
        while (reader.next()) {
            if (reader.line() < table.first_row) {
                continue;
            }
            text += text.empty() ? "" : "/";
            for (std::size_t c = 0; c < reader.cells().size(); ++c) {
                text += (c > 0 ? " " : "") + std::string(reader.cells()[c]);
            }
        }
        return text;
    }

    std::string columns(std::string_view name, std::string_view bytes)
    {
        const PlainFile file(folder.write(name, bytes));
        std::vector<std::string> names;
        for (const PlainColumn& column : file.table("").columns) {
            names.push_back(column.name);
        }
        return join(names, ";");
    }

    std::string refusal(std::string_view name, std::string_view bytes)
    {
        try {
            const PlainFile file(folder.write(name, bytes));
            return {};
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::bad_input);
            return error.what();
        }
    }
};

constexpr std::string_view px = R"(CHARSET="ANSI";AXIS-VERSION="2013";LANGUAGE="en";LANGUAGES="en","de";
MATRIX="KITA";TITLE="Children by area and year";TITLE[de]="Kinder nach Gebiet und Jahr";SOURCE="Invented "
"Office";LAST-UPDATED="20240301 09:00";
STUB="area","sex";HEADING="year";STUB[de]="Gebiet","Geschlecht";HEADING[de]="Jahr";
VALUES("area")="Old Town","New Town";VALUES[de]("Gebiet")="Altstadt","Neustadt";CODES("area")="17001","17002";
VALUES("sex")="Total","Girls";CODES("sex")="T","F";ELIMINATION("sex")="Total";
VALUES("year")="2022","2023";TIMEVAL("year")=TLIST(A1),"2022","2023";
CONTENTS="Children";UNITS="persons";DECIMALS=1;
)";

std::string px_with(std::string_view rest)
{
    return fmt::format("{}{}", px, rest);
}

TEST_F(PlainFileTest, ReadsDimensionsAndNumbersOfPx)
{
    const PlainFile file(folder.write("kita.px", px_with("DATA=\n1 2\n3.5 \".\"\n\"-\" \"...\"\n\"..\" 8;")));
    const PlainTable& table = file.table("");
    EXPECT_EQ(table.table, "KITA");
    EXPECT_EQ(table.title, "Kinder nach Gebiet und Jahr");
    EXPECT_EQ(table.attribution, "Invented Office");
    EXPECT_EQ(table.edition, "2024-03-01T09:00:00");
    ASSERT_EQ(table.columns.size(), 4U);
    EXPECT_EQ(table.columns[0].codes.at("17002"), "Neustadt");
    EXPECT_EQ(table.columns[1].codes.at("T"), "Insgesamt");
    EXPECT_EQ(table.columns[2].role, Role::period);
    EXPECT_EQ(table.columns[3].unit, "persons");
    EXPECT_EQ(cells("again.px", px_with("DATA=\n1 2\n3.5 \".\"\n\"-\" \"...\"\n\"..\" 8;")),
              "17001 T 2022 1/17001 T 2023 2/17001 F 2022 3.5/17001 F 2023 ./17002 T 2022 -/17002 T 2023 .../"
              "17002 F 2022 ./17002 F 2023 8");
}

TEST_F(PlainFileTest, ReadsSymbolsOfPxAsTheFileExplainsThem)
{
    const std::string symbols =
        "DATASYMBOL2=\"geheim\";DATASYMBOL3=\"nicht zuverlässig\";DATASYMBOLNIL=\"Ni podatka\";";
    const std::string bytes = px_with(symbols + "DATA=\n1 2;\n\".\" \"..\";\n\"...\" \"-\";\n7 8;\n");
    EXPECT_EQ(cells("a.px", bytes),
              "17001 T 2022 1/17001 T 2023 2/17001 F 2022 ./17001 F 2023 ./17002 T 2022 //17002 T 2023 ./"
              "17002 F 2022 7/17002 F 2023 8");
    const PlainFile file(folder.write("b.px", bytes));
    EXPECT_EQ(file.table("").remarks.size(), 3U);
    const PlainFile printed(
        folder.write("c.px", px_with("DATASYMBOLNIL=\"-\";DATASYMBOL2=\"..\";DATA=1 2 3 \"-\" 5 6 7 8;")));
    EXPECT_TRUE(printed.table("").remarks.empty());
    EXPECT_NE(cells("d.px", px_with("DATASYMBOLNIL=\"-\";DATA=1 2 3 \"-\" 5 6 7 8;")).find("17001 F 2023 -/"),
              std::string::npos);
}

TEST_F(PlainFileTest, ReadsLettersOfPxInTheEncodingThatItNames)
{
    EXPECT_EQ(cells("a.px",
                    "DECIMALS=0;\nMATRIX=\"A\";CODEPAGE=\"cp850\";STUB=\"Ort\";HEADING=\"Zeit\";VALUES(\"Ort\")="
                    "\"K\x94ln\";VALUES(\"Zeit\")=\"20241\";TIMEVAL(\"Zeit\")=TLIST(Q1),\"20241\";DATA=1;"),
              "Köln 2024-Q1 1");
    EXPECT_NE(refusal("b.px", "CODEPAGE=\"klingonisch\";MATRIX=\"\x94\";DATA=1;").find("klingonisch"),
              std::string::npos);
}

TEST_F(PlainFileTest, FillsTheRowsThatSparsePxLeavesOut)
{
    EXPECT_EQ(
        cells("sparse.px", px_with("KEYS(\"area\")=CODES;KEYS(\"sex\")=VALUES;DATA=\n\"17002\",\"Girls\",5 6\n;")),
        "17001 T 2022 -/17001 T 2023 -/17001 F 2022 -/17001 F 2023 -/17002 T 2022 -/17002 T 2023 -/17002 F 2022 5/"
        "17002 F 2023 6");
}

TEST_F(PlainFileTest, RefusesPxThatIsCutOff)
{
    EXPECT_NE(refusal("a.px", px_with("DATA=\n1 2 3;")).find("DATA has 3 numbers, the dimensions ask for 8"),
              std::string::npos);
    EXPECT_NE(refusal("b.px", px_with("DATA=\n1 2 3")).find("cut off"), std::string::npos);
    EXPECT_NE(refusal("c.px", px).find("cut off"), std::string::npos);
    EXPECT_NE(refusal("d.px", "MATRIX=\"A\";TITLE=\"B\";DATA=1;").find("neither STUB nor HEADING"), std::string::npos);
}

constexpr std::string_view dimensions =
    R"("id":["geo","time"],"size":[2,2],"role":{"geo":["geo"],"time":["time"]},"dimension":{)"
    R"("geo":{"label":"Gebiet","category":{"index":{"17002":1,"17001":0},"label":{"17001":"Altstadt","17002":"Neustadt"}}},)"
    R"("time":{"category":{"index":["2022","2023"]}}})";

TEST_F(PlainFileTest, ReadsJsonStatWithValuesInAnyForm)
{
    const std::string begin = R"({"version":"2.0","class":"dataset","label":"Kinder",)" + std::string(dimensions);
    const std::string expected = "17001 2022 1 /17001 2023 2.5 p/17002 2022  /17002 2023 4 ";
    EXPECT_EQ(cells("a.json", begin + R"(,"value":[1,2.5,null,4],"status":{"1":"p"}})"), expected);
    EXPECT_EQ(cells("b.json", begin + R"(,"value":{"0":1,"1":2.5,"3":4},"status":[null,"p",null,null]})"), expected);
    const PlainFile file(folder.write("c.json", begin + R"(,"value":[1,2,3,4]})"));
    EXPECT_EQ(file.table("").columns[0].role, Role::area);
    EXPECT_EQ(file.table("").columns[0].label, "Gebiet");
    EXPECT_EQ(file.table("").columns[0].codes.at("17002"), "Neustadt");
}

TEST_F(PlainFileTest, RefusesJsonThatIsNoWholeTable)
{
    const std::string begin = R"({"version":"2.0","class":"dataset",)" + std::string(dimensions);
    EXPECT_NE(refusal("a.json", begin + R"(,"value":[1,2,3]})").find("3 values, but the dimensions ask for 4"),
              std::string::npos);
    EXPECT_NE(refusal("b.json", begin).find("no JSON, or it is cut off"), std::string::npos);
    EXPECT_NE(refusal("c.json", R"({"a":1})").find("neither a JSON-stat dataset"), std::string::npos);
    EXPECT_NE(refusal("d.json", std::string(100, '[')).find(""), std::string::npos);
    EXPECT_NE(refusal("e.json", R"({"version":"2.0","class":"dataset","id":5,"size":1,"dimension":{},"value":[]})")
                  .find("“id” and “size”"),
              std::string::npos);
}

constexpr std::string_view sdmx_dimensions =
    R"("dimensions":{"series":[{"id":"GEO","name":"Gebiet","keyPosition":0,"values":[{"id":"17001","name":"Altstadt"},{"id":"17002","name":"Neustadt"}]}],)"
    R"("observation":[{"id":"TIME_PERIOD","values":[{"id":"2022"},{"id":"2023"}]}]},)"
    R"("attributes":{"series":[],"observation":[{"id":"OBS_STATUS","values":[{"id":"A"},{"id":"P"}]}]})";

TEST_F(PlainFileTest, ReadsSeriesAndFlatObservationsOfSdmxJson)
{
    EXPECT_EQ(
        cells(
            "a.json",
            fmt::format(
                R"({{"meta":{{"id":"X"}},"data":{{"structure":{{"name":"Kinder",{}}},)"
                R"("dataSets":[{{"series":{{"0":{{"observations":{{"0":[1,0],"1":[2.5,1]}}}},"1":{{"observations":{{"1":[null]}}}}}}}}]}}}})",
                sdmx_dimensions)),
        "17001 2022 A 1/17001 2023 P 2.5/17002 2023  ");
    EXPECT_EQ(
        cells("b.json", R"({"data":{"structures":[{"names":{"de":"Kinder"},"dimensions":{"observation":[)"
                        R"({"id":"GEO","values":[{"id":"17001"}]},{"id":"TIME_PERIOD","values":[{"id":"2023"}]}]}}],)"
                        R"("dataSets":[{"observations":{"0:0":[7]}}]}})"),
        "17001 2023 7");
    // Flat observations of a structure with series; an attribute beyond its values; an observation that says nothing.
    EXPECT_EQ(cells("d.json", fmt::format(R"({{"data":{{"structure":{{"name":"Kinder",{}}},)"
                                          R"("dataSets":[{{"observations":{{"0:0":[1,0],"1:1":[2,9],"1:0":[]}}}}]}}}})",
                                          sdmx_dimensions)),
              "17001 2022 A 1/17002 2023  2");
    EXPECT_EQ(PlainFile(folder.path() / "d.json").table("").remarks.size(), 1U);
    EXPECT_NE(refusal("c.json", R"({"data":{"structure":{"dimensions":{"observation":[{"id":"GEO","values":[]}]}},)"
                                R"("dataSets":[{"observations":{"3":[7]}}]}})")
                  .find("GEO has no value “3”"),
              std::string::npos);
}

TEST_F(PlainFileTest, ReadsGenericAndStructureSpecificSdmxMl)
{
    const std::string space = R"(xmlns:m="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message")";
    EXPECT_EQ(
        cells(
            "generic.xml",
            "<?xml version=\"1.0\"?><m:GenericData " + space +
                R"(><m:Header><m:Prepared>2024-03-01T09:00:00</m:Prepared><m:Structure structureID="KITA" dimensionAtObservation="TIME_PERIOD"/></m:Header>)"
                R"(<m:DataSet><Series><SeriesKey><Value id="GEO" value="17001"/></SeriesKey><Attributes><Value id="UNIT" value="P"/></Attributes>)"
                R"(<Obs><ObsDimension value="2022"/><ObsValue value="1"/></Obs><Obs><ObsDimension value="2023"/><ObsValue value="NaN"/></Obs></Series></m:DataSet></m:GenericData>)"),
        "17001 P 2022 1/17001 P 2023 ");
    EXPECT_EQ(cells("specific.xml",
                    "<m:StructureSpecificData " + space +
                        R"( xmlns:x="http://www.w3.org/2001/XMLSchema-instance"><m:DataSet x:type="n">)"
                        R"(<Series GEO="17001"><Obs TIME_PERIOD="2022" OBS_VALUE="1" OBS_STATUS="P"/></Series>)"
                        R"(<Obs GEO="17002" TIME_PERIOD="2023" OBS_VALUE="2"/></m:DataSet></m:StructureSpecificData>)"),
              "17001 2022 1 P/17002 2023 2 ");
    EXPECT_NE(refusal("structure.xml", "<m:Structure " + space + "/>").find("is no SDMX data message"),
              std::string::npos);
    EXPECT_NE(refusal("cut.xml", "<m:GenericData " + space + "><m:DataSet>").find("is damaged"), std::string::npos);
}

TEST_F(PlainFileTest, KnowsColumnsOfSdmxCsvByTheirNames)
{
    const PlainFile file(
        folder.write("a.csv", "DATAFLOW,REF_AREA,TIME_PERIOD,OBS_VALUE,OBS_STATUS\nA:B(1.0),17001,2022,1.5,A\n"));
    const PlainTable& table = file.table("");
    EXPECT_EQ(table.layout, "sdmx-csv");
    EXPECT_EQ(table.columns[1].role, Role::area);
    EXPECT_EQ(table.columns[3].role, Role::value);
    EXPECT_EQ(table.decimal_sign, DecimalSign::point);
}

TEST_F(PlainFileTest, ReadsBulkDownloadsOfEurostat)
{
    const std::string_view bytes =
        "freq,unit,geo\\TIME_PERIOD\t2021 \t2022 \nA,PC,17001\t7.7 \t8.1 bp\nA,PC,17002\t: z\t:c\n";
    EXPECT_EQ(cells("a.tsv", bytes),
              "A PC 17001 2021 7.7 /A PC 17001 2022 8.1 bp/A PC 17002 2021  z/A PC 17002 2022  c");
    EXPECT_EQ(columns("b.tsv", bytes), "freq;unit;geo;TIME_PERIOD;OBS_VALUE;OBS_FLAG");
    EXPECT_NE(refusal("c.tsv", "freq,geo\\TIME_PERIOD\t2021\t2022\nA,17001\t1\n").find("row 2"), std::string::npos);
}

TEST_F(PlainFileTest, ReadsWhatJsonStatSaysInItsOwnWays)
{
    const std::string_view geo = R"("geo":{"category":{"index":["17001","17002"]}})";
    const std::string_view time = R"("time":{"category":{"index":["0"],"label":{"0":"2023"}}})";
    EXPECT_EQ(
        cells("bundle.json",
              fmt::format(R"({{"kita":{{"dimension":{{"id":["geo","time"],"size":["2","1"],{},{}}},"value":[1,2]}}}})",
                          geo, time)),
        "17001 2023 1 /17002 2023 2 ");
    const auto dataset = [&](std::string_view rest) {
        return fmt::format(R"({{"class":"dataset","id":["geo","time"],"size":[2,1],"dimension":{{{},{}}},{}}})", geo,
                           time, rest);
    };
    EXPECT_EQ(cells("all.json", dataset(R"("value":[1,2],"status":"p")")), "17001 2023 1 p/17002 2023 2 p");
    EXPECT_NE(refusal("beyond.json", dataset(R"("value":{"0":1,"2":9})")).find("has a member “2”"), std::string::npos);
    EXPECT_NE(refusal("links.json", R"({"class":"collection","link":{"item":[{"class":"dataset","href":"x"}]}})")
                  .find("collection of links"),
              std::string::npos);
    EXPECT_NE(refusal("package.json", R"({"name":"p","resources":[{"path":"a.csv"}]})").find("put it into a ZIP file"),
              std::string::npos);
    EXPECT_NE(refusal("structure.json", R"({"data":{"codelists":[]}})").find("structure message"), std::string::npos);
}

TEST_F(PlainFileTest, FindsDelimiterTitlesAndHeadingsOfSeveralLines)
{
    EXPECT_EQ(columns("comma.csv", "a,b;c,d\n1,x;y;z,2\n3,u;v;w,4\n"), "a;b;c;d");
    EXPECT_EQ(columns("tabs.tsv", "Ort\tZahl\nAltstadt\t1,5\n"), "Ort;Zahl");
    EXPECT_EQ(columns("titles.csv",
                      "Kinder in Kitas;;\nStand: 1.3.2024;;\n;;\nOrt;Kinder;Kinder\n;2022;2023\nAltstadt;1;2\n"),
              "Ort;Kinder | 2022;Kinder | 2023");
    EXPECT_EQ(columns("twice.csv", "Ort;Zahl;Zahl;\nAltstadt;1;2;3\n"), "Ort;Zahl;Zahl (2);Spalte 4");
    EXPECT_EQ(columns("words.csv", "Name;Art\nKita Sonne;städtisch\nKita Mond;frei\n"), "Name;Art");
    EXPECT_EQ(cells("titles2.csv", "Kinder;\n\nOrt;Zahl\nAltstadt;1\n"), "Altstadt 1");
    EXPECT_NE(refusal("text.csv", "Sehr geehrte Damen und Herren\nanbei die Zahlen\n").find("this is no table"),
              std::string::npos);
}

TEST_F(PlainFileTest, TellsTheFirstRowsOfDataFromTheHeading)
{
    // Marks, nothing, words and numbers as people write them, or one that looks like a year.
    EXPECT_EQ(cells("mark.csv", "Kreis;Plätze;Kinder\nAltkreis;-;.\nNeukreis;15;12\n"), "Altkreis - ./Neukreis 15 12");
    EXPECT_EQ(cells("word.csv", "Kreis;Kinder\nAltkreis;k. A.\nNeukreis;< 3\nSüdkreis;14\n"),
              "Altkreis k. A./Neukreis < 3/Südkreis 14");
    EXPECT_EQ(cells("euro.csv", "Kreis;Kosten\nAltkreis;1.234.567,50 €\nNeukreis;14\u00b9\nSüdkreis;9,50\n"),
              "Altkreis 1.234.567,50 €/Neukreis 14\u00b9/Südkreis 9,50");
    EXPECT_EQ(cells("empty.csv", "Kreis;Art;Kinder\nAltkreis;a;\nNeukreis;b;12\n"), "Altkreis a /Neukreis b 12");
    EXPECT_EQ(cells("year.csv", "Kreis;Kinder;Plätze\nAltkreis;2011;1988\nNeukreis;1400;1300\n"),
              "Altkreis 2011 1988/Neukreis 1400 1300");
    EXPECT_EQ(cells("long.csv", "Kreis;Schuljahr;Kinder\nAltkreis;2022/23;.\nAltkreis;2023/24;5\n"),
              "Altkreis 2022/23 ./Altkreis 2023/24 5");
    EXPECT_NE(refusal("none.csv", "Altkreis;12;13\nNeukreis;14;15\n").find("no line names the columns"),
              std::string::npos);
    EXPECT_EQ(columns("thousand.csv", "Gebiet;Kinder\nBund;1000\nLand;500\nKreis;10\n"), "Gebiet;Kinder");
    EXPECT_EQ(columns("corner.csv", ";Klassen\n;Anzahl\nBochum;1850\nHerne;1950\n"), "Spalte 1;Klassen | Anzahl");
    EXPECT_EQ(columns("units.csv", "Gebiet;Kinder\n;1 000\nLand;500\nKreis;10\n"), "Gebiet;Kinder | 1 000");
    EXPECT_EQ(columns("classes.csv", "Kreis;1;2;3\nAltkreis;12;13;14\n"), "Kreis;1;2;3");
}

TEST_F(PlainFileTest, ReadsHeadingsOverSeveralColumnsUnitsAndColumnNumbers)
{
    EXPECT_EQ(columns("merged.csv", "Kreis;Kinder;;Plätze;\n;2023;2024;2023;2024\nAltkreis;1;2;3;4\n"),
              "Kreis;Kinder | 2023;Kinder | 2024;Plätze | 2023;Plätze | 2024");
    EXPECT_EQ(
        columns("three.csv", ";;Kinder;;\nAGS;Name;2023;2024;2024\n;;Anzahl;Anzahl;%\n1;2;3;4;5\n17001;Alt;1;2;3,5\n"),
        "AGS;Name;Kinder | 2023 | Anzahl;Kinder | 2024 | Anzahl;Kinder | 2024 | %");
    EXPECT_EQ(cells("three2.csv", "Name;Kinder;Quote\n;Anzahl;%\n1;2;3\nAlt;5;3,5\n"), "Alt 5 3,5");
    // A total beside its parts keeps its own name.
    EXPECT_EQ(columns("total.csv", "Kreis;insgesamt;davon;\n;;männlich;weiblich\nAltkreis;3;1;2\n"),
              "Kreis;insgesamt;davon | männlich;davon | weiblich");
}

}  // namespace
}  // namespace allmende::formats
