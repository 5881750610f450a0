#include <algorithm>
#include <array>
#include <regex>

#include "base/text.hpp"
#include "formats/genesis_heading.hpp"
#include "formats/plain_file.hpp"
#include "sources/headings.hpp"
#include "sources/proposer.hpp"
#include "sources/spoken_period.hpp"

namespace allmende::sources {

namespace {

using formats::PlainColumn;
using formats::PlainTable;
using formats::Role;

/// `k. A.`, `geheim`, `#NV`: what people and spreadsheets write where there is no number.
bool stands_for_unknown(const std::string& word)
{
    static constexpr std::array<std::string_view, 19> unknown{
        "k. a.",  "k.a.", "ka", "n/a", "na",   "nan",  "null", "n.v.",         "n. v.",          "n. v",
        "geheim", "*",    "..", "#nv", "#n/v", "#n/a", "k. a", "keine angabe", "nicht verfügbar"};
    return std::find(unknown.begin(), unknown.end(), folded(word)) != unknown.end();
}

/// `Schüler` of `Schüler (vorläufig)`.
std::string without_state(const std::string& text)
{
    static constexpr std::array<std::string_view, 6> states{" (vorläufig)", " vorläufig", " (vorl.)",
                                                            " (endgültig)", " endgültig", " (revidiert)"};
    for (const std::string_view state : states) {
        if (lower(text).ends_with(state)) {
            return std::string(trim(std::string_view(text).substr(0, text.size() - state.size())));
        }
    }
    return text;
}

/// `weiblich` of `darunter weiblich`.
std::string without_part_word(const std::string& text)
{
    for (const std::string_view word : {"darunter", "davon", "dar.", "dav."}) {
        const std::string_view rest = std::string_view(text).substr(std::min(word.size(), text.size()));
        if (lower(text).starts_with(word) && (rest.empty() || rest.front() == ' ' || rest.front() == ':')) {
            return std::string(trim(rest.starts_with(':') ? rest.substr(1) : rest));
        }
    }
    return text;
}

}  // namespace

bool Proposer::is_level(std::size_t column) const
{
    const ColumnProfile& profile = of(column);
    if (profile.distinct() > 120 || profile.decimal_commas + profile.decimal_points > 0) {
        return false;
    }
    if (proposal_.mapping.institution) {
        return heading_says(name(column), "*index *stufe *klasse grad schulstufe *jahrgang alter age");
    }
    // The whole heading: `Klasse` has classes below it, `1. Klasse` and `Schüler je Klasse` count.
    static constexpr std::array<std::string_view, 28> names{"klasse",
                                                            "klassenstufe",
                                                            "jahrgangsstufe",
                                                            "jahrgang",
                                                            "schulstufe",
                                                            "stufe",
                                                            "altersstufe",
                                                            "alter",
                                                            "alter-in-jahren",
                                                            "altersjahr",
                                                            "altersjahre",
                                                            "age",
                                                            "grad",
                                                            "pflegegrad",
                                                            "geschlecht",
                                                            "sex",
                                                            "monat",
                                                            "berichtsmonat",
                                                            "month",
                                                            "quartal",
                                                            "quarter",
                                                            "halbjahr",
                                                            "woche",
                                                            "kalenderwoche",
                                                            "kw",
                                                            "schulbesuchsjahr",
                                                            "ausbildungsjahr",
                                                            "sozialindexstufe"};
    return std::find(names.begin(), names.end(), slug(name(column))) != names.end();
}

bool Proposer::is_place(std::size_t column) const
{
    const ColumnProfile& profile = of(column);
    const auto within = [&](double least, double most) { return profile.least >= least && profile.most <= most; };
    // Degrees, UTM, and Gauß-Krüger with its zone before the easting.
    return heading_says(name(column), east_words)
               ? within(5, 16) || within(2.0e5, 9.6e5) || within(2.4e6, 5.7e6) || within(3.2e7, 3.4e7)
               : heading_says(name(column), north_words) && (within(46, 56) || within(5.1e6, 6.2e6));
}

bool Proposer::numbers_the_rows(std::size_t column) const
{
    const ColumnProfile& profile = of(column);
    return column == 0 && name(column) == "Spalte 1" && profile.numbers == profile_.rows && profile.least <= 1 &&
           profile.distinct() == profile_.rows &&
           profile.most - profile.least == static_cast<double>(profile_.rows - 1);
}

bool Proposer::may_count(std::size_t column) const
{
    // In a list of institutions a few small numbers are marks, unless the heading counts something.
    const bool mark =
        proposal_.mapping.institution && of(column).distinct() <= 10 &&
        !heading_says(name(column),
                      "anzahl* *anzahl schueler* *schueler kinder* *plaetze plaetze* personen* gruppen* klassen* "
                      "*zahl");
    const bool numeric = of(column).is_numeric() || holds_only_marks(column) ||
                         (of(column).numbers > 0 && time_of_heading(name(column)).period.has_value());
    const bool time = of(column).periods == of(column).filled &&
                      (says_period(name(column)) || says_own_time(name(column)) || says_change_of_file(name(column)));
    return !mark && !taken_[column] && of(column).padded == 0 && table_.columns[column].role == Role::none &&
           (numeric || mostly_numbers(column)) && !says_label(name(column)) && !is_level(column) && !time &&
           !is_place(column) && !says_official_key(name(column)) && !numbers_the_rows(column);
}

void Proposer::find_values()
{
    Mapping& mapping = proposal_.mapping;
    auto columns = with_role(Role::value);
    const bool declared = !columns.empty();
    for (std::size_t c = 0; !declared && c < size(); ++c) {
        if (may_count(c)) {
            columns.push_back(c);
        }
    }
    for (const std::size_t c : columns) {
        taken_[c] = true;
        mapping.values.push_back(value_rule(c));
    }
    if (mapping.area.by == AreaRule::By::headings) {
        settle_areas_of_headings();
    }
    if (headings_tell_time_) {
        find_periods_of_others();
        find_period_of_institutions();
    }
    ask_about_twins();
    for (const std::size_t c : columns) {
        if (std::any_of(mapping.values.begin(), mapping.values.end(),
                        [&](const ValueRule& rule) { return rule.column == name(c); })) {
            find_missing(c);
        }
    }
    find_unit_column();
    find_measure_column();
    name_parts_by_their_whole();
    tell_units_apart();
    if (mapping.values.empty() && !mapping.institution) {
        ask("value", "no column holds numbers; write [[value]] with the heading of the column that does");
    } else if (!mapping.values.empty()) {
        say("numbers stand in {} column{} (“{}”{})", mapping.values.size(), mapping.values.size() == 1 ? "" : "s",
            mapping.values.front().column, mapping.values.size() > 1 ? " …" : "");
    }
}

bool Proposer::holds_only_marks(std::size_t column) const
{
    const ColumnProfile& profile = of(column);
    const auto words = words_in(column);
    return profile.filled > 0 && profile.numbers == 0 && profile.filled * 2 > profile_.rows &&
           !says_aside(name(column)) && std::all_of(words.begin(), words.end(), stands_for_unknown);
}

bool Proposer::mostly_numbers(std::size_t column) const
{
    const ColumnProfile& profile = of(column);
    std::int64_t unknown = 0;
    for (const auto& [text, count] : profile.texts) {
        unknown += stands_for_unknown(text) ? count : 0;
    }
    return profile.numbers > 0 && (profile.numbers + profile.signs + unknown) * 2 > profile.filled &&
           words_in(column).size() <= 5;
}

std::vector<std::string> Proposer::words_in(std::size_t column) const
{
    std::vector<std::string> words;
    for (const auto& [text, count] : of(column).texts) {
        if (!parse_number(text, DecimalSign::comma) && !parse_number(text, DecimalSign::point)) {
            words.push_back(text);
        }
    }
    return words;
}

void Proposer::find_missing(std::size_t column)
{
    static const std::regex number_and_digit(R"(^[-+]?[0-9]{1,3}([., ][0-9]+)* [0-9]{1,2}\)?$)");
    std::vector<std::string> open;
    for (const std::string& word : words_in(column)) {
        if (stands_for_unknown(word)) {
            if (proposal_.mapping.missing.emplace(word, ".").second) {
                say("“{}” stands for “unknown or secret” (.)", word);
            }
        } else if (!proposal_.mapping.missing.emplace(word, "?").second) {
            continue;
        } else if (word.size() < 40 && std::regex_match(word, number_and_digit)) {
            ask("missing",
                "{} in “{}” may be a number with the digit of a footnote behind it; write the number alone into the file",
                shown(word), name(column));
        } else {
            open.push_back(shown(word));
        }
    }
    if (!open.empty()) {
        const std::size_t more = open.size() - std::min<std::size_t>(5, open.size());
        open.resize(open.size() - more);
        ask("missing",
            "{}{} stand{} between the numbers of “{}”; write under [missing] what it means: \".\" unknown or secret, \"-\" "
            "nothing, \"x\" makes no sense, \"/\" not reliable, \"...\" comes later",
            join(open, ", "), more > 0 ? fmt::format(" and {} others", more) : "", open.size() == 1 ? "s" : "",
            name(column));
    }
}

std::string Proposer::heading_as_delivered(std::size_t column) const
{
    const std::string& heading = name(column);
    const std::size_t open = heading.rfind(" (");
    if (open == std::string::npos || !heading.ends_with(')') ||
        !all_digits(std::string_view(heading).substr(open + 2, heading.size() - open - 3))) {
        return heading;
    }
    const std::string stem = heading.substr(0, open);
    return formats::find_column(table_, stem) == nullptr ? name(column) : stem;
}

void Proposer::ask_about_twins()
{
    auto& values = proposal_.mapping.values;
    const auto alike = [](const ValueRule& a, const ValueRule& b) {
        return a.period == b.period && a.area == b.area && a.measure == b.measure && a.unit == b.unit &&
               a.categories == b.categories;
    };
    for (auto copy = values.begin(); copy != values.end(); ++copy) {
        const auto first =
            std::find_if(values.begin(), copy, [&](const ValueRule& rule) { return alike(rule, *copy); });
        if (first != copy && first->measure != unanswered) {
            ask("value.measure",
                "“{}” and “{}” count the same by their headings. Write in `measure` of each [[value]] what it counts, or take "
                "one out",
                first->column, copy->column);
            copy->measure = unanswered;
        }
    }
}

ValueRule Proposer::value_rule(std::size_t column) const
{
    ValueRule rule;
    rule.column = name(column);
    const PlainColumn& plain = table_.columns[column];
    rule.unit = plain.unit;
    const std::string heading = plain.label.empty() ? heading_as_delivered(column) : plain.label;
    std::vector<std::string> parts;
    if (headings_tell_time_ || proposal_.mapping.area.by == AreaRule::By::headings) {
        HeadingTime time = time_of_heading(heading);
        rule.period = time.period;
        parts = std::move(time.parts);
    } else {
        parts = parts_of_heading(heading);
    }
    std::vector<std::string> words;
    const std::size_t said = parts.size();
    for (std::string& part : parts) {
        if (rule.period) {
            part = without_state(part);  // years tell provisional columns apart
        }
        if (part.empty() || formats::is_total(part)) {
            continue;
        }
        const bool names_area = proposal_.mapping.area.by == AreaRule::By::headings && rule.area.empty();
        if (const auto area = names_area ? area_of_heading(part) : std::nullopt) {
            rule.area = *area;
        } else if (knowledge_.dimensions.find_text(part)) {
            rule.categories.push_back(part);
        } else if (const std::string own = without_part_word(part); knowledge_.dimensions.find_text(own)) {
            rule.categories.push_back(own);
        } else {
            words.push_back(part);
        }
    }
    // `Stichtag | 31.12.2023`, `Geschlecht | weiblich`: what the part beside it is, and not what is counted.
    const bool categories = words.size() < said;
    std::erase_if(words, [&](const std::string& word) {
        return (rule.period && word.find(' ') == std::string::npos && says_period(word)) ||
               (categories && knowledge_.dimensions.is_label(word));
    });
    rule.measure = join(words, " ");
    // `Fläche (km²)`, `Quote in %`
    static const std::regex unit_in_name(
        R"(^(.*\S)\s*(?:\(in ([^()]+)\)|\((km²|km2|%|Prozent|Euro|€|Anzahl|qkm|ha)\)|\bin (%|Prozent|Euro|€))\s*$)");
    constexpr std::size_t longest = 2000;  // std::regex takes stack for each character
    if (std::smatch found; (rule.unit.empty() || rule.unit == "%") && rule.measure.size() < longest &&
                           std::regex_match(rule.measure, found, unit_in_name)) {
        rule.unit = found[2].matched ? found[2].str() : found[3].matched ? found[3].str() : found[4].str();
        rule.measure = found[1].str();
    }
    const bool says_nothing = rule.measure.empty() || heading_says(rule.measure, "obs-value value wert data");
    if (says_nothing && proposal_.mapping.measure_column.empty()) {
        rule.measure = measure_of_table();
    }
    return rule;
}

std::string Proposer::measure_of_table() const
{
    const SpokenPeriod spoken = spoken_period(proposal_.mapping.title);
    return spoken.rest.empty() ? proposal_.mapping.title : spoken.rest;
}

void Proposer::tell_units_apart()
{
    auto& values = proposal_.mapping.values;
    for (auto rule = values.begin(); rule != values.end(); ++rule) {
        const bool other = std::any_of(values.begin(), rule, [&](const ValueRule& before) {
            return before.measure == rule->measure && before.unit != rule->unit;
        });
        if (other && !rule->measure.empty() && rule->measure != unanswered) {
            rule->measure += fmt::format(" ({})", rule->unit == "%"    ? "Anteil"
                                                  : rule->unit.empty() ? "Anzahl"
                                                                       : rule->unit);
        }
    }
}

void Proposer::name_parts_by_their_whole()
{
    auto& values = proposal_.mapping.values;
    const ValueRule* whole = nullptr;
    for (ValueRule& rule : values) {
        const std::string heading = parts_of_heading(rule.column).front();
        if (without_part_word(heading) == heading) {
            whole = &rule;
            continue;
        }
        if (whole == nullptr || !proposal_.mapping.measure_column.empty()) {
            continue;
        }
        ValueRule named = rule;
        const std::string rest = rule.measure == measure_of_table() ? "" : without_part_word(rule.measure);
        named.measure =
            rest.empty() && rule.unit == whole->unit ? whole->measure : whole->measure + ", " + rule.measure;
        const bool taken = std::any_of(values.begin(), values.end(), [&](const ValueRule& other) {
            return &other != &rule && other.measure == named.measure && other.categories == named.categories &&
                   other.period == named.period && other.area == named.area;
        });
        rule = taken ? rule : named;
    }
}

void Proposer::find_measure_column()
{
    Mapping& mapping = proposal_.mapping;
    auto column = first_that_says("indikator kennzahl messgroesse indicator measure variable");
    bool alike = mapping.values.size() == 1;
    if (mapping.area.by == AreaRule::By::headings && !mapping.values.empty()) {
        alike = std::all_of(mapping.values.begin(), mapping.values.end(),
                            [&](const ValueRule& rule) { return rule.measure == mapping.values.front().measure; });
        // The first column of a table whose heading lists areas says what its rows count, also without a heading.
        column = column ? column : first_that_says("merkmal* spalte bezeichnung");
    }
    if (mapping.measure_column.empty() && alike && column && !of(*column).is_numeric()) {
        mapping.measure_column = name(*column);
        for (ValueRule& rule : mapping.values) {
            rule.measure.clear();
        }
        taken_[*column] = true;
        say("“{}” says what is counted", name(*column));
    }
}

void Proposer::find_unit_column()
{
    if (!proposal_.mapping.unit_column.empty()) {
        return;
    }
    for (std::size_t c = 0; c < size(); ++c) {
        if (!taken_[c] && !of(c).is_numeric() &&
            heading_says(name(c), "einheit einheiten masseinheit mengeneinheit unit units")) {
            proposal_.mapping.unit_column = name(c);
            taken_[c] = true;
            return;
        }
    }
}

namespace {

/// A few numbers with a sure point among many like `1.234`: these may be thousands all the same.
bool mostly_unsure(const ColumnProfile& all)
{
    return (all.decimal_points > 0 && all.unsure_points > 3 * all.decimal_points) ||
           (all.decimal_commas > 0 && all.unsure_commas > 3 * all.decimal_commas);
}

}  // namespace

void Proposer::find_decimal_sign()
{
    Mapping& mapping = proposal_.mapping;
    ColumnProfile all;
    for (std::size_t c = 0; c < size(); ++c) {
        const bool read = std::any_of(mapping.values.begin(), mapping.values.end(),
                                      [&](const ValueRule& rule) { return rule.column == name(c); });
        if (read) {
            all.decimal_commas += of(c).decimal_commas;
            all.decimal_points += of(c).decimal_points;
            all.unsure_commas += of(c).unsure_commas;
            all.unsure_points += of(c).unsure_points;
            all.thousands += of(c).thousands;
        }
    }
    const bool from_sheet = table_.layout == "xlsx" || table_.layout == "ods";
    if (table_.decimal_sign != DecimalSign::none) {
        mapping.decimal_sign = table_.decimal_sign;
    } else if (auto unsure = unsure_number(table_, mapping)) {
        proposal_.questions.push_back(std::move(*unsure));
    } else if ((all.decimal_commas > 0 && all.decimal_points > 0) || mostly_unsure(all)) {
        ask("decimal_sign",
            "{} numbers have a decimal comma, {} a decimal point, and {} may be thousands or fractions. Write decimal_sign = \",\" or \".\"; what "
            "then is no number is named at its row",
            all.decimal_commas, all.decimal_points, all.unsure_commas + all.unsure_points);
    } else if (all.decimal_commas > 0 || (from_sheet && all.unsure_commas > 0)) {
        mapping.decimal_sign = DecimalSign::comma;
        mapping.thousands = all.thousands > 0 ? Thousands::seen : Thousands::unseen;
    } else if (all.decimal_points > 0) {
        mapping.decimal_sign = DecimalSign::point;
        mapping.thousands = all.thousands > 0 ? Thousands::seen : Thousands::unseen;
    } else if (all.unsure_commas > 0 || all.unsure_points > 0) {
        ask("decimal_sign",
            "whether 1{}234 is a thousand or a fraction cannot be known from this file. Write decimal_sign = \"{}\" if it is "
            "a fraction, \"{}\" if a thousand",
            all.unsure_commas > 0 ? ',' : '.', all.unsure_commas > 0 ? ',' : '.', all.unsure_commas > 0 ? '.' : ',');
    }
    if (!from_sheet && table_.decimal_sign == DecimalSign::none) {
        doubt_thousands();
    }
    if (mapping.decimal_sign != DecimalSign::none && all.decimal_commas + all.decimal_points > 0) {
        say("decimals stand behind a {}", mapping.decimal_sign == DecimalSign::comma ? "comma" : "point");
    }
}

void Proposer::doubt_thousands()
{
    Mapping& mapping = proposal_.mapping;
    for (std::size_t c = 0; c < size() && mapping.decimal_sign != DecimalSign::none; ++c) {
        const ColumnProfile& column = of(c);
        const bool comma = mapping.decimal_sign == DecimalSign::comma;
        const auto unsure = comma ? column.unsure_commas : column.unsure_points;
        const auto sure = comma ? column.decimal_commas : column.decimal_points;
        const bool read = std::any_of(mapping.values.begin(), mapping.values.end(),
                                      [&](const ValueRule& rule) { return rule.column == name(c); });
        if (read && unsure > 0 && sure == 0) {
            ask("decimal_sign",
                "decimals stand behind “{}” in other columns, but in “{}” it may set thousands apart. Write "
                "decimal_sign = \"{}\" if its numbers are fractions; if they are thousands, write them into the file "
                "without it",
                static_cast<char>(mapping.decimal_sign), name(c), static_cast<char>(mapping.decimal_sign));
            mapping.decimal_sign = DecimalSign::none;
        }
    }
}

}  // namespace allmende::sources
