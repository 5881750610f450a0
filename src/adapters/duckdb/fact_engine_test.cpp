#include "adapters/duckdb/fact_engine.hpp"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/duckdb/engine.hpp"
#include "base/ensure.hpp"
#include "base/error.hpp"
#include "base/test_folder.hpp"
#include "facts/contract.hpp"

namespace allmende::adapters::duckdb {

using facts::FactStore;
using facts::Observations;
using facts::Precedence;
using testing::HasSubstr;

namespace {

/// `count` cells of consecutive areas, all with the same value.
Observations cells(std::int32_t first_area, std::int32_t count, double value)
{
    Observations batch;
    for (std::int32_t i = 0; i < count; ++i) {
        // Backwards, so that there is something to sort.
        batch.area.push_back(first_area + count - 1 - i);
        batch.period.push_back(200000000);
        batch.measure.push_back(0);
        batch.dimensions[0].push_back(batch.area.back() % 7);
        batch.value.push_back(value);
        batch.sign.push_back(Sign::none);
        batch.row.push_back(i + 1);
        batch.column.push_back(1);
    }
    return batch;
}

facts::Load::Outcome load(FactStore& store, std::int32_t delivery, const Observations& batch)
{
    const auto load = store.begin_load(1, delivery, Precedence::newest);
    load->append(batch);
    return load->commit();
}

/// The code and the message of the Error that `work` throws.
template <typename Work>
std::pair<ErrorCode, std::string> error_of(const Work& work)
{
    try {
        work();
    } catch (const Error& error) {
        return {error.code(), error.what()};
    }
    return {ErrorCode::internal, "nothing was thrown"};
}

}  // namespace

class DuckdbContract : public testing::TestWithParam<facts::ContractCheck> {};

TEST_P(DuckdbContract, Holds)
{
    const TestFolder folder;
    int stores = 0;
    GetParam().run([&] { return open_fact_store(folder.path() / std::to_string(++stores)); });
}

INSTANTIATE_TEST_SUITE_P(Facts, DuckdbContract, testing::ValuesIn(facts::contract_checks()),
                         [](const auto& check) { return check.param.name; });

TEST(DuckdbStore, AnswersAsTheStoreInMemory)
{
    const TestFolder folder;
    facts::check_against_memory([&] { return open_fact_store(folder.path() / "facts.duckdb"); });
}

TEST(DuckdbStore, SaysWhyItCannotBeOpened)
{
    const TestFolder folder;
    const auto missing = error_of([&] { open_fact_store(folder.path() / "nowhere/facts.duckdb"); });
    EXPECT_EQ(missing.first, ErrorCode::not_found) << missing.second;
    std::ofstream(folder.path() / "other.duckdb") << "no database";
    const auto damaged = error_of([&] { open_fact_store(folder.path() / "other.duckdb"); });
    EXPECT_EQ(damaged.first, ErrorCode::disk);
    EXPECT_THAT(damaged.second, HasSubstr("allmende rebuild"));
}

TEST(DuckdbStore, BelongsToOneOpenerAtATime)
{
    const TestFolder folder;
    const auto store = open_fact_store(folder.path() / "facts.duckdb");
    const auto second = error_of([&] { open_fact_store(folder.path() / "facts.duckdb"); });
    EXPECT_EQ(second.first, ErrorCode::conflict);
    EXPECT_THAT(second.second, HasSubstr(std::to_string(::getpid())));
}

TEST(DuckdbStore, IsReadByManyOrChangedByOne)
{
    const TestFolder folder;
    const auto path = folder.path() / "facts.duckdb";
    Options read_only;
    read_only.read_only = true;
    EXPECT_EQ(error_of([&] { open_fact_store(path, read_only); }).first, ErrorCode::not_found);
    {
        const auto store = open_fact_store(path);
        load(*store, 1, cells(0, 1000, 1));
        EXPECT_EQ(error_of([&] { open_fact_store(path, read_only); }).first, ErrorCode::conflict);
    }
    const auto one = open_fact_store(path, read_only);
    const auto other = open_fact_store(path, read_only);
    EXPECT_EQ(one->count({}) + other->count({}), 2000);
    EXPECT_EQ(error_of([&] { open_fact_store(path); }).first, ErrorCode::conflict);
    EXPECT_THROW(one->begin_load(1, 2, Precedence::newest), Bug);
    EXPECT_THROW(one->forget_after(0), Bug);
    one->write_parquet({}, folder.path() / "x.parquet");
    EXPECT_EQ(open_column_files()->count(folder.path() / "x.parquet", {}), 1000);
}

TEST(DuckdbStore, IsTheSameAfterOpeningAgain)
{
    const TestFolder folder;
    {
        const auto store = open_fact_store(folder.path() / "facts.duckdb");
        load(*store, 1, cells(0, 1000, 1));
        load(*store, 2, cells(500, 1000, 2));
        const auto undone = store->begin_load(1, 3, Precedence::newest);
        undone->append(cells(0, 10, 7));
    }
    const auto store = open_fact_store(folder.path() / "facts.duckdb");
    EXPECT_EQ(store->count({}), 1500);
    EXPECT_EQ(load(*store, 3, cells(0, 10, 7)).superseded, 10);
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "facts.duckdb.new"));
}

