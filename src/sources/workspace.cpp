#include "sources/workspace.hpp"

#include <array>

#include "base/config.hpp"
#include "base/error.hpp"

namespace allmende::sources {

namespace {

constexpr std::string_view settings_file = "allmende.toml";
constexpr std::string_view first_settings =
    R"toml(# Settings of this workspace. Reference: docs/reference/generated/settings.md
title = { de = "Bildungsmonitoring", en = "Education monitoring" }
publisher = ""
contact = ""
# The region that the website shows first (an id of catalog/regions), and those it offers; all if left out.
# default_region = "ruhr"
# regions = ["ruhr", "rheinisches-revier"]
)toml";

Settings load_settings(const std::filesystem::path& file)
{
    const Config config = Config::load(file);
    std::vector<std::string> keys;
    for (const SettingInfo& entry : setting_table()) {
        keys.emplace_back(entry.key);
    }
    config.allow_only(keys);
    Settings settings;
    if (config.has("title")) {
        settings.title = config.localized("title");
    }
    settings.publisher = config.text_or("publisher", "");
    settings.contact = config.text_or("contact", "");
    settings.invented = config.flag_or("invented", false);
    settings.default_region = config.text_or("default_region", "");
    settings.regions = config.texts_or_empty("regions");
    return settings;
}

bool holds_nothing(const std::filesystem::path& directory)
{
    return std::filesystem::directory_iterator(directory) == std::filesystem::directory_iterator();
}

}  // namespace

std::span<const SettingInfo> setting_table()
{
    static constexpr std::array table{
        SettingInfo{"title", "{ de = \"Bildungsmonitoring\", en = \"Education monitoring\" }", "the website's title"},
        SettingInfo{"publisher", "\"Stadt Beispiel\"", "who answers for the releases; named on every page"},
        SettingInfo{"contact", "\"bildung@example.org\"", "whom readers may write to"},
        SettingInfo{"invented", "true", "all data are invented; every page says so"},
        SettingInfo{"default_region", "\"ruhr\"",
                    "the region that pages open with; the first that has members where it is left out"},
        SettingInfo{"regions", "[\"ruhr\", \"rheinisches-revier\"]",
                    "the regions on the website, in this order; all that have members where it is left out"},
    };
    return table;
}

void Workspace::create(const std::filesystem::path& path, const Engines& engines)
{
    if (std::filesystem::exists(path / settings_file)) {
        fail(ErrorCode::conflict, "{}: there is a workspace here already", path.string());
    }
    if (std::filesystem::exists(path) && (!std::filesystem::is_directory(path) || !holds_nothing(path))) {
        fail(ErrorCode::conflict, "{}: this is not an empty folder; name a new or an empty one", path.string());
    }
    std::error_code error;
    std::filesystem::create_directories(path / "deliveries", error);
    std::filesystem::create_directories(path / "releases", error);
    std::filesystem::create_directories(path / "catalog", error);
    if (error) {
        fail(ErrorCode::disk, "{}: the folder cannot be made ({})", path.string(), error.message());
    }
    {
        const auto database = engines.open_database(path / "state.db");
        const Deliveries deliveries(*database);
    }
    engines.open_facts(path / "facts.duckdb", Access::change);
    // Written last: a folder without it is no workspace.
    write_file(path / settings_file, first_settings);
}

Workspace Workspace::open(const std::filesystem::path& path, const std::vector<std::filesystem::path>& catalogues,
                          const Engines& engines, Access access)
{
    if (!std::filesystem::exists(path / settings_file)) {
        fail(ErrorCode::not_found, "{}: there is no workspace here; `allmende init {}` makes one", path.string(),
             path.string());
    }
    Workspace self;
    self.path_ = path;
    self.engines_ = engines;
    self.catalogues_ = catalogues;
    self.catalogues_.push_back(path / "catalog");
    self.settings_ = load_settings(path / settings_file);
    if (access == Access::change) {
        self.lock_ = std::make_unique<FileLock>(path / "workspace.lock", "the workspace " + path.string());
    }
    self.database_ = engines.open_database(path / "state.db");
    self.deliveries_ = std::make_unique<Deliveries>(*self.database_);
    self.dimensions_ = DimensionCatalogue::load(self.catalogues_);
    self.known_datasets_ = load_datasets(self.catalogues_);
    self.regions_ = areas::load_regions(self.catalogues_);
    self.reforms_ = areas::load_reforms(self.catalogues_);
    self.reload();
    self.facts_ = engines.open_facts(path / "facts.duckdb", access);
    if (access == Access::change) {
        // An import that was killed between its facts and its record leaves facts that nobody delivered.
        self.facts_->forget_after(self.deliveries_->last_number());
    }
    return self;
}

std::filesystem::path Workspace::file_of(const std::string& sha256) const
{
    return path_ / "deliveries" / sha256.substr(0, 2) / sha256;
}

void Workspace::reload()
{
    areas_ = areas::AreaRegister::load(*database_);
    areas_.mark_dissolved(areas::dissolved_units(reforms_));
    dictionary_ = deliveries_->dictionary();
}

}  // namespace allmende::sources
