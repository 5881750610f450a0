#include "areas/nuts_codes.hpp"

#include <algorithm>
#include <array>

#include "base/catalogue_files.hpp"
#include "base/text.hpp"

namespace allmende::areas {

namespace {

// Members of the European Union, and the candidates and neighbours whose statistical regions Eurostat names alike.
constexpr std::array<std::string_view, 39> countries{"AL", "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE",
                                                     "EL", "ES", "FI", "FR", "HR", "HU", "IE", "IS", "IT", "LI",
                                                     "LT", "LU", "LV", "ME", "MK", "MT", "NL", "NO", "PL", "PT",
                                                     "RO", "RS", "SE", "SI", "SK", "TR", "UK", "XK", "BA"};

bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

bool is_capital_or_digit(char c)
{
    return is_capital(c) || (c >= '0' && c <= '9');
}

}  // namespace

NutsCodes::NutsCodes(const std::vector<std::filesystem::path>& catalogues)
{
    for (const Config& list : load_definitions(catalogues, "nuts")) {
        list.allow_only({"id", "source", "version", "codes"});
        versions_ += (versions_.empty() ? "" : ", ") + list.text("version");
        const Config codes = list.table("codes");
        for (const std::string& code : codes.keys()) {
            keys_[code] = codes.text(code);
        }
    }
}

std::optional<std::string> NutsCodes::key_of(std::string_view code) const
{
    const auto found = keys_.find(code);
    return found == keys_.end() ? std::nullopt : std::optional(found->second);
}

bool is_country_code(std::string_view text)
{
    return text.size() == 2 && is_capital(text[0]) && is_capital(text[1]);
}

bool is_nuts_region(std::string_view text)
{
    return text.size() >= 3 && text.size() <= 5 &&
           std::find(countries.begin(), countries.end(), text.substr(0, 2)) != countries.end() &&
           std::all_of(text.begin() + 2, text.end(), is_capital_or_digit);
}

bool is_name_of_germany(std::string_view text)
{
    const std::string name = lower(text);
    return name == "de" || name.find("germany") != std::string::npos || name.find("deutschland") != std::string::npos ||
           name.find("allemagne") != std::string::npos;
}

bool is_group_of_countries(std::string_view text)
{
    const std::string_view name = text.substr(0, text.find('_'));
    const bool known = name.starts_with("EU") || name.starts_with("EA") || name.starts_with("EEA") ||
                       name.starts_with("EFTA") || name == "OECD" || name == "G20";
    return known && text.size() > 2 &&
           std::all_of(text.begin(), text.end(), [](char c) { return is_capital_or_digit(c) || c == '_'; });
}

}  // namespace allmende::areas
