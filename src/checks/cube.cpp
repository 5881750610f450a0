#include "checks/cube.hpp"

#include <algorithm>

namespace allmende::checks {

namespace {

std::vector<facts::Column> key_columns(const facts::Dataset& dataset)
{
    std::vector<facts::Column> columns{facts::Column::area, facts::Column::period, facts::Column::measure};
    for (std::size_t d = 0; d < dataset.dimensions.size(); ++d) {
        columns.push_back(facts::dimension_column(d));
    }
    columns.push_back(facts::Column::delivery);
    return columns;
}

Signature signature_of(const facts::Sums& sums, std::size_t group, std::size_t dimensions)
{
    Signature signature;
    signature.measure = sums.keys[2][group];
    for (std::size_t d = 0; d < dimensions; ++d) {
        signature.codes[d] = sums.keys[3 + d][group];
    }
    return signature;
}

template <typename T>
void sort_unique(std::vector<T>& values)
{
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
}

/// Of the signs of a cell, which is one observation, the one that is set.
Sign only_sign(std::uint32_t signs)
{
    int bit = 0;
    while (bit < 31 && (signs & 1u << bit) == 0) {
        ++bit;
    }
    return static_cast<Sign>(bit);
}

}  // namespace

Cube Cube::load(facts::FactStore& facts, const facts::Dataset& dataset, const areas::AreaRegister& areas,
                const std::optional<facts::PeriodRange>& periods, const std::vector<std::int32_t>& measures,
                const std::optional<std::int32_t>& as_of)
{
    facts::Query query{{{facts::Column::dataset, {dataset.number}}}, periods, as_of};
    if (!measures.empty()) {
        query.filters.push_back({facts::Column::measure, measures});
    }
    const std::size_t dimensions = dataset.dimensions.size();
    const facts::Sums sums = facts.sums(query, key_columns(dataset), {facts::Case{}});
    Cube cube;
    std::vector<Signature> of_group(sums.groups);
    for (std::size_t g = 0; g < sums.groups; ++g) {
        of_group[g] = signature_of(sums, g, dimensions);
    }
    cube.signatures_ = of_group;
    sort_unique(cube.signatures_);
    cube.areas_ = sums.groups == 0 ? std::vector<std::int32_t>() : sums.keys[0];
    sort_unique(cube.areas_);
    cube.periods_ = sums.groups == 0 ? std::vector<std::int32_t>() : sums.keys[1];
    sort_unique(cube.periods_);
    std::sort(cube.areas_.begin(), cube.areas_.end(),
              [&](areas::AreaNumber a, areas::AreaNumber b) { return areas.at(a).key < areas.at(b).key; });
    cube.area_at_.assign(areas.size(), -1);
    for (std::size_t a = 0; a < cube.areas_.size(); ++a) {
        cube.area_at_[static_cast<std::size_t>(cube.areas_[a])] = static_cast<std::int32_t>(a);
    }
    const std::size_t size = cube.periods_.size() * cube.signatures_.size() * cube.areas_.size();
    cube.values_.assign(size, 0);
    cube.signs_.assign(size, Sign::absent);
    cube.deliveries_.assign(size, 0);
    cube.occurs_.assign(cube.periods_.size() * cube.signatures_.size(), false);
    const Signature* last = nullptr;
    std::size_t s = 0;
    for (std::size_t g = 0; g < sums.groups; ++g) {
        if (last == nullptr || *last != of_group[g]) {
            last = &of_group[g];
            s = *cube.find(*last);
        }
        const auto p = static_cast<std::size_t>(
            std::lower_bound(cube.periods_.begin(), cube.periods_.end(), sums.keys[1][g]) - cube.periods_.begin());
        const std::size_t cell =
            cube.at(p, s, static_cast<std::size_t>(cube.area_at_[static_cast<std::size_t>(sums.keys[0][g])]));
        cube.values_[cell] = sums.totals[0][g].number;
        cube.signs_[cell] = only_sign(sums.totals[0][g].signs);
        cube.deliveries_[cell] = sums.keys.back()[g];
        cube.occurs_[p * cube.signatures_.size() + s] = true;
        ++cube.cells_;
    }
    return cube;
}

std::optional<std::size_t> Cube::find(const Signature& signature) const
{
    const auto found = std::lower_bound(signatures_.begin(), signatures_.end(), signature);
    return found == signatures_.end() || *found != signature
               ? std::nullopt
               : std::optional(static_cast<std::size_t>(found - signatures_.begin()));
}

std::optional<std::size_t> Cube::find_area(areas::AreaNumber number) const
{
    const auto index = static_cast<std::size_t>(number);
    return number < 0 || index >= area_at_.size() || area_at_[index] < 0
               ? std::nullopt
               : std::optional(static_cast<std::size_t>(area_at_[index]));
}

}  // namespace allmende::checks
