#include "formats/ods_reader.hpp"

#include <algorithm>

#include "base/period.hpp"
#include "formats/xml_parts.hpp"

namespace allmende::formats {

namespace {

/// Repeated cells are written out; more of them than any table has only fill the sheet's rest.
constexpr std::size_t most_repeated = 16'384;
constexpr std::size_t most_repeated_rows = 1'048'576;

class NamesReceiver final : public XmlReceiver {
public:
    explicit NamesReceiver(std::vector<std::string>& names) : names_(names) {}
    void open(std::string_view element, const XmlAttributes& attributes) override
    {
        if (element == "table" && depth_++ == 0) {
            names_.emplace_back(attributes.get("name"));
        }
    }
    void close(std::string_view element) override { depth_ -= element == "table" ? 1 : 0; }
    void text(std::string_view) override {}

private:
    std::vector<std::string>& names_;
    int depth_ = 0;
};

class SheetContent final : public XmlReceiver {
public:
    SheetContent(const std::string& name, SheetReceiver& receiver) : name_(name), receiver_(receiver) {}

    void open(std::string_view element, const XmlAttributes& attributes) override
    {
        if (element == "table") {
            inside_ = tables_++ == 0 && attributes.get("name") == name_;
        } else if (!inside_ || tables_ != 1) {
            return;
        } else if (element == "table-row") {
            repeated_rows_ = std::min(attributes.number("number-rows-repeated", 1), most_repeated_rows);
            column_ = 0;
            row_cells_.clear();
        } else if (element == "table-cell" || element == "covered-table-cell") {
            begin_cell(attributes);
        } else if (element == "annotation" || element == "note") {
            ++asides_;
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
        if (inside_ && paragraphs_ > 0 && asides_ == 0) {
            text_ += piece;
        }
    }

private:
    struct Cell {
        std::size_t column;
        std::string text;
    };

    const std::string& name_;
    SheetReceiver& receiver_;
    bool inside_ = false;
    int tables_ = 0;
    int paragraphs_ = 0;
    int asides_ = 0;
    std::size_t row_ = 0;
    std::size_t column_ = 0;
    std::size_t repeated_rows_ = 1;
    std::size_t repeated_ = 1;
    std::size_t columns_ = 1;
    std::size_t rows_ = 1;
    std::string value_;
    std::string text_;
    std::vector<Cell> row_cells_;

    void begin_cell(const XmlAttributes& attributes)
    {
        repeated_ = attributes.number("number-columns-repeated", 1);
        columns_ = attributes.number("number-columns-spanned", 1);
        rows_ = attributes.number("number-rows-spanned", 1);
        text_.clear();
        value_.clear();
        const std::string_view kind = attributes.get("value-type");
        if (kind == "float" || kind == "percentage" || kind == "currency") {
            value_ = sheet_number(attributes.get("value"));
        } else if (kind == "date") {
            const std::string_view day = attributes.get("date-value").substr(0, 10);
            const auto period = parse_period(day);
            value_ = period && period->kind == PeriodKind::day
                         ? fmt::format("{:02}.{:02}.{:04}", period->day, period->month, period->year)
                         : std::string(day);
        }
    }

    void end_cell()
    {
        std::string text = value_.empty() ? std::move(text_) : std::move(value_);
        if (!text.empty()) {
            for (std::size_t i = 0; i < std::min(repeated_, most_repeated); ++i) {
                row_cells_.push_back({column_ + i, text});
            }
            if (columns_ > 1 || rows_ > 1) {
                receiver_.merged(row_, column_, rows_, columns_);
            }
        }
        column_ += repeated_;
        text_.clear();
        value_.clear();
    }

    void end_row()
    {
        for (std::size_t r = 0; !row_cells_.empty() && r < repeated_rows_; ++r) {
            for (const Cell& cell : row_cells_) {
                receiver_.cell(row_ + r, cell.column, cell.text);
            }
        }
        row_ += repeated_rows_;
    }
};

}  // namespace

OdsReader::OdsReader(const ZipArchive& archive) : archive_(archive)
{
    NamesReceiver names(sheets_);
    parse_xml(archive_, "content.xml", names);
}

void OdsReader::read(const std::string& sheet, SheetReceiver& receiver) const
{
    SheetContent content(sheet, receiver);
    parse_xml(archive_, "content.xml", content);
}

}  // namespace allmende::formats
