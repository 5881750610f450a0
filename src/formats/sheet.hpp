#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.hpp"

namespace allmende::formats {

/// What a cell of a sheet holds.
enum class SheetCell : std::uint8_t {
    text,
    number,
    percent  ///< a number that is shown with a percent sign; its text is what is shown: `36,1` for 0.361
};

/// Cells of a sheet, as the CSV of the same table would hold them. Rows and columns count from 0.
class SheetReceiver {
public:
    virtual ~SheetReceiver() = default;
    /// In the order of rows, then columns; empty cells are left out.
    virtual void cell(std::size_t row, std::size_t column, std::string_view text, SheetCell kind) = 0;
    /// Cells that are one in the sheet; may come after all cells.
    virtual void merged(std::size_t row, std::size_t column, std::size_t rows, std::size_t columns) = 0;
    /// A row that the sheet does not show; comes before its cells.
    virtual void hidden_row(std::size_t row) = 0;
    /// Columns that the sheet does not show.
    virtual void hidden_columns(std::size_t first, std::size_t last) = 0;
};

/// A number as a German CSV writes it: whole numbers without a point, others with a comma and no more digits than the
/// fifteen that a spreadsheet keeps.
std::string sheet_number(std::string_view stored);

/// The percentage that a sheet shows for a stored number, without its sign: `0.361` → `36,1`.
std::string sheet_percent(std::string_view stored);

/// The name of a column in its sheet: `A`, `AB`.
std::string sheet_column(std::size_t column);

/// The name of a cell in its sheet: `B12`.
std::string sheet_place(std::size_t row, std::size_t column);

/// `WAHR` or `FALSCH`, as a German spreadsheet shows them: 1 and 0 would be taken for counts.
std::string_view sheet_truth(bool value);

/// Throws Error{bad_input}: a program wrote a formula and not what it gives.
[[noreturn]] void refuse_formula(const std::string& sheet, std::size_t row, std::size_t column,
                                 const std::string& file);

/// A day as a spreadsheet counts it (1 is 1 January 1900, with the leap day that year did not have), as `31.12.2015`;
/// empty where it is none.
std::string sheet_day(double serial);

/// What a number format shows of numbers.
enum class SheetFormat : std::uint8_t { number, percent, day, month, year };

/// By the letters of a format such as `dd.mm.yyyy`, `MMM YY` or `0.0%`, outside of quotes.
SheetFormat sheet_format(std::string_view code);

/// A day (`31.12.2015`) as a format shows it: `2015-12` as a month, `2015` as a year.
std::string shown_day(std::string_view day, SheetFormat format);

/// What was seen in one column of a sheet. Rows count from 0.
struct SheetColumn {
    std::optional<std::size_t> percent;        ///< row of the first number with a percent sign
    std::optional<std::size_t> number_before;  ///< row of the last other number (but 0) above it
    std::optional<std::size_t> number_behind;  ///< row of the first one below it
    std::string unsure;                        ///< the first text like `1,234`, which may be a thousand or a fraction
    bool sure = false;                         ///< whether a text tells what its points and commas are
};

/// What the cells of a written sheet do not tell.
struct SheetNotes {
    std::int64_t cells = 0;
    std::vector<SheetColumn> columns;
    std::size_t numbers = 0;  ///< cells with digits only, but for years
    std::size_t years = 0;
    std::size_t hidden_rows = 0;  ///< with cells
    std::size_t hidden_columns = 0;
    std::string hidden;  ///< the first of them: `row 5`, `column C`
};

/// What has to be known of a sheet before it can be written: how wide it is, and which cells are one.
class SheetShape final : public SheetReceiver {
public:
    /// `name`: of the file, for messages. Throws Error{too_large} above 20 million places.
    explicit SheetShape(std::string name) : name_(std::move(name)) {}

    void cell(std::size_t row, std::size_t column, std::string_view text, SheetCell kind) override;
    void merged(std::size_t row, std::size_t column, std::size_t rows, std::size_t columns) override;
    void hidden_row(std::size_t row) override { hidden_row_ = row; }
    void hidden_columns(std::size_t first, std::size_t last) override;

    SheetNotes notes() const;
    std::size_t width() const { return width_; }
    /// How many columns a cell covers. In the first column that is a title, which is said once.
    std::size_t span(std::size_t row, std::size_t column) const;
    /// The last row over which a cell reaches down, where what it says holds for these rows: it stands in a row of data
    /// and is a text or in the first column.
    std::size_t last_row(std::size_t row, std::size_t column, SheetCell kind) const;

private:
    std::string name_;
    std::size_t width_ = 0;
    std::size_t height_ = 0;
    std::map<std::pair<std::size_t, std::size_t>, std::size_t> spans_;
    std::map<std::pair<std::size_t, std::size_t>, std::size_t> last_rows_;
    std::vector<bool> holds_numbers_;  // [row], years left out
    std::optional<std::size_t> hidden_row_;
    std::set<std::size_t> hidden_columns_;
    SheetNotes notes_;

    void note(std::size_t row, std::size_t column, std::string_view text, SheetCell kind);
};

/// Writes a sheet as CSV with semicolons, each row on the line of its number and all of one width, so that messages
/// about rows and columns are right for the sheet.
class SheetWriter final : public SheetReceiver {
public:
    SheetWriter(const std::filesystem::path& path, const SheetShape& shape, std::string name);

    void cell(std::size_t row, std::size_t column, std::string_view text, SheetCell kind) override;
    void merged(std::size_t, std::size_t, std::size_t, std::size_t) override {}
    void hidden_row(std::size_t) override {}
    void hidden_columns(std::size_t, std::size_t) override {}
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
    /// Texts that hold for rows below, and up to which: [column].
    std::map<std::size_t, std::pair<std::string, std::size_t>> reaching_;

    void end_row();
    void write();
};

}  // namespace allmende::formats
