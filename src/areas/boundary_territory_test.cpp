#include "areas/boundary_territory.hpp"

#include <gtest/gtest.h>

namespace allmende::areas {
namespace {

FeatureTable table_of(const std::string& field, const std::vector<std::string>& values)
{
    FeatureTable table;
    table.fields = {field};
    for (const std::string& value : values) {
        table.features.push_back({{{value, false}}, 1, 1});
    }
    return table;
}

TEST(FindTerritory, IsNothingWhereNothingSaysIt)
{
    EXPECT_FALSE(find_territory("kreise", "VG250_KRS", {}));
    EXPECT_FALSE(find_territory("kreise", "", table_of("GEN", {"2021", "2021"})));
    EXPECT_FALSE(find_territory("kreise", "", table_of("Stand", {"2021", "2022"})));
    EXPECT_FALSE(find_territory("kreise", "", table_of("WSK", {"", "unbekannt"})));
}

TEST(FindTerritory, GoesByNamesFirst)
{
    const auto found = find_territory("kreise_2021", "KRS_2022", table_of("Stand", {"2020"}));
    ASSERT_TRUE(found);
    EXPECT_EQ(found->date, "2021-01-01");
    EXPECT_EQ(found->by, FoundTerritory::By::name);
    EXPECT_EQ(find_territory("kreise", "KRS_2022", {})->date, "2022-01-01");
}

TEST(FindTerritory, ReadsAnAttributeThatSaysTheSameForAll)
{
    const auto found =
        find_territory("kreise", "", table_of("Gebietsstand", {"31.12.2021", "", "2021-12-31T00:00:00Z"}));
    ASSERT_TRUE(found);
    EXPECT_EQ(found->date, "2021-12-31");
    EXPECT_EQ(found->by, FoundTerritory::By::field);
    EXPECT_EQ(find_territory("kreise", "", table_of("JAHR", {"2021"}))->date, "2021-01-01");
}

TEST(FindTerritory, TakesTheNewestChangeAtLast)
{
    const auto found =
        find_territory("DE_VG250", "vg250_krs", table_of("WSK", {"2009/10/21", "2016/11/01", "2008/01/01"}));
    ASSERT_TRUE(found);
    EXPECT_EQ(found->date, "2016-11-01");
    EXPECT_EQ(found->by, FoundTerritory::By::change);
}

}  // namespace
}  // namespace allmende::areas
