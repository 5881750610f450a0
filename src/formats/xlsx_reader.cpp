#include "formats/xlsx_reader.hpp"

#include <charconv>
#include <cmath>
#include <map>

#include "base/error.hpp"
#include "base/text.hpp"
#include "formats/xml_parts.hpp"

namespace allmende::formats {

namespace {

constexpr std::size_t most_text_bytes = std::size_t{256} << 20;

/// `B12` → row 11, column 1; nothing where it is no place.
std::optional<std::pair<std::size_t, std::size_t>> place(std::string_view text)
{
    std::size_t column = 0;
    std::size_t i = 0;
    for (; i < text.size() && i < 4 && text[i] >= 'A' && text[i] <= 'Z'; ++i) {
        column = column * 26 + static_cast<std::size_t>(text[i] - 'A' + 1);
    }
    std::size_t row = 0;
    const auto [end, error] = std::from_chars(text.data() + i, text.data() + text.size(), row);
    if (i == 0 || error != std::errc() || end != text.data() + text.size() || row == 0) {
        return std::nullopt;
    }
    return std::pair{row - 1, column - 1};
}

/// Names and relations of the sheets.
class WorkbookReceiver final : public XmlReceiver {
public:
    void open(std::string_view element, const XmlAttributes& attributes) override
    {
        // LibreOffice and others write `visible` where Excel writes nothing.
        const std::string_view state = attributes.get("state");
        if (element == "sheet" && (state.empty() || state == "visible")) {
            sheets.push_back({std::string(attributes.get("name")), std::string(attributes.get("id"))});
        } else if (element == "Relationship") {
            targets[std::string(attributes.get("Id"))] = attributes.get("Target");
        } else if (element == "workbookPr") {
            const std::string_view from_1904 = attributes.get("date1904");
            counts_from_1904 = from_1904 == "1" || from_1904 == "true";
        }
    }
    void close(std::string_view) override {}
    void text(std::string_view) override {}

    std::vector<SheetPart> sheets;  // with the relation's id as entry
    std::map<std::string, std::string> targets;
    bool counts_from_1904 = false;
};

/// Texts of `<si>` and `<is>`: all runs, without superscripts and phonetic readings.
class RunText {
public:
    void open(std::string_view element, const XmlAttributes& attributes)
    {
        if (element == "r") {
            superscript_ = false;
        } else if (element == "vertAlign") {
            superscript_ = attributes.get("val") == "superscript";
        } else if (element == "rPh") {
            phonetic_ = true;
        } else if (element == "t") {
            inside_ = !superscript_ && !phonetic_;
        }
    }
    void close(std::string_view element)
    {
        inside_ = inside_ && element != "t";
        phonetic_ = phonetic_ && element != "rPh";
        superscript_ = superscript_ && element != "r";
    }
    void text(std::string_view piece)
    {
        if (inside_) {
            text_ += piece;
        }
    }
    std::string take() { return std::exchange(text_, {}); }

private:
    std::string text_;
    bool inside_ = false;
    bool phonetic_ = false;
    bool superscript_ = false;
};

class TextsReceiver final : public XmlReceiver {
public:
    TextsReceiver(std::vector<std::string>& texts, const std::string& name) : texts_(texts), name_(name) {}

    void open(std::string_view element, const XmlAttributes& attributes) override { run_.open(element, attributes); }
    void close(std::string_view element) override
    {
        run_.close(element);
        if (element == "si") {
            texts_.push_back(run_.take());
            bytes_ += texts_.back().size() + sizeof(std::string);
            if (bytes_ > most_text_bytes) {
                fail(ErrorCode::too_large, "{}: more than {} MB of texts; deliver the table as CSV", name_,
                     most_text_bytes >> 20);
            }
        }
    }
    void text(std::string_view piece) override { run_.text(piece); }

private:
    std::vector<std::string>& texts_;
    const std::string& name_;
    RunText run_;
    std::size_t bytes_ = 0;
};

/// The number formats that have numbers instead of codes.
SheetFormat built_in_format(std::size_t number)
{
    if (number == 9 || number == 10) {
        return SheetFormat::percent;
    }
    if (number == 17) {
        return SheetFormat::month;
    }
    return number >= 14 && number <= 17 ? SheetFormat::day : SheetFormat::number;
}

bool is_true(std::string_view text)
{
    return text == "1" || text == "true";
}

class StylesReceiver final : public XmlReceiver {
public:
    explicit StylesReceiver(std::vector<SheetFormat>& formats) : formats_(formats) {}

    void open(std::string_view element, const XmlAttributes& attributes) override
    {
        if (element == "numFmt") {
            own_[attributes.number("numFmtId", 0)] = sheet_format(attributes.get("formatCode"));
        } else if (element == "cellXfs") {
            inside_ = true;
        } else if (element == "xf" && inside_) {
            const std::size_t format = attributes.number("numFmtId", 0);
            const auto own = own_.find(format);
            formats_.push_back(own != own_.end() ? own->second : built_in_format(format));
        }
    }
    void close(std::string_view element) override { inside_ = inside_ && element != "cellXfs"; }
    void text(std::string_view) override {}

private:
    std::vector<SheetFormat>& formats_;
    std::map<std::size_t, SheetFormat> own_;
    bool inside_ = false;
};

class CellsReceiver final : public XmlReceiver {
public:
    CellsReceiver(const std::vector<std::string>& texts, const std::vector<SheetFormat>& formats,
                  const std::string& title, const std::string& name, SheetReceiver& receiver)
        : texts_(texts), formats_(formats), title_(title), name_(name), receiver_(receiver)
    {}

