#include "adapters/duckdb/staging.hpp"

#include <algorithm>
#include <random>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "base/test_folder.hpp"

namespace allmende::adapters::duckdb {

namespace {

/// Rows whose keys differ in the given lanes only, up to `most` in each; `place` counts them.
std::vector<StagedRow> random_rows(std::size_t count, const std::vector<std::size_t>& lanes, std::uint16_t most,
                                   std::uint32_t seed)
{
    std::mt19937 random(seed);
    std::uniform_int_distribution<int> code(0, most);
    std::vector<StagedRow> rows(count);
    for (std::size_t i = 0; i < count; ++i) {
        for (const std::size_t lane : lanes) {
            const auto number = static_cast<std::uint64_t>(code(random));
            if (lane == 12) {
                rows[i].key.last = static_cast<std::uint16_t>(number);
            } else {
                rows[i].key.words[lane / 4] |= number << (48 - 16 * (lane % 4));
            }
        }
        rows[i].place = static_cast<std::int64_t>(i);
    }
    return rows;
}

/// Every part of a finished staging, one after the other.
std::vector<StagedRow> read(const Staging& staging, std::size_t part_rows)
{
    const auto boundaries = staging.boundaries(part_rows);
    std::vector<StagedRow> rows;
    for (std::size_t part = 0; part < boundaries.size(); ++part) {
        const CellKey* end = part + 1 < boundaries.size() ? &boundaries[part + 1] : nullptr;
        for (Merge merge(staging, boundaries[part], end); merge.head() != nullptr; merge.advance()) {
            EXPECT_GE(merge.head()->key, boundaries[part]);
            EXPECT_TRUE(end == nullptr || merge.head()->key < *end);
            rows.push_back(*merge.head());
        }
    }
    return rows;
}

void expect_sorted(std::vector<StagedRow> rows, std::size_t run_rows, std::size_t part_rows)
{
    const TestFolder folder;
    Staging staging(folder.path() / "made by the staging", run_rows);
    for (const StagedRow& row : rows) {
        staging.add(row);
    }
    EXPECT_EQ(staging.size(), rows.size());
    staging.finish();
    std::vector<StagedRow> sorted = read(staging, part_rows);
    ASSERT_EQ(sorted.size(), rows.size());
    for (std::size_t i = 1; i < sorted.size(); ++i) {
        ASSERT_LE(sorted[i - 1].key, sorted[i].key) << i;
    }
    // The same rows: each once.
    const auto by_place = [](const StagedRow& a, const StagedRow& b) { return a.place < b.place; };
    std::sort(sorted.begin(), sorted.end(), by_place);
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        ASSERT_EQ(sorted[i].place, static_cast<std::int64_t>(i));
        ASSERT_EQ(sorted[i].key, rows[i].key);
    }
}

}  // namespace

TEST(Staging, SaysThatItCannotWrite)
{
    Staging staging("/proc/nowhere", 2);
    EXPECT_THROW(
        {
            staging.add({});
            staging.add({});
            staging.finish();
        },
        Error);
}

TEST(Staging, OfNothingIsNothing)
{
    expect_sorted({}, 10, 10);
}

TEST(Staging, SortsKeysOfAnyWidth)
{
    const std::vector<std::size_t> all{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    expect_sorted(random_rows(1, all, 65'535, 1), 10, 10);
    expect_sorted(random_rows(20'000, {0, 1, 2, 3}, 65'535, 2), 3000, 2048);
    expect_sorted(random_rows(20'000, all, 65'535, 3), 3000, 2048);
    expect_sorted(random_rows(20'000, all, 3, 4), 3000, 2048);
    expect_sorted(random_rows(20'000, {1, 3, 4, 12}, 9, 5), 20'000, 1024);
}

TEST(Staging, SortsWhatIsSortedOrTheSame)
{
    auto rows = random_rows(10'000, {1, 12}, 500, 6);
    std::sort(rows.begin(), rows.end(), [](const StagedRow& a, const StagedRow& b) { return a.key < b.key; });
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].place = static_cast<std::int64_t>(i);
    }
    expect_sorted(rows, 1000, 1024);
    expect_sorted(random_rows(10'000, {}, 0, 7), 1000, 1024);
    expect_sorted(random_rows(10'000, {5}, 1, 8), 1000, 1024);
}

TEST(Staging, ComparesKeysByTheirColumns)
{
    CellKey small;
    small.words = {std::uint64_t{3} << 32 | 200'000'000, std::uint64_t{65'535} << 48, 0};
    CellKey great = small;
    great.words[0] = std::uint64_t{4} << 32 | 1;
    EXPECT_LT(small, great);
    EXPECT_EQ(small.area(), 3);
    EXPECT_EQ(small.period(), 200'000'000);
    EXPECT_EQ(small.measure(), 65'535);
    great = small;
    great.last = 1;
    EXPECT_LT(small, great);
    EXPECT_NE(small, great);
    EXPECT_EQ(great.dimension(7), 1);
}

}  // namespace allmende::adapters::duckdb
