#include "formats/sheet.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>

#include "base/error.hpp"

namespace allmende::formats {

namespace {

constexpr std::size_t most_rows = 1'048'576;  // of Excel
constexpr std::size_t most_columns = 16'384;
constexpr std::size_t most_places = 20'000'000;
constexpr std::size_t most_merged = 100'000;
constexpr std::size_t buffer_bytes = std::size_t{1} << 18;

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

void SheetShape::cell(std::size_t row, std::size_t column, std::string_view)
{
    if (row >= most_rows || column >= most_columns) {
        fail(ErrorCode::bad_input,
             "{}: a cell stands outside of the {} rows and {} columns that a sheet has; the file is damaged", name_,
             most_rows, most_columns);
    }
    width_ = std::max(width_, column + 1);
    height_ = std::max(height_, row + 1);
    ++cells_;
    if (width_ * height_ > most_places) {
        fail(ErrorCode::too_large, "{}: the sheet reaches to row {} and column {}; deliver a table of this size as CSV",
             name_, height_, width_);
    }
}

void SheetShape::merged(std::size_t row, std::size_t column, std::size_t, std::size_t columns)
{
    if (column > 0 && columns > 1 && spans_.size() < most_merged) {
        spans_[{row, column}] = columns;
    }
}

std::size_t SheetShape::span(std::size_t row, std::size_t column) const
{
    const auto found = spans_.find({row, column});
    return found == spans_.end() ? 1 : std::min(found->second, width_ - column);
}

SheetWriter::SheetWriter(const std::filesystem::path& path, const SheetShape& shape, std::string name)
    : shape_(shape), name_(std::move(name)), file_(path), cells_(shape.width())
{}

void SheetWriter::cell(std::size_t row, std::size_t column, std::string_view text)
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
}

void SheetWriter::finish()
{
    end_row();
    write();
    file_.commit();
}

void SheetWriter::end_row()
{
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
