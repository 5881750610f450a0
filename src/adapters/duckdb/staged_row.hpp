#pragma once

#include <array>
#include <compare>
#include <cstdint>

#include "base/cell.hpp"
#include "facts/fact_store.hpp"

namespace allmende::adapters::duckdb {

/// Area, period, measure and dimensions of a cell, packed so that comparing the words compares the columns in that
/// order. The dataset is that of the load.
struct CellKey {
    /// area, period | measure, dimensions 0–2 | dimensions 3–6 | dimension 7
    std::array<std::uint64_t, 3> words{};
    std::uint16_t last = 0;

    // By hand: the defaulted ones call memcmp, which took a twentieth of a load.
    bool operator==(const CellKey& other) const
    {
        return words[0] == other.words[0] && words[1] == other.words[1] && words[2] == other.words[2] &&
               last == other.last;
    }
    std::strong_ordering operator<=>(const CellKey& other) const
    {
        for (std::size_t i = 0; i < words.size(); ++i) {
            if (words[i] != other.words[i]) {
                return words[i] <=> other.words[i];
            }
        }
        return last <=> other.last;
    }

    std::int32_t area() const { return static_cast<std::int32_t>(words[0] >> 32); }
    std::int32_t period() const { return static_cast<std::int32_t>(words[0]); }
    std::uint16_t measure() const { return lane(4); }
    std::uint16_t dimension(std::size_t index) const { return lane(5 + index); }

    /// The key as 13 numbers of 16 bits, the weightiest first.
    static constexpr std::size_t lanes = 13;
    std::uint16_t lane(std::size_t index) const
    {
        return index == 12 ? last : static_cast<std::uint16_t>(words[index / 4] >> (48 - 16 * (index % 4)));
    }
};

enum class Origin : std::uint8_t {
    stored,    ///< the newest row of the cell, from the fact table
    delivered  ///< from the delivery being loaded
};

/// One row on its way through the sort. Of fixed size and without pointers: it also lies in files.
struct StagedRow {
    CellKey key;
    Sign sign = Sign::none;
    Origin origin = Origin::delivered;
    double value = 0;
    /// delivered: row << 32 | column of the file; stored: the row's number in the fact table.
    std::int64_t place = 0;
};

}  // namespace allmende::adapters::duckdb
