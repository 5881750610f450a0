#include "formats/genesis_layout.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <map>

#include "base/error.hpp"
#include "base/text.hpp"
#include "formats/area_code.hpp"

namespace allmende::formats {

namespace {

using Texts = std::vector<std::string>;

constexpr std::size_t most_rows_before_data = 200;
constexpr std::size_t sample_rows = 500;

struct Beginning {
    std::vector<Texts> before;        ///< rows before the data
    std::vector<std::int64_t> lines;  ///< where they stand
    std::vector<Texts> sample;        ///< first rows of the data
    std::int64_t first_data_row = 0;
};

bool has_letter(std::string_view text)
{
    return std::any_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
    });
}

/// What counts as an area code: a spreadsheet takes leading zeros.
enum class Codes { whole, also_without_zero };

bool is_code(std::string_view text, Codes codes)
{
    return is_area_code(text) || (codes == Codes::also_without_zero && lost_its_zero(text));
}

bool is_name(std::string_view text)
{
    return has_letter(text) && text != "DG";
}

/// The column of the area code, if the record looks like data: a code, a name behind it, a number or sign later on.
std::optional<std::size_t> find_area(std::span<const std::string_view> cells, Codes codes)
{
    for (std::size_t a = 0; a + 2 < cells.size() && a < 8; ++a) {
        if (!is_code(trim(cells[a]), codes) || !is_name(trim(cells[a + 1]))) {
            continue;
        }
        for (std::size_t c = a + 2; c < cells.size(); ++c) {
            if (parse_cell(cells[c])) {
                return a;
            }
        }
    }
    return std::nullopt;
}

Texts trimmed(std::span<const std::string_view> cells)
{
    Texts texts;
    texts.reserve(cells.size());
    for (const std::string_view cell : cells) {
        texts.emplace_back(trim(cell));
    }
    return texts;
}

bool is_blank(std::span<const std::string_view> cells)
{
    return std::all_of(cells.begin(), cells.end(), [](std::string_view cell) { return trim(cell).empty(); });
}

Beginning read_beginning(const std::filesystem::path& path, const ReadOptions& options, Codes codes)
{
    RecordReader reader(path, std::nullopt, options);
    Beginning beginning;
    while (reader.next()) {
        const auto cells = reader.cells();
        if (is_end_of_data(cells)) {
            break;
        }
        if (beginning.sample.empty() && !find_area(cells, codes)) {
            if (beginning.before.size() >= most_rows_before_data) {
                break;
            }
            beginning.before.push_back(trimmed(cells));
            beginning.lines.push_back(reader.line());
            continue;
        }
        if (beginning.sample.empty()) {
            beginning.first_data_row = reader.line();
        }
        if (!is_blank(cells)) {
            beginning.sample.push_back(trimmed(cells));
        }
        if (beginning.sample.size() >= sample_rows) {
            break;
        }
    }
    return beginning;
}

/// Whether most rows of the sample hold such a text in a column: a damaged cell is found when its row is read.
bool most_of_column(const Beginning& beginning, std::size_t column,
                    const std::function<bool(const std::string&)>& holds)
{
    const auto count = std::count_if(beginning.sample.begin(), beginning.sample.end(),
                                     [&](const Texts& row) { return column < row.size() && holds(row[column]); });
    return static_cast<std::size_t>(count) * 2 >= beginning.sample.size();
}

/// Whether all rows of the sample hold such a text in a column.
bool all_of_column(const Beginning& beginning, std::size_t column, const std::function<bool(const std::string&)>& holds)
{
    return std::all_of(beginning.sample.begin(), beginning.sample.end(),
                       [&](const Texts& row) { return column < row.size() && holds(row[column]); });
}

/// The cells of the widest row of headings; 0 where there is none. Rows of headings begin with an empty cell.
std::size_t heading_width(const Beginning& beginning)
{
    std::size_t widest = 0;
    for (const Texts& row : beginning.before) {
        widest = row.size() > 1 && row.front().empty() ? std::max(widest, row.size()) : widest;
    }
    return widest;
}

