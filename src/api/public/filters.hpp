#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "api/public/arguments.hpp"
#include "api/public/problem.hpp"
#include "releases/released.hpp"

namespace allmende::api::public_ {

/// What is kept: positions in ascending order; nothing where all is kept.
using Positions = std::optional<std::vector<std::int32_t>>;

/// `area`, `level` and `region` together, as positions in Released::areas(). Throws Problem{not_found} for unknown
/// ones.
Positions wanted_areas(const releases::Released& release, const Arguments& arguments);

/// `period` as years: `2015`, `2010..2015`, `2010..`, `latest`, or a label such as `2015/16`.
Positions wanted_years(const releases::ReleasedIndicator& indicator, const Arguments& arguments);

/// `by`: `sex`, `sex:female`, `all`; without it the total.
Positions wanted_series(const releases::ReleasedIndicator& indicator, const Arguments& arguments);

/// `period` among the codes of a dataset: `2015`, `2010..2015`, `2015-12-31`, `latest`.
Positions wanted_periods(const releases::ReleasedDataset& dataset, const Arguments& arguments);

/// Throws Problem{too_large} that says how many cells there are and by which parameters they become fewer.
void ensure_few_enough(std::int64_t cells, const Limits& limits, const Localized& parameters);

/// Position of the one area `key`; throws Problem{not_found} naming the nearest one.
std::int32_t need_area(const releases::Released& release, const std::string& key);

/// Throws Problem{not_found} naming the nearest one.
std::shared_ptr<const releases::ReleasedIndicator> need_indicator(const releases::Released& release,
                                                                  const std::string& id);

}  // namespace allmende::api::public_
