#include "indicators/plan.hpp"

#include <algorithm>

#include "base/error.hpp"

namespace allmende::indicators {

namespace {

/// One code of a breakdown as it selects cells: delivered codes with factors, or none for the total.
struct Selection {
    std::string dimension;
    std::vector<std::pair<double, std::string>> parts{{1.0, "total"}};
    bool numerator_only = false;
};

bool same(const facts::Case& a, const facts::Case& b)
{
    return a.filters.size() == b.filters.size() && std::equal(a.filters.begin(), a.filters.end(), b.filters.begin(),
                                                              [](const facts::Filter& x, const facts::Filter& y) {
                                                                  return x.column == y.column && x.any_of == y.any_of;
                                                              });
}

bool same_pick(const Quantity& a, const Quantity& b)
{
    return a.period_kind == b.period_kind && a.month == b.month && a.day == b.day;
}

class Planner {
public:
    Planner(const Request& request, const facts::Dictionary& dictionary) : request_(request), dictionary_(dictionary) {}

    PlannedIndicator add(const Definition& definition)
    {
        PlannedIndicator planned{&definition, {}};
        if (!delivered(definition.numerator) || (definition.denominator && !delivered(*definition.denominator))) {
            return planned;
        }
        planned.series.push_back(plan_series(definition, {}, Selection{}));
        for (const Breakdown& breakdown : definition.breakdowns) {
            const bool wanted =
                request_.all_breakdowns || std::find(request_.breakdowns.begin(), request_.breakdowns.end(),
                                                     breakdown.dimension) != request_.breakdowns.end();
            if (wanted) {
                add_breakdown(definition, breakdown, planned);
            }
        }
        return planned;
    }

    Plan plan;

private:
    const Request& request_;
    const facts::Dictionary& dictionary_;

    bool delivered(const Quantity& quantity) const
    {
        return std::all_of(quantity.terms.begin(), quantity.terms.end(), [&](const Term& term) {
            return std::any_of(term.datasets.begin(), term.datasets.end(),
                               [&](const std::string& id) { return dictionary_.find(id) != nullptr; });
        });
    }

    const facts::Dimension* delivered_dimension(const Definition& definition, const std::string& id) const
    {
        for (const Term& term : definition.numerator.terms) {
            for (const std::string& dataset_id : term.datasets) {
                const facts::Dataset* dataset = dictionary_.find(dataset_id);
                const auto slot = dataset == nullptr ? std::nullopt : dataset->find_dimension(id);
                if (slot) {
                    return &dataset->dimensions[*slot];
                }
            }
        }
        return nullptr;
    }

    void add_breakdown(const Definition& definition, const Breakdown& breakdown, PlannedIndicator& planned)
    {
        const facts::Dimension* dimension = delivered_dimension(definition, breakdown.dimension);
        if (dimension == nullptr) {
            return;
        }
        std::vector<std::string> codes = breakdown.codes;
        for (std::size_t c = 1;
             codes.size() < dimension->codes.size() - 1 && breakdown.codes.empty() && c < dimension->codes.size();
             ++c) {
            codes.push_back(dimension->codes[c].id);
        }
        for (const std::string& code : codes) {
            Selection selection{breakdown.dimension, {{1.0, code}}, breakdown.numerator_only};
            const auto derived = breakdown.derive.find(code);
            if (derived != breakdown.derive.end()) {
                selection.parts = derived->second;
            }
            Series series{breakdown.dimension, dimension->title, code, {}};
            const auto number = dimension->find(code);
            series.title = number ? dimension->codes[static_cast<std::size_t>(*number)].title : Localized{code, code};
            planned.series.push_back(plan_series(definition, std::move(series), selection));
        }
    }

    PlannedSeries plan_series(const Definition& definition, Series series, const Selection& selection)
    {
        PlannedSeries planned;
        planned.series = std::move(series);
        planned.numerator = plan_quantity(definition, definition.numerator, selection);
        if (definition.denominator) {
            planned.denominator =
                plan_quantity(definition, *definition.denominator, selection.numerator_only ? Selection{} : selection);
        }
        return planned;
    }

