#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "areas/boundary_features.hpp"

namespace allmende::areas {

/// Of which day boundaries are, and what says so.
struct FoundTerritory {
    enum class By {
        name,    ///< the file or layer is called so, or the caller says it
        field,   ///< an attribute has this day in all features
        change,  ///< the newest change that the features name: the boundaries are of then or later
    };
    std::string date;  ///< ISO
    By by = By::name;
    std::string where;  ///< the name, or the attribute's
};

/// Nothing where neither the names nor the attributes say a day.
std::optional<FoundTerritory> find_territory(std::string_view file_stem, std::string_view layer,
                                             const FeatureTable& table);

}  // namespace allmende::areas
