#include "indicators/grid.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/error.hpp"

namespace allmende::indicators {

namespace {

/// What all cases ask of a column, together: read before the cases are told apart.
std::vector<facts::Filter> common_filters(const DatasetPlan& plan)
{
    std::map<facts::Column, std::set<std::int32_t>> codes;
    for (const facts::Case& wanted : plan.cases) {
        for (const facts::Filter& filter : wanted.filters) {
            codes[filter.column].insert(filter.any_of.begin(), filter.any_of.end());
        }
    }
    std::vector<facts::Filter> filters{{facts::Column::dataset, {plan.dataset->number}}};
    for (const auto& [column, values] : codes) {
        filters.push_back({column, {values.begin(), values.end()}});
    }
    return filters;
}

bool counts(const Quantity& pick, const Period& period)
{
    if (!pick.period_kind) {
        return true;
    }
    return period.kind == *pick.period_kind && (pick.month == 0 || period.month == pick.month) &&
           (pick.day == 0 || period.day == pick.day);
}

/// A year stands for its end; a school year or winter semester for the end of the year in which it begins.
std::string last_day(const Period& period)
{
    const bool has_day = period.kind == PeriodKind::day;
    return fmt::format("{:04}-{:02}-{:02}", period.year, has_day ? period.month : 12, has_day ? period.day : 31);
}

}  // namespace

DatasetGrid::DatasetGrid(const DatasetPlan& plan, const std::vector<areas::AreaNumber>& wanted, const Request& request,
                         int extra_years, const Sources& sources)
    : dataset_(plan.dataset->number)
{
    facts::Query query;
    query.filters = common_filters(plan);
    query.as_of = request.as_of;
    if (!wanted.empty()) {
        query.filters.push_back({facts::Column::area, wanted});
    }
    if (!request.years.empty()) {
        const auto [first, last] = std::minmax_element(request.years.begin(), request.years.end());
        query.periods =
            facts::PeriodRange{first_code_of_year(*first - extra_years), end_code_of_year(*last + extra_years)};
    }
    fill(plan, sources.facts.sums(query, {facts::Column::area, facts::Column::period}, plan.cases), sources);
    find_bases(plan, sources);
}

void DatasetGrid::fill(const DatasetPlan& plan, const facts::Sums& sums, const Sources& sources)
{
    slots_.assign(sources.areas.size(), -1);
    if (sums.groups == 0) {
        return;
    }
    const std::vector<std::int32_t>& area_of = sums.keys[0];
    std::vector<std::int16_t> year_of(sums.groups);
    int last_year = 0;
    first_year_ = 9999;
    for (std::size_t g = 0; g < sums.groups; ++g) {
        auto& slot = slots_[static_cast<std::size_t>(area_of[g])];
        slot = slot < 0 ? static_cast<std::int32_t>(areas_++) : slot;
        year_of[g] = Period::from_code(sums.keys[1][g]).year;
        first_year_ = std::min<int>(first_year_, year_of[g]);
        last_year = std::max<int>(last_year, year_of[g]);
    }
    years_ = static_cast<std::size_t>(last_year - first_year_ + 1);
    days_.resize(years_);
    for (std::size_t g = 0; g < sums.groups; ++g) {
        std::string& day = days_[static_cast<std::size_t>(year_of[g] - first_year_)];
        day = std::max(day, last_day(Period::from_code(sums.keys[1][g])));
    }
    totals_.assign(plan.cases.size() * areas_ * years_, {});
    filled_.assign(plan.cases.size() * areas_, false);
    for (std::size_t c = 0; c < plan.cases.size(); ++c) {
        for (std::size_t g = 0; g < sums.groups; ++g) {
            const facts::Sums::Total& total = sums.totals[c][g];
            if (total.cells == 0 || !counts(plan.period_picks[c], Period::from_code(sums.keys[1][g]))) {
                continue;
            }
            const auto slot = static_cast<std::size_t>(slots_[static_cast<std::size_t>(area_of[g])]);
            auto& target = totals_[(c * areas_ + slot) * years_ + static_cast<std::size_t>(year_of[g] - first_year_)];
            if (target.cells > 0) {
                fail(
                    ErrorCode::bad_input,
                    "the dataset {} has several periods in {} (one of them {}); the indicator's definition must say which one counts: "
                    "period = \"day:12-31\" or \"month:06\" or \"winter_semester\"",
                    plan.dataset->id, year_of[g], Period::from_code(sums.keys[1][g]).text());
            }
            target = total;
            filled_[c * areas_ + slot] = true;
        }
    }
}

void DatasetGrid::find_bases(const DatasetPlan& plan, const Sources& sources)
{
    if (!sources.rounding.knows(plan.dataset->id)) {
        return;
    }
    bases_.assign(areas_ * years_, 0);
    for (std::size_t area = 0; area < slots_.size(); ++area) {
        for (std::size_t y = 0; slots_[area] >= 0 && y < years_; ++y) {
            bases_[static_cast<std::size_t>(slots_[area]) * years_ + y] = static_cast<std::uint8_t>(
                sources.rounding.base(plan.dataset->id, sources.areas.at(static_cast<areas::AreaNumber>(area)).key,
                                      first_year_ + static_cast<int>(y)));
        }
    }
}

const facts::Sums::Total* DatasetGrid::find(std::size_t position, areas::AreaNumber area, int year) const
{
    if (static_cast<std::size_t>(area) >= slots_.size() || slots_[static_cast<std::size_t>(area)] < 0 ||
        year < first_year_ || year >= first_year_ + static_cast<int>(years_)) {
        return nullptr;
    }
    const auto slot = static_cast<std::size_t>(slots_[static_cast<std::size_t>(area)]);
    return &totals_[(position * areas_ + slot) * years_ + static_cast<std::size_t>(year - first_year_)];
}

Amount DatasetGrid::at(std::size_t position, areas::AreaNumber area, int year) const
{
    const facts::Sums::Total* total = find(position, area, year);
    if (total == nullptr || total->cells == 0) {
        return {};
    }
    const auto slot = static_cast<std::size_t>(slots_[static_cast<std::size_t>(area)]);
    const int base = bases_.empty() ? 0 : bases_[slot * years_ + static_cast<std::size_t>(year - first_year_)];
    return make_amount(total->number, total->cells, total->signs, base);
}

bool DatasetGrid::names(areas::AreaNumber area, int year) const
{
    const std::size_t cases = areas_ * years_ == 0 ? 0 : totals_.size() / (areas_ * years_);
    for (std::size_t c = 0; c < cases; ++c) {
        const facts::Sums::Total* total = find(c, area, year);
        if (total != nullptr && total->cells > 0) {
            return true;
        }
    }
    return false;
}

std::vector<int> DatasetGrid::years(std::size_t position) const
{
    std::vector<int> years;
    for (std::size_t y = 0; y < years_; ++y) {
        for (std::size_t area = 0; area < areas_; ++area) {
            if (totals_[(position * areas_ + area) * years_ + y].cells > 0) {
                years.push_back(first_year_ + static_cast<int>(y));
                break;
            }
        }
    }
    return years;
}

bool DatasetGrid::has(std::size_t position, areas::AreaNumber area) const
{
    const auto at = static_cast<std::size_t>(area);
    return at < slots_.size() && slots_[at] >= 0 && filled_[position * areas_ + static_cast<std::size_t>(slots_[at])];
}

void DatasetGrid::mark_areas(std::size_t position, std::vector<bool>& present) const
{
    for (std::size_t area = 0; area < slots_.size(); ++area) {
        present[area] = present[area] || has(position, static_cast<areas::AreaNumber>(area));
    }
}

}  // namespace allmende::indicators
