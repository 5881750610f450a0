#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/cell.hpp"
#include "base/period.hpp"
#include "formats/record_reader.hpp"

namespace allmende::formats {

/// Which layout a file has.
enum class Layout {
    genesis_table,  ///< table export of a GENESIS database: preamble, heading rows, key columns, footer
    flat_new,       ///< flat file since 2024: `statistics_code;…;value;value_unit;value_variable_code;…`
    flat_old,       ///< flat file before: `Statistik_Code;…;CODE__label__unit`
    plain,          ///< no official layout: read through a mapping
};
std::string_view name(Layout layout);

/// What is counted. Texts as delivered; the code only where the file has one.
struct Measure {
    std::string code;
    std::string text;
    std::string unit;
    bool operator==(const Measure&) const = default;
};

/// A breakdown as the file names it; both may be empty (GENESIS tables name few of their dimensions).
struct Dimension {
    std::string code;
    std::string label;
};

/// A column of numbers: what its headings say about all its cells.
struct ValueColumn {
    std::size_t column = 0;               ///< position in the record, from 0
    std::optional<Measure> measure;       ///< absent: the row or the table names it
    std::optional<Period> period;         ///< absent: the row or the table names it
    std::vector<std::string> categories;  ///< by heading dimension; empty: the total
    std::string area = {};                ///< of which unit alone it is; empty: of that of the row
};

/// What is known of a table before its rows are read.
struct TableHead {
    Layout layout = Layout::genesis_table;
    std::string table;  ///< `21111-02-06-4`; for flat files from the file's name where it fits the statistics code
    std::string title;
    std::string statistic;
    std::optional<Measure> measure;             ///< of all cells, where the preamble names it
    std::optional<Period> period;               ///< of all cells, where the preamble names it
    std::vector<std::string> remarks;           ///< further lines of the preamble, as delivered
    std::vector<Dimension> key_dimensions;      ///< breakdowns in the rows
    std::vector<Dimension> heading_dimensions;  ///< breakdowns in the headings
    std::vector<ValueColumn> value_columns;
    std::int64_t first_data_row = 0;
    bool without_zeros = false;  ///< a spreadsheet took the leading zeros of the area codes; rows have them again
};

/// What only the end of the file tells.
struct TableFoot {
    std::string notes;        ///< footnotes as delivered (at most 256 kB)
    std::string attribution;  ///< `© Statistische Ämter …`
    std::string licence;      ///< `dl-de/by-2-0` where the footer names it
    std::string edition;      ///< `2025-03-13T16:40:08` out of `Stand: 13.03.2025 / 16:40:08`; empty where absent
};

/// How the file was understood; stated in every result.
struct FileFacts {
    Layout layout = Layout::genesis_table;
    Encoding encoding = Encoding::ascii;
    char delimiter = ';';
    DecimalSign decimal_sign = DecimalSign::none;  ///< none: no number has decimals
    std::int64_t rows = 0;                         ///< rows of data
};

struct KeyCell {
    std::string_view code;  ///< empty in table exports and for totals
    std::string_view text;
};

struct ValueCell {
    std::size_t value_column = 0;  ///< index in TableHead::value_columns
    Cell cell;
};

/// One row of data. Views are valid during the call only.
struct TableRow {
    std::int64_t line = 0;  ///< of the file, from 1
    std::string_view area_code;
    std::string_view area_name;  ///< without the indentation
    int indentation = 0;         ///< blanks before the name: official tables indent by level
    std::optional<Period> period;
    std::span<const KeyCell> keys;  ///< by TableHead::key_dimensions
    const Measure* measure = nullptr;
    std::span<const ValueCell> values;
};

/// Receives a table as it is read.
class TableSink {
public:
    virtual ~TableSink() = default;
    virtual void begin(const TableHead& head) = 0;
    virtual void row(const TableRow& row) = 0;
};

/// The sign of a quality mark (`e` final, `p`, `r`, `s`, `()`); a final number has none.
Sign sign_of_quality(std::string_view quality);

}  // namespace allmende::formats
