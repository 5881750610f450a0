#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "areas/area_register.hpp"
#include "areas/reforms.hpp"
#include "areas/regions.hpp"
#include "base/clock.hpp"
#include "base/file.hpp"
#include "facts/columns.hpp"
#include "facts/dictionary.hpp"
#include "facts/fact_store.hpp"
#include "sources/dataset_catalogue.hpp"
#include "sources/deliveries.hpp"
#include "sources/dimension_catalogue.hpp"
#include "state/database.hpp"

namespace allmende::sources {

/// `allmende.toml` of a workspace.
struct Settings {
    Localized title{"Bildungsmonitoring", "Education monitoring"};
    std::string publisher;
    std::string contact;
    bool invented = false;             ///< all data are invented; every page says so
    std::string default_region;        ///< id; the first region with members where empty
    std::vector<std::string> regions;  ///< ids shown on the site, in this order; all that have members where empty
};

/// A key of `allmende.toml`, for the reader and the reference page.
struct SettingInfo {
    std::string_view key;
    std::string_view example;
    std::string_view meaning;
};
std::span<const SettingInfo> setting_table();

/// What a file is called in `deliveries/` (with more behind it) while it is copied there.
inline constexpr std::string_view begun_copy = "incoming";

/// The name of the state in a workspace and in a backup of it.
inline constexpr std::string_view state_file = "state.db";

/// Where a delivered file lies, in a workspace or in a folder of backups.
std::filesystem::path place_of_delivery(const std::filesystem::path& folder, const std::string& sha256);

/// How a workspace is opened.
enum class Access {
    read,
    change,
    rebuild  ///< to change it whatever became of its facts, which are not opened: they are made again
};

/// The engines, chosen by app/.
struct Engines {
    std::function<std::unique_ptr<state::Database>(const std::filesystem::path&)> open_database;
    std::function<std::unique_ptr<facts::FactStore>(const std::filesystem::path&, Access)> open_facts;
    std::function<std::unique_ptr<facts::ColumnFiles>()> open_column_files;
};

/// One directory: `allmende.toml`, `deliveries/`, `state.db`, `facts.duckdb`, `releases/N/`. Whoever opens it for
/// changes holds it alone; what a killed import or rebuild left behind is cleared away or brought to its end by whoever
/// opens it next.
class Workspace {
public:
    /// Makes an empty workspace. Throws Error{conflict} where there is one already or the directory holds other things.
    static void create(const std::filesystem::path& path, const Engines& engines);
    /// Throws Error{not_found} where there is no workspace, Error{conflict} where another process changes it.
    static Workspace open(const std::filesystem::path& path, const std::vector<std::filesystem::path>& catalogues,
                          const Engines& engines, Access access);

    const std::filesystem::path& path() const { return path_; }
    const Settings& settings() const { return settings_; }
    /// Built-in catalogue first, the workspace's own last.
    const std::vector<std::filesystem::path>& catalogues() const { return catalogues_; }
    const Engines& engines() const { return engines_; }

    state::Database& database() { return *database_; }
    facts::FactStore& facts() { return *facts_; }
    Deliveries& deliveries() { return *deliveries_; }
    const Deliveries& deliveries() const { return *deliveries_; }
    areas::AreaRegister& areas() { return areas_; }
    const areas::AreaRegister& areas() const { return areas_; }
    facts::Dictionary& dictionary() { return dictionary_; }
    const facts::Dictionary& dictionary() const { return dictionary_; }
    const DimensionCatalogue& dimensions() const { return dimensions_; }
    const std::vector<KnownDataset>& known_datasets() const { return known_datasets_; }
    const std::vector<areas::Region>& regions() const { return regions_; }
    const std::vector<areas::Reform>& reforms() const { return reforms_; }

    /// The same workspace with a state and facts of its own beside these, which know no delivery yet: until take_over()
    /// nothing of it counts.
    Workspace begin_rebuild();
    /// Puts a rebuilt state and its facts in the place of these, both or none, even where the process is killed.
    void take_over(Workspace rebuilt);

    /// Where the file of a delivery is kept.
    std::filesystem::path file_of(const std::string& sha256) const;
    /// Settings, own catalogue, boundaries and whatever else people lay there, as paths from the workspace in order:
    /// all but deliveries, releases, the state, and what is made again.
    std::vector<std::filesystem::path> files_that_change() const;
    /// Reads register and words again as the database has them (after a failed import).
    void reload();

private:
    Workspace() = default;
    void load_catalogues();
    /// Opens state and facts in a folder and forgets facts that were never recorded as delivered.
    void open_parts(const std::filesystem::path& folder, Access access);
    void close_parts();
    /// An import that was killed between its facts and its record leaves facts that nobody delivered.
    bool has_unrecorded_facts();

    std::filesystem::path path_;
    std::vector<std::filesystem::path> catalogues_;
    Engines engines_;
    Settings settings_;
    std::unique_ptr<FileLock> lock_;
    std::unique_ptr<state::Database> database_;
    std::unique_ptr<facts::FactStore> facts_;
    std::unique_ptr<Deliveries> deliveries_;
    areas::AreaRegister areas_;
    facts::Dictionary dictionary_;
    DimensionCatalogue dimensions_;
    std::vector<KnownDataset> known_datasets_;
    std::vector<areas::Region> regions_;
    std::vector<areas::Reform> reforms_;
};

}  // namespace allmende::sources
