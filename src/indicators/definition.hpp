#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "areas/reforms.hpp"
#include "base/period.hpp"
#include "base/text.hpp"

namespace allmende::indicators {

enum class Unit { count, percent, per_100, per_1000, ratio, years, euro, index, square_km };
enum class Direction { high_is_good, low_is_good, neutral };

std::string_view name(Unit unit);
std::string_view name(Direction direction);
/// By what the ratio of numerator and denominator is multiplied.
double factor(Unit unit);

/// A selection of cells whose numbers are summed.
struct Term {
    std::vector<std::string> datasets;  ///< the first one that has the cell counts
    std::string measure;                ///< empty: the dataset's only one
    std::map<std::string, std::vector<std::string>>
        where;  ///< dimension → codes; `*`: all but the total; not named: total
    double factor = 1;

    friend bool operator==(const Term&, const Term&) = default;
};

/// A sum of terms.
struct Quantity {
    Localized text;
    std::vector<Term> terms;
    int offset_years = 0;
    bool nil_is_missing = false;  ///< `-` stands for “not collected”, never for 0
    /// Which period of a year, where a dataset has several.
    std::optional<PeriodKind> period_kind;
    int month = 0;
    int day = 0;
    /// By what it is divided where a reform divided units.
    areas::Weight split_by = areas::Weight::population;
};

/// How the codes of a breakdown come about.
struct Breakdown {
    std::string dimension;
    std::vector<std::string> codes;  ///< empty: all that the numerator's dataset has
    /// Codes that are not delivered: `male` = `total - female`, as (factor, delivered code).
    std::map<std::string, std::vector<std::pair<double, std::string>>> derive;
    bool numerator_only = false;  ///< shares of one whole
};

struct Break {
    int year = 0;
    std::vector<std::string> areas;  ///< prefixes of keys; empty: all
    Localized text;
};

/// A Kennzahl as `catalog/indicators/ID.toml` defines it (docs/reference/catalogue.md).
struct Definition {
    std::string id;
    int version = 1;
    std::string number;
    std::string theme;
    Localized title;
    Localized short_title;
    Localized question;
    Localized definition;
    Localized formula;
    Unit unit = Unit::count;
    Localized unit_text;
    int decimals = 0;
    Direction direction = Direction::neutral;
    std::string place;
    std::string priority;
    std::string stage;
    std::string period;
    Localized period_text;
    std::vector<Localized> caveats;
    bool aggregable = true;
    Quantity numerator;
    std::optional<Quantity> denominator;
    std::vector<Breakdown> breakdowns;
    std::vector<Break> breaks;
    std::string file;  ///< where it is defined

    /// Whether it says how a whole is made up: its total is a share of itself, and only its breakdowns tell something.
    bool is_distribution() const { return denominator && numerator.terms == denominator->terms; }
};

/// Whether the catalogue knows a dimension and, if `code` is not empty, its code.
using KnowsCode = std::function<bool(const std::string& dimension, const std::string& code)>;

/// All definitions of the catalogue folders, by number and id. Throws Error{bad_input} with file, line and column for
/// the first definition with an error.
std::vector<Definition> load_definitions(const std::vector<std::filesystem::path>& catalogues, const KnowsCode& knows);

/// Throws Error{not_found} with the nearest id.
const Definition& need_definition(const std::vector<Definition>& definitions, std::string_view id);

}  // namespace allmende::indicators
