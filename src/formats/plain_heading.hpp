#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace allmende::formats {

/// A line of a delimited file, its cells trimmed.
struct PlainRow {
    std::int64_t line = 0;
    std::vector<std::string> cells;
    std::size_t filled = 0;  ///< cells that are not empty
};

/// Where the first lines of a file stop being titles and where they stop naming columns.
struct PlainHeading {
    std::size_t first = 0;  ///< position of the first row that names columns; those before it are titles
    std::size_t data = 0;   ///< position of the first row of data
    /// One per column, the texts of several rows set apart by `heading_separator`; empty where no row names it.
    std::vector<std::string> names;
};

/// Between the parts of a name out of a heading of several lines.
inline constexpr std::string_view heading_separator = " | ";

/// The heading above rows that mostly have `width` cells. A row belongs to the heading by what stands above numbers:
/// words, units, times. A row that names something (`Düren`) and has marks, nothing, or a number that looks like a year
/// is data. Nothing where no row names columns or none follows; Error{bad_input} with the line where the first row is
/// data already.
std::optional<PlainHeading> find_heading(const std::vector<PlainRow>& rows, std::size_t width,
                                         const std::string& file_name);

}  // namespace allmende::formats
