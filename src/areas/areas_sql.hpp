#pragma once

#include <string_view>
#include <vector>

#include "state/database.hpp"

namespace allmende::areas {

std::vector<state::Migration> area_migrations();

namespace sql {
extern const std::string_view all_areas;
extern const std::string_view insert_area;
extern const std::string_view insert_area_name;
extern const std::string_view update_area;
extern const std::string_view names_of_area;
extern const std::string_view all_names;
extern const std::string_view all_presence;
extern const std::string_view upsert_presence;
}  // namespace sql

}  // namespace allmende::areas
