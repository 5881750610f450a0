// Each test is one law of ARCHITECTURE.md, as a user of the command line would see it broken.

#include <algorithm>
#include <map>

#include <gtest/gtest.h>

#include "base/file.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "formats/xlsx_writer.hpp"
#include "leavers_table.hpp"
#include "product.hpp"

namespace allmende::laws {
namespace {

const std::string share = "leavers_without_hsa_share";

/// Rows of a CSV answer without quoted fields, by the names of its head.
std::vector<std::map<std::string, std::string>> rows_of(const std::string& csv)
{
    std::vector<std::map<std::string, std::string>> rows;
    std::vector<std::string> head;
    for (std::string_view line : split(csv, '\n')) {
        line = line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
        if (line.empty()) {
            continue;
        }
        const std::vector<std::string_view> fields = split(line, ',');
        if (head.empty()) {
            head.assign(fields.begin(), fields.end());
            continue;
        }
        auto& row = rows.emplace_back();
        for (std::size_t i = 0; i < head.size() && i < fields.size(); ++i) {
            row[head[i]] = std::string(fields[i]);
        }
    }
    return rows;
}

/// Two Kreise of an invented Land and their sum, with a region of their own.
class Laws : public ::testing::Test {
protected:
    Product product;

    Laws()
    {
        write_scratch_file(
            std::filesystem::path(product.workspace()) / "allmende.toml",
            "title = { de = \"Probe\", en = \"Trial\" }\npublisher = \"Niemand\"\ninvented = true\nregions = [\"pair\"]\n");
        const std::filesystem::path regions = std::filesystem::path(product.workspace()) / "catalog" / "regions";
        std::filesystem::create_directories(regions);
        write_scratch_file(regions / "pair.toml",
                           "id = \"pair\"\ntitle = { de = \"Paar\", en = \"Pair\" }\nmembers = [\"17001\", \"17002\"]\n"
                           "source = { de = \"erfunden\", en = \"invented\" }\n");
    }

    static LeaversTable table(const std::string& first_without, const std::string& second_without)
    {
        LeaversTable table;
        table.add({2015, "17", "  Land", "300", "27"});
        table.add({2015, "17001", "      Astadt", "100", first_without});
        table.add({2015, "17002", "      Bkreis", "200", second_without});
        return table;
    }

    std::map<std::string, std::string> figure(const std::vector<std::string>& filter)
    {
        std::vector<std::string> words{"indicator", product.workspace(), share};
        words.insert(words.end(), filter.begin(), filter.end());
        const auto rows = rows_of(product.need(words));
        EXPECT_EQ(rows.size(), 1u);
        return rows.empty() ? std::map<std::string, std::string>() : rows.front();
    }

