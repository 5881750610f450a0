#include "facts/columns.hpp"

#include <gtest/gtest.h>

#include "base/ensure.hpp"

namespace allmende::facts {

TEST(DiskTable, RefusesAnotherNameOrType)
{
    const DiskTable table{{{"area", std::vector<std::int32_t>{1, 2}}, {"name", std::vector<std::string>{"a", "b"}}}};
    EXPECT_THROW(table.integers("period"), Bug);
    EXPECT_THROW(table.numbers("area"), Bug);
    EXPECT_THROW(table.integers("name"), Bug);
}

TEST(DiskTable, GivesItsColumns)
{
    const DiskTable table{{{"area", std::vector<std::int32_t>{1, 2}},
                           {"value", std::vector<std::optional<double>>{1.5, std::nullopt}},
                           {"name", std::vector<std::string>{"a", "b"}}}};
    EXPECT_EQ(table.size(), 2u);
    EXPECT_EQ(table.integers("area")[1], 2);
    EXPECT_FALSE(table.numbers("value")[1]);
    EXPECT_EQ(table.texts("name")[0], "a");
    EXPECT_EQ(DiskTable{}.size(), 0u);
}

}  // namespace allmende::facts
