#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "areas/area_register.hpp"
#include "areas/reform_steps.hpp"

namespace allmende::areas {

/// A unit as delivered and which share of it counts.
struct Part {
    AreaNumber unit = -1;  ///< -1: one that the register does not know
    double share = 1;      ///< a multiple of 2^-20; -1 takes a part away
    auto operator<=>(const Part&) const = default;
};

/// A unit of a territory as a sum over units as delivered: one row of the conversion matrix.
struct Composition {
    std::vector<Part> parts;
    std::uint8_t weights = 0;  ///< bit() of every weight that divided a part; 0: nothing was divided
    std::int32_t gap = -1;     ///< number of a reform that does not say how to divide; -1: none

    bool exact() const { return weights == 0 && gap < 0; }
    bool operator==(const Composition&) const = default;
};

/// A sparse matrix from units as delivered to the units of a territory. A unit without a row is itself.
class Conversion {
public:
    /// The row of a unit; null where it is itself.
    const Composition* of(AreaNumber unit) const
    {
        const auto row = static_cast<std::size_t>(unit);
        return row < rows_.size() && rows_[row] >= 0 ? &compositions_[static_cast<std::size_t>(rows_[row])] : nullptr;
    }
    /// Number of rows.
    std::size_t size() const { return compositions_.size(); }

private:
    friend class Territory;
    std::vector<std::int32_t> rows_;  // by area number; -1: itself
    std::vector<Composition> compositions_;
};

/// On which side of each reform numbers stand, and where a part stands for an old unit (Stadt Aachen as 05334002).
/// Tables differ in it: one was carried back to the new units, another still has the old ones.
struct Standing {
    std::vector<bool> after;    ///< by step of the reforms
    std::vector<bool> as_part;  ///< by unit of the reforms
    auto operator<=>(const Standing&) const = default;
};

/// What a table says of a unit in one year.
enum class Carried : std::uint8_t {
    absent,  ///< nothing
    named,   ///< only rows of `-`
    values,
};

/// The units of a day, and how numbers that stand on other units are converted to them. Made once from the register of
/// reforms: its work grows with the reforms, not with the areas. Never changes. References must outlive it.
class Territory {
public:
    /// `date`: ISO. Reforms that come into force on this day belong to it.
    Territory(const std::vector<Reform>& reforms, const AreaRegister& areas, std::string date);

    const std::string& date() const { return date_; }
    /// Whether a unit exists on this territory.
    bool has(AreaNumber unit) const;

    /// Where the numbers of a table stand that carries these units and speaks of this day. Where it has both sides of a
    /// reform, the side on which the territory lies counts and the other does not, so that nothing counts twice.
    Standing standing(const std::function<Carried(AreaNumber)>& carried, std::string_view day) const;
    /// Where numbers stand that keep to the units of a day.
    Standing standing_at(std::string_view day) const;

    /// The conversion of numbers that stand so. A unit that a reform does not divide by this weight is divided by
    /// another one that it knows.
    Conversion conversion(const Standing& standing, Weight weight) const;

    /// Moves marks to the units of this territory that the marked ones lead to.
    void spread(std::vector<bool>& marked) const;
    /// A set of units said in the units of this territory; nothing where parts of units would be needed.
    std::optional<std::vector<std::string>> translate(const std::vector<std::string>& keys) const;
    /// The units whose numbers may be needed for these, themselves included.
    std::vector<std::string> connected(const std::vector<std::string>& keys) const;

private:
    /// A row of the matrix while it grows.
    struct Sum {
        std::map<std::int32_t, double> parts;
        std::uint8_t weights = 0;
        std::int32_t gap = -1;
    };
    struct Question {
        const Standing& standing;
        Weight weight;
    };

    const AreaRegister& areas_;
    std::string date_;
    ReformSteps steps_;
    std::size_t first_later_ = 0;      // the first step that does not belong to it
    std::vector<AreaNumber> numbers_;  // by unit of the reforms; -1: the register does not know it
    std::vector<bool> here_;           // by unit of the reforms
    std::map<AreaNumber, std::int32_t> units_;

    bool exists(std::int32_t unit) const;
    bool stands_after(const ReformStep& step, bool territory_after, const std::function<Carried(std::int32_t)>& carried,
                      std::string_view day) const;
    Sum of_unit(std::int32_t unit, const Question& question) const;
    Sum earlier(std::int32_t unit, std::size_t before, const Question& question) const;
    Sum later(std::int32_t unit, std::size_t from, const Question& question) const;
};

}  // namespace allmende::areas
