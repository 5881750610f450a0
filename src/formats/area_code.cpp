#include "formats/area_code.hpp"

#include "base/text.hpp"

namespace allmende::formats {

namespace {

constexpr std::string_view last_land = "16";

/// Codes have 2, 3, 5, 8, 9 or 12 digits, so these can only be codes without their first one.
bool is_short(std::string_view code)
{
    return code.size() == 1 || code.size() == 4 || code.size() == 7 || code.size() == 11;
}

bool is_number_from_1(std::string_view text)
{
    return all_digits(text) && !text.empty() && text.front() != '0';
}

}  // namespace

bool is_area_code(std::string_view text)
{
    if (text == "DG") {
        return true;
    }
    return text.size() >= 2 && text.size() <= 12 && text.size() != 4 && all_digits(text);
}

bool lost_its_zero(std::string_view text)
{
    const bool year = text.size() == 4 && (text.starts_with("19") || text.starts_with("20"));
    return is_number_from_1(text) && is_short(text) && !year;
}

std::string with_leading_zero(std::string_view code)
{
    // Two digits are a Land or the Regierungsbezirk of a Land below 10, eight a Gemeinde or a Verband of one: which of
    // them, the Land tells that they would begin with.
    const bool unlikely = (code.size() == 2 || code.size() == 8) && code.substr(0, 2) > last_land;
    return is_number_from_1(code) && (is_short(code) || unlikely) ? "0" + std::string(code) : std::string(code);
}

}  // namespace allmende::formats
