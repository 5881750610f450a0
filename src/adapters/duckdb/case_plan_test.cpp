#include "adapters/duckdb/case_plan.hpp"

#include <gtest/gtest.h>

namespace allmende::adapters::duckdb {

using facts::Case;
using facts::Column;

TEST(CasePlan, FindsTheCasesOfEachRow)
{
    const std::vector<Case> cases{
        {},                                                                // takes all
        {{{Column::area, {7, 1'000'000}}}},                                // a code above those of dimensions
        {{{Column::dimension_2, {1, 2}}, {Column::dimension_2, {2, 3}}}},  // both must hold
        {{{Column::dimension_2, {}}}},                                     // takes none
        {{{Column::area, {7}}, {Column::dimension_2, {0, -1, facts::most_code}}}},
    };
    const CasePlan plan(cases);
    EXPECT_EQ(plan.columns(), (std::vector<Column>{Column::area, Column::dimension_2}));
    const std::vector<std::int32_t> area{7, 1'000'000, 6, 7, 2'000'000};
    const std::vector<std::int32_t> code{0, 2, 1, facts::most_code, 3};
    std::vector<CaseMask> masks(area.size());
    plan.match(masks, {area.data(), code.data()});
    EXPECT_EQ(masks, (std::vector<CaseMask>{0b10011, 0b00111, 0b00001, 0b10011, 0b00001}));
}

}  // namespace allmende::adapters::duckdb
