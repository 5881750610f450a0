#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace allmende::adapters::duckdb {

/// `'it''s'`: a text as a constant of a statement; only for settings, which take no parameters.
std::string quoted(const std::string& text);

/// `"it""s"`: a name of a column.
std::string identifier(const std::string& name);

/// `1,2,3`
std::string number_list(const std::vector<std::int32_t>& numbers);

}  // namespace allmende::adapters::duckdb