    std::string everything_observed() { return product.need({"observations", product.workspace(), "21111-02-06-4"}); }
};

TEST_F(Laws, AMissingValueKeepsItsReason)
{
    int day = 1;
    for (const std::string sign : {".", "...", "/", "x"}) {
        SCOPED_TRACE(sign);
        product.deliver("leavers.csv", table(sign, "20").made(fmt::format("0{}.10.2020", day++)).text());
        for (const std::vector<std::string>& filter :
             {std::vector<std::string>{"--area", "17001"}, {"--region", "pair"}}) {
            const auto row = figure(filter);
            EXPECT_EQ(row.at("value"), "");
            EXPECT_EQ(row.at("status"), sign) << filter.back();
        }
        for (const auto& row : rows_of(product.need({"observations", product.workspace(), "21111-02-06-4"}))) {
            EXPECT_TRUE(!row.at("value").empty() || !row.at("status").empty());
        }
    }
}

TEST_F(Laws, NothingIsZeroAndStaysTold)
{
    product.deliver("leavers.csv", table("-", "20").text());
    const auto cells = rows_of(product.need({"observations", product.workspace(), "21111-02-06-4", "--area", "17001"}));
    const auto nil = std::find_if(cells.begin(), cells.end(), [](const auto& row) { return row.at("status") == "-"; });
    ASSERT_NE(nil, cells.end());
    EXPECT_EQ(nil->at("value"), "0");
    EXPECT_EQ(figure({"--region", "pair"}).at("numerator"), "20");
}

TEST_F(Laws, ARegionsRateIsTheRatioOfSums)
{
    product.deliver("leavers.csv", table("7", "20").text());
    const auto row = figure({"--region", "pair"});
    EXPECT_DOUBLE_EQ(std::stod(row.at("value")), 100.0 * 27 / 300);  // the mean of the rates would be 8.5
    EXPECT_EQ(row.at("numerator"), "27");
    EXPECT_EQ(row.at("denominator"), "300");
}

TEST_F(Laws, WhatTheSourceRoundedCarriesItsBounds)
{
    LeaversTable rounded;
    for (int i = 0; i < 40; ++i) {
        rounded.add({2015, fmt::format("17{:03}", i + 1), fmt::format("      Kreis {}", i),
                     std::to_string(500 + 15 * i), std::to_string(20 + 5 * (i % 7)), std::to_string(200 + 5 * i),
                     std::to_string(5 * (i % 4) + 5)});
    }
    product.deliver("leavers.csv", rounded.text());
    const auto row = figure({"--area", "17001"});
    EXPECT_NE(row.at("flags").find("rounded"), std::string::npos);
    EXPECT_DOUBLE_EQ(std::stod(row.at("lower")), 100.0 * 18 / 502);
    EXPECT_DOUBLE_EQ(std::stod(row.at("upper")), 100.0 * 22 / 498);
}

TEST_F(Laws, AReleaseNeverChanges)
{
    const std::filesystem::path releases = std::filesystem::path(product.workspace()) / "releases";
    product.deliver("leavers.csv", table("7", "20").text());
    product.need({"release", product.workspace(), "--no-site"});
    const std::string before = read_file(releases / "1" / "manifest.json");
    product.deliver("leavers.csv", table("8", "20").made("02.10.2021").text());
    product.need({"release", product.workspace(), "--no-site", "--corrects", "1"});
    EXPECT_EQ(read_file(releases / "1" / "manifest.json"), before);
    EXPECT_EQ(product.run({"verify", product.workspace()}).status, 0);
    const Json site = Json::parse(read_file(releases / "2" / "data" / "site.json"));
    EXPECT_EQ(site.at("release").at("corrects"), 1);
    EXPECT_NE(site.at("release").at("changes").dump().find("17001 2015: 7 → 8"), std::string::npos);

    const std::filesystem::path table = releases / "1" / "figures.parquet";
    std::filesystem::permissions(table, std::filesystem::perms::owner_write, std::filesystem::perm_options::add);
    write_scratch_file(table, read_file(table) + "x");
    const Answer answer = product.run({"verify", product.workspace()});
    EXPECT_EQ(answer.status, 1);
    EXPECT_NE(answer.out.find("figures.parquet"), std::string::npos);
}

TEST_F(Laws, ADeliveryIsTakenInWholeOrNotAtAll)
{
    product.deliver("leavers.csv", table("7", "20").text());
    const std::string before = everything_observed();
    std::string cut = table("9", "21").made("02.10.2021").text();
    cut.resize(cut.find("17002") + 20);
    const std::string damaged = table("9", "zwanzig").made("02.10.2021").text();  // seen when rows before were taken in
    for (const std::string& text : {cut, damaged}) {
        const std::string file = product.folder().write("broken.csv", text).string();
        for (const std::vector<std::string>& how : {std::vector<std::string>{"--dry-run"}, {}}) {
            std::vector<std::string> words{"import", product.workspace(), file};
            words.insert(words.end(), how.begin(), how.end());
            const Answer answer = product.run(words);
            EXPECT_EQ(answer.status, 1) << answer.err;
            EXPECT_NE(answer.err.find("refused: broken.csv: row"), std::string::npos) << answer.err;
            EXPECT_EQ(everything_observed(), before);
        }
    }
}

TEST_F(Laws, OfficialTextIsKeptAsDelivered)
{
    const std::string text = table("7", "20").text();
    product.deliver("leavers.csv", text);
    bool kept = false;
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(std::filesystem::path(product.workspace()) / "deliveries")) {
        kept = kept || (entry.is_regular_file() && read_file(entry.path()) == text);
    }
    EXPECT_TRUE(kept);
    EXPECT_NE(product.need({"areas", product.workspace()}).find("Bkreis"), std::string::npos);
}

TEST_F(Laws, AnErrorSaysWhatWhereAndWhatWouldBeRight)
{
    LeaversTable broken = table("7", "zwanzig");
    const std::string path = product.folder().write("broken.csv", broken.text()).string();
    const Answer answer = product.run({"import", product.workspace(), path});
    EXPECT_EQ(answer.status, 1);
    EXPECT_NE(answer.err.find("broken.csv"), std::string::npos);
    EXPECT_NE(answer.err.find(fmt::format("row {}", LeaversTable::line_of(2))), std::string::npos) << answer.err;
    EXPECT_NE(answer.err.find("column 6"), std::string::npos) << answer.err;
    EXPECT_NE(answer.err.find("zwanzig"), std::string::npos);
}

TEST_F(Laws, FilesCarryPlainNumbers)
{
    product.deliver("leavers.csv", table("7", "20").text());
    EXPECT_EQ(figure({"--area", "17001"}).at("value"), "7");
    EXPECT_EQ(figure({"--area", "17002"}).at("value"), "10");
    EXPECT_EQ(product.need({"indicator", product.workspace(), share, "--format", "json"}).find("7,0"),
              std::string::npos);
}

TEST_F(Laws, RecordsOfPersonsAreNeverReleased)
{
    LeaversTable records;
    for (int i = 0; i < 200; ++i) {
        records.add({2015, fmt::format("17{:03}", i + 1), fmt::format("      Kreis {}", i), "1", i % 3 == 0 ? "1" : "0",
                     "1", "0"});
    }
    product.deliver("leavers.csv", records.text());
    const Answer answer = product.run({"release", product.workspace(), "--no-site"});
    EXPECT_EQ(answer.status, 1);
    EXPECT_FALSE(std::filesystem::exists(std::filesystem::path(product.workspace()) / "releases" / "1"));
}

// Law 6 and “rebuild”: what a mapping reads is as whole, as traceable and as repeatable as an official table.
TEST_F(Laws, FilesOfAnyShapeAreReadByAMappingThatIsKept)
{
    const std::string old =
        "AGS;Träger;Plätze\r\n17001;frei;1.200,5\r\n17001;stadt;30\r\n17002;frei;k. A.\r\n17002;stadt;-\r\n";
    product.deliver("kita_2023.csv", old);
    // A year later a column is called otherwise and stands elsewhere.
    const std::string moved =
        "Träger;Zahl der Plätze;AGS\r\nfrei;1.300,5;17001\r\nstadt;31;17001\r\nfrei;7;17002\r\nstadt;8;17002\r\n";
    const Answer next =
        product.run({"import", product.workspace(), product.folder().write("kita_2024.csv", moved).string()});
    EXPECT_EQ(next.status, 0);
    EXPECT_NE(next.err.find("“Plätze” is now called “Zahl der Plätze”"), std::string::npos) << next.err;
    const std::string before = product.need({"observations", product.workspace(), "kita"});
    EXPECT_NE(before.find("17001,17001,2023,frei,plaetze,1200.5,,1,2,3"), std::string::npos) << before;
    EXPECT_NE(before.find("17002,17002,2023,frei,plaetze,,.,1,4,3"), std::string::npos) << before;
    EXPECT_NE(before.find("17002,17002,2024,stadt,plaetze,8,,2,5,2"), std::string::npos) << before;
    product.need({"rebuild", product.workspace()});
    EXPECT_EQ(product.need({"observations", product.workspace(), "kita"}), before);

    const std::filesystem::path mappings = std::filesystem::path(product.workspace()) / "mappings";
    const std::filesystem::path mapping = mappings / "0001-kita.toml";
    ASSERT_TRUE(std::filesystem::exists(mapping));
    // What an import that was killed left behind does not become the mapping of an official table.
    std::filesystem::copy_file(mapping, mappings / "0003-left-behind.toml");
    product.deliver("leavers.csv", table("50", "20").text());
    EXPECT_FALSE(std::filesystem::exists(mappings / "0003-left-behind.toml"));
    const std::string named = product.need({"observations", product.workspace(), "kita"});
    product.need({"rebuild", product.workspace()});
    EXPECT_EQ(product.need({"observations", product.workspace(), "kita"}), named);
    std::filesystem::remove(mapping);
    EXPECT_EQ(product.run({"verify", product.workspace()}).status, 1);
    EXPECT_NE(product.run({"rebuild", product.workspace()}).err.find("is missing, which says what its columns are"),
              std::string::npos);
    EXPECT_EQ(product.need({"observations", product.workspace(), "kita"}), named);
}

TEST_F(Laws, EachTableOfAWorkbookIsADeliveryOfItsOwn)
{
    const std::string file = (product.folder().path() / "berichte_2023.xlsx").string();
    {
        formats::XlsxWriter writer(file);
        writer.sheet("Hinweise");
        writer.row({std::string("Erfundene Zahlen")});
        for (const double factor : {1.0, 10.0}) {
            writer.sheet(factor > 1 ? "Personal" : "Plätze");
            writer.head({"AGS", "Träger", factor > 1 ? "Personal" : "Plätze"});
            for (const char* key : {"17001", "17002"}) {
                writer.row({std::string(key), std::string("frei"), 2.5 * factor});
                writer.row({std::string(key), std::string("stadt"), 3 * factor});
            }
        }
        writer.close();
    }
    product.need({"import", product.workspace(), file});
    const auto both = [&] {
        return product.need({"observations", product.workspace(), "plaetze"}) +
               product.need({"observations", product.workspace(), "personal"});
    };
    const std::string before = both();
    EXPECT_NE(before.find("17001,17001,2023,frei,plaetze,2.5,,1,2,3"), std::string::npos) << before;
    EXPECT_NE(before.find("17002,17002,2023,stadt,personal,30,,2,5,3"), std::string::npos) << before;
    EXPECT_NE(product.run({"import", product.workspace(), file}).err.find("already delivered as number 2"),
              std::string::npos);
    const std::string copy = product.folder().write("plaetze_2024.xlsx", read_file(file)).string();
    EXPECT_NE(
        product.run({"import", product.workspace(), copy}).err.find("plaetze_2024.xlsx: already delivered as number 2"),
        std::string::npos);
    product.need({"rebuild", product.workspace()});
    EXPECT_EQ(both(), before);
    product.need({"verify", product.workspace()});
}

TEST_F(Laws, WhatOnlyPeopleKnowIsAskedAndNothingIsImported)
{
    const std::string file = product.folder().write("plaetze.csv", "AGS;Plätze\n17001;1.200\n17002;1.300\n").string();
    const Answer asked = product.run({"import", product.workspace(), file});
    EXPECT_EQ(asked.status, 1);
    EXPECT_NE(asked.err.find("of when the numbers are"), std::string::npos);
    EXPECT_NE(asked.err.find("a thousand or a fraction"), std::string::npos);
    EXPECT_EQ(product.need({"datasets", product.workspace()}).find("plaetze"), std::string::npos);

    const Answer proposed = product.run({"map", file});
    EXPECT_EQ(proposed.status, 1);
    const std::string open = product.folder().write("open.toml", proposed.out).string();
    const Answer unanswered = product.run({"import", product.workspace(), file, "--mapping", open});
    EXPECT_EQ(unanswered.status, 1);
    EXPECT_NE(unanswered.err.find("open.toml:"), std::string::npos);
    std::string answered = proposed.out;
    for (const auto& [question, answer] :
         {std::pair<std::string, std::string>{"decimal_sign = \"?\"", "decimal_sign = \",\""},
          {"period = \"?\"", "period = \"2024\""}}) {
        ASSERT_NE(answered.find(question), std::string::npos) << answered;
        answered.replace(answered.find(question), question.size(), answer);
    }
    const std::string mapping = product.folder().write("mapping.toml", answered).string();
    product.need({"import", product.workspace(), file, "--mapping", mapping});
    EXPECT_NE(product.need({"observations", product.workspace(), "plaetze"}).find("17001,17001,2024,plaetze,1200,"),
              std::string::npos);
    EXPECT_NE(product.run({"import", product.workspace(), file, "--mapping", mapping}).err.find("already delivered"),
              std::string::npos);
}

TEST_F(Laws, ListsOfPersonsNeverComeIn)
{
    std::string list = "Schüler-ID;AGS;Schuljahr;Note\n";
    for (int i = 0; i < 60; ++i) {
        list += fmt::format("{};17001;2023/24;{}\n", i, i % 6 + 1);
    }
    const Answer answer =
        product.run({"import", product.workspace(), product.folder().write("noten.csv", list).string()});
    EXPECT_EQ(answer.status, 1);
    EXPECT_NE(answer.err.find("individual data"), std::string::npos);
}

// Lists about the same schools meet by the number that the offices gave them: what one leaves open the other says.
TEST_F(Laws, ListsOfInstitutionsAreJoinedByTheirNumbers)
{
    product.deliver("schulverzeichnis_2024.csv",
                    "Schuljahr;AGS;Schulnummer;Schulname;Strasse;Ort;Schulform;Anzahl Schüler\n"
                    "2024/25;05911000;100001;Goetheschule;Am Anger 1;Bochum;Grundschule;205\n"
                    "2024/25;05911000;100002;Lessingschule;Weiher 2;Bochum;Gymnasium;.\n"
                    "2024/25;05334032;100003;Schule am Wald;Forst 3;Würselen;Grundschule;110\n");
    product.deliver("sozialindex_2025.csv",
                    "Schuljahr;Kreis;Schul-Nr.;Schulname;Sozialindex\n"
                    "2025/26;Städteregion Aachen;100003;Würselen, GG;4\n"
                    "2025/26;Bochum;100001;Bochum, GG Goethe;7\n"
                    "2025/26;Bochum;100009;Bochum, GE Neu;9\n");
    EXPECT_EQ(product.need({"institutions", product.workspace()}),
              "list,title,period,institutions,joined_with\r\n"
              "schulverzeichnis,schulverzeichnis,2024/25,3,sozialindex\r\n"
              "sozialindex,sozialindex,2025/26,3,schulverzeichnis\r\n");
    const std::string index = product.need({"institutions", product.workspace(), "sozialindex"});
    EXPECT_NE(index.find("number,name,area,area_name,street,place,longitude,latitude,Sozialindex (2025/26),"),
              std::string::npos)
        << index;
    // Of the municipality that only the other list says, with the mark of the number that is missing there.
    EXPECT_NE(index.find("100003,\"Würselen, GG\",05334032,"), std::string::npos) << index;
    EXPECT_NE(index.find("Forst 3,Würselen,,,4,"), std::string::npos) << index;
    EXPECT_NE(index.find("100009,\"Bochum, GE Neu\",05911,"), std::string::npos) << index;
    const std::string bochum =
        product.need({"institutions", product.workspace(), "schulverzeichnis", "--area", "05911"});
    EXPECT_NE(bochum.find("Lessingschule"), std::string::npos) << bochum;
    EXPECT_NE(bochum.find(",.\r\n"), std::string::npos) << bochum;
    EXPECT_EQ(bochum.find("Wald"), std::string::npos) << bochum;
}

// Areas side by side are the same table as areas one below the other.
TEST_F(Laws, AColumnForEachAreaIsReadAsARowForEach)
{
    product.deliver("vergleich_2022.csv", "Indikator;Bochum 2021;Bochum 2022;Herne 2022\nKinder;1;2;3\nPlätze;4;5;6\n");
    product.deliver("vergleich_2023.csv", "Indikator;Bochum 2023;Herne 2023\nKinder;7;8\nPlätze;9;-\n");
    EXPECT_EQ(product.need({"observations", product.workspace(), "vergleich", "--area", "05916"}),
              "dataset,area,area_name,period,measure,value,status,delivery,row,column\r\n"
              "vergleich,05916,\"Herne, Kreisfreie Stadt\",2022,kinder,3,,1,2,4\r\n"
              "vergleich,05916,\"Herne, Kreisfreie Stadt\",2022,plaetze,6,,1,3,4\r\n"
              "vergleich,05916,\"Herne, Kreisfreie Stadt\",2023,kinder,8,,2,2,3\r\n"
              "vergleich,05916,\"Herne, Kreisfreie Stadt\",2023,plaetze,0,-,2,3,3\r\n");
}

}  // namespace
}  // namespace allmende::laws
