#include "formats/eurostat_tsv.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "formats/long_table.hpp"
#include "formats/sdmx_csv.hpp"

namespace allmende::formats {

namespace {

bool is_name(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == ',' || c == '-';
    });
}

/// `8.1 bp`, `: z`, `:c`, `:`
std::pair<std::string_view, std::string_view> number_and_flags(std::string_view cell)
{
    cell = trim(cell);
    if (cell.starts_with(':')) {
        return {{}, trim(cell.substr(1))};
    }
    const std::size_t blank = cell.find(' ');
    return {cell.substr(0, blank), blank == std::string_view::npos ? std::string_view() : trim(cell.substr(blank))};
}

PlainColumn column_of(std::string_view id)
{
    PlainColumn column;
    column.name = id;
    column.role = role_of_component(id);
    return column;
}

}  // namespace

bool is_eurostat_tsv(std::string_view beginning)
{
    const std::string_view first = beginning.substr(0, beginning.find('\t'));
    const std::size_t stroke = first.find('\\');
    return first.size() < beginning.size() && stroke != std::string_view::npos && is_name(first.substr(0, stroke)) &&
           is_name(trim(first.substr(stroke + 1)));
}

PlainTable read_eurostat_tsv(const std::filesystem::path& path, const std::filesystem::path& csv,
                             const ReadOptions& options)
{
    PlainTable table;
    table.csv = csv;
    table.options = options;
    table.options.file_name = shown_name(path, options);
    table.delimiter = ',';
    table.layout = "eurostat-tsv";
    table.decimal_sign = DecimalSign::point;
    RecordReader reader(path, '\t', table.options);
    reader.next();
    const std::string corner(trim(reader.cells().front()));
    const std::size_t stroke = corner.find('\\');
    for (const std::string_view dimension : split(std::string_view(corner).substr(0, stroke), ',')) {
        table.columns.push_back(column_of(dimension));
    }
    const std::size_t dimensions = table.columns.size();
    table.columns.push_back(column_of(corner.substr(stroke + 1)));
    table.columns.push_back(column_of("OBS_VALUE"));
    table.columns.push_back(column_of("OBS_FLAG"));
    std::vector<std::string> heads;
    for (const std::string_view head : reader.cells().subspan(1)) {
        heads.emplace_back(trim(head));
    }
    LongTable out(csv, table.columns);
    std::vector<std::string_view> row(table.columns.size());
    while (reader.next()) {
        const auto cells = reader.cells();
        if (cells.size() == 1 && trim(cells.front()).empty()) {
            continue;
        }
        const auto codes = split(cells.front(), ',');
        if (cells.size() != heads.size() + 1 || codes.size() != dimensions) {
            reader.refuse(
                fmt::format("{} values of {} dimensions and {} cells; the heading names {} dimensions and {} "
                            "columns: the row is cut off or damaged",
                            codes.size(), dimensions, cells.size() - 1, dimensions, heads.size()));
        }
        for (std::size_t d = 0; d < dimensions; ++d) {
            row[d] = trim(codes[d]);
        }
        for (std::size_t c = 0; c < heads.size(); ++c) {
            const auto [number, flags] = number_and_flags(cells[c + 1]);
            row[dimensions] = heads[c];
            row[dimensions + 1] = number;
            row[dimensions + 2] = flags;
            out.add(row, reader.name());
        }
    }
    out.finish();
    return table;
}

}  // namespace allmende::formats
