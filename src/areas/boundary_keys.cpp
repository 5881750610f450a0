#include "areas/boundary_keys.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <utility>

#include "areas/boundary_columns.hpp"
#include "areas/boundary_names.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace allmende::areas {

namespace {

/// Attributes that hold area keys, best first; compared as slugs.
constexpr std::array<std::string_view, 19> key_names{"ags",
                                                     "ars",
                                                     "rs",
                                                     "ags-0",
                                                     "ars-0",
                                                     "rs-0",
                                                     "amtlicher-gemeindeschluessel",
                                                     "de-amtlicher-gemeindeschluessel",
                                                     "gemeindeschluessel",
                                                     "regionalschluessel",
                                                     "de-regionalschluessel",
                                                     "kreisschluessel",
                                                     "ags5",
                                                     "ags8",
                                                     "ags-kreis",
                                                     "gem-code",
                                                     "krs-code",
                                                     "lan-code",
                                                     "gkz"};

/// Share of features whose values must be keys for a field to be the one, in percent.
constexpr std::size_t enough_percent = 80;

/// With so many digits in front of them, keys are numbers that a city gave.
constexpr std::size_t prefix_of_city = 5;

bool enough(std::size_t part, std::size_t whole)
{
    return whole > 0 && part * 100 >= whole * enough_percent;
}

std::size_t rank_of(const std::string& field)
{
    return static_cast<std::size_t>(std::find(key_names.begin(), key_names.end(), slug(field)) - key_names.begin());
}

/// A file, and what the search for its keys needs to know about it.
struct Search {
    const FeatureTable& table;
    const KeyWishes& wishes;
    const RegisterNotation& notation;
    AreaFeatures areas;
    std::optional<Column> names;
};

bool holds_own_numbers(const KeyWishes& wishes)
{
    return wishes.level ? *wishes.level == Level::district : wishes.prefix.size() >= prefix_of_city;
}

Column key_column(const Search& search, std::size_t field)
{
    Column column = holds_own_numbers(search.wishes) ? read_column(search.table, field, search.areas)
                                                     : read_official_column(search.table, field, search.areas);
    for (std::string& text : column.texts) {
        text = text.empty() ? text : search.wishes.prefix + text;
    }
    return column;
}

Level level_for(const std::vector<std::string>& texts, const KeyWishes& wishes)
{
    if (wishes.level) {
        return *wishes.level;
    }
    std::vector<std::string> given;
    std::copy_if(texts.begin(), texts.end(), std::back_inserter(given), [](const auto& text) { return !text.empty(); });
    return holds_own_numbers(wishes) ? Level::district : level_of_keys(given).value_or(Level::district);
}

/// How well a column would do as the one with the keys.
struct Fitness {
    std::size_t usable = 0;      ///< features with a key of the level
    std::size_t known = 0;       ///< … that the register knows
    std::size_t same_names = 0;  ///< … under the name that the file has
    std::size_t distinct = 0;    ///< different keys
};

Fitness fitness(const Search& search, const Column& column)
{
    const Level level = level_for(column.texts, search.wishes);
    Fitness fit;
    std::set<std::string> different;
    for (std::size_t i = 0; i < column.texts.size(); ++i) {
        const auto key = column.texts[i].empty() ? std::nullopt : official_key(column.texts[i], level);
        if (!key) {
            continue;
        }
        ++fit.usable;
        different.insert(*key);
        const Area* area = search.notation.find(*key);
        fit.known += area != nullptr ? 1 : 0;
        fit.same_names += area != nullptr && search.names && same_name(search.names->texts[i], area->name) ? 1 : 0;
    }
    fit.distinct = different.size();
    return fit;
}

struct Candidate {
    Column column;
    Fitness fit;
    std::size_t rank = 0;

