#pragma once

#include <string>
#include <string_view>

#include "indicators/definition.hpp"

namespace allmende::reports {

/// `de` or `en`.
using Language = std::string_view;

/// How a number of an indicator, or one that was made out of such numbers, is written.
struct NumberForm {
    enum class Kind {
        figure,      ///< in the indicator's unit
        count,       ///< numerator or denominator
        difference,  ///< of two figures: percentage points where they are percentages
        factor,      ///< of two figures: how many times
        percent,     ///< of change
    };
    Kind kind = Kind::figure;
    indicators::Unit unit = indicators::Unit::count;
    int decimals = 0;
    Localized unit_text;
};

/// Half up on the decimal representation (DIN 1333), a point and a plain hyphen. The number must be finite.
std::string round_half_up(double value, int decimals);
/// `1.234,5` in German, `1,234.5` in English, with a real minus sign.
std::string number_text(double value, int decimals, Language language);
/// With its unit, as it stands in a sentence: `7,7 %`, `1,3 Prozentpunkte`.
std::string figure_text(double value, const NumberForm& form, Language language);
/// The number alone.
std::string bare_text(double value, const NumberForm& form, Language language);
/// `zwischen 7,67 und 7,80 %`: one place more than the figure, else rounding would hide the bounds.
std::string bounds_text(double low, double high, const NumberForm& form, Language language);
/// What follows a number; empty for counts and factors.
std::string unit_words(const NumberForm& form, Language language);

}  // namespace allmende::reports