    PlannedQuantity plan_quantity(const Definition& definition, const Quantity& quantity, const Selection& selection)
    {
        PlannedQuantity planned;
        planned.offset_years = quantity.offset_years;
        planned.nil_is_missing = quantity.nil_is_missing;
        planned.split_by = quantity.split_by;
        for (const Term& term : quantity.terms) {
            for (const auto& [factor, code] : selection.parts) {
                PlannedTerm part;
                part.factor = term.factor * factor;
                for (const std::string& id : term.datasets) {
                    const facts::Dataset* dataset = dictionary_.find(id);
                    if (dataset != nullptr) {
                        part.alternatives.push_back(
                            plan_sum(definition, *dataset, term, quantity, selection.dimension, code));
                    }
                }
                planned.terms.push_back(std::move(part));
            }
        }
        return planned;
    }

    PlannedSum plan_sum(const Definition& definition, const facts::Dataset& dataset, const Term& term,
                        const Quantity& quantity, const std::string& by_dimension, const std::string& by_code)
    {
        facts::Case wanted;
        wanted.filters.push_back({facts::Column::measure, {measure_of(definition, dataset, term)}});
        for (std::size_t slot = 0; slot < dataset.dimensions.size(); ++slot) {
            const facts::Dimension& dimension = dataset.dimensions[slot];
            const auto named = term.where.find(dimension.id);
            std::vector<std::string> codes =
                named == term.where.end() ? std::vector<std::string>{"total"} : named->second;
            if (dimension.id == by_dimension) {
                codes = {by_code};
            }
            wanted.filters.push_back({facts::dimension_column(slot), numbers_of(dimension, codes)});
        }
        for (const auto& [dimension, codes] : term.where) {
            if (!dataset.find_dimension(dimension)) {
                // Nothing of this breakdown was delivered: no cell can match.
                wanted.filters.front().any_of.clear();
            }
        }
        if (!by_dimension.empty() && by_code != "total" && !dataset.find_dimension(by_dimension)) {
            wanted.filters.front().any_of.clear();
        }
        return place(dataset, std::move(wanted), quantity);
    }

    static std::vector<std::int32_t> numbers_of(const facts::Dimension& dimension,
                                                const std::vector<std::string>& codes)
    {
        std::vector<std::int32_t> numbers;
        for (const std::string& code : codes) {
            if (code == "*") {
                for (std::size_t c = 1; c < dimension.codes.size(); ++c) {
                    numbers.push_back(static_cast<std::int32_t>(c));
                }
            } else if (const auto number = dimension.find(code)) {
                numbers.push_back(*number);
            }
        }
        std::sort(numbers.begin(), numbers.end());
        numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
        return numbers;
    }

    static std::int32_t measure_of(const Definition& definition, const facts::Dataset& dataset, const Term& term)
    {
        std::vector<std::string> known;
        for (const facts::Measure& measure : dataset.measures) {
            known.push_back(measure.id);
        }
        if (term.measure.empty()) {
            if (dataset.measures.size() != 1) {
                fail(ErrorCode::bad_input, "{}: the dataset {} has several measures; the term must name one of {}",
                     definition.file, dataset.id, join(known, ", "));
            }
            return 0;
        }
        // A measure of which nothing was delivered yet: no cell can match.
        return dataset.find_measure(term.measure).value_or(-1);
    }

    PlannedSum place(const facts::Dataset& dataset, facts::Case wanted, const Quantity& quantity)
    {
        PlannedSum sum;
        while (sum.dataset < plan.datasets.size() && plan.datasets[sum.dataset].dataset != &dataset) {
            ++sum.dataset;
        }
        if (sum.dataset == plan.datasets.size()) {
            plan.datasets.push_back({&dataset, {}, {}});
        }
        DatasetPlan& target = plan.datasets[sum.dataset];
        while (sum.position < target.cases.size() &&
               !(same(target.cases[sum.position], wanted) && same_pick(target.period_picks[sum.position], quantity))) {
            ++sum.position;
        }
        if (sum.position == target.cases.size()) {
            target.cases.push_back(std::move(wanted));
            target.period_picks.push_back(quantity);
        }
        return sum;
    }
};

}  // namespace

Plan make_plan(const std::vector<const Definition*>& definitions, const Request& request,
               const facts::Dictionary& dictionary)
{
    Planner planner(request, dictionary);
    std::vector<PlannedIndicator> indicators;
    for (const Definition* definition : definitions) {
        indicators.push_back(planner.add(*definition));
    }
    planner.plan.indicators = std::move(indicators);
    return std::move(planner.plan);
}

}  // namespace allmende::indicators
