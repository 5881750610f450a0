#include "areas/area_keys.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace allmende::areas {

namespace {

/// The groups of digits of official keys: Land, Regierungsbezirk, Kreis, association, Gemeinde.
constexpr std::array<std::size_t, 5> ars_groups{2, 3, 5, 9, 12};
constexpr std::array<std::size_t, 4> ags_groups{2, 3, 5, 8};

std::string without_blanks(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        if (c != ' ' && c != '\t') {
            out += c;
        }
    }
    return out;
}

bool only_zeros(std::string_view text)
{
    return text.find_first_not_of('0') == std::string_view::npos;
}

/// The digits up to the finest group that is not only zeros; 0 for the country.
template <std::size_t N>
std::size_t significant(std::string_view key, const std::array<std::size_t, N>& groups)
{
    std::size_t finest = 0;
    std::size_t begin = 0;
    for (const std::size_t end : groups) {
        if (end > key.size()) {
            break;
        }
        if (!only_zeros(key.substr(begin, end - begin))) {
            finest = end;
        }
        begin = end;
    }
    return finest;
}

std::size_t significant(std::string_view key)
{
    return key.size() == 9 || key.size() == 12 ? significant(key, ars_groups) : significant(key, ags_groups);
}

std::optional<Level> level_of_length(std::size_t digits)
{
    switch (digits) {
    case 0: return Level::country;
    case 2: return Level::land;
    case 3: return Level::government_region;
    case 5: return Level::kreis;
    case 9: return Level::association;
    case 8:
    case 12: return Level::gemeinde;
    default: return std::nullopt;
    }
}

bool is_official_length(std::size_t length)
{
    return length == 12 || level_of_length(length).has_value();
}

/// The key cut to `digits` where the rest is padding.
std::optional<std::string> cut(const std::string& key, std::size_t digits)
{
    if (key.size() < digits || !only_zeros(std::string_view(key).substr(digits))) {
        return std::nullopt;
    }
    return key.substr(0, digits);
}

std::optional<std::string> gemeinde_key(const std::string& key)
{
    switch (key.size()) {
    case 8:
    case 10:
    case 11: return key;
    case 12: return key.substr(0, 5) + key.substr(9);
    // Some files leave the last group away for kreisfreie Städte.
    case 5: return key + "000";
    default: return std::nullopt;
    }
}

std::optional<std::string> association_key(const std::string& key)
{
    if (key.size() == 12) {
        return cut(key, 9);
    }
    return key.size() >= 7 && key.size() <= 9 ? std::optional(key) : std::nullopt;
}

/// Text that may stand as an own key in files and addresses.
std::optional<std::string> own_key(std::string_view text)
{
    const std::string key(trim(text));
    const bool printable =
        std::none_of(key.begin(), key.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
    const bool usable =
        !key.empty() && key.size() <= 40 && printable && first_invalid_utf8(key) == std::string_view::npos;
    return usable ? std::optional(key) : std::nullopt;
}

/// Official tables shorten the four digits behind the Kreis of an association to two or three. Where these begin with 0
/// it is a single Gemeinde without one.
const Area* find_association(const std::string& key, const AreaRegister& areas)
{
    const std::string kreis = key.substr(0, 5);
    const Level level = key[5] == '0' ? Level::gemeinde : Level::association;
    for (const std::string& spelling : {kreis + key.substr(6), kreis + key.substr(7)}) {
        const Area* area = areas.find(spelling);
        if (area != nullptr && area->level == level) {
            return area;
        }
    }
    return nullptr;
}

}  // namespace

std::optional<Level> level_of_keys(const std::vector<std::string>& keys)
{
    std::size_t official = 0;
    std::size_t finest = 0;
    for (const std::string& text : keys) {
        const std::string key = without_blanks(text);
        if (!all_digits(key) || !is_official_length(key.size())) {
            continue;
        }
        ++official;
        const std::size_t digits = significant(key);
        finest = std::max(finest, digits);
    }
    if (official == 0 || official * 10 < keys.size() * 9) {
        return std::nullopt;
    }
    return level_of_length(finest);
}

