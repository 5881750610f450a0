#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reports/ground.hpp"
#include "reports/interval.hpp"
#include "reports/number_text.hpp"

namespace allmende::reports {

/// Which number of a figure is meant.
enum class Part { value, numerator, denominator };

/// A year as editors name it.
struct YearName {
    enum class Kind { fixed, newest, first };
    Kind kind = Kind::fixed;
    int year = 0;
};

/// A figure as editors name it. What is not named is taken from the figure before (docs/guides/report-writing.md).
struct FigureName {
    Part part = Part::value;
    std::optional<std::size_t> indicator;  ///< position in the snapshot
    std::optional<std::size_t> series;     ///< position in its table
    std::optional<std::string> area;       ///< key of an area or of a region
    std::optional<YearName> year;
};

/// What of `name` is missing, taken from `from`.
FigureName completed(FigureName name, const FigureName& from);

/// A number with everything that a sentence about it needs.
struct Measured {
    bool known = false;
    bool written = false;  ///< a number that stands in the claim itself
    Interval range;
    NumberForm form;
    Localized reason;  ///< why there is no number
    Localized label;   ///< `Metropole Ruhr 2023`
};

/// `1995–2015, 2023`
std::string years_text(const std::vector<int>& years);

/// Looks names up in the ground.
class FigureFinder {
public:
    explicit FigureFinder(const Ground& ground);
    const Ground& ground() const { return ground_; }

    std::optional<std::size_t> indicator(std::string_view id) const;
    const indicators::FigureTable& table(std::size_t indicator) const { return ground_.snapshot.tables[indicator]; }
    const indicators::Definition& definition(std::size_t indicator) const
    {
        return ground_.snapshot.definitions[indicator];
    }

    /// Key of an area or region by key, region id or alias, or name in the form of an address (`kreis-wesel`). Several
    /// where the name is that of several units of one level; none where it is unknown.
    std::vector<std::string> areas(std::string_view word) const;
    /// The region by id or alias; null where there is none.
    const areas::Region* region(std::string_view word) const;
    /// Keys of a region's members.
    std::vector<std::string> members(const areas::Region& region) const;
    /// Position of a breakdown's code in the table, none where it has none.
    std::optional<std::size_t> series(std::size_t indicator, std::string_view dimension, std::string_view code) const;

    /// ` ; did you mean …?` for an unknown word among indicators and areas, else what is known.
    std::string hint(std::string_view word) const;

    /// Null where the table does not hold it. All parts of the name but `part` must be given.
    const indicators::Figure* figure(const FigureName& name) const;
    /// The named year, or the newest or first one in which the figure has a value; none where it never has.
    std::optional<int> year(const FigureName& name) const;
    /// Years in which the figure has a value, ascending.
    std::vector<int> years(const FigureName& name) const;
    Measured measure(const FigureName& name) const;
    NumberForm form(const FigureName& name) const;

    /// For sentences, axes and tables: `Metropole Ruhr`, `Kreis Wesel`.
    Localized label(const std::string& key) const;
    Localized series_title(std::size_t indicator, std::size_t series) const;

private:
    const Ground& ground_;
    std::map<std::string, std::size_t, std::less<>> indicators_;
    std::vector<std::map<std::string, std::size_t, std::less<>>> rows_;   // by indicator: key → row of the table
    std::map<std::string, std::vector<std::string>, std::less<>> named_;  // address name → keys of the coarsest level

    const indicators::Figure* figure_in(const FigureName& name, int year) const;
    Localized label_of(const FigureName& name) const;
    Localized no_figure(const FigureName& name) const;
};

}  // namespace allmende::reports
