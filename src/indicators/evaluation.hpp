#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "indicators/evaluate.hpp"
#include "indicators/grid.hpp"
#include "indicators/plan.hpp"
#include "indicators/territory_view.hpp"

namespace allmende::indicators {

/// One planned sum that went into an amount: which cells, of which area and year, with which factor.
struct Contribution {
    PlannedSum sum;
    areas::AreaNumber area = -1;
    int year = 0;
    double factor = 1;         ///< of the term
    double share = 1;          ///< of the area, where it is divided between territories
    std::uint8_t weights = 0;  ///< areas::bit() of what divides it
};

/// An amount and how its territory came about.
struct PlacedAmount {
    Amount amount;
    bool converted = false;  ///< made from the units that the area was formed from
    bool exists = true;
    std::uint8_t weights = 0;                 ///< areas::bit() of the weights of an estimate; 0: exact
    std::int32_t gap = -1;                    ///< number of a reform that does not say how to divide
    std::optional<areas::Part> missing_part;  ///< the first part without a number
    std::vector<Contribution> contributions;  ///< only where asked for
};

/// A region's members, found once.
struct Members {
    const areas::Region* region = nullptr;
    std::vector<const areas::Area*> areas;  ///< null: one that nobody delivered
    std::string first;                      ///< key of the first one; empty: none

    bool expressible = true;  ///< whether the territory asked for can say it in whole units

    /// `territory`: null where none is asked for.
    Members(const areas::Region& of, const areas::AreaRegister& known, const areas::Territory* territory);
};

/// What several indicators are evaluated from: the sums of their datasets, made in one pass over each, and how they are
/// converted. References must outlive it.
class Groundwork {
public:
    Groundwork(const std::vector<const Definition*>& definitions, const Request& request, const Sources& sources);
    Groundwork(const Groundwork&) = delete;
    Groundwork& operator=(const Groundwork&) = delete;

    const Request& request;
    const Sources& sources;
    Plan plan;
    std::optional<areas::Territory> territory;
    std::vector<areas::AreaNumber> wanted;  ///< the only areas whose cells are needed; empty: all
    std::vector<DatasetGrid> grids;
    std::optional<TerritoryView> view;  ///< only where a territory is asked for
    /// What areas were formed from, where all of it went into them; no entry: nothing that reforms tell of.
    std::unordered_map<areas::AreaNumber, std::vector<std::string>> predecessors;
};

/// Evaluates one planned indicator. References must outlive it.
class Evaluation {
public:
    /// Whether amounts tell which cells they are made of, which takes its time.
    enum class Tracing : std::uint8_t { no, yes };

    Evaluation(const PlannedIndicator& planned, const Groundwork& ground, Tracing tracing = Tracing::no)
        : planned_(planned),
          grids_(ground.grids),
          request_(ground.request),
          sources_(ground.sources),
          view_(ground.view ? &*ground.view : nullptr),
          predecessors_(ground.predecessors),
          tracing_(tracing == Tracing::yes)
    {}

    FigureTable table() const;

    Figure figure_of_area(const PlannedSeries& series, areas::AreaNumber number, int year) const;
    Figure figure_of_region(const PlannedSeries& series, const Members& members, int year) const;

    /// The amount of an area; before it existed, the sum of what it was formed from, if those went into it whole.
    PlacedAmount amount(const PlannedQuantity& quantity, areas::AreaNumber number, int year, int depth = 0) const;
    /// The cells that an amount is made of, or the sum of several areas'. Only with tracing.
    std::vector<Contribution> contributions(const PlannedQuantity& quantity, std::span<const areas::AreaNumber> numbers,
                                            int year) const;

private:
    const PlannedIndicator& planned_;
    const std::vector<DatasetGrid>& grids_;
    const Request& request_;
    const Sources& sources_;
    const TerritoryView* view_;  // null: no territory is asked for
    const std::unordered_map<areas::AreaNumber, std::vector<std::string>>& predecessors_;
    const bool tracing_;

    /// Whether nothing of a series was ever delivered for an area or for what its cells might come from: its figures
    /// then say only whether the area existed.
    bool is_silent(const PlannedSeries& series, areas::AreaNumber number) const;
    /// [series][area]: the first series that tells the same of an area, which nearly always is one without any cell.
    std::vector<std::size_t> serving_series(const std::vector<areas::AreaNumber>& numbers, std::size_t regions) const;
    std::vector<int> years() const;
    std::vector<areas::AreaNumber> area_numbers() const;
    PlacedAmount own_amount(const PlannedQuantity& quantity, areas::AreaNumber area, int year) const;
    std::optional<PlacedAmount> merged_amount(const PlannedQuantity& quantity, areas::AreaNumber number, int year,
                                              int depth) const;
    PlacedAmount converted_amount(const PlannedQuantity& quantity, std::span<const areas::AreaNumber> numbers,
                                  int year) const;
    Figure converted_figure(const PlannedSeries& series, std::span<const areas::AreaNumber> numbers, int year) const;
    void note_obstacles(FigureTable& table, const std::vector<areas::AreaNumber>& numbers) const;
    Figure compute(const PlannedSeries& series, const Amount& numerator, const Amount& denominator) const;
    void add_break(Figure& figure, const std::string& key, int year) const;
};

/// The areas whose cells are needed for what is asked: the areas themselves, members of regions, and what reforms
/// connect with them. Empty: all. `territory`: null where none is asked for.
std::vector<areas::AreaNumber> needed_areas(const Request& request, const Sources& sources,
                                            const areas::Territory* territory);

/// By how many years numerators and denominators lie apart at most.
int largest_offset(const std::vector<const Definition*>& definitions);

}  // namespace allmende::indicators
