#include "areas/reform_list.hpp"

#include <gtest/gtest.h>

#include "areas/territory.hpp"
#include "base/error.hpp"
#include "base/test_folder.hpp"

namespace allmende::areas {
namespace {

ReformListReader read(const std::string& csv)
{
    ReformListReader list("list.csv");
    std::size_t line = 0;
    for (const std::string_view text : split(csv, '\n')) {
        ++line;
        if (!text.empty()) {
            list.read(line, split(text, ';'));
        }
    }
    return list;
}

UnitKnowledge nothing()
{
    return {[](const std::string&, int) { return false; },
            [](Weight, const std::string&, int) -> std::optional<double> { return std::nullopt; }};
}

/// Invented changes in the layout of the yearly lists: one Gemeinde dissolved into another, one divided, a part that
/// went over, two that became a new one, a new key, a new name, and a Gemeindeverband.
const std::string official =
    "Namens-, Grenz- und Schlüsseländerungen;;;;;;;;;;;;\n"
    "lfd. Nr.;Einheit;ARS alt;AGS alt;Name;Art;Fläche in ha;Einwohner;ARS neu;AGS neu;Name;rechtlich;statistisch\n"
    "1;Gemeinde;170010000001;17001001;Adorf;1;1.200,5;1.000;170010000002;17001002;Bedorf;31.12.2015;01.01.2016\n"
    "2;Gemeinde;170010000003;17001003;Cedorf;1;300;600;170010000002;17001002;Bedorf;;01.01.2016\n"
    "2;Gemeinde;170010000003;17001003;Cedorf;1;100;200;170010000004;17001004;Dedorf;;01.01.2016\n"
    "3;Gemeinde;170010000005;17001005;Edorf;2;50;25;170010000004;17001004;Dedorf;;01.01.2016\n"
    "4;Gemeinde;170010000006;17001006;Efdorf;3;900;70;170020000006;17002006;Efdorf;;01.07.2017\n"
    "5;Gemeinde;170010000007;17001007;Gedorf;4;0;0;170010000007;17001007;Bad Gedorf;;01.07.2017\n"
    "6;Gemeindeverband;170010000;17001000;Amt;4;;;170010000;17001000;Amt;;01.07.2017\n";

TEST(ReformList, RefusesWhatIsNoList)
{
    EXPECT_THROW((void)read("Jahr;Wert\n2015;1\n").rows(), Error);
    EXPECT_THROW((void)read("date;from;to\n2016-13-01;17001001;17001002\n"), Error);
    EXPECT_THROW((void)read("date;from;to\n2016-01-01;Adorf;17001002\n"), Error);
    EXPECT_THROW((void)read("date;from;to;kind\n2016-01-01;17001001;17001002;half\n"), Error);
    EXPECT_THROW((void)read("date;from;to;population\n2016-01-01;17001001;17001002;viele\n"), Error);
    try {
        (void)read("date;from;to\n\n2016-01-01;17001001;x\n");
        FAIL();
    } catch (const Error& error) {
        EXPECT_NE(std::string(error.what()).find("list.csv:3"), std::string::npos) << error.what();
    }
}

TEST(ReformList, ReadsTheOfficialLayout)
{
    const ReformListReader list = read(official);
    ASSERT_EQ(list.rows().size(), 5u);
    EXPECT_EQ(list.left_out(), 2u);
    EXPECT_EQ(list.rows()[0].date, "2016-01-01");  // statistics follow the day of their own
    EXPECT_EQ(*list.rows()[0].sizes[0], 1000);
    EXPECT_DOUBLE_EQ(*list.rows()[0].sizes[1], 12.005);  // km²
    EXPECT_EQ(list.rows()[3].kind, ReformRow::Kind::part);
}

TEST(ReformList, MakesReformsThatLoadAgain)
{
    UnitKnowledge knowledge = nothing();
    knowledge.size = [](Weight weight, const std::string& key, int year) -> std::optional<double> {
        return weight == Weight::population && key == "17001005" && year == 2015 ? std::optional(100.0) : std::nullopt;
    };
    const ReformList made = reforms_of(read(official).rows(), "list-2016", "an \"official\" list", knowledge);
    EXPECT_TRUE(made.not_divisible.empty());
    const TestFolder folder;
    std::filesystem::create_directories(folder.path() / "reforms");
    folder.write("reforms/list.toml", toml_of(made.reforms));
    const std::vector<Reform> reforms = load_reforms({folder.path()});
    ASSERT_EQ(reforms.size(), 2u);
    EXPECT_EQ(reforms[0].id, "list-2016-2016-01-01");
    EXPECT_EQ(reforms[0].source, "an \"official\" list");

    AreaRegister areas;
    for (const char* key : {"17001001", "17001002", "17001003", "17001004", "17001005", "17001006", "17002006"}) {
        areas.note_name(areas.add(key), key);
    }
    areas.settle();
    const Territory territory(reforms, areas, "2020-01-01");
    const Conversion conversion = territory.conversion(territory.standing_at("2010-12-31"), Weight::population);
    const auto share = [&](const char* to, const char* from) {
        const Composition* row = conversion.of(areas.need(to).number);
        for (const Part& part : row == nullptr ? std::vector<Part>{} : row->parts) {
            if (part.unit == areas.need(from).number) {
                return part.share;
            }
        }
        return 0.0;
    };
    EXPECT_EQ(share("17001002", "17001001"), 1);
    EXPECT_EQ(share("17001002", "17001002"), 1);  // it existed before
    EXPECT_EQ(share("17001002", "17001003"), 0.75);
    EXPECT_EQ(share("17001004", "17001003"), 0.25);
    EXPECT_EQ(share("17001004", "17001005"), 0.25);
    EXPECT_EQ(share("17001005", "17001005"), 0.75);
    EXPECT_EQ(share("17002006", "17001006"), 1);
    EXPECT_EQ(share("17002006", "17002006"), 0);  // only the key is new
    EXPECT_FALSE(territory.has(areas.need("17001006").number));
}

TEST(ReformList, LeavesOutWhatItCannotDivide)
{
    const ReformList made = reforms_of(read(official).rows(), "list", "list", nothing());
    ASSERT_EQ(made.not_divisible.size(), 1u);
    EXPECT_NE(made.not_divisible.front().find("17001005"), std::string::npos);
}

TEST(ReformList, ANewUnitIsFormedOutOfItsPartsAlone)
{
    UnitKnowledge knowledge = nothing();
    knowledge.was_formed = [](const std::string& key, int year) { return key == "17001009" && year == 2018; };
    const ReformList made = reforms_of(
        read("Datum;von;nach;Einwohner\n01.01.2018;17001001;17001009;300\n01.01.2018;17001002;17001009;100\n").rows(),
        "list", "list", knowledge);
    ASSERT_EQ(made.reforms.size(), 1u);
    ASSERT_EQ(made.reforms[0].changes.size(), 1u);
    EXPECT_EQ(made.reforms[0].changes[0].from, (std::vector<std::string>{"17001001", "17001002"}));
    EXPECT_EQ(made.reforms[0].sizes.at("population").at("17001001"), 300);
}

}  // namespace
}  // namespace allmende::areas