    void open(std::string_view element, const XmlAttributes& attributes) override
    {
        run_.open(element, attributes);
        if (element == "row") {
            row_ = attributes.number("r", row_ + 2) - 1;
            column_ = static_cast<std::size_t>(-1);
            if (is_true(attributes.get("hidden"))) {
                receiver_.hidden_row(row_);
            }
        } else if (element == "col") {
            if (const std::size_t first = attributes.number("min", 0); first > 0 && is_true(attributes.get("hidden"))) {
                receiver_.hidden_columns(first - 1, attributes.number("max", first) - 1);
            }
        } else if (element == "c") {
            const auto at = place(attributes.get("r"));
            row_ = at ? at->first : row_;
            column_ = at ? at->second : column_ + 1;
            kind_ = attributes.get("t");
            style_ = attributes.number("s", 0);
            value_.clear();
            formula_ = false;
        } else if (element == "f") {
            formula_ = true;
        } else if (element == "v") {
            inside_value_ = true;
        } else if (element == "mergeCell") {
            merge(attributes.get("ref"));
        }
    }

    void close(std::string_view element) override
    {
        run_.close(element);
        inside_value_ = inside_value_ && element != "v";
        if (element == "c") {
            const std::string inline_text = run_.take();
            if (formula_ && value_.empty() && kind_ != "str" && inline_text.empty()) {
                refuse_formula(title_, row_, column_, name_);
            }
            const std::string text = kind_ == "inlineStr" ? inline_text : shown_value();
            if (!text.empty()) {
                receiver_.cell(row_, column_, text, holds());
            }
        }
    }

    void text(std::string_view piece) override
    {
        run_.text(piece);
        if (inside_value_) {
            value_ += piece;
        }
    }

private:
    const std::vector<std::string>& texts_;
    const std::vector<SheetFormat>& formats_;
    const std::string& title_;
    const std::string& name_;
    SheetReceiver& receiver_;
    RunText run_;
    std::size_t row_ = static_cast<std::size_t>(-1);
    std::size_t column_ = static_cast<std::size_t>(-1);
    std::string kind_;
    std::size_t style_ = 0;
    std::string value_;
    bool inside_value_ = false;
    bool formula_ = false;

    SheetFormat format() const { return style_ < formats_.size() ? formats_[style_] : SheetFormat::number; }

    SheetCell holds() const
    {
        const bool number =
            (kind_.empty() || kind_ == "n") && (format() == SheetFormat::number || format() == SheetFormat::percent);
        return !number ? SheetCell::text : format() == SheetFormat::percent ? SheetCell::percent : SheetCell::number;
    }

    std::string shown_value() const
    {
        if (kind_ == "s") {
            std::size_t number = 0;
            std::from_chars(value_.data(), value_.data() + value_.size(), number);
            if (value_.empty() || number >= texts_.size()) {
                fail(ErrorCode::bad_input,
                     "{}: row {}, column {}: the text of the cell is missing; the file is damaged", name_, row_ + 1,
                     column_ + 1);
            }
            return texts_[number];
        }
        if (kind_ == "b" && !value_.empty()) {
            return std::string(sheet_truth(is_true(value_)));
        }
        if (kind_ == "str" || kind_ == "e" || kind_ == "d") {
            return value_;
        }
        if (format() == SheetFormat::percent) {
            return sheet_percent(value_);
        }
        if (format() != SheetFormat::number) {
            double serial = 0;
            std::from_chars(value_.data(), value_.data() + value_.size(), serial);
            if (const std::string day = sheet_day(std::floor(serial)); !day.empty()) {  // a time of the day is left out
                return shown_day(day, format());
            }
        }
        return sheet_number(value_);
    }

    void merge(std::string_view range)
    {
        const std::size_t colon = range.find(':');
        const auto from = place(range.substr(0, colon));
        const auto to = colon == std::string_view::npos ? from : place(range.substr(colon + 1));
        if (from && to && to->first >= from->first && to->second >= from->second) {
            receiver_.merged(from->first, from->second, to->first - from->first + 1, to->second - from->second + 1);
        }
    }
};

}  // namespace

XlsxReader::XlsxReader(const ZipArchive& archive) : archive_(archive)
{
    read_workbook();
    read_texts();
    read_styles();
}

void XlsxReader::read_workbook()
{
    WorkbookReceiver workbook;
    parse_xml(archive_, "xl/workbook.xml", workbook);
    parse_xml(archive_, "xl/_rels/workbook.xml.rels", workbook);
    if (workbook.counts_from_1904) {
        fail(
            ErrorCode::bad_input,
            "{}: the workbook counts its days from 1904, as old Excel for Macintosh did; save it with the usual setting",
            archive_.name());
    }
    for (const SheetPart& sheet : workbook.sheets) {
        const auto target = workbook.targets.find(sheet.entry);
        if (target == workbook.targets.end()) {
            continue;
        }
        std::string entry = target->second;
        entry = entry.starts_with('/') ? entry.substr(1) : "xl/" + entry;
        if (archive_.has(entry) && entry.find("worksheets") != std::string::npos) {
            sheets_.push_back({sheet.title, entry});
        }
    }
}

void XlsxReader::read_texts()
{
    if (archive_.has("xl/sharedStrings.xml")) {
        TextsReceiver receiver(texts_, archive_.name());
        parse_xml(archive_, "xl/sharedStrings.xml", receiver);
    }
}

void XlsxReader::read_styles()
{
    if (archive_.has("xl/styles.xml")) {
        StylesReceiver receiver(formats_);
        parse_xml(archive_, "xl/styles.xml", receiver);
    }
}

void XlsxReader::read(const SheetPart& sheet, SheetReceiver& receiver) const
{
    CellsReceiver cells(texts_, formats_, sheet.title, archive_.name(), receiver);
    parse_xml(archive_, sheet.entry, cells);
}

}  // namespace allmende::formats
