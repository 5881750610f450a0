#include <algorithm>
#include <numeric>
#include <set>

#include "areas/country_codes.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "sources/headings.hpp"
#include "sources/key_texts.hpp"
#include "sources/proposer.hpp"

namespace allmende::sources {

namespace {

/// `00`: in some tables Germany, in others what is known of no place.
bool is_only_zeros(std::string_view text)
{
    return text.size() >= 2 && text.find_first_not_of('0') == std::string_view::npos;
}

}  // namespace

std::vector<std::string> Proposer::texts_of(std::size_t column) const
{
    std::vector<std::string> texts;
    const auto& words = table_.columns[column].codes;
    for (const auto& [text, count] : of(column).texts) {
        const auto word = words.find(text);
        texts.push_back(word == words.end() ? text : word->second);
    }
    return texts;
}

std::size_t Proposer::key_quality(std::size_t column) const
{
    const ColumnProfile& profile = of(column);
    std::int64_t sums = 0;
    for (const auto& [text, count] : profile.texts) {
        sums += is_sum(text) || is_only_zeros(text) ? count : 0;
    }
    if (profile.area_keys * 100 < (profile.filled - sums) * 95 || profile.area_keys == 0 ||
        profile.filled * 2 < profile_.rows) {
        return 0;
    }
    std::int64_t known = 0;
    for (const auto& [text, count] : profile.texts) {
        const auto key = key_of_text(text);
        const bool listed = key && knowledge_.names.by_key(key->size() > 5 ? key->substr(0, 5) : *key) != nullptr;
        // Of Kreise that nobody named yet the Land is known, where the heading says that these are keys.
        const bool below_land = key && says_key(name(column)) && knowledge_.names.by_key(key->substr(0, 2)) != nullptr;
        known += listed || below_land ? 1 : 0;
    }
    // Postal codes look like keys of Kreise: without a heading that says so, most must be known.
    const bool said = says_key(name(column)) || table_.columns[column].role == formats::Role::area;
    if (heading_says(name(column), "plz* postleit*") ||
        known * 10 < profile.distinct() * (says_official_key(name(column)) ? 0
                                           : said                          ? 1
                                                                           : 8)) {
        return 0;
    }
    const bool small = profile.key_lengths.size() == 1 && profile.key_lengths.begin()->first == 2;
    const bool few =
        profile.distinct() < 10 && (profile.short_keys > 0 || (profile.distinct() < 3 && profile.padded == 0));
    if (!said && (small || few)) {
        return 0;  // any numbers
    }
    return profile.key_lengths.empty() ? 1 : profile.key_lengths.rbegin()->first;
}

std::vector<std::size_t> Proposer::split_key() const
{
    const auto has_lengths = [&](std::size_t column, std::size_t length) {
        const ColumnProfile& profile = of(column);
        std::int64_t fitting = 0;
        for (const auto& [text, count] : profile.texts) {
            fitting += all_digits(text) && text.size() == length ? count : 0;
        }
        return profile.filled > 0 && fitting * 100 >= profile.filled * 98;  // footnotes stand below
    };
    for (const std::vector<std::size_t>& lengths :
         {std::vector<std::size_t>{2, 1, 2, 4, 3}, std::vector<std::size_t>{2, 1, 2, 3}}) {
        for (std::size_t first = 0; first + lengths.size() <= size(); ++first) {
            bool fits = !taken_[first] && of(first).area_keys * 100 >= of(first).filled * 98;
            for (std::size_t i = 0; fits && i < lengths.size(); ++i) {
                fits = has_lengths(first + i, lengths[i]);
            }
            if (fits) {
                std::vector<std::size_t> columns(lengths.size());
                std::iota(columns.begin(), columns.end(), first);
                return columns;
            }
        }
    }
    return {};
}

void Proposer::take_area(AreaRule::By by, const std::vector<std::size_t>& columns)
{
    AreaRule& rule = proposal_.mapping.area;
    rule.by = by;
    for (const std::size_t column : columns) {
        rule.columns.push_back(name(column));
        taken_[column] = true;
    }
    area_columns_ = columns;
}

void Proposer::find_name_column()
{
    for (std::size_t c = 0; c < size(); ++c) {
        if (taken_[c] || of(c).is_numeric() || of(c).periods * 2 > of(c).filled || says_aside(name(c)) ||
            !profile_.depends(c, area_columns_)) {
            continue;
        }
        const bool said =
            heading_says(name(c),
                         "name *name *bezeichnung gebiet* kreis* *kreis *gemeinde gemeinde* stadt ort land region* "
                         "*bezirk kommune area-name label gen raumeinheit gebietseinheit");
        if (said && of(c).distinct() > 1) {
            proposal_.mapping.area.name_column = name(c);
            taken_[c] = true;
            say("“{}” names the areas", name(c));
            ask_for_swapped_names(c);
            return;
        }
    }
}

void Proposer::ask_for_swapped_names(std::size_t names)
{
    if (area_columns_.size() != 1) {
        return;
    }
    std::set<std::pair<std::string, std::string>> seen;
    int known_keys = 0;
    std::string strange;  // a name that nobody knows, beside a key that somebody has
    bool any_known = false;
    for (const std::vector<std::string>& row : profile_.sample) {
        const std::string& text = row[names];
        const auto key = key_of_text(row[area_columns_.front()]);
        if (!key || text.empty() || !seen.emplace(*key, text).second) {
            continue;
        }
        const areas::NamedArea* area = knowledge_.names.by_key(*key);
        if (area == nullptr) {
            continue;
        }
        const auto meant = knowledge_.names.find(text, area->level);
        const std::vector<std::string> said = areas::spoken_name(text, false).words;
        const std::vector<std::string> known = areas::spoken_name(area->name, false).words;
        const bool alike = !said.empty() && !known.empty() && said.front() == known.front();
        ++known_keys;
        any_known = any_known || alike || !meant.empty();
        if (strange.empty()) {
            strange = fmt::format("{} is the key of {}, beside it stands {}", row[area_columns_.front()], area->name,
                                  shown(text));
        }
        if (!alike && meant.size() == 1 && meant.front()->key != *key && meant.front()->level == area->level &&
            !meant.front()->dissolved && !area->dissolved) {
            ask("area.names",
                "{} is the key of {}, but “{}” beside it is {}: which is right? Correct the file; or take out names under "
                "[area], and the keys count",
                *key, shown(area->name), text, meant.front()->key);
            return;
        }
    }
    if (known_keys > 1 && !any_known) {
        ask("area",
            "the keys in “{}” are those of other units than the names in “{}”: {}. Are they keys of another country? Name the "
            "areas otherwise under [area]; or take out names there, and the keys count",
            name(area_columns_.front()), name(names), strange);
    }
}

bool Proposer::is_nuts(std::size_t column) const
{
    const ColumnProfile& profile = of(column);
    const bool said = table_.columns[column].role == formats::Role::area || says_area(name(column)) ||
                      heading_says(name(column), "nuts* *nuts geo geopolitical*");
    if (taken_[column] || !said || !profile.all_texts || profile.texts.empty()) {
        return false;
    }
    const bool codes = std::all_of(profile.texts.begin(), profile.texts.end(), [](const auto& entry) {
        const std::string& text = entry.first;
        return areas::is_country_code(text) || areas::is_nuts_region(text) || areas::is_group_of_countries(text);
    });
    const bool of_germany = std::any_of(profile.texts.begin(), profile.texts.end(),
                                        [](const auto& entry) { return entry.first.starts_with("DE"); });
    const bool regions = std::any_of(profile.texts.begin(), profile.texts.end(),
                                     [](const auto& entry) { return areas::is_nuts_region(entry.first); });
    // `DEU` and `FRA` look like regions of Germany and France.
    const bool three_letters = std::all_of(profile.texts.begin(), profile.texts.end(), [](const auto& entry) {
        return entry.first.size() != 3 || !areas::country_of_three_letters(entry.first).empty();
    });
    return codes && of_germany && regions && !(three_letters && profile.texts.contains("DEU"));
}

bool Proposer::find_area_by_nuts()
{
    for (std::size_t c = 0; c < size(); ++c) {
        if (is_nuts(c)) {
            take_area(AreaRule::By::nuts, {c});
            say("the areas stand by their codes of NUTS {} in “{}” (for example {})",
                knowledge_.names.nuts().versions(), name(c), of(c).example);
            settle_nuts(c);
            return true;
        }
    }
    return false;
}

void Proposer::settle_nuts(std::size_t column)
{
    auto& corrections = proposal_.mapping.area.corrections;
    std::map<std::string, std::string> code_of;  // by key; shorter codes come first
    std::vector<std::string> same;
    std::vector<std::string> unknown;
    for (const auto& [text, count] : of(column).texts) {
        const auto key = knowledge_.names.nuts().key_of(text);
        if (key && !code_of.emplace(*key, text).second) {
            same.push_back(fmt::format("{} ({})", text, code_of.at(*key)));
            corrections[text] = "";
        } else if (!key && text.starts_with("DE") && text.find_first_not_of('Z', 2) == std::string::npos) {
            say("{} is left out: it stands for no region", text);
            corrections[text] = "";
        } else if (!key && text.starts_with("DE")) {
            unknown.push_back(text);
            corrections[text] = "?";
        }
    }
    if (!same.empty()) {
        say("left out, because they repeat a unit that has another code in the column as well: {}", join(same, ", "));
    }
    if (!unknown.empty()) {
        ask("area.corrections",
            "{} codes are none of NUTS {}: {}. Write the official key of each under [area.corrections], \"\" to leave its "
            "rows out",
            unknown.size(), knowledge_.names.nuts().versions(), join(unknown, ", "));
    }
}

void Proposer::doubt_names_of_keys(std::size_t column)
{
    std::size_t known = 0;
    std::size_t strange = 0;
    std::string example;
    bool contradicts = false;
    for (const auto& [code, words] : table_.columns[column].codes) {
        const auto key = of(column).texts.contains(code) ? key_of_text(code) : std::nullopt;
        const areas::NamedArea* area = key ? knowledge_.names.by_key(*key) : nullptr;
        if (area == nullptr || words.empty() || words == code) {
            continue;
        }
        ++known;
        const auto found = knowledge_.names.find(words, area->level);
        const bool right = std::any_of(found.begin(), found.end(), [&](const auto* one) { return one->key == *key; });
        const auto said = areas::spoken_name(words, true).words;
        const auto official = areas::spoken_name(area->name, true).words;
        const bool alike = std::find_first_of(said.begin(), said.end(), official.begin(), official.end()) != said.end();
        if (right || alike) {
            continue;
        }
        ++strange;
        contradicts = contradicts || !found.empty();
        example = example.empty() ? fmt::format("{} is called {} here and is {}", code, shown(words), shown(area->name))
                                  : example;
    }
    if (contradicts || strange * 2 > known) {
        ask("area",
            "the keys in “{}” stand beside names of other units: {}. If the keys are official ones, deliver the file with "
            "this mapping as it is; if they are a division of its own, write [area] by = \"own\" and key = \"x\"",
            name(column), example);
    }
}

void Proposer::find_area()
{
    if (find_area_by_nuts()) {
        return;
    }
    std::size_t best = size();
    std::size_t best_quality = 0;
    for (std::size_t c = 0; c < size(); ++c) {
        const std::size_t quality = taken_[c] ? 0 : key_quality(c);
        if (quality > best_quality) {
            best = c;
            best_quality = quality;
        }
    }
    if (const auto parts = split_key(); !parts.empty() && best_quality < 5) {
        take_area(AreaRule::By::key, parts);
        say("the key of the area stands in parts in “{}” to “{}”", name(parts.front()), name(parts.back()));
        find_name_column();
        return;
    }
    if (best_quality > 0) {
        if (const auto key = key_of_text(name(best)); key && knowledge_.names.by_key(*key) != nullptr) {
            refuse_area_as_heading(name(best));
        }
        take_area(AreaRule::By::key, {best});
        say("the areas stand by their keys in “{}” (for example {})", name(best), of(best).example);
        if (of(best).short_keys > 0) {
            say("{} of the {} keys in “{}” lost their leading zero, as spreadsheets do; it is put back",
                of(best).short_keys, of(best).filled, name(best));
        }
        leave_out_sums(best);
        doubt_names_of_keys(best);
        find_name_column();
        settle_other_texts(best);
        return;
    }
    ask_for_damaged_keys();
    if (!find_area_by_name() && !find_areas_in_headings() && !find_own_areas() && !find_area_in_title()) {
        proposal_.mapping.area.by = AreaRule::By::all;
        ask("area",
            "no column holds areas. Of which area are the numbers? Write its key: [area] key = \"05911\"; for "
            "Germany \"DG\", for another country its two letters");
    }
}

void Proposer::refuse_area_as_heading(const std::string& heading) const
{
    fail(
        ErrorCode::bad_input,
        "{}, row {}: no line names the columns, for {} above the areas is one itself. Write a line above it that says what "
        "each column is",
        table_.options.file_name, table_.first_row - 1, shown(heading));
}

void Proposer::leave_out_sums(std::size_t column)
{
    for (const auto& [text, count] : of(column).texts) {
        if (is_sum(text)) {
            proposal_.mapping.area.corrections[text] = "";
            say("the rows “{}” are left out: they are sums", text);
        }
    }
}

void Proposer::settle_other_texts(std::size_t column)
{
    auto& corrections = proposal_.mapping.area.corrections;
    const auto stands_for_germany = [&](const std::string& text) {
        return is_only_zeros(text) &&
               std::any_of(profile_.sample.begin(), profile_.sample.end(), [&](const std::vector<std::string>& row) {
                   return row[column] == text && std::any_of(row.begin(), row.end(), areas::is_name_of_germany);
               });
    };
    std::vector<std::string> open;
    for (const auto& [text, count] : of(column).texts) {
        if (text.empty() || key_of_text(text) || corrections.contains(text)) {
            continue;
        }
        if (stands_for_germany(text)) {
            corrections[text] = "DG";
            say("“{}” is read as Germany, as the name beside it says", text);
        } else {
            corrections[text] = unanswered;
            open.push_back(text);
        }
    }
    if (!open.empty()) {
        ask("area.corrections",
            "{} in “{}” {} no official key{} of an area (2 to 12 digits, or DG). Write the key of each under "
            "[area.corrections], \"\" to leave its rows out",
            shown_list(open), name(column), open.size() == 1 ? "is" : "are", open.size() == 1 ? "" : "s");
    }
}

void Proposer::ask_for_damaged_keys()
{
    for (std::size_t c = 0; c < size(); ++c) {
        if (!taken_[c] && of(c).filled > 0 && says_official_key(name(c))) {
            taken_[c] = true;
            ask("area",
                "“{}” should hold the keys of the areas, but holds for example {}, as a spreadsheet leaves them. Deliver the "
                "file with this column as text; or name the areas otherwise under [area]",
                name(c), shown(of(c).example));
        }
    }
}

std::optional<Proposer::NamesInColumn> Proposer::names_in(std::size_t column) const
{
    if (taken_[column] || of(column).is_numeric() || !of(column).all_texts || of(column).filled * 2 < profile_.rows) {
        return std::nullopt;
    }
    std::vector<std::string> texts = texts_of(column);
    std::erase_if(texts, [](const std::string& text) { return is_sum(text); });
    // `BE` and `BB` alone are countries too.
    const bool countries = std::any_of(texts.begin(), texts.end(), areas::is_country_code);
    if (countries && !areas::are_land_abbreviations(texts)) {
        return std::nullopt;
    }
    const auto found_at = [&](areas::Level level) {
        return static_cast<std::size_t>(std::count_if(texts.begin(), texts.end(), [&](const std::string& text) {
            return !knowledge_.names.find(text, level).empty();
        }));
    };
    const auto said = level_said(name(column));
    if (said && found_at(*said) * 2 >= texts.size()) {
        return NamesInColumn{column, *said, found_at(*said)};
    }
    const auto level = knowledge_.names.level_of(texts);
    // Towns are not taken for the Kreise of their names.
    if (!level || (said == areas::Level::gemeinde && *level < areas::Level::gemeinde)) {
        return std::nullopt;
    }
    // Without a heading that says so, a few names among other texts are chance.
    const std::size_t found = found_at(*level);
    const bool enough = says_area(name(column)) ? found * 2 >= texts.size() : found * 5 >= texts.size() * 4;
    return enough ? std::optional(NamesInColumn{column, *level, found}) : std::nullopt;
}

bool Proposer::find_area_by_name()
{
    std::optional<NamesInColumn> best;
    for (std::size_t c = 0; c < size(); ++c) {
        const auto names = names_in(c);
        if (!names) {
            continue;
        }
        if (best && names->level == best->level && level_said(name(c)) && level_said(name(best->column)) &&
            !profile_.depends(c, {best->column})) {
            ask("area",
                "“{}” and “{}” both hold areas: of which are the numbers? Write it as columns under [area], and the other one "
                "as a [[dimension]]",
                name(best->column), name(c));
        }
        const bool better =
            !best || names->level > best->level || (names->level == best->level && names->found > best->found);
        best = better ? names : best;
    }
    if (!best) {
        return false;
    }
    if (const std::string& heading = name(best->column); !knowledge_.names.find(heading, best->level).empty()) {
        refuse_area_as_heading(heading);
    }
    take_area(AreaRule::By::name, {best->column});
    proposal_.mapping.area.level = best->level;
    say("the areas stand by their names in “{}” (for example {})", name(best->column), of(best->column).example);
    settle_names(texts_of(best->column), best->level);
    return true;
}

void Proposer::settle_names(const std::vector<std::string>& texts, areas::Level level)
{
    std::set<std::string> taken_keys;
    for (const std::string& text : texts) {
        const auto found = knowledge_.names.find(text, level);
        if (found.size() == 1) {
            taken_keys.insert(found.front()->key);
        }
    }
    std::vector<std::string> unknown;
    std::string kreis_of_that_name;
    for (const std::string& text : texts) {
        const auto found = knowledge_.names.find(text, level);
        if (found.size() == 1) {
            continue;
        }
        std::vector<std::string> left;
        std::vector<std::string> described;
        for (const areas::NamedArea* area : found) {
            if (!taken_keys.contains(area->key)) {
                left.push_back(area->key);
            }
            described.push_back(fmt::format("\"{}\" ({})", area->key, area->name));
        }
        if (found.empty() && is_sum(text)) {
            proposal_.mapping.area.corrections[text] = "";
            say("the rows “{}” are left out: they are sums", text);
        } else if (left.size() == 1) {
            proposal_.mapping.area.corrections[text] = left.front();
            say("“{}” is read as {}, for the others of that name stand in the column themselves", text, left.front());
        } else if (found.empty()) {
            unknown.push_back(text);
            const auto kreis = level == areas::Level::gemeinde ? knowledge_.names.find(text, areas::Level::kreis)
                                                               : std::vector<const areas::NamedArea*>();
            if (kreis.size() == 1 && kreis_of_that_name.empty()) {
                kreis_of_that_name = fmt::format(" (“{}” as the Kreis is {})", text, kreis.front()->key);
            }
        } else {
            ask("area.corrections", "{} is the name of several units; write {} = one of {}", shown(text),
                toml_text(text), join(described, ", "));
            proposal_.mapping.area.corrections.emplace(text, unanswered);
        }
    }
    if (!unknown.empty()) {
        std::vector<std::string> examples;
        for (std::size_t i = 0; i < std::min<std::size_t>(5, unknown.size()); ++i) {
            examples.push_back(toml_text(unknown[i]));
        }
        ask("area.corrections",
            "{} names are not known: {}{}. Deliver a table with these units by their keys first (and name the workspace), or "
            "write the key of each under [area.corrections]{}, \"\" to leave its rows out",
            unknown.size(), join(examples, ", "), unknown.size() > examples.size() ? ", …" : "", kreis_of_that_name);
        for (const std::string& text : unknown) {
            proposal_.mapping.area.corrections.emplace(text, unanswered);
        }
    }
}

}  // namespace allmende::sources
