#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "areas/boundary_import.hpp"

namespace allmende::areas {

/// Puts the areas of a finer set together to the units of a coarser level, for each territory that has no set of that
/// level (or only for `territory`). Throws Error{not_found} where there is no finer set, Error{conflict} where the only
/// ones have the level already.
std::vector<BoundaryResult> dissolve_boundaries(const std::filesystem::path& workspace, BoundaryEngine& engine,
                                                const RegisterNotation& notation, const Clock& clock, Level level,
                                                const std::string& territory);

}  // namespace allmende::areas
