#include "areas/boundary_keys.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "base/error.hpp"
#include "base/text.hpp"

namespace allmende::areas {

namespace {

/// Attributes that hold area keys, best first; compared as slugs.
constexpr std::array<std::string_view, 25> key_names{"ags",
                                                     "ars",
                                                     "rs",
                                                     "ags-0",
                                                     "ars-0",
                                                     "rs-0",
                                                     "key",
                                                     "schluessel",
                                                     "amtlicher-gemeindeschluessel",
                                                     "de-amtlicher-gemeindeschluessel",
                                                     "gemeindeschluessel",
                                                     "regionalschluessel",
                                                     "de-regionalschluessel",
                                                     "kreisschluessel",
                                                     "gebietsschluessel",
                                                     "ags5",
                                                     "ags8",
                                                     "ags-kreis",
                                                     "gem-code",
                                                     "krs-code",
                                                     "lan-code",
                                                     "gkz",
                                                     "kkz",
                                                     "area",
                                                     "id"};
constexpr std::array<std::string_view, 8> name_names{"gen",      "name",     "bezeichnung", "gebietsname",
                                                     "gem-name", "krs-name", "lan-name",    "label"};

/// Share of values that must be keys for a field to be the one, in percent.
constexpr std::size_t enough_percent = 80;

struct Column {
    std::size_t field = 0;
    std::vector<std::string> texts;  ///< by feature
    bool zeros_restored = false;
};

std::string plain_number(std::string text)
{
    return text.ends_with(".0") ? text.substr(0, text.size() - 2) : text;
}

/// Lengths of keys that lost their leading zero: one digit less than an official one.
bool lacks_a_zero(std::size_t length)
{
    return length == 1 || length == 4 || length == 7 || length == 11;
}

/// Spreadsheets and number columns drop the zero of the Länder 01 to 09.
bool restore_zeros(std::vector<std::string>& texts, bool numbers)
{
    std::set<std::size_t> lengths;
    for (const std::string& text : texts) {
        if (!text.empty() && !all_digits(text)) {
            return false;
        }
        if (!text.empty()) {
            lengths.insert(text.size());
        }
    }
    const bool mixed =
        lengths.size() == 2 && lacks_a_zero(*lengths.begin()) && *lengths.rbegin() == *lengths.begin() + 1;
    if (!mixed && !(numbers && lengths.size() == 1 && lacks_a_zero(*lengths.begin()))) {
        return false;
    }
    const std::size_t full = mixed ? *lengths.rbegin() : *lengths.begin() + 1;
    for (std::string& text : texts) {
        if (!text.empty() && text.size() < full) {
            text.insert(0, "0");
        }
    }
    return true;
}

Column read_column(const FeatureTable& table, std::size_t field, const std::string& prefix = {})
{
    Column column;
    column.field = field;
    bool numbers = true;
    for (std::size_t i = 0; i < table.features.size(); ++i) {
        const AttributeValue& value = table.value(i, field);
        numbers = numbers && (value.is_number || value.text.empty());
        column.texts.push_back(value.is_number ? plain_number(value.text) : std::string(trim(value.text)));
    }
    column.zeros_restored = restore_zeros(column.texts, numbers);
    for (std::string& text : column.texts) {
        text = text.empty() ? text : prefix + text;
    }
    return column;
}

Level level_for(const std::vector<std::string>& texts, const KeyWishes& wishes)
{
    return wishes.level ? *wishes.level : level_of_keys(texts).value_or(Level::district);
}

/// How well a column would do as the one with the keys.
struct Fitness {
    std::size_t usable = 0;    ///< features with a key of the level
    std::size_t known = 0;     ///< … that the register knows
    std::size_t distinct = 0;  ///< different keys
};

Fitness fitness(const Column& column, const KeyWishes& wishes, const RegisterNotation& notation)
{
    const Level level = level_for(column.texts, wishes);
    Fitness fit;
    std::set<std::string> different;
    for (const std::string& text : column.texts) {
        const auto key = text.empty() ? std::nullopt : official_key(text, level);
        fit.usable += key ? 1 : 0;
        fit.known += key && notation.find(*key) != nullptr ? 1 : 0;
        if (key) {
            different.insert(*key);
        }
    }
    fit.distinct = different.size();
    return fit;
}

bool enough(std::size_t part, std::size_t whole)
{
    return whole > 0 && part * 100 >= whole * enough_percent;
}

template <std::size_t N>
std::size_t rank(const std::array<std::string_view, N>& names, const std::string& field)
{
    return static_cast<std::size_t>(std::find(names.begin(), names.end(), slug(field)) - names.begin());
}

std::string list_fields(const FeatureTable& table)
{
    std::vector<std::string> list;
    for (std::size_t i = 0; i < table.fields.size() && i < 20; ++i) {
        list.push_back(fmt::format("{} (“{}”)", shown(table.fields[i]),
                                   table.features.empty() ? "" : shown(table.value(0, i).text, 30)));
    }
    return join(list, ", ");
}

Column named_column(const FeatureTable& table, const KeyWishes& wishes, std::string_view what)
{
    for (std::size_t i = 0; i < table.fields.size(); ++i) {
        if (lower(table.fields[i]) == lower(wishes.field)) {
            return read_column(table, i, wishes.prefix);
        }
    }
    const std::string like = nearest(wishes.field, table.fields);
    fail(ErrorCode::bad_usage, "{}: the areas have no attribute {}{}; they have {}", what, shown(wishes.field),
         like.empty() ? "" : ", but " + shown(like), table.fields.empty() ? "none at all" : list_fields(table));
}

struct Candidate {
    Column column;
    Fitness fit;
    std::size_t rank = 0;
};

/// More different keys are better (all Stadtteile carry the AGS of their city), then what the register knows, then
/// names.
bool better(const Candidate& a, const Candidate& b)
{
    if (a.fit.distinct != b.fit.distinct) {
        return a.fit.distinct > b.fit.distinct;
    }
    return a.fit.known != b.fit.known ? a.fit.known > b.fit.known : a.rank < b.rank;
}

std::optional<Candidate> best_column(const FeatureTable& table, const KeyWishes& wishes,
                                     const RegisterNotation& notation)
{
    std::optional<Candidate> named;
    std::optional<Candidate> unnamed;
    const std::size_t count = table.features.size();
    for (std::size_t i = 0; i < table.fields.size(); ++i) {
        Candidate candidate{read_column(table, i, wishes.prefix), {}, rank(key_names, table.fields[i])};
        candidate.fit = fitness(candidate.column, wishes, notation);
        const bool has_name = candidate.rank < key_names.size();
        const bool known = enough(candidate.fit.known, count);
        // Own keys of districts can be any text: only a name or the register tells them.
        const bool digits = all_digits(candidate.column.texts.empty() ? "" : candidate.column.texts.front());
        const bool fits = known || (has_name && digits && enough(candidate.fit.usable, count));
        const bool tells_apart = candidate.fit.distinct > 1 || count == 1;
        auto& best = has_name ? named : unnamed;
        if (fits && tells_apart && (!best || better(candidate, *best))) {
            best = std::move(candidate);
        }
    }
    // A field that we know by its name gives way only to one that tells clearly more areas apart.
    if (named && unnamed && enough(unnamed->fit.known, count) && unnamed->fit.distinct > 2 * named->fit.distinct) {
        return unnamed;
    }
    return named ? named : unnamed;
}

std::string digits_at_front(std::string_view text)
{
    const std::size_t end = std::min(text.find_first_not_of("0123456789"), text.size());
    return std::string(text.substr(0, end));
}

Column column_of_file_name(const FeatureTable& table, const std::string& prefix, std::string_view file_stem,
                           std::string_view what)
{
    const std::string key = digits_at_front(file_stem);
    if (key.empty()) {
        fail(ErrorCode::bad_input, "{}: the name of the file does not begin with digits that could be its key", what);
    }
    return {0, std::vector<std::string>(table.features.size(), prefix + key), false};
}

/// BKG draws water apart: only parts with GF = 4 are land with an administration. Nothing where this is no such file.
std::optional<Column> land_and_water(const FeatureTable& table)
{
    for (std::size_t i = 0; i < table.fields.size(); ++i) {
        if (lower(table.fields[i]) != "gf") {
            continue;
        }
        Column column = read_column(table, i);
        const auto& texts = column.texts;
        const bool known = std::all_of(texts.begin(), texts.end(), [](const std::string& text) {
            return text.size() == 1 && text[0] >= '1' && text[0] <= '4';
        });
        if (known && std::find(texts.begin(), texts.end(), "4") != texts.end()) {
            return column;
        }
    }
    return std::nullopt;
}

}  // namespace

FeatureKeys read_keys(const FeatureTable& table, const KeyWishes& wishes, const RegisterNotation& notation,
                      std::string_view file_stem, std::string_view what)
{
    FeatureKeys found;
    Column column;
    if (wishes.field == "@file") {
        column = column_of_file_name(table, wishes.prefix, file_stem, what);
        found.field = wishes.field;
    } else if (!wishes.field.empty()) {
        column = named_column(table, wishes, what);
    } else if (auto best = best_column(table, wishes, notation)) {
        found.proposed = best->rank == key_names.size();
        column = std::move(best->column);
    } else if (table.fields.empty()) {
        fail(
            ErrorCode::bad_input,
            "{}: the areas have no attributes, so nothing says which area is which; if the file's name begins with the key, say --key @file",
            what);
    } else {
        fail(ErrorCode::bad_input, "{}: no attribute holds area keys; say which one does with --key. There are {}",
             what, list_fields(table));
    }
    if (found.field.empty()) {
        found.field = table.fields[column.field];
    }
    found.level = level_for(column.texts, wishes);
    found.zeros_restored = column.zeros_restored;
    const std::optional<Column> land = land_and_water(table);
    for (std::size_t i = 0; i < table.features.size(); ++i) {
        std::string key;
        if (table.features[i].polygons == 0) {
            ++found.without_area;
        } else if (land && land->texts[i] != "4") {
            ++found.without_land;
        } else if (auto official = official_key(column.texts[i], found.level)) {
            key = *official;
        } else {
            found.unusable.push_back(column.texts[i]);
        }
        found.keys.push_back(std::move(key));
    }
    return found;
}

std::optional<std::size_t> name_field(const FeatureTable& table)
{
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < table.fields.size(); ++i) {
        const std::size_t at = rank(name_names, table.fields[i]);
        if (at < name_names.size() && (!best || at < rank(name_names, table.fields[*best]))) {
            best = i;
        }
    }
    return best;
}

}  // namespace allmende::areas
