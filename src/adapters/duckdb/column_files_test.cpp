#include <fstream>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/duckdb/fact_engine.hpp"
#include "base/ensure.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/test_folder.hpp"

namespace allmende::adapters::duckdb {

using facts::DiskTable;
using testing::ElementsAre;
using testing::HasSubstr;

namespace {

constexpr std::int64_t all = std::numeric_limits<std::int64_t>::max();

DiskTable table_of(std::int32_t rows)
{
    std::vector<std::int32_t> area;
    std::vector<std::optional<double>> value;
    std::vector<std::string> flag;
    for (std::int32_t i = 0; i < rows; ++i) {
        area.push_back(i / 10);
        value.push_back(i % 10 == 3 ? std::nullopt : std::optional(i / 8.0));
        flag.push_back(i % 2 == 0 ? "" : "geschätzt, siehe \"Fußnote\"");
    }
    return {{{"area", area}, {"va\"lue", value}, {"flag", flag}}};
}

class ColumnFilesTest : public testing::Test {
protected:
    ErrorCode code_of_reading(const std::filesystem::path& path, const std::vector<facts::DiskFilter>& filters = {},
                              const std::vector<std::string>& columns = {})
    {
        try {
            files_->read(path, filters, columns, 0, all);
        } catch (const Error& error) {
            message_ = error.what();
            return error.code();
        }
        return ErrorCode::internal;
    }

    TestFolder folder_;
    std::unique_ptr<facts::ColumnFiles> files_ = open_column_files();
    std::string message_;
};

}  // namespace

TEST_F(ColumnFilesTest, RefuseWhatIsNoTable)
{
    EXPECT_EQ(code_of_reading(folder_.path() / "missing.parquet"), ErrorCode::not_found);
    EXPECT_EQ(code_of_reading(folder_.path()), ErrorCode::not_found);
    EXPECT_EQ(code_of_reading(folder_.write("a.csv", "a,b\n1,2\n")), ErrorCode::bad_input);
    EXPECT_THAT(message_, HasSubstr("a.csv: this is no table"));
    EXPECT_EQ(code_of_reading(folder_.write("empty.parquet", "")), ErrorCode::bad_input);
    const auto whole = folder_.path() / "whole.parquet";
    files_->write(table_of(1000), whole);
    const std::string bytes = read_file(whole);
    EXPECT_EQ(code_of_reading(folder_.write("cut.parquet", bytes.substr(0, bytes.size() / 2))), ErrorCode::bad_input);
    EXPECT_EQ(code_of_reading(whole, {}, {"area", "period"}), ErrorCode::bad_input);
    EXPECT_EQ(code_of_reading(whole, {{"period", {1}}}), ErrorCode::bad_input);
}

TEST_F(ColumnFilesTest, RefuseTablesThatAreNone)
{
    const auto path = folder_.path() / "x.parquet";
    EXPECT_THROW(files_->write({}, path), Bug);
    EXPECT_THROW(files_->write({{{"a", std::vector<std::int32_t>{1}}, {"b", std::vector<std::int32_t>{}}}}, path), Bug);
    EXPECT_THROW(files_->write({{{"a", std::vector<std::int32_t>{1}}, {"a", std::vector<std::int32_t>{1}}}}, path),
                 Bug);
    EXPECT_FALSE(std::filesystem::exists(path));
}

TEST_F(ColumnFilesTest, GiveBackWhatWasWritten)
{
    const auto path = folder_.path() / "x [1]*?=.parquet";
    for (const std::int32_t rows : {0, 1, 2048, 100'000}) {
        const DiskTable written = table_of(rows);
        files_->write(written, path);
        const DiskTable read = files_->read(path, {}, {}, 0, all);
        ASSERT_EQ(read.columns.size(), 3u);
        EXPECT_EQ(read.integers("area"), written.integers("area"));
        EXPECT_EQ(read.numbers("va\"lue"), written.numbers("va\"lue"));
        EXPECT_EQ(read.texts("flag"), written.texts("flag"));
        EXPECT_EQ(files_->count(path, {}), rows);
    }
}

TEST_F(ColumnFilesTest, FilterAndPage)
{
    const auto path = folder_.path() / "x.parquet";
    files_->write(table_of(100'000), path);
    EXPECT_EQ(files_->count(path, {{"area", {7, 9000, -1}}}), 20);
    EXPECT_EQ(files_->count(path, {{"area", {}}}), 0);
    const DiskTable page = files_->read(path, {{"area", {7, 9000, -1}}}, {"va\"lue", "area"}, 8, 4);
    EXPECT_EQ(page.columns[0].name, "va\"lue");
    EXPECT_THAT(page.integers("area"), ElementsAre(7, 7, 9000, 9000));
    EXPECT_EQ(page.numbers("va\"lue")[2], 90'000 / 8.0);
    EXPECT_EQ(files_->read(path, {}, {}, 99'999, 5).size(), 1u);
    EXPECT_EQ(files_->read(path, {}, {}, 100'000, 5).size(), 0u);
}

TEST_F(ColumnFilesTest, TheSameTableGivesTheSameBytes)
{
    files_->write(table_of(60'000), folder_.path() / "a.parquet");
    open_column_files()->write(table_of(60'000), folder_.path() / "b.parquet");
    EXPECT_EQ(read_file(folder_.path() / "a.parquet"), read_file(folder_.path() / "b.parquet"));
    EXPECT_FALSE(std::filesystem::exists(folder_.path() / "a.parquet.part"));
}

TEST_F(ColumnFilesTest, SeeAReplacedFile)
{
    const auto path = folder_.path() / "a.parquet";
    files_->write(table_of(10), path);
    EXPECT_EQ(files_->count(path, {}), 10);
    files_->write(table_of(20), path);
    EXPECT_EQ(files_->read(path, {}, {}, 0, all).integers("area").back(), 1);
}

TEST_F(ColumnFilesTest, ReachAnyNumberOfFolders)
{
    for (int round = 0; round < 2; ++round) {
        for (std::int32_t i = 0; i < 12; ++i) {
            const auto path = folder_.path() / fmt::format("{}'", i) / "x.parquet";
            std::filesystem::create_directories(path.parent_path());
            if (round == 0) {
                files_->write(table_of(i), path);
            }
            EXPECT_EQ(files_->count(path, {}), i);
        }
    }
}

TEST_F(ColumnFilesTest, ServeManyThreads)
{
    const auto path = folder_.path() / "a.parquet";
    files_->write(table_of(50'000), path);
    std::vector<std::thread> threads;
    std::atomic<int> wrong = 0;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&, t] {
            for (std::int32_t i = 0; i < 25; ++i) {
                wrong += files_->read(path, {{"area", {i}}}, {}, 0, all).size() != 10u ? 1 : 0;
            }
            files_->write(table_of(100), folder_.path() / fmt::format("{}.parquet", t));
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    EXPECT_EQ(wrong, 0);
}

}  // namespace allmende::adapters::duckdb
