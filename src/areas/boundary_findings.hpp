#pragma once

#include <map>
#include <string>
#include <vector>

#include "areas/area_keys.hpp"
#include "areas/boundaries.hpp"
#include "areas/boundary_engine.hpp"
#include "areas/boundary_keys.hpp"
#include "areas/topology.hpp"

namespace allmende::areas {

/// What a check says about boundaries. A warning wants to be looked at.
struct BoundaryFinding {
    bool warning = false;
    std::string id;  ///< stable word for programs
    std::string text;
};

/// One unit as a file draws it: the features with its key.
struct DrawnUnit {
    std::vector<std::string> names;  ///< different ones of its features
    std::size_t features = 0;
    double km2 = 0;
};

/// The first few of texts that are fit to be shown, and how many more there are.
std::string some_of(const std::vector<std::string>& all);

/// How the keys of a file were found and what was left out.
std::vector<BoundaryFinding> findings_of_keys(const FeatureKeys& keys, std::size_t features);

/// Different names under one key, and names other than the register's: signs of a wrong key column.
std::vector<BoundaryFinding> findings_of_names(const std::map<std::string, DrawnUnit>& units,
                                               const RegisterNotation& notation);

/// Areas that cross themselves, that are gone or have another size after the repair (they overlapped).
std::vector<BoundaryFinding> findings_of_repair(const std::vector<InvalidShape>& invalid,
                                                const std::map<std::string, DrawnUnit>& units, const Topology& full);

/// Keys that the register does not know, and its units of the level and day that have no boundary although others
/// around them have one.
std::vector<BoundaryFinding> findings_of_register(const BoundarySet& set, const RegisterNotation& notation);

/// Units of the register that the set should draw and does not; see findings_of_register().
std::vector<std::string> units_without_boundary(const BoundarySet& set, const RegisterNotation& notation);

}  // namespace allmende::areas
