#include "reports/report_maker.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "base/test_folder.hpp"
#include "reports/report_changes.hpp"

namespace allmende::reports {
namespace {

/// A snapshot of one share in an invented Land with two Kreise; the second year is rounded.
class ReportTest : public testing::Test {
protected:
    releases::Snapshot snapshot;
    areas::AreaRegister areas;
    std::vector<areas::Region> regions;
    TestFolder folder;

    ReportTest()
    {
        for (const auto& [key, name] :
             {std::pair("17", "Erlenmark"), std::pair("17001", "Astadt"), std::pair("17002", "Bkreis")}) {
            areas.note_name(areas.add(key), name);
        }
        areas.settle();
        areas::Region pair;
        pair.id = "pair";
        pair.title = {"Paar", "Pair"};
        pair.members = {"17001", "17002"};
        regions.push_back(pair);
        indicators::Definition definition;
        definition.id = "share";
        definition.title = {"Anteil", "Share"};
        definition.definition = {"Ein Anteil.", "A share."};
        definition.formula = {"a / b", "a / b"};
        definition.unit = indicators::Unit::percent;
        definition.decimals = 1;
        definition.denominator.emplace();
        snapshot.definitions.push_back(definition);
        snapshot.date = "2026-01-01";
        snapshot.regions.push_back(&regions.front());
        snapshot.members.push_back(pair.members);
        snapshot.keys = {"17", "17001", "17002", "region:pair"};
        indicators::FigureTable table;
        table.definition = &snapshot.definitions.front();
        table.series.emplace_back();
        table.areas = {"17", "17001", "17002", "region:pair"};
        table.years = {2015, 2020};
        table.shape();
        snapshot.tables.push_back(std::move(table));
        set("17", 2015, 8, 0);
        set("17", 2020, 7, 0.3);
        set("17001", 2015, 9, 0);
        set("17001", 2020, 7.2, 0.3);
        set("17002", 2015, 5, 0);
        set("17002", 2020, 4, 0.3);
        set("region:pair", 2015, 7, 0);
    }

    void set(const std::string& area, int year, double value, double distance)
    {
        indicators::FigureTable& table = snapshot.tables.front();
        indicators::Figure& figure = table.at(0, *table.row(area), year == 2015 ? 0 : 1);
        figure.value = value;
        figure.low = value - distance;
        figure.high = value + distance;
        figure.sign = Sign::none;
        figure.numerator.number = value;
        figure.numerator.cells = 1;
        figure.denominator.number = 100;
        figure.denominator.cells = 1;
    }

    /// A report of one chapter, in German.
    MadeReport make(const std::string& chapter)
    {
        folder.write("reports/one/report.toml",
                     "id = \"one\"\ntitle = { de = \"Eins\", en = \"One\" }\nlanguages = [\"de\"]\n"
                     "chapters = [\"01-text\"]\n");
        folder.write("reports/one/01-text.de.md", chapter);
        const Ground ground{snapshot, areas, regions, {}, {}};
        const FigureFinder finder(ground);
        const std::vector<Report> reports = load_reports({folder.path()});
        return make_report(reports.front(), finder);
    }

    std::string refusal(const std::string& chapter)
    {
        try {
            make(chapter);
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::bad_input);
            return error.what();
        }
        return "made";
    }

