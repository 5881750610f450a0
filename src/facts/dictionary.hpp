#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"

namespace allmende::facts {

/// A category of a dimension. Its number is its position in Dimension::codes; number 0 is the total.
struct Code {
    std::string id;
    Localized title;
};

struct Dimension {
    std::string id;
    Localized title;
    std::vector<Code> codes;

    std::optional<std::int32_t> find(std::string_view code) const;
};

struct Measure {
    std::string id;
    Localized title;
    std::string unit;  ///< as delivered: `Anzahl`, `Prozent`, `1000`
};

/// A dataset's words for the integers in the fact tables.
struct Dataset {
    std::int32_t number = 0;
    std::string id;  ///< table code
    Localized title;
    std::vector<Dimension> dimensions;  ///< position = slot of the fact table
    std::vector<Measure> measures;      ///< position = measure number

    std::optional<std::size_t> find_dimension(std::string_view dimension) const;
    std::optional<std::int32_t> find_measure(std::string_view measure) const;
};

/// All datasets of a workspace.
struct Dictionary {
    std::vector<Dataset> datasets;

    const Dataset* find(std::string_view id) const;
    /// Throws Error{not_found} with the nearest known id.
    const Dataset& need(std::string_view id) const;
};

}  // namespace allmende::facts