    bool has_name() const { return rank < key_names.size(); }
};

/// Whether the file draws one unit only, perhaps in several parts.
bool draws_one_unit(const Search& search)
{
    const std::size_t count = search.areas.numbers.size();
    return count == 1 ||
           (search.names && std::set<std::string>(search.names->texts.begin(), search.names->texts.end()).size() == 1);
}

/// All Stadtteile carry the AGS of their city: a key has to tell them apart. Without a name that we know, the register
/// has to know the values, and under the names that the file has (numbers from 1 to 16 are rarely Länder).
bool fits(const Search& search, const Candidate& candidate)
{
    const Fitness& fit = candidate.fit;
    const std::size_t count = search.areas.numbers.size();
    if (fit.distinct == 0 || (fit.distinct == 1 && !draws_one_unit(search))) {
        return false;
    }
    const bool digits = std::any_of(candidate.column.texts.begin(), candidate.column.texts.end(), all_digits);
    if (candidate.has_name() && digits && enough(fit.usable, count)) {
        return true;
    }
    return enough(fit.known, count) && (!search.names || fit.same_names * 2 >= fit.known);
}

/// More different keys are better, then what the register knows, then names.
bool better(const Candidate& a, const Candidate& b)
{
    if (a.fit.distinct != b.fit.distinct) {
        return a.fit.distinct > b.fit.distinct;
    }
    return a.fit.known != b.fit.known ? a.fit.known > b.fit.known : a.rank < b.rank;
}

std::optional<Candidate> best_candidate(const Search& search)
{
    std::optional<Candidate> named;
    std::optional<Candidate> unnamed;
    for (std::size_t field = 0; field < search.table.fields.size(); ++field) {
        Candidate candidate{key_column(search, field), {}, rank_of(search.table.fields[field])};
        candidate.fit = fitness(search, candidate.column);
        auto& best = candidate.has_name() ? named : unnamed;
        if (fits(search, candidate) && (!best || better(candidate, *best))) {
            best = std::move(candidate);
        }
    }
    // A field that we know by its name gives way only to one that tells clearly more areas apart.
    if (named && unnamed && unnamed->fit.distinct > 2 * named->fit.distinct) {
        return unnamed;
    }
    return named ? named : unnamed;
}

std::string list_fields(const FeatureTable& table)
{
    std::vector<std::string> list;
    for (std::size_t field = 0; field < table.fields.size() && field < 20; ++field) {
        std::string example;
        for (std::size_t i = 0; i < table.features.size() && example.empty(); ++i) {
            example = table.value(i, field).text;
        }
        list.push_back(fmt::format("{} (such as {})", shown(table.fields[field]), shown(example, 30)));
    }
    return join(list, ", ");
}

Column named_column(const Search& search, std::string_view what)
{
    const FeatureTable& table = search.table;
    for (std::size_t field = 0; field < table.fields.size(); ++field) {
        if (lower(table.fields[field]) == lower(search.wishes.field)) {
            return key_column(search, field);
        }
    }
    const std::string like = nearest(search.wishes.field, table.fields);
    fail(ErrorCode::bad_usage, "{}: the areas have no attribute {}{}; they have {}", what, shown(search.wishes.field),
         like.empty() ? "" : ", but " + shown(like), table.fields.empty() ? "none at all" : list_fields(table));
}

Column column_of_file_name(const Search& search, std::string_view file_stem, std::string_view what)
{
    const std::size_t end = std::min(file_stem.find_first_not_of("0123456789"), file_stem.size());
    if (end == 0) {
        fail(ErrorCode::bad_input, "{}: the name of the file does not begin with digits that could be its key", what);
    }
    const std::string key = search.wishes.prefix + std::string(file_stem.substr(0, end));
    return {0, std::vector<std::string>(search.areas.numbers.size(), key), false};
}

/// `DEA12`: a country and up to three letters or digits.
bool is_nuts(const std::string& text)
{
    return text.size() >= 3 && text.size() <= 5 && text.starts_with("DE") &&
           std::all_of(text.begin() + 2, text.end(),
                       [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); });
}

/// A field of the file with codes of Eurostat; empty where there is none.
std::string nuts_field(const Search& search)
{
    for (std::size_t field = 0; field < search.table.fields.size(); ++field) {
        const Column column = read_column(search.table, field, search.areas);
        if (std::any_of(column.texts.begin(), column.texts.end(), is_nuts)) {
            return search.table.fields[field];
        }
    }
    return {};
}

[[noreturn]] void refuse_without_keys(const Search& search, std::string_view what)
{
    if (search.table.fields.empty()) {
        fail(
            ErrorCode::bad_input,
            "{}: the areas have no attributes, so nothing says which area is which; if the file's name begins with the key, say --key @file",
            what);
    }
    const std::string fields = list_fields(search.table);
    if (const std::string field = nuts_field(search); !field.empty()) {
        fail(
            ErrorCode::bad_input,
            "{}: {} holds NUTS codes of Eurostat, and official statistics know areas by their AGS; take a file that has the AGS, such as VG250 of the BKG. There are {}",
            what, shown(field), fields);
    }
    fail(
        ErrorCode::bad_input,
        "{}: no attribute surely holds area keys; say which one does with --key, and for a city's own numbers also --level district and --prefix with the AGS of the city. There are {}",
        what, fields);
}

/// Files of several levels: a Kreis among its Gemeinden (its key padded with zeros) would lie over them.
void take_out_coarser(FeatureKeys& found)
{
    std::size_t digits = 0;
    if (found.level == Level::gemeinde) {
        digits = 5;
    } else if (found.level == Level::kreis) {
        digits = 2;
    } else {
        return;
    }
    const auto is_padded = [&](const std::string& key) {
        return key.size() > digits && key.find_first_not_of('0', digits) == std::string::npos;
    };
    std::set<std::string> divided;
    for (const std::string& key : found.keys) {
        if (!key.empty() && !is_padded(key)) {
            divided.insert(key.substr(0, digits));
        }
    }
    for (std::string& key : found.keys) {
        if (!key.empty() && is_padded(key) && divided.contains(key.substr(0, digits))) {
            found.coarser.push_back(std::exchange(key, ""));
        }
    }
}

}  // namespace

FeatureKeys read_keys(const FeatureTable& table, const KeyWishes& wishes, const RegisterNotation& notation,
                      std::string_view file_stem, std::string_view what)
{
    Search search{table, wishes, notation, area_features(table), std::nullopt};
    if (const auto names = name_field(table)) {
        search.names = read_column(table, *names, search.areas);
    }
    FeatureKeys found;
    Column column;
    if (wishes.field == "@file") {
        column = column_of_file_name(search, file_stem, what);
        found.field = wishes.field;
    } else if (!wishes.field.empty()) {
        column = named_column(search, what);
    } else if (auto best = best_candidate(search)) {
        found.proposed = !best->has_name();
        column = std::move(best->column);
    } else {
        refuse_without_keys(search, what);
    }
    if (found.field.empty()) {
        found.field = table.fields[column.field];
    }
    found.level = level_for(column.texts, wishes);
    found.zeros_restored = column.zeros_restored;
    found.without_area = search.areas.without_area;
    found.without_land = search.areas.without_land;
    found.keys.resize(table.features.size());
    for (std::size_t i = 0; i < column.texts.size(); ++i) {
        if (auto official = official_key(column.texts[i], found.level)) {
            found.keys[search.areas.numbers[i]] = std::move(*official);
        } else {
            found.unusable.push_back(column.texts[i]);
        }
    }
    take_out_coarser(found);
    return found;
}

}  // namespace allmende::areas
