#include "sources/workspace.hpp"

#include <algorithm>
#include <array>

#include "base/config.hpp"
#include "base/error.hpp"
#include "sources/remarks.hpp"

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

constexpr std::string_view facts_file = "facts.duckdb";
constexpr std::string_view rebuilding_folder = "rebuilding";  // being made: counts for nothing
constexpr std::string_view rebuilt_folder = "rebuilt";        // complete: takes the place of what was before

std::unique_ptr<FileLock> lock(const std::filesystem::path& path)
{
    return std::make_unique<FileLock>(path / "workspace.lock", "the workspace " + path.string());
}

/// Whatever moment it is begun after: what a rebuild completed takes the place of state and facts. A log beside an old
/// file says nothing about the new one.
void finish_rebuild(const std::filesystem::path& path)
{
    const std::filesystem::path rebuilt = path / rebuilt_folder;
    if (!std::filesystem::exists(rebuilt)) {
        return;
    }
    for (const std::string_view name : {state_file, facts_file}) {
        if (!std::filesystem::exists(rebuilt / name)) {
            continue;
        }
        for (const char* log : {"-wal", "-shm", ".wal"}) {
            std::filesystem::remove(path / (std::string(name) + log));
        }
        std::filesystem::rename(rebuilt / name, path / name);
        sync_directory(path);
    }
    std::filesystem::remove_all(rebuilt);
    sync_directory(path);
}

/// What killed processes were writing.
void remove_leftovers(const std::filesystem::path& path)
{
    std::filesystem::remove_all(path / rebuilding_folder);
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator(path / "deliveries", none)) {
        if (entry.path().filename().string().starts_with(begun_copy)) {
            std::filesystem::remove(entry.path());
        }
    }
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
    if (!is_new_or_empty(path)) {
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
        const auto database = engines.open_database(path / state_file);
        const Deliveries deliveries(*database);
    }
    engines.open_facts(path / facts_file, Access::change);
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
    if (access != Access::read || std::filesystem::exists(path / rebuilt_folder)) {
        self.lock_ = lock(path);
        finish_rebuild(path);
        remove_leftovers(path);
    }
    if (access == Access::read) {
        self.lock_.reset();
    }
    self.load_catalogues();
    self.open_parts(path, access);
    if (access == Access::read && self.has_unrecorded_facts()) {
        self.close_parts();
        const auto alone = lock(path);
        self.open_parts(path, Access::change);
        self.close_parts();
        self.open_parts(path, access);
    }
    return self;
}

void Workspace::load_catalogues()
{
    dimensions_ = DimensionCatalogue::load(catalogues_);
    known_datasets_ = load_datasets(catalogues_);
    regions_ = areas::load_regions(catalogues_);
    reforms_ = areas::load_reforms(catalogues_);
}

void Workspace::open_parts(const std::filesystem::path& folder, Access access)
{
    database_ = engines_.open_database(folder / state_file);
    deliveries_ = std::make_unique<Deliveries>(*database_);
    reload();
    if (access != Access::rebuild) {
        facts_ = engines_.open_facts(folder / facts_file, access);
    }
    if (access == Access::change) {
        facts_->forget_after(deliveries_->last_number());
    }
}

void Workspace::close_parts()
{
    facts_.reset();
    deliveries_.reset();
    database_.reset();
}

bool Workspace::has_unrecorded_facts()
{
    facts::Query query;
    query.filters.push_back({facts::Column::delivery, {deliveries_->last_number() + 1}});
    return facts_->count(query) > 0;
}

Workspace Workspace::begin_rebuild()
{
    const std::filesystem::path folder = path_ / rebuilding_folder;
    std::filesystem::remove_all(folder);
    std::filesystem::create_directory(folder);
    database_->backup(folder / state_file);
    Workspace fresh;
    fresh.path_ = path_;
    fresh.engines_ = engines_;
    fresh.catalogues_ = catalogues_;
    fresh.settings_ = settings_;
    fresh.load_catalogues();
    {
        const auto database = engines_.open_database(folder / state_file);
        Deliveries deliveries(*database);
        Remarks remarks(*database);
        database->transaction([&] {
            deliveries.forget_all();
            remarks.forget_all();
        });
    }
    fresh.open_parts(folder, Access::change);
    return fresh;
}

void Workspace::take_over(Workspace rebuilt)
{
    rebuilt.close_parts();
    close_parts();
    sync_filesystem(path_);
    std::filesystem::rename(path_ / rebuilding_folder, path_ / rebuilt_folder);
    sync_directory(path_);
    finish_rebuild(path_);
    open_parts(path_, Access::change);
}

std::filesystem::path place_of_delivery(const std::filesystem::path& folder, const std::string& sha256)
{
    return folder / "deliveries" / sha256.substr(0, 2) / sha256;
}

std::filesystem::path Workspace::file_of(const std::string& sha256) const
{
    return place_of_delivery(path_, sha256);
}

std::vector<std::filesystem::path> Workspace::files_that_change() const
{
    std::vector<std::filesystem::path> files;
    for (std::filesystem::recursive_directory_iterator entry(path_), end; entry != end; ++entry) {
        const std::filesystem::path file = std::filesystem::relative(entry->path(), path_);
        const std::string top = file.begin()->string();
        const bool kept_apart =
            top == "deliveries" || top == "releases" || top == rebuilding_folder || top == rebuilt_folder;
        const bool of_engines = top.starts_with(state_file) || top.starts_with(facts_file) || top.ends_with(".lock");
        if (kept_apart || of_engines) {
            entry.disable_recursion_pending();
        } else if (entry->is_regular_file()) {
            files.push_back(file);
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

void Workspace::reload()
{
    areas_ = areas::AreaRegister::load(*database_);
    areas_.mark_dissolved(areas::dissolved_units(reforms_));
    dictionary_ = deliveries_->dictionary();
}

}  // namespace allmende::sources
