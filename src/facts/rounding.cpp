#include "facts/rounding.hpp"

#include <cmath>

namespace allmende::facts {

namespace {

constexpr double least_share = 0.9;
constexpr double chance_limit = 1e-9;

/// An upper bound of the probability that at least `hits` of `cells` numbers are multiples by chance (Chernoff bound of
/// the binomial tail: exp(−n·D(h/n ‖ p)), Hoeffding 1963, theorem 1).
double chance(std::int32_t cells, std::int32_t hits, double probability)
{
    const double share = static_cast<double>(hits) / cells;
    if (share <= probability) {
        return 1;
    }
    const double rest = share >= 1 ? 0 : (1 - share) * std::log((1 - share) / (1 - probability));
    return std::exp(-cells * (share * std::log(share / probability) + rest));
}

bool rounded_to(const MultipleCount& count, std::int32_t hits, int base)
{
    return hits >= least_share * count.cells && chance(count.cells, hits, 1.0 / base) < chance_limit;
}

}  // namespace

int rounding_base(const MultipleCount& count)
{
    if (count.cells == 0) {
        return 0;
    }
    if (rounded_to(count, count.of_10, 10)) {
        return 10;
    }
    if (rounded_to(count, count.of_5, 5)) {
        return 5;
    }
    return rounded_to(count, count.of_3, 3) ? 3 : 0;
}

int rounding_distance(int base)
{
    switch (base) {
    case 3: return 1;
    case 5: return 2;
    case 10: return 5;
    default: return 0;
    }
}

void RoundingWatch::see(std::string_view area_key, int year, double value, Sign sign, std::uint8_t decimals)
{
    if (decimals != 0 || value == 0 || is_missing(sign) || std::abs(value) > 9e15) {
        return;
    }
    const std::string_view land = area_key.substr(0, 2);
    if (last_ == nullptr || year != last_year_ || land != last_land_) {
        last_land_ = land;
        last_year_ = year;
        last_ = &counts_[{last_land_, year}];
    }
    const auto number = static_cast<std::int64_t>(value);
    ++last_->cells;
    last_->of_3 += number % 3 == 0 ? 1 : 0;
    last_->of_5 += number % 5 == 0 ? 1 : 0;
    last_->of_10 += number % 10 == 0 ? 1 : 0;
    last_->ones += number == 1 ? 1 : 0;
}

std::vector<RoundingWatch::Group> RoundingWatch::groups() const
{
    std::vector<Group> groups;
    for (const auto& [group, count] : counts_) {
        groups.push_back({group.first, group.second, rounding_base(count), count});
    }
    return groups;
}

void RoundingIndex::set(const std::string& dataset, const std::string& land, int year, int base)
{
    if (base > 0) {
        by_dataset_[dataset][{land, year}] = base;
    } else if (const auto known = by_dataset_.find(dataset); known != by_dataset_.end()) {
        known->second.erase({land, year});
    }
}

int RoundingIndex::base(const std::string& dataset, std::string_view area_key, int year) const
{
    const auto of_dataset = by_dataset_.find(dataset);
    if (of_dataset == by_dataset_.end()) {
        return 0;
    }
    const auto found = of_dataset->second.find({std::string(area_key.substr(0, 2)), year});
    return found == of_dataset->second.end() ? 0 : found->second;
}

std::vector<RoundingIndex::Entry> RoundingIndex::entries() const
{
    std::vector<Entry> entries;
    for (const auto& [dataset, groups] : by_dataset_) {
        for (const auto& [group, base] : groups) {
            entries.push_back({dataset, group.first, group.second, base});
        }
    }
    return entries;
}

}  // namespace allmende::facts
