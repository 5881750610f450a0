#include "formats/table_schema.hpp"

#include <algorithm>

#include "base/cell.hpp"
#include "base/text.hpp"

namespace allmende::formats {

namespace {

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/// Without what stands around a number: `12.5 %`, `€95`.
std::string_view bare_number(std::string_view text)
{
    const auto belongs = [](char c) { return is_digit(c) || c == '-' || c == '+'; };
    while (!text.empty() && !belongs(text.front())) {
        text.remove_prefix(1);
    }
    while (!text.empty() && !is_digit(text.back())) {
        text.remove_suffix(1);
    }
    return text;
}

/// Digits, of which a decimal sign may set some apart, and an exponent.
bool is_plain_number(std::string_view text, bool fraction)
{
    if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
        text.remove_prefix(1);
    }
    const auto digits = [&] {
        const auto end = std::find_if_not(text.begin(), text.end(), is_digit);
        const auto count = static_cast<std::size_t>(end - text.begin());
        text.remove_prefix(count);
        return count;
    };
    std::size_t count = digits();
    if (fraction && text.starts_with('.')) {
        text.remove_prefix(1);
        count += digits();
    }
    if (fraction && count > 0 && (text.starts_with('e') || text.starts_with('E'))) {
        text.remove_prefix(1);
        text.remove_prefix(text.starts_with('-') || text.starts_with('+') ? 1 : 0);
        return digits() > 0 && text.empty();
    }
    return count > 0 && text.empty();
}

}  // namespace

std::optional<std::string> plain_cell(const SchemaField& field, std::string_view cell)
{
    const std::string_view text = trim(cell);
    if (const auto missing = field.missing.find(std::string(text)); missing != field.missing.end()) {
        return field.is_number() ? missing->second : std::string();
    }
    if (!field.is_number() || text.empty()) {
        return std::string(cell);
    }
    const auto mark = parse_cell(text);
    if (mark && (is_missing(mark->cell.sign) || mark->cell.sign == Sign::nil)) {
        return std::string(text);
    }
    std::string number(field.bare ? text : bare_number(text));
    if (!field.group_sign.empty()) {
        for (std::size_t at = number.find(field.group_sign); at != std::string::npos;
             at = number.find(field.group_sign, at)) {
            number.erase(at, field.group_sign.size());
        }
    }
    const bool fraction = field.type == "number";
    if (fraction && field.decimal_sign != '.') {
        if (number.find('.') != std::string::npos) {
            return std::nullopt;
        }
        std::replace(number.begin(), number.end(), field.decimal_sign, '.');
    }
    return is_plain_number(number, fraction) ? std::optional(number) : std::nullopt;
}

}  // namespace allmende::formats
