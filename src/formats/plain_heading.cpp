#include "formats/plain_heading.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "base/cell.hpp"
#include "base/error.hpp"
#include "base/period.hpp"
#include "base/text.hpp"

namespace allmende::formats {

namespace {

constexpr std::size_t most_heading_rows = 8;

enum class Kind : std::uint8_t {
    empty,
    mark,    ///< a sign of official tables, or what a spreadsheet shows instead of a number
    number,  ///< also as people write it: `1.234,00 €`, `< 3`, `14¹`
    year,    ///< `2015`: a time or a number
    period,  ///< a time that is no number: `2022/23`, `31.12.2015`
    unit,    ///< `Anzahl`, `in %`, `1 000`
    word
};

bool is_year(std::string_view text)
{
    return text.size() == 4 && all_digits(text) && (text.starts_with("19") || text.starts_with("20"));
}

/// Digits with what people put around and between them; no letters but those of marks, exponents and euros.
bool looks_like_number(std::string_view text)
{
    static constexpr std::array<std::string_view, 12> around{"\u00a0", "\u202f", "’", "−", "–",   "€",
                                                             "¹",      "²",      "³", "⁴", "EUR", "Euro"};
    std::string plain;
    while (!text.empty()) {
        const auto mark = std::find_if(around.begin(), around.end(), [&](auto word) { return text.starts_with(word); });
        const std::size_t size = mark == around.end() ? 1 : mark->size();
        if (mark != around.end()) {
            plain += *mark == "−" || *mark == "–" ? "-" : "";
        } else if (text.front() != ' ') {
            plain += text.front();
        }
        text.remove_prefix(size);
    }
    std::string_view rest = plain;
    while (!rest.empty() && std::string_view("<>≤≥(+-").find(rest.front()) != std::string_view::npos) {
        rest.remove_prefix(1);
    }
    while (!rest.empty() && std::string_view("%)*prse").find(rest.back()) != std::string_view::npos) {
        rest.remove_suffix(1);
    }
    const bool digits_at_both_ends =
        !rest.empty() && rest.front() >= '0' && rest.front() <= '9' && rest.back() >= '0' && rest.back() <= '9';
    return digits_at_both_ends && rest.find_first_not_of("0123456789.,'Ee+") == std::string_view::npos;
}

bool is_unit(std::string_view text)
{
    static constexpr std::array<std::string_view, 22> units{
        "anzahl", "prozent", "%",     "in %",     "in prozent", "eur",      "euro",      "€",
        "1000",   "1 000",   "1.000", "tsd.",     "tsd",        "tsd. eur", "tsd. euro", "personen",
        "qkm",    "km²",     "ha",    "je 1.000", "je 1000",    "number"};
    return std::find(units.begin(), units.end(), folded(text)) != units.end();
}

Kind kind_of(const std::string& text)
{
    if (text.empty()) {
        return Kind::empty;
    }
    if (is_year(text)) {
        return Kind::year;
    }
    if (is_unit(text)) {
        return Kind::unit;
    }
    if (parse_period(text)) {
        return Kind::period;
    }
    const auto parsed = parse_cell(text);
    if ((parsed && (!parsed->cell.has_number() || parsed->cell.sign == Sign::nil)) || text.starts_with('#') ||
        text == "–" || text == "—") {
        return Kind::mark;
    }
    return parsed || looks_like_number(text) ? Kind::number : Kind::word;
}

class HeadingFinder {
public:
    HeadingFinder(const std::vector<PlainRow>& rows, std::size_t width) : rows_(rows), width_(width) {}

    std::optional<PlainHeading> find(const std::string& file_name)
    {
        if (!find_first()) {
            return std::nullopt;
        }
        understand_columns();
        while (stands_over_names()) {
            --first_;
        }
        if (is_data_already()) {
            fail(
                ErrorCode::bad_input,
                "{}, row {}: no line names the columns, the first one holds numbers already. Write a line above it that "
                "says what each column is",
                file_name, rows_[first_].line);
        }
        texts_.assign(width_, {});
        take(first_);
        std::size_t data = first_ + 1;
        if (std::find(numeric_.begin(), numeric_.end(), true) != numeric_.end()) {
            while (data < rows_.size() && data - first_ < most_heading_rows && continues(data)) {
                take(data);
                ++data;
            }
        }
        if (data >= rows_.size()) {
            return std::nullopt;
        }
        return PlainHeading{first_, data, names()};
    }

private:
    const std::vector<PlainRow>& rows_;
    std::size_t width_;
    std::size_t first_ = 0;
    std::vector<bool> numeric_;                    ///< columns whose cells are mostly numbers and marks
    std::vector<bool> timed_;                      ///< columns whose cells are mostly years or other times
    std::vector<std::vector<std::string>> texts_;  ///< of each column, by heading row

