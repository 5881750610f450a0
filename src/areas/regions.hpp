#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "areas/area_register.hpp"
#include "base/config.hpp"

namespace allmende::areas {

/// A named, dated set of areas: `catalog/regions/ID.toml` (docs/reference/catalogue.md).
struct Region {
    std::string id;
    std::vector<std::string> aliases;
    Localized title;
    Localized phrase;                  ///< with its preposition: `im Rheinischen Revier`; may be empty
    std::vector<std::string> members;  ///< keys, in the order of the file
    std::string members_of;            ///< instead of members: all units of `level` below this key
    std::string prefix;                ///< instead of members: all units of `level` whose key begins so
    Level level = Level::kreis;
    std::optional<KreisType> type;     ///< with a rule: only units of this type
    std::vector<std::string> context;  ///< keys it is compared with
    std::string valid_from;            ///< ISO date of the territory of the member list; may be empty
    Localized source;
    static constexpr std::int64_t last = 1000;
    std::int64_t order =
        last;             ///< where lists of regions show it; those with the same number by the name of their file
    bool has_sum = true;  ///< false: only a set to choose from (`kind = "comparison"`)
};

/// Regions of the catalogue folders in their order, later folders replacing earlier ones by id. Throws
/// Error{bad_input}.
std::vector<Region> load_regions(const std::vector<std::filesystem::path>& catalogues);

/// By id or alias, without regard to case. Throws Error{not_found} with the known ids.
const Region& need_region(const std::vector<Region>& regions, std::string_view id);

/// Keys of the members: as listed, or the units that the rule finds today, in official order.
std::vector<std::string> members_of(const Region& region, const AreaRegister& areas);

}  // namespace allmende::areas
