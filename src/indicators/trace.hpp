#pragma once

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "indicators/evaluate.hpp"

namespace allmende::indicators {

/// A delivered cell that went into a figure.
struct TracedCell {
    std::int32_t dataset = 0;
    areas::AreaNumber area = -1;
    std::int32_t period = 0;
    std::int32_t measure = 0;
    std::array<std::int32_t, facts::most_dimensions> codes{};
    double value = 0;
    Sign sign = Sign::none;
    std::int32_t delivery = 0;
    std::int32_t row = 0;
    std::int32_t column = 0;
    double factor = 1;         ///< with which it entered the sum: that of its term times its share
    double share = 1;          ///< share of the area that counts, where it was divided between territories
    std::uint8_t weights = 0;  ///< areas::bit() of what divided it; 0: nothing
};

/// The way of one figure back to its cells. Of a converted figure they are those of its parts.
struct Trace {
    Figure figure;
    std::vector<TracedCell> numerator;
    std::vector<TracedCell> denominator;
};

/// Position in a FigureTable: series, index of the area, index of the year.
using FigurePlace = std::tuple<std::size_t, std::size_t, std::size_t>;

/// Traces of all figures with cells of a table that evaluate() gave for the same request. Regions are traced through
/// their members.
std::map<FigurePlace, Trace> trace_all(const FigureTable& table, const Request& request, const Sources& sources);

}  // namespace allmende::indicators