    const std::string& cell(std::size_t row, std::size_t column) const
    {
        static const std::string none;
        return column < rows_[row].cells.size() ? rows_[row].cells[column] : none;
    }
    Kind kind(std::size_t row, std::size_t column) const { return kind_of(cell(row, column)); }

    bool has_number(std::size_t row) const
    {
        return std::any_of(rows_[row].cells.begin(), rows_[row].cells.end(),
                           [](const std::string& text) { return kind_of(text) == Kind::number; });
    }

    bool may_name_columns(std::size_t row) const
    {
        // `;Kinder` above names and numbers
        const bool empty_corner = width_ == 2 && cell(row, 0).empty() && kind(row, 1) != Kind::number;
        return rows_[row].cells.size() == width_ && rows_[row].filled >= (empty_corner ? 1U : 2U);
    }

    /// Behind titles and empty lines.
    bool find_first()
    {
        while (first_ < rows_.size() && !may_name_columns(first_)) {
            ++first_;
        }
        // A title of two cells above a table of many: the heading fills at least a third of its columns.
        while (first_ + 1 < rows_.size() && rows_[first_].filled * 3 < width_ &&
               rows_[first_ + 1].filled * 3 >= width_ && rows_[first_ + 1].filled > 2 * rows_[first_].filled &&
               !has_number(first_ + 1)) {
            ++first_;
        }
        return first_ + 1 < rows_.size();
    }

    void understand_columns()
    {
        for (std::size_t c = 0; c < width_; ++c) {
            std::size_t filled = 0;
            std::size_t numbers = 0;
            std::size_t marks = 0;
            std::size_t times = 0;
            for (std::size_t r = first_ + 1; r < rows_.size(); ++r) {
                const Kind of = rows_[r].filled < 2 ? Kind::empty : kind(r, c);
                const bool number = of == Kind::number || of == Kind::year || of == Kind::period;
                if (!number && of != Kind::mark && numbers == 0) {
                    continue;  // a heading may still go on
                }
                filled += of == Kind::empty ? 0 : 1;
                numbers += number ? 1 : 0;
                marks += of == Kind::mark ? 1 : 0;
                times += of == Kind::year || of == Kind::period ? 1 : 0;
            }
            numeric_.push_back(numbers > 0 && (numbers + marks) * 2 >= filled);
            timed_.push_back(times * 2 > filled);
        }
    }

    /// Whether the line before holds one text above columns of numbers that go on: `;;Kinder;;` is no title.
    bool stands_over_names() const
    {
        if (first_ == 0 || rows_[first_ - 1].filled != 1 || rows_[first_ - 1].cells.size() != width_) {
            return false;
        }
        for (std::size_t c = 1; c < width_; ++c) {
            if (!cell(first_ - 1, c).empty()) {
                return numeric_[c] && !timed_[c] && kind(first_, c) != Kind::empty;
            }
        }
        return false;
    }

    /// Numbers above numbers name nothing, unless they count on: classes 1, 2, 3 or ages.
    bool is_data_already() const
    {
        std::vector<std::string> numbers;
        for (std::size_t c = 0; c < width_; ++c) {
            const Kind of = kind(first_, c);
            if (numeric_[c] && (of == Kind::number || (of == Kind::unit && looks_like_number(cell(first_, c))))) {
                numbers.push_back(cell(first_, c));
            }
        }
        const auto counts_on = [&](std::size_t i) {
            return all_digits(numbers[i]) && numbers[i].size() < 4 &&
                   (i == 0 || std::stoi(numbers[i]) == std::stoi(numbers[i - 1]) + 1);
        };
        if (numbers.size() < 2 || (numbers.size() == 2 && numbers.front() != "0" && numbers.front() != "1")) {
            return !numbers.empty();
        }
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            if (!counts_on(i)) {
                return true;
            }
        }
        return false;
    }

    /// `1`, `2`, `3` … below the names, as official tables number their columns.
    bool numbers_columns(std::size_t row) const
    {
        std::size_t next = 1;
        for (std::size_t c = 0; c < width_; ++c) {
            if (cell(row, c) != std::to_string(next)) {
                return false;
            }
            ++next;
        }
        return width_ > 2;
    }

    bool recurs(std::size_t row, std::size_t column) const
    {
        for (std::size_t r = row + 1; r < rows_.size(); ++r) {
            if (cell(r, column) == cell(row, column)) {
                return true;
            }
        }
        return false;
    }

    bool is_named(std::size_t column) const { return !texts_[column].empty(); }
    bool says_again(std::size_t row, std::size_t column) const
    {
        return std::find(texts_[column].begin(), texts_[column].end(), cell(row, column)) != texts_[column].end();
    }

