#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "base/config.hpp"

namespace allmende {

/// All `*.toml` of a sub-folder of the catalogue folders, in the order of their file names. A definition in a later
/// folder replaces one with the same `id` in an earlier folder; two with the same id in one folder are refused.
std::vector<Config> load_definitions(const std::vector<std::filesystem::path>& catalogues, std::string_view folder);

/// One file of the catalogue folders that is a list: all of them, in the order of the folders.
std::vector<Config> load_lists(const std::vector<std::filesystem::path>& catalogues, std::string_view file);

}  // namespace allmende
