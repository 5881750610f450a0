#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"

namespace allmende::areas {

/// Number of an area in the fact tables; given in the order of first delivery.
using AreaNumber = std::int32_t;

/// From coarse to fine.
enum class Level : std::uint8_t {
    country,            ///< `DG`
    land,               ///< 2 digits
    government_region,  ///< 3 digits: Regierungsbezirk, statistische Region
    kreis,              ///< 5 digits
    association,        ///< Gemeindeverband: Amt, Samt- or Verbandsgemeinde, 7 to 9 digits
    gemeinde,           ///< 8 digits; 10 or 11 as a member of an association
    district,           ///< Berlin's Bezirke; Stadtbezirk, Stadtteil, Sozialraum: own keys below a Gemeinde
};

std::string_view name(Level level);
/// German and English, singular.
Localized title(Level level);
/// By its name; throws Error{bad_usage} with the known ones.
Level level_by_name(std::string_view text);
const std::vector<Level>& all_levels();

/// A unit of the register.
struct Area {
    AreaNumber number = 0;
    std::string key;         ///< AGS, ARS, `DG` or an own key
    std::string name;        ///< official name of the newest delivery
    std::string short_name;  ///< for labels: `Kreis Wesel`, `Duisburg`
    Level level = Level::kreis;
    AreaNumber parent = -1;  ///< the next coarser unit that the register knows; -1 for the country
    int first_year = 0;      ///< first and last year with a value in any dataset; 0 where there is none
    int last_year = 0;
    bool dissolved = false;  ///< went into other units in a reform that the catalogue knows
};

/// What a unit at the level of Kreise is in law.
enum class KreisType : std::uint8_t {
    independent_city,  ///< kreisfreie Stadt, Stadtkreis; Hamburg and Berlin
    district,          ///< Kreis, Landkreis, Region
};
std::string_view name(KreisType type);
std::optional<KreisType> kreis_type_by_name(std::string_view text);
/// By its official name; nothing for units that are no Kreise.
std::optional<KreisType> kreis_type(const Area& area);

/// `Recklinghausen, Kreis` → `Kreis Recklinghausen`; `Kiel, Landeshauptstadt, Kreisfreie Stadt` → `Kiel`.
std::string short_name_of(std::string_view official_name);
/// The name for labels. Germany and its Länder have English names; all other units keep their own.
Localized label(const Area& area);

}  // namespace allmende::areas
