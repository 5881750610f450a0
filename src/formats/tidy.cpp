#include "formats/tidy.hpp"

#include <algorithm>

#include "base/ensure.hpp"
#include "base/text.hpp"

namespace allmende::formats {

namespace {

constexpr std::size_t flush_bytes = std::size_t{1} << 16;

/// A number as delivered, with a decimal point.
void append_number(std::string& out, const Cell& cell)
{
    const std::string digits = std::to_string(cell.mantissa < 0 ? -cell.mantissa : cell.mantissa);
    out += cell.mantissa < 0 ? "-" : "";
    if (cell.decimals == 0) {
        out += digits;
        return;
    }
    const std::string padded =
        digits.size() > cell.decimals ? digits : std::string(cell.decimals + 1 - digits.size(), '0') + digits;
    out.append(padded, 0, padded.size() - cell.decimals);
    out += '.';
    out.append(padded, padded.size() - cell.decimals);
}

}  // namespace

Period period_of(const TableHead& head, const TableRow& row, const ValueColumn& column)
{
    const auto& period = column.period ? column.period : row.period ? row.period : head.period;
    ensure(period.has_value(), "every cell of a read table has a period");
    return *period;
}

Measure measure_of(const TableHead& head, const TableRow& row, const ValueColumn& column)
{
    Measure measure = column.measure.value_or(Measure{});
    for (const Measure* other : {row.measure, head.measure ? &*head.measure : nullptr}) {
        if (other != nullptr) {
            measure.code = measure.code.empty() ? other->code : measure.code;
            measure.text = measure.text.empty() ? other->text : measure.text;
            measure.unit = measure.unit.empty() ? other->unit : measure.unit;
        }
    }
    return measure;
}

std::vector<std::string> dimension_names(const TableHead& head)
{
    std::vector<std::string> names;
    const auto add = [&](const Dimension& dimension, const std::string& fallback) {
        std::string name = dimension.label.empty() ? fallback : dimension.label;
        int copies = 1;
        const std::string wanted = name;
        while (std::find(names.begin(), names.end(), name) != names.end()) {
            name = wanted + " " + std::to_string(++copies);
        }
        names.push_back(name);
    };
    for (std::size_t i = 0; i < head.key_dimensions.size(); ++i) {
        add(head.key_dimensions[i], "key_" + std::to_string(i + 1));
    }
    for (std::size_t i = 0; i < head.heading_dimensions.size(); ++i) {
        add(head.heading_dimensions[i], "head_" + std::to_string(i + 1));
    }
    return names;
}

void TidyCsv::begin(const TableHead& head)
{
    head_ = head;
    out_ = "table,area,area_name,period,";
    for (const std::string& name : dimension_names(head)) {
        append_csv_field(out_, name);
        out_ += ',';
    }
    out_ += "measure,value,status\r\n";
    for (const ValueColumn& column : head.value_columns) {
        std::string texts;
        for (std::size_t d = 0; d < head.heading_dimensions.size(); ++d) {
            append_csv_field(texts, d < column.categories.size() ? column.categories[d] : "");
            texts += ',';
        }
        column_texts_.push_back(std::move(texts));
    }
}

void TidyCsv::append_row(const TableRow& row, const ValueCell& value)
{
    const ValueColumn& column = head_.value_columns[value.value_column];
    append_csv_field(out_, head_.table);
    out_ += ',';
    append_csv_field(out_, row.area_code);
    out_ += ',';
    append_csv_field(out_, row.area_name);
    out_ += ',';
    append_csv_field(out_, period_of(head_, row, column).text());
    out_ += ',';
    for (const KeyCell& key : row.keys) {
        append_csv_field(out_, key.text);
        out_ += ',';
    }
    out_ += column_texts_[value.value_column];
    append_csv_field(out_, measure_of(head_, row, column).text);
    out_ += ',';
    if (value.cell.has_number()) {
        append_number(out_, value.cell);
    }
    out_ += ',';
    out_ += mark(value.cell.sign);
    out_ += "\r\n";
}

void TidyCsv::row(const TableRow& row)
{
    for (const ValueCell& value : row.values) {
        append_row(row, value);
    }
    if (out_.size() > flush_bytes) {
        write_(out_);
        out_.clear();
    }
}

void TidyCsv::finish()
{
    write_(out_);
    out_.clear();
}

void TableSummary::row(const TableRow& row)
{
    observations_ += static_cast<std::int64_t>(row.values.size());
    if (row.area_code != last_area_) {
        last_area_ = row.area_code;
        areas_.insert(last_area_);
    }
    for (const ValueCell& value : row.values) {
        sum_.add(value.cell);
        ++by_sign_[static_cast<std::size_t>(value.cell.sign)];
        periods_.insert(period_of(head_, row, head_.value_columns[value.value_column]).code());
    }
}

Json TableSummary::json(const TableResult& result) const
{
    Json status = Json::object();
    for (const SignInfo& info : sign_table()) {
        const std::int64_t count = by_sign_[static_cast<std::size_t>(info.sign)];
        if (count > 0 && info.sign != Sign::none) {
            status[std::string(info.mark)] = count;
        }
    }
    const auto text = [](std::int32_t code) { return Period::from_code(code).text(); };
    Json json;
    json["table"] = result.head.table;
    json["title"] = result.head.title;
    json["rows"] = result.facts.rows;
    json["observations"] = observations_;
    json["sum"] = Json::parse(sum_.text());
    json["status"] = status;
    json["areas"] = areas_.size();
    json["periods"] = periods_.size();
    json["first_period"] = periods_.empty() ? "" : text(*periods_.begin());
    json["last_period"] = periods_.empty() ? "" : text(*periods_.rbegin());
    json["statistic"] = result.head.statistic;
    json["dimensions"] = dimension_names(result.head);
    json["layout"] = name(result.facts.layout);
    json["encoding"] = name(result.facts.encoding);
    json["delimiter"] = std::string(1, result.facts.delimiter);
    json["decimal_sign"] = result.facts.decimal_sign == DecimalSign::none
                               ? ""
                               : std::string(1, static_cast<char>(result.facts.decimal_sign));
    json["edition"] = result.foot.edition;
    json["attribution"] = result.foot.attribution;
    json["licence"] = result.foot.licence;
    return json;
}

}  // namespace allmende::formats