/// The number of cells of a row: that of the headings; where they are narrower than all rows, the most frequent one.
std::size_t decide_width(const Beginning& beginning)
{
    const std::size_t of_headings = heading_width(beginning);
    std::map<std::size_t, std::size_t> counts;
    for (const Texts& row : beginning.sample) {
        ++counts[row.size()];
    }
    if (counts.begin()->first <= of_headings) {
        return of_headings;
    }
    return std::max_element(counts.begin(), counts.end(),
                            [](const auto& a, const auto& b) { return a.second < b.second; })
        ->first;
}

/// The first column below a heading; `width` where no row of headings says anything.
std::size_t first_below_heading(const Beginning& beginning, std::size_t width)
{
    std::size_t first = width;
    for (const Texts& row : beginning.before) {
        if (!row.empty() && row.front().empty()) {
            for (std::size_t c = 0; c < std::min(width, row.size()); ++c) {
                first = row[c].empty() ? first : std::min(first, c);
            }
        }
    }
    return first;
}

std::optional<std::size_t> decide_area_column(const Beginning& beginning, std::size_t width, Codes codes)
{
    for (std::size_t a = 0; a + 2 < width && a < 8; ++a) {
        if (most_of_column(beginning, a, [&](const std::string& text) { return is_code(text, codes); }) &&
            most_of_column(beginning, a + 1, has_letter)) {
            return a;
        }
    }
    return std::nullopt;
}

/// Whether a spreadsheet took the leading zeros of all codes: some are too short, and none begins with one.
bool lost_zeros(const Beginning& beginning, std::size_t area_column)
{
    bool some = false;
    for (const auto* rows : {&beginning.before, &beginning.sample}) {
        for (const Texts& row : *rows) {
            if (row.size() < area_column + 2 || !is_name(row[area_column + 1])) {
                continue;
            }
            const std::string& code = row[area_column];
            if (code.starts_with('0') && is_area_code(code)) {
                return false;
            }
            some = some || lost_its_zero(code);
        }
    }
    return some;
}

/// Where the rows of data begin, and which column of them holds the codes of areas.
struct Data {
    Beginning beginning;
    std::size_t width = 0;
    std::size_t area_column = 0;
    bool without_zeros = false;
};

Data find_data(const std::filesystem::path& path, const ReadOptions& options)
{
    const std::string name = shown_name(path, options);
    std::optional<Beginning> first;
    for (const Codes codes : {Codes::whole, Codes::also_without_zero}) {
        Data data{read_beginning(path, options, codes), 0, 0, codes == Codes::also_without_zero};
        if (!data.beginning.sample.empty()) {
            data.width = decide_width(data.beginning);
            const auto area = decide_area_column(data.beginning, data.width, codes);
            if (area && lost_zeros(data.beginning, *area) == data.without_zeros) {
                data.area_column = *area;
                return data;
            }
        }
        first = first ? std::move(first) : std::move(data.beginning);
    }
    if (first->sample.empty()) {
        fail(
            ErrorCode::bad_input,
            "{}: no row with an area code (AGS of 2 to 12 digits, or DG) and a number was found in the first {} rows; export the "
            "table with the codes of its areas",
            name, first->before.size());
    }
    fail(ErrorCode::bad_input, "{}: row {}: no column holds area codes", name, first->first_data_row);
}

/// What stands in quality columns: final, provisional, revised, estimated, rounded to 0.
bool is_quality(const std::string& text)
{
    return text.empty() || text == "e" || text == "p" || text == "r" || text == "s" || text == "0" || text == "()";
}

bool is_number_or_sign(const std::string& text)
{
    return text.empty() || parse_cell(text).has_value();
}

