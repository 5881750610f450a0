#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "facts/fact_store.hpp"

namespace allmende::facts {

/// Counts how many of the cells of a group are multiples of the bases to which offices round (3, 5, 10).
struct MultipleCount {
    std::int32_t cells = 0;  ///< whole numbers other than 0
    std::int32_t of_3 = 0;
    std::int32_t of_5 = 0;
    std::int32_t of_10 = 0;
    std::int32_t ones = 0;  ///< the number 1 itself; many of them betray records of single persons
};

/// To what the office rounded: 3, 5 or 10, or 0. Decided from the cells alone, for footnotes are not reliable: a base
/// is found where at least 90 % of the cells (Bremen rounds most, not all) are its multiples and so many are impossible
/// by chance (binomial tail below 1e-9 if a cell is a multiple with probability 1/base). See docs/concepts/rates.md.
int rounding_base(const MultipleCount& count);

/// The largest distance of a rounded number from the true one: 1 for 3, 2 for 5, 5 for 10 (docs/concepts/rates.md).
int rounding_distance(int base);

/// Watches the cells of a delivery by Land (first two digits of the key, or `DG`) and year.
class RoundingWatch {
public:
    void see(std::string_view area_key, int year, double value, Sign sign, std::uint8_t decimals);

    struct Group {
        std::string land;
        int year = 0;
        int base = 0;  ///< 0 where the cells are not rounded
        MultipleCount count;
    };
    std::vector<Group> groups() const;

private:
    std::map<std::pair<std::string, int>, MultipleCount> counts_;
    std::string last_land_;
    int last_year_ = -1;
    MultipleCount* last_ = nullptr;
};

/// To what the cells of a dataset are rounded, by Land and year.
class RoundingIndex {
public:
    void set(const std::string& dataset, const std::string& land, int year, int base);
    /// 0 where no rounding was found. The Land is taken from the first two digits of the area's key.
    int base(const std::string& dataset, std::string_view area_key, int year) const;

    bool knows(const std::string& dataset) const { return by_dataset_.contains(dataset); }

    struct Entry {
        std::string dataset;
        std::string land;
        int year = 0;
        int base = 0;
    };
    std::vector<Entry> entries() const;

private:
    std::map<std::string, std::map<std::pair<std::string, int>, int>, std::less<>> by_dataset_;
};

}  // namespace allmende::facts
