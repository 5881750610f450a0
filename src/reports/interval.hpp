#pragma once

#include <cstddef>
#include <vector>

namespace allmende::reports {

/// A number that the source's rounding leaves open between two bounds; all three equal where it does not.
struct Interval {
    double value = 0;
    double low = 0;
    double high = 0;
};

/// What the bounds allow to say. `open`: some numbers within the bounds make it true, others false.
enum class Truth { no, open, yes };

Truth negation(Truth truth);
Truth all_of(const std::vector<Truth>& truths);

/// a > b, or a ≥ b + by where `by` is more than 0.
Truth above(const Interval& a, const Interval& b, double by = 0);
/// a = b is possible. Never `open`: this is a statement about the bounds themselves.
Truth indistinct(const Interval& a, const Interval& b);
/// |a − b| ≤ within
Truth near(const Interval& a, const Interval& b, double within);
/// low ≤ a ≤ high
Truth inside(const Interval& a, double low, double high);

Interval operator-(const Interval& a, const Interval& b);
/// `b` must lie above 0.
Interval operator/(const Interval& a, const Interval& b);

/// The places that `one` may have among `others` (without itself) and itself, 1 for the highest.
struct Places {
    std::size_t best = 1;
    std::size_t worst = 1;
};
Places place_from_top(const Interval& one, const std::vector<Interval>& others);
Places place_from_bottom(const Interval& one, const std::vector<Interval>& others);

}  // namespace allmende::reports
