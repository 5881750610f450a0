#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/cell.hpp"
#include "formats/record_reader.hpp"

namespace allmende::formats {

/// What a format says that a column is. Most say nothing.
enum class Role : std::uint8_t {
    none,
    area,
    period,
    dimension,  ///< a breakdown
    measure,    ///< names what the row counts
    unit,
    value,       ///< numbers
    multiplier,  ///< the power of ten by which the numbers of the row are to be multiplied
    status,      ///< says how good the number is, or why there is none
    remark       ///< tells nothing apart
};

/// A column of a table that has no official layout.
struct PlainColumn {
    std::string name;   ///< its heading as delivered; unique in its table
    std::string label;  ///< the same in words, where the format has both
    Role role = Role::none;
    std::map<std::string, std::string> codes;  ///< words for what its cells hold, where the format has them
    std::map<std::string, std::string> units;  ///< of what its cells name, where it is a measure
    std::map<std::string, int> multipliers;    ///< powers of ten by which the numbers of what they name are multiplied
    std::string unit;                          ///< of its numbers
    std::string unsure =
        {};  ///< of a sheet: a text like `1,234` among the numbers, which may be a thousand or a fraction
};

/// A table of rows and columns as any file may hold it: what it means is decided elsewhere. Its cells stand in a CSV
/// file, which is the delivered one or made from it.
struct PlainTable {
    std::filesystem::path csv;
    ReadOptions options;  ///< for reading it: messages name the delivered file
    char delimiter = ';';
    std::string layout;  ///< `csv`, `xlsx`, `ods`, `px`, `json-stat`, `sdmx-csv`, `sdmx-ml`, `sdmx-json`,
                         ///< `eurostat-tsv`, `data-package`
    std::string sheet;   ///< of a workbook; the name of a table where a file holds several
    bool alone = true;   ///< the only table of its file
    std::string table;   ///< what the file itself calls it; empty where it does not
    std::string title;
    std::string attribution;
    std::string licence;  ///< id in `catalog/licences.toml`, where the format names one
    std::string edition;  ///< when the file was made, ISO
    std::string notes;
    std::vector<std::string> remarks;  ///< what people should know of how it was read, a sentence each
    std::vector<PlainColumn> columns;
    std::int64_t first_row = 2;                    ///< line on which the data begin
    DecimalSign decimal_sign = DecimalSign::none;  ///< where the format fixes it
};

/// Whether a format says itself which table it holds and what its numbers are: then no other table's mapping may.
bool names_itself(const PlainTable& table);
/// Whether a format gives a place to every cell, so that an empty one says that there is no number.
bool has_all_cells(const PlainTable& table);

/// A column by its heading; null where there is none.
const PlainColumn* find_column(const PlainTable& table, std::string_view name);

}  // namespace allmende::formats
