#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "areas/boundary_features.hpp"

namespace allmende::areas {

/// Which features of a table can become areas, and why others cannot.
struct AreaFeatures {
    std::vector<std::size_t> numbers;  ///< in the order of the file
    std::size_t without_area = 0;      ///< points, lines, features without geometry
    std::size_t without_land = 0;      ///< water, which the BKG draws apart (GF other than 4)
};

AreaFeatures area_features(const FeatureTable& table);

/// The texts of one attribute, by the features that can become areas.
struct Column {
    std::size_t field = 0;
    std::vector<std::string> texts;
    bool zeros_restored = false;
};

/// As the file has them, without blanks at the ends and without the `.0` of whole numbers.
Column read_column(const FeatureTable& table, std::size_t field, const AreaFeatures& areas);

/// The same as keys of official statistics: spreadsheets and number columns drop the zero of the Länder 01 to 09, which
/// is put back where the lengths of all texts say so.
Column read_official_column(const FeatureTable& table, std::size_t field, const AreaFeatures& areas);

}  // namespace allmende::areas
