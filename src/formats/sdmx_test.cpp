#include <gtest/gtest.h>

#include "base/error.hpp"
#include "base/test_folder.hpp"
#include "base/text.hpp"
#include "formats/plain_file.hpp"
#include "formats/sdmx_csv.hpp"

namespace allmende::formats {
namespace {

/// Messages of SDMX in their three formats, as tables.
class SdmxTest : public testing::Test {
protected:
    TestFolder folder;
    std::unique_ptr<PlainFile> file;

    const PlainTable& read(std::string_view name, std::string_view bytes, const std::string& sheet = "")
    {
        file = std::make_unique<PlainFile>(folder.write(name, bytes));
        return file->table(sheet);
    }

    /// Cells of some columns, each row behind its line.
    static std::string cells(const PlainTable& table, const std::vector<std::string>& columns)
    {
        RecordReader reader(table.csv, table.delimiter, table.options);
        std::string text;
        while (reader.next()) {
            if (reader.line() < table.first_row || reader.cells().size() != table.columns.size()) {
                continue;
            }
            text += fmt::format("{}{}:", text.empty() ? "" : "/", reader.line());
            for (std::size_t c = 0; c < table.columns.size(); ++c) {
                if (std::find(columns.begin(), columns.end(), table.columns[c].name) != columns.end()) {
                    text += " " + std::string(reader.cells()[c]);
                }
            }
        }
        return text;
    }

