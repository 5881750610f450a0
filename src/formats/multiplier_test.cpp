#include "formats/multiplier.hpp"

#include <gtest/gtest.h>

namespace allmende::formats {
namespace {

std::string shifted(std::string_view text, int power)
{
    Cell cell = parse_cell(text)->cell;
    return shift_decimal_sign(cell, power) ? std::to_string(cell.mantissa) + "e-" + std::to_string(cell.decimals)
                                           : "too long";
}

TEST(Multiplier, MovesTheDecimalSignExactly)
{
    EXPECT_EQ(shifted("100.5", 3), "100500e-0");
    EXPECT_EQ(shifted("0.1234567", 3), "1234567e-4");
    EXPECT_EQ(shifted("-7", 6), "-7000000e-0");
    EXPECT_EQ(shifted("12", -2), "12e-2");
    EXPECT_EQ(shifted("99999999999999999", 1), "999999999999999990e-0");
    EXPECT_EQ(shifted("999999999999999999", 1), "too long");
    EXPECT_EQ(shifted("1.5", -18), "too long");
}

TEST(Multiplier, IsANumberOrItsWord)
{
    EXPECT_EQ(exponent_of("3"), 3);
    EXPECT_EQ(exponent_of(""), 0);
    EXPECT_EQ(exponent_of("Thousands"), 3);
    EXPECT_FALSE(exponent_of("viel"));
    EXPECT_FALSE(exponent_of("99"));
    EXPECT_FALSE(exponent_of("Billionen")) << "an English billion is a German Milliarde";
}

TEST(Multiplier, LeavesTheUnitWithoutIt)
{
    EXPECT_EQ(unit_without_multiplier("Millions of US dollars"), "US dollars");
    EXPECT_EQ(unit_without_multiplier("1000"), "");
    EXPECT_EQ(unit_without_multiplier("Tsd. Euro"), "Euro");
    EXPECT_EQ(unit_without_multiplier("Personen"), "Personen");
}

}  // namespace
}  // namespace allmende::formats
