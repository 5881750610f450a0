#include "formats/plain_file.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/period.hpp"
#include "base/text.hpp"
#include "formats/data_package.hpp"
#include "formats/eurostat_tsv.hpp"
#include "formats/flat_csv.hpp"
#include "formats/json_tables.hpp"
#include "formats/px_reader.hpp"
#include "formats/sdmx_csv.hpp"
#include "formats/sdmx_ml_reader.hpp"
#include "formats/workbook.hpp"

namespace allmende::formats {

namespace {

constexpr std::size_t beginning_bytes = 4096;
constexpr std::size_t most_first_rows = 200;  // in which the data must begin
constexpr std::size_t most_heading_rows = 8;
constexpr std::string_view machine_sheet = "csv-";

std::string beginning_of(const std::filesystem::path& path)
{
    FileReader file(path);
    std::string bytes(beginning_bytes, '\0');
    bytes.resize(file.read(bytes.data(), bytes.size()));
    return bytes;
}

/// Line ends and control characters as blanks, runs of blanks as one.
std::string in_one_line(std::string_view text)
{
    std::string line;
    for (const char c : text) {
        const bool blank = static_cast<unsigned char>(c) <= 0x20;
        if (!blank || (!line.empty() && line.back() != ' ')) {
            line += blank ? ' ' : c;
        }
    }
    return line;
}

struct FirstRow {
    std::int64_t line = 0;
    std::vector<std::string> cells;
    std::size_t filled = 0;
};

std::vector<FirstRow> first_rows(const std::filesystem::path& csv, const ReadOptions& options, char delimiter)
{
    RecordReader reader(csv, delimiter, options);
    std::vector<FirstRow> rows;
    while (rows.size() < most_first_rows && reader.next()) {
        FirstRow row{reader.line(), {}, 0};
        for (const std::string_view cell : reader.cells()) {
            row.cells.push_back(in_one_line(trim(cell)));
            row.filled += row.cells.back().empty() ? 0 : 1;
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

/// The one by which most rows fall into the same number of cells, two or more.
char decide_delimiter(const std::filesystem::path& csv, const ReadOptions& options)
{
    char best = ';';
    std::size_t most = 0;
    for (const char candidate : {';', '\t', '|', ','}) {
        std::map<std::size_t, std::size_t> widths;
        try {
            for (const FirstRow& row : first_rows(csv, options, candidate)) {
                ++widths[row.cells.size()];
            }
        } catch (const Error&) {
            continue;  // quotes that end nowhere: not this one; where it is none of them, reading says why
        }
        for (const auto& [width, rows] : widths) {
            // A few rows more with a comma in a text do not make it the delimiter of numbers with decimal commas.
            if (width > 1 && rows > most + most / 10) {
                most = rows;
                best = candidate;
            }
        }
    }
    return best;
}

bool is_year(const std::string& text)
{
    return text.size() == 4 && all_digits(text) && (text.starts_with("19") || text.starts_with("20"));
}

bool is_number(const std::string& text)
{
    const auto parsed = parse_cell(text);
    return parsed && parsed->cell.has_number() && parsed->cell.sign != Sign::nil;
}

std::size_t common_width(const std::vector<FirstRow>& rows)
{
    std::map<std::size_t, std::size_t> widths;
    for (const FirstRow& row : rows) {
        ++widths[row.cells.size()];
    }
    std::size_t width = 1;
    std::size_t most = 0;
    for (const auto& [candidate, count] : widths) {
        if (count >= most) {
            most = count;
            width = candidate;
        }
    }
    return width;
}

/// Whether a row can be part of a heading: words, and years where the rows below hold something else.
bool is_heading(const FirstRow& row, const FirstRow& below)
{
    for (std::size_t c = 0; c < row.cells.size(); ++c) {
        if (is_number(row.cells[c]) && !is_year(row.cells[c])) {
            return false;
        }
        if (is_year(row.cells[c]) && (c >= below.cells.size() || is_year(below.cells[c]))) {
            return false;
        }
    }
    return true;
}

struct Heading {
    std::size_t first = 0;  ///< positions in the first rows
    std::size_t data = 0;   ///< the row behind the last one
};

std::optional<Heading> find_heading(const std::vector<FirstRow>& rows, std::size_t width)
{
    std::size_t first = 0;
    while (first < rows.size() && (rows[first].filled < 2 || rows[first].cells.size() != width)) {
        ++first;  // titles and empty lines
    }
    // A title of two cells above a table of many: the heading fills at least a third of its columns.
    while (first + 1 < rows.size() && rows[first].filled * 3 < width && rows[first + 1].filled * 3 >= width &&
           rows[first + 1].filled > 2 * rows[first].filled && is_heading(rows[first + 1], rows[first + 1])) {
        ++first;
    }
    if (first + 1 >= rows.size()) {
        return std::nullopt;
    }
    std::size_t data = first + 1;
    while (data < rows.size() && data - first < most_heading_rows) {
        const bool number = std::any_of(rows[data].cells.begin(), rows[data].cells.end(), is_number);
        if (number && !(data + 1 < rows.size() && is_heading(rows[data], rows[data + 1]))) {
            return Heading{first, data};
        }
        ++data;
    }
    return Heading{first, first + 1};  // no numbers: a list of words below one line of names
}

std::string unique_name(std::string name, std::size_t column, std::set<std::string>& taken)
{
    if (name.empty()) {
        name = fmt::format("Spalte {}", column + 1);
    }
    const std::string wanted = name;
    for (int copy = 2; !taken.insert(name).second; ++copy) {
        name = fmt::format("{} ({})", wanted, copy);
    }
    return name;
}

/// Texts of a sheet's footnotes stay in its cells as raised digits, which the readers leave out; soft hyphens and line
/// ends within a word (`Postleit-` / `zahl`) are not mended: names stay as delivered.
void name_columns(PlainTable& table, const std::vector<FirstRow>& rows, const Heading& heading, std::size_t width)
{
    std::set<std::string> taken;
    for (std::size_t c = 0; c < width; ++c) {
        std::vector<std::string> parts;
        for (std::size_t r = heading.first; r < heading.data; ++r) {
            if (c < rows[r].cells.size() && !rows[r].cells[c].empty() &&
                std::find(parts.begin(), parts.end(), rows[r].cells[c]) == parts.end()) {
                parts.push_back(rows[r].cells[c]);
            }
        }
        PlainColumn column;
        column.name = unique_name(join(parts, heading_separator), c, taken);
        table.columns.push_back(std::move(column));
    }
}

}  // namespace

bool begins_as_official(const std::filesystem::path& path, const ReadOptions& options)
{
    try {
        if (is_workbook(path)) {
            return false;
        }
        RecordReader reader(path, std::nullopt, options);
        if (!reader.next()) {
            return false;
        }
        const std::string_view first = trim(reader.cells().front());
        for (const std::string_view word : {"GENESIS-Tabelle:", "Tabelle:", "GENESIS-table:", "Table:"}) {
            if (first.starts_with(word)) {
                return true;
            }
        }
        return is_flat_head(reader.cells());
    } catch (const Error& error) {
        if (error.code() != ErrorCode::bad_input) {
            throw;
        }
        return false;  // no text of rows at all; whoever reads it otherwise says why
    }
}

PlainTable understand_delimited(const std::filesystem::path& csv, const ReadOptions& options,
                                std::optional<char> delimiter)
{
    PlainTable table;
    table.csv = csv;
    table.options = options;
    table.options.file_name = shown_name(csv, options);
    table.layout = "csv";
    table.delimiter = delimiter ? *delimiter : decide_delimiter(csv, table.options);
    const std::vector<FirstRow> rows = first_rows(csv, table.options, table.delimiter);
    const std::size_t width = common_width(rows);
    const auto heading = width > 1 ? find_heading(rows, width) : std::nullopt;
    if (!heading) {
        fail(
            ErrorCode::bad_input,
            "{}: this is no table: no line names columns with rows below it; a table has at least two columns and two rows",
            table.options.file_name);
    }
    std::vector<std::string> titles;
    for (std::size_t r = 0; r < heading->first; ++r) {
        for (const std::string& cell : rows[r].cells) {
            if (!cell.empty() && (titles.empty() || titles.back() != cell)) {
                titles.push_back(cell);
            }
        }
    }
    table.title = join(titles, " ");
    table.first_row = rows[heading->data].line;
    name_columns(table, rows, *heading, width);
    understand_sdmx_sheet(table);
    return table;
}

PlainFile::PlainFile(const std::filesystem::path& path, const ReadOptions& options) : name_(shown_name(path, options))
{
    ReadOptions named = options;
    named.file_name = name_;
    if (is_workbook(path)) {
        const Workbook workbook(path, name_);
        const bool for_machines =
            std::any_of(workbook.titles().begin(), workbook.titles().end(),
                        [](const std::string& title) { return lower(title).starts_with(machine_sheet); });
        std::string reason = "the workbook is empty";
        for (std::size_t sheet = 0; sheet < workbook.titles().size(); ++sheet) {
            const std::string& title = workbook.titles()[sheet];
            if (for_machines && !lower(title).starts_with(machine_sheet)) {
                continue;
            }
            const std::filesystem::path csv = folder_.path() / fmt::format("sheet-{}.csv", sheet + 1);
            if (workbook.write_csv(sheet, csv) == 0) {
                continue;
            }
            try {
                PlainTable table = understand_delimited(csv, named, ';');
                table.layout = workbook.layout();
                table.sheet = title;
                tables_.push_back(std::move(table));
            } catch (const Error& error) {
                if (error.code() == ErrorCode::disk) {
                    throw;
                }
                reason = fmt::format("sheet “{}”: {}", title, error.what());
            }
        }
        if (tables_.empty()) {
            fail(ErrorCode::bad_input, "{}: none of its sheets is a table; {}", name_, reason);
        }
        return;
    }
    if (is_data_package(path)) {
        tables_ = read_data_package(path, folder_.path(), named);
        return;
    }
    const std::string beginning = beginning_of(path);
    std::string_view text = trim(beginning);
    if (text.starts_with("\xef\xbb\xbf")) {
        text = trim(text.substr(3));
    }
    if (is_px(beginning)) {
        tables_.push_back(read_px(path, folder_.path() / "table.csv", named));
    } else if (is_sdmx_ml(text)) {
        tables_.push_back(read_sdmx_ml(path, folder_.path() / "table.csv", named));
    } else if (text.starts_with('{') || text.starts_with("[{")) {
        tables_ = read_json_tables(path, folder_.path(), named);
    } else if (const auto delimiter = delimiter_of_sdmx_csv(text)) {
        tables_.push_back(read_sdmx_csv(path, folder_.path() / "table.csv", named, *delimiter));
    } else if (is_eurostat_tsv(text)) {
        tables_.push_back(read_eurostat_tsv(path, folder_.path() / "table.csv", named));
    } else if (beginning.starts_with("\xff\xfe") || beginning.starts_with("\xfe\xff")) {
        // “Unicode text” of a spreadsheet.
        const std::filesystem::path csv = folder_.path() / "table.csv";
        write_scratch_file(csv, utf8_from_utf16(read_file(path)));
        tables_.push_back(understand_delimited(csv, named, std::nullopt));
    } else {
        tables_.push_back(understand_delimited(path, named, std::nullopt));
    }
}

const PlainTable& PlainFile::table(const std::string& sheet) const
{
    std::vector<std::string> sheets;
    for (const PlainTable& table : tables_) {
        if (table.sheet == sheet || (sheet.empty() && tables_.size() == 1)) {
            return table;
        }
        sheets.push_back("“" + table.sheet + "”");
    }
    fail(ErrorCode::bad_input, "{}: there is no table “{}”; tables are {}", name_, sheet, join(sheets, ", "));
}

}  // namespace allmende::formats
