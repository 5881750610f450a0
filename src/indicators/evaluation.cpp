#include "indicators/evaluation.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

#include "areas/level_units.hpp"
#include "base/ensure.hpp"
#include "base/error.hpp"

namespace allmende::indicators {

namespace {

constexpr int deepest_conversion = 8;

std::uint32_t bit(Flag flag)
{
    return 1u << static_cast<unsigned>(flag);
}

std::uint32_t bit(Sign sign)
{
    return 1u << static_cast<unsigned>(sign);
}

/// Marks that stay with a number through a sum.
std::uint32_t flags_of_signs(std::uint32_t signs)
{
    std::uint32_t flags = 0;
    flags |= (signs & bit(Sign::provisional)) != 0 ? bit(Flag::provisional) : 0;
    flags |= (signs & bit(Sign::revised)) != 0 ? bit(Flag::revised) : 0;
    flags |= (signs & bit(Sign::estimated)) != 0 ? bit(Flag::estimated) : 0;
    flags |= (signs & bit(Sign::limited)) != 0 ? bit(Flag::limited) : 0;
    return flags;
}

bool begins_with_any(const std::string& key, const std::vector<std::string>& prefixes)
{
    return prefixes.empty() ||
           std::any_of(prefixes.begin(), prefixes.end(), [&](const std::string& p) { return key.starts_with(p); });
}

template <typename Visit>
void each_sum(const PlannedQuantity& quantity, const Visit& visit)
{
    for (const PlannedTerm& term : quantity.terms) {
        for (const PlannedSum& sum : term.alternatives) {
            visit(sum);
        }
    }
}

}  // namespace

Members::Members(const areas::Region& of, const areas::AreaRegister& known, const areas::Territory* territory)
    : region(&of)
{
    std::vector<std::string> keys = areas::members_of(of, known);
    if (territory != nullptr) {
        auto said = territory->translate(keys);
        expressible = said.has_value();
        keys = said.value_or(std::vector<std::string>{});
    }
    for (const std::string& key : keys) {
        first = first.empty() ? key : first;
        areas.push_back(known.find(key));
    }
}

Groundwork::Groundwork(const std::vector<const Definition*>& definitions, const Request& asked, const Sources& from)
    : request(asked), sources(from), plan(make_plan(definitions, asked, from.dictionary))
{
    if (request.territory) {
        territory.emplace(sources.reforms, sources.areas, *request.territory);
    }
    wanted = needed_areas(request, sources, territory ? &*territory : nullptr);
    const int extra_years = largest_offset(definitions);
    grids.reserve(plan.datasets.size());
    for (const DatasetPlan& dataset : plan.datasets) {
        grids.emplace_back(dataset, wanted, request, extra_years, sources);
    }
    if (territory) {
        view.emplace(*territory, grids, sources.areas);
    }
    for (const areas::Reform& reform : sources.reforms) {
        for (const areas::ReformChange& change : reform.changes) {
            if (const areas::Area* area = sources.areas.find(change.to); area != nullptr) {
                predecessors.try_emplace(area->number, areas::exact_predecessors(sources.reforms, change.to));
            }
        }
    }
}

FigureTable Evaluation::table() const
{
    FigureTable table;
    table.definition = planned_.definition;
    if (planned_.series.empty()) {
        return table;
    }
    for (const PlannedSeries& series : planned_.series) {
        table.series.push_back(series.series);
    }
    table.years = years();
    const std::vector<areas::AreaNumber> numbers = area_numbers();
    for (const areas::AreaNumber number : numbers) {
        table.areas.push_back(sources_.areas.at(number).key);
    }
    std::vector<Members> regions;
    for (const std::string& id : request_.regions) {
        regions.emplace_back(areas::need_region(sources_.regions, id), sources_.areas,
                             view_ == nullptr ? nullptr : &view_->territory());
        table.areas.push_back("region:" + regions.back().region->id);
    }
    const std::vector<std::size_t> serving = serving_series(numbers, regions.size());
    table.shape(serving);
    for (std::size_t s = 0; s < table.series.size(); ++s) {
        for (std::size_t a = 0; a < numbers.size(); ++a) {
            const bool has_line = serving[s * table.areas.size() + a] == s;
            for (std::size_t y = 0; has_line && y < table.years.size(); ++y) {
                table.at(s, a, y) = figure_of_area(planned_.series[s], numbers[a], table.years[y]);
            }
        }
        for (std::size_t r = 0; r < regions.size(); ++r) {
            for (std::size_t y = 0; y < table.years.size(); ++y) {
                table.at(s, numbers.size() + r, y) = figure_of_region(planned_.series[s], regions[r], table.years[y]);
            }
        }
    }
    if (view_ != nullptr) {
        note_obstacles(table, numbers);
    }
    return table;
}

bool Evaluation::is_silent(const PlannedSeries& series, areas::AreaNumber number) const
{
    if (view_ != nullptr || predecessors_.contains(number)) {
        return false;
    }
    const areas::Area* same = sources_.areas.same_place(number);
    bool found = false;
    for (const PlannedQuantity* quantity : {&series.numerator, &series.denominator}) {
        each_sum(*quantity, [&](const PlannedSum& sum) {
            const DatasetGrid& grid = grids_[sum.dataset];
            found =
                found || grid.has(sum.position, number) || (same != nullptr && grid.has(sum.position, same->number));
        });
    }
    return !found;
}

std::vector<std::size_t> Evaluation::serving_series(const std::vector<areas::AreaNumber>& numbers,
                                                    std::size_t regions) const
{
    using Asked = std::array<std::vector<std::size_t>, 2>;  // whether an area existed hangs on the datasets asked
    const std::size_t areas = numbers.size() + regions;
    std::vector<std::size_t> serving(planned_.series.size() * areas);
    std::map<Asked, std::vector<std::size_t>> first_silent;  // by area
    for (std::size_t s = 0; s < planned_.series.size(); ++s) {
        Asked asked;
        each_sum(planned_.series[s].numerator, [&](const PlannedSum& sum) { asked[0].push_back(sum.dataset); });
        each_sum(planned_.series[s].denominator, [&](const PlannedSum& sum) { asked[1].push_back(sum.dataset); });
        std::vector<std::size_t>& first =
            first_silent.try_emplace(std::move(asked), numbers.size(), planned_.series.size()).first->second;
        for (std::size_t a = 0; a < areas; ++a) {
            serving[s * areas + a] = s;
            if (a < numbers.size() && is_silent(planned_.series[s], numbers[a])) {
                first[a] = std::min(first[a], s);
                serving[s * areas + a] = first[a];
            }
        }
    }
    return serving;
}

std::vector<int> Evaluation::years() const
{
    std::set<int> found;
    const PlannedQuantity& numerator = planned_.series.front().numerator;
    each_sum(numerator, [&](const PlannedSum& sum) {
        for (const int year : grids_[sum.dataset].years(sum.position)) {
            found.insert(year - numerator.offset_years);
        }
    });
    std::vector<int> years;
    for (const int year : found) {
        if (request_.years.empty() ||
            std::find(request_.years.begin(), request_.years.end(), year) != request_.years.end()) {
            years.push_back(year);
        }
    }
    return years;
}

std::vector<areas::AreaNumber> Evaluation::area_numbers() const
{
    std::vector<areas::AreaNumber> numbers;
    for (const std::string& key : request_.areas) {
        numbers.push_back(sources_.areas.need(key).number);
    }
    if (!numbers.empty() || (!request_.level && !request_.regions.empty() && !request_.all_areas)) {
        return numbers;
    }
    std::vector<bool> present(sources_.areas.size(), false);
    for (const PlannedSeries& series : planned_.series) {
        for (const PlannedQuantity* quantity : {&series.numerator, &series.denominator}) {
            each_sum(*quantity, [&](const PlannedSum& sum) { grids_[sum.dataset].mark_areas(sum.position, present); });
        }
    }
    if (view_ != nullptr) {
        view_->territory().spread(present);
    }
    const auto exists = [&](const areas::Area& area) { return present[static_cast<std::size_t>(area.number)]; };
    if (request_.level) {
        return view_ == nullptr ? areas::units_of_level(sources_.areas, *request_.level, exists)
                                : areas::units_of_territory(sources_.areas, *request_.level, exists);
    }
    for (const areas::Area& area : sources_.areas.all()) {
        const areas::Area* same = sources_.areas.same_place(area.number);
        if (exists(area) || (same != nullptr && exists(*same))) {
            numbers.push_back(area.number);
        }
    }
    std::sort(numbers.begin(), numbers.end(), [&](areas::AreaNumber a, areas::AreaNumber b) {
        const std::string& x = sources_.areas.at(a).key;
        const std::string& y = sources_.areas.at(b).key;
        return std::pair(x != "DG", x) < std::pair(y != "DG", y);
    });
    return numbers;
}

PlacedAmount Evaluation::own_amount(const PlannedQuantity& quantity, areas::AreaNumber area, int year) const
{
    PlacedAmount own;
    Amount sum;
    for (const PlannedTerm& term : quantity.terms) {
        Amount part;
        for (const PlannedSum& planned : term.alternatives) {
            part = grids_[planned.dataset].at(planned.position, area, year + quantity.offset_years);
            if (part.cells > 0) {
                if (tracing_) {
                    own.contributions.push_back({planned, area, year + quantity.offset_years, term.factor});
                }
                break;
            }
        }
        if (quantity.nil_is_missing && part.only_nil()) {
            part = {};
        }
        add(sum, part, term.factor);
    }
    // Where not one term has a cell, nothing was delivered at all: the amount stays empty.
    if ((sum.signs & ~bit(Sign::absent)) != 0) {
        own.amount = sum;
    }
    return own;
}

PlacedAmount Evaluation::amount(const PlannedQuantity& quantity, areas::AreaNumber number, int year, int depth) const
{
    if (view_ != nullptr) {
        return converted_amount(quantity, {&number, 1}, year);
    }
    PlacedAmount own = own_amount(quantity, number, year);
    if (own.amount.cells > 0 && !own.amount.only_nil()) {
        return own;
    }
    if (planned_.definition->aggregable && depth < deepest_conversion) {
        if (auto merged = merged_amount(quantity, number, year, depth)) {
            return *merged;
        }
    }
    if (const areas::Area* same = sources_.areas.same_place(number)) {
        PlacedAmount elsewhere = own_amount(quantity, same->number, year);
        if (elsewhere.amount.cells > 0 && !elsewhere.amount.only_nil()) {
            return elsewhere;
        }
    }
    own.exists = false;
    each_sum(quantity, [&](const PlannedSum& sum) {
        own.exists =
            own.exists || sources_.areas.exists(number, grids_[sum.dataset].dataset(), year + quantity.offset_years);
    });
    return own;
}

std::vector<Contribution> Evaluation::contributions(const PlannedQuantity& quantity,
                                                    std::span<const areas::AreaNumber> numbers, int year) const
{
    ensure(tracing_, "cells are told where an evaluation traces");
    std::vector<Contribution> found;
    if (quantity.terms.empty()) {
        return found;
    }
    if (view_ != nullptr) {
        found = converted_amount(quantity, numbers, year).contributions;
    }
    for (std::size_t n = 0; view_ == nullptr && n < numbers.size(); ++n) {
        const PlacedAmount part = amount(quantity, numbers[n], year);
        found.insert(found.end(), part.contributions.begin(), part.contributions.end());
    }
    return found;
}

std::optional<PlacedAmount> Evaluation::merged_amount(const PlannedQuantity& quantity, areas::AreaNumber number,
                                                      int year, int depth) const
{
    const auto from = predecessors_.find(number);
    if (from == predecessors_.end() || from->second.empty()) {
        return std::nullopt;
    }
    PlacedAmount merged;
    merged.converted = true;
    for (const std::string& old : from->second) {
        if (old == sources_.areas.at(number).key) {
            return std::nullopt;  // it only grew: its own rows are its own
        }
        const areas::Area* area = sources_.areas.find(old);
        const PlacedAmount part = area == nullptr ? PlacedAmount{} : amount(quantity, area->number, year, depth + 1);
        if (part.amount.cells == 0 || part.amount.only_nil() || !part.exists) {
            return std::nullopt;
        }
        add(merged.amount, part.amount, 1);
        merged.contributions.insert(merged.contributions.end(), part.contributions.begin(), part.contributions.end());
    }
    return merged;
}

Figure Evaluation::figure_of_area(const PlannedSeries& series, areas::AreaNumber number, int year) const
{
    if (view_ != nullptr) {
        Figure figure;
        figure.sign = Sign::no_territory;
        if (view_->territory().has(number)) {
            figure = converted_figure(series, {&number, 1}, year);
        }
        if (figure.has_value()) {
            add_break(figure, sources_.areas.at(number).key, year);
        }
        return figure;
    }
    const bool has_denominator = !series.denominator.terms.empty();
    const PlacedAmount numerator = amount(series.numerator, number, year);
    const PlacedAmount denominator = has_denominator ? amount(series.denominator, number, year) : PlacedAmount{};
    Figure figure = compute(series, numerator.amount, denominator.amount);
    if (!(numerator.exists && denominator.exists) && (!figure.has_value() || figure.sign == Sign::nil)) {
        figure.sign = Sign::no_territory;
    }
    if (figure.has_value()) {
        figure.flags |= numerator.converted || denominator.converted ? bit(Flag::converted_exact) : 0;
        add_break(figure, sources_.areas.at(number).key, year);
    }
    return figure;
}

Figure Evaluation::figure_of_region(const PlannedSeries& series, const Members& members, int year) const
{
    if (!planned_.definition->aggregable || !members.region->has_sum) {
        Figure figure;
        figure.sign = Sign::not_applicable;
        figure.flags = bit(Flag::not_summable);
        return figure;
    }
    if (!members.expressible) {
        Figure figure;
        figure.sign = Sign::no_territory;
        figure.flags = bit(Flag::not_convertible);
        return figure;
    }
    if (view_ != nullptr) {
        std::vector<areas::AreaNumber> numbers;
        for (const areas::Area* area : members.areas) {
            numbers.push_back(area == nullptr ? -1 : area->number);
        }
        Figure figure = converted_figure(series, numbers, year);
        if (figure.has_value()) {
            add_break(figure, members.first, year);
        }
        return figure;
    }
    Amount numerator;
    Amount denominator;
    bool converted = false;
    bool exists = true;
    const auto add_member = [&](Amount& sum, const PlannedQuantity& quantity, const areas::Area* area) {
        const PlacedAmount part = area == nullptr ? PlacedAmount{} : amount(quantity, area->number, year);
        add(sum, part.amount, 1);
        converted = converted || part.converted;
        exists = exists && part.exists;
    };
    for (const areas::Area* area : members.areas) {
        add_member(numerator, series.numerator, area);
        if (!series.denominator.terms.empty()) {
            add_member(denominator, series.denominator, area);
        }
    }
    Figure figure = compute(series, numerator, denominator);
    if (!exists) {
        figure.sign = Sign::no_territory;
    }
    if (figure.has_value()) {
        figure.flags |= converted ? bit(Flag::converted_exact) : 0;
        figure.flags |= numerator.rounded && members.areas.size() > 1 ? bit(Flag::sum_of_rounded) : 0;
        add_break(figure, members.first, year);
    }
    return figure;
}

Figure Evaluation::compute(const PlannedSeries& series, const Amount& numerator, const Amount& denominator) const
{
    Figure figure;
    figure.numerator = numerator;
    figure.denominator = denominator;
    figure.sign = numerator.missing();
    if (series.denominator.terms.empty()) {
        if (!is_missing(figure.sign)) {
            figure.value = numerator.number;
            figure.low = numerator.low;
            figure.high = numerator.high;
            figure.sign = numerator.only_nil() ? Sign::nil : Sign::none;
        }
    } else {
        figure.sign = std::max(figure.sign, denominator.missing());
        if (!is_missing(figure.sign) && denominator.number == 0) {
            figure.sign = Sign::no_base;
        }
        if (!is_missing(figure.sign)) {
            const Ratio ratio = divide(numerator, denominator, factor(planned_.definition->unit));
            figure.value = ratio.value;
            // The same cells above and below the line: however they were rounded, they cancel out.
            const bool whole = planned_.definition->is_distribution() && series.series.dimension.empty();
            figure.low = whole ? ratio.value : ratio.low;
            figure.high = whole ? ratio.value : ratio.high;
        }
    }
    if (figure.has_value()) {
        ensure(std::isfinite(figure.value), "a figure with a value is finite");
        figure.flags |= flags_of_signs(numerator.signs | denominator.signs);
        figure.flags |= numerator.rounded || denominator.rounded ? bit(Flag::rounded) : 0;
    }
    return figure;
}

void Evaluation::add_break(Figure& figure, const std::string& key, int year) const
{
    for (const Break& entry : planned_.definition->breaks) {
        figure.flags |= entry.year == year && begins_with_any(key, entry.areas) ? bit(Flag::at_break) : 0;
    }
}

std::vector<areas::AreaNumber> needed_areas(const Request& request, const Sources& sources,
                                            const areas::Territory* territory)
{
    if (request.all_areas || (request.areas.empty() && (request.level || request.regions.empty()))) {
        return {};
    }
    std::vector<std::string> keys = request.areas;
    for (const std::string& key : request.areas) {
        sources.areas.need(key);  // a key that nobody delivered is a mistake of the asker
    }
    for (const std::string& id : request.regions) {
        for (const std::string& key : areas::members_of(areas::need_region(sources.regions, id), sources.areas)) {
            keys.push_back(key);
        }
    }
    if (territory != nullptr) {
        keys = territory->connected(keys);
    }
    std::set<areas::AreaNumber> numbers;
    std::set<std::string> seen;  // a unit that kept its key when it took others in is its own predecessor
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (!seen.insert(keys[i]).second) {
            continue;
        }
        if (const areas::Area* area = sources.areas.find(keys[i])) {
            numbers.insert(area->number);
            if (const areas::Area* same = sources.areas.same_place(area->number)) {
                numbers.insert(same->number);
            }
        }
        for (const std::string& old : areas::exact_predecessors(sources.reforms, keys[i])) {
            keys.push_back(old);
        }
    }
    // No member was ever delivered: ask for none, not for all.
    return numbers.empty() ? std::vector<areas::AreaNumber>{-1}
                           : std::vector<areas::AreaNumber>(numbers.begin(), numbers.end());
}

int largest_offset(const std::vector<const Definition*>& definitions)
{
    int largest = 0;
    for (const Definition* definition : definitions) {
        largest = std::max(largest, std::abs(definition->numerator.offset_years));
        largest = std::max(largest, definition->denominator ? std::abs(definition->denominator->offset_years) : 0);
    }
    return largest;
}

}  // namespace allmende::indicators
