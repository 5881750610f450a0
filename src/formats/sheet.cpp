#include "formats/sheet.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>

#include "base/error.hpp"
#include "base/text.hpp"

namespace allmende::formats {

namespace {

constexpr std::size_t most_rows = 1'048'576;  // of Excel
constexpr std::size_t most_columns = 16'384;
constexpr std::size_t most_places = 20'000'000;
constexpr std::size_t most_merged = 100'000;
constexpr std::size_t buffer_bytes = std::size_t{1} << 18;

/// What the points and commas of a text tell.
enum class Marks { none, sure, unsure };

Marks marks_of(std::string_view text)
{
    text.remove_prefix(text.starts_with('-') ? 1 : 0);
    const std::size_t at = text.find_first_of(".,");
    const bool digits = text.find_first_not_of("0123456789.,") == std::string_view::npos;
    if (!digits || at == std::string_view::npos || at == 0 || at + 1 == text.size()) {
        return Marks::none;
    }
    const bool alone = text.find_first_of(".,", at + 1) == std::string_view::npos;
    return alone && at <= 3 && text.size() == at + 4 && text.front() != '0' ? Marks::unsure : Marks::sure;
}

/// One line: what a sheet breaks within a cell would shift the rows of the CSV.
void append_cell(std::string& line, std::string_view text)
{
    const bool quoted = text.find_first_of(";\"") != std::string_view::npos;
    line += quoted ? "\"" : "";
    for (const char c : text) {
        line += c == '\n' || c == '\r' ? ' ' : c;
        line += c == '"' ? "\"" : "";
    }
    line += quoted ? "\"" : "";
}

}  // namespace

std::string sheet_number(std::string_view stored)
{
    double number = 0;
    const auto [end, error] = std::from_chars(stored.data(), stored.data() + stored.size(), number);
    if (error != std::errc() || end != stored.data() + stored.size() || !std::isfinite(number)) {
        return std::string(stored);
    }
    if (std::abs(number) < 1e15 && number == std::floor(number)) {
        return fmt::format("{:.0f}", number == 0 ? 0.0 : number);
    }
    std::string text = fmt::format("{:.15g}", number);
    if (text.find('e') != std::string::npos) {
        text = fmt::format("{:.15f}", number);
        text.resize(std::min(text.size(), text.find_last_not_of('0') + 1));
    }
    std::replace(text.begin(), text.end(), '.', ',');
    return text;
}

std::string sheet_percent(std::string_view stored)
{
    std::string text = sheet_number(stored);
    const bool negative = text.starts_with('-');
    text.erase(0, negative ? 1 : 0);
    std::size_t comma = std::min(text.find(','), text.size());
    if (text.empty() || text.find_first_not_of("0123456789,") != std::string::npos) {
        return std::string(stored);
    }
    // The sign moves in the decimal text, for 0.361 × 100 is no 36.1 in binary numbers.
    text.erase(comma, 1);
    text.append(comma + 2 > text.size() ? comma + 2 - text.size() : 0, '0');
    text.insert(comma + 2, comma + 2 < text.size() ? "," : "");
    comma = std::min(text.find(','), text.size());
    text.erase(0, std::min(text.find_first_not_of('0'), comma - 1));
    return (negative && text != "0" ? "-" : "") + text;
}

std::string sheet_column(std::size_t column)
{
    std::string letters;
    for (std::size_t left = column + 1; left > 0; left = (left - 1) / 26) {
        letters.insert(letters.begin(), static_cast<char>('A' + (left - 1) % 26));
    }
    return letters;
}

std::string sheet_place(std::size_t row, std::size_t column)
{
    return sheet_column(column) + std::to_string(row + 1);
}

std::string_view sheet_truth(bool value)
{
    return value ? "WAHR" : "FALSCH";
}

void refuse_formula(const std::string& sheet, std::size_t row, std::size_t column, const std::string& file)
{
    fail(
        ErrorCode::bad_input,
        "{}: sheet “{}”, cell {}: the file holds a formula here but not its result; open it in the spreadsheet program, "
        "save it and deliver that",
        file, sheet, sheet_place(row, column));
}

std::string sheet_day(double serial)
{
    using namespace std::chrono;
    const auto days_since = static_cast<int>(std::floor(serial));
    if (serial < 1 || serial > 2'958'465 || serial != std::floor(serial) || days_since == 60) {
        return {};
    }
    const sys_days day = sys_days{1899y / December / 31} + days{days_since > 60 ? days_since - 1 : days_since};
    const year_month_day date{day};
    return fmt::format("{:02}.{:02}.{:04}", static_cast<unsigned>(date.day()), static_cast<unsigned>(date.month()),
                       static_cast<int>(date.year()));
}

SheetFormat sheet_format(std::string_view code)
{
    bool quoted = false;
    bool bracket = false;
    bool day = false;
    bool month = false;
    bool year = false;
    for (std::size_t i = 0; i < code.size(); ++i) {
        const char c = code[i];
        quoted = c == '"' ? !quoted : quoted;
        bracket = (bracket || c == '[') && c != ']';
        if (c == '\\') {
            ++i;
        } else if (!quoted && !bracket) {
            if (c == '%') {
                return SheetFormat::percent;
            }
            day = day || c == 'd' || c == 'D' || c == 'T';
            month = month || c == 'm' || c == 'M';
            year = year || c == 'y' || c == 'Y' || c == 'J';
        }
    }
    if (day || !year) {
        return day ? SheetFormat::day : SheetFormat::number;
    }
    return month ? SheetFormat::month : SheetFormat::year;
}

std::string shown_day(std::string_view day, SheetFormat format)
{
    if (day.size() != 10 || format == SheetFormat::day) {
        return std::string(day);
    }
    const std::string year(day.substr(6));
    return format == SheetFormat::month ? year + "-" + std::string(day.substr(3, 2)) : year;
}

void SheetShape::cell(std::size_t row, std::size_t column, std::string_view text, SheetCell kind)
{
    if (row >= most_rows || column >= most_columns) {
        fail(ErrorCode::bad_input,
             "{}: a cell stands outside of the {} rows and {} columns that a sheet has; the file is damaged", name_,
             most_rows, most_columns);
    }
    width_ = std::max(width_, column + 1);
    height_ = std::max(height_, row + 1);
    ++notes_.cells;
    if (width_ * height_ > most_places) {
        fail(ErrorCode::too_large, "{}: the sheet reaches to row {} and column {}; deliver a table of this size as CSV",
             name_, height_, width_);
    }
    note(row, column, text, kind);
}

void SheetShape::note(std::size_t row, std::size_t column, std::string_view text, SheetCell kind)
{
    holds_numbers_.resize(std::max(holds_numbers_.size(), row + 1));
    notes_.columns.resize(std::max(notes_.columns.size(), column + 1));
    SheetColumn& seen = notes_.columns[column];
    const bool number = kind != SheetCell::text || all_digits(text);
    const bool year = number && text.size() == 4 && (text.starts_with("19") || text.starts_with("20"));
    notes_.numbers += number && !year ? 1 : 0;
    notes_.years += year ? 1 : 0;
    holds_numbers_[row] = holds_numbers_[row] || (number && !year);
    if (kind == SheetCell::percent) {
        seen.percent = seen.percent ? seen.percent : row;
    } else if (kind == SheetCell::number && text != "0") {
        auto& place = seen.percent ? seen.number_behind : seen.number_before;
        place = seen.percent && place ? place : row;
    } else if (kind == SheetCell::text) {
        const Marks marks = marks_of(text);
        seen.sure = seen.sure || marks == Marks::sure;
        seen.unsure = marks == Marks::unsure && seen.unsure.empty() ? std::string(text) : seen.unsure;
    }
    if (hidden_row_ == row) {
        ++notes_.hidden_rows;
        notes_.hidden = notes_.hidden.empty() ? fmt::format("row {}", row + 1) : notes_.hidden;
        hidden_row_.reset();
    }
}

void SheetShape::hidden_columns(std::size_t first, std::size_t last)
{
    // What stands behind the last cell is often hidden to the end of the sheet.
    for (std::size_t column = first; column <= std::min(last, most_columns - 1); ++column) {
        hidden_columns_.insert(column);
    }
}

SheetNotes SheetShape::notes() const
{
    SheetNotes notes = notes_;
    for (const std::size_t column : hidden_columns_) {
        if (column < width_) {
            ++notes.hidden_columns;
            notes.hidden = notes.hidden.empty() ? "column " + sheet_column(column) : notes.hidden;
        }
    }
    return notes;
}

void SheetShape::merged(std::size_t row, std::size_t column, std::size_t rows, std::size_t columns)
{
    if (column > 0 && columns > 1 && spans_.size() < most_merged) {
        spans_[{row, column}] = columns;
    }
    if (rows > 1 && last_rows_.size() < most_merged) {
        last_rows_[{row, column}] = row + rows - 1;
    }
}

std::size_t SheetShape::last_row(std::size_t row, std::size_t column, SheetCell kind) const
{
    const auto found = last_rows_.find({row, column});
    const bool says = kind == SheetCell::text || column == 0;
    return found != last_rows_.end() && says && holds_numbers_[row] ? found->second : row;
}

std::size_t SheetShape::span(std::size_t row, std::size_t column) const
{
    const auto found = spans_.find({row, column});
    return found == spans_.end() ? 1 : std::min(found->second, width_ - column);
}

SheetWriter::SheetWriter(const std::filesystem::path& path, const SheetShape& shape, std::string name)
    : shape_(shape), name_(std::move(name)), file_(path), cells_(shape.width())
{}

void SheetWriter::cell(std::size_t row, std::size_t column, std::string_view text, SheetCell kind)
{
    if (row < row_) {
        fail(ErrorCode::bad_input, "{}: row {} stands behind row {}; the file is damaged", name_, row + 1, row_ + 1);
    }
    while (row_ < row) {
        end_row();
    }
    filled_ = true;
    for (std::size_t i = 0; i < shape_.span(row, column); ++i) {
        cells_.at(column + i) = text;
    }
    if (const std::size_t last = shape_.last_row(row, column, kind); last > row) {
        reaching_[column] = {std::string(text), last};
    }
}

void SheetWriter::finish()
{
    end_row();
    write();
    file_.commit();
}

void SheetWriter::end_row()
{
    for (const auto& [column, text] : reaching_) {
        if (filled_ && row_ <= text.second && cells_[column].empty()) {
            cells_[column] = text.first;
        }
    }
    for (std::size_t i = 0; filled_ && i < cells_.size(); ++i) {
        buffer_ += i > 0 ? ";" : "";
        append_cell(buffer_, cells_[i]);
        cells_[i].clear();
    }
    if (!filled_) {
        buffer_.append(cells_.size() - 1, ';');
    }
    filled_ = false;
    buffer_ += '\n';
    ++row_;
    if (buffer_.size() >= buffer_bytes) {
        write();
    }
}

void SheetWriter::write()
{
    file_.write(buffer_);
    buffer_.clear();
}

}  // namespace allmende::formats