    /// What a row has above the numbers, and what it says of the columns of words beside them.
    struct Look {
        std::size_t words = 0;
        std::size_t units = 0;
        std::size_t thousands = 0;  ///< units such as `1 000`, which may as well be numbers
        std::size_t years = 0;
        std::size_t periods = 0;
        std::size_t marks = 0;
        bool data = false;       ///< a number, or a time in a column of times
        bool recurring = false;  ///< a word that stands in the same column below again
        std::set<std::string> different;
        std::size_t keys = 0;           ///< texts that the heading does not have yet
        bool keys_name_more = true;     ///< all of them in columns that have no name yet
        bool all_numbers_named = true;  ///< every column of numbers has a name already
    };

    Look look_at(std::size_t row) const
    {
        Look look;
        for (std::size_t c = 0; c < width_; ++c) {
            const Kind of = kind(row, c);
            if (!numeric_[c]) {
                if (of != Kind::empty && !says_again(row, c)) {
                    ++look.keys;
                    look.keys_name_more = look.keys_name_more && !is_named(c);
                }
                continue;
            }
            look.all_numbers_named = look.all_numbers_named && is_named(c);
            if (of == Kind::empty || (of == Kind::word && says_again(row, c))) {
                continue;
            }
            look.different.insert(cell(row, c));
            look.data = look.data || of == Kind::number || (timed_[c] && (of == Kind::year || of == Kind::period));
            look.words += of == Kind::word ? 1 : 0;
            look.units += of == Kind::unit ? 1 : 0;
            look.thousands += of == Kind::unit && looks_like_number(cell(row, c)) ? 1 : 0;
            look.years += of == Kind::year ? 1 : 0;
            look.periods += of == Kind::period ? 1 : 0;
            look.marks += of == Kind::mark ? 1 : 0;
            look.recurring = look.recurring || (of == Kind::word && recurs(row, c));
        }
        return look;
    }

    bool continues(std::size_t row) const
    {
        if (rows_[row].filled == 0 || numbers_columns(row)) {
            return true;
        }
        const Look look = look_at(row);
        if (look.data || look.recurring || rows_[row].cells.size() != width_) {
            return false;
        }
        if (look.words + look.units + look.years + look.periods == 0) {
            return look.marks == 0 && look.keys > 0 && look.keys_name_more;
        }
        if (look.keys == 0) {
            return look.marks == 0;
        }
        // The row names something new, as each row of data does.
        if (look.marks + look.thousands > 0) {
            return false;
        }
        if (look.keys_name_more && (!look.all_numbers_named || look.years == 0)) {
            return true;
        }
        if (look.years > 0) {
            return false;
        }
        const bool only_units = look.words == 0 && look.periods == 0;
        const bool only_times = look.words == 0 && look.units == 0;
        // Three and more different words where numbers stand below name columns; one or two may stand for missing ones.
        return only_units || only_times || (look.words > 2 && look.different.size() > 2);
    }

    void take(std::size_t row)
    {
        if (numbers_columns(row)) {
            return;
        }
        std::vector<std::string> shown;
        for (std::size_t c = 0; c < width_; ++c) {
            shown.push_back(cell(row, c));
        }
        for (std::size_t c = 1; c < width_ && row + 1 < rows_.size(); ++c) {
            if (stands_under_left(row, c)) {
                shown[c] = shown[c - 1];
            }
        }
        for (std::size_t c = 0; c < width_; ++c) {
            if (!shown[c].empty() && std::find(texts_[c].begin(), texts_[c].end(), shown[c]) == texts_[c].end()) {
                texts_[c].push_back(shown[c]);
            }
        }
    }

    /// An empty cell of a heading over several columns, as merged cells are saved: both columns are numbers, the row
    /// below goes on with names in both, and no row above sets them apart.
    bool stands_under_left(std::size_t row, std::size_t column) const
    {
        const auto named_below = [&](std::size_t c) {
            const Kind of = kind(row + 1, c);
            return of != Kind::empty && of != Kind::number && of != Kind::mark;
        };
        return cell(row, column).empty() && numeric_[column] && numeric_[column - 1] && !timed_[column] &&
               !timed_[column - 1] && named_below(column) && named_below(column - 1) && continues_after(row) &&
               texts_[column] == texts_[column - 1];
    }
    bool continues_after(std::size_t row) const
    {
        const Look look = look_at(row + 1);
        return !look.data && look.marks == 0 && (look.keys == 0 || look.keys_name_more);
    }

    std::vector<std::string> names() const
    {
        std::vector<std::string> names;
        for (const std::vector<std::string>& parts : texts_) {
            names.push_back(join(parts, heading_separator));
        }
        return names;
    }
};

}  // namespace

std::optional<PlainHeading> find_heading(const std::vector<PlainRow>& rows, std::size_t width,
                                         const std::string& file_name)
{
    return HeadingFinder(rows, width).find(file_name);
}

}  // namespace allmende::formats
