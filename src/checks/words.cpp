#include "checks/words.hpp"

#include <cmath>

namespace allmende::checks {

std::string number_text(double value, std::string_view language, int decimals)
{
    std::string digits = fmt::format("{:.{}f}", std::abs(value), decimals);
    if (digits.find('.') != std::string::npos) {
        digits.erase(digits.find_last_not_of('0') + 1);
        if (digits.back() == '.') {
            digits.pop_back();
        }
    }
    const bool german = language != "en";
    const std::size_t point = std::min(digits.find('.'), digits.size());
    std::string text;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i == point) {
            text += german ? ',' : '.';
            continue;
        }
        if (i > 0 && i < point && (point - i) % 3 == 0) {
            text += german ? '.' : ',';
        }
        text += digits[i];
    }
    return value < 0 && text != "0" ? "−" + text : text;
}

std::string area_text(const areas::Area& area)
{
    return area.name.empty() ? area.key : fmt::format("{} ({})", area.name, area.key);
}

std::string cell_text(const facts::Dataset& dataset, const Signature& signature, std::string_view language)
{
    std::string text = dataset.measures[static_cast<std::size_t>(signature.measure)].title.in(language);
    for (std::size_t d = 0; d < dataset.dimensions.size(); ++d) {
        if (signature.codes[d] != facts::total_code) {
            text += ", " + dataset.dimensions[d].codes[static_cast<std::size_t>(signature.codes[d])].title.in(language);
        }
    }
    return text;
}

std::string cell_id(const facts::Dataset& dataset, const Signature& signature)
{
    std::string text = dataset.measures[static_cast<std::size_t>(signature.measure)].id;
    for (std::size_t d = 0; d < dataset.dimensions.size(); ++d) {
        if (signature.codes[d] != facts::total_code) {
            const facts::Dimension& dimension = dataset.dimensions[d];
            text +=
                fmt::format(" {}={}", dimension.id, dimension.codes[static_cast<std::size_t>(signature.codes[d])].id);
        }
    }
    return text;
}

}  // namespace allmende::checks
