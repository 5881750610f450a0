#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "areas/area_keys.hpp"
#include "areas/boundary_features.hpp"

namespace allmende::areas {

/// What the caller says about the keys of a file; empty: see for yourself.
struct KeyWishes {
    std::string field;   ///< attribute with the key; `@file`: the digits that the file's name begins with
    std::string prefix;  ///< put before each key; with five digits or more the keys are a city's own numbers
    std::optional<Level> level;
};

/// The key of each feature, and how it was found.
struct FeatureKeys {
    std::string field;
    Level level = Level::kreis;
    std::vector<std::string> keys;      ///< by feature, in official notation; empty: it is not taken
    std::vector<std::string> unusable;  ///< values that are no key of the level, as delivered
    std::vector<std::string> coarser;   ///< official keys of units that others of the file are parts of
    std::size_t without_land = 0;       ///< water, which the BKG draws apart (GF other than 4)
    std::size_t without_area = 0;       ///< points, lines, features without geometry
    bool zeros_restored = false;        ///< leading zeros were lost on the way
    bool proposed = false;              ///< the field's name says little; its values are keys of the register
};

/// Finds the attribute that holds area keys by its name (AGS, ARS, RS, de:amtlicher_gemeindeschluessel …) and its
/// values, and reads it. `what` is for messages, `file_stem` for `@file`. Throws Error{bad_input} with the attributes
/// and an example of each where there is none, Error{bad_usage} where the named field is not there.
FeatureKeys read_keys(const FeatureTable& table, const KeyWishes& wishes, const RegisterNotation& notation,
                      std::string_view file_stem, std::string_view what);

}  // namespace allmende::areas
