#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "areas/area_keys.hpp"
#include "base/text.hpp"

namespace allmende::areas {

/// Where areas of a set come from: one layer of one delivered file, or another set.
struct BoundarySource {
    std::string file_name;
    std::string sha256;
    std::string layer;
    std::string key_field;
    std::string made_from;    ///< id of the set whose areas were put together; then there is no file
    std::string imported_at;  ///< `2026-11-23T09:30:00Z`
    Localized attribution;
    std::vector<std::string> keys;  ///< official keys of the set's areas that are from here, sorted
};

/// Boundaries of the areas of one level on one day: one TopoJSON in the workspace, object `areas`, feature id = area
/// key.
struct BoundarySet {
    std::string id;  ///< `kreis-2021`, `kreis-2021-12-31`
    Level level = Level::kreis;
    std::string territory;  ///< ISO date
    std::string file;       ///< simplified; relative to the workspace
    std::string
        full_file;  ///< in full detail, keys in official notation: from it the set is made again and put together
    std::size_t bytes = 0;                             ///< of `file`
    std::vector<std::string> keys;                     ///< as the register writes them, sorted
    std::map<std::string, std::string> official_keys;  ///< of those keys that the register writes differently
    std::vector<BoundarySource> sources;
    std::map<std::string, std::string> renamed;  ///< key in `file` → in `keys`, where the register grew since; not kept

    /// Whom to name beside a map; the sources' texts, each once.
    Localized attribution() const;
};

/// A key of the set in official notation.
const std::string& official_key_of(const BoundarySet& set, const std::string& key);

/// The sets of a workspace, by level (coarse first) and territory; empty where there are none. Throws Error{bad_input}
/// where the list is broken.
std::vector<BoundarySet> load_boundaries(const std::filesystem::path& workspace);

/// The same with keys as the register writes them by now.
std::vector<BoundarySet> load_boundaries(const std::filesystem::path& workspace, const RegisterNotation& notation);

/// Writes the list: the moment at which new files count.
void save_boundaries(const std::filesystem::path& workspace, const std::vector<BoundarySet>& sets);

/// `kreis-2021` for the first day of a year, else with the whole date.
std::string boundary_id(Level level, std::string_view territory);

/// Throws Error{not_found} with the known ids.
const BoundarySet& need_boundaries(const std::vector<BoundarySet>& sets, std::string_view id);

/// The set that draws most of these areas; of equal ones that of the newest territory. Null where none draws any.
const BoundarySet* boundaries_for(const std::vector<BoundarySet>& sets, const std::vector<std::string>& keys);

/// The set's TopoJSON, with the keys that the set has.
std::string boundary_document(const std::filesystem::path& workspace, const BoundarySet& set);

/// Takes a set off the list and removes its files. Throws Error{not_found}.
void remove_boundaries(const std::filesystem::path& workspace, std::string_view id);

}  // namespace allmende::areas
