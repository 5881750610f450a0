// Units that official statistics do not know: a municipality's own division, other countries, or one unit for all rows.

#include <algorithm>
#include <set>

#include "areas/country_codes.hpp"
#include "base/text.hpp"
#include "sources/headings.hpp"
#include "sources/proposer.hpp"

namespace allmende::sources {

namespace {

/// Of what a municipality divides itself into.
constexpr std::string_view division_words =
    "stadtteil* stadtbezirk* sozialraum* ortsteil* stadtviertel* bezirk* viertel* quartier* planungsraum* raumid raum-id "
    "lor";

}  // namespace

std::optional<std::pair<std::string, std::string_view>> Proposer::area_in_title(bool bare) const
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
            for (std::size_t count = bare ? 1 : 2; count <= 4 && from + count <= words.size(); ++count) {
                const std::string part = join({words.begin() + static_cast<std::ptrdiff_t>(from),
                                               words.begin() + static_cast<std::ptrdiff_t>(from + count)},
                                              " ");
                // `Essen` is a meal as well.
                if (!bare && !areas::spoken_name(part, false).type) {
                    continue;
                }
                const auto found = knowledge_.names.find(part, areas::Level::kreis);
                if (found.size() == 1) {
                    keys.insert(found.front()->key);
                }
            }
        }
        if (keys.size() == 1) {
            return std::pair(*keys.begin(), where);
        }
    }
    return std::nullopt;
}

bool Proposer::find_area_in_title()
{
    const auto found = area_in_title(false);
    if (!found) {
        return false;
    }
    proposal_.mapping.area.by = AreaRule::By::all;
    proposal_.mapping.area.key = found->first;
    say("all numbers are about {} ({}), from the {}", knowledge_.names.by_key(found->first)->name, found->first,
        found->second);
    return true;
}

void Proposer::find_names_of_own_areas()
{
    for (std::size_t c = 0; c < size(); ++c) {
        const bool said = heading_says(name(c), division_words) && heading_says(name(c), "*name* *bezeichnung*");
        if (!taken_[c] && said && !of(c).is_numeric() && of(c).distinct() > 1 && profile_.depends(c, area_columns_)) {
            proposal_.mapping.area.name_column = name(c);
            taken_[c] = true;
            say("“{}” names the areas", name(c));
            return;
        }
    }
}

bool Proposer::settle_countries(std::size_t column)
{
    const auto& texts = of(column).texts;
    // Regions look like the keys of any division, countries do not.
    const bool european = heading_says(name(column), "geo nuts* *nuts geopolitical* ref-area");
    std::vector<std::string> others;
    bool three_letters = false;
    for (const auto& [text, count] : texts) {
        const bool three = !areas::country_of_three_letters(text).empty();
        three_letters = three_letters || three;
        if (!three && !areas::is_country_code(text) && !areas::is_group_of_countries(text) &&
            !(european && areas::is_nuts_region(text))) {
            others.push_back(text);
        }
    }
    const bool groups_only = std::all_of(texts.begin(), texts.end(),
                                         [](const auto& entry) { return areas::is_group_of_countries(entry.first); });
    if ((groups_only && !european) || others.size() * 4 > (three_letters ? texts.size() : 0)) {
        return false;
    }
    say("“{}” holds countries{} by their codes{}", name(column), european && !three_letters ? " and regions" : "",
        three_letters ? " of three letters (ISO 3166)" : ", as the European Union's statistics give them");
    for (const std::string& text : others) {
        proposal_.mapping.area.corrections[text] = unanswered;
    }
    if (!others.empty()) {
        ask("area.corrections",
            "{} {} no country that is known. Write under [area.corrections] which key to give it, \"\" to leave its rows out",
            shown_list(others), others.size() == 1 ? "is" : "are");
    }
    return true;
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
    const bool declared = !columns.empty();
    for (std::size_t c = 0; !declared && c < size(); ++c) {
        const bool divides = heading_says(name(c), division_words);
        if (!taken_[c] && of(c).distinct() > 1 &&
            (divides || (heading_says(name(c), "region area country land geo nuts* gebiet location iso* geounit") &&
                         !of(c).is_numeric()))) {
            columns.push_back(c);
        }
    }
    if (columns.empty()) {
        return false;
    }
    // Numbers or keys of units rather than their names beside them.
    std::stable_partition(columns.begin(), columns.end(),
                          [&](std::size_t c) { return !heading_says(name(c), "*name* *bezeichnung*"); });
    take_area(AreaRule::By::own, {columns.front()});
    if (settle_countries(columns.front())) {
        return true;
    }
    leave_out_sums(columns.front());
    find_names_of_own_areas();
    AreaRule& rule = proposal_.mapping.area;
    const auto is_whole = [](const std::string& text) {
        return heading_says(text, "gesamtstadt stadt-gesamt stadt-insgesamt stadtgebiet gesamtgebiet");
    };
    if (const auto divided = area_in_title(false)) {
        rule.key = divided->first;
        say("the units in “{}” divide {} ({}), from the {}", name(columns.front()),
            knowledge_.names.by_key(divided->first)->name, divided->first, divided->second);
        for (const auto& [text, count] : of(columns.front()).texts) {
            const auto found = knowledge_.names.find(text, areas::Level::kreis);
            if (is_whole(text) || (found.size() == 1 && found.front()->key == rule.key)) {
                rule.corrections[text] = rule.key;
            }
        }
        return true;
    }
    for (const auto& [text, count] : of(columns.front()).texts) {
        if (is_whole(text)) {
            rule.corrections[text] = "";
            say("the rows “{}” are left out: they are sums", text);
        }
    }
    const auto whole = area_in_title(true);
    ask("area.key",
        "the units in “{}” (for example {}) are none that official statistics know. If they divide a "
        "municipality, write its key: [area] key = \"{}\"{}; else \"x\"",
        name(columns.front()), shown(of(columns.front()).example), whole ? whole->first : "05112000",
        whole ? fmt::format(" ({}, as the {} may say)", knowledge_.names.by_key(whole->first)->name, whole->second)
              : "");
    return true;
}

}  // namespace allmende::sources
