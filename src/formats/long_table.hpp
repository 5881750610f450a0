#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.hpp"
#include "formats/plain_table.hpp"

namespace allmende::formats {

/// Writes the cells of a table of another format as CSV with commas, one number per row.
class LongTable {
public:
    LongTable(const std::filesystem::path& csv, const std::vector<PlainColumn>& columns);
    /// As many cells as columns. Throws Error{too_large} above 50 million rows.
    void add(std::span<const std::string_view> cells, const std::string& name);
    void finish();

private:
    FileWriter file_;
    std::string buffer_;
    std::int64_t rows_ = 0;

    void append(std::span<const std::string_view> cells);
};

/// Goes through the cells of a cube whose last dimension changes fastest, as PX and JSON-stat order them.
class CubeOrder {
public:
    /// Throws Error{too_large} above 50 million cells.
    CubeOrder(std::vector<std::size_t> sizes, const std::string& name);
    std::size_t cells() const { return cells_; }
    /// Positions in the dimensions of the next cell.
    const std::vector<std::size_t>& positions() const { return positions_; }
    void advance();

private:
    std::vector<std::size_t> sizes_;
    std::vector<std::size_t> positions_;
    std::size_t cells_ = 1;
};

/// Writes the rows of a delimited file anew as CSV with commas, each on the line on which it stands in the file, so
/// that a cell is found where it was delivered. Rows that are not written leave empty lines.
class RowsInPlace {
public:
    explicit RowsInPlace(const std::filesystem::path& csv);
    /// Lines grow from row to row. Line ends within cells become blanks.
    void write(std::int64_t line, std::span<const std::string> cells);
    void finish();

private:
    FileWriter file_;
    std::int64_t line_ = 1;  ///< on which the next row would stand
};

}  // namespace allmende::formats
