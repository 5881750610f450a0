#include "formats/ods_reader.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/period.hpp"
#include "base/text.hpp"
#include "formats/xml_parts.hpp"

namespace allmende::formats {

namespace {

/// Repeated cells are written out; more of them than any table has only fill the sheet's rest.
constexpr std::size_t most_repeated = 16'384;
constexpr std::size_t most_repeated_rows = 1'048'576;

class NamesReceiver final : public XmlReceiver {
public:
    NamesReceiver(std::vector<std::string>& names, const OdsStyles& styles) : names_(names), styles_(styles) {}
    void open(std::string_view element, const XmlAttributes& attributes) override
    {
        if (element == "table" && depth_++ == 0 && !styles_.hidden.contains(attributes.get("style-name"))) {
            names_.emplace_back(attributes.get("name"));
        }
    }
    void close(std::string_view element) override { depth_ -= element == "table" ? 1 : 0; }
    void text(std::string_view) override {}

private:
    std::vector<std::string>& names_;
    const OdsStyles& styles_;
    int depth_ = 0;
};

class StylesReceiver final : public XmlReceiver {
public:
    explicit StylesReceiver(OdsStyles& styles) : styles_(styles) {}

    void open(std::string_view element, const XmlAttributes& attributes) override
    {
        if (element == "style") {
            style_ = attributes.get("name");
            if (const std::string_view format = attributes.get("data-style-name"); !format.empty()) {
                styles_.format_names[style_] = format;
            }
        } else if (element == "text-properties") {
            const std::string_view position = attributes.get("text-position");
            const bool raised = position.starts_with("super") ||
                                (!position.empty() && position.front() >= '1' && position.front() <= '9');
            if (raised) {
                styles_.raised.insert(style_);
            }
        } else if (element == "table-properties" && attributes.get("display") == "false") {
            styles_.hidden.insert(style_);
        } else if (element == "date-style") {
            format_ = attributes.get("name");
            letters_.clear();
        } else if (element == "day" || element == "month" || element == "year") {
            letters_ += element.front();
        }
    }

    void close(std::string_view element) override
    {
        if (element == "date-style") {
            styles_.days[format_] = sheet_format(letters_);
        } else if (element == "style") {
            style_.clear();
        }
    }

    void text(std::string_view) override {}

private:
    OdsStyles& styles_;
    std::string style_;
    std::string format_;
    std::string letters_;
};

class SheetContent final : public XmlReceiver {
public:
    SheetContent(const std::string& name, const OdsStyles& styles, const std::string& file, SheetReceiver& receiver)
        : name_(name), styles_(styles), file_(file), receiver_(receiver)
    {}

    void open(std::string_view element, const XmlAttributes& attributes) override
    {
        if (element == "table") {
            inside_ = tables_++ == 0 && attributes.get("name") == name_;
        } else if (!inside_ || tables_ != 1) {
            return;
        } else if (element == "table-row") {
            repeated_rows_ = repeated(attributes, "number-rows-repeated", most_repeated_rows);
            column_ = 0;
            row_cells_.clear();
            hidden_ = is_hidden(attributes);
        } else if (element == "table-column") {
            begin_columns(attributes);
        } else if (element == "table-cell" || element == "covered-table-cell") {
            begin_cell(attributes);
        } else if (element == "annotation" || element == "note") {
            ++asides_;
        } else if (element == "span") {
            raised_.push_back(styles_.raised.contains(attributes.get("style-name")));
        } else if (element == "p" && asides_ == 0) {
            text_ += text_.empty() ? "" : " ";
            ++paragraphs_;
        } else if (element == "s" && paragraphs_ > 0) {
            text_.append(std::min<std::size_t>(attributes.number("c", 1), 1000), ' ');
        } else if ((element == "line-break" || element == "tab") && paragraphs_ > 0) {
            text_ += ' ';
        }
    }

    void close(std::string_view element) override
    {
        if (element == "table") {
            inside_ = --tables_ > 0 && inside_;
        } else if (!inside_ || tables_ != 1) {
            return;
        } else if (element == "p" && asides_ == 0) {
            --paragraphs_;
        } else if (element == "span") {
            raised_.pop_back();
        } else if (element == "annotation" || element == "note") {
            --asides_;
        } else if (element == "table-cell" || element == "covered-table-cell") {
            end_cell();
        } else if (element == "table-row") {
            end_row();
        }
    }

    void text(std::string_view piece) override
    {
        const bool raised = std::find(raised_.begin(), raised_.end(), true) != raised_.end();
        if (inside_ && paragraphs_ > 0 && asides_ == 0 && !raised) {
            text_ += piece;
        }
    }

private:
    struct Cell {
        std::size_t column;
        std::string text;
        SheetCell kind;
    };

    const std::string& name_;
    const OdsStyles& styles_;
    const std::string& file_;
    SheetReceiver& receiver_;
    bool inside_ = false;
    bool hidden_ = false;
    int tables_ = 0;
    int paragraphs_ = 0;
    int asides_ = 0;
    std::vector<bool> raised_;
    std::size_t row_ = 0;
    std::size_t column_ = 0;
    std::size_t repeated_rows_ = 1;
    std::size_t repeated_ = 1;
    std::size_t columns_ = 1;
    std::size_t rows_ = 1;
    std::size_t declared_columns_ = 0;
    std::map<std::size_t, std::string> column_styles_;  // by the first column that has each
    SheetCell kind_ = SheetCell::text;
    std::string value_;
    std::string text_;
    std::string string_value_;  // a text that stands in the attributes only
    std::vector<Cell> row_cells_;

