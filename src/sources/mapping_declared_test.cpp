// Tables of formats that say themselves what their columns and numbers are.

#include "base/error.hpp"
#include "sources/declared_remarks.hpp"
#include "sources/mapping_test.hpp"

namespace allmende::sources {
namespace {

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

TEST_F(MappingTest, ReadsCountriesByThreeLetters)
{
    const Proposal proposal = propose("oecd.csv",
                                      "\"LOCATION\",\"INDICATOR\",\"TIME\",\"Value\"\n\"DEU\",\"EDU\",\"2019\",29.9\n"
                                      "\"GRC\",\"EDU\",\"2019\",31.2\n\"OECD\",\"EDU\",\"2019\",30.1\n");
    EXPECT_TRUE(proposal.questions.empty()) << proposal.questions.front().text;
    const std::string text = rows(proposal.mapping);
    EXPECT_NE(text.find("oecd,DG,"), std::string::npos);
    EXPECT_NE(text.find("oecd,EL,"), std::string::npos);
    EXPECT_NE(text.find("oecd,OECD,"), std::string::npos);
    EXPECT_EQ(keys(propose("world.csv",
                           "Country Name,Country Code,2019\nGermany,DEU,1.5\nFrance,FRA,2.5\nAruba,ABW,7\n"
                           "Spain,ESP,8\nArab World,ARB,3.5\n")),
              (std::vector<std::string>{"area.corrections"}));
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
              "kita,05111,\"Düsseldorf, Kreisfreie Stadt\",2022,KITA,100500,p\r\n"
              "kita,05911,\"Bochum, Kreisfreie Stadt\",2022,KITA,0.1,()\r\n"
              "kita,05962,Märkischer Kreis,2022,KITA,,x\r\n"
              "kita,09162,\"München, Landeshauptstadt\",2022,KITA,,/\r\n");
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

}  // namespace
}  // namespace allmende::sources
