#include "reports/interval.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace allmende::reports {
namespace {

Interval exact(double value)
{
    return {value, value, value};
}

Interval wide(double value, double distance)
{
    return {value, value - distance, value + distance};
}

TEST(Interval, OrdersOnlyWhatTheBoundsSeparate)
{
    EXPECT_EQ(above(exact(8), exact(7)), Truth::yes);
    EXPECT_EQ(above(exact(7), exact(7)), Truth::no);
    EXPECT_EQ(above(wide(8, 0.6), wide(7, 0.3)), Truth::yes);
    EXPECT_EQ(above(wide(8, 0.6), wide(7, 0.5)), Truth::open);
    EXPECT_EQ(above(wide(7, 0.3), wide(8, 0.6)), Truth::no);
    EXPECT_EQ(above(wide(7, 0), wide(7, 0.1)), Truth::open);
}

TEST(Interval, TakesBinaryNoiseForWhatItIs)
{
    EXPECT_EQ(above(exact(0.1 + 0.2), exact(0.3)), Truth::no);
    EXPECT_EQ(inside(exact(0.1 + 0.2), 0.3, 0.3), Truth::yes);
}

TEST(Interval, MeasuresMarginsFromTheNearerBounds)
{
    EXPECT_EQ(above(wide(9, 0.5), exact(7), 1.5), Truth::yes);
    EXPECT_EQ(above(wide(9, 0.5), exact(7), 2), Truth::open);
    EXPECT_EQ(above(wide(9, 0.5), exact(7), 3), Truth::no);
    EXPECT_EQ(near(wide(7.2, 0.2), exact(7), 0.5), Truth::yes);
    EXPECT_EQ(near(wide(7.2, 0.2), exact(7), 0.3), Truth::open);
    EXPECT_EQ(near(wide(9, 0.2), exact(7), 0.3), Truth::no);
    EXPECT_EQ(indistinct(wide(7.2, 0.2), exact(7)), Truth::yes);
    EXPECT_EQ(indistinct(wide(7.2, 0.1), exact(7)), Truth::no);
}

TEST(Interval, GivesPlacesAsARange)
{
    const std::vector<Interval> others{wide(9, 0.1), wide(7.1, 0.2), exact(5)};
    const Places top = place_from_top(wide(7, 0.2), others);
    EXPECT_EQ(top.best, 2u);
    EXPECT_EQ(top.worst, 3u);
    const Places bottom = place_from_bottom(wide(7, 0.2), others);
    EXPECT_EQ(bottom.best, 2u);
    EXPECT_EQ(bottom.worst, 3u);
}

/// A whole number within the bounds of an interval.
double any_within(const Interval& range)
{
    return static_cast<double>(*rc::gen::inRange(static_cast<int>(range.low), static_cast<int>(range.high) + 1));
}

Interval any_interval()
{
    const int low = *rc::gen::inRange(1, 60);
    const int width = *rc::gen::inRange(0, 12);
    return {low + width / 2.0, static_cast<double>(low), static_cast<double>(low + width)};
}

/// `yes` holds and `no` fails for every number that the bounds allow; nothing is claimed too much.
TEST(Interval, HoldsForEveryNumberWithinTheBounds)
{
    EXPECT_TRUE(rc::check("what is said of two intervals holds for all their numbers", [] {
        const Interval a = any_interval();
        const Interval b = any_interval();
        const double x = any_within(a);
        const double y = any_within(b);
        const double by = static_cast<double>(*rc::gen::inRange(1, 8));
        const auto agrees = [](Truth truth, bool fact) {
            return truth == Truth::open || (truth == Truth::yes) == fact;
        };
        RC_ASSERT(agrees(above(a, b), x > y));
        RC_ASSERT(agrees(above(a, b, by), x >= y + by));
        RC_ASSERT(agrees(near(a, b, by), x - y <= by && y - x <= by));
        RC_ASSERT(agrees(inside(a, b.low, b.high), x >= b.low && x <= b.high));
        const Interval difference = a - b;
        RC_ASSERT(difference.low <= x - y && x - y <= difference.high);
        const Interval ratio = a / b;
        RC_ASSERT(ratio.low <= x / y + 1e-9 && x / y <= ratio.high + 1e-9);
    }));
}

}  // namespace
}  // namespace allmende::reports
