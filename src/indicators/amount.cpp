#include "indicators/amount.hpp"

#include <algorithm>

#include "base/ensure.hpp"
#include "facts/rounding.hpp"

namespace allmende::indicators {

Sign Amount::missing() const
{
    if (cells == 0) {
        return Sign::absent;
    }
    for (const SignInfo& info : sign_table()) {
        // From the strongest reason down: later signs say more.
        const Sign sign = sign_table()[sign_table().size() - 1 - static_cast<std::size_t>(info.sign)].sign;
        if (is_missing(sign) && (signs & (1u << static_cast<unsigned>(sign))) != 0) {
            return sign;
        }
    }
    return Sign::none;
}

Amount make_amount(double number, std::int32_t cells, std::uint32_t signs, int base)
{
    Amount amount{number, number, number, signs, cells, base > 0};
    const double distance = static_cast<double>(facts::rounding_distance(base)) * cells;
    if (distance > 0) {
        amount.low = number >= 0 ? std::max(0.0, number - distance) : number - distance;
        amount.high = number + distance;
    }
    return amount;
}

void add(Amount& sum, const Amount& part, double factor)
{
    sum.number += factor * part.number;
    sum.low += factor * (factor >= 0 ? part.low : part.high);
    sum.high += factor * (factor >= 0 ? part.high : part.low);
    sum.signs |= part.cells == 0 ? 1u << static_cast<unsigned>(Sign::absent) : part.signs;
    sum.cells += std::max(part.cells, 1);
    sum.rounded = sum.rounded || part.rounded;
}

Ratio divide(const Amount& numerator, const Amount& denominator, double factor)
{
    ensure(denominator.number != 0, "a ratio has a denominator other than 0");
    Ratio ratio;
    ratio.value = factor * numerator.number / denominator.number;
    ratio.low = ratio.high = ratio.value;
    if (numerator.rounded || denominator.rounded) {
        ratio.low = factor * std::max(0.0, numerator.low) / denominator.high;
        // A denominator that rounding leaves open down to 0 still counts at least one: there is a value.
        ratio.high = factor * numerator.high / std::max(1.0, denominator.low);
        ratio.low = std::min(ratio.low, ratio.value);
        ratio.high = std::max(ratio.high, ratio.value);
    }
    return ratio;
}

}  // namespace allmende::indicators