/// Rows before the data that say something above the value columns.
std::vector<const Texts*> heading_rows(const Beginning& beginning, std::size_t first_value)
{
    std::vector<const Texts*> rows;
    for (const Texts& row : beginning.before) {
        const bool above_values =
            std::any_of(row.begin() + static_cast<std::ptrdiff_t>(std::min(first_value, row.size())), row.end(),
                        [](const std::string& text) { return !text.empty(); });
        if (above_values) {
            rows.push_back(&row);
        }
    }
    return rows;
}

/// The first column of numbers. Rows of headings begin with an empty cell and stand above numbers only, so it is the
/// first one below a heading; where key columns have headings too, the first of the columns at the end that hold only
/// numbers and signs.
std::size_t decide_first_value(const Beginning& beginning, std::size_t area_column, std::size_t width)
{
    const std::size_t below_heading = first_below_heading(beginning, width);
    if (below_heading >= area_column + 2 && below_heading < width) {
        return below_heading;
    }
    std::size_t first = width;
    while (first > area_column + 2 && most_of_column(beginning, first - 1, is_number_or_sign)) {
        --first;
    }
    return first;
}

/// New exports put a quality column behind each column of values: only flags below, and above at most the unit once
/// more. Gives the first column of values, where that is so.
std::optional<std::size_t> find_quality_columns(const Beginning& beginning, std::size_t area_column, std::size_t width)
{
    const std::size_t below_heading = first_below_heading(beginning, width);
    for (std::size_t first = area_column + 2; first + 1 < width; ++first) {
        if (below_heading >= area_column + 2 && below_heading < width && first != below_heading) {
            continue;
        }
        bool pairs = (width - first) % 2 == 0;
        bool flags = false;
        for (std::size_t c = first; pairs && c < width; c += 2) {
            pairs =
                most_of_column(beginning, c, [](const std::string& text) { return parse_cell(text).has_value(); }) &&
                all_of_column(beginning, c + 1, is_quality);
            flags = flags || !all_of_column(beginning, c + 1,
                                            [](const std::string& text) { return text.empty() || text == "0"; });
        }
        if (pairs && flags) {
            return first;
        }
    }
    return std::nullopt;
}

struct Preamble {
    std::string table;
    std::string title;
    std::string statistic;
    std::optional<Measure> measure;
    std::optional<Period> period;
    Texts remarks;
};

/// `Bevölkerungsstand (Anzahl)`: what is counted and its unit.
std::optional<Measure> measure_with_unit(const std::string& line)
{
    const std::size_t open = line.rfind('(');
    if (open == std::string::npos || open == 0 || !line.ends_with(')')) {
        return std::nullopt;
    }
    return Measure{"", std::string(trim(std::string_view(line).substr(0, open))),
                   line.substr(open + 1, line.size() - open - 2)};
}

Preamble understand_preamble(const Texts& lines, bool heading_has_units)
{
    Preamble preamble;
    Texts rest;
    for (const std::string& line : lines) {
        const std::string table = preamble.table.empty() && rest.empty() ? table_of_line(line) : std::string();
        if (!table.empty()) {
            preamble.table = table;
        } else if (const auto period = parse_period(line)) {
            preamble.period = period;
        } else {
            rest.push_back(line);
        }
    }
    if (!heading_has_units) {
        // The last line with a known unit; without one, the last line with anything in parentheses.
        for (const bool known : {true, false}) {
            for (std::size_t i = rest.size(); i-- > 1 && !preamble.measure;) {
                const auto measure = measure_with_unit(rest[i]);
                if (measure && (!known || is_unit(measure->unit))) {
                    preamble.measure = measure;
                    preamble.remarks.assign(rest.begin() + static_cast<std::ptrdiff_t>(i) + 1, rest.end());
                    rest.resize(i);
                }
            }
        }
    }
    if (rest.size() > 1) {
        preamble.statistic = rest.back();
        rest.pop_back();
    }
    preamble.title = join(rest, " ");
    return preamble;
}

