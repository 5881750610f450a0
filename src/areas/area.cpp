#include "areas/area.hpp"

#include <algorithm>
#include <array>

#include "base/ensure.hpp"
#include "base/error.hpp"

namespace allmende::areas {

namespace {

struct LevelInfo {
    Level level;
    std::string_view name;
    std::string_view de;
    std::string_view en;
};

constexpr std::array<LevelInfo, 7> levels{{
    {Level::country, "country", "Staat", "country"},
    {Level::land, "land", "Land", "state"},
    {Level::government_region, "government_region", "Regierungsbezirk", "government region"},
    {Level::kreis, "kreis", "Kreis oder kreisfreie Stadt", "district or independent city"},
    {Level::association, "association", "Gemeindeverband", "association of municipalities"},
    {Level::gemeinde, "gemeinde", "Gemeinde", "municipality"},
    {Level::district, "district", "Stadtteil oder Sozialraum", "city district"},
}};

/// Those that differ, as the Federal Statistical Office writes them in its English tables.
constexpr std::array<std::pair<std::string_view, std::string_view>, 9> english_names{{
    {"DG", "Germany"},
    {"03", "Lower Saxony"},
    {"05", "North Rhine-Westphalia"},
    {"06", "Hesse"},
    {"07", "Rhineland-Palatinate"},
    {"09", "Bavaria"},
    {"14", "Saxony"},
    {"15", "Saxony-Anhalt"},
    {"16", "Thuringia"},
}};

/// What stands behind the comma of an official name, and whether it goes before the name in a label.
struct Kind {
    std::string_view text;
    bool before;
};

constexpr std::array<Kind, 4> kinds{
    {{"kreis", true}, {"landkreis", true}, {"regionalverband", true}, {"städteregion", true}}};

/// `Rhein-Neckar-Kreis`, `Altmarkkreis Salzwedel`, `Städteregion Aachen`: names that say themselves what they name.
bool says_its_kind(std::string_view name)
{
    const std::string text = lower(name);
    if (text.starts_with("städteregion ") || text.starts_with("region ")) {
        return true;
    }
    for (const std::string_view word : split(text, ' ')) {
        if (word.ends_with("kreis")) {
            return true;
        }
    }
    return false;
}

}  // namespace

std::string_view name(Level level)
{
    return levels[static_cast<std::size_t>(level)].name;
}

Localized title(Level level)
{
    const LevelInfo& info = levels[static_cast<std::size_t>(level)];
    ensure(info.level == level, "the level table is in the order of the levels");
    return {std::string(info.de), std::string(info.en)};
}

const std::vector<Level>& all_levels()
{
    static const std::vector<Level> all = [] {
        std::vector<Level> list;
        for (const LevelInfo& info : levels) {
            list.push_back(info.level);
        }
        return list;
    }();
    return all;
}

Level level_by_name(std::string_view text)
{
    std::vector<std::string> known;
    for (const LevelInfo& info : levels) {
        if (info.name == lower(text)) {
            return info.level;
        }
        known.emplace_back(info.name);
    }
    fail(ErrorCode::bad_usage, "there is no level {}; levels are {}", shown(text), join(known, ", "));
}

std::string_view name(KreisType type)
{
    return type == KreisType::independent_city ? "independent_city" : "district";
}

std::optional<KreisType> kreis_type_by_name(std::string_view text)
{
    for (const KreisType type : {KreisType::independent_city, KreisType::district}) {
        if (text == name(type)) {
            return type;
        }
    }
    return std::nullopt;
}

std::optional<KreisType> kreis_type(const Area& area)
{
    const bool city_state = area.key == "02" || area.key == "11" || area.key == "02000" || area.key == "11000";
    if (area.level != Level::kreis && !city_state) {
        return std::nullopt;
    }
    const std::string official = folded(area.name);
    const bool city =
        official.find("kreisfreie stadt") != std::string::npos || official.find("stadtkreis") != std::string::npos;
    return city || city_state ? KreisType::independent_city : KreisType::district;
}

Localized label(const Area& area)
{
    for (const auto& [key, english] : english_names) {
        if (area.key == key) {
            return {area.short_name, std::string(english)};
        }
    }
    return {area.short_name, area.short_name};
}

std::string short_name_of(std::string_view official_name)
{
    std::string_view text = trim(official_name);
    const std::size_t bracket = text.find(" (einschl");
    text = trim(text.substr(0, bracket));
    const auto parts = split(text, ',');
    const std::string head(trim(parts.front()));
    for (std::size_t i = 1; i < parts.size(); ++i) {
        const std::string_view part = trim(parts[i]);
        for (const Kind& kind : kinds) {
            if (kind.before && lower(part) == kind.text && !says_its_kind(head)) {
                return std::string(part) + " " + head;
            }
        }
    }
    return head;
}

}  // namespace allmende::areas
