#pragma once

#include <cstdint>

#include "base/cell.hpp"

namespace allmende::indicators {

/// A summed number with everything that must survive the sum: why it is missing, which signs its cells carried, and how
/// far the source's rounding leaves it open.
struct Amount {
    double number = 0;
    double low = 0;  ///< bounds of the true number where the source is rounded, else equal to `number`
    double high = 0;
    std::uint32_t signs = 0;  ///< bit 1 << Sign of every cell
    std::int32_t cells = 0;
    bool rounded = false;

    /// The strongest reason among the cells; Sign::none where there is a number; Sign::absent without cells.
    Sign missing() const;
    /// All cells are `-`: in tables of several years also the sign of areas that do not exist.
    bool only_nil() const { return cells > 0 && signs == 1u << static_cast<unsigned>(Sign::nil); }
};

/// An amount of `cells` cells that sum to `number`; `base`: to what the source rounded them (0: not at all). A count
/// lies within the rounding distance of each of its cells, and never below 0.
Amount make_amount(double number, std::int32_t cells, std::uint32_t signs, int base);

/// A sum never loses a reason: where one part is missing the sum is, too. Adding nothing (`absent` to a begun sum)
/// makes it absent.
void add(Amount& sum, const Amount& part, double factor);

/// numerator / denominator × factor with bounds [(n−δ)/(d+δ), (n+δ)/(d−δ)] (docs/concepts/rates.md). Only where both
/// have numbers and the denominator is not 0.
struct Ratio {
    double value = 0;
    double low = 0;
    double high = 0;
};
Ratio divide(const Amount& numerator, const Amount& denominator, double factor);

}  // namespace allmende::indicators
