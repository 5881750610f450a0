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
constexpr std::array<std::string_view, 7> other_kinds{"gemeinde", "markt",  "flecken",           "universitätsstadt",
                                                      "gem",      "kurort", "wissenschaftsstadt"};
constexpr std::array<std::string_view, 3> land_words{"land", "bundesland", "freistaat"};
constexpr std::array<std::string_view, 8> government_words{
    "regierungsbezirk", "regbez", "bezirksregierung", "rb", "br", "reg", "stat", "statistische"};
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

/// `Düsseldorf` and `Duesseldorf` are one word.
std::string without_umlauts(std::string word)
{
    for (const auto& [from, to] : {std::pair{"ä", "ae"}, {"ö", "oe"}, {"ü", "ue"}, {"ß", "ss"}}) {
        for (std::size_t at = word.find(from); at != std::string::npos; at = word.find(from, at)) {
            word.replace(at, 2, to);
        }
    }
    return word;
}

/// `Krefeld 1)`, `Krefeld¹`, `Krefeld *`
std::string_view without_footnote(std::string_view text)
{
    for (const std::string_view mark : {"¹", "²", "³", "*"}) {
        while (text.ends_with(mark)) {
            text = trim(text.substr(0, text.size() - mark.size()));
        }
    }
    const std::size_t blank = text.rfind(' ');
    const bool numbered = blank != std::string_view::npos && text.ends_with(')') && text.size() - blank <= 4 &&
                          all_digits(text.substr(blank + 1, text.size() - blank - 2));
    return numbered ? trim(text.substr(0, blank)) : text;
}

/// A word that was shortened with a dot, or to a letter: the beginning counts.
bool same_word(const std::string& spoken, const std::string& official)
{
    return spoken == official || (spoken.size() > 1 && spoken.back() == '.' &&
                                  official.starts_with(std::string_view(spoken).substr(0, spoken.size() - 1)));
}

bool begins_with_words(const std::vector<std::string>& official, const std::vector<std::string>& spoken)
{
    return spoken.size() <= official.size() && std::equal(spoken.begin(), spoken.end(), official.begin(), same_word);
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

/// Whether a bare name may well be meant for another unit whose name goes on: `Frankfurt` for Frankfurt (Oder),
/// `Offenbach` for the Landkreis.
bool is_loose(const NamedArea& area, const SpokenName& spoken)
{
    return area.type == KreisType::district ||
           std::any_of(area.spellings.begin(), area.spellings.end(), [&](const SpokenName& spelling) {
               return spelling.shortened && spelling.words.size() == spoken.words.size();
           });
}

}  // namespace

SpokenName spoken_name(std::string_view text, bool aside)
{
    SpokenName name;
    std::string plain(without_footnote(folded(text)));
    // A postal code before the place.
    if (plain.size() > 6 && all_digits(std::string_view(plain).substr(0, 5)) && plain[5] == ' ') {
        plain.erase(0, 6);
    }
    for (std::size_t open = plain.find('('); open != std::string::npos; open = plain.find('(', open)) {
        const std::size_t close = std::min(plain.find(')', open), plain.size() - 1);
        const std::string_view inside = std::string_view(plain).substr(open + 1);
        // `(einschl. Stadt Aachen)`, `(ab 21.10.2009)` say something of the unit, not what it is called.
        const bool remark = inside.starts_with("einsch") || inside.starts_with("ab ") || inside.starts_with("bis ");
        const bool keep = inside.starts_with("ohne") || (aside && !remark);
        name.shortened = name.shortened || (!keep && !remark);
        plain.replace(open, close - open + 1, keep ? " " + plain.substr(open + 1, close - open - 1) + " " : " ");
    }
    std::string separated;
    for (const char c : plain) {
        separated += c == ',' || c == '/' || c == ';' ? ' ' : c;
        if (c == '.') {
            separated += ' ';
        }
    }
    for (const std::string_view part : split(separated, ' ')) {
        std::string word(part);
        const std::string bare = word.ends_with('.') ? word.substr(0, word.size() - 1) : word;
        if (bare.empty() || bare == "-") {
            continue;
        }
        if (is_one_of(bare, land_words)) {
            name.level = Level::land;
        } else if (is_one_of(bare, government_words) || bare == "-bez" ||
                   (bare == "bez" && name.level == Level::government_region)) {
            name.level = Level::government_region;
        } else if (is_one_of(bare, city_words)) {
            name.type = name.type.value_or(KreisType::independent_city);
        } else if (is_one_of(bare, district_words)) {
            name.type = name.type.value_or(KreisType::district);
        } else if (bare == "st") {
            name.words.emplace_back("sankt");
        } else if (!is_one_of(bare, other_kinds) && !is_one_of(bare, small_words)) {
            name.words.push_back(undeclined(without_umlauts(word)));
            if (bare.size() > 5 && (bare.ends_with("kreis") || bare.ends_with("kreises"))) {
                name.type = name.type.value_or(KreisType::district);
            }
        }
    }
    if (name.level) {
        name.type.reset();  // `Stat. Region`
    }
    return name;
}

