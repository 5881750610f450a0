#include "releases/catalogue_texts.hpp"

#include <algorithm>

#include "base/catalogue_files.hpp"

namespace allmende::releases {

namespace {

/// Reads the list `key` of a file from all catalogue folders; a later entry takes the place of one with its id.
template <typename Entry, typename Read>
std::vector<Entry> load(const std::vector<std::filesystem::path>& catalogues, std::string_view file,
                        std::string_view key, const Read& read)
{
    std::vector<Entry> entries;
    for (const Config& list : load_lists(catalogues, file)) {
        list.allow_only({std::string(key)});
        for (const Config& config : list.tables(key)) {
            Entry entry = read(config);
            const auto at =
                std::find_if(entries.begin(), entries.end(), [&](const Entry& known) { return known.id == entry.id; });
            if (at == entries.end()) {
                entries.push_back(std::move(entry));
            } else {
                *at = std::move(entry);
            }
        }
    }
    return entries;
}

}  // namespace

std::vector<Theme> load_themes(const std::vector<std::filesystem::path>& catalogues)
{
    return load<Theme>(catalogues, "themes.toml", "theme", [](const Config& config) {
        config.allow_only({"id", "title", "text"});
        return Theme{config.text("id"), config.localized("title"), config.localized("text")};
    });
}

std::vector<GlossaryEntry> load_glossary(const std::vector<std::filesystem::path>& catalogues)
{
    return load<GlossaryEntry>(catalogues, "glossary.toml", "entry", [](const Config& config) {
        config.allow_only({"id", "term", "text"});
        return GlossaryEntry{config.text("id"), config.localized("term"), config.localized("text")};
    });
}

std::vector<Licence> load_licences(const std::vector<std::filesystem::path>& catalogues)
{
    return load<Licence>(catalogues, "licences.toml", "licence", [](const Config& config) {
        config.allow_only({"id", "name", "url", "attribution"});
        return Licence{config.text("id"), config.localized("name"), config.text("url")};
    });
}

}  // namespace allmende::releases
