#include "formats/flat_csv.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "formats/area_code.hpp"
#include "formats/decimal_watch.hpp"
#include "formats/flat_layout.hpp"

namespace allmende::formats {

namespace {

class FlatRowReader {
public:
    FlatRowReader(RecordReader& reader, const FlatLayout& layout)
        : reader_(reader), layout_(layout), keys_(layout.keys.size())
    {}

    void read(TableSink& sink)
    {
        const auto cells = reader_.cells();
        if (cells.size() != layout_.width) {
            reader_.refuse(
                fmt::format("{} columns instead of {}: the row is cut off or damaged", cells.size(), layout_.width));
        }
        TableRow row;
        row.line = reader_.line();
        row.area_name = trim(cells[layout_.area.attribute_label_column]);
        row.area_code = area(area_code(trim(cells[layout_.area.attribute_code_column])), row.area_name);
        row.period = period(cells);
        for (std::size_t k = 0; k < keys_.size(); ++k) {
            keys_[k] = {trim(cells[layout_.keys[k].attribute_code_column]),
                        trim(cells[layout_.keys[k].attribute_label_column])};
            if (layout_.head.without_zeros && !keys_[k].code.empty() && all_digits(keys_[k].code)) {
                reader_.refuse(layout_.keys[k].attribute_code_column,
                               fmt::format("a spreadsheet took the leading zeros of this file's codes; whether {} had "
                                           "one cannot be known: deliver the file as the database exported it",
                                           shown(keys_[k].code)));
            }
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
    const FlatLayout& layout_;
    std::vector<KeyCell> keys_;
    std::vector<ValueCell> values_;
    std::string period_text_;
    std::optional<Period> period_;
    Measure measure_;
    DecimalWatch decimal_;
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

    std::string_view area(std::string_view code, std::string_view label)
    {
        if (is_area_code(code)) {
            return code;
        }
        if (code.empty() && lower(label).starts_with("deutschland")) {
            return "DG";
        }
        reader_.refuse(layout_.area.attribute_code_column,
                       fmt::format("{} is no area code (AGS of 2 to 12 digits, or DG)", shown(code)));
    }

    Period period(std::span<const std::string_view> cells)
    {
        const std::string_view text = trim(cells[layout_.time_column]);
        if (text != period_text_ || !period_) {
            period_text_ = text;
            period_ = parse_period(text);
            if (!period_) {
                reader_.refuse(layout_.time_column, fmt::format("{} is no reporting period", shown(text)));
            }
        }
        return layout_.part_of_year ? part_of_year(*period_, cells) : *period_;
    }

    /// Months and quarters stand in a variable of their own: `MONAT03`, `QUART2`.
    Period part_of_year(const Period& year, std::span<const std::string_view> cells)
    {
        const std::size_t column = layout_.part_of_year->attribute_code_column;
        std::string_view code = trim(cells[column]);
        const bool month = code.starts_with("MONAT");
        const std::size_t digits = code.find_first_of("0123456789");
        code.remove_prefix(std::min(digits, code.size()));
        if (code.empty()) {
            return year;  // the total of the year
        }
        const int number = all_digits(code) && code.size() <= 2 ? std::stoi(std::string(code)) : 0;
        if (number < 1 || number > (month ? 12 : 4)) {
            reader_.refuse(column, fmt::format("{} is no month or quarter", shown(cells[column])));
        }
        return {month ? PeriodKind::month : PeriodKind::quarter, year.year, static_cast<std::uint8_t>(number), 0};
    }

    const Measure* measure(std::span<const std::string_view> cells)
    {
        if (layout_.head.layout == Layout::flat_old) {
            return nullptr;
        }
        const auto text = [&](const std::optional<std::size_t>& column) {
            return column ? trim(cells[*column]) : std::string_view();
        };
        if (measure_.code != text(layout_.measure_code_column) || measure_.unit != text(layout_.unit_column) ||
            measure_.text != text(layout_.measure_label_column)) {
            measure_ = {std::string(text(layout_.measure_code_column)), std::string(text(layout_.measure_label_column)),
                        std::string(text(layout_.unit_column))};
        }
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
            if (layout_.quality_column && parsed->cell.sign == Sign::none) {
                parsed->cell.sign = sign_of_quality(trim(cells[*layout_.quality_column]));
            }
            values_.push_back({v, parsed->cell});
        }
    }
};

/// The layout of a file that ends with a row.
FlatLayout whole_layout(const std::filesystem::path& path, const ReadOptions& options)
{
    FlatLayout layout = understand_flat_layout(path, options);
    if (!end_of_file(path, 1).ends_with('\n')) {
        refuse_last_row(path, options, "the last row has no line end: the file is cut off; deliver the whole file");
    }
    return layout;
}

}  // namespace

void check_flat_ends(const std::filesystem::path& path, const ReadOptions& options)
{
    whole_layout(path, options);
}

TableResult read_flat_csv(const std::filesystem::path& path, TableSink& sink, const ReadOptions& options)
{
    const FlatLayout layout = whole_layout(path, options);
    RecordReader reader(path, std::nullopt, options);
    reader.next();
    sink.begin(layout.head);
    FlatRowReader rows(reader, layout);
    while (reader.next()) {
        if (reader.cells().size() == 1 && trim(reader.cells().front()).empty()) {
            continue;
        }
        rows.read(sink);
    }
    TableResult result;
    result.head = layout.head;
    result.facts = {layout.head.layout, reader.encoding(), reader.delimiter(), rows.decimal_sign(), rows.rows()};
    return result;
}

}  // namespace allmende::formats
