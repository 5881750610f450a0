#include "base/catalogue_files.hpp"

#include <algorithm>
#include <map>

#include "base/error.hpp"

namespace allmende {

std::vector<Config> load_definitions(const std::vector<std::filesystem::path>& catalogues, std::string_view folder)
{
    std::map<std::string, Config> by_id;
    for (const std::filesystem::path& catalogue : catalogues) {
        const std::filesystem::path directory = catalogue / folder;
        if (!std::filesystem::is_directory(directory)) {
            continue;
        }
        std::vector<std::filesystem::path> files;
        for (const auto& entry : std::filesystem::directory_iterator(directory)) {
            if (entry.path().extension() == ".toml") {
                files.push_back(entry.path());
            }
        }
        std::sort(files.begin(), files.end());
        std::map<std::string, std::string> here;
        for (const std::filesystem::path& file : files) {
            const Config config = Config::load(file);
            const std::string id = config.text("id");
            const auto [at, fresh] = here.try_emplace(id, file.filename().string());
            if (!fresh) {
                config.complain("id", fmt::format("the id “{}” is taken by {}", id, at->second));
            }
            by_id.insert_or_assign(id, config);
        }
    }
    std::vector<Config> definitions;
    for (auto& [id, config] : by_id) {
        definitions.push_back(config);
    }
    return definitions;
}

std::vector<Config> load_lists(const std::vector<std::filesystem::path>& catalogues, std::string_view file)
{
    std::vector<Config> lists;
    for (const std::filesystem::path& catalogue : catalogues) {
        if (std::filesystem::exists(catalogue / file)) {
            lists.push_back(Config::load(catalogue / file));
        }
    }
    return lists;
}

}  // namespace allmende
