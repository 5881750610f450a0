#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "areas/area_register.hpp"
#include "areas/reforms.hpp"
#include "checks/cube.hpp"
#include "checks/finding.hpp"
#include "facts/rounding.hpp"
#include "sources/deliveries.hpp"

namespace allmende::checks {

/// How numbers of a measure behave.
struct Nature {
    enum class Kind : std::uint8_t {
        count,   ///< persons, schools: whole, summable
        amount,  ///< hectares, thousands of persons: summable up to the delivered digits
        rate     ///< shares, averages: never summed
    };
    Kind kind = Kind::count;
    bool may_be_negative = false;  ///< balances and changes
    bool percent = false;
    double step = 1;  ///< unit of the last delivered digit
};

/// What the checks of facts look at: a piece of one dataset with all that is needed to judge it.
struct Subject {
    const facts::Dataset& dataset;
    const Cube& cube;
    const areas::AreaRegister& areas;
    const std::vector<areas::Reform>& reforms;
    const facts::RoundingIndex& rounding;
    const std::vector<sources::Delivery>& deliveries;  ///< of this dataset
    std::size_t first_period = 0;  ///< earlier ones were looked at with the piece before and are only context
    std::vector<std::vector<std::size_t>> lines;  ///< signatures that stand in one line of the file, by column
    std::vector<Nature> natures;                  ///< by measure
    std::vector<std::int32_t> parents;            ///< by position of the area in the cube; -1: none
    std::vector<std::vector<std::size_t>> children;

    Subject(const facts::Dataset& dataset, const Cube& cube, const areas::AreaRegister& areas,
            const std::vector<areas::Reform>& reforms, const facts::RoundingIndex& rounding,
            const std::vector<sources::Delivery>& deliveries);

    const Nature& nature(std::size_t s) const { return natures[static_cast<std::size_t>(cube.signature(s).measure)]; }
    const areas::Area& area(std::size_t a) const { return areas.at(cube.area(a)); }
    int year(std::size_t p) const { return Period::from_code(cube.period(p)).year; }
    /// The largest distance of a delivered number of this area and period from the true one, from the source's
    /// rounding.
    double distance(std::size_t p, std::size_t s, std::size_t a) const;
    /// Whether the unit exists there: rows full of `-` stand for units that do not.
    bool exists(std::size_t p, std::size_t a) const { return areas.exists(cube.area(a), dataset.number, year(p)); }
    /// The period before of the same kind and day; nothing where there is none.
    std::optional<std::size_t> before(std::size_t p) const;
    /// Whether a reform touched the unit after the one and until the other year.
    bool reformed(std::size_t a, int after, int until) const;

private:
    std::vector<std::int32_t> bases_;  // [period][area], empty where nothing is rounded
};

/// A doubt before its cells are found in the delivered files.
struct Draft {
    std::string check;
    std::vector<std::string> identity;  ///< what makes it this finding and no other
    std::vector<std::size_t> cells;     ///< the first of the cube's cells that are meant; may be empty
    std::vector<Place> places;          ///< where there is no cell, such as an area without a row
    std::int64_t count = 0;             ///< how many there are
    Localized text;

    void meet(std::size_t cell)
    {
        if (cells.size() < 20) {
            cells.push_back(cell);
        }
        ++count;
    }
};
using Drafts = std::vector<Draft>;

}  // namespace allmende::checks
