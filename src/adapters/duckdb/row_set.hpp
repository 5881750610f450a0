#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <vector>

namespace allmende::adapters::duckdb {

/// A set of row numbers that come in clusters: a bitmap for each 2,048 rows touched.
class RowSet {
public:
    void add(std::int64_t row)
    {
        const std::int64_t block = row / block_rows;
        if (block != last_block_) {
            last_ = &blocks_[block];
            last_block_ = block;
        }
        const auto bit = static_cast<std::uint64_t>(row % block_rows);
        (*last_)[bit / 64] |= std::uint64_t{1} << bit % 64;
    }
    void add(const RowSet& other)
    {
        for (const auto& [block, bits] : other.blocks_) {
            auto& mine = blocks_[block];
            for (std::size_t i = 0; i < bits.size(); ++i) {
                mine[i] |= bits[i];
            }
        }
    }

    struct Range {
        std::int64_t from;
        std::int64_t end;
    };
    /// Takes out all runs of at least `least_blocks` full blocks.
    std::vector<Range> take_runs(std::int64_t least_blocks);

    static constexpr std::int64_t block_rows = 2048;
    using Bits = std::array<std::uint64_t, block_rows / 64>;
    const std::map<std::int64_t, Bits>& blocks() const { return blocks_; }

private:
    std::map<std::int64_t, Bits> blocks_;
    std::int64_t last_block_ = -1;
    Bits* last_ = nullptr;
};

}  // namespace allmende::adapters::duckdb
