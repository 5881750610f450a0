#pragma once

#include <optional>
#include <string>
#include <vector>

#include "formats/official_table.hpp"

namespace allmende::formats {

/// Text of the heading rows over the value columns: [row][value column], trimmed.
using HeadingTexts = std::vector<std::vector<std::string>>;

struct Heading {
    bool has_units = false;
    std::vector<Dimension> dimensions;
    std::vector<ValueColumn> columns;  ///< `column` is not set here
};

/// Understands the heading rows of a table export by their structure: which row holds times, units, measures, labels
/// of dimensions and categories. An empty cell means the total. `measure_is_known`: the preamble or a key column names
/// what is counted, so that no row of the heading does.
Heading understand_heading(const HeadingTexts& rows, bool measure_is_known);

/// Whether a text is a unit of official tables (`Anzahl`, `Prozent`, `1000`, `EUR je Einwohner`, `qkm` …).
bool is_unit(std::string_view text);

/// Whether a text stands for a total (`Insgesamt`, `zusammen`, `Total` …, also with an explanation behind it).
bool is_total(std::string_view text);

}  // namespace allmende::formats
