#include "releases/released.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/json.hpp"
#include "releases/released_open.hpp"
#include "small_release.hpp"

namespace allmende::test {
namespace {

class ReleasedTest : public testing::Test {
protected:
    ScratchFolder folder;
    MemoryColumnFiles files;

    void SetUp() override { write_small_release(folder.path(), 1, files); }
    std::shared_ptr<const releases::Released> open() { return releases::open_release(folder.path() / "1", 1, files); }
    void expect_refused(const std::string& file, const std::string& text)
    {
        write_file(folder.path() / "1" / "data" / file, text);
        try {
            const auto release = open();
            release->indicator("leavers");
            release->dataset("99111-01-01-4");
            FAIL() << file << " was taken";
        } catch (const Error& error) {
            EXPECT_NE(std::string(error.what()).find(file), std::string::npos) << error.what();
        }
    }
};

TEST_F(ReleasedTest, NamesTheFileThatIsDamaged)
{
    expect_refused("site.json", "{");
    write_small_release(folder.path(), 1, files);
    expect_refused("site.json", "{}");
    write_small_release(folder.path(), 1, files);
    expect_refused("indicators/leavers.json", R"({"id": 7})");
    write_small_release(folder.path(), 1, files);
    expect_refused("observations.json", R"({"areas": []})");
    write_small_release(folder.path(), 1, files);
    std::filesystem::remove(folder.path() / "1" / "data" / "observations.json");
    EXPECT_THROW(open()->dataset("99111-01-01-4"), Error);
}

TEST_F(ReleasedTest, LeadsNowhereElse)
{
    const auto release = open();
    for (const std::string_view path :
         {"../manifest.json", "/etc/passwd", "areas/../../manifest.json", "./site.json"}) {
        EXPECT_THROW(release->document(path), Error) << path;
    }
    EXPECT_NO_THROW(release->document("areas/99001.json"));
}

TEST_F(ReleasedTest, PassesOverTheFiguresInTheDefinition)
{
    const auto indicator = open()->indicator("without_certificate");
    ASSERT_TRUE(indicator);
    const Json definition = Json::parse(indicator->definition);
    EXPECT_FALSE(definition["series"][0].contains("value"));
    EXPECT_TRUE(definition.contains("numerator"));
    EXPECT_EQ(indicator->series.size(), 3u);
    EXPECT_EQ(indicator->series[1].dimension, "sex");
    EXPECT_EQ(indicator->year_labels.size(), indicator->years.size());
    EXPECT_EQ(open()->indicator("nothing"), nullptr);
}

TEST_F(ReleasedTest, AnEmptyListKeepsNothingAndNoListKeepsAll)
{
    const auto release = open();
    releases::FigureQuery query;
    EXPECT_EQ(release->count(query), 60);
    EXPECT_EQ(release->figures(query).size(), 60u);
    query.areas.emplace();
    EXPECT_EQ(release->count(query), 0);
    EXPECT_TRUE(release->figures(query).empty());
}

TEST_F(ReleasedTest, ABugInTheTableIsNotPublished)
{
    facts::DiskTable table = files.read(
        folder.path() / "1" / "figures.parquet", {},
        {"indicator", "series", "area", "year", "sign", "flags", "value", "numerator", "denominator", "lower", "upper"},
        0, 100);
    std::get<std::vector<std::int32_t>>(table.columns[4].values)[0] = static_cast<std::int32_t>(Sign::protected_);
    files.write(table, folder.path() / "1" / "figures.parquet");
    EXPECT_THROW(open()->figures({}), std::logic_error);
    std::get<std::vector<std::int32_t>>(table.columns[4].values)[0] = 99;
    files.write(table, folder.path() / "1" / "figures.parquet");
    EXPECT_THROW(open()->figures({}), std::logic_error);
}

TEST_F(ReleasedTest, TracesOneFigureOnly)
{
    const auto release = open();
    const auto indicator = release->indicator("without_certificate");
    const releases::ReleasedTrace trace = release->trace(*indicator, 0, "99002", 2021);
    EXPECT_EQ(Json::parse(trace.cells)["numerator"][0][1], 9);
    EXPECT_TRUE(Json::parse(trace.deliveries).contains("1"));
    EXPECT_TRUE(release->trace(*indicator, 2, "99002", 2021).cells.empty());
}

TEST_F(ReleasedTest, TheShelfListsWholeReleasesOnly)
{
    write_small_release(folder.path(), 2, files);
    write_small_release(folder.path(), 10, files);
    std::filesystem::create_directories(folder.path() / "11");
    std::filesystem::create_directories(folder.path() / "010");
    const auto shelf = releases::open_shelf(folder.path(), files);
    const auto entries = shelf->entries();
    ASSERT_EQ(entries.size(), 3u);
    EXPECT_EQ(entries[0].number, 1);
    EXPECT_EQ(entries[2].number, 10);
    EXPECT_EQ(shelf->current(), 10);
    EXPECT_EQ(shelf->find(11), nullptr);
    EXPECT_EQ(shelf->find(0), nullptr);
    EXPECT_EQ(shelf->find(2)->number(), 2);
}

}  // namespace
}  // namespace allmende::test
