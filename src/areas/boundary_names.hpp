#pragma once

#include <optional>
#include <string>

#include "areas/boundary_features.hpp"

namespace allmende::areas {

/// The attribute that holds names, by its own name (GEN, NAME …); nothing where there is none.
std::optional<std::size_t> name_field(const FeatureTable& table);

/// Whether a name on a map and an official one mean the same unit: `Recklinghausen`, `Kreis Recklinghausen` and
/// `Recklinghausen, Kreis` do.
bool same_name(const std::string& drawn, const std::string& official);

}  // namespace allmende::areas
