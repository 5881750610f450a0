#pragma once

// Include only in source files: the library's header costs seconds per unit.
#include <nlohmann/json.hpp>

namespace allmende {

/// Keeps the order in which members were added, so that files are the same each time and read well.
using Json = nlohmann::ordered_json;

/// For reading foreign files: members are found by their name, whatever their number.
using JsonByName = nlohmann::json;

}  // namespace allmende
