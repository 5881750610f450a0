#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "areas/area_register.hpp"
#include "areas/nuts_codes.hpp"
#include "areas/reforms.hpp"

namespace allmende::areas {

/// What a name says of its unit: the words that tell it from others, and what kind of unit it is.
struct SpokenName {
    std::vector<std::string> words;  ///< without kinds, articles and endings of declension
    std::optional<KreisType> type;   ///< `Kreis …`, `Stadt …`, `…kreis`
    std::optional<Level> level;      ///< `Land …`, `Regierungsbezirk …`
    bool shortened = false;          ///< something in parentheses was left out
};

/// Takes a name apart; a footnote mark behind it is left out. With `aside`, what stands in parentheses counts:
/// `Halle (Saale)`. What is left out of a unit counts always: `Düren (ohne Stadt Düren)` is not Düren.
SpokenName spoken_name(std::string_view text, bool aside);

/// A unit that is known by name.
struct NamedArea {
    std::string key;
    std::string name;
    Level level = Level::kreis;
    std::optional<KreisType> type;
    bool dissolved = false;
    std::vector<SpokenName> spellings;
};

/// The key of a Land by its official abbreviation (`BW`, `DE-BW` of ISO 3166-2, `NRW`); empty for other texts.
/// Of Germany itself it is `DG` (`DE`, `BRD`, `D`).
std::string_view land_of_abbreviation(std::string_view text);

/// Whether texts are the abbreviations of Länder, Germany among them perhaps: two of them that are no country of the
/// European Union (`BE` is Belgium too), and nothing else.
bool are_land_abbreviations(const std::vector<std::string>& texts);

/// Finds units by what people call them: `Märkischen Kreis`, `Stadt Mülheim a.d.Ruhr`, `Krfr. Stadt Köln`,
/// `44787 Bochum`. Knows the units of the catalogue (`catalog/areas/`) and those of the register.
class AreaNames {
public:
    AreaNames(const std::vector<std::filesystem::path>& catalogues, const AreaRegister& areas,
              const std::vector<Reform>& reforms);

    /// The units that a text may mean in a list of units of a level: none, one, or several where only people know.
    /// Units of the level come before coarser ones (a Land among Kreise), those before finer ones (the city of Aachen
    /// among Kreise), units of today before dissolved ones. Among municipalities a Landkreis is meant only where the
    /// text says so. Among Länder their abbreviations are names (`BW`). A Kreis may be called by the beginning of its
    /// name (`Ludwigshafen`), and where that fits several
    /// (`Frankfurt`, `Offenbach`) all are given.
    std::vector<const NamedArea*> find(std::string_view text, Level level) const;

    /// The level that a column of names is about: at which most of them are found, of equal ones the coarsest. Nothing
    /// where fewer than half are found at any.
    std::optional<Level> level_of(const std::vector<std::string>& texts) const;

    /// The unit with this key; null where nobody told its name.
    const NamedArea* by_key(const std::string& key) const;
    /// How the European Union's statistics call the same units.
    const NutsCodes& nuts() const { return nuts_; }

private:
    NutsCodes nuts_;
    std::vector<NamedArea> areas_;
    std::unordered_map<std::string, std::size_t> by_key_;
    std::unordered_map<std::string, std::vector<std::size_t>> by_first_word_;  // what a name begins with

    void add(const std::string& key, const std::string& name, Level level, bool dissolved);
    /// Units with just these words, or whose names begin with them.
    std::vector<const NamedArea*> with_words(const SpokenName& spoken, bool beginning) const;
};

}  // namespace allmende::areas
