#include "base/cell.hpp"

#include <gtest/gtest.h>

namespace allmende {
namespace {

TEST(ParseCell, RefusesWhatIsNoCell)
{
    for (const char* text : {"", " ", "a", "1,2,3", "1.2.3", ",5", "5,", "12 34", "1 2345", "--", "1-", "(", "()",
                             "(x)", "p", "1234567890123456789", "1,5 x", "#WERT!", "\xef\xbf\xbd"}) {
        EXPECT_FALSE(parse_cell(text)) << text;
    }
}

TEST(ParseCell, ReadsNumbersInBothNotations)
{
    const auto german = parse_cell("357385,71");
    ASSERT_TRUE(german);
    EXPECT_EQ(german->cell.mantissa, 35738571);
    EXPECT_EQ(german->cell.decimals, 2);
    EXPECT_EQ(german->used, DecimalSign::comma);
    EXPECT_DOUBLE_EQ(german->cell.value(), 357385.71);
    EXPECT_EQ(parse_cell("77.9")->used, DecimalSign::point);
    EXPECT_EQ(parse_cell("-12")->cell.mantissa, -12);
    EXPECT_EQ(parse_cell("\u2212 0,5")->cell.mantissa, -5);
    EXPECT_EQ(parse_cell("\u20135")->cell.mantissa, -5);
    EXPECT_EQ(parse_cell("179 350")->cell.mantissa, 179350);
    EXPECT_EQ(parse_cell("1\u202f179\u202f350,5")->cell.mantissa, 11793505);
}

TEST(ParseCell, KeepsTheSignOfTheOffice)
{
    EXPECT_EQ(parse_cell("-")->cell.sign, Sign::nil);
    EXPECT_TRUE(parse_cell("-")->cell.has_number());
    EXPECT_EQ(parse_cell(".")->cell.sign, Sign::unknown);
    EXPECT_FALSE(parse_cell(".")->cell.has_number());
    EXPECT_EQ(parse_cell("...")->cell.sign, Sign::pending);
    EXPECT_EQ(parse_cell("/")->cell.sign, Sign::unreliable);
    EXPECT_EQ(parse_cell("x")->cell.sign, Sign::not_applicable);
    EXPECT_EQ(parse_cell("(12)")->cell.sign, Sign::limited);
    EXPECT_EQ(parse_cell("(12)")->cell.mantissa, 12);
    EXPECT_EQ(parse_cell("12 p")->cell.sign, Sign::provisional);
    EXPECT_EQ(parse_cell("12r")->cell.sign, Sign::revised);
}

TEST(DecimalSum, LosesNoDigit)
{
    DecimalSum sum;
    for (int i = 0; i < 10; ++i) {
        sum.add({1, 1, Sign::none});  // 0.1
    }
    sum.add({5, 0, Sign::none});
    sum.add({0, 0, Sign::unknown});
    EXPECT_EQ(sum.text(), "6");
    sum.add({-25, 2, Sign::none});
    EXPECT_EQ(sum.text(), "5.75");
    EXPECT_DOUBLE_EQ(sum.value(), 5.75);
    EXPECT_EQ(DecimalSum().text(), "0");
    DecimalSum negative;
    negative.add({-5, 2, Sign::none});
    EXPECT_EQ(negative.text(), "-0.05");
}

TEST(Shortest, ReadsBack)
{
    EXPECT_EQ(shortest(0.1), "0.1");
    EXPECT_EQ(shortest(1e15), "1000000000000000");
    EXPECT_EQ(shortest(-3), "-3");
}

}  // namespace
}  // namespace allmende
