#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/cell.hpp"

namespace allmende::formats {

/// The power of ten that a multiplier of SDMX stands for (code list CL_UNIT_MULT): `3`, or the words that its code has
/// (`Thousands`). 0 where the text is empty; nothing where it is neither.
std::optional<int> exponent_of(std::string_view text);

/// Multiplies a number by a power of ten, exactly: digits stay, the decimal sign moves. False where it would take more
/// than 18 digits.
bool shift_decimal_sign(Cell& cell, int power);

/// A unit without the multiplier in it, for numbers that were multiplied: `US dollars` of `Millions of US dollars`,
/// nothing of `1000`.
std::string unit_without_multiplier(std::string_view unit);

}  // namespace allmende::formats
