#include "formats/area_code.hpp"

#include "base/text.hpp"

namespace allmende::formats {

namespace {

bool is_number_from_1(std::string_view text)
{
    return all_digits(text) && !text.empty() && text.front() != '0';
}

/// Codes have 2, 3, 5 or 7 to 12 digits. Those of Länder from 10 on begin with 10 to 16, and of Saarland (10), which
/// has neither districts nor associations, there are only some lengths: with others they are of Schleswig-Holstein
/// (01).
bool is_short(std::string_view code)
{
    const std::string_view land = code.substr(0, 2);
    const std::size_t size = code.size();
    if (size == 1) {
        return true;
    }
    if (land == "10") {
        return size != 2 && size != 3 && size != 5 && size != 8 && size != 12;
    }
    return land > "16" && size != 3 && size != 5 && size != 12;
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
    // Länder that were invented have codes of 2, 5 and 8 digits above the sixteen.
    const bool invented = text.size() == 2 || text.size() == 8;
    return is_number_from_1(text) && text.size() < 12 && is_short(text) && !year && !invented;
}

std::string with_leading_zero(std::string_view code)
{
    return is_number_from_1(code) && code.size() < 12 && is_short(code) ? "0" + std::string(code) : std::string(code);
}

}  // namespace allmende::formats
