#include "sources/column_profile.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <unordered_map>
#include <unordered_set>

#include "base/text.hpp"
#include "formats/record_reader.hpp"
#include "formats/sheet.hpp"
#include "sources/headings.hpp"
#include "sources/key_texts.hpp"
#include "sources/spoken_period.hpp"

namespace allmende::sources {

namespace {

constexpr std::size_t most_texts = 20'000;
constexpr std::int64_t most_rows = 200'000;
constexpr std::size_t most_sample = 20'000;
constexpr std::size_t most_sample_cells = 4'000'000;

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/// How the points and commas of a number can be understood.
enum class Marks { none, decimal_comma, decimal_point, unsure_comma, unsure_point };

/// Whether between and behind points or commas stand three digits each.
bool is_grouped(std::string_view text)
{
    for (std::size_t at = text.find_first_of(".,"); at != std::string_view::npos;
         at = text.find_first_of(".,", at + 1)) {
        const std::string_view group = text.substr(at + 1, text.find_first_of(".,", at + 1) - at - 1);
        if (group.size() != 3) {
            return false;
        }
    }
    return text.find_first_of(".,") <= 3;
}

/// Nothing where the text is no number in any reading.
std::optional<Marks> marks_of(std::string_view text)
{
    if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
        text.remove_prefix(1);
    }
    std::size_t commas = 0;
    std::size_t points = 0;
    std::size_t last = std::string_view::npos;
    for (std::size_t i = 0; i < text.size(); ++i) {
        commas += text[i] == ',' ? 1 : 0;
        points += text[i] == '.' ? 1 : 0;
        if (text[i] == ',' || text[i] == '.') {
            last = i;
        } else if (!is_digit(text[i])) {
            return std::nullopt;
        }
    }
    if (text.empty() || !is_digit(text.back()) || (last != std::string_view::npos && !is_digit(text.front()))) {
        return std::nullopt;
    }
    if (commas + points == 0) {
        return Marks::none;
    }
    const std::size_t behind = text.size() - last - 1;
    if (commas > 0 && points > 0) {
        // The last one is the decimal sign, and there is one of it.
        if (text[last] == ',') {
            return commas == 1 ? std::optional(Marks::decimal_comma) : std::nullopt;
        }
        return points == 1 ? std::optional(Marks::decimal_point) : std::nullopt;
    }
    const bool comma = commas > 0;
    if (commas + points > 1) {
        if (!is_grouped(text)) {
            return std::nullopt;  // `14.01.2025`
        }
        // Several of one kind can only set thousands apart, so the other one is the decimal sign.
        return comma ? Marks::decimal_point : Marks::decimal_comma;
    }
    if (behind == 3 && last <= 3 && text.front() != '0') {
        return comma ? Marks::unsure_comma : Marks::unsure_point;
    }
    return comma ? Marks::decimal_comma : Marks::decimal_point;
}

/// The length of what sets thousands apart beside comma and point: a blank of any width or an apostrophe; else 0.
std::size_t gap_at(std::string_view text, std::size_t at)
{
    if (static_cast<unsigned char>(text[at]) < 0x80 && text[at] != ' ' && text[at] != '\'') {
        return 0;
    }
    for (const std::string_view gap : {" ", "'", "\u00a0", "\u202f", "\u2009", "\u2019"}) {
        if (text.substr(at).starts_with(gap)) {
            return gap.size();
        }
    }
    return 0;
}

std::size_t digits_from(std::string_view text, std::size_t at)
{
    std::size_t count = 0;
    while (at + count < text.size() && is_digit(text[at + count])) {
        ++count;
    }
    return count;
}

/// `14¹`: a raised digit behind a number points to a footnote.
std::string_view without_raised_digits(std::string_view text)
{
    if (text.empty() || static_cast<unsigned char>(text.back()) < 0x80) {
        return text;
    }
    static constexpr std::array<std::string_view, 10> raised{"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    for (bool again = true; again;) {
        again = false;
        for (const std::string_view digit : raised) {
            if (text.size() > digit.size() && text.ends_with(digit)) {
                text = trim(text.substr(0, text.size() - digit.size()));
                again = true;
            }
        }
    }
    return text;
}

/// The digits of a number in one piece, its minus as a hyphen, without percent sign and raised digits. Only groups of
/// three are joined: `45 1` is 45 and a footnote rather than 451.
std::string in_one_piece(std::string_view text)
{
    text = without_raised_digits(trim(text));
    if (text.ends_with('%')) {
        text = trim(text.substr(0, text.size() - 1));
    }
    std::string joined;
    for (const std::string_view minus : {"\u2212", "\u2013"}) {
        if (text.starts_with(minus) && text.size() > minus.size()) {
            text = trim(text.substr(minus.size()));
            joined = "-";
        }
    }
    std::size_t group = 0;  // digits since the last gap
    bool joins = true;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::size_t gap = gap_at(text, i);
        if (joins && gap > 0 && group >= 1 && group <= 3 && digits_from(text, i + gap) == 3) {
            i += gap - 1;
            group = 0;
            continue;
        }
        group = is_digit(text[i]) ? group + 1 : 0;
        joins = joins && text[i] != ',' && text[i] != '.';
        joined += text[i];
    }
    return joined;
}