    /// What is said of one sentence with a claim; empty where it holds.
    std::string verdict(const std::string& claim)
    {
        const MadeReport made = make("# Titel\n\n[So ist es]{" + claim + "}.\n");
        EXPECT_EQ(made.tally.claims, 1u);
        return made.findings.empty() ? std::string() : finding_text(made.findings.front());
    }
};

TEST_F(ReportTest, PutsFiguresIntoText)
{
    const MadeReport made = make("# Titel\n\nIn Astadt {{share 17001 2015}}, ein Drittel.\n");
    const auto& text = std::get<TextPart>(made.file.chapters.at("de").front().blocks.front());
    EXPECT_EQ(text.markdown, "In Astadt [9,0\u00a0%](figure:share?area=17001&year=2015&series=0), ein Drittel.");
    EXPECT_EQ(made.tally.references, 1u);
}

TEST_F(ReportTest, LetsTrueClaimsPass)
{
    EXPECT_EQ(verdict("above: share 17001 2015 > 17 2015"), "");
    EXPECT_EQ(verdict("fallen: share 17002 from 2015 to 2020"), "");
    EXPECT_EQ(verdict("highest: share 17001 2015 among pair"), "");
    EXPECT_EQ(verdict("similar: share 17001 2020 ~ 17 2020"), "");
}

TEST_F(ReportTest, NamesWhatIsTrueInsteadOfAFalseClaim)
{
    const std::string said = verdict("below: share 17001 2015 < 17 2015");
    EXPECT_NE(said.find("So ist es"), std::string::npos);
    EXPECT_NE(said.find("01-text.de.md:3:1"), std::string::npos);
    EXPECT_NE(said.find("9,0\u00a0%"), std::string::npos);
    EXPECT_NE(said.find("liegt über"), std::string::npos) << said;
}

TEST_F(ReportTest, RefusesAClaimThatTheBoundsLeaveOpen)
{
    EXPECT_NE(verdict("above: share 17001 2020 > 17 2020"), "");
    EXPECT_NE(verdict("above: share region:pair 2020 > 17 2020"), "");  // no figure at all
}

TEST_F(ReportTest, TellsWhatOtherFiguresDoToReports)
{
    make("# Titel\n\n[Astadt liegt vorn]{highest: share 17001 2015 among pair} mit {{share 17001 2015}}.\n");
    const std::vector<Report> reports = load_reports({folder.path()});
    const releases::Snapshot before = snapshot;
    const Ground then{before, areas, regions, {}, {}};
    const Ground now{snapshot, areas, regions, {}, {}};
    EXPECT_TRUE(changed_reports(reports, FigureFinder(then), FigureFinder(now)).empty());
    set("17001", 2015, 9.5, 0);
    auto changes = changed_reports(reports, FigureFinder(then), FigureFinder(now));
    ASSERT_EQ(changes.size(), 1u);
    EXPECT_EQ(changes.front().chapters, std::vector<std::string>{"Titel"});
    EXPECT_TRUE(changes.front().broken.empty());
    set("17001", 2015, 4, 0);
    changes = changed_reports(reports, FigureFinder(then), FigureFinder(now));
    ASSERT_EQ(changes.size(), 1u);
    ASSERT_EQ(changes.front().broken.size(), 1u);
    EXPECT_NE(changes.front().broken.front().sentence.find("Astadt liegt vorn"), std::string::npos);
    EXPECT_EQ(changed_reports(reports, FigureFinder(now), FigureFinder(then)).front().healed.size(), 1u);
}

TEST_F(ReportTest, NumbersChartsAndTables)
{
    const MadeReport made = make(
        "# Titel\n\nSiehe {{see t}}.\n\n```table\nid = \"t\"\ntitle = \"Anteile {{year share 17 newest}}\"\n"
        "indicator = \"share\"\nmembers = [\"pair\"]\nyears = [\"2015\", \"2020\"]\nsort = \"value\"\n```\n");
    const auto& table = std::get<TablePart>(made.file.chapters.at("de").front().blocks.at(1));
    EXPECT_EQ(table.number, "Tabelle 1.1");
    EXPECT_EQ(table.title, "Anteile 2020");
    EXPECT_EQ(table.rows, (std::vector<std::vector<std::string>>{{"Astadt", "9,0", "7,2"}, {"Bkreis", "5,0", "4,0"}}));
    const auto& text = std::get<TextPart>(made.file.chapters.at("de").front().blocks.front());
    EXPECT_NE(text.markdown.find("Tabelle 1.1"), std::string::npos);
}

TEST_F(ReportTest, RefusesErrorsWithTheirPlace)
{
    EXPECT_NE(refusal("Kein Titel\n").find("01-text.de.md:1:1"), std::string::npos);
    EXPECT_NE(refusal("# T\n\nText {{shar 17001 2015}}\n").find("did you mean share?"), std::string::npos);
    EXPECT_NE(refusal("# T\n\nText {{share 17001 2015\n").find(":3:6"), std::string::npos);
    EXPECT_NE(refusal("# T\n\n[a]{abov: share 17001 2015 > 17 2015}\n").find("above"), std::string::npos);
    EXPECT_NE(refusal("# T\n\n```chart\nkind = \"pie\"\n").find("not closed"), std::string::npos);
    EXPECT_NE(refusal("# T\n\n```chart\ntitle = \"a\"\nkind = \"pie\"\n```\n").find(":5:"), std::string::npos);
    EXPECT_NE(refusal("# T\n\n" + std::string(10'000, '[') + "\n").find("too deep"), std::string::npos);
    EXPECT_NE(refusal("# T\n\n\xff\n").find("UTF-8"), std::string::npos);
    EXPECT_NE(refusal("# T\n\nein { allein\n").find("single brace"), std::string::npos);
}

}  // namespace
}  // namespace allmende::reports
