#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "areas/area_register.hpp"
#include "base/text.hpp"

namespace allmende::areas {

/// By what a unit is divided that went into several others.
enum class Weight : std::uint8_t { population, area, employees };
inline constexpr std::array<Weight, 3> all_weights{Weight::population, Weight::area, Weight::employees};

std::string_view name(Weight weight);
std::optional<Weight> weight_by_name(std::string_view text);
/// Its bit in a set of weights.
constexpr std::uint8_t bit(Weight weight)
{
    return static_cast<std::uint8_t>(1u << static_cast<unsigned>(weight));
}

/// A number for each weight that is known.
using ByWeight = std::array<std::optional<double>, all_weights.size()>;

/// What became of old units in one change of a reform.
struct ReformChange {
    std::vector<std::string> from;               ///< keys of the old units
    std::string to;                              ///< key of the new one
    std::map<std::string, std::string> as_part;  ///< old key → key under which statistics carry it in all years
    std::map<std::string, double>
        weights;       ///< of a split: share of the old unit by `area`, `population` …; empty: whole
    std::string name;  ///< of the new unit; may be empty
    /// True where the old units went into the new one whole.
    bool exact() const { return weights.empty(); }
};

struct Reform {
    std::string id;
    std::string date;  ///< ISO: the first day of the new territory
    Localized title;
    std::string source;
    std::vector<ReformChange> changes;
    /// How large the old units were: weight → key → size. Divides a new unit among them on the way to an earlier
    /// territory.
    std::map<std::string, std::map<std::string, double>> sizes;
};

/// `catalog/reforms/*.toml` in the order of their dates. Throws Error{bad_input}.
std::vector<Reform> load_reforms(const std::vector<std::filesystem::path>& catalogues);

/// The reforms of one file. Throws Error{bad_input} with its name, line and column.
std::vector<Reform> parse_reforms(std::string_view toml, const std::string& source_name);

/// What a unit was formed from, if it was formed from whole units: their keys as statistics carry them. Empty
/// otherwise.
std::vector<std::string> exact_predecessors(const std::vector<Reform>& reforms, const std::string& key);

/// What a dissolved unit went into.
std::vector<std::string> successors(const std::vector<Reform>& reforms, const std::string& key);

/// Adds the units on the other side of reforms of known ones that nobody delivered, so that they can be converted to.
/// Only for a register that is never recorded.
void add_units_of_reforms(AreaRegister& areas, const std::vector<Reform>& reforms);

/// Units that went into others.
std::vector<std::string> dissolved_units(const std::vector<Reform>& reforms);

}  // namespace allmende::areas
