#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <span>
#include <string>

#include "adapters/duckdb/case_plan.hpp"
#include "adapters/duckdb/engine.hpp"

namespace allmende::adapters::duckdb {

/// Gives the engine the aggregates `case_sums_1` to `case_sums_16`: exact sums, numbers of cells and sets of signs for
/// many cases in one step. For a few cases they cost what the engine's own sum() costs, which gives only the first of
/// the three, and not the same one on every run; for many they cost a fraction.
/// Thread safe; lives as long as its engine.
class CaseSums {
public:
    explicit CaseSums(Connection& connection);
    ~CaseSums();

    /// Plans for the cases of one statement, known to the aggregates while this lives.
    class Use {
    public:
        Use(CaseSums& sums, std::span<const facts::Case> cases);
        ~Use();
        Use(const Use&) = delete;
        Use& operator=(const Use&) = delete;

        /// The aggregates' calls, to be selected in this order.
        std::vector<std::string> calls() const;
        /// Adds the totals of the rows of a chunk, whose aggregates begin at column `first`; rows in which no case has
        /// a cell are left out. Gives the rows that were taken.
        std::vector<std::size_t> append(const Chunk& chunk, std::size_t first, facts::Sums& sums) const;

    private:
        CaseSums& sums_;
        std::map<std::int64_t, CasePlan> plans_;  ///< by number, in the order of the cases
    };

    /// For the engine's callbacks. The plan stays where it is while its statement runs.
    const CasePlan& plan(std::int64_t number) const;

private:
    mutable std::shared_mutex mutex_;
    std::int64_t last_ = 0;
    std::map<std::int64_t, const CasePlan*> plans_;
};

}  // namespace allmende::adapters::duckdb
