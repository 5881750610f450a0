#include "checks/revisions.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace allmende::checks {

namespace {

/// A dataset without a cell between the states stays as it is.
std::set<int> years_between(sources::Workspace& workspace, const facts::Dataset& dataset, const States& states)
{
    std::vector<std::int32_t> deliveries;
    for (const sources::Delivery& delivery : workspace.deliveries().all()) {
        if (delivery.number > states.from && delivery.number <= states.to) {
            deliveries.push_back(delivery.number);
        }
    }
    const facts::Query query{
        {{facts::Column::dataset, {dataset.number}}, {facts::Column::delivery, deliveries}}, {}, states.to};
    const facts::Sums sums = workspace.facts().sums(query, {facts::Column::period}, {facts::Case{}});
    std::set<int> years;
    for (std::size_t g = 0; g < sums.groups; ++g) {
        years.insert(Period::from_code(sums.keys[0][g]).year);
    }
    return years;
}

struct State {
    double value = 0;
    Sign sign = Sign::absent;
    std::int32_t delivery = 0;
};

State state_of(const Cube& cube, std::int32_t period, const Signature& signature, areas::AreaNumber area)
{
    const auto s = cube.find(signature);
    const auto a = cube.find_area(area);
    for (std::size_t p = 0; s && a && p < cube.periods(); ++p) {
        if (cube.period(p) == period) {
            const std::size_t cell = cube.at(p, *s, *a);
            return {cube.value(cell), cube.sign(cell), cube.delivery(cell)};
        }
    }
    return {};
}

/// Cells are only ever added or superseded, so the later state has all that the earlier one has.
void compare(const Cube& before, const Cube& after, const std::function<void(const CellChange&)>& each)
{
    for (std::size_t a = 0; a < after.areas(); ++a) {
        for (std::size_t p = 0; p < after.periods(); ++p) {
            for (std::size_t s = 0; s < after.signatures(); ++s) {
                const std::size_t cell = after.at(p, s, a);
                if (after.sign(cell) == Sign::absent) {
                    continue;
                }
                const State then = state_of(before, after.period(p), after.signature(s), after.area(a));
                if (then.sign != after.sign(cell) || then.value != after.value(cell)) {
                    each({after.area(a), after.period(p), after.signature(s), then.value, then.sign, then.delivery,
                          after.value(cell), after.sign(cell), after.delivery(cell)});
                }
            }
        }
    }
}

bool same(const indicators::Figure& a, const indicators::Figure& b)
{
    return a.sign == b.sign && (!a.has_value() || a.value == b.value);
}

}  // namespace

void find_cell_changes(sources::Workspace& workspace, const facts::Dataset& dataset, const States& states,
                       const std::function<void(const CellChange&)>& each)
{
    for (const int year : years_between(workspace, dataset, states)) {
        const facts::PeriodRange range{first_code_of_year(year), end_code_of_year(year)};
        const Cube before = Cube::load(workspace.facts(), dataset, workspace.areas(), range, {}, states.from);
        const Cube after = Cube::load(workspace.facts(), dataset, workspace.areas(), range, {}, states.to);
        compare(before, after, each);
    }
}

std::vector<const facts::Dataset*> datasets_between(sources::Workspace& workspace, const States& states)
{
    std::set<const facts::Dataset*> found;
    for (const sources::Delivery& delivery : workspace.deliveries().all()) {
        if (delivery.number > states.from && delivery.number <= states.to) {
            found.insert(workspace.dictionary().find(delivery.dataset));
        }
    }
    found.erase(nullptr);
    std::vector<const facts::Dataset*> sorted(found.begin(), found.end());
    std::sort(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) { return a->number < b->number; });
    return sorted;
}

void find_figure_changes(sources::Workspace& workspace, const std::vector<const indicators::Definition*>& definitions,
                         const States& states, const std::function<void(const FigureChange&)>& each)
{
    const facts::RoundingIndex rounding_before = rounding_as_of(workspace, states.from);
    const facts::RoundingIndex rounding_after = rounding_as_of(workspace, states.to);
    const auto tables = [&](const facts::RoundingIndex& rounding, std::int32_t as_of) {
        const indicators::Sources sources{workspace.facts(),   workspace.dictionary(), workspace.areas(),
                                          workspace.regions(), workspace.reforms(),    rounding};
        indicators::Request request;
        request.all_areas = true;
        request.all_breakdowns = true;
        for (const areas::Region& region : workspace.regions()) {
            request.regions.push_back(region.id);
        }
        request.as_of = as_of;
        return indicators::evaluate_all(definitions, request, sources);
    };
    const std::vector<indicators::FigureTable> before = tables(rounding_before, states.from);
    const std::vector<indicators::FigureTable> after = tables(rounding_after, states.to);
    for (std::size_t t = 0; t < after.size(); ++t) {
        const indicators::FigureTable& now = after[t];
        const indicators::FigureTable& then = before[t];
        std::map<std::pair<std::string, std::string>, std::size_t> series;
        for (std::size_t s = 0; s < then.series.size(); ++s) {
            series[{then.series[s].dimension, then.series[s].code}] = s;
        }
        std::map<int, std::size_t> years;
        for (std::size_t y = 0; y < then.years.size(); ++y) {
            years[then.years[y]] = y;
        }
        for (std::size_t s = 0; s < now.series.size(); ++s) {
            const auto old_series = series.find({now.series[s].dimension, now.series[s].code});
            for (std::size_t a = 0; a < now.areas.size(); ++a) {
                const auto old_area = then.row(now.areas[a]);
                for (std::size_t y = 0; y < now.years.size(); ++y) {
                    const auto old_year = years.find(now.years[y]);
                    const bool known = old_series != series.end() && old_area && old_year != years.end();
                    const indicators::Figure old =
                        known ? then.at(old_series->second, *old_area, old_year->second) : indicators::Figure();
                    const indicators::Figure& figure = now.at(s, a, y);
                    if (!same(old, figure)) {
                        each({now.definition, now.series[s], now.areas[a], now.years[y], old, figure});
                    }
                }
            }
        }
    }
}

facts::RoundingIndex rounding_as_of(sources::Workspace& workspace, std::int32_t delivery)
{
    std::map<std::int32_t, std::string> datasets;
    for (const sources::Delivery& entry : workspace.deliveries().all()) {
        datasets[entry.number] = entry.dataset;
    }
    facts::RoundingIndex index;
    for (const auto& [number, groups] : workspace.deliveries().rounding_groups()) {
        for (const facts::RoundingWatch::Group& group : groups) {
            if (number <= delivery) {
                index.set(datasets[number], group.land, group.year, group.base);
            }
        }
    }
    return index;
}

}  // namespace allmende::checks