AreaNames::AreaNames(const std::vector<std::filesystem::path>& catalogues, const AreaRegister& areas,
                     const std::vector<Reform>& reforms)
    : nuts_(catalogues)
{
    std::vector<std::string> dissolved = dissolved_units(reforms);
    std::sort(dissolved.begin(), dissolved.end());
    std::vector<std::pair<std::string, std::string>> listed;  // key, name
    std::unordered_map<std::string, std::vector<std::string>> words_of;
    const auto list_name = [&](const std::string& key, const std::string& name) {
        listed.emplace_back(key, name);
        const std::vector<std::string> words = spoken_name(name, true).words;
        words_of[key].insert(words_of[key].end(), words.begin(), words.end());
    };
    for (const Config& list : load_definitions(catalogues, "areas")) {
        list.allow_only({"id", "source", "names", "also"});
        const Config names = list.table("names");
        for (const std::string& key : names.keys()) {
            list_name(key, names.text(key));
        }
        if (const auto also = list.table_or_none("also")) {
            for (const std::string& key : also->keys()) {
                for (const std::string& name : also->texts(key)) {
                    list_name(key, name);
                }
            }
        }
    }
    for (const Area& area : areas.all()) {
        // A file that puts a name beside the key of another unit does not rename it.
        const auto known = words_of.find(area.key);
        const std::vector<std::string> words = spoken_name(area.name, true).words;
        const bool fits =
            known == words_of.end() ||
            std::find_first_of(words.begin(), words.end(), known->second.begin(), known->second.end()) != words.end();
        if (!area.name.empty() && fits) {
            add(area.key, area.name, area.level, area.dissolved);
        }
    }
    for (const auto& [key, name] : listed) {
        add(key, name, level_of_key(key), std::binary_search(dissolved.begin(), dissolved.end(), key));
    }
}

