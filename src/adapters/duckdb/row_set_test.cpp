#include "adapters/duckdb/row_set.hpp"

#include <gtest/gtest.h>

namespace allmende::adapters::duckdb {

namespace {

std::int64_t count(const RowSet& rows)
{
    std::int64_t bits = 0;
    for (const auto& [block, words] : rows.blocks()) {
        for (const std::uint64_t word : words) {
            bits += __builtin_popcountll(word);
        }
    }
    return bits;
}

}  // namespace

TEST(RowSet, TakesOutLongRunsOnly)
{
    RowSet rows;
    EXPECT_TRUE(rows.take_runs(1).empty());
    for (std::int64_t row = 2048; row < 5 * 2048; ++row) {
        rows.add(row);
    }
    rows.add(5 * 2048 + 7);
    for (std::int64_t row = 9 * 2048; row < 10 * 2048; ++row) {
        rows.add(row);
    }
    EXPECT_TRUE(rows.take_runs(5).empty());
    const auto runs = rows.take_runs(2);
    ASSERT_EQ(runs.size(), 1u);
    EXPECT_EQ(runs[0].from, 2048);
    EXPECT_EQ(runs[0].end, 5 * 2048);
    EXPECT_EQ(count(rows), 1 + 2048);
    rows.add(2048);
    EXPECT_EQ(count(rows), 2 + 2048);
}

TEST(RowSet, JoinsSets)
{
    RowSet rows;
    RowSet other;
    rows.add(1);
    other.add(1);
    other.add(100'000'000'000);
    rows.add(other);
    EXPECT_EQ(count(rows), 2);
}

}  // namespace allmende::adapters::duckdb
