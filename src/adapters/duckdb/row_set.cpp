#include "adapters/duckdb/row_set.hpp"

#include <algorithm>

namespace allmende::adapters::duckdb {

std::vector<RowSet::Range> RowSet::take_runs(std::int64_t least_blocks)
{
    const auto full = [](const Bits& bits) {
        return std::all_of(bits.begin(), bits.end(), [](std::uint64_t word) { return word == ~std::uint64_t{0}; });
    };
    std::vector<Range> runs;
    for (auto first = blocks_.begin(); first != blocks_.end();) {
        auto next = first;
        std::int64_t count = 0;
        while (next != blocks_.end() && next->first == first->first + count && full(next->second)) {
            ++next;
            ++count;
        }
        if (count >= least_blocks) {
            runs.push_back({first->first * block_rows, (first->first + count) * block_rows});
            first = blocks_.erase(first, next);
        } else {
            first = count == 0 ? std::next(first) : next;
        }
    }
    last_block_ = -1;
    return runs;
}

}  // namespace allmende::adapters::duckdb
