#include "formats/area_code.hpp"

#include <gtest/gtest.h>

namespace allmende::formats {
namespace {

TEST(AreaCodes, AreTwoToTwelveDigitsButNoYears)
{
    for (const char* code : {"DG", "01", "051", "05111", "05111000", "053340002002"}) {
        EXPECT_TRUE(is_area_code(code)) << code;
    }
    for (const char* code : {"", "1", "2015", "5111", "0511100000000", "Bonn"}) {
        EXPECT_FALSE(is_area_code(code)) << code;
    }
}

TEST(AreaCodes, GetTheLeadingZeroBackThatASpreadsheetTook)
{
    for (const char* code : {"1", "1001", "5334002", "53340002002"}) {
        EXPECT_TRUE(lost_its_zero(code)) << code;
        EXPECT_EQ(with_leading_zero(code), "0" + std::string(code));
    }
    for (const char* text : {"", "0", "DG", "11", "051", "2015", "1999", "11000"}) {
        EXPECT_FALSE(lost_its_zero(text)) << text;
    }
    EXPECT_EQ(with_leading_zero("51"), "051");  // the Regierungsbezirk: there is no Land 51
    EXPECT_EQ(with_leading_zero("11"), "11");
    EXPECT_EQ(with_leading_zero("131"), "131");
    EXPECT_EQ(with_leading_zero("2000"), "02000");
    EXPECT_EQ(with_leading_zero("14612000"), "14612000");
    EXPECT_EQ(with_leading_zero("73315001"), "073315001");
    EXPECT_EQ(with_leading_zero("DG"), "DG");
}

}  // namespace
}  // namespace allmende::formats
