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
    // A Land, a Kreis, an association, a municipality with and without one, of Schleswig-Holstein and beyond.
    for (const char* code :
         {"1", "1001", "1001000", "9780", "734009", "5334002", "734009228", "3462402018", "53340002002"}) {
        EXPECT_TRUE(lost_its_zero(code)) << code;
        EXPECT_EQ(with_leading_zero(code), "0" + std::string(code));
    }
    for (const char* text : {"", "0", "DG", "10", "11", "051", "131", "2015", "1999", "10041", "11000", "10041100",
                             "14612000", "110000000000", "Bonn"}) {
        EXPECT_FALSE(lost_its_zero(text)) << text;
    }
    EXPECT_EQ(with_leading_zero("51"), "051");  // the Regierungsbezirk: there is no Land 51
    EXPECT_EQ(with_leading_zero("2000"), "02000");
    for (const char* code : {"10", "11", "131", "10041", "10041100", "14612000", "DG"}) {
        EXPECT_EQ(with_leading_zero(code), code);
    }
}

}  // namespace
}  // namespace allmende::formats
