#include "indicators/amount.hpp"

#include <cmath>

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace allmende::indicators {
namespace {

constexpr std::uint32_t bit(Sign sign)
{
    return 1u << static_cast<unsigned>(sign);
}

/// What an office that rounds to multiples of a base prints for a count.
double rounded_to(double count, int base)
{
    return std::round(count / base) * base;
}

TEST(AmountTest, NamesTheStrongestReason)
{
    EXPECT_EQ(Amount{}.missing(), Sign::absent);
    Amount amount = make_amount(3, 1, bit(Sign::none), 0);
    EXPECT_EQ(amount.missing(), Sign::none);
    add(amount, make_amount(0, 1, bit(Sign::pending), 0), 1);
    EXPECT_EQ(amount.missing(), Sign::pending);
}

TEST(AmountTest, LosesNoReasonInASum)
{
    Amount sum = make_amount(3, 1, bit(Sign::none), 0);
    add(sum, Amount{}, 1);
    EXPECT_EQ(sum.missing(), Sign::absent);
}

TEST(AmountTest, BoundsOfACountStayAboveZero)
{
    const Amount amount = make_amount(0, 1, bit(Sign::none), 5);
    EXPECT_EQ(amount.low, 0);
    EXPECT_EQ(amount.high, 2);
}

TEST(AmountTest, BoundsHoldTheTrueSumAndTheTrueRate)
{
    rc::check("the truth lies within the bounds of what rounding left", [] {
        const int base = *rc::gen::element(3, 5, 10);
        const auto parts = *rc::gen::nonEmpty(rc::gen::container<std::vector<std::pair<int, int>>>(
            rc::gen::pair(rc::gen::inRange(0, 200), rc::gen::inRange(0, 900))));
        Amount numerator;
        Amount denominator;
        double true_numerator = 0;
        double true_denominator = 0;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const double above = parts[i].first;
            const double below = above + parts[i].second;
            true_numerator += above;
            true_denominator += below;
            const Amount first = make_amount(rounded_to(above, base), 1, bit(Sign::none), base);
            const Amount second = make_amount(rounded_to(below, base), 1, bit(Sign::none), base);
            if (i == 0) {
                numerator = first;
                denominator = second;
            } else {
                add(numerator, first, 1);
                add(denominator, second, 1);
            }
        }
        RC_ASSERT(numerator.low <= true_numerator && true_numerator <= numerator.high);
        RC_ASSERT(denominator.low <= true_denominator && true_denominator <= denominator.high);
        RC_PRE(denominator.number > 0);
        RC_PRE(true_denominator > 0);
        const Ratio ratio = divide(numerator, denominator, 100);
        const double truth = 100 * true_numerator / true_denominator;
        RC_ASSERT(ratio.low <= truth + 1e-9 && truth <= ratio.high + 1e-9);
    });
}

TEST(AmountTest, ADifferenceTurnsItsPartsBounds)
{
    Amount men = make_amount(100, 1, bit(Sign::none), 5);
    add(men, make_amount(40, 1, bit(Sign::none), 5), -1);
    EXPECT_EQ(men.number, 60);
    EXPECT_EQ(men.low, 56);
    EXPECT_EQ(men.high, 64);
}

}  // namespace
}  // namespace allmende::indicators