void see_key(ColumnProfile& profile, std::string_view delivered)
{
    const std::string text = bare_key(delivered);
    if (text == "DG") {
        ++profile.area_keys;
        return;
    }
    if (is_key_of_area(text)) {
        ++profile.area_keys;
        ++profile.key_lengths[text.size()];
    } else if (const std::string padded = "0" + std::string(text); is_key_of_area(padded) && padded.size() != 3) {
        ++profile.area_keys;
        ++profile.short_keys;
        ++profile.key_lengths[padded.size()];
    }
}

void see(ColumnProfile& profile, std::string_view text, TimeHeading heading)
{
    ++profile.filled;
    if (profile.example.empty()) {
        profile.example = text;
    }
    if (const auto at = profile.texts.find(std::string(text)); at != profile.texts.end()) {
        ++at->second;
    } else if (profile.texts.size() < most_texts) {
        profile.texts.emplace(text, 1);
    } else {
        profile.all_texts = false;
    }
    see_key(profile, text);
    if (period_of_cell(text, heading)) {
        ++profile.periods;
        profile.years += text.size() == 4 ? 1 : 0;
    }
    const auto plain = parse_cell(text);
    if (plain && (is_missing(plain->cell.sign) || plain->cell.sign == Sign::nil)) {
        ++profile.signs;
        return;
    }
    const std::string joined = in_one_piece(text);
    const auto marks = marks_of(joined);
    if (!marks) {
        const bool comma = joined.find(',') != std::string::npos && parse_number(text, DecimalSign::comma);
        if (plain || comma || parse_number(text, DecimalSign::point)) {
            ++profile.numbers;  // `12 p`, `(12)`, `1.5E3`
        }
        profile.decimal_commas += !plain && comma ? 1 : 0;
        return;
    }
    ++profile.numbers;
    profile.padded += text.size() > 1 && text.front() == '0' && all_digits(text) ? 1 : 0;
    profile.decimal_commas += *marks == Marks::decimal_comma ? 1 : 0;
    profile.decimal_points += *marks == Marks::decimal_point ? 1 : 0;
    profile.thousands += std::count_if(joined.begin(), joined.end(), [](char c) { return c == ',' || c == '.'; }) > 1;
    profile.unsure_commas += *marks == Marks::unsure_comma ? 1 : 0;
    profile.unsure_points += *marks == Marks::unsure_point ? 1 : 0;
    const DecimalSign sign =
        *marks == Marks::decimal_comma || *marks == Marks::unsure_comma ? DecimalSign::comma : DecimalSign::point;
    if (const auto number = parse_number(joined, sign)) {
        const double value = number->value();
        profile.least = profile.numbers == 1 ? value : std::min(profile.least, value);
        profile.most = profile.numbers == 1 ? value : std::max(profile.most, value);
    }
}

std::string joined_cells(const std::vector<std::string>& row, const std::vector<std::size_t>& columns)
{
    std::string text;
    for (const std::size_t column : columns) {
        text += row[column];
        text += '\n';
    }
    return text;
}

}  // namespace

