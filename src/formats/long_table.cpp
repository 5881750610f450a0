#include "formats/long_table.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"

namespace allmende::formats {

namespace {

constexpr std::int64_t most_rows = 50'000'000;
constexpr std::size_t buffer_bytes = std::size_t{1} << 18;

}  // namespace

const PlainColumn* find_column(const PlainTable& table, std::string_view name)
{
    for (const PlainColumn& column : table.columns) {
        if (column.name == name) {
            return &column;
        }
    }
    return nullptr;
}

bool has_all_cells(const PlainTable& table)
{
    return table.layout.starts_with("sdmx") || table.layout == "json-stat" || table.layout == "px" ||
           table.layout == "eurostat-tsv";
}

bool names_itself(const PlainTable& table)
{
    return has_all_cells(table) || table.layout == "data-package";
}

LongTable::LongTable(const std::filesystem::path& csv, const std::vector<PlainColumn>& columns) : file_(csv)
{
    std::vector<std::string_view> names;
    for (const PlainColumn& column : columns) {
        names.push_back(column.name);
    }
    append(names);
}

void LongTable::append(std::span<const std::string_view> cells)
{
    for (std::size_t i = 0; i < cells.size(); ++i) {
        buffer_ += i > 0 ? "," : "";
        append_csv_field(buffer_, cells[i]);
    }
    buffer_ += '\n';
    if (buffer_.size() >= buffer_bytes) {
        file_.write(buffer_);
        buffer_.clear();
    }
}

void LongTable::add(std::span<const std::string_view> cells, const std::string& name)
{
    if (++rows_ > most_rows) {
        fail(ErrorCode::too_large, "{}: more than {} numbers; deliver the table in parts", name, most_rows);
    }
    append(cells);
}

void LongTable::finish()
{
    file_.write(buffer_);
    file_.commit();
}

CubeOrder::CubeOrder(std::vector<std::size_t> sizes, const std::string& name)
    : sizes_(std::move(sizes)), positions_(sizes_.size(), 0)
{
    for (const std::size_t size : sizes_) {
        if (size == 0) {
            fail(ErrorCode::bad_input, "{}: a dimension has no values", name);
        }
        if (cells_ > static_cast<std::size_t>(most_rows) / size) {
            fail(ErrorCode::too_large, "{}: more than {} numbers; deliver the table in parts", name, most_rows);
        }
        cells_ *= size;
    }
}

void CubeOrder::advance()
{
    for (std::size_t d = sizes_.size(); d-- > 0;) {
        if (++positions_[d] < sizes_[d]) {
            return;
        }
        positions_[d] = 0;
    }
}

RowsInPlace::RowsInPlace(const std::filesystem::path& csv) : file_(csv) {}

void RowsInPlace::write(std::int64_t line, std::span<const std::string> cells)
{
    std::string text(static_cast<std::size_t>(std::max<std::int64_t>(0, line - line_)), '\n');
    for (std::size_t i = 0; i < cells.size(); ++i) {
        std::string cell = cells[i];
        std::replace_if(cell.begin(), cell.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
        text += i > 0 ? "," : "";
        append_csv_field(text, cell);
    }
    file_.write(text + "\n");
    line_ = std::max(line_, line) + 1;
}

void RowsInPlace::finish()
{
    file_.commit();
}

}  // namespace allmende::formats
