#include "reports/number_text.hpp"

#include <cmath>
#include <cstdio>

#include "base/ensure.hpp"

namespace allmende::reports {

namespace {

using indicators::Unit;

/// Significant digits of a double that are free of binary noise.
constexpr int safe_digits = 15;
constexpr std::string_view minus = "\u2212";
constexpr std::string_view no_break_blank = "\u00a0";

/// Rounds a string of digits to its first `kept` ones, half up.
std::string round_digits(const std::string& digits, int kept)
{
    if (kept >= static_cast<int>(digits.size())) {
        return digits + std::string(static_cast<std::size_t>(kept) - digits.size(), '0');
    }
    std::string head = "0" + digits.substr(0, static_cast<std::size_t>(kept));
    if (digits[static_cast<std::size_t>(kept)] >= '5') {
        std::size_t i = head.size() - 1;
        while (head[i] == '9') {
            head[i--] = '0';
        }
        ++head[i];
    }
    return head;
}

std::string without_leading_zeros(const std::string& digits, std::size_t least)
{
    std::size_t from = 0;
    while (digits.size() - from > least && digits[from] == '0') {
        ++from;
    }
    return digits.substr(from);
}

std::string dressed(std::string number, const std::string& unit, Language language)
{
    if (unit.empty()) {
        return number;
    }
    if (language == "en" && unit == "%") {
        return number + unit;
    }
    if (language == "en" && unit == "€") {
        const bool negative = number.starts_with(minus);
        return negative ? std::string(minus) + unit + number.substr(minus.size()) : unit + number;
    }
    return number + std::string(no_break_blank) + unit;
}

}  // namespace

std::string round_half_up(double value, int decimals)
{
    ensure(std::isfinite(value), "a figure is a finite number or has a reason why there is none");
    char buffer[64];
    std::snprintf(buffer, sizeof buffer, "%.*e", safe_digits - 1, std::fabs(value));
    const std::string text(buffer);
    const std::size_t e = text.find('e');
    const std::string digits = text.substr(0, 1) + text.substr(2, e - 2);
    const int kept = std::stoi(text.substr(e + 1)) + 1 + decimals;
    const std::string whole = kept < 0 ? "0" : round_digits(digits, kept);
    const auto places = static_cast<std::size_t>(decimals);
    std::string padded = whole.size() > places ? whole : std::string(places + 1 - whole.size(), '0') + whole;
    padded = without_leading_zeros(padded, places + 1);
    const bool zero = padded.find_first_not_of('0') == std::string::npos;
    if (decimals > 0) {
        padded.insert(padded.size() - places, 1, '.');
    }
    return value < 0 && !zero ? "-" + padded : padded;
}

std::string number_text(double value, int decimals, Language language)
{
    std::string plain = round_half_up(value, decimals);
    const bool negative = plain.front() == '-';
    plain.erase(0, negative ? 1 : 0);
    const std::size_t point = plain.find('.');
    std::string whole = plain.substr(0, point);
    const char group = language == "en" ? ',' : '.';
    for (std::size_t i = whole.size(); i > 3; i -= 3) {
        whole.insert(i - 3, 1, group);
    }
    if (point != std::string::npos) {
        whole += (language == "en" ? "." : ",") + plain.substr(point + 1);
    }
    return (negative ? std::string(minus) : std::string()) + whole;
}

std::string unit_words(const NumberForm& form, Language language)
{
    const bool german = language != "en";
    switch (form.kind) {
    case NumberForm::Kind::count:
    case NumberForm::Kind::factor: return "";
    case NumberForm::Kind::percent: return "%";
    case NumberForm::Kind::difference:
        if (form.unit == Unit::percent) {
            return german ? "Prozentpunkte" : "percentage points";
        }
        break;
    case NumberForm::Kind::figure: break;
    }
    switch (form.unit) {
    case Unit::percent: return "%";
    case Unit::euro: return "€";
    case Unit::years: return german ? "Jahre" : "years";
    case Unit::square_km: return "km²";
    case Unit::per_1000:
        return !form.unit_text.de.empty() ? form.unit_text.in(language) : german ? "je 1.000" : "per 1,000";
    case Unit::per_100: return !form.unit_text.de.empty() ? form.unit_text.in(language) : german ? "je 100" : "per 100";
    case Unit::count:
    case Unit::ratio:
    case Unit::index: return form.unit_text.in(language);
    }
    broken("every unit has words");
}

std::string bare_text(double value, const NumberForm& form, Language language)
{
    return number_text(value, form.decimals, language);
}

std::string figure_text(double value, const NumberForm& form, Language language)
{
    return dressed(bare_text(value, form, language), unit_words(form, language), language);
}

std::string bounds_text(double low, double high, const NumberForm& form, Language language)
{
    const bool whole =
        form.kind == NumberForm::Kind::count || (form.unit == Unit::count && form.kind != NumberForm::Kind::factor);
    const int decimals = whole ? 0 : form.decimals + 1;
    const std::string upper = dressed(number_text(high, decimals, language), unit_words(form, language), language);
    if (number_text(low, decimals, language) == number_text(high, decimals, language)) {
        return upper;
    }
    const bool german = language != "en";
    return fmt::format("{} {} {} {}", german ? "zwischen" : "between", number_text(low, decimals, language),
                       german ? "und" : "and", upper);
}

}  // namespace allmende::reports
