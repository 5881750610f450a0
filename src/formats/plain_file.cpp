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
#include "formats/genesis_layout.hpp"
#include "formats/json_tables.hpp"
#include "formats/plain_heading.hpp"
#include "formats/px_reader.hpp"
#include "formats/sdmx_csv.hpp"
#include "formats/sdmx_ml_reader.hpp"
#include "formats/workbook.hpp"

namespace allmende::formats {

namespace {

constexpr std::size_t beginning_bytes = 4096;
constexpr std::size_t most_first_rows = 200;  // in which the data must begin
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

std::vector<PlainRow> first_rows(const std::filesystem::path& csv, const ReadOptions& options, char delimiter)
{
    RecordReader reader(csv, delimiter, options);
    std::vector<PlainRow> rows;
    while (rows.size() < most_first_rows && reader.next()) {
        PlainRow row{reader.line(), {}, 0};
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
            for (const PlainRow& row : first_rows(csv, options, candidate)) {
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

/// The width of most rows; titles and notes around a small table may be more lines than it has rows.
std::size_t common_width(const std::vector<PlainRow>& rows)
{
    std::map<std::size_t, std::size_t> widths;
    for (const PlainRow& row : rows) {
        ++widths[row.cells.size()];
    }
    std::size_t width = 1;
    std::size_t most = 0;
    for (const auto& [candidate, count] : widths) {
        if (candidate > 1 && count >= most) {
            most = count;
            width = candidate;
        }
    }
    return width;
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

/// Names stay as delivered: soft hyphens and line ends within a word (`Postleit-` / `zahl`) are not mended.
void name_columns(PlainTable& table, const PlainHeading& heading)
{
    std::set<std::string> taken;
    for (std::size_t c = 0; c < heading.names.size(); ++c) {
        PlainColumn column;
        column.name = unique_name(heading.names[c], c, taken);
        table.columns.push_back(std::move(column));
    }
}

/// A sheet of a workbook that can be read as a table.
struct Sheet {
    PlainTable table;
    SheetNotes notes;
    bool words = false;  ///< it only explains the others
};

/// Whether a sheet explains others: it holds no numbers, but for years where its name says that it does.
bool holds_no_numbers(const std::string& title, const SheetNotes& notes)
{
    static constexpr std::array<std::string_view, 14> words{
        "hinweis",  "erlaeuterung", "impressum", "vorbemerkung", "legende", "metadaten", "deckblatt",
        "titelbla", "inhalt",       "quelle",    "methodi",      "glossar", "kontakt",   "readme"};
    const std::string plain = slug(title);
    const bool named = std::any_of(words.begin(), words.end(),
                                   [&](std::string_view word) { return plain.find(word) != std::string::npos; });
    return notes.numbers == 0 && (named || notes.years == 0);
}

/// Percentages: a unit of the column, where all its numbers are some.
void take_percent(PlainTable& table, std::size_t c, const SheetColumn& column)
{
    const auto in_data = [&](const std::optional<std::size_t>& row) {
        return row && static_cast<std::int64_t>(*row) + 1 >= table.first_row;
    };
    if (!in_data(column.percent)) {
        return;
    }
    if (in_data(column.number_before) || column.number_behind) {
        const std::size_t other = in_data(column.number_before) ? *column.number_before : *column.number_behind;
        fail(
            ErrorCode::bad_input,
            "{}: sheet “{}”, column “{}”: {} is a percentage and {} is none; give all numbers of the column one format, save "
            "the workbook and deliver that",
            table.options.file_name, table.sheet, table.columns[c].name, sheet_place(*column.percent, c),
            sheet_place(other, c));
    }
    table.columns[c].unit = "%";
}

void take_notes(PlainTable& table, const SheetNotes& notes)
{
    for (std::size_t c = 0; c < std::min(table.columns.size(), notes.columns.size()); ++c) {
        take_percent(table, c, notes.columns[c]);
        table.columns[c].unsure = notes.columns[c].sure ? "" : notes.columns[c].unsure;
    }
    if (notes.hidden_rows + notes.hidden_columns > 0) {
        table.remarks.push_back(fmt::format(
            "CAUTION: rows or columns of the sheet are hidden ({} and {}, the first: {}); they are read as the others are",
            notes.hidden_rows, notes.hidden_columns, notes.hidden));
    }
}

/// The sheets that are tables. Those of words are left out beside them, which the first one tells.
std::vector<PlainTable> tables_of(std::vector<Sheet> sheets)
{
    const auto words = std::count_if(sheets.begin(), sheets.end(), [](const Sheet& sheet) { return sheet.words; });
    const bool all = static_cast<std::size_t>(words) == sheets.size();
    std::vector<PlainTable> tables;
    std::vector<std::string> left_out;
    for (Sheet& sheet : sheets) {
        if (sheet.words && !all) {
            left_out.push_back("“" + sheet.table.sheet + "”");
        } else {
            take_notes(sheet.table, sheet.notes);
            tables.push_back(std::move(sheet.table));
        }
    }
    for (PlainTable& table : tables) {
        table.alone = tables.size() == 1;
    }
    if (!left_out.empty()) {
        tables.front().remarks.push_back("left out, for they hold no numbers: the sheets " + join(left_out, ", "));
    }
    return tables;
}

}  // namespace

PlainTable understand_delimited(const std::filesystem::path& csv, const ReadOptions& options,
                                std::optional<char> delimiter)
{
    PlainTable table;
    table.csv = csv;
    table.options = options;
    table.options.file_name = shown_name(csv, options);
    table.layout = "csv";
    table.delimiter = delimiter ? *delimiter : decide_delimiter(csv, table.options);
    const std::vector<PlainRow> rows = first_rows(csv, table.options, table.delimiter);
    const std::size_t width = common_width(rows);
    const auto heading = width > 1 ? find_heading(rows, width, table.options.file_name) : std::nullopt;
    if (!heading) {
        fail(
            ErrorCode::bad_input,
            "{}: this is no table: no line names columns with rows below it; a table has at least two columns and two rows",
            table.options.file_name);
    }
    std::vector<std::string> titles;
    for (std::size_t r = 0; r < heading->first; ++r) {
        for (const std::string& cell : rows[r].cells) {
            const std::string code = table_of_line(cell);
            const bool names_table = !code.empty() && code.find(' ') == std::string::npos && code.front() <= '9';
            if (!cell.empty() && !names_table && (titles.empty() || titles.back() != cell)) {
                titles.push_back(cell);
            }
        }
    }
    table.title = join(titles, " ");
    table.first_row = rows[heading->data].line;
    name_columns(table, *heading);
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
        std::vector<Sheet> sheets;
        std::vector<std::string> no_tables;
        for (std::size_t sheet = 0; sheet < workbook.titles().size(); ++sheet) {
            const std::string& title = workbook.titles()[sheet];
            if (for_machines && !lower(title).starts_with(machine_sheet)) {
                continue;
            }
            const std::filesystem::path csv = folder_.path() / fmt::format("sheet-{}.csv", sheet + 1);
            const SheetNotes notes = workbook.write_csv(sheet, csv);
            if (notes.cells == 0) {
                continue;
            }
            try {
                PlainTable table = understand_delimited(csv, named, ';');
                table.layout = workbook.layout();
                table.sheet = title;
                sheets.push_back({std::move(table), notes, holds_no_numbers(title, notes)});
            } catch (const Error& error) {
                if (error.code() == ErrorCode::disk) {
                    throw;
                }
                reason = fmt::format("sheet “{}”: {}", title, error.what());
                no_tables.push_back("“" + title + "”");
            }
        }
        if (sheets.empty()) {
            fail(ErrorCode::bad_input, "{}: none of its sheets is a table; {}", name_, reason);
        }
        tables_ = tables_of(std::move(sheets));
        if (!no_tables.empty()) {
            tables_.front().remarks.push_back("no tables are the sheets " + join(no_tables, ", "));
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