    std::string refusal(std::string_view name, std::string_view bytes)
    {
        try {
            const PlainFile refused(folder.write(name, bytes));
            return {};
        } catch (const Error& error) {
            return error.what();
        }
    }
};

TEST_F(SdmxTest, KnowsComponentsByIdsAndNamesInAnyCase)
{
    EXPECT_EQ(role_of_component("geo"), Role::area);
    EXPECT_EQ(role_of_component("Reference area"), Role::area);
    EXPECT_EQ(role_of_component("OBS_FLAG"), Role::status);
    EXPECT_EQ(role_of_component("LAST UPDATE"), Role::remark);
    EXPECT_EQ(role_of_component("UNIT_MULT"), Role::multiplier);
    EXPECT_EQ(role_of_component("SEX"), Role::none);
}

TEST_F(SdmxTest, TakesOneRowOfCsvForTheHeading)
{
    const PlainTable& table =
        read("a.csv", "DATAFLOW,REF_AREA,TIME_PERIOD,OBS_VALUE\nA:KITA(1.0),DE,2022-Q1,\nA:KITA(1.0),DE,2022-Q2,5\n");
    EXPECT_EQ(table.table, "KITA");
    EXPECT_EQ(cells(table, {"TIME_PERIOD", "OBS_VALUE"}), "2: 2022-Q1 /3: 2022-Q2 5");
}

TEST_F(SdmxTest, SplitsCodesFromWordsAndKeepsLines)
{
    const PlainTable& table =
        read("a.csv",
             "STRUCTURE[;],STRUCTURE_ID,ACTION,REF_AREA: Kreis,TIME_PERIOD: Jahr,OBS_VALUE: Wert,NOTE[]\n"
             "dataflow,A:KITA(1.0): Kinder,I,17: Altland,2022,1.5,\"a\nb\"\n"
             "dataflow,A:KITA(1.0): Kinder,D,17: Altland,2023,9,\n"
             "dataflow,A:KITA(1.0): Kinder,R,18: Neuland,2022,NaN,\n");
    EXPECT_EQ(table.title, "Kinder");
    EXPECT_EQ(table.columns[3].codes.at("18"), "Neuland");
    EXPECT_EQ(cells(table, {"REF_AREA: Kreis", "OBS_VALUE: Wert"}), "2: 17 1.5/5: 18 ");
    ASSERT_EQ(table.remarks.size(), 1U);
    EXPECT_NE(table.remarks[0].find("1 rows that delete"), std::string::npos);
}

TEST_F(SdmxTest, TakesNamesBesideIdsAsWords)
{
    const PlainTable& table = read("a.csv",
                                   "STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,REF_AREA,Reference area,SEX,Sex,"
                                   "TIME_PERIOD,Time period,OBS_VALUE,Observation value\n"
                                   "dataflow,A:KITA(1.0),Kinder,I,17,Altland,F,weiblich,2022,,1,\n");
    EXPECT_EQ(table.columns[6].codes.at("F"), "weiblich");
    EXPECT_EQ(table.columns[7].role, Role::remark);
    EXPECT_EQ(table.columns[10].role, Role::value);
}

TEST_F(SdmxTest, ReadsDecimalCommasBehindSemicolons)
{
    const PlainTable& table = read(
        "a.csv", "STRUCTURE;STRUCTURE_ID;ACTION;REF_AREA;TIME_PERIOD;OBS_VALUE\ndataflow;A:B(1);I;17;2022;10,500\n");
    EXPECT_EQ(cells(table, {"OBS_VALUE"}), "2: 10.500");
    EXPECT_EQ(table.decimal_sign, DecimalSign::point);
}

TEST_F(SdmxTest, RefusesSeveralStructuresAndDeletionsAlone)
{
    EXPECT_NE(refusal("a.csv", "DATAFLOW,REF_AREA,TIME_PERIOD,OBS_VALUE\nA:B(1.0),17,2022,1\nA:C(1.0),17,2022,1\n")
                  .find("several structures"),
              std::string::npos);
    EXPECT_NE(refusal("b.csv", "STRUCTURE,STRUCTURE_ID,ACTION,OBS_VALUE\ndataflow,A:B(1.0),D,1\n").find("delete"),
              std::string::npos);
}

constexpr std::string_view ml_begin =
    R"(<m:StructureSpecificData xmlns:m="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message"><m:Header>)"
    R"(<m:Structure structureID="S1" dimensionAtObservation="TIME_PERIOD"><c:Structure xmlns:c="c"><Ref agencyID="A" id="KITA"/></c:Structure></m:Structure></m:Header>)";

std::string message_of(std::string_view data_sets)
{
    return fmt::format("{}{}</m:StructureSpecificData>", ml_begin, data_sets);
}

TEST_F(SdmxTest, GivesObservationsWhatDataSetsAndGroupsSay)
{
    const PlainTable& table = read(
        "a.xml",
        message_of(
            R"(<m:DataSet structureRef="S1" UNIT_MULT="3" action="Replace"><Group GEO="17002" UNIT_MULT="0" UNIT="P"/>)"
            R"(<Series GEO="17001"><Obs TIME_PERIOD="2022" OBS_VALUE="1"/></Series>)"
            R"(<Series GEO="17002"><Obs TIME_PERIOD="2022" OBS_VALUE="2"/></Series></m:DataSet>)"
            R"(<m:DataSet structureRef="S1" action="Delete"><Series GEO="17003"><Obs TIME_PERIOD="2022" OBS_VALUE="3"/></Series></m:DataSet>)"));
    EXPECT_EQ(table.table, "KITA");
    EXPECT_EQ(cells(table, {"GEO", "UNIT_MULT", "UNIT", "OBS_VALUE"}), "2: 3 17001 1 /3: 0 17002 2 P");
    EXPECT_EQ(table.remarks.size(), 1U);
}

TEST_F(SdmxTest, SaysWhatIsWrongWithMessages)
{
    EXPECT_NE(
        refusal(
            "a.xml",
            message_of(
                R"(<f:Footer xmlns:f="f"><f:Message><c:Text xmlns:c="c">too large</c:Text></f:Message></f:Footer>)"))
            .find("holds no observations; it says: “too large”"),
        std::string::npos);
    EXPECT_NE(
        refusal("b.xml", R"(<m:CompactData xmlns:m="http://www.SDMX.org/resources/SDMXML/schemas/v2_0/message"/>)")
            .find("SDMX-ML 2.0"),
        std::string::npos);
    EXPECT_NE(
        refusal("c.xml", message_of(R"(<m:DataSet structureRef="S1"><Obs TIME_PERIOD="1" OBS_VALUE="1"/></m:DataSet>)"
                                    R"(<m:DataSet structureRef="S2"><Obs TIME_PERIOD="1" OBS_VALUE="1"/></m:DataSet>)"))
            .find("several structures"),
        std::string::npos);
}

std::string structure(std::string_view id, std::string_view areas)
{
    return fmt::format(
        R"j({{"name":"{0}","links":[{{"rel":"dataflow","urn":"urn:sdmx:Dataflow=A:{0}(1.0)"}}],)j"
        R"j("dimensions":{{"dataSet":[],"series":[{{"id":"REF_AREA","keyPosition":0,"values":[{1}]}}],)j"
        R"j("observation":[{{"id":"TIME_PERIOD","keyPosition":1,"values":[{{"id":"2022"}}]}}]}},)j"
        R"j("measures":{{"observation":[{{"id":"KINDER","name":"Kinder"}},{{"id":"QUOTE","name":"Quote"}}]}},)j"
        R"j("attributes":{{"dataSet":[{{"id":"UNIT_MULT","values":[{{"id":"3"}}]}}],)j"
        R"j("dimensionGroup":[{{"id":"UNIT_MEASURE","values":[{{"id":"PS"}}]}}],"series":[],)j"
        R"j("observation":[{{"id":"OBS_STATUS","values":[{{"id":"A"}},{{"id":"P"}}]}}]}}}})j",
        id, areas);
}

TEST_F(SdmxTest, ReadsEachDataSetWithItsStructure)
{
    const std::string message =
        fmt::format(R"j({{"meta":{{"id":"message-1"}},"data":{{"structures":[{},{}],"dataSets":[)j"
                    R"j({{"structure":0,"attributes":[0],"dimensionGroupAttributes":{{"0:":[0]}},)j"
                    R"j("series":{{"0":{{"observations":{{"0":[1.5,7,1]}}}}}}}},)j"
                    R"j({{"structure":1,"series":{{"0":{{"observations":{{"0":[2,8,0]}}}}}}}},)j"
                    R"j({{"structure":1,"action":"Delete","series":{{"0":{{"observations":{{"0":[9,9,0]}}}}}}}}]}}}})j",
                    structure("KITA", R"({"id":"17"})"), structure("SCHULE", R"({"id":"18"})"));
    const PlainTable& first = read("a.json", message, "KITA");
    EXPECT_EQ(first.table, "KITA");
    EXPECT_EQ(find_column(first, "OBS_STATUS")->role, Role::status);
    EXPECT_EQ(cells(first, {"REF_AREA", "UNIT_MULT", "UNIT_MEASURE", "OBS_STATUS", "MEASURE", "OBS_VALUE"}),
              "2: 17 3 PS P KINDER 1.5/3: 17 3 PS P QUOTE 7");
    const PlainTable& second = file->table("SCHULE");
    EXPECT_EQ(second.table, "SCHULE");
    EXPECT_EQ(cells(second, {"REF_AREA", "OBS_STATUS", "MEASURE", "OBS_VALUE"}), "2: 18 A KINDER 2/3: 18 A QUOTE 8");
    EXPECT_EQ(second.remarks.size(), 1U);
}

}  // namespace
}  // namespace allmende::formats
