#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.hpp"

namespace allmende::formats {

/// Cells of a sheet, as the CSV of the same table would hold them. Rows and columns count from 0.
class SheetReceiver {
public:
    virtual ~SheetReceiver() = default;
    /// In the order of rows, then columns; empty cells are left out.
    virtual void cell(std::size_t row, std::size_t column, std::string_view text) = 0;
    /// Cells that are one in the sheet; may come after all cells.
    virtual void merged(std::size_t row, std::size_t column, std::size_t rows, std::size_t columns) = 0;
};

/// A number as a German CSV writes it: whole numbers without a point, others with a comma and no more digits than the
/// fifteen that a spreadsheet keeps.
std::string sheet_number(std::string_view stored);

/// A day as a spreadsheet counts it (1 is 1 January 1900, with the leap day that year did not have), as `31.12.2015`;
/// empty where it is none.
std::string sheet_day(double serial);

/// What has to be known of a sheet before it can be written: how wide it is, and which cells are one.
class SheetShape final : public SheetReceiver {
public:
    /// `name`: of the file, for messages. Throws Error{too_large} above 20 million places.
    explicit SheetShape(std::string name) : name_(std::move(name)) {}

    void cell(std::size_t row, std::size_t column, std::string_view text) override;
    void merged(std::size_t row, std::size_t column, std::size_t rows, std::size_t columns) override;

    std::size_t width() const { return width_; }
    std::int64_t cells() const { return cells_; }
    /// How many columns a cell covers. In the first column that is a title, which is said once.
    std::size_t span(std::size_t row, std::size_t column) const;

private:
    std::string name_;
    std::size_t width_ = 0;
    std::size_t height_ = 0;
    std::int64_t cells_ = 0;
    std::map<std::pair<std::size_t, std::size_t>, std::size_t> spans_;
};

/// Writes a sheet as CSV with semicolons, each row on the line of its number and all of one width, so that messages
/// about rows and columns are right for the sheet.
class SheetWriter final : public SheetReceiver {
public:
    SheetWriter(const std::filesystem::path& path, const SheetShape& shape, std::string name);

    void cell(std::size_t row, std::size_t column, std::string_view text) override;
    void merged(std::size_t, std::size_t, std::size_t, std::size_t) override {}
    /// After the last cell.
    void finish();

private:
    const SheetShape& shape_;
    std::string name_;
    FileWriter file_;
    std::string buffer_;
    std::size_t row_ = 0;
    std::vector<std::string> cells_;
    bool filled_ = false;  ///< whether the row has a cell

    void end_row();
    void write();
};

}  // namespace allmende::formats
