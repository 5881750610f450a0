#include "sources/mapping_proposal.hpp"

#include <algorithm>
#include <array>
#include <regex>

#include "base/error.hpp"
#include "base/period.hpp"
#include "base/text.hpp"
#include "facts/fact_store.hpp"
#include "formats/genesis_heading.hpp"
#include "formats/plain_file.hpp"
#include "sources/headings.hpp"
#include "sources/proposer.hpp"

namespace allmende::sources {

namespace {

using formats::PlainColumn;
using formats::PlainTable;
using formats::Role;

constexpr std::int64_t most_codes = 5'000;  // of a breakdown
constexpr std::int64_t most_kinds = 60;     // of institutions
constexpr std::int64_t most_institutions = 65'000;
constexpr std::string_view school_numbers =
    "schulnummer* schul-nr* schulnr* schul-nummer* snr schuldienststellennummer";

}  // namespace

Proposal Proposer::propose()
{
    Mapping& mapping = proposal_.mapping;
    mapping.table = table_id(table_);
    mapping.title = table_.title.empty() ? readable_name() : table_.title;
    mapping.attribution = table_.attribution;
    mapping.sheet = table_.sheet;
    for (const PlainColumn& column : table_.columns) {
        mapping.columns.push_back(column.name);
    }
    if (profile_.rows == 0) {
        fail(ErrorCode::bad_input, "{}: the table has a heading but no rows", table_.options.file_name);
    }
    find_empty();
    refuse_persons();
    find_declared();
    find_area();
    find_period();
    find_institution();
    find_values();
    find_dimensions();
    find_decimal_sign();
    check_rows_apart();
    return std::move(proposal_);
}

std::string Proposer::readable_name() const
{
    std::string text =
        table_.sheet.empty() ? std::filesystem::path(table_.options.file_name).stem().string() : table_.sheet;
    std::replace(text.begin(), text.end(), '_', ' ');
    return text;
}

void Proposer::refuse_persons() const
{
    for (std::size_t c = 0; c < size(); ++c) {
        const bool of_person = heading_says(name(c),
                                            "vorname nachname familienname geburtsdatum geburtstag geburtsname "
                                            "schueler-id schuelernummer schueler-nr personen-id personennummer "
                                            "kind-id kind-nr kinder-id person-id student-id matrikelnummer");
        if (of_person && of(c).distinct() * 2 > of(c).filled && of(c).filled > 0) {
            fail(
                ErrorCode::bad_input,
                "{}: the column “{}” names persons: these are individual data, which never come in here. Deliver counts that "
                "your Statistikstelle released",
                table_.options.file_name, name(c));
        }
    }
}

void Proposer::find_empty()
{
    for (std::size_t c = 0; c < size(); ++c) {
        // Where each cell has its place, a column of numbers without any is one of secret or missing ones.
        taken_[c] = of(c).filled == 0 && !(table_.columns[c].role == Role::value && formats::has_all_cells(table_));
    }
}

std::vector<std::size_t> Proposer::with_role(Role role) const
{
    std::vector<std::size_t> columns;
    for (std::size_t c = 0; c < size(); ++c) {
        if (!taken_[c] && table_.columns[c].role == role) {
            columns.push_back(c);
        }
    }
    return columns;
}

void Proposer::find_declared()
{
    Mapping& mapping = proposal_.mapping;
    if (const auto columns = with_role(Role::measure); !columns.empty() && of(columns.front()).distinct() > 0) {
        mapping.measure_column = name(columns.front());
        taken_[columns.front()] = true;
    }
    if (const auto columns = with_role(Role::unit); !columns.empty()) {
        mapping.unit_column = name(columns.front());
        taken_[columns.front()] = true;
    }
    // The status of the number comes before that of its confidentiality.
    for (const std::size_t column : with_role(Role::status)) {
        if (mapping.status_column.empty() || heading_says(mapping.status_column, "conf-status obs-conf conf*")) {
            mapping.status_column = name(column);
        }
        taken_[column] = true;
    }
    for (const Role role : {Role::remark, Role::multiplier}) {
        for (const std::size_t column : with_role(role)) {
            taken_[column] = true;
        }
    }
}

void Proposer::find_period()
{
    Mapping& mapping = proposal_.mapping;
    std::size_t best = size();
    for (std::size_t c = 0; c < size(); ++c) {
        const ColumnProfile& profile = of(c);
        const bool declared = table_.columns[c].role == Role::period;
        if (taken_[c] || profile.periods < profile.filled || profile.filled * 100 < profile_.rows * 98 ||
            !(declared || says_period(name(c)))) {
            continue;
        }
        if (best == size() || declared || profile.distinct() < of(best).distinct()) {
            best = c;
        }
    }
    if (best != size()) {
        taken_[best] = true;
        mapping.period_column = name(best);
        say("the time stands in “{}” (for example {})", name(best), of(best).example);
        return;
    }
    if (ask_about_declared_period()) {
        return;
    }
    for (std::size_t c = 0; c < size(); ++c) {
        if (!taken_[c] && of(c).numbers > 0 && period_of_heading(name(c))) {
            return;  // each column of numbers names its own
        }
    }
    for (std::size_t c = 0; c < size(); ++c) {
        const bool years = of(c).years == profile_.rows && of(c).least >= 1950 && of(c).most <= 2100;
        if (!taken_[c] && years && table_.columns[c].role == Role::none) {
            taken_[c] = true;
            mapping.period_column = name(c);
            say("“{}” holds years, so it is the time", name(c));
            return;
        }
    }
    const std::array<std::pair<std::string_view, std::string>, 3> places{
        {{"title", table_.title},
         {"name of the sheet", table_.sheet},
         {"name of the file", std::filesystem::path(table_.options.file_name).stem().string()}}};
    for (const auto& [where, text] : places) {
        if (const auto period = period_in_name(text)) {
            mapping.period = period;
            say("the time of all rows is {}, from the {}", period->text(), where);
            return;
        }
    }
    ask("period", "no column says of when the numbers are. Write period = \"2024\" (or \"2024-12-31\", \"2024/25\")");
}

bool Proposer::ask_about_declared_period()
{
    const auto columns = with_role(Role::period);
    if (columns.empty() || of(columns.front()).filled == 0) {
        return false;
    }
    const std::size_t column = columns.front();
    taken_[column] = true;
    proposal_.mapping.period_column = name(column);
    for (const auto& [text, count] : of(column).texts) {
        if (!parse_period(text)) {
            ask("period_column",
                "{} in “{}” is no reporting period that is known (years, school years, semesters, quarters, months, "
                "days are). Ask for the table without half-years, weeks and spans of years",
                shown(text), name(column));
            return true;
        }
    }
    ask("period_column", "“{}” is empty in some rows, so their time is not known", name(column));
    return true;
}

std::optional<Period> Proposer::period_of_heading(const std::string& heading)
{
    std::optional<Period> found;
    for (const std::string_view part : parts_of(heading)) {
        if (const auto period = period_in_name(part)) {
            found = period;
        }
    }
    return found;
}

std::vector<std::string_view> Proposer::parts_of(std::string_view heading)
{
    std::vector<std::string_view> parts;
    while (true) {
        const std::size_t at = heading.find(formats::heading_separator);
        parts.push_back(trim(heading.substr(0, at)));
        if (at == std::string_view::npos) {
            return parts;
        }
        heading.remove_prefix(at + formats::heading_separator.size());
    }
}

std::optional<std::size_t> Proposer::first_that_says(std::string_view words) const
{
    for (std::size_t c = 0; c < size(); ++c) {
        if (!taken_[c] && heading_says(name(c), words)) {
            return c;
        }
    }
    return std::nullopt;
}

PlaceColumns Proposer::find_places() const
{
    PlaceColumns axis;
    axis.east =
        first_that_says("rechts* rechtswert east* ostwert x lon* laengengrad *utm-x x-koordinate utm-rechts lng");
    axis.north = first_that_says("hoch* hochwert north* nordwert y lat* breitengrad *utm-y y-koordinate utm-hoch");
    if (!axis.east || !axis.north || !of(*axis.east).is_numeric() || !of(*axis.north).is_numeric()) {
        return {};
    }
    const ColumnProfile& east = of(*axis.east);
    const ColumnProfile& north = of(*axis.north);
    if (north.least > 5.1e6 && north.most < 6.2e6 && east.least > 2.0e5 && east.most < 9.6e5) {
        axis.epsg = 25832;
    } else if (north.least > 46 && north.most < 56 && east.least > 5 && east.most < 16) {
        axis.epsg = 4326;
    }
    return axis.epsg == 0 ? PlaceColumns{} : axis;
}

void Proposer::find_institution()
{
    std::optional<std::size_t> key;
    for (std::size_t c = 0; c < size() && !key; ++c) {
        // One that belongs to several categories stands in several rows.
        const bool tells_apart = of(c).filled == profile_.rows && of(c).distinct() * 10 >= profile_.rows * 7;
        if (!taken_[c] && tells_apart && profile_.rows > 1 &&
            heading_says(name(c), "id *-id *nummer nr *-nr schulnr snr key")) {
            key = c;
        }
    }
    const auto label =
        first_that_says("name *name *bezeichnung* amtliche-bezeichnung* einrichtung schule kita institution");
    if (!key || !label || profile_.rows > most_institutions || of(*label).is_numeric() ||
        of(*label).distinct() * 2 < of(*key).distinct()) {
        return;
    }
    InstitutionRule rule;
    rule.key = name(*key);
    if (heading_says(rule.key, school_numbers)) {
        // Offices number schools within their Land; every list about them has these numbers.
        rule.numbers = "Schulnummer";
    }
    taken_[*key] = true;
    for (std::size_t c = 0; c < size(); ++c) {
        // `Amtliche Bezeichnung 1`, `… 2`: parts of one name.
        const std::string stem = slug(name(*label)).substr(0, slug(name(*label)).find_last_not_of("0123456789-") + 1);
        if (!taken_[c] &&
            (c == *label || (stem.size() > 3 && slug(name(c)).starts_with(stem) &&
                             all_digits(slug(name(c)).substr(std::min(stem.size() + 1, slug(name(c)).size())))))) {
            rule.name.push_back(name(c));
            taken_[c] = true;
        }
    }
    if (const auto street = first_that_says("str* *strasse* adresse anschrift")) {
        rule.street = name(*street);
        taken_[*street] = true;
    }
    constexpr std::string_view place_words = "ort plz-ort ort-* stadt gemeinde";
    const AreaRule& area = proposal_.mapping.area;
    if (const auto place = first_that_says(place_words)) {
        rule.place = name(*place);
        taken_[*place] = true;
    } else if (area.by == AreaRule::By::name && heading_says(area.columns.front(), place_words)) {
        rule.place = area.columns.front();
    } else if (heading_says(area.name_column, place_words)) {
        rule.place = area.name_column;
    }
    if (const PlaceColumns axis = find_places(); axis.epsg != 0) {
        rule.east = name(*axis.east);
        rule.north = name(*axis.north);
        rule.epsg = axis.epsg;
        taken_[*axis.east] = taken_[*axis.north] = true;
        say("the places stand in “{}” and “{}” (EPSG:{})", rule.east, rule.north, rule.epsg);
    }
    say("each row is an institution, by its number in “{}”", rule.key);
    proposal_.mapping.institution = std::move(rule);
}

void Proposer::add_dimension(std::size_t column)
{
    taken_[column] = true;
    const PlainColumn& plain = table_.columns[column];
    DimensionRule rule{plain.name, plain.label.empty() ? plain.name : plain.label, "", ""};
    // A column of words beside the codes, each of one code.
    for (std::size_t c = 0; c < size() && plain.codes.empty(); ++c) {
        const bool beside = c + 1 == column || c == column + 1;
        if (beside && !taken_[c] && of(c).distinct() == of(column).distinct() && of(c).distinct() > 1 &&
            of(c).distinct() <= most_codes && profile_.depends(c, {column}) && profile_.depends(column, {c})) {
            const bool words_there =
                of(column).is_numeric() || of(c).texts.begin()->first.size() > of(column).texts.begin()->first.size();
            if (words_there) {
                rule.text_column = name(c);
                rule.label = name(c);
            } else {
                rule = {name(c), plain.name, plain.name, ""};
            }
            taken_[c] = true;
        }
    }
    for (std::size_t c = 0; c < size(); ++c) {
        if (name(c) == (rule.text_column.empty() ? rule.column : rule.text_column)) {
            rule.known = known_dimension(texts_of(c));
            tell_dates_for_codes(c);
        }
    }
    proposal_.mapping.dimensions.push_back(std::move(rule));
}

std::string Proposer::known_dimension(const std::vector<std::string>& texts) const
{
    std::map<std::string, std::size_t> votes;
    std::size_t words = 0;
    for (const std::string& text : texts) {
        if (formats::is_total(text)) {
            continue;
        }
        ++words;
        if (const auto found = knowledge_.dimensions.find_text(text)) {
            ++votes[found->dimension];
        }
    }
    for (const auto& [dimension, count] : votes) {
        if (count * 2 >= words) {
            return dimension;
        }
    }
    return {};
}

void Proposer::tell_dates_for_codes(std::size_t column)
{
    static const std::regex date(R"(^[0-3]?[0-9]\. ?(Jan|Feb|Mrz|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)\.?$)");
    for (const auto& [text, count] : of(column).texts) {
        if (std::regex_match(text, date)) {
            say("CAUTION: “{}” in “{}” is what a spreadsheet makes of a group such as 3-6: look into the original",
                text, name(column));
            return;
        }
    }
}

bool Proposer::may_break_down(std::size_t column) const
{
    const ColumnProfile& profile = of(column);
    const Role role = table_.columns[column].role;
    if (taken_[column] || !profile.all_texts || profile.distinct() > most_codes) {
        return false;
    }
    // What all rows are about counts where everybody knows it: a table of girls only.
    const bool says_something = profile.distinct() > 1 || !known_dimension(texts_of(column)).empty();
    if (!says_something) {
        return false;
    }
    if (role == Role::dimension) {
        return true;
    }
    if (says_aside(name(column))) {
        return false;
    }
    if (proposal_.mapping.institution) {
        return profile.distinct() <= most_kinds && (!profile.is_numeric() || is_level(column)) &&
               profile.periods * 2 < profile.filled;
    }
    return true;
}

void Proposer::find_dimensions()
{
    Mapping& mapping = proposal_.mapping;
    const std::size_t room = facts::most_dimensions - (mapping.institution ? 1 : 0);
    std::vector<std::size_t> candidates;
    for (std::size_t c = 0; c < size(); ++c) {
        // What comes with the area is a part of its name, unless it is a breakdown that everybody knows (`weiblich`).
        const bool of_area = !area_columns_.empty() && table_.columns[c].role != Role::dimension &&
                             profile_.depends(c, area_columns_) && known_dimension(texts_of(c)).empty();
        if (may_break_down(c) && !of_area) {
            candidates.push_back(c);
        }
    }
    // Of columns that say the same the first counts.
    for (const std::size_t candidate : candidates) {
        if (taken_[candidate]) {
            continue;
        }
        const bool repeats = std::any_of(candidates.begin(), candidates.end(), [&](std::size_t other) {
            return other < candidate && table_.columns[candidate].role != Role::dimension && is_dimension(other) &&
                   profile_.depends(candidate, {other});
        });
        if (repeats) {
            taken_[candidate] = true;
        } else if (mapping.dimensions.size() < room) {
            add_dimension(candidate);
        } else {
            say("“{}” is left out: a table has at most {} breakdowns", name(candidate), room);
        }
    }
    if (!mapping.dimensions.empty()) {
        std::vector<std::string> labels;
        for (const DimensionRule& dimension : mapping.dimensions) {
            labels.push_back("“" + dimension.label + "”");
        }
        say("broken down by {}", join(labels, ", "));
    }
    std::vector<std::string> left;
    for (std::size_t c = 0; c < size(); ++c) {
        if (!taken_[c] && of(c).distinct() > 1) {
            left.push_back("“" + name(c) + "”");
        }
    }
    if (!left.empty()) {
        say("not read: {}", join(left, ", "));
    }
}

bool Proposer::is_dimension(std::size_t column) const
{
    const auto& list = proposal_.mapping.dimensions;
    return std::any_of(list.begin(), list.end(),
                       [&](const DimensionRule& rule) { return rule.column == name(column); });
}

std::string table_id(const formats::PlainTable& table)
{
    if (!table.table.empty()) {
        return slug(table.table);
    }
    std::string from =
        table.sheet.empty() ? std::filesystem::path(table.options.file_name).stem().string() : table.sheet;
    // Years, days and counters tell editions of one table apart, not tables.
    if (lower(from).starts_with("csv-")) {
        from.erase(0, 4);  // sheets for programs, beside those for people
    }
    std::string id = slug(std::regex_replace(
        from,
        std::regex(
            R"((^|[^0-9])((19|20)[0-9]{2}([-_. /]?[0-9]{2}){0,2}|[0-9]{2}[-_][0-9]{2}|[0-9]{1,2}\.[0-9]{1,2}\.(19|20)?[0-9]{2})(?=[^0-9]|$))"),
        "$1"));
    id = id.empty() ? slug(from) : id;
    return id.empty() ? "table" : id;
}

Proposal propose_mapping(const formats::PlainTable& table, const TableProfile& profile,
                         const MappingKnowledge& knowledge)
{
    return Proposer(table, profile, knowledge).propose();
}

}  // namespace allmende::sources
