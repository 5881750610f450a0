#pragma once

#include <string_view>
#include <vector>

#include "state/database.hpp"

namespace allmende::sources {

std::vector<state::Migration> source_migrations();

namespace sql {
extern const std::string_view all_deliveries;
extern const std::string_view delivery_by_hash;
extern const std::string_view delivery_with_hash;
extern const std::string_view last_delivery;
extern const std::string_view newest_edition;
extern const std::string_view insert_delivery;
extern const std::string_view insert_rounding;
extern const std::string_view all_rounding;
extern const std::string_view rounding_groups;
extern const std::string_view counts_of_dataset;
extern const std::string_view all_datasets;
extern const std::string_view all_dimensions;
extern const std::string_view all_codes;
extern const std::string_view all_measures;
extern const std::string_view insert_dataset;
extern const std::string_view insert_dimension;
extern const std::string_view insert_code;
extern const std::string_view insert_measure;
extern const std::string_view upsert_institution;
extern const std::string_view all_institutions;
extern const std::vector<std::string_view> forget_everything;
}  // namespace sql

}  // namespace allmende::sources
