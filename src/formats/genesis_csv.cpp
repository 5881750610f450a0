#include "formats/genesis_csv.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "formats/area_code.hpp"
#include "formats/decimal_watch.hpp"
#include "formats/genesis_layout.hpp"
#include "formats/licence.hpp"

namespace allmende::formats {

namespace {

constexpr std::size_t most_notes_bytes = std::size_t{256} << 10;
constexpr std::string_view cut_off =
    "the file ends here without the line of underscores and the notes that close such an export: it is cut off; "
    "deliver the whole file";

/// Texts that stand in many rows after another are parsed once.
class PeriodCache {
public:
    std::optional<Period> get(std::string_view text)
    {
        if (text != text_) {
            text_ = text;
            period_ = parse_period(text);
        }
        return period_;
    }

private:
    std::string text_;
    std::optional<Period> period_;
};

class RowReader {
public:
    RowReader(RecordReader& reader, const GenesisLayout& layout) : reader_(reader), layout_(layout)
    {
        keys_.resize(layout.key_columns.size());
        values_.reserve(layout.head.value_columns.size());
    }

    void read(TableSink& sink)
    {
        const auto cells = reader_.cells();
        if (is_section(cells)) {
            return;
        }
        if (cells.size() != layout_.width) {
            reader_.refuse(
                fmt::format("{} columns instead of {}: the row is cut off or damaged", cells.size(), layout_.width));
        }
        TableRow row;
        row.line = reader_.line();
        row.area_code = area_code(trim(cells[layout_.area_column]));
        if (!is_area_code(row.area_code)) {
            reader_.refuse(layout_.area_column,
                           fmt::format("{} is no area code (AGS of 2 to 12 digits, or DG)", shown(row.area_code)));
        }
        const std::string_view name = cells[layout_.area_column + 1];
        row.area_name = trim(name);
        row.indentation = static_cast<int>(std::min(name.find_first_not_of(' '), name.size()));
        row.period = period(cells);
        for (std::size_t k = 0; k < keys_.size(); ++k) {
            keys_[k].text = trim(cells[layout_.key_columns[k]]);
        }
        row.keys = keys_;
        row.measure = measure(cells);
        read_values(cells);
        row.values = values_;
        sink.row(row);
        ++rows_;
    }

    std::int64_t rows() const { return rows_; }
    DecimalSign decimal_sign() const { return decimal_.decide(reader_); }

private:
    RecordReader& reader_;
    const GenesisLayout& layout_;
    std::vector<KeyCell> keys_;
    std::vector<ValueCell> values_;
    PeriodCache periods_;
    DecimalWatch decimal_;
    Measure measure_;
    std::optional<Period> section_;
    std::string area_code_;  ///< with its zero
    std::int64_t rows_ = 0;

    std::string_view area_code(std::string_view delivered)
    {
        if (!layout_.head.without_zeros) {
            return delivered;
        }
        area_code_ = with_leading_zero(delivered);
        return area_code_;
    }

    /// New exports put the time of the rows that follow into a row of its own: `2025;;;`. Other such rows would change
    /// what the rows below them mean.
    bool is_section(std::span<const std::string_view> cells)
    {
        const bool alone =
            cells.size() > 1 && !trim(cells.front()).empty() &&
            std::all_of(cells.begin() + 1, cells.end(), [](std::string_view cell) { return trim(cell).empty(); });
        if (!alone) {
            return false;
        }
        const auto time = parse_period(cells.front());
        if (!time || layout_.period_column) {
            reader_.refuse(
                0, fmt::format(
                       "{} stands alone in its row: what it says about the rows below is not known; export the table "
                       "with every row complete",
                       shown(cells.front())));
        }
        section_ = time;
        return true;
    }

    std::optional<Period> period(std::span<const std::string_view> cells)
    {
        std::optional<Period> found = section_;
        if (layout_.period_column) {
            found = periods_.get(trim(cells[*layout_.period_column]));
            if (!found) {
                reader_.refuse(
                    *layout_.period_column,
                    fmt::format("{} is no reporting period; expected for example 2015, 31.12.2015 or 2015/16",
                                shown(cells[*layout_.period_column])));
            }
        }
        if (layout_.part_of_year_column) {
            const std::string_view text = cells[*layout_.part_of_year_column];
            const auto year = found ? found : layout_.head.period;
            const auto part = year ? part_of_year(*year, text) : std::nullopt;
            if (!part) {
                reader_.refuse(*layout_.part_of_year_column,
                               fmt::format("{} is no month or quarter of a year", shown(text)));
            }
            return part;
        }
        return found;
    }

    const Measure* measure(std::span<const std::string_view> cells)
    {
        if (!layout_.unit_column) {
            return nullptr;
        }
        measure_.text = layout_.measure_column ? trim(cells[*layout_.measure_column]) : std::string_view();
        measure_.unit = trim(cells[*layout_.unit_column]);
        return &measure_;
    }

