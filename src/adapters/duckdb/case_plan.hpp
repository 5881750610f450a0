#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "facts/fact_store.hpp"

namespace allmende::adapters::duckdb {

/// How many cases one aggregate can take.
constexpr std::size_t most_cases = 16;

/// A set of cases, one bit for each.
using CaseMask = std::uint16_t;

/// Finds the cases that a row belongs to by looking each of its codes up once, however many cases there are. (Asking
/// each case for each row, as FILTER does, takes most of the time of a profile of sixty sums.)
class CasePlan {
public:
    explicit CasePlan(std::span<const facts::Case> cases);

    /// The columns that some case restricts, ascending.
    const std::vector<facts::Column>& columns() const { return columns_; }
    std::size_t size() const { return size_; }

    /// Sets the mask of each row; `codes` holds the rows' codes of each column of columns().
    void match(std::span<CaseMask> rows, const std::vector<const std::int32_t*>& codes) const;

private:
    /// Which cases take a code of one column.
    struct Choice {
        std::vector<CaseMask> masks;                        ///< by code, for the small codes of dimensions
        std::unordered_map<std::int32_t, CaseMask> others;  ///< all other codes that a case names
        CaseMask unnamed = 0;                               ///< the cases that do not restrict the column
    };

    std::size_t size_;
    std::vector<facts::Column> columns_;
    std::vector<Choice> choices_;
};

}  // namespace allmende::adapters::duckdb
