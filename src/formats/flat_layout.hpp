#pragma once

#include <optional>
#include <vector>

#include "formats/official_table.hpp"

namespace allmende::formats {

/// The four columns that describe one variable of a flat file.
struct FlatVariable {
    std::size_t code_column = 0;
    std::size_t label_column = 0;
    std::size_t attribute_code_column = 0;
    std::size_t attribute_label_column = 0;
    std::string code;   ///< of the first row: `GES`
    std::string label;  ///< of the first row: `Geschlecht`
};

struct FlatLayout {
    TableHead head;
    std::size_t width = 0;
    std::size_t time_column = 0;
    FlatVariable area;
    std::optional<FlatVariable> part_of_year;  ///< `MONAT` or `QUARTG` beside a year
    std::vector<FlatVariable> keys;            ///< by TableHead::key_dimensions
    std::optional<std::size_t> unit_column;    ///< the new layout names measure and unit in each row
    std::optional<std::size_t> measure_code_column;
    std::optional<std::size_t> measure_label_column;
    std::optional<std::size_t> quality_column;
};

/// Understands the head of a flat file and which of its variables is the area. Throws Error{bad_input}.
FlatLayout understand_flat_layout(const std::filesystem::path& path, const ReadOptions& options);

/// `12411-01-01-4` out of `12411-01-01-4_de_flat.csv` where the name begins with the statistic's code, else the code.
std::string table_of_flat_file(const std::filesystem::path& path, std::string_view statistic);

}  // namespace allmende::formats