TEST(DuckdbStore, SortsAndSupersedesManyRunsInAllThreads)
{
    const TestFolder folder;
    Options options;
    options.threads = 4;
    const auto store = open_fact_store(folder.path() / "facts.duckdb", options);
    const std::int32_t count = 600'000;
    const auto first = store->begin_load(1, 1, Precedence::newest);
    for (std::int32_t part = 0; part < 3; ++part) {
        Observations batch = cells(part, count, 1);
        for (std::size_t i = 0; i < batch.size(); ++i) {
            // Every part has its third of the areas, so that runs interleave.
            batch.area[i] = (batch.area[i] - part) / 3 * 3 + part;
            batch.dimensions[1].push_back(static_cast<std::int32_t>(i % 3));
        }
        first->append(batch);
    }
    const auto outcome = first->commit();
    EXPECT_EQ(outcome.observations + outcome.duplicates, 3 * count);
    const auto again = store->begin_load(1, 2, Precedence::newest);
    again->append(store->rows({}, 0, 1'000'000));
    const auto second = again->commit();
    EXPECT_EQ(second.observations, 1'000'000);
    EXPECT_EQ(second.superseded, 1'000'000);
    EXPECT_EQ(second.unchanged, 1'000'000);
    EXPECT_EQ(store->count({}), outcome.observations);
    facts::Query before;
    before.as_of = 1;
    EXPECT_EQ(store->count(before), outcome.observations);
}

TEST(DuckdbStore, WritesParquetThatColumnFilesRead)
{
    const TestFolder folder;
    const auto store = open_fact_store(folder.path() / "o'brien.duckdb");
    Observations batch = cells(0, 50'000, 0.5);
    batch.sign[0] = Sign::unknown;
    batch.value[0] = 0;
    load(*store, 1, batch);
    const auto path = folder.path() / "it's [1].parquet";
    store->write_parquet({}, path);
    const auto files = open_column_files();
    EXPECT_EQ(files->count(path, {}), 50'000);
    const auto table = files->read(path, {{"area", {49'999, 7}}}, {}, 0, 10);
    std::vector<std::string> names;
    for (const auto& column : table.columns) {
        names.push_back(column.name);
    }
    EXPECT_EQ(names,
              (std::vector<std::string>{"dataset", "area", "period", "measure", "dimension_0", "dimension_1",
                                        "dimension_2", "dimension_3", "dimension_4", "dimension_5", "dimension_6",
                                        "dimension_7", "value", "sign", "delivery", "row", "column"}));
    EXPECT_EQ(table.integers("area"), (std::vector<std::int32_t>{7, 49'999}));
    EXPECT_EQ(table.numbers("value"), (std::vector<std::optional<double>>{0.5, std::nullopt}));
    EXPECT_EQ(table.integers("sign")[1], static_cast<std::int32_t>(Sign::unknown));
    const auto nowhere = error_of([&] { store->write_parquet({}, folder.path() / "nowhere/x.parquet"); });
    EXPECT_EQ(nowhere.first, ErrorCode::disk) << nowhere.second;
}

TEST(Engine, ReachesOnlyItsFolders)
{
    const TestFolder folder;
    std::ofstream(folder.path() / "secret.csv") << "a\n1\n";
    EngineOptions options;
    options.folders = {folder.path() / "open"};
    options.temporary = folder.path() / "open";
    Engine engine(folder.path() / "x.duckdb", options);
    const auto connection = engine.borrow();
    for (const std::string sql : {"SELECT * FROM read_csv('{}/secret.csv')", "COPY (SELECT 1) TO '{}/open/../made.csv'",
                                  "ATTACH '{}/y.duckdb'", "SET enable_external_access = true", "INSTALL httpfs",
                                  "LOAD httpfs", "SELECT * FROM read_text('/etc/passwd')"}) {
        EXPECT_THROW(connection->run(fmt::format(fmt::runtime(sql), folder.path().string())), Error) << sql;
    }
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "made.csv"));
}

}  // namespace allmende::adapters::duckdb
