#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "areas/area_register.hpp"
#include "indicators/evaluate.hpp"
#include "indicators/plan.hpp"

namespace allmende::indicators {

/// The sums of one dataset, ready to be asked by case, area and year.
class DatasetGrid {
public:
    /// One pass over the facts. `wanted`: numbers of the only areas of interest; empty: all. Throws Error{bad_input}
    /// where one year holds several periods and the definition does not say which one counts.
    DatasetGrid(const DatasetPlan& plan, const std::vector<areas::AreaNumber>& wanted, const Request& request,
                int extra_years, const Sources& sources);

    /// Number of the dataset.
    std::int32_t dataset() const { return dataset_; }
    Amount at(std::size_t position, areas::AreaNumber area, int year) const;
    /// First and one-past-last year with cells.
    int first_year() const { return first_year_; }
    int end_year() const { return first_year_ + static_cast<int>(years_); }
    /// The last day (ISO) that the periods of a year speak of.
    const std::string& day(int year) const { return days_[static_cast<std::size_t>(year - first_year_)]; }
    /// Whether an area has a row in a year, be it of `-`.
    bool names(areas::AreaNumber area, int year) const;
    /// Years in which a case has cells in any area, ascending.
    std::vector<int> years(std::size_t position) const;
    /// Whether a case has cells in an area in any year.
    bool has(std::size_t position, areas::AreaNumber area) const;
    /// Adds the areas in which a case has cells in any year.
    void mark_areas(std::size_t position, std::vector<bool>& present) const;

private:
    std::int32_t dataset_ = 0;
    std::vector<std::int32_t> slots_;  // area number → row of the grid, -1 without
    std::size_t areas_ = 0;
    int first_year_ = 0;
    std::size_t years_ = 0;
    std::vector<facts::Sums::Total> totals_;  // [case][area][year]
    std::vector<bool> filled_;                // [case][area]: cells in any year
    std::vector<std::string> days_;           // [year]
    std::vector<std::uint8_t> bases_;         // [area][year]; empty where the dataset is not rounded

    const facts::Sums::Total* find(std::size_t position, areas::AreaNumber area, int year) const;
    void fill(const DatasetPlan& plan, const facts::Sums& sums, const Sources& sources);
    void find_bases(const DatasetPlan& plan, const Sources& sources);
};

}  // namespace allmende::indicators
