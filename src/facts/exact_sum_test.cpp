#include "facts/exact_sum.hpp"

#include <algorithm>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace allmende::facts {

namespace {

double sum_of(const std::vector<double>& numbers)
{
    ExactSum sum;
    for (const double number : numbers) {
        sum.add(number);
    }
    return sum.value();
}

}  // namespace

TEST(ExactSum, OfNothingIsZero)
{
    EXPECT_EQ(sum_of({}), 0);
}

TEST(ExactSum, LosesNothingBetweenGreatAndSmall)
{
    EXPECT_EQ(sum_of({1e18, 0.25, -1e18}), 0.25);
    EXPECT_EQ(sum_of({1e18, 1e18, 1e18, 1e18, 1e18, 1e18, 1e18, 1e18, 1e18, 1e18, 1e18, 1e18}), 12e18);
    EXPECT_EQ(sum_of({9007199254740993.0, 1, -9007199254740992.0}), 1);
}

TEST(ExactSum, OneNumberComesBackAsItWentIn)
{
    for (const double number : {0.1, -0.1, 12.7, -12.7, 0.0001, 1e-9, 179350.25, -5.0, 1e15 + 0.125}) {
        EXPECT_EQ(sum_of({number}), number);
    }
}

TEST(ExactSum, DoesNotDependOnTheOrder)
{
    EXPECT_TRUE(rc::check("any order, any grouping", [](const std::vector<int>& mantissas, int split) {
        std::vector<double> numbers;
        for (const int mantissa : mantissas) {
            numbers.push_back(mantissa / 1000.0);
        }
        const double expected = sum_of(numbers);
        std::reverse(numbers.begin(), numbers.end());
        RC_ASSERT(sum_of(numbers) == expected);
        ExactSum first;
        ExactSum second;
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            (i % 3 == static_cast<std::size_t>(split & 1) ? first : second).add(numbers[i]);
        }
        second.add(first);
        RC_ASSERT(second.value() == expected);
    }));
}

}  // namespace allmende::facts
