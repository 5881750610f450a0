#include "areas/area_names.hpp"

#include <algorithm>
#include <array>

#include "base/catalogue_files.hpp"
#include "base/text.hpp"

namespace allmende::areas {

namespace {

constexpr std::array<std::string_view, 12> city_words{
    "stadt",      "kreisfreie", "krfr",  "sk",  "stadtkreis", "landeshauptstadt",
    "hansestadt", "städte",     "krfst", "kfs", "große",      "kreisangehörige"};
constexpr std::array<std::string_view, 9> district_words{"kreis",  "landkreis",       "lkr",     "lk", "städteregion",
                                                         "region", "regionalverband", "kreises", "krs"};
constexpr std::array<std::string_view, 9> other_kinds{
    "gemeinde", "markt", "flecken", "universitätsstadt", "gem", "kurort", "stat", "wissenschaftsstadt", "land"};
constexpr std::array<std::string_view, 20> small_words{"an", "am",  "der", "die", "das", "dem", "in",
                                                       "im", "bei", "ob",  "vor", "auf", "von", "a",
                                                       "d",  "i",   "b",   "o",   "v",   "zur"};

template <std::size_t size>
bool is_one_of(std::string_view word, const std::array<std::string_view, size>& list)
{
    return std::find(list.begin(), list.end(), word) != list.end();
}

/// `märkischen` and `märkischer` are one word; so is every other adjective in -isch.
std::string undeclined(const std::string& word)
{
    const std::size_t at = word.rfind("isch");
    return at != std::string::npos && at > 2 && word.size() - at <= 6 ? word.substr(0, at + 4) : word;
}

/// A word that was shortened with a dot, or to a letter: the beginning counts.
bool same_word(const std::string& spoken, const std::string& official)
{
    return spoken == official || (spoken.size() > 1 && spoken.back() == '.' &&
                                  official.starts_with(std::string_view(spoken).substr(0, spoken.size() - 1)));
}

bool same_words(const std::vector<std::string>& spoken, const std::vector<std::string>& official)
{
    return spoken.size() == official.size() && std::equal(spoken.begin(), spoken.end(), official.begin(), same_word);
}

Level level_of_key(const std::string& key)
{
    if (key.find('-') != std::string::npos) {
        return Level::district;  // a municipality's own key behind its key
    }
    switch (key.size()) {
    case 2: return key == "DG" ? Level::country : Level::land;
    case 3: return Level::government_region;
    case 5: return Level::kreis;
    case 7:
    case 9: return Level::association;
    default: return Level::gemeinde;
    }
}

}  // namespace

SpokenName spoken_name(std::string_view text, bool aside)
{
    std::string plain = folded(text);
    // A postal code before the place.
    if (plain.size() > 6 && all_digits(std::string_view(plain).substr(0, 5)) && plain[5] == ' ') {
        plain.erase(0, 6);
    }
    for (std::size_t open = plain.find('('); open != std::string::npos; open = plain.find('(', open)) {
        const std::size_t close = std::min(plain.find(')', open), plain.size() - 1);
        const bool keep = aside && plain.compare(open + 1, 6, "einsch") != 0;
        plain.replace(open, close - open + 1, keep ? " " + plain.substr(open + 1, close - open - 1) + " " : " ");
    }
    std::string separated;
    for (const char c : plain) {
        separated += c == ',' || c == '/' || c == ';' ? ' ' : c;
        if (c == '.') {
            separated += ' ';
        }
    }
    SpokenName name;
    for (const std::string_view part : split(separated, ' ')) {
        std::string word(part);
        const std::string bare = word.ends_with('.') ? word.substr(0, word.size() - 1) : word;
        if (bare.empty() || bare == "-") {
            continue;
        }
        if (is_one_of(bare, city_words)) {
            name.type = name.type.value_or(KreisType::independent_city);
        } else if (is_one_of(bare, district_words)) {
            name.type = name.type.value_or(KreisType::district);
        } else if (bare == "st") {
            name.words.emplace_back("sankt");
        } else if (!is_one_of(bare, other_kinds) && !is_one_of(bare, small_words)) {
            name.words.push_back(undeclined(word));
        }
    }
    return name;
}

AreaNames::AreaNames(const std::vector<std::filesystem::path>& catalogues, const AreaRegister& areas,
                     const std::vector<Reform>& reforms)
    : nuts_(catalogues)
{
    std::vector<std::string> dissolved = dissolved_units(reforms);
    std::sort(dissolved.begin(), dissolved.end());
    for (const Area& area : areas.all()) {
        if (!area.name.empty()) {
            add(area.key, area.name, area.level, area.dissolved);
        }
    }
    for (const Config& list : load_definitions(catalogues, "areas")) {
        list.allow_only({"id", "source", "names"});
        const Config names = list.table("names");
        for (const std::string& key : names.keys()) {
            add(key, names.text(key), level_of_key(key), std::binary_search(dissolved.begin(), dissolved.end(), key));
        }
    }
}

/// A unit that is known already gets another spelling; its name and level are those of the register.
void AreaNames::add(const std::string& key, const std::string& name, Level level, bool dissolved)
{
    const auto [at, fresh] = by_key_.try_emplace(key, areas_.size());
    const std::size_t number = at->second;
    if (fresh) {
        areas_.push_back({key, name, level, std::nullopt, dissolved, {}});
    }
    NamedArea& area = areas_[number];
    for (const bool aside : {false, true}) {
        SpokenName spoken = spoken_name(name, aside);
        if (spoken.words.empty()) {
            continue;
        }
        area.type = area.type ? area.type : spoken.type;
        auto& list = by_first_word_[spoken.words.front().substr(0, 2)];
        if (list.empty() || list.back() != number) {
            list.push_back(number);
        }
        const bool known = std::any_of(area.spellings.begin(), area.spellings.end(),
                                       [&](const SpokenName& other) { return other.words == spoken.words; });
        if (!known) {
            area.spellings.push_back(std::move(spoken));
        }
    }
}

const NamedArea* AreaNames::by_key(const std::string& key) const
{
    const auto at = by_key_.find(key);
    return at == by_key_.end() ? nullptr : &areas_[at->second];
}

std::vector<const NamedArea*> AreaNames::find(std::string_view text, Level level) const
{
    std::vector<const NamedArea*> named;
    std::optional<KreisType> type;
    for (const bool aside : {true, false}) {
        const SpokenName spoken = spoken_name(text, aside);
        if (spoken.words.empty()) {
            return {};
        }
        type = spoken.type;
        const auto list = by_first_word_.find(spoken.words.front().substr(0, 2));
        if (list == by_first_word_.end()) {
            continue;
        }
        for (const std::size_t number : list->second) {
            const NamedArea& area = areas_[number];
            const bool same =
                std::any_of(area.spellings.begin(), area.spellings.end(),
                            [&](const SpokenName& spelling) { return same_words(spoken.words, spelling.words); });
            if (same && std::find(named.begin(), named.end(), &area) == named.end()) {
                named.push_back(&area);
            }
        }
        if (!named.empty()) {
            break;
        }
    }
    const auto choose = [&](const auto& fits) {
        std::vector<const NamedArea*> chosen;
        std::copy_if(named.begin(), named.end(), std::back_inserter(chosen), fits);
        std::vector<const NamedArea*> today;
        std::copy_if(chosen.begin(), chosen.end(), std::back_inserter(today),
                     [](const NamedArea* area) { return !area->dissolved; });
        return today.empty() ? chosen : today;
    };
    const auto right_type = [&](const NamedArea* area) { return !type || !area->type || area->type == type; };
    for (int step = 0; step < 3; ++step) {
        const auto chosen = choose([&](const NamedArea* area) {
            const int place = area->level == level ? 0 : area->level < level ? 1 : 2;
            return place == step && right_type(area);
        });
        if (!chosen.empty()) {
            return chosen;
        }
    }
    return {};
}

std::optional<Level> AreaNames::level_of(const std::vector<std::string>& texts) const
{
    std::optional<Level> best;
    std::size_t most = 0;
    // Some hundred texts tell it.
    const std::size_t step = 1 + texts.size() / 300;
    for (const Level level : {Level::land, Level::government_region, Level::kreis, Level::gemeinde, Level::district}) {
        std::size_t found = 0;
        for (std::size_t i = 0; i < texts.size(); i += step) {
            const auto areas = find(texts[i], level);
            found += !areas.empty() && areas.front()->level == level ? 1 : 0;
        }
        if (found > most) {
            most = found;
            best = level;
        }
    }
    return most * step * 2 >= texts.size() && most > 0 ? best : std::nullopt;
}

}  // namespace allmende::areas