    void read_values(std::span<const std::string_view> cells)
    {
        values_.clear();
        for (std::size_t v = 0; v < layout_.head.value_columns.size(); ++v) {
            const std::size_t column = layout_.head.value_columns[v].column;
            auto parsed = parse_cell(cells[column]);
            if (!parsed) {
                if (trim(cells[column]).empty()) {
                    continue;  // an empty field is no cell
                }
                reader_.refuse(column, fmt::format("{} is neither a number nor one of the signs -  .  ...  /  x  ( )",
                                                   shown(cells[column])));
            }
            decimal_.see(*parsed, reader_, column);
            if (layout_.quality_columns && parsed->cell.sign == Sign::none) {
                parsed->cell.sign = sign_of_quality(trim(cells[column + 1]));
            }
            values_.push_back({v, parsed->cell});
        }
    }
};

/// `Stand: 13.03.2025 / 16:40:08`, `created: 2021-07-21 / 20:00:51` → `2025-03-13T16:40:08`
std::string edition_of(std::string_view line)
{
    line = trim(line.substr(line.find(':') + 1));
    const std::size_t slash = line.find('/');
    const auto date = parse_period(trim(line.substr(0, slash)));
    if (!date || date->kind != PeriodKind::day) {
        return {};
    }
    const std::string time(slash == std::string_view::npos ? std::string_view() : trim(line.substr(slash + 1)));
    return time.size() == 8 ? date->text() + "T" + time : date->text();
}

/// Sheets put the licence into rows of their own, and the edition behind it.
bool goes_on_with_licence(const TableFoot& foot, std::string_view text)
{
    return !foot.attribution.empty() && foot.licence.empty() &&
           (text.starts_with("Dieses Werk ist lizenziert") || text.starts_with("- Namensnennung"));
}

void read_foot_line(std::string_view text, TableFoot& foot)
{
    if (text.starts_with("©") || text.starts_with("(C)") || text.starts_with("(c)")) {
        foot.attribution = text;
        foot.licence = licence_in(text);
    } else if (text.starts_with("Stand:") || text.starts_with("created:")) {
        foot.edition = edition_of(text);
    } else if (goes_on_with_licence(foot, text)) {
        foot.attribution += "\n" + std::string(text);
        foot.licence = licence_in(foot.attribution);
    } else if (!text.empty() && foot.notes.size() + text.size() < most_notes_bytes) {
        foot.notes += (foot.notes.empty() ? "" : "\n") + std::string(text);
    }
}

TableFoot read_foot(RecordReader& reader)
{
    TableFoot foot;
    while (reader.next()) {
        std::string text;
        for (const std::string_view cell : reader.cells()) {
            if (!trim(cell).empty()) {
                text += (text.empty() ? "" : "; ") + std::string(trim(cell));
            }
        }
        const std::size_t edition = std::min(text.find("| Stand:"), text.find("| created:"));
        read_foot_line(trim(std::string_view(text).substr(0, edition)), foot);
        if (edition != std::string::npos) {
            read_foot_line(trim(std::string_view(text).substr(edition + 1)), foot);
        }
    }
    return foot;
}

bool ends_as_genesis(const std::filesystem::path& path)
{
    return end_of_file(path, 2 * most_notes_bytes).find(end_of_data_mark) != std::string::npos;
}

/// The layout of a file that ends as such an export does.
GenesisLayout whole_layout(const std::filesystem::path& path, const ReadOptions& options)
{
    GenesisLayout layout = understand_genesis_layout(path, options);
    if (ends_as_genesis(path)) {
        return layout;
    }
    if (layout.head.table.empty()) {
        fail(
            ErrorCode::bad_input,
            "{}: row 1: this neither begins as an export of a statistical database does (“GENESIS-Tabelle: …”, “Tabelle: …”, or "
            "the columns of a flat file) nor ends as one (a line of underscores and notes); export the table from the database and "
            "deliver that file unchanged",
            shown_name(path, options));
    }
    refuse_last_row(path, options, std::string(cut_off));
}

}  // namespace

std::string edition_of_csv(const std::filesystem::path& path)
{
    const std::string end = end_of_file(path, 4096);
    std::size_t at = end.rfind("Stand:");
    at = at == std::string::npos ? end.rfind("created:") : at;
    return at == std::string::npos ? std::string()
                                   : edition_of(std::string_view(end).substr(at, end.find_first_of("\n;", at) - at));
}

void check_genesis_ends(const std::filesystem::path& path, const ReadOptions& options)
{
    whole_layout(path, options);
}

bool is_whole_without_area_codes(const std::filesystem::path& path, const ReadOptions& options)
{
    return ends_as_genesis(path) && !begins_with_area_codes(path, options);
}

TableResult read_genesis_csv(const std::filesystem::path& path, TableSink& sink, const ReadOptions& options)
{
    const GenesisLayout layout = whole_layout(path, options);
    RecordReader reader(path, std::nullopt, options);
    sink.begin(layout.head);
    RowReader rows(reader, layout);
    bool complete = false;
    while (!complete && reader.next()) {
        if (reader.line() < layout.head.first_data_row) {
            continue;
        }
        if (is_end_of_data(reader.cells())) {
            complete = true;
        } else if (reader.cells().size() > 1 || !trim(reader.cells().front()).empty()) {
            rows.read(sink);
        }
    }
    if (!complete) {
        reader.refuse(std::string(cut_off));
    }
    TableResult result;
    result.head = layout.head;
    result.facts = {Layout::genesis_table, reader.encoding(), reader.delimiter(), rows.decimal_sign(), rows.rows()};
    result.foot = read_foot(reader);
    result.facts.encoding = reader.encoding();
    return result;
}

}  // namespace allmende::formats
