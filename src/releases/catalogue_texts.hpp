#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/text.hpp"

namespace allmende::releases {

struct Theme {
    std::string id;
    Localized title;
    Localized text;
};

struct GlossaryEntry {
    std::string id;
    Localized term;
    Localized text;
};

struct Licence {
    std::string id;
    Localized name;
    std::string url;
};

/// Texts of the catalogue that only the website shows: `themes.toml`, `glossary.toml`, `licences.toml`. Later folders
/// replace entries by id. Throw Error{bad_input}.
std::vector<Theme> load_themes(const std::vector<std::filesystem::path>& catalogues);
std::vector<GlossaryEntry> load_glossary(const std::vector<std::filesystem::path>& catalogues);
std::vector<Licence> load_licences(const std::vector<std::filesystem::path>& catalogues);

}  // namespace allmende::releases
