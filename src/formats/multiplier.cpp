#include "formats/multiplier.hpp"

#include <array>
#include <charconv>
#include <regex>

#include "base/text.hpp"

namespace allmende::formats {

namespace {

constexpr int most_power = 15;
constexpr int most_digits = 18;

struct PowerWord {
    std::string_view word;
    int power;
};

// No “Billionen”: an English billion is a German Milliarde.
constexpr std::array<PowerWord, 12> power_words{{{"units", 0},
                                                 {"unit", 0},
                                                 {"einheiten", 0},
                                                 {"tens", 1},
                                                 {"hundreds", 2},
                                                 {"thousands", 3},
                                                 {"tausend", 3},
                                                 {"millions", 6},
                                                 {"millionen", 6},
                                                 {"billions", 9},
                                                 {"milliarden", 9},
                                                 {"trillions", 12}}};

}  // namespace

std::optional<int> exponent_of(std::string_view text)
{
    text = trim(text);
    if (text.empty()) {
        return 0;
    }
    int power = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), power);
    if (error == std::errc() && end == text.data() + text.size() && power >= -most_power && power <= most_power) {
        return power;
    }
    const std::string word = lower(text);
    for (const PowerWord& known : power_words) {
        if (word == known.word) {
            return known.power;
        }
    }
    return std::nullopt;
}

bool shift_decimal_sign(Cell& cell, int power)
{
    int decimals = cell.decimals - power;
    std::int64_t mantissa = cell.mantissa;
    constexpr std::int64_t limit = 100'000'000'000'000'000;  // a further digit makes 18 of them
    for (; decimals < 0; ++decimals) {
        if (mantissa >= limit || mantissa <= -limit) {
            return false;
        }
        mantissa *= 10;
    }
    if (decimals > most_digits) {
        return false;
    }
    cell.mantissa = mantissa;
    cell.decimals = static_cast<std::uint8_t>(decimals);
    return true;
}

std::string unit_without_multiplier(std::string_view unit)
{
    static const std::regex multiplier(
        R"(^\s*(?:in )?(?:thousands?|millions?|billions?|trillions?|tausend|tsd\.?|millionen|mio\.?|milliarden|mrd\.?|1[ .,']?000)(?:\s+(?:of|von)\b)?\s*)",
        std::regex::icase);
    const std::string left =
        std::regex_replace(std::string(unit), multiplier, "", std::regex_constants::format_first_only);
    return std::string(trim(left));
}

}  // namespace allmende::formats
