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

/// Years, days and words such as `neu` tell editions of one table apart, not tables.
std::string without_edition(const std::string& name)
{
    static const std::regex official(R"((^|[^0-9])([0-9]{5}(-[0-9A-Za-z]{1,3}){2,4}))");
    static const std::regex time(
        R"((^|[^0-9])((19|20)[0-9]{2}([-_. /]?[0-9]{2}){0,2}|[0-9]{2}[-_][0-9]{2}|[0-9]{1,2}\.[0-9]{1,2}\.(19|20)?[0-9]{2})(?=[^0-9]|$))");
    static const std::regex word(
        R"((^|[-_. (])(neu|final|endg(ü|ue)ltig|vorl(ä|ae)ufig|korrigiert|korrektur|berichtigt|aktuell|aktualisiert|kopie|copy|v[0-9]{1,2}|\([0-9]{1,2}\))(?=[-_. )]|$))",
        std::regex::icase);
    std::smatch found;
    if (std::regex_search(name, found, official)) {
        return found.str(2);  // the number of an official table says which one it is
    }
    return std::regex_replace(std::regex_replace(name, time, "$1"), word, "$1");
}

/// What a table is called: as its sheet, or as its file where the name of the sheet tells an edition or nothing.
std::string named_by(const PlainTable& table)
{
    std::string file = std::filesystem::path(table.options.file_name).stem().string();
    if (table.sheet.empty() || slug(without_edition(table.sheet)).empty()) {
        return file;
    }
    if (!says_nothing(table.sheet)) {
        return table.sheet;
    }
    return table.alone ? file : file + " " + table.sheet;
}

}  // namespace

Proposal Proposer::propose()
{
    Mapping& mapping = proposal_.mapping;
    mapping.table = table_id(table_);
    mapping.file = table_id(table_);
    mapping.title = table_.title.empty() ? readable_name() : table_.title;
    mapping.attribution = table_.attribution;
    mapping.licence = table_.licence;
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
    find_institution();
    find_period();
    find_values();
    find_dimensions();
    find_decimal_sign();
    check_rows_apart();
    return std::move(proposal_);
}

std::string Proposer::readable_name() const
{
    const std::string whole = table_.table.empty() ? named_by(table_) : table_.table;
    std::string text = without_edition(whole);
    text = slug(text).empty() ? whole : text;
    std::replace(text.begin(), text.end(), '_', ' ');
    std::vector<std::string> words;
    for (const std::string_view word : split(text, ' ')) {
        if (word.find_first_not_of("-.,;") != std::string_view::npos) {
            words.emplace_back(word);
        }
    }
    return join(words, " ");
}

bool Proposer::holds_persons(std::size_t column) const
{
    const ColumnProfile& profile = of(column);
    if (profile.filled == 0 || profile.distinct() * 2 <= profile.filled) {
        return false;
    }
    if (says_person(name(column))) {
        return true;
    }
    if (!says_one_person(name(column))) {
        return false;
    }
    if (profile.numbers == 0) {
        const auto names = std::count_if(profile.texts.begin(), profile.texts.end(),
                                         [](const auto& entry) { return is_name_of_person(entry.first); });
        return names * 5 >= profile.distinct() * 4;
    }
    // Numbers of persons run on from one to the next; numbers of pupils do so by no chance.
    const bool all_different = profile.is_numeric() && profile.distinct() == profile.filled &&
                               profile.decimal_commas + profile.decimal_points == 0 && profile.filled > 1;
    const bool singular = heading_says(name(column), "kind schuelerin schueler-in person teilnehmerin");
    const bool close = profile.most - profile.least < static_cast<double>(profile.filled) * 3;
    return all_different && profile.least >= 1000 && close && (singular || profile.filled >= 10);
}

