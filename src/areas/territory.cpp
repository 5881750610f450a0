#include "areas/territory.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "areas/area_keys.hpp"

namespace allmende::areas {

namespace {

std::size_t at(std::int32_t unit)
{
    return static_cast<std::size_t>(unit);
}

/// The number for a weight, or for another one where that is not known.
std::optional<std::pair<Weight, double>> choose(const ByWeight& known, Weight wanted)
{
    if (known[static_cast<std::size_t>(wanted)]) {
        return std::pair(wanted, *known[static_cast<std::size_t>(wanted)]);
    }
    for (const Weight weight : all_weights) {
        if (known[static_cast<std::size_t>(weight)]) {
            return std::pair(weight, *known[static_cast<std::size_t>(weight)]);
        }
    }
    return std::nullopt;
}

bool is_whole(double share)
{
    return share == std::round(share);
}

/// Chained shares have more digits than a count leaves room for: those of one part are set to sum to 1 again.
template <typename Sums>
void settle_columns(Sums& rows)
{
    constexpr double grains = 1 << 20;
    std::map<std::int32_t, std::vector<double*>> columns;
    for (auto& [ignored, sum] : rows) {
        for (auto& [unit, share] : sum.parts) {
            columns[unit].push_back(&share);
        }
    }
    for (auto& [ignored, column] : columns) {
        double sum = 0;
        bool fine = true;
        std::vector<double> shares;
        for (const double* share : column) {
            sum += *share;
            fine = fine && is_whole(*share * grains);
            shares.push_back(*share);
        }
        if (fine || std::abs(sum - 1) > 1e-9 || *std::min_element(shares.begin(), shares.end()) < 0) {
            continue;
        }
        shares = exact_shares(shares);
        for (std::size_t i = 0; i < column.size(); ++i) {
            *column[i] = shares[i];
        }
    }
}

template <typename Sum>
Sum itself(std::int32_t unit)
{
    Sum sum;
    sum.parts[unit] = 1;
    return sum;
}

template <typename Sum>
void add(Sum& sum, const Sum& part, double share)
{
    for (const auto& [unit, factor] : part.parts) {
        sum.parts[unit] += share * factor;
    }
    sum.weights |= part.weights;
    sum.gap = std::max(sum.gap, part.gap);
}

}  // namespace

Territory::Territory(const std::vector<Reform>& reforms, const AreaRegister& areas, std::string date)
    : areas_(areas), date_(std::move(date)), steps_(reforms)
{
    const auto& steps = steps_.all();
    while (first_later_ < steps.size() && steps[first_later_].date <= date_) {
        ++first_later_;
    }
    // The register may write a Gemeinde with the key of its association in the middle.
    const std::vector<Reform> no_parts;
    std::optional<RegisterNotation> notation;
    for (std::size_t u = 0; u < steps_.keys().size(); ++u) {
        const Area* area = areas.find(steps_.keys()[u]);
        if (area == nullptr && steps_.keys()[u].size() == 8) {
            if (!notation) {
                notation.emplace(areas, no_parts);
            }
            area = notation->find(steps_.keys()[u]);
        }
        numbers_.push_back(area == nullptr ? -1 : area->number);
        here_.push_back(exists(static_cast<std::int32_t>(u)));
        if (area != nullptr) {
            units_[area->number] = static_cast<std::int32_t>(u);
        }
    }
}

bool Territory::has(AreaNumber unit) const
{
    const auto known = units_.find(unit);
    return known == units_.end() || here_[at(known->second)];
}

/// The last reform up to the day decides; before the first one a unit exists unless that one formed it.
bool Territory::exists(std::int32_t unit) const
{
    bool exists = true;
    bool decided = false;
    const auto contains = [&](const std::vector<std::int32_t>& units) {
        return std::find(units.begin(), units.end(), unit) != units.end();
    };
    const auto& steps = steps_.all();
    for (std::size_t s = 0; s < steps.size() && (s < first_later_ || !decided); ++s) {
        const bool formed = contains(steps[s].formed);
        const bool dissolved = contains(steps[s].dissolved);
        if (formed || dissolved) {
            exists = s < first_later_ ? formed : dissolved;
            decided = true;
        }
    }
    return exists;
}

Standing Territory::standing_at(std::string_view day) const
{
    Standing standing;
    for (const ReformStep& step : steps_.all()) {
        standing.after.push_back(step.date <= day);
    }
    standing.as_part.assign(steps_.keys().size(), false);
    return standing;
}

Standing Territory::standing(const std::function<Carried(AreaNumber)>& carried, std::string_view day) const
{
    const auto by_unit = [&](std::int32_t unit) {
        const AreaNumber number = numbers_[at(unit)];
        return number < 0 ? Carried::absent : carried(number);
    };
    Standing standing;
    standing.as_part.assign(steps_.keys().size(), false);
    for (std::size_t u = 0; u < steps_.keys().size(); ++u) {
        const auto unit = static_cast<std::int32_t>(u);
        standing.as_part[u] = steps_.part_of(unit) && by_unit(unit) != Carried::values;
    }
    const auto with_part = [&](std::int32_t unit) {
        return standing.as_part[at(unit)] ? by_unit(*steps_.part_of(unit)) : by_unit(unit);
    };
    const auto& steps = steps_.all();
    for (std::size_t s = 0; s < steps.size(); ++s) {
        standing.after.push_back(stands_after(steps[s], s < first_later_, with_part, day));
    }
    return standing;
}

bool Territory::stands_after(const ReformStep& step, bool territory_after,
                             const std::function<Carried(std::int32_t)>& carried, std::string_view day) const
{
    const auto count = [&](const std::vector<std::int32_t>& units, Carried least) {
        return static_cast<std::size_t>(
            std::count_if(units.begin(), units.end(), [&](std::int32_t unit) { return carried(unit) >= least; }));
    };
    const std::size_t old_units = count(step.dissolved, Carried::values);
    const std::size_t new_units = count(step.formed, Carried::values);
    const bool by_day = step.date <= day;
    if (step.dissolved.empty() && step.formed.empty()) {
        return by_day;
    }
    if (step.formed.empty()) {
        // Rows of `-` for what was taken in say that its numbers stand with the other; no row says nothing.
        return old_units == 0 && (by_day || count(step.dissolved, Carried::named) == step.dissolved.size());
    }
    if (step.dissolved.empty()) {
        return new_units > 0 || (by_day && count(step.formed, Carried::named) < step.formed.size());
    }
    const bool all_old = old_units == step.dissolved.size();
    const bool all_new = new_units == step.formed.size();
    if (all_old != all_new) {
        return all_new;
    }
    if (all_old) {
        return territory_after;
    }
    return (old_units > 0) != (new_units > 0) ? new_units > 0 : by_day;
}

Conversion Territory::conversion(const Standing& standing, Weight weight) const
{
    std::map<std::int32_t, Sum> rows;
    for (std::size_t u = 0; u < here_.size(); ++u) {
        if (here_[u]) {
            const auto unit = static_cast<std::int32_t>(u);
            rows.emplace(unit, of_unit(unit, {standing, weight}));
        }
    }
    settle_columns(rows);
    Conversion conversion;
    conversion.rows_.assign(areas_.size(), -1);
    for (const auto& [unit, sum] : rows) {
        const bool own =
            sum.gap < 0 && sum.parts.size() == 1 && sum.parts.begin()->first == unit && sum.parts.begin()->second == 1;
        if (own || numbers_[at(unit)] < 0) {
            continue;
        }
        Composition composition;
        composition.gap = sum.gap;
        for (const auto& [part, share] : sum.parts) {
            if (share != 0) {
                composition.parts.push_back({numbers_[at(part)], share});
                // What was divided and came together again is whole.
                composition.weights = is_whole(share) ? composition.weights : sum.weights;
            }
        }
        std::sort(composition.parts.begin(), composition.parts.end());
        conversion.rows_[static_cast<std::size_t>(numbers_[at(unit)])] =
            static_cast<std::int32_t>(conversion.compositions_.size());
        conversion.compositions_.push_back(std::move(composition));
    }
    return conversion;
}

Territory::Sum Territory::of_unit(std::int32_t unit, const Question& question) const
{
    for (const std::size_t s : steps_.out_of(unit)) {
        if (s >= first_later_) {
            return question.standing.after[s] ? later(unit, s, question) : earlier(unit, first_later_, question);
        }
    }
    return earlier(unit, first_later_, question);
}

/// A unit out of what it was formed from, back to where the numbers stand.
Territory::Sum Territory::earlier(std::int32_t unit, std::size_t before, const Question& question) const
{
    const std::vector<std::size_t>& into = steps_.into(unit);
    const auto last = std::find_if(into.rbegin(), into.rend(), [&](std::size_t s) { return s < before; });
    if (last == into.rend() || question.standing.after[*last]) {
        return question.standing.as_part[at(unit)] ? itself<Sum>(*steps_.part_of(unit)) : itself<Sum>(unit);
    }
    const ReformStep& step = steps_.all()[*last];
    Sum sum;
    for (const ReformLink& link : step.links) {
        if (link.to != unit) {
            continue;
        }
        const Sum part = earlier(link.from, *last, question);
        if (link.whole) {
            add(sum, part, 1);
        } else if (const auto share = choose(link.share, question.weight)) {
            add(sum, part, share->second);
            sum.weights |= bit(share->first);
        } else {
            sum.gap = step.reform;
        }
    }
    return sum;
}

/// A unit out of what it went into, on to where the numbers stand.
Territory::Sum Territory::later(std::int32_t unit, std::size_t from, const Question& question) const
{
    const std::vector<std::size_t>& out = steps_.out_of(unit);
    const auto next = std::find_if(out.begin(), out.end(), [&](std::size_t s) { return s >= from; });
    if (next == out.end() || !question.standing.after[*next]) {
        return itself<Sum>(unit);
    }
    if (question.standing.as_part[at(unit)]) {
        return itself<Sum>(*steps_.part_of(unit));
    }
    const ReformStep& step = steps_.all()[*next];
    Sum sum;
    for (const ReformLink& link : step.links) {
        if (link.from != unit) {
            continue;
        }
        Sum whole = later(link.to, *next + 1, question);
        for (const ReformLink& other : step.links) {
            if (other.to == link.to && other.from != unit && steps_.part_of(other.from)) {
                add(whole, later(other.from, *next, question), -1);
            }
        }
        const auto share = link.back_whole ? std::nullopt : choose(link.back, question.weight);
        if (link.back_whole) {
            add(sum, whole, 1);
        } else if (share) {
            add(sum, whole, share->second);
            sum.weights |= bit(share->first);
        } else {
            sum.gap = step.reform;
        }
    }
    return sum;
}

void Territory::spread(std::vector<bool>& marked) const
{
    std::vector<bool> units(numbers_.size(), false);
    for (std::size_t u = 0; u < numbers_.size(); ++u) {
        units[u] = numbers_[u] >= 0 && marked[static_cast<std::size_t>(numbers_[u])];
    }
    const auto lead = [&](const std::vector<std::int32_t>& from, const std::vector<std::int32_t>& to) {
        if (std::any_of(from.begin(), from.end(), [&](std::int32_t unit) { return units[at(unit)]; })) {
            for (const std::int32_t unit : to) {
                units[at(unit)] = true;
            }
        }
    };
    const auto& steps = steps_.all();
    for (std::size_t s = 0; s < first_later_; ++s) {
        lead(steps[s].from, steps[s].to);
    }
    for (std::size_t s = steps.size(); s > first_later_; --s) {
        lead(steps[s - 1].to, steps[s - 1].from);
    }
    for (std::size_t u = 0; u < numbers_.size(); ++u) {
        if (numbers_[u] >= 0) {
            marked[static_cast<std::size_t>(numbers_[u])] = units[u] && here_[u];
        }
    }
}

std::optional<std::vector<std::string>> Territory::translate(const std::vector<std::string>& keys) const
{
    std::vector<std::string> said = keys;
    const auto replace = [&](const std::vector<std::int32_t>& gone, const std::vector<std::int32_t>& whole,
                             const std::vector<std::int32_t>& by) {
        const auto in_set = [&](std::int32_t unit) {
            return std::find(said.begin(), said.end(), steps_.keys()[at(unit)]) != said.end();
        };
        if (std::none_of(gone.begin(), gone.end(), in_set)) {
            return true;
        }
        if (!std::all_of(whole.begin(), whole.end(), in_set)) {
            return false;
        }
        for (const std::int32_t unit : whole) {
            std::erase(said, steps_.keys()[at(unit)]);
        }
        for (const std::int32_t unit : by) {
            said.push_back(steps_.keys()[at(unit)]);
        }
        return true;
    };
    const auto& steps = steps_.all();
    bool possible = true;
    for (std::size_t s = 0; s < first_later_; ++s) {
        possible = possible && replace(steps[s].dissolved, steps[s].from, steps[s].to);
    }
    for (std::size_t s = steps.size(); s > first_later_; --s) {
        possible = possible && replace(steps[s - 1].formed, steps[s - 1].to, steps[s - 1].from);
    }
    return possible ? std::optional(said) : std::nullopt;
}

std::vector<std::string> Territory::connected(const std::vector<std::string>& keys) const
{
    std::vector<std::string> found;
    std::set<std::string> seen;
    const auto take = [&](const std::string& key) {
        if (seen.insert(key).second) {
            found.push_back(key);
        }
    };
    for (const std::string& key : keys) {
        take(key);
    }
    for (std::size_t i = 0; i < found.size(); ++i) {
        const auto unit = steps_.find(found[i]);
        if (!unit) {
            continue;
        }
        for (const auto* steps : {&steps_.into(*unit), &steps_.out_of(*unit)}) {
            for (const std::size_t s : *steps) {
                for (const auto* units : {&steps_.all()[s].from, &steps_.all()[s].to}) {
                    for (const std::int32_t other : *units) {
                        take(steps_.keys()[at(other)]);
                        if (const auto part = steps_.part_of(other)) {
                            take(steps_.keys()[at(*part)]);
                        }
                    }
                }
            }
        }
    }
    return found;
}

}  // namespace allmende::areas