/// A unit that is known already gets another spelling; its name and level are those of the register.
void AreaNames::add(const std::string& key, const std::string& name, Level level, bool dissolved)
{
    const auto [at, fresh] = by_key_.try_emplace(key, areas_.size());
    const std::size_t number = at->second;
    if (fresh) {
        const bool until = folded(name).find("(bis ") != std::string::npos;
        areas_.push_back({key, name, level, std::nullopt, dissolved || until, {}});
    }
    NamedArea& area = areas_[number];
    for (const bool aside : {false, true}) {
        SpokenName spoken = spoken_name(name, aside);
        if (spoken.words.empty()) {
            continue;
        }
        area.type = area.type ? area.type : spoken.type;
        // Official lists call the independent cities of Bavaria by their names alone; a 6 in their keys marks them.
        if (!area.type && level == Level::kreis && key.starts_with("09") && key.size() == 5 && key[3] == '6') {
            area.type = KreisType::independent_city;
        }
        auto& list = by_first_word_[spoken.words.front().substr(0, 2)];
        if (std::find(list.begin(), list.end(), number) == list.end()) {
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

std::vector<const NamedArea*> AreaNames::with_words(const SpokenName& spoken, bool beginning) const
{
    std::vector<const NamedArea*> found;
    const auto list = by_first_word_.find(spoken.words.front().substr(0, 2));
    if (list == by_first_word_.end()) {
        return found;
    }
    for (const std::size_t number : list->second) {
        const NamedArea& area = areas_[number];
        const auto fits = [&](const SpokenName& spelling) {
            return begins_with_words(spelling.words, spoken.words) &&
                   beginning == (spelling.words.size() > spoken.words.size());
        };
        if (std::any_of(area.spellings.begin(), area.spellings.end(), fits)) {
            found.push_back(&area);
        }
    }
    return found;
}

std::string_view land_of_abbreviation(std::string_view text)
{
    struct Abbreviation {
        std::string_view text;
        std::string_view key;
    };
    static constexpr std::array<Abbreviation, 20> known{
        {{"SH", "01"}, {"HH", "02"}, {"NI", "03"},  {"HB", "04"}, {"NW", "05"},  {"HE", "06"}, {"RP", "07"},
         {"BW", "08"}, {"BY", "09"}, {"SL", "10"},  {"BE", "11"}, {"BB", "12"},  {"MV", "13"}, {"SN", "14"},
         {"ST", "15"}, {"TH", "16"}, {"NRW", "05"}, {"DE", "DG"}, {"BRD", "DG"}, {"D", "DG"}}};
    text = trim(text);
    text.remove_prefix(text.starts_with("DE-") ? 3 : 0);
    const auto at =
        std::find_if(known.begin(), known.end(), [&](const Abbreviation& entry) { return entry.text == text; });
    return at == known.end() ? std::string_view() : at->key;
}

bool are_land_abbreviations(const std::vector<std::string>& texts)
{
    const auto sure = std::count_if(texts.begin(), texts.end(), [](const std::string& text) {
        const std::string_view key = land_of_abbreviation(text);
        return key != "DG" && !key.empty() && trim(text) != "BE";
    });
    return sure >= 2 && std::none_of(texts.begin(), texts.end(),
                                     [](const std::string& text) { return land_of_abbreviation(text).empty(); });
}

std::vector<const NamedArea*> AreaNames::find(std::string_view text, Level level) const
{
    using Found = std::vector<const NamedArea*>;
    if (level == Level::land) {
        if (const NamedArea* land = by_key(std::string(land_of_abbreviation(text)))) {
            return {land};
        }
    }
    SpokenName spoken = spoken_name(text, true);
    if (spoken.words.empty()) {
        return {};
    }
    Found named = with_words(spoken, false);
    if (named.empty()) {
        spoken = spoken_name(text, false);
        named = spoken.words.empty() ? Found() : with_words(spoken, false);
    }
    if (spoken.words.empty()) {
        return {};
    }
    const auto only = [](const Found& all, const auto& fits) {
        Found chosen;
        std::copy_if(all.begin(), all.end(), std::back_inserter(chosen), fits);
        return chosen;
    };
    /// Those that fit, where there are any.
    const auto rather = [&](const Found& all, const auto& fits) {
        Found chosen = only(all, fits);
        return chosen.empty() ? all : chosen;
    };
    const auto of_today = [](const NamedArea* area) { return !area->dissolved; };
    const auto has_type = [&](const NamedArea* area) { return spoken.type && area->type == spoken.type; };
    const auto may_have_type = [&](const NamedArea* area) {
        return !spoken.type || !area->type || area->type == spoken.type;
    };
    if (spoken.level) {
        named = rather(named, [&](const NamedArea* area) { return area->level == *spoken.level; });
    }
    const auto fits_at = [&](const NamedArea* area, int step) {
        const int place = area->level == level ? 0 : area->level < level ? 1 : 2;
        const bool said_by_level = area->level != Level::government_region || level == Level::government_region ||
                                   spoken.level == Level::government_region;
        const bool district_among_towns = level > Level::kreis && area->level == Level::kreis &&
                                          area->type == KreisType::district && spoken.type != KreisType::district;
        return place == step && may_have_type(area) && said_by_level && !district_among_towns;
    };
    Found longer;
    if (level == Level::kreis && spoken.words.front().size() > 3 && !spoken.level) {
        longer = only(with_words(spoken, true), [&](const NamedArea* area) {
            return area->level == level && may_have_type(area) && !area->dissolved &&
                   std::find(named.begin(), named.end(), area) == named.end();
        });
    }
    for (int step = 0; step < 3; ++step) {
        const Found fitting = only(named, [&](const NamedArea* area) { return fits_at(area, step); });
        Found chosen = rather(rather(fitting, of_today), has_type);
        if (step == 0 && chosen.empty()) {
            chosen = longer;
        } else if (step == 0 && !spoken.type && chosen.size() == 1 && is_loose(*chosen.front(), spoken)) {
            std::copy(longer.begin(), longer.end(), std::back_inserter(chosen));
        }
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
    // Of levels that fit alike the first: `Düsseldorf` alone is the city, not the government region.
    for (const Level level : {Level::land, Level::kreis, Level::government_region, Level::gemeinde, Level::district}) {
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
    if (most * step * 2 >= texts.size() || !best) {
        return most > 0 ? best : std::nullopt;
    }
    // A short list of units of all levels: one level is met most, and the others are known as well.
    std::size_t known = 0;
    for (std::size_t i = 0; i < texts.size(); i += step) {
        known += find(texts[i], *best).empty() ? 0 : 1;
    }
    return most * step * 4 >= texts.size() && known * step * 4 >= texts.size() * 3 ? best : std::nullopt;
}

}  // namespace allmende::areas
