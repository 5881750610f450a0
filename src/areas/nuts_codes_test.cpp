#include "areas/nuts_codes.hpp"

#include <gtest/gtest.h>

#include "base/test_folder.hpp"

namespace allmende::areas {
namespace {

TEST(NutsCodes, KnowsTheUnitsOfTheCatalogue)
{
    const NutsCodes codes({std::filesystem::path(ALLMENDE_SOURCE_DIR) / "catalog"});
    EXPECT_EQ(codes.key_of("DE"), "DG");
    EXPECT_EQ(codes.key_of("DEA"), "05");
    EXPECT_EQ(codes.key_of("DEA1"), "051");
    EXPECT_EQ(codes.key_of("DEA2D"), "05334");
    EXPECT_EQ(codes.key_of("DEC0"), "10") << "Saarland has no government regions";
    EXPECT_EQ(codes.key_of("DE300"), "11");
    EXPECT_EQ(codes.key_of("DE41"), std::nullopt) << "of an earlier version";
    EXPECT_EQ(codes.versions(), "2021");
}

TEST(NutsCodes, KnowsTheFormsOfCodes)
{
    EXPECT_TRUE(is_nuts_region("FRA10"));
    EXPECT_FALSE(is_nuts_region("FR"));
    EXPECT_FALSE(is_nuts_region("ST01")) << "of a municipality's own division";
    EXPECT_FALSE(is_nuts_region("05334"));
    EXPECT_TRUE(is_country_code("FR"));
    EXPECT_FALSE(is_country_code("fr"));
    EXPECT_TRUE(is_group_of_countries("EU27_2020"));
    EXPECT_FALSE(is_group_of_countries("EU"));
    EXPECT_FALSE(is_group_of_countries("Europa"));
}

}  // namespace
}  // namespace allmende::areas
