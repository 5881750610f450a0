#include <algorithm>
#include <numeric>
#include <set>

#include "base/text.hpp"
#include "sources/headings.hpp"
#include "sources/mapped_table.hpp"
#include "sources/proposer.hpp"

namespace allmende::sources {

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
    if (profile.area_keys * 100 < profile.filled * 95 || profile.filled * 2 < profile_.rows) {
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
    if (!said && profile.key_lengths.size() == 1 && profile.key_lengths.begin()->first == 2) {
        return 0;  // any small number
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
            return;
        }
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
    return codes && of_germany && regions;
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
        take_area(AreaRule::By::key, {best});
        say("the areas stand by their keys in “{}” (for example {})", name(best), of(best).example);
        if (of(best).short_keys > 0) {
            say("{} of the {} keys in “{}” lost their leading zero, as spreadsheets do; it is put back",
                of(best).short_keys, of(best).filled, name(best));
        }
        doubt_names_of_keys(best);
        find_name_column();
        return;
    }
    if (!find_area_by_name() && !find_own_areas() && !find_area_in_title()) {
        proposal_.mapping.area.by = AreaRule::By::all;
        ask("area",
            "no column holds areas. Of which area are the numbers? Write its key: [area] key = \"05911\"; for "
            "Germany \"DG\", for another country its two letters");
    }
}

bool Proposer::find_area_by_name()
{
    std::size_t best = size();
    std::size_t best_found = 0;
    std::optional<areas::Level> best_level;
    for (std::size_t c = 0; c < size(); ++c) {
        if (taken_[c] || of(c).is_numeric() || !of(c).all_texts || of(c).filled * 2 < profile_.rows) {
            continue;
        }
        std::vector<std::string> texts = texts_of(c);
        std::erase_if(texts, [](const std::string& text) { return is_sum(text); });
        const auto level = knowledge_.names.level_of(texts);
        if (!level) {
            continue;
        }
        std::size_t found = 0;
        for (const std::string& text : texts) {
            found += knowledge_.names.find(text, *level).empty() ? 0 : 1;
        }
        // Without a heading that says so, a few names among other texts are chance.
        const bool enough = says_area(name(c)) ? found * 2 >= texts.size() : found * 5 >= texts.size() * 4;
        const bool better =
            enough && (!best_level || *level > *best_level || (*level == *best_level && found > best_found));
        if (better) {
            best = c;
            best_found = found;
            best_level = level;
        }
    }
    if (!best_level) {
        return false;
    }
    take_area(AreaRule::By::name, {best});
    AreaRule& rule = proposal_.mapping.area;
    rule.level = best_level;
    say("the areas stand by their names in “{}” (for example {})", name(best), of(best).example);
    settle_names(texts_of(best), *best_level);
    return true;
}

bool Proposer::find_area_in_title()
{
    const std::string stem = std::filesystem::path(table_.options.file_name).stem().string();
    for (const auto& [where, text] : {std::pair<std::string_view, std::string>{"title", table_.title},
                                      std::pair<std::string_view, std::string>{"name of the file", stem}}) {
        std::string plain = text;
        std::replace_if(
            plain.begin(), plain.end(), [](char c) { return c == '_' || c == ',' || c == ':' || c == ';'; }, ' ');
        std::set<std::string> keys;
        const auto words = split(plain, ' ');
        for (std::size_t from = 0; from < words.size(); ++from) {
            for (std::size_t count = 2; count <= 4 && from + count <= words.size(); ++count) {
                const std::string part = join({words.begin() + static_cast<std::ptrdiff_t>(from),
                                               words.begin() + static_cast<std::ptrdiff_t>(from + count)},
                                              " ");
                // Only with the word that says what it is: `Essen` is a meal as well.
                if (!areas::spoken_name(part, false).type) {
                    continue;
                }
                const auto found = knowledge_.names.find(part, areas::Level::kreis);
                if (found.size() == 1) {
                    keys.insert(found.front()->key);
                }
            }
        }
        if (keys.size() == 1) {
            proposal_.mapping.area.by = AreaRule::By::all;
            proposal_.mapping.area.key = *keys.begin();
            say("all numbers are about {} ({}), from the {}", knowledge_.names.by_key(*keys.begin())->name,
                *keys.begin(), where);
            return true;
        }
    }
    return false;
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
        } else {
            ask("area.corrections", "{} is the name of several units; write {} = one of {}", shown(text),
                toml_text(text), join(described, ", "));
        }
    }
    if (!unknown.empty()) {
        std::vector<std::string> examples;
        for (std::size_t i = 0; i < std::min<std::size_t>(5, unknown.size()); ++i) {
            examples.push_back(toml_text(unknown[i]));
        }
        ask("area.corrections",
            "{} names are not known: {}{}. Deliver a table with these units by their keys first (and name the workspace), or "
            "write the key of each under [area.corrections], \"\" to leave its rows out",
            unknown.size(), join(examples, ", "), unknown.size() > examples.size() ? ", …" : "");
        for (const std::string& text : unknown) {
            proposal_.mapping.area.corrections.emplace(text, "?");
        }
    }
}

bool Proposer::find_own_areas()
{
    auto columns = with_role(formats::Role::area);
    for (std::size_t c = 0; columns.empty() && c < size(); ++c) {
        if (!taken_[c] && !of(c).is_numeric() && of(c).distinct() > 1 && says_municipality(name(c))) {
            take_area(AreaRule::By::name, {c});
            proposal_.mapping.area.level = areas::Level::gemeinde;
            settle_names(texts_of(c), areas::Level::gemeinde);
            return true;
        }
    }
    for (std::size_t c = 0; columns.empty() && c < size(); ++c) {
        if (!taken_[c] &&
            heading_says(
                name(c),
                "region area country land geo nuts* stadtteil stadtbezirk sozialraum ortsteil bezirk gebiet") &&
            !of(c).is_numeric() && of(c).distinct() > 1) {
            columns.push_back(c);
        }
    }
    if (columns.empty()) {
        return false;
    }
    take_area(AreaRule::By::own, {columns.front()});
    // Regions look like the keys of any division, countries do not.
    const bool european = heading_says(name(columns.front()), "geo nuts* *nuts geopolitical* ref-area");
    const bool countries =
        std::all_of(of(columns.front()).texts.begin(), of(columns.front()).texts.end(), [&](const auto& entry) {
            return areas::is_country_code(entry.first) ||
                   (european && (areas::is_group_of_countries(entry.first) || areas::is_nuts_region(entry.first)));
        });
    if (countries) {
        say("“{}” holds countries and regions by the codes that the European Union's statistics give them",
            name(columns.front()));
        return true;
    }
    ask("area.key",
        "the units in “{}” (for example {}) are none that official statistics know. If they divide a "
        "municipality, write its key: [area] key = \"05112000\"; else \"x\"",
        name(columns.front()), shown(of(columns.front()).example));
    return true;
}

}  // namespace allmende::sources
