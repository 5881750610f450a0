#include "base/cell.hpp"

#include <array>
#include <charconv>
#include <cmath>

#include "base/ensure.hpp"

namespace allmende {

namespace {

constexpr std::array<SignInfo, 14> signs{{
    {Sign::none, "", "none", "Zahl", "number"},
    {Sign::nil, "-", "nil", "nichts vorhanden", "nothing there"},
    {Sign::limited, "()", "limited", "Aussagewert eingeschränkt", "of limited value"},
    {Sign::provisional, "p", "provisional", "vorläufige Zahl", "provisional"},
    {Sign::revised, "r", "revised", "berichtigte Zahl", "revised"},
    {Sign::estimated, "s", "estimated", "geschätzte Zahl", "estimated"},
    {Sign::unknown, ".", "unknown", "unbekannt oder geheim", "unknown or confidential"},
    {Sign::pending, "...", "pending", "Angabe fällt später an", "available later"},
    {Sign::unreliable, "/", "unreliable", "keine Angabe, da nicht sicher genug", "not certain enough"},
    {Sign::not_applicable, "x", "not-applicable", "Angabe nicht sinnvoll", "not applicable"},
    {Sign::absent, "absent", "absent", "nicht geliefert", "not delivered"},
    {Sign::no_base, "no-base", "no-base", "Bezugsgröße ist null", "denominator is zero"},
    {Sign::no_territory, "no-territory", "no-territory", "Gebiet besteht in diesem Zeitraum nicht",
     "area does not exist in this period"},
    {Sign::protected_, "protected", "protected", "geheim gehalten", "withheld for confidentiality"},
}};

constexpr std::array<double, 23> powers_of_ten{1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                               1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
constexpr int most_digits = 18;

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/// The length of a group separator at `at`: a blank, a no-break blank or a thin blank (UTF-8), else 0.
std::size_t group_separator(std::string_view text, std::size_t at)
{
    if (text[at] == ' ') {
        return 1;
    }
    if (text.substr(at, 2) == "\u00a0") {
        return 2;
    }
    if (text.substr(at, 3) == "\u202f" || text.substr(at, 3) == "\u2009") {
        return 3;
    }
    return 0;
}

bool three_digits_follow(std::string_view text, std::size_t at)
{
    if (at + 3 > text.size() || !is_digit(text[at]) || !is_digit(text[at + 1]) || !is_digit(text[at + 2])) {
        return false;
    }
    return at + 3 == text.size() || !is_digit(text[at + 3]);
}

/// Reads digits with at most one decimal sign; groups of three may be separated by blanks. No sign, no marks.
std::optional<ParsedCell> parse_unsigned(std::string_view text)
{
    ParsedCell parsed;
    std::int64_t mantissa = 0;
    int digits = 0;
    int digits_before = 0;
    bool fraction = false;
    bool grouped = false;
    for (std::size_t i = 0; i < text.size();) {
        const char c = text[i];
        if (is_digit(c)) {
            if (++digits > most_digits) {
                return std::nullopt;
            }
            mantissa = mantissa * 10 + (c - '0');
            parsed.cell.decimals = static_cast<std::uint8_t>(parsed.cell.decimals + (fraction ? 1 : 0));
            digits_before += fraction ? 0 : 1;
            ++i;
            continue;
        }
        if ((c == ',' || c == '.') && !fraction && digits > 0) {
            fraction = true;
            parsed.used = static_cast<DecimalSign>(c);
            ++i;
            continue;
        }
        const std::size_t separator = group_separator(text, i);
        if (separator == 0 || fraction || digits == 0 || (!grouped && digits_before > 3) ||
            !three_digits_follow(text, i + separator)) {
            return std::nullopt;
        }
        grouped = true;
        i += separator;
    }
    if (digits == 0 || (fraction && parsed.cell.decimals == 0)) {
        return std::nullopt;
    }
    parsed.cell.mantissa = mantissa;
    return parsed;
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) {
        text.remove_prefix(1);
    }
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) {
        text.remove_suffix(1);
    }
    return text;
}

/// A negative number is written with a hyphen, the minus sign U+2212 or the dash U+2013 that word processors make of
/// it.
std::optional<ParsedCell> parse_number(std::string_view text)
{
    bool negative = false;
    if (text.starts_with("-")) {
        negative = true;
        text.remove_prefix(1);
    } else if (text.starts_with("\u2212") || text.starts_with("\u2013")) {
        negative = true;
        text.remove_prefix(3);
    } else if (text.starts_with("+")) {
        text.remove_prefix(1);
    }
    auto parsed = parse_unsigned(trimmed(text));
    if (parsed && negative) {
        parsed->cell.mantissa = -parsed->cell.mantissa;
    }
    return parsed;
}

std::optional<Sign> parse_sign(std::string_view text)
{
    if (text == "-" || text == "\u2013" || text == "\u2212") {
        return Sign::nil;
    }
    if (text == ".") {
        return Sign::unknown;
    }
    if (text == "..." || text == "\u2026") {
        return Sign::pending;
    }
    if (text == "/") {
        return Sign::unreliable;
    }
    if (text == "x" || text == "X") {
        return Sign::not_applicable;
    }
    return std::nullopt;
}

Sign trailing_mark(char c)
{
    switch (c) {
    case 'p': return Sign::provisional;
    case 'r': return Sign::revised;
    case 's': return Sign::estimated;
    default: return Sign::none;
    }
}

/// `(12)` is a number of limited value, `12 p` a provisional one, and so on; `(...)` stays a reason.
std::optional<ParsedCell> parse_marked(std::string_view text)
{
    if (text.size() > 2 && text.front() == '(' && text.back() == ')') {
        auto parsed = parse_number(trimmed(text.substr(1, text.size() - 2)));
        if (parsed) {
            parsed->cell.sign = Sign::limited;
        }
        return parsed;
    }
    const Sign sign = trailing_mark(text.back());
    if (sign == Sign::none) {
        return std::nullopt;
    }
    auto parsed = parse_number(trimmed(text.substr(0, text.size() - 1)));
    if (parsed) {
        parsed->cell.sign = sign;
    }
    return parsed;
}

}  // namespace

