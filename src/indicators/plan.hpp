#pragma once

#include <map>
#include <string>
#include <vector>

#include "facts/dictionary.hpp"
#include "facts/fact_store.hpp"
#include "indicators/definition.hpp"
#include "indicators/evaluate.hpp"

namespace allmende::indicators {

/// One sum that a definition needs, and where it will stand among the sums of its dataset.
struct PlannedSum {
    std::size_t dataset = 0;   ///< index in Plan::datasets
    std::size_t position = 0;  ///< index in DatasetPlan::cases
};

/// A term with its factor: the first of the alternatives that has cells counts.
struct PlannedTerm {
    double factor = 1;
    std::vector<PlannedSum> alternatives;
};

struct PlannedQuantity {
    std::vector<PlannedTerm> terms;
    int offset_years = 0;
    bool nil_is_missing = false;
    areas::Weight split_by = areas::Weight::population;
};

struct PlannedSeries {
    Series series;
    PlannedQuantity numerator;
    PlannedQuantity denominator;  ///< no terms: none
};

struct PlannedIndicator {
    const Definition* definition = nullptr;
    std::vector<PlannedSeries> series;  ///< empty where no dataset was delivered
};

/// All sums over one dataset, to be made in one pass.
struct DatasetPlan {
    const facts::Dataset* dataset = nullptr;
    std::vector<facts::Case> cases;
    /// Which periods of a year a case counts, as Quantity says.
    std::vector<Quantity> period_picks;
};

struct Plan {
    std::vector<DatasetPlan> datasets;
    std::vector<PlannedIndicator> indicators;
};

/// Turns definitions into sums over coded cells. Throws Error{bad_input} where a definition names a measure or a
/// dimension that its dataset does not have.
Plan make_plan(const std::vector<const Definition*>& definitions, const Request& request,
               const facts::Dictionary& dictionary);

}  // namespace allmende::indicators
