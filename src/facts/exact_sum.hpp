#pragma once

#include <cmath>
#include <cstdint>

namespace allmende::facts {

/// The exact sum of doubles, rounded once at the end: the same to the bit whatever the order, the number of threads or
/// the engine. Whole parts and fractions are added as integers; fractions are multiples of 2^-96, so every double whose
/// lowest digit is above that is taken exactly (all decimal numbers of statistics are; the rest of smaller ones is
/// cut). Good for 2^31 numbers below 9e18. Eight-byte aligned and trivial: engines keep it in memory of their own.
class ExactSum {
public:
    void add(double number)
    {
        const auto whole = static_cast<std::int64_t>(number);
        whole_ += whole;
        const double rest = number - static_cast<double>(whole);
        if (rest != 0) [[unlikely]] {
            fraction_ += static_cast<__int128>(std::ldexp(rest, fraction_bits));
        }
    }

    void add(const ExactSum& other)
    {
        whole_ += other.whole_;
        fraction_ += other.fraction_;
    }

    double value() const;

private:
    static constexpr int fraction_bits = 96;
    typedef __int128 Wide __attribute__((aligned(8)));

    Wide whole_ = 0;
    Wide fraction_ = 0;
};

static_assert(alignof(ExactSum) == 8);

}  // namespace allmende::facts