std::optional<Cell> parse_number(std::string_view text, DecimalSign decimal_sign)
{
    std::string joined = in_one_piece(text);
    // What sets thousands apart goes; as whole numbers have no decimal sign, both do there.
    const auto sets_apart = [&](char c) {
        return (c == '.' && decimal_sign != DecimalSign::point) || (c == ',' && decimal_sign != DecimalSign::comma);
    };
    const auto digit_at = [&](std::size_t at) { return at < joined.size() && is_digit(joined[at]); };
    for (std::size_t i = 1; i < joined.size(); ++i) {
        if (sets_apart(joined[i]) && is_digit(joined[i - 1]) && digit_at(i + 1) && digit_at(i + 2) && digit_at(i + 3) &&
            !digit_at(i + 4)) {
            joined.erase(i, 1);
        }
    }
    auto parsed = parse_cell(joined);
    if (parsed && (parsed->used == DecimalSign::none || parsed->used == decimal_sign)) {
        return parsed->cell;
    }
    // Numbers of programs: exponents, and more digits than anything has.
    if (decimal_sign == DecimalSign::comma && std::count(joined.begin(), joined.end(), ',') == 1 &&
        joined.find('.') == std::string::npos) {
        joined[joined.find(',')] = '.';
        decimal_sign = DecimalSign::point;
    }
    if (decimal_sign == DecimalSign::point) {
        double number = 0;
        const auto [end, error] = std::from_chars(joined.data(), joined.data() + joined.size(), number);
        if (error == std::errc() && end == joined.data() + joined.size() && std::isfinite(number)) {
            parsed = parse_cell(formats::sheet_number(joined));
            return parsed ? std::optional(parsed->cell) : std::nullopt;
        }
    }
    return std::nullopt;
}

bool is_data_row(std::span<const std::string_view> cells, std::size_t width)
{
    if (cells.size() != width) {
        return false;
    }
    std::size_t filled = 0;
    std::string_view first;
    bool number = false;
    for (const std::string_view cell : cells) {
        const std::string_view text = trim(cell);
        first = filled == 0 ? text : first;
        filled += text.empty() ? 0 : 1;
        number = number || (!text.empty() && text.front() >= '0' && text.front() <= '9');
    }
    if (!number && filled > 1 &&
        heading_says(first, "quelle quellen datenquelle anmerkung anmerkungen hinweis hinweise")) {
        return false;  // `Quelle:` in one cell, who in the next
    }
    return filled > 1 || (filled == 1 && width == 1);
}

bool TableProfile::depends(std::size_t column, const std::vector<std::size_t>& of) const
{
    std::unordered_map<std::string, std::string> seen;
    for (const auto& row : sample) {
        const auto [at, fresh] = seen.emplace(joined_cells(row, of), row[column]);
        if (!fresh && at->second != row[column]) {
            return false;
        }
    }
    return true;
}

bool TableProfile::tells_rows_apart(const std::vector<std::size_t>& by) const
{
    std::unordered_set<std::string> seen;
    return std::all_of(sample.begin(), sample.end(),
                       [&](const auto& row) { return seen.insert(joined_cells(row, by)).second; });
}

std::optional<std::pair<std::size_t, std::size_t>> TableProfile::contradiction(
    const std::vector<std::size_t>& by, const std::vector<std::size_t>& values,
    const std::function<bool(const std::vector<std::string>&)>& counts) const
{
    std::unordered_map<std::string, std::size_t> seen;
    for (std::size_t r = 0; r < sample.size(); ++r) {
        if (!counts(sample[r])) {
            continue;
        }
        const auto [at, fresh] = seen.emplace(joined_cells(sample[r], by), r);
        const auto differs = [&](std::size_t c) {
            const std::string& first = sample[at->second][c];
            return !first.empty() && !sample[r][c].empty() && first != sample[r][c];
        };
        if (!fresh && std::any_of(values.begin(), values.end(), differs)) {
            return std::pair(at->second, r);
        }
    }
    return std::nullopt;
}

TableProfile profile_of(const formats::PlainTable& table, const std::vector<std::size_t>& fill_down)
{
    TableProfile profile;
    profile.columns.resize(table.columns.size());
    std::vector<TimeHeading> headings;
    for (const formats::PlainColumn& column : table.columns) {
        headings.push_back(time_heading(column.name));
    }
    formats::RecordReader reader(table.csv, table.delimiter, table.options);
    std::vector<std::string> above(table.columns.size());
    while (profile.rows < most_rows && reader.next()) {
        const auto cells = reader.cells();
        if (reader.line() < table.first_row || !is_data_row(cells, table.columns.size())) {
            continue;
        }
        ++profile.rows;
        const bool sampled =
            profile.sample.size() < most_sample && profile.sample.size() * cells.size() < most_sample_cells;
        if (sampled) {
            profile.sample.emplace_back();
            profile.sample_lines.push_back(reader.line());
        }
        for (std::size_t c = 0; c < cells.size(); ++c) {
            std::string_view text = trim(cells[c]);
            if (std::find(fill_down.begin(), fill_down.end(), c) != fill_down.end()) {
                above[c] = text.empty() ? above[c] : std::string(text);
                text = above[c];
            }
            if (!text.empty()) {
                see(profile.columns[c], text, headings[c]);
            }
            if (sampled) {
                profile.sample.back().emplace_back(text);
            }
        }
    }
    return profile;
}

}  // namespace allmende::sources
