#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "areas/area_register.hpp"
#include "areas/reforms.hpp"

namespace allmende::areas {

/// The level that a list of official keys belongs to, by the finest digits that are not only padding: `05111`,
/// `05111000` and `051110000000` all name a Kreis where every key of the list ends in so many zeros. Nothing where most
/// are no official keys (own keys of districts).
std::optional<Level> level_of_keys(const std::vector<std::string>& keys);

/// A key of an official file (AGS or ARS, padded or not, with blanks) as official statistics write one of this level:
/// `051110000000` as a Kreis is `05111`, `07335 5001 003` as a Gemeinde is `07335003`. Own keys of districts stay as
/// they are. Nothing where the text cannot be a key of the level.
std::optional<std::string> official_key(std::string_view text, Level level);

/// How the register writes the key of a unit: statistics know Hamburg only as `02`, a kreisfreie Stadt not also as a
/// Gemeinde, write members of an association with its key in the middle, and carry some old units under the key of a
/// part (Aachen, 05313, as 05334002). Keeps references to both.
class RegisterNotation {
public:
    RegisterNotation(const AreaRegister& areas, const std::vector<Reform>& reforms);

    /// The unit that an official key stands for; null where the register does not know it.
    const Area* find(const std::string& official_key) const;
    /// Its key in the register; the official key where the register does not know it.
    std::string of(const std::string& official_key) const;
    const AreaRegister& areas() const { return *areas_; }
    const std::vector<Reform>& reforms() const { return *reforms_; }

private:
    const AreaRegister* areas_;
    const std::vector<Reform>* reforms_;
    std::unordered_map<std::string, AreaNumber> carried_;  // old units without values → what has them
    std::unordered_map<std::string, AreaNumber>
        members_;  // AGS of Gemeinden that the register writes with 10 or 11 digits
};

/// The key of the unit of a coarser level that contains the one with this key; the key itself where it already is at
/// that level or coarser. Nothing where neither the register nor the key says.
std::optional<std::string> key_of_containing(const std::string& key, Level level, const RegisterNotation& notation);

}  // namespace allmende::areas
