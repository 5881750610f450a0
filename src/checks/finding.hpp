#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "checks/check.hpp"

namespace allmende::checks {

/// Where a finding points to. What is not known is empty or 0.
struct Place {
    std::int32_t delivery = 0;
    std::int64_t row = 0;     ///< line of the delivered file, from 1
    std::int64_t column = 0;  ///< column of that line, from 1
    std::string area;         ///< key
    std::int32_t period = 0;  ///< Period::code()
    std::string cell;         ///< measure and codes: `leavers sex=female`
};

/// What was written about a finding.
struct Acknowledgement {
    std::string reason;
    std::string at;  ///< ISO, UTC
};

/// What a check says about a delivery, a dataset or a figure.
struct Finding {
    /// Stays the same for the same doubt about the same numbers, also after a rebuild; another number is another doubt.
    std::string id;
    const Check* check = nullptr;
    std::string dataset;
    std::string indicator;      ///< where it is about figures
    std::int64_t cells = 0;     ///< how many cells are meant
    std::vector<Place> places;  ///< the first of them, at most `most_places`
    Localized text;
    std::optional<Acknowledgement> acknowledged;

    std::int32_t delivery() const { return places.empty() ? 0 : places.front().delivery; }
};

inline constexpr std::size_t most_places = 20;

/// The id of a finding out of its check and of what makes it this one.
std::string finding_id(const Check& check, const std::vector<std::string>& identity);

}  // namespace allmende::checks
