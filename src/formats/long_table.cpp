#include "formats/long_table.hpp"

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

std::string_view mark_of_sdmx_status(std::string_view status, bool has_number)
{
    if (!has_number) {
        // M: cannot exist; L, O, Q and no mark at all: not collected, missing, suppressed, unknown.
        return status == "M" ? "x" : ".";
    }
    if (status == "P" || status == "p") {
        return "p";
    }
    if (status == "E" || status == "e" || status == "F" || status == "I" || status == "s") {
        return "s";
    }
    return status == "R" || status == "r" ? "r" : "";
}

}  // namespace allmende::formats
