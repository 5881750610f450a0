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
    std::string prefix;  ///< put before each key
    std::optional<Level> level;
};

/// The key of each feature, and how it was found.
struct FeatureKeys {
    std::string field;
    Level level = Level::kreis;
    std::vector<std::string> keys;      ///< by feature, in official notation; empty: it is not taken
    std::vector<std::string> unusable;  ///< values that are no key of the level, as delivered
    std::size_t without_land = 0;       ///< parts that are water only (GF other than 4 in files of the BKG)
    std::size_t without_area = 0;       ///< points, lines, features without geometry
    bool zeros_restored = false;        ///< leading zeros were lost on the way
    bool proposed = false;              ///< the field has no name that we know; its values are keys of the register
};

/// Finds the attribute that holds area keys by its name (AGS, ARS, RS, KEY, Schlüssel …) and its values, and reads it.
/// `what` is for messages, `file_stem` for `@file`. Throws Error{bad_input} with the attributes and an example of each
/// where there is none, Error{bad_usage} where the named field is not there.
FeatureKeys read_keys(const FeatureTable& table, const KeyWishes& wishes, const RegisterNotation& notation,
                      std::string_view file_stem, std::string_view what);

/// The attribute that holds names, by its own name (GEN, NAME …); nothing where there is none.
std::optional<std::size_t> name_field(const FeatureTable& table);

}  // namespace allmende::areas
