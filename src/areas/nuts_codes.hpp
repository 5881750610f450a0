#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace allmende::areas {

/// Official keys of units by their codes of NUTS, from `catalog/nuts/`.
class NutsCodes {
public:
    explicit NutsCodes(const std::vector<std::filesystem::path>& catalogues);

    /// `05` of `DEA`, `051` of `DEA1`, `05334` of `DEA2D`, `DG` of `DE`; nothing where no list has the code.
    std::optional<std::string> key_of(std::string_view code) const;
    /// `2021`: which lists are known.
    const std::string& versions() const { return versions_; }

private:
    std::map<std::string, std::string, std::less<>> keys_;
    std::string versions_;
};

/// Whether a text has the form of a code of NUTS below a country: the letters of one that has NUTS or regions like it,
/// and one to three letters or digits.
bool is_nuts_region(std::string_view text);
/// Two capital letters, as NUTS and SDMX name countries.
bool is_country_code(std::string_view text);
/// Whether a text names Germany, in German, English or French, whatever stands around it.
bool is_name_of_germany(std::string_view text);
/// `EU27_2020`, `EA20`, `EFTA`: several countries together.
bool is_group_of_countries(std::string_view text);

}  // namespace allmende::areas
