#include "areas/reform_steps.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace allmende::areas {

namespace {

/// Counts have at most 33 bits, so a count times a multiple of this stays exact in a double.
constexpr double grain = 1.0 / (1 << 20);

ReformLink make_link(std::int32_t from, std::int32_t to, const ReformChange& change)
{
    ReformLink link;
    link.from = from;
    link.to = to;
    link.whole = change.exact();
    for (const auto& [kind, weight] : change.weights) {
        if (const auto known = weight_by_name(kind)) {
            link.share[static_cast<std::size_t>(*known)] = weight;
        }
    }
    return link;
}

/// Which links hang together, by the units that they share.
std::vector<std::vector<ReformLink>> hanging_together(const std::vector<ReformLink>& links)
{
    std::vector<std::size_t> group(links.size());
    std::iota(group.begin(), group.end(), std::size_t{0});
    const auto root = [&](std::size_t at) {
        while (group[at] != at) {
            at = group[at] = group[group[at]];
        }
        return at;
    };
    std::unordered_map<std::int32_t, std::size_t> first;
    for (std::size_t l = 0; l < links.size(); ++l) {
        for (const std::int32_t unit : {links[l].from, links[l].to}) {
            const auto [at, fresh] = first.try_emplace(unit, l);
            if (!fresh) {
                group[root(l)] = root(at->second);
            }
        }
    }
    std::map<std::size_t, std::vector<ReformLink>> found;
    for (std::size_t l = 0; l < links.size(); ++l) {
        found[root(l)].push_back(links[l]);
    }
    std::vector<std::vector<ReformLink>> groups;
    for (auto& [ignored, members] : found) {
        groups.push_back(std::move(members));
    }
    return groups;
}

void add_once(std::vector<std::int32_t>& units, std::int32_t unit)
{
    if (std::find(units.begin(), units.end(), unit) == units.end()) {
        units.push_back(unit);
    }
}

std::vector<std::int32_t> without(const std::vector<std::int32_t>& units, const std::vector<std::int32_t>& others)
{
    std::vector<std::int32_t> rest;
    for (const std::int32_t unit : units) {
        if (std::find(others.begin(), others.end(), unit) == others.end()) {
            rest.push_back(unit);
        }
    }
    return rest;
}

/// Makes the shares of each old unit sum to exactly 1.
void settle_shares(ReformStep& step)
{
    for (const std::int32_t old : step.from) {
        std::vector<ReformLink*> links;
        for (ReformLink& link : step.links) {
            if (link.from == old && !link.whole) {
                links.push_back(&link);
            }
        }
        for (std::size_t kind = 0; kind < all_weights.size() && !links.empty(); ++kind) {
            std::vector<double> shares;
            for (const ReformLink* link : links) {
                if (link->share[kind]) {
                    shares.push_back(*link->share[kind]);
                }
            }
            shares = shares.size() == links.size() ? exact_shares(shares) : std::vector<double>{};
            for (std::size_t l = 0; l < links.size(); ++l) {
                links[l]->share[kind] = shares.empty() ? std::nullopt : std::optional(shares[l]);
            }
        }
    }
}

}  // namespace

std::vector<double> exact_shares(const std::vector<double>& shares)
{
    const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
    std::vector<double> grains;
    std::vector<std::pair<double, std::size_t>> rests;
    double given = 0;
    for (std::size_t i = 0; i < shares.size(); ++i) {
        const double wanted = sum > 0 ? shares[i] / sum / grain : 0;
        grains.push_back(std::floor(wanted));
        rests.emplace_back(grains[i] - wanted, i);
        given += grains[i];
    }
    std::sort(rests.begin(), rests.end());
    const auto missing = sum > 0 ? static_cast<std::size_t>(1 / grain - given) : 0;
    for (std::size_t i = 0; i < missing && i < rests.size(); ++i) {
        ++grains[rests[i].second];
    }
    for (double& value : grains) {
        value *= grain;
    }
    return grains;
}

ReformSteps::ReformSteps(const std::vector<Reform>& reforms)
{
    for (std::size_t r = 0; r < reforms.size(); ++r) {
        add(reforms[r], static_cast<std::int32_t>(r));
    }
    std::stable_sort(steps_.begin(), steps_.end(),
                     [](const ReformStep& a, const ReformStep& b) { return a.date < b.date; });
    into_.resize(keys_.size());
    out_of_.resize(keys_.size());
    for (std::size_t s = 0; s < steps_.size(); ++s) {
        for (const std::int32_t unit : steps_[s].to) {
            into_[static_cast<std::size_t>(unit)].push_back(s);
        }
        for (const std::int32_t unit : steps_[s].from) {
            out_of_[static_cast<std::size_t>(unit)].push_back(s);
        }
    }
}

std::optional<std::int32_t> ReformSteps::find(const std::string& key) const
{
    const auto at = numbers_.find(key);
    return at == numbers_.end() ? std::nullopt : std::optional(at->second);
}

std::optional<std::int32_t> ReformSteps::part_of(std::int32_t unit) const
{
    const auto at = parts_.find(unit);
    return at == parts_.end() ? std::nullopt : std::optional(at->second);
}

std::int32_t ReformSteps::number(const std::string& key)
{
    const auto [at, fresh] = numbers_.try_emplace(key, static_cast<std::int32_t>(keys_.size()));
    if (fresh) {
        keys_.push_back(key);
    }
    return at->second;
}

void ReformSteps::add(const Reform& reform, std::int32_t reform_number)
{
    std::vector<ReformLink> links;
    for (const ReformChange& change : reform.changes) {
        for (const std::string& old : change.from) {
            links.push_back(make_link(number(old), number(change.to), change));
        }
        for (const auto& [old, part] : change.as_part) {
            parts_[number(old)] = number(part);
        }
    }
    for (std::vector<ReformLink>& group : hanging_together(links)) {
        ReformStep step;
        step.date = reform.date;
        step.reform = reform_number;
        for (const ReformLink& link : group) {
            add_once(step.from, link.from);
            add_once(step.to, link.to);
        }
        step.dissolved = without(step.from, step.to);
        step.formed = without(step.to, step.from);
        step.links = std::move(group);
        settle_shares(step);
        divide_back(step, reform);
        steps_.push_back(std::move(step));
    }
}

/// How a new unit divides into the old ones again: by their sizes before the reform, where those are known of all.
void ReformSteps::divide_back(ReformStep& step, const Reform& reform) const
{
    for (const std::int32_t formed : step.to) {
        std::vector<ReformLink*> links;
        for (ReformLink& link : step.links) {
            if (link.to == formed && !parts_.contains(link.from)) {
                links.push_back(&link);
            }
        }
        if (links.size() == 1) {
            links.front()->back_whole = true;
            continue;
        }
        for (const Weight weight : all_weights) {
            const auto sizes = reform.sizes.find(std::string(name(weight)));
            std::vector<double> shares;
            for (const ReformLink* link : links) {
                const auto& share = link->share[static_cast<std::size_t>(weight)];
                if (sizes != reform.sizes.end() &&
                    sizes->second.contains(keys_[static_cast<std::size_t>(link->from)]) && (link->whole || share)) {
                    shares.push_back(sizes->second.at(keys_[static_cast<std::size_t>(link->from)]) * share.value_or(1));
                }
            }
            if (shares.size() < links.size() || links.empty()) {
                continue;
            }
            shares = exact_shares(shares);
            for (std::size_t l = 0; l < links.size(); ++l) {
                links[l]->back[static_cast<std::size_t>(weight)] = shares[l];
            }
        }
    }
}

}  // namespace allmende::areas
