#pragma once

#include <optional>
#include <vector>

#include "formats/genesis_heading.hpp"
#include "formats/official_table.hpp"

namespace allmende::formats {

/// Where things stand in the rows of one table export; decided from its beginning.
struct GenesisLayout {
    TableHead head;
    std::size_t width = 0;        ///< cells per row
    std::size_t area_column = 0;  ///< the name stands in the next one
    std::optional<std::size_t> period_column;
    std::optional<std::size_t> part_of_year_column;  ///< name of a month or quarter beside a year
    std::optional<std::size_t> measure_column;       ///< what is counted, where a unit column follows it
    std::optional<std::size_t> unit_column;
    std::vector<std::size_t> key_columns;  ///< by TableHead::key_dimensions
    bool quality_columns = false;          ///< behind each column of values stands one with its quality (`e`, `p` …)
};

/// Understands preamble, headings and key columns of a table export from its first rows. Throws Error{bad_input} where
/// there are no rows with area codes, no headings, or no time.
GenesisLayout understand_genesis_layout(const std::filesystem::path& path, const ReadOptions& options);

/// Whether there are rows with codes of areas and numbers near the beginning of a file.
bool begins_with_area_codes(const std::filesystem::path& path, const ReadOptions& options);

/// The table that a line of a preamble names, behind `GENESIS-Tabelle:` and the like; empty where it names none.
std::string table_of_line(std::string_view line);

/// How the line that ends the data begins.
inline constexpr std::string_view end_of_data_mark = "____";

/// Whether a record is the line of underscores that ends the data.
bool is_end_of_data(std::span<const std::string_view> cells);

}  // namespace allmende::formats