std::span<const SignInfo> sign_table()
{
    return signs;
}

const SignInfo& info(Sign sign)
{
    const auto index = static_cast<std::size_t>(sign);
    ensure(index < signs.size() && signs[index].sign == sign, "the sign table is in the order of the signs");
    return signs[index];
}

std::string_view mark(Sign sign)
{
    return info(sign).mark;
}

double Cell::value() const
{
    // Both operands are exact for up to 15 digits, so the quotient is the correctly rounded number.
    return static_cast<double>(mantissa) / powers_of_ten[decimals];
}

std::optional<ParsedCell> parse_cell(std::string_view text)
{
    text = trimmed(text);
    if (text.empty()) {
        return std::nullopt;
    }
    if (const auto sign = parse_sign(text)) {
        return ParsedCell{Cell{0, 0, *sign}, DecimalSign::none};
    }
    if (auto parsed = parse_number(text)) {
        return parsed;
    }
    return parse_marked(text);
}

std::string shortest(double value)
{
    ensure(std::isfinite(value), "only finite numbers are printed");
    std::array<char, 400> buffer{};
    const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed);
    return {buffer.data(), result.ptr};
}

void DecimalSum::add(const Cell& cell)
{
    if (cell.has_number()) {
        sums_[cell.decimals] += cell.mantissa;
    }
}

double DecimalSum::value() const
{
    long double total = 0;
    for (std::size_t decimals = 0; decimals < sums_.size(); ++decimals) {
        total += static_cast<long double>(sums_[decimals]) / static_cast<long double>(powers_of_ten[decimals]);
    }
    return static_cast<double>(total);
}

std::string DecimalSum::text() const
{
    std::size_t most = 0;
    for (std::size_t decimals = 0; decimals < sums_.size(); ++decimals) {
        if (sums_[decimals] != 0) {
            most = decimals;
        }
    }
    __int128 total = 0;
    for (std::size_t decimals = 0; decimals <= most; ++decimals) {
        // Each sum enters at its own power of ten and is shifted with the total, which ends with `most` decimals.
        total = total * 10 + sums_[decimals];
    }
    const bool negative = total < 0;
    // Built from the last digit to the first; zeros at the end of the fraction are left out.
    std::string reversed;
    bool fraction = false;
    std::size_t written = 0;
    for (__int128 rest = negative ? -total : total; rest != 0 || written <= most; rest /= 10, ++written) {
        if (written == most && fraction) {
            reversed += '.';
        }
        const int digit = static_cast<int>(rest % 10);
        if (written >= most || fraction || digit != 0) {
            reversed += static_cast<char>('0' + digit);
            fraction = fraction || written < most;
        }
    }
    if (negative) {
        reversed += '-';
    }
    return {reversed.rbegin(), reversed.rend()};
}

}  // namespace allmende
