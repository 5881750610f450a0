#include "reports/interval.hpp"

#include <algorithm>
#include <cmath>

#include "base/ensure.hpp"

namespace allmende::reports {

namespace {

/// Differences below this share of the numbers are binary noise of one and the same quotient.
constexpr double noise = 1e-12;

bool same(double a, double b)
{
    return std::fabs(a - b) <= noise * std::max(std::fabs(a), std::fabs(b));
}

bool greater(double a, double b)
{
    return a > b && !same(a, b);
}

}  // namespace

Truth negation(Truth truth)
{
    return truth == Truth::yes ? Truth::no : truth == Truth::no ? Truth::yes : Truth::open;
}

Truth all_of(const std::vector<Truth>& truths)
{
    // The least certain decides: no < open < yes.
    return truths.empty() ? Truth::yes : *std::min_element(truths.begin(), truths.end());
}

Truth above(const Interval& a, const Interval& b, double by)
{
    if (by > 0) {
        if (!greater(b.high + by, a.low)) {
            return Truth::yes;
        }
        return greater(b.low + by, a.high) ? Truth::no : Truth::open;
    }
    if (greater(a.low, b.high)) {
        return Truth::yes;
    }
    return greater(a.high, b.low) ? Truth::open : Truth::no;
}

Truth indistinct(const Interval& a, const Interval& b)
{
    return greater(a.low, b.high) || greater(b.low, a.high) ? Truth::no : Truth::yes;
}

Truth near(const Interval& a, const Interval& b, double within)
{
    const double most = std::max(a.high - b.low, b.high - a.low);
    const double least = std::max({0.0, a.low - b.high, b.low - a.high});
    if (!greater(most, within)) {
        return Truth::yes;
    }
    return greater(least, within) ? Truth::no : Truth::open;
}

Truth inside(const Interval& a, double low, double high)
{
    if (!greater(low, a.low) && !greater(a.high, high)) {
        return Truth::yes;
    }
    return greater(low, a.high) || greater(a.low, high) ? Truth::no : Truth::open;
}

Interval operator-(const Interval& a, const Interval& b)
{
    return {a.value - b.value, a.low - b.high, a.high - b.low};
}

Interval operator/(const Interval& a, const Interval& b)
{
    ensure(b.low > 0, "a factor has a base above 0");
    return {a.value / b.value, a.low / (a.low < 0 ? b.low : b.high), a.high / (a.high < 0 ? b.high : b.low)};
}

Places place_from_top(const Interval& one, const std::vector<Interval>& others)
{
    Places places;
    for (const Interval& other : others) {
        const Truth ahead = above(other, one);
        places.best += ahead == Truth::yes ? 1 : 0;
        // An equal exact number shares the place, it does not push down.
        places.worst += ahead != Truth::no ? 1 : 0;
    }
    return places;
}

Places place_from_bottom(const Interval& one, const std::vector<Interval>& others)
{
    Places places;
    for (const Interval& other : others) {
        const Truth behind = above(one, other);
        places.best += behind == Truth::yes ? 1 : 0;
        places.worst += behind != Truth::no ? 1 : 0;
    }
    return places;
}

}  // namespace allmende::reports
