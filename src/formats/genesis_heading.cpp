#include "formats/genesis_heading.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "base/text.hpp"

namespace allmende::formats {

namespace {

using Texts = std::vector<std::string>;

/// What a heading row is. A label row names the dimension whose categories stand in the row below.
enum class Role { category, label, time, part_of_year, time_label, unit, measure };

bool is_constant(const Texts& row)
{
    return std::all_of(row.begin(), row.end(), [&](const std::string& text) { return text == row.front(); }) &&
           !row.front().empty();
}

bool all_periods(const Texts& row)
{
    return std::all_of(row.begin(), row.end(), [](const std::string& text) { return parse_period(text).has_value(); });
}

bool all_parts_of_year(const Texts& row)
{
    return std::all_of(row.begin(), row.end(),
                       [](const std::string& text) { return part_of_year({}, text).has_value(); });
}

/// A label that stands only once, above the first of its columns, means all of them.
Texts spread_single_label(Texts row, const Texts* below)
{
    const bool single = row.size() > 1 && !row.front().empty() &&
                        std::all_of(row.begin() + 1, row.end(), [](const std::string& text) { return text.empty(); });
    const bool full_below = below != nullptr && std::all_of(below->begin(), below->end(),
                                                            [](const std::string& text) { return !text.empty(); });
    if (single && full_below) {
        std::fill(row.begin() + 1, row.end(), row.front());
    }
    return row;
}

/// A unit row has a text in every column, and at least one of them is a known unit. Units are few: a row in which every
/// column has another text of which most are unknown is a row of categories.
bool all_units(const Texts& row)
{
    std::set<std::string> distinct;
    std::set<std::string> known;
    for (const std::string& text : row) {
        if (text.empty()) {
            return false;
        }
        distinct.insert(text);
        if (is_unit(text)) {
            known.insert(text);
        }
    }
    return known.size() * 2 > distinct.size() || known.size() == distinct.size();
}

bool mentions_total(const Texts& row)
{
    return std::any_of(row.begin(), row.end(), [](const std::string& text) { return is_total(text); });
}

/// What stands below one text of a row.
struct Below {
    bool something = false;
    std::set<std::string> texts;  ///< totals left out
};

std::vector<Below> children(const Texts& upper, const Texts& lower_row)
{
    Texts seen;
    std::vector<Below> below;
    for (std::size_t i = 0; i < upper.size(); ++i) {
        if (upper[i].empty()) {
            continue;
        }
        const auto at = static_cast<std::size_t>(std::find(seen.begin(), seen.end(), upper[i]) - seen.begin());
        if (at == seen.size()) {
            seen.push_back(upper[i]);
            below.emplace_back();
        }
        below[at].something = below[at].something || !lower_row[i].empty();
        if (!lower_row[i].empty() && !is_total(lower_row[i])) {
            below[at].texts.insert(lower_row[i]);
        }
    }
    return below;
}

bool disjoint(const std::vector<Below>& sets)
{
    std::set<std::string> all;
    std::size_t count = 0;
    for (const Below& set : sets) {
        all.insert(set.texts.begin(), set.texts.end());
        count += set.texts.size();
    }
    return all.size() == count;
}

/// A label row is filled wherever the row below is, holds no totals, each of its labels has something below, and it
/// either says the same in all columns or stands over different categories each time (`Geschlecht`: weiblich;
/// `Nationalität`: Ausländer). A row over repeated categories is a breakdown itself (`Deutsche`: männlich, weiblich;
/// `Ausländer`: männlich, weiblich).
bool is_label_row(const Texts& row, const Texts& below)
{
    for (std::size_t i = 0; i < row.size(); ++i) {
        if (row[i].empty() && !below[i].empty()) {
            return false;
        }
    }
    const std::vector<Below> under = children(row, below);
    if (under.empty() || mentions_total(row) ||
        !std::all_of(under.begin(), under.end(), [](const Below& child) { return child.something; })) {
        return false;
    }
    return under.size() == 1 || disjoint(under);
}

std::vector<Role> assign_roles(const HeadingTexts& rows, bool measure_is_known)
{
    std::vector<Role> roles(rows.size(), Role::category);
    std::vector<std::size_t> open;  // rows that are neither time nor unit
    for (std::size_t r = 0; r < rows.size(); ++r) {
        if (r > 0 && roles[r - 1] == Role::time && all_parts_of_year(rows[r])) {
            roles[r] = Role::part_of_year;
        } else if (all_periods(rows[r])) {
            roles[r] = Role::time;
            // `Jahr` or `Stichtag` above the times only announces them.
            if (!open.empty() && open.back() + 1 == r && is_constant(rows[r - 1]) &&
                open.size() > (measure_is_known ? 0U : 1U)) {
                roles[r - 1] = Role::time_label;
                open.pop_back();
            }
        } else {
            open.push_back(r);
        }
    }
    if (!open.empty() && all_units(rows[open.back()]) && (open.size() > 1 || measure_is_known)) {
        roles[open.back()] = Role::unit;
        open.pop_back();
    }
    if (!measure_is_known && !open.empty()) {
        roles[open.front()] = Role::measure;
        open.erase(open.begin());
    }
    for (std::size_t i = 0; i + 1 < open.size(); ++i) {
        if (roles[open[i]] == Role::category && is_label_row(rows[open[i]], rows[open[i + 1]])) {
            roles[open[i]] = Role::label;
            ++i;  // the row below holds its categories
        }
    }
    return roles;
}

/// Adds a dimension for a category row, or one for each label above it.
void add_categories(Heading& heading, const Texts& categories, const Texts* labels)
{
    const std::size_t first = labels == nullptr ? heading.dimensions.size() : 0;
    for (std::size_t c = 0; c < categories.size(); ++c) {
        const std::string label = labels == nullptr ? std::string() : (*labels)[c];
        std::size_t d = first;
        if (labels != nullptr && label.empty()) {
            continue;  // no label: the total of everything
        }
        // One dimension may stand in different rows over different columns: its label keeps it together.
        const Texts& taken = heading.columns[c].categories;
        while (d < heading.dimensions.size() &&
               (heading.dimensions[d].label != label || (d < taken.size() && !taken[d].empty()))) {
            ++d;
        }
        if (d == heading.dimensions.size()) {
            heading.dimensions.push_back({"", label});
        }
        std::vector<std::string>& own = heading.columns[c].categories;
        own.resize(std::max(own.size(), d + 1));
        own[d] = categories[c];
    }
}

constexpr std::array<std::string_view, 77> units{"anzahl",
                                                 "prozent",
                                                 "%",
                                                 "v. h.",
                                                 "vh",
                                                 "1000",
                                                 "1 000",
                                                 "100",
                                                 "10",
                                                 "mio",
                                                 "mio.",
                                                 "mill",
                                                 "mill.",
                                                 "mrd",
                                                 "mrd.",
                                                 "tsd",
                                                 "tsd.",
                                                 "eur",
                                                 "euro",
                                                 "€",
                                                 "teur",
                                                 "tsd. eur",
                                                 "tsd eur",
                                                 "1000 eur",
                                                 "mio. eur",
                                                 "mio eur",
                                                 "mill. eur",
                                                 "mrd. eur",
                                                 "dm",
                                                 "qkm",
                                                 "km2",
                                                 "km²",
                                                 "qm",
                                                 "m2",
                                                 "m²",
                                                 "ha",
                                                 "ar",
                                                 "km",
                                                 "m",
                                                 "cm",
                                                 "cbm",
                                                 "m3",
                                                 "m³",
                                                 "1000 cbm",
                                                 "1000 m3",
                                                 "t",
                                                 "kg",
                                                 "g",
                                                 "dt",
                                                 "hl",
                                                 "l",
                                                 "jahre",
                                                 "jahr",
                                                 "monate",
                                                 "tage",
                                                 "stunden",
                                                 "std.",
                                                 "std",
                                                 "minuten",
                                                 "personen",
                                                 "punkte",
                                                 "index",
                                                 "gj",
                                                 "tj",
                                                 "mwh",
                                                 "gwh",
                                                 "kwh",
                                                 "kw",
                                                 "mw",
                                                 "number",
                                                 "percent",
                                                 "years",
                                                 "number in 1000",
                                                 "je 1000",
                                                 "in (%)",
                                                 "ew/qkm",
                                                 "einw./qkm"};

/// Beginnings of composed units: `EUR je Einwohner`, `je 1000 Einwohner`, `Prozent der …`, `Tsd. …`, `2010=100`.
constexpr std::array<std::string_view, 29> unit_beginnings{
    "eur/",  "eur je ",    "eur pro ", "euro je ",    "euro/",  "tsd. ",  "tsd ",     "mio. ",
    "mio ",  "mill. ",     "mrd. ",    "1000 ",       "1 000 ", "je ",    "prozent ", "prozent/",
    "% ",    "anzahl je ", "anzahl/",  "anzahl pro ", "dt/",    "dt je ", "kg/",      "kg je ",
    "t je ", "qm je ",     "ha je ",   "percent ",    "in ("};

}  // namespace

bool is_unit(std::string_view text)
{
    const std::string low = folded(text);
    if (std::find(units.begin(), units.end(), low) != units.end()) {
        return true;
    }
    if (std::any_of(unit_beginnings.begin(), unit_beginnings.end(),
                    [&](std::string_view begin) { return low.starts_with(begin); })) {
        return true;
    }
    // Index bases: `2010=100`, `2010 = 100`.
    return low.size() >= 8 && all_digits(std::string_view(low).substr(0, 4)) && low.ends_with("100") &&
           low.find('=') != std::string::npos;
}

bool is_total(std::string_view text)
{
    const std::string low = folded(text);
    static constexpr std::array<std::string_view, 6> words{"insgesamt", "zusammen", "total", "gesamt", "alle", "all"};
    for (const std::string_view word : words) {
        if (low == word) {
            return true;
        }
    }
    return low.starts_with("insgesamt ") || low.starts_with("insgesamt,") || low.starts_with("insgesamt(");
}

Heading understand_heading(const HeadingTexts& delivered, bool measure_is_known)
{
    Heading heading;
    if (delivered.empty()) {
        return heading;
    }
    HeadingTexts rows;
    for (std::size_t r = 0; r < delivered.size(); ++r) {
        rows.push_back(spread_single_label(delivered[r], r + 1 < delivered.size() ? &delivered[r + 1] : nullptr));
    }
    const std::size_t width = rows.front().size();
    heading.columns.resize(width);
    const std::vector<Role> roles = assign_roles(rows, measure_is_known);
    const Texts* unit_row = nullptr;
    const Texts* measure_row = nullptr;
    const Texts* labels = nullptr;
    for (std::size_t r = 0; r < rows.size(); ++r) {
        switch (roles[r]) {
        case Role::time:
            for (std::size_t c = 0; c < width; ++c) {
                heading.columns[c].period = parse_period(rows[r][c]);
            }
            break;
        case Role::part_of_year:
            for (std::size_t c = 0; c < width; ++c) {
                heading.columns[c].period = part_of_year(*heading.columns[c].period, rows[r][c]);
            }
            break;
        case Role::time_label: break;
        case Role::unit: unit_row = &rows[r]; break;
        case Role::measure: measure_row = &rows[r]; break;
        case Role::label: labels = &rows[r]; break;
        case Role::category:
            add_categories(heading, rows[r], labels);
            labels = nullptr;
            break;
        }
    }
    heading.has_units = unit_row != nullptr;
    for (std::size_t c = 0; c < width; ++c) {
        ValueColumn& column = heading.columns[c];
        column.categories.resize(heading.dimensions.size());
        if (measure_row != nullptr) {
            column.measure = Measure{"", (*measure_row)[c], unit_row == nullptr ? "" : (*unit_row)[c]};
        } else if (unit_row != nullptr) {
            column.measure = Measure{"", "", (*unit_row)[c]};
        }
    }
    return heading;
}

}  // namespace allmende::formats