/// Lines of the preamble: rows before the data that say nothing above the value columns.
Texts preamble_lines(const Beginning& beginning, const std::vector<const Texts*>& headings)
{
    Texts lines;
    for (const Texts& row : beginning.before) {
        if (std::find(headings.begin(), headings.end(), &row) == headings.end()) {
            Texts filled;
            std::copy_if(row.begin(), row.end(), std::back_inserter(filled),
                         [](const std::string& text) { return !text.empty(); });
            if (!filled.empty()) {
                lines.push_back(join(filled, " "));
            }
        }
    }
    return lines;
}

/// `step`: 2 where every second column holds qualities.
HeadingTexts texts_above_values(const std::vector<const Texts*>& rows, std::size_t first_value, std::size_t width,
                                std::size_t step)
{
    HeadingTexts texts;
    for (const Texts* row : rows) {
        Texts above;
        for (std::size_t c = first_value; c < width; c += step) {
            above.push_back(c < row->size() ? (*row)[c] : std::string());
        }
        texts.push_back(std::move(above));
    }
    return texts;
}

/// Which key column holds times, months, units and measures; all others are breakdowns.
void assign_key_columns(GenesisLayout& layout, const Beginning& beginning, std::size_t first_value,
                        const std::vector<const Texts*>& headings, bool heading_has_units)
{
    std::vector<std::size_t> open;
    for (std::size_t c = 0; c < first_value; ++c) {
        if (c == layout.area_column || c == layout.area_column + 1) {
            continue;
        }
        if (!layout.period_column &&
            most_of_column(beginning, c, [](const std::string& text) { return parse_period(text).has_value(); })) {
            layout.period_column = c;
        } else if (!layout.part_of_year_column && most_of_column(beginning, c, [](const std::string& text) {
                       return part_of_year({}, text).has_value();
                   })) {
            layout.part_of_year_column = c;
        } else {
            open.push_back(c);
        }
    }
    const bool unit_elsewhere = heading_has_units || layout.head.measure;
    if (!unit_elsewhere && !open.empty() &&
        all_of_column(beginning, open.back(), [](const std::string& text) { return is_unit(text); })) {
        layout.unit_column = open.back();
        open.pop_back();
        if (!open.empty()) {
            layout.measure_column = open.back();
            open.pop_back();
        }
    }
    for (const std::size_t c : open) {
        std::string label;
        for (const Texts* row : headings) {
            label = c < row->size() && !(*row)[c].empty() ? (*row)[c] : label;
        }
        layout.key_columns.push_back(c);
        layout.head.key_dimensions.push_back({"", label});
    }
}

/// Between headings and data nothing stands but a time that holds for the rows below it: anything else is a damaged
/// row.
void refuse_rows_between(const Beginning& beginning, const std::string& name)
{
    bool heading = false;
    for (std::size_t r = 0; r < beginning.before.size(); ++r) {
        const Texts& row = beginning.before[r];
        const bool first_filled = !row.empty() && !row.front().empty();
        const bool blank = std::all_of(row.begin(), row.end(), [](const std::string& text) { return text.empty(); });
        heading = heading || (row.size() > 1 && !first_filled && !blank);
        const bool alone = std::all_of(row.begin() + (row.empty() ? 0 : 1), row.end(),
                                       [](const std::string& text) { return text.empty(); });
        if (heading && first_filled && !blank && !(alone && parse_period(row.front()))) {
            fail(ErrorCode::bad_input,
                 "{}: row {}: {} stands between the headings and the data: the row is cut off or damaged", name,
                 beginning.lines[r], shown(row.front()));
        }
    }
}

/// Rows wider than their headings: a damaged row, or a column that nobody named.
void refuse_numbers_without_heading(const GenesisLayout& layout, const Beginning& beginning, const std::string& name)
{
    const std::size_t named = heading_width(beginning);
    for (std::size_t c = named; named > 0 && c < layout.width; ++c) {
        if (!all_of_column(beginning, c, [](const std::string& text) { return text.empty(); })) {
            fail(ErrorCode::bad_input,
                 "{}: row {}, column {}: no heading stands above this column: the row or the headings are damaged",
                 name, beginning.first_data_row, c + 1);
        }
    }
}

