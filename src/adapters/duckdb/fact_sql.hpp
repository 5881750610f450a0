#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "facts/fact_store.hpp"

namespace allmende::adapters::duckdb {

/// What `superseded_by` says of the newest observation of a cell.
constexpr std::int32_t never = std::numeric_limits<std::int32_t>::max();

/// The number that a file of facts carries; another number means another layout of its tables.
constexpr int layout_version = 1;

std::vector<std::string> create_tables();

std::string_view column_name(facts::Column column);

/// All codes are written into the statement as numbers, never as text of a user: a constant of the column's own type
/// lets the engine skip what cannot match, and a list of thousands needs no thousands of places.
/// `sums` are the calls of aggregates that make the sums of the cases.
std::string sums_sql(const facts::Query& query, const std::vector<facts::Column>& group_by,
                     const std::vector<facts::Case>& cases, const std::vector<std::string>& sums);
std::string count_sql(const facts::Query& query);
/// Columns in the order of facts::Observations.
std::string rows_sql(const facts::Query& query, std::int64_t offset, std::int64_t most);
/// The same rows with the types and names of a file; the file's name is the statement's only text.
std::string parquet_sql(const facts::Query& query);

/// The newest delivery of a dataset, 0 where it has none.
std::string last_delivery_sql(std::int32_t dataset);
std::string record_load_sql(std::int32_t dataset, std::int32_t delivery);
std::vector<std::string> forget_sql(std::int32_t last);

/// Which stored observations a delivery can touch at all.
struct Extent {
    std::int32_t least_area = std::numeric_limits<std::int32_t>::max();
    std::int32_t most_area = 0;
    std::int32_t least_period = std::numeric_limits<std::int32_t>::max();
    std::int32_t most_period = 0;
};
/// row number, area, period, measure, dimensions, value, sign of the newest observations.
std::string stored_sql(std::int32_t dataset, const Extent& extent);
/// Takes the rows of the table function `delivered_row`.
std::string insert_sql(std::int32_t dataset, std::int32_t delivery);
/// Closes the observations whose row numbers the table function `superseded_row` gives.
std::string supersede_sql(std::int32_t delivery);
/// The same for all rows with from <= row number < end.
std::string supersede_range_sql(std::int32_t delivery, std::int64_t from, std::int64_t end);

}  // namespace allmende::adapters::duckdb