std::optional<std::string> official_key(std::string_view text, Level level)
{
    if (level == Level::district) {
        return own_key(text);
    }
    const std::string key = without_blanks(text);
    if (level == Level::country && (key == "DG" || key == "DE")) {
        return "DG";
    }
    if (key.empty() || !all_digits(key) || key.size() > 12) {
        return std::nullopt;
    }
    switch (level) {
    case Level::country: return only_zeros(key) ? std::optional<std::string>("DG") : std::nullopt;
    case Level::land: return only_zeros(key) ? std::nullopt : cut(key, 2);
    case Level::government_region: return cut(key, 3);
    case Level::kreis: return cut(key, 5);
    case Level::association: return association_key(key);
    case Level::gemeinde: return gemeinde_key(key);
    case Level::district: break;
    }
    return std::nullopt;
}

RegisterNotation::RegisterNotation(const AreaRegister& areas, const std::vector<Reform>& reforms)
    : areas_(&areas), reforms_(&reforms)
{
    for (const Reform& reform : reforms) {
        for (const ReformChange& change : reform.changes) {
            for (const auto& [old, part] : change.as_part) {
                const Area* carrier = areas.find(part);
                const Area* own = areas.find(old);
                if (carrier != nullptr && (own == nullptr || own->first_year == 0)) {
                    carried_.emplace(old, carrier->number);
                }
            }
        }
    }
    for (const Area& area : areas.all()) {
        const std::string& key = area.key;
        if (area.level == Level::gemeinde && (key.size() == 10 || key.size() == 11) && all_digits(key)) {
            members_.try_emplace(key.substr(0, 5) + key.substr(key.size() - 3), area.number);
        }
    }
}

const Area* RegisterNotation::find(const std::string& official_key) const
{
    if (const auto carried = carried_.find(official_key); carried != carried_.end()) {
        return &areas_->at(carried->second);
    }
    if (const Area* area = areas_->find(official_key)) {
        return area;
    }
    if (!all_digits(official_key)) {
        return nullptr;
    }
    if (const auto member = members_.find(official_key); member != members_.end()) {
        return &areas_->at(member->second);
    }
    if (official_key.size() == 9) {
        return find_association(official_key, *areas_);
    }
    // A unit that is its own part: Hamburg and Berlin, kreisfreie Städte among Gemeinden.
    for (const std::size_t digits : {std::size_t{5}, std::size_t{2}}) {
        const bool whole = official_key.size() == 5 || official_key.size() == 8;
        if (whole && official_key.size() > digits && only_zeros(std::string_view(official_key).substr(digits))) {
            if (const Area* area = areas_->find(std::string_view(official_key).substr(0, digits))) {
                return area;
            }
        }
    }
    return nullptr;
}

std::string RegisterNotation::of(const std::string& official_key) const
{
    const Area* area = find(official_key);
    return area == nullptr ? official_key : area->key;
}

std::optional<std::string> key_of_containing(const std::string& key, Level level, const RegisterNotation& notation)
{
    if (const Area* area = notation.find(key)) {
        while (area->level > level && area->parent >= 0) {
            area = &notation.areas().at(area->parent);
        }
        if (area->level == level || area->key == key) {
            return area->key;
        }
    }
    std::size_t digits = 0;
    switch (level) {
    case Level::land: digits = 2; break;
    case Level::kreis: digits = 5; break;
    case Level::gemeinde: digits = 8; break;
    default: return std::nullopt;  // not every Land has government regions; associations do not stand in an AGS
    }
    if (!all_digits(key)) {
        return std::nullopt;
    }
    return key.size() <= digits ? key : key.substr(0, digits);
}

}  // namespace allmende::areas