void refuse_without_time(const GenesisLayout& layout, const std::string& name)
{
    const bool in_heading = std::all_of(layout.head.value_columns.begin(), layout.head.value_columns.end(),
                                        [](const ValueColumn& column) { return column.period.has_value(); });
    if (!layout.period_column && !layout.head.period && !in_heading) {
        fail(
            ErrorCode::bad_input,
            "{}: no reporting period was found, neither in a column nor in the headings nor above them; export the table with its "
            "year or date of reference",
            name);
    }
}

}  // namespace

std::string table_of_line(std::string_view line)
{
    static constexpr std::array<std::string_view, 4> words{"GENESIS-Tabelle:", "Tabelle:", "GENESIS-table:", "Table:"};
    for (const std::string_view word : words) {
        if (line.starts_with(word)) {
            return std::string(trim(line.substr(word.size())));
        }
    }
    return {};
}

bool is_end_of_data(std::span<const std::string_view> cells)
{
    return !cells.empty() && trim(cells.front()).starts_with(end_of_data_mark);
}

GenesisLayout understand_genesis_layout(const std::filesystem::path& path, const ReadOptions& options)
{
    const std::string name = shown_name(path, options);
    const Data data = find_data(path, options);
    const Beginning& beginning = data.beginning;
    GenesisLayout layout;
    layout.width = data.width;
    layout.area_column = data.area_column;
    layout.head.without_zeros = data.without_zeros;
    refuse_rows_between(beginning, name);
    const auto with_quality = find_quality_columns(beginning, layout.area_column, layout.width);
    layout.quality_columns = with_quality.has_value();
    const std::size_t first_value =
        with_quality.value_or(decide_first_value(beginning, layout.area_column, layout.width));
    if (first_value >= layout.width) {
        fail(ErrorCode::bad_input, "{}: row {}: no column of numbers was found", name, beginning.first_data_row);
    }
    const auto headings = heading_rows(beginning, first_value);
    if (headings.empty()) {
        fail(ErrorCode::bad_input, "{}: row {}: there are numbers but no headings above them", name,
             beginning.first_data_row);
    }
    const HeadingTexts texts = texts_above_values(headings, first_value, layout.width, layout.quality_columns ? 2 : 1);
    // First without the preamble's help: only the heading itself tells whether it has a row of units.
    const bool has_units = understand_heading(texts, false).has_units || understand_heading(texts, true).has_units;
    const Preamble preamble = understand_preamble(preamble_lines(beginning, headings), has_units);
    layout.head.table = preamble.table;
    layout.head.title = preamble.title;
    layout.head.statistic = preamble.statistic;
    layout.head.period = preamble.period;
    layout.head.remarks = preamble.remarks;
    layout.head.measure = preamble.measure;
    layout.head.first_data_row = beginning.first_data_row;
    assign_key_columns(layout, beginning, first_value, headings, has_units);

    Heading heading = understand_heading(texts, layout.head.measure.has_value() || layout.measure_column.has_value());
    layout.head.heading_dimensions = std::move(heading.dimensions);
    layout.head.value_columns = std::move(heading.columns);
    for (std::size_t c = 0; c < layout.head.value_columns.size(); ++c) {
        layout.head.value_columns[c].column = first_value + c * (layout.quality_columns ? 2 : 1);
    }
    refuse_without_time(layout, name);
    refuse_numbers_without_heading(layout, beginning, name);
    return layout;
}

bool begins_with_area_codes(const std::filesystem::path& path, const ReadOptions& options)
{
    return !read_beginning(path, options, Codes::whole).sample.empty() ||
           !read_beginning(path, options, Codes::also_without_zero).sample.empty();
}

}  // namespace allmende::formats