    std::size_t repeated(const XmlAttributes& attributes, std::string_view name, std::size_t most) const
    {
        const std::size_t times = attributes.number(name, attributes.get(name).empty() ? 1 : 0);
        if (times == 0 || times > most) {
            fail(
                ErrorCode::bad_input,
                "{}: sheet “{}”, row {}: it says that something is repeated {} times; the file is damaged, save it again "
                "and deliver that",
                file_, name_, row_ + 1, shown(attributes.get(name)));
        }
        return times;
    }

    static bool is_hidden(const XmlAttributes& attributes)
    {
        const std::string_view visibility = attributes.get("visibility");
        return visibility == "collapse" || visibility == "filter";
    }

    void begin_columns(const XmlAttributes& attributes)
    {
        const std::size_t columns = repeated(attributes, "number-columns-repeated", most_repeated);
        column_styles_[declared_columns_] = attributes.get("default-cell-style-name");
        if (is_hidden(attributes)) {
            receiver_.hidden_columns(declared_columns_, declared_columns_ + columns - 1);
        }
        declared_columns_ += columns;
    }

    /// How a cell shows its day: by its style, else by that of its column.
    SheetFormat day_format(const XmlAttributes& attributes) const
    {
        std::string style(attributes.get("style-name"));
        if (const auto behind = column_styles_.upper_bound(column_);
            style.empty() && behind != column_styles_.begin()) {
            style = std::prev(behind)->second;
        }
        const auto format = styles_.format_names.find(style);
        const auto day = format == styles_.format_names.end() ? styles_.days.end() : styles_.days.find(format->second);
        return day == styles_.days.end() ? SheetFormat::day : day->second;
    }

    static bool is_error(const XmlAttributes& attributes)
    {
        bool error = false;
        attributes.each([&](std::string_view name, std::string_view value) {
            error = error || (name == "value-type" && value == "error");
        });
        return error;
    }

    void begin_cell(const XmlAttributes& attributes)
    {
        repeated_ = repeated(attributes, "number-columns-repeated", most_repeated);
        columns_ = attributes.number("number-columns-spanned", 1);
        rows_ = attributes.number("number-rows-spanned", 1);
        text_.clear();
        value_.clear();
        kind_ = SheetCell::text;
        const std::string_view kind = attributes.get("value-type");
        if (kind.empty() && !attributes.get("formula").empty()) {
            refuse_formula(name_, row_, column_, file_);
        }
        if (is_error(attributes)) {
            return;  // its text says which
        }
        if (kind == "percentage") {
            value_ = sheet_percent(attributes.get("value"));
            kind_ = SheetCell::percent;
        } else if (kind == "float" || kind == "currency") {
            value_ = sheet_number(attributes.get("value"));
            kind_ = SheetCell::number;
        } else if (kind == "boolean") {
            value_ = sheet_truth(attributes.get("boolean-value") == "true");
        } else if (kind == "string") {
            string_value_ = attributes.get("string-value");
        } else if (kind == "date") {
            const std::string_view day = attributes.get("date-value").substr(0, 10);
            const auto period = parse_period(day);
            value_ = period && period->kind == PeriodKind::day
                         ? shown_day(fmt::format("{:02}.{:02}.{:04}", period->day, period->month, period->year),
                                     day_format(attributes))
                         : std::string(day);
        }
    }

    void end_cell()
    {
        // Truth values that came from Excel are numbers which are shown as words.
        if (kind_ == SheetCell::number &&
            (text_ == "WAHR" || text_ == "FALSCH" || text_ == "TRUE" || text_ == "FALSE")) {
            value_ = sheet_truth(text_ == "WAHR" || text_ == "TRUE");
            kind_ = SheetCell::text;
        }
        const std::string text = !value_.empty() ? value_ : !text_.empty() ? text_ : string_value_;
        if (!text.empty()) {
            for (std::size_t i = 0; i < repeated_; ++i) {
                row_cells_.push_back({column_ + i, text, kind_});
            }
            if (columns_ > 1 || rows_ > 1) {
                receiver_.merged(row_, column_, rows_, columns_);
            }
        }
        column_ += repeated_;
        text_.clear();
        value_.clear();
        string_value_.clear();
    }

    void end_row()
    {
        for (std::size_t r = 0; !row_cells_.empty() && r < repeated_rows_; ++r) {
            if (hidden_) {
                receiver_.hidden_row(row_ + r);
            }
            for (const Cell& cell : row_cells_) {
                receiver_.cell(row_ + r, cell.column, cell.text, cell.kind);
            }
        }
        row_ += repeated_rows_;
    }
};

}  // namespace

OdsReader::OdsReader(const ZipArchive& archive) : archive_(archive)
{
    StylesReceiver styles(styles_);
    for (const char* part : {"styles.xml", "content.xml"}) {
        if (archive_.has(part)) {
            parse_xml(archive_, part, styles);
        }
    }
    NamesReceiver names(sheets_, styles_);
    parse_xml(archive_, "content.xml", names);
}

void OdsReader::read(const std::string& sheet, SheetReceiver& receiver) const
{
    SheetContent content(sheet, styles_, archive_.name(), receiver);
    parse_xml(archive_, "content.xml", content);
}

}  // namespace allmende::formats
