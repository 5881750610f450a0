#include <algorithm>
#include <array>
#include <regex>

#include "base/text.hpp"
#include "formats/genesis_heading.hpp"
#include "formats/plain_file.hpp"
#include "sources/headings.hpp"
#include "sources/proposer.hpp"

namespace allmende::sources {

namespace {

using formats::PlainColumn;
using formats::PlainTable;
using formats::Role;

}  // namespace

bool Proposer::is_level(std::size_t column) const
{
    return heading_says(name(column), "*index *stufe *klasse grad schulstufe *jahrgang alter age") &&
           of(column).distinct() <= 120 && of(column).decimal_commas + of(column).decimal_points == 0;
}

void Proposer::find_values()
{
    Mapping& mapping = proposal_.mapping;
    auto columns = with_role(Role::value);
    const bool declared = !columns.empty();
    for (std::size_t c = 0; !declared && c < size(); ++c) {
        const bool numeric = of(c).is_numeric() || (of(c).numbers > 0 && period_of_heading(name(c)));
        // In a list of institutions a few small numbers are marks, unless the heading counts something.
        const bool mark =
            mapping.institution && of(c).distinct() <= 10 &&
            !heading_says(name(c),
                          "anzahl* *anzahl schueler* *schueler kinder* *plaetze plaetze* personen* gruppen* klassen* "
                          "*zahl");
        if (mark) {
            continue;
        }
        if (!taken_[c] && table_.columns[c].role == Role::none && (numeric || mostly_numbers(c)) &&
            !says_label(name(c)) && !is_level(c) && !(says_period(name(c)) && of(c).years == of(c).filled) &&
            !heading_says(name(c), "lat* lon* x y rechts* hoch* laengengrad breitengrad geografische*")) {
            columns.push_back(c);
        }
    }
    for (const std::size_t c : columns) {
        taken_[c] = true;
        mapping.values.push_back(value_rule(c));
        find_missing(c);
    }
    find_unit_column();
    find_measure_column();
    if (mapping.values.empty() && !mapping.institution) {
        ask("value", "no column holds numbers; write [[value]] with the heading of the column that does");
    } else if (!mapping.values.empty()) {
        say("numbers stand in {} column{} (“{}”{})", mapping.values.size(), mapping.values.size() == 1 ? "" : "s",
            mapping.values.front().column, mapping.values.size() > 1 ? " …" : "");
    }
}

bool Proposer::mostly_numbers(std::size_t column) const
{
    const ColumnProfile& profile = of(column);
    return profile.numbers > 0 && (profile.numbers + profile.signs) * 2 > profile.filled &&
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
    static constexpr std::array<std::string_view, 15> unknown{"k. a.", "k.a.", "ka",   "n/a",    "na",
                                                              "nan",   "null", "n.v.", "geheim", "*",
                                                              "..",    "#nv",  "#n/v", "k. a",   "keine angabe"};
    std::vector<std::string> open;
    for (const std::string& word : words_in(column)) {
        if (std::find(unknown.begin(), unknown.end(), folded(word)) != unknown.end()) {
            if (proposal_.mapping.missing.emplace(word, ".").second) {
                say("“{}” stands for “unknown or secret” (.)", word);
            }
        } else if (proposal_.mapping.missing.emplace(word, "?").second) {
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

ValueRule Proposer::value_rule(std::size_t column)
{
    ValueRule rule;
    rule.column = name(column);
    const PlainColumn& plain = table_.columns[column];
    rule.unit = plain.unit;
    std::vector<std::string> words;
    const bool timed = proposal_.mapping.period_column.empty() && !proposal_.mapping.period;
    for (const std::string_view part : parts_of(plain.label.empty() ? plain.name : plain.label)) {
        const auto period = timed ? period_in_name(part) : std::nullopt;
        if (period) {
            rule.period = period;
            std::string rest = std::regex_replace(
                std::string(part),
                std::regex(R"(\(?\b(am |vom |stand |im jahr |jahr )?[0-9]{1,4}([./-][0-9]{1,4}){0,2}\b\)?( \(Jahr\))?)",
                           std::regex::icase),
                "");
            if (const std::string_view left = trim(rest); left.size() > 2) {
                words.emplace_back(left);
            }
        } else if (formats::is_total(part)) {
            continue;
        } else if (knowledge_.dimensions.find_text(part)) {
            rule.categories.emplace_back(part);
        } else {
            words.emplace_back(part);
        }
    }
    rule.measure = join(words, " ");
    // `Fläche (km²)`, `Quote in %`
    static const std::regex unit_in_name(
        R"(^(.*\S)\s*(?:\(in ([^()]+)\)|\((km²|km2|%|Prozent|Euro|€|Anzahl|qkm|ha)\)|\bin (%|Prozent|Euro|€))\s*$)");
    if (std::smatch found; rule.unit.empty() && std::regex_match(rule.measure, found, unit_in_name)) {
        rule.unit = found[2].matched ? found[2].str() : found[3].matched ? found[3].str() : found[4].str();
        rule.measure = found[1].str();
    }
    const bool says_nothing = rule.measure.empty() || heading_says(rule.measure, "obs-value value wert data");
    if (says_nothing && proposal_.mapping.measure_column.empty()) {
        rule.measure = table_.title.empty() ? proposal_.mapping.table : table_.title;
    }
    return rule;
}

void Proposer::find_measure_column()
{
    Mapping& mapping = proposal_.mapping;
    const auto column = first_that_says("indikator kennzahl messgroesse indicator measure variable");
    if (mapping.measure_column.empty() && mapping.values.size() == 1 && column && !of(*column).is_numeric()) {
        mapping.measure_column = name(*column);
        mapping.values.front().measure.clear();
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
        }
    }
    const bool from_sheet = table_.layout == "xlsx" || table_.layout == "ods";
    if (table_.decimal_sign != DecimalSign::none) {
        mapping.decimal_sign = table_.decimal_sign;
    } else if ((all.decimal_commas > 0 && all.decimal_points > 0) || mostly_unsure(all)) {
        ask("decimal_sign",
            "{} numbers have a decimal comma, {} a decimal point, and {} may be thousands or fractions. Write decimal_sign = \",\" or \".\"; what "
            "then is no number is named at its row",
            all.decimal_commas, all.decimal_points, all.unsure_commas + all.unsure_points);
    } else if (all.decimal_commas > 0 || (from_sheet && all.unsure_commas > 0)) {
        mapping.decimal_sign = DecimalSign::comma;
    } else if (all.decimal_points > 0) {
        mapping.decimal_sign = DecimalSign::point;
    } else if (all.unsure_commas > 0 || all.unsure_points > 0) {
        ask("decimal_sign",
            "whether 1{}234 is a thousand or a fraction cannot be known from this file. Write decimal_sign = \"{}\" if it is "
            "a fraction, \"{}\" if a thousand",
            all.unsure_commas > 0 ? ',' : '.', all.unsure_commas > 0 ? ',' : '.', all.unsure_commas > 0 ? '.' : ',');
    }
    if (mapping.decimal_sign != DecimalSign::none && all.decimal_commas + all.decimal_points > 0) {
        say("decimals stand behind a {}", mapping.decimal_sign == DecimalSign::comma ? "comma" : "point");
    }
}

void Proposer::check_rows_apart()
{
    const Mapping& mapping = proposal_.mapping;
    if (mapping.institution) {
        return;
    }
    std::vector<std::string> needed = mapping.area.columns;
    needed.push_back(mapping.period_column);
    needed.push_back(mapping.measure_column);
    needed.push_back(mapping.unit_column);
    for (const DimensionRule& dimension : mapping.dimensions) {
        needed.push_back(dimension.column);
    }
    std::vector<std::size_t> columns;
    for (std::size_t c = 0; c < size(); ++c) {
        if (std::find(needed.begin(), needed.end(), name(c)) != needed.end()) {
            columns.push_back(c);
        }
    }
    if (!profile_.tells_rows_apart(columns)) {
        say("some rows agree in area, time and breakdowns; of these the first counts, and the check “repeated-cells” or "
            "“contradicting-cells” names them");
    }
}

}  // namespace allmende::sources
