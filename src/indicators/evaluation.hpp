#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "indicators/evaluate.hpp"
#include "indicators/grid.hpp"
#include "indicators/plan.hpp"

namespace allmende::indicators {

/// One planned sum that went into an amount: which cells, of which area and year, with which factor.
struct Contribution {
    PlannedSum sum;
    areas::AreaNumber area = -1;
    int year = 0;
    double factor = 1;
};

/// An amount and how its territory came about.
struct PlacedAmount {
    Amount amount;
    bool converted = false;  ///< made from the units that the area was formed from
    bool exists = true;
    std::vector<Contribution> contributions;  ///< only where asked for
};

/// A region's members, found once.
struct Members {
    const areas::Region* region = nullptr;
    std::vector<const areas::Area*> areas;  ///< null: one that nobody delivered
    std::string first;                      ///< key of the first one; empty: none

    Members(const areas::Region& of, const areas::AreaRegister& known);
};

/// Evaluates one planned indicator from the grids of its datasets. References must outlive it.
class Evaluation {
public:
    Evaluation(const PlannedIndicator& planned, const std::vector<DatasetGrid>& grids, const Request& request, const Sources& sources)
        : planned_(planned), grids_(grids), request_(request), sources_(sources)
    {
    }

    FigureTable table() const;

    Figure figure_of_area(const PlannedSeries& series, areas::AreaNumber number, int year) const;
    Figure figure_of_region(const PlannedSeries& series, const Members& members, int year) const;

    /// The amount of an area; before it existed, the sum of what it was formed from, if those went into it whole.
    PlacedAmount amount(const PlannedQuantity& quantity, areas::AreaNumber number, int year, int depth = 0) const;
    /// The same with the cells that it is made of.
    PlacedAmount traced_amount(const PlannedQuantity& quantity, areas::AreaNumber number, int year) const;

private:
    const PlannedIndicator& planned_;
    const std::vector<DatasetGrid>& grids_;
    const Request& request_;
    const Sources& sources_;
    mutable bool tracing_ = false;

    std::vector<int> years() const;
    std::vector<areas::AreaNumber> area_numbers() const;
    PlacedAmount own_amount(const PlannedQuantity& quantity, areas::AreaNumber area, int year) const;
    std::optional<PlacedAmount> merged_amount(const PlannedQuantity& quantity, const std::string& key, int year, int depth) const;
    Figure compute(const PlannedSeries& series, const Amount& numerator, const Amount& denominator) const;
    void add_break(Figure& figure, const std::string& key, int year) const;
};

/// The areas whose cells are needed for what is asked: the areas themselves, members of regions, predecessors. Empty: all.
std::vector<areas::AreaNumber> needed_areas(const Request& request, const Sources& sources);

/// By how many years numerators and denominators lie apart at most.
int largest_offset(const std::vector<const Definition*>& definitions);

}  // namespace allmende::indicators
