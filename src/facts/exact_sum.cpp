#include "facts/exact_sum.hpp"

namespace allmende::facts {

double ExactSum::value() const
{
    // What the fractions add up to beyond 1 belongs to the whole; both keep their signs, so a single number comes back
    // as it went in.
    const __int128 one = static_cast<__int128>(1) << fraction_bits;
    const __int128 carry = fraction_ / one;
    const __int128 whole = whole_ + carry;
    const __int128 fraction = fraction_ - carry * one;
    return static_cast<double>(whole) + std::ldexp(static_cast<double>(fraction), -fraction_bits);
}

}  // namespace allmende::facts