void Proposer::refuse_persons() const
{
    for (std::size_t c = 0; c < size(); ++c) {
        if (holds_persons(c)) {
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
    axis.east = first_that_says(east_words);
    axis.north = first_that_says(north_words);
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

bool Proposer::tells_institutions(std::size_t key) const
{
    constexpr std::string_view kinds =
        "*schul* *kita* *kinder* *einrichtung* *krippe* *hort *hort-* *heim* *verein* *bibliothek* *institution* *school* "
        "*traeger* *anbieter* *standort* *hochschul* *facility*";
    constexpr std::string_view whereabouts =
        "str* *strasse* *adresse* anschrift address street ort plz* *-ort city town";
    bool tells = heading_says(slug(table_.title + " " + table_.sheet + " " + readable_name()), kinds) ||
                 heading_says(name(key), school_numbers) || find_places().epsg != 0;
    for (std::size_t c = 0; c < size(); ++c) {
        tells = tells || heading_says(name(c), kinds) || heading_says(name(c), whereabouts);
    }
    return tells;
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
        of(*label).distinct() * 2 < of(*key).distinct() || !tells_institutions(*key)) {
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
    if (const auto street = first_that_says("str* *strasse* adresse anschrift address street")) {
        rule.street = name(*street);
        taken_[*street] = true;
    }
    constexpr std::string_view place_words = "ort plz-ort ort-* stadt gemeinde city town";
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
        const bool words = !of(c).is_numeric() || !of(column).is_numeric();
        if (beside && words && !taken_[c] && of(c).distinct() == of(column).distinct() && of(c).distinct() > 1 &&
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
    std::string from = named_by(table);
    if (lower(from).starts_with("csv-")) {
        from.erase(0, 4);  // sheets for programs, beside those for people
    }
    const std::string id = slug(without_edition(from));
    return id.empty() ? (slug(from).empty() ? "table" : slug(from)) : id;
}

namespace {

/// Whether every text of a column is a time, or names a unit.
bool holds_only_keys(const formats::PlainColumn& plain, const ColumnProfile& column, const MappingKnowledge& knowledge)
{
    if (says_period(plain.name) && column.periods == column.filled) {
        return true;
    }
    if (!says_area(plain.name) && !says_key(plain.name) && !level_said(plain.name)) {
        return false;
    }
    const areas::Level level = level_said(plain.name).value_or(areas::Level::kreis);
    return column.area_keys == column.filled ||
           std::all_of(column.texts.begin(), column.texts.end(), [&](const auto& entry) {
               return is_sum(entry.first) || !knowledge.names.find(entry.first, level).empty();
           });
}

/// Columns of units or times whose cells are empty where they would repeat the one above, as merged cells are saved:
/// many are empty, the first is not, and no row with an empty one is a sum.
std::vector<std::size_t> columns_to_fill(const formats::PlainTable& table, const TableProfile& profile,
                                         const MappingKnowledge& knowledge)
{
    std::vector<std::size_t> columns;
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        const ColumnProfile& column = profile.columns[c];
        const bool gaps = column.filled > 0 && column.filled * 10 <= profile.rows * 7 && !profile.sample.empty() &&
                          !profile.sample.front()[c].empty();
        if (!gaps || !holds_only_keys(table.columns[c], column, knowledge)) {
            continue;
        }
        const bool sums = std::any_of(profile.sample.begin(), profile.sample.end(), [&](const auto& row) {
            return row[c].empty() &&
                   std::any_of(row.begin(), row.end(), [](const std::string& text) { return is_sum(text); });
        });
        if (!sums) {
            columns.push_back(c);
        }
    }
    return columns;
}

}  // namespace

std::optional<Question> unsure_number(const formats::PlainTable& table, const Mapping& mapping)
{
    for (const ValueRule& rule : mapping.values) {
        const PlainColumn* column = find_column(table, rule.column);
        if (column != nullptr && !column->unsure.empty()) {
            const bool comma = column->unsure.find(',') != std::string::npos;
            return Question{
                "decimal_sign",
                fmt::format(
                    "“{}” in “{}” is a text of the sheet, not a number, and may be a thousand or a fraction. Make "
                    "numbers of such cells in the spreadsheet program, or write decimal_sign = \"{}\" if it is a "
                    "fraction, \"{}\" if a thousand",
                    column->unsure, column->name, comma ? ',' : '.', comma ? '.' : ',')};
        }
    }
    return std::nullopt;
}

Proposal propose_mapping(const formats::PlainTable& table, const TableProfile& profile,
                         const MappingKnowledge& knowledge)
{
    const std::vector<std::size_t> filled = columns_to_fill(table, profile, knowledge);
    if (filled.empty()) {
        return Proposer(table, profile, knowledge).propose();
    }
    const TableProfile whole = profile_of(table, filled);
    Proposal proposal = Proposer(table, whole, knowledge).propose();
    for (const std::size_t column : filled) {
        proposal.mapping.fill_down.push_back(table.columns[column].name);
        proposal.reasons.push_back(
            fmt::format("empty cells in “{}” mean what stands above them", table.columns[column].name));
    }
    return proposal;
}

}  // namespace allmende::sources
