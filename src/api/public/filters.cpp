#include "api/public/filters.hpp"

#include <algorithm>
#include <functional>
#include <set>

#include "base/period.hpp"

namespace allmende::api::public_ {

namespace {

using Set = std::set<std::int32_t>;

std::vector<std::int32_t> sorted(const Set& set)
{
    return {set.begin(), set.end()};
}

[[noreturn]] void refuse_unknown(const std::string& what_de, const std::string& what_en, const std::string& value,
                                 const std::vector<std::string>& known, const std::string& parameter)
{
    constexpr std::size_t most_listed = 12;
    std::string listed;
    if (known.size() <= most_listed) {
        listed = join(known, ", ");
    }
    const Localized rest =
        listed.empty() ? Localized{}
                       : Localized{fmt::format(" Es gibt: {}.", listed), fmt::format(" There are: {}.", listed)};
    refuse(ErrorCode::not_found,
           Localized{fmt::format("{} „{}“ gibt es in dieser Veröffentlichung nicht.", what_de, plain(value)),
                     fmt::format("This release has no {} “{}”.", what_en, plain(value))} +
               did_you_mean(nearest(value, known)) + rest,
           parameter);
}

std::vector<std::string> levels_of(const releases::Released& release)
{
    std::set<std::string> levels;
    for (const auto& area : release.areas()) {
        levels.insert(area.level);
    }
    return {levels.begin(), levels.end()};
}

Set areas_of_levels(const releases::Released& release, const std::vector<std::string>& levels)
{
    const std::vector<std::string> known = levels_of(release);
    for (const std::string& level : levels) {
        if (std::find(known.begin(), known.end(), level) == known.end()) {
            refuse_unknown("Die Ebene", "level", level, known, "level");
        }
    }
    Set out;
    for (std::size_t i = 0; i < release.areas().size(); ++i) {
        if (std::find(levels.begin(), levels.end(), release.areas()[i].level) != levels.end()) {
            out.insert(static_cast<std::int32_t>(i));
        }
    }
    return out;
}

Set areas_of_regions(const releases::Released& release, const std::vector<std::string>& ids)
{
    Set out;
    for (const std::string& id : ids) {
        const auto found = std::find_if(release.regions().begin(), release.regions().end(),
                                        [&](const auto& region) { return region.id == id || region.key == id; });
        if (found == release.regions().end()) {
            std::vector<std::string> known;
            for (const auto& region : release.regions()) {
                known.push_back(region.id);
            }
            refuse_unknown("Die Region", "region", id, known, "region");
        }
        std::vector<std::string> keys = found->members;
        keys.push_back(found->key);
        for (const std::string& key : keys) {
            if (const auto position = release.find_area(key)) {
                out.insert(*position);
            }
        }
    }
    return out;
}

void keep_common(std::optional<Set>& kept, Set more)
{
    if (!kept) {
        kept = std::move(more);
        return;
    }
    std::erase_if(*kept, [&](std::int32_t position) { return !more.contains(position); });
}

/// A year of four digits.
std::optional<int> year_of(std::string_view text)
{
    if (text.size() != 4 || !all_digits(text)) {
        return std::nullopt;
    }
    return std::stoi(std::string(text));
}

[[noreturn]] void refuse_period(const std::string& value, const std::string& first, const std::string& last)
{
    refuse(
        ErrorCode::bad_usage,
        {fmt::format(
             "„{}“ ist kein Berichtszeitraum dieser Reihe; möglich sind Jahre von {} bis {}, Spannen wie {}..{} "
             "und „latest“.",
             plain(value), first, last, first, last),
         fmt::format("“{}” is not a period of this series; possible are years from {} to {}, ranges such as {}..{} and "
                     "“latest”.",
                     plain(value), first, last, first, last)},
        "period");
}

struct YearRange {
    int from = 0;
    int to = 9999;
};

/// `2015`, `2010..2015`, `2010..`, `..2015`.
std::optional<YearRange> year_range(std::string_view text)
{
    const std::size_t dots = text.find("..");
    if (dots == std::string_view::npos) {
        const auto year = year_of(text);
        return year ? std::optional(YearRange{*year, *year}) : std::nullopt;
    }
    const std::string_view from = text.substr(0, dots);
    const std::string_view to = text.substr(dots + 2);
    const auto first = from.empty() ? std::optional(0) : year_of(from);
    const auto last = to.empty() ? std::optional(9999) : year_of(to);
    if (!first || !last || *first > *last || (from.empty() && to.empty())) {
        return std::nullopt;
    }
    return YearRange{*first, *last};
}

/// Years of an indicator that one value of `period` names.
std::vector<std::int32_t> years_named(const releases::ReleasedIndicator& indicator, const std::string& value)
{
    std::vector<std::int32_t> out;
    if (value == "latest") {
        return {indicator.years.back()};
    }
    const auto range = year_range(value);
    for (std::size_t i = 0; i < indicator.years.size(); ++i) {
        const int year = indicator.years[i];
        const bool in_range = range && year >= range->from && year <= range->to;
        const bool by_label = i < indicator.year_labels.size() &&
                              (indicator.year_labels[i].de == value || indicator.year_labels[i].en == value);
        if (in_range || by_label) {
            out.push_back(year);
        }
    }
    if (out.empty() && !range) {
        refuse_period(value, std::to_string(indicator.years.front()), std::to_string(indicator.years.back()));
    }
    return out;
}

}  // namespace

Positions wanted_areas(const releases::Released& release, const Arguments& arguments)
{
    std::optional<Set> kept;
    if (const auto keys = arguments.list("area")) {
        Set out;
        for (const std::string& key : *keys) {
            out.insert(need_area(release, key));
        }
        keep_common(kept, std::move(out));
    }
    if (const auto levels = arguments.list("level")) {
        keep_common(kept, areas_of_levels(release, *levels));
    }
    if (const auto regions = arguments.list("region")) {
        keep_common(kept, areas_of_regions(release, *regions));
    }
    return kept ? Positions(sorted(*kept)) : std::nullopt;
}

Positions wanted_years(const releases::ReleasedIndicator& indicator, const Arguments& arguments)
{
    const auto values = arguments.list("period");
    if (!values || indicator.years.empty()) {
        return std::nullopt;
    }
    Set kept;
    for (const std::string& value : *values) {
        const auto years = years_named(indicator, value);
        kept.insert(years.begin(), years.end());
    }
    return sorted(kept);
}

Positions wanted_series(const releases::ReleasedIndicator& indicator, const Arguments& arguments)
{
    const std::vector<std::string> wanted = arguments.list("by").value_or(std::vector<std::string>{"total"});
    Set kept;
    for (const std::string& value : wanted) {
        bool found = false;
        std::vector<std::string> known{"all"};
        for (std::size_t i = 0; i < indicator.series.size(); ++i) {
            const auto& series = indicator.series[i];
            const std::string exact = series.dimension.empty() ? "total" : series.dimension + ":" + series.code;
            known.push_back(exact);
            if (value == "all" || value == exact || (!series.dimension.empty() && value == series.dimension)) {
                kept.insert(static_cast<std::int32_t>(i));
                found = true;
            }
        }
        if (!found) {
            refuse_unknown("Die Gliederung", "breakdown", value, known, "by");
        }
    }
    return sorted(kept);
}

Positions wanted_periods(const releases::ReleasedDataset& dataset, const Arguments& arguments)
{
    const auto values = arguments.list("period");
    if (!values || dataset.periods.empty()) {
        return std::nullopt;
    }
    Set kept;
    for (const std::string& value : *values) {
        const auto range = year_range(value);
        const auto exact = range ? std::nullopt : parse_period(value);
        if (value == "latest") {
            kept.insert(dataset.periods.back());
        } else if (!range && !exact) {
            refuse_period(value, Period::from_code(dataset.periods.front()).text(),
                          Period::from_code(dataset.periods.back()).text());
        }
        for (const std::int32_t code : dataset.periods) {
            const int year = Period::from_code(code).year;
            if ((range && year >= range->from && year <= range->to) || (exact && exact->code() == code)) {
                kept.insert(code);
            }
        }
    }
    return sorted(kept);
}

void ensure_few_enough(std::int64_t cells, const Limits& limits, const Localized& parameters)
{
    if (cells <= limits.most_cells) {
        return;
    }
    refuse(ErrorCode::too_large,
           {fmt::format(
                "Die Abfrage trifft {} Werte; in einer Antwort stehen höchstens {}. Enger wird sie mit {}; alles auf "
                "einmal steht in den Dateien zum Herunterladen.",
                cells, limits.most_cells, parameters.de),
            fmt::format(
                "The query hits {} cells; one answer holds at most {}. Narrow it by {}; everything at once is in the "
                "files for download.",
                cells, limits.most_cells, parameters.en)});
}

std::int32_t need_area(const releases::Released& release, const std::string& key)
{
    if (const auto position = release.find_area(key)) {
        return *position;
    }
    std::vector<std::string> known;
    known.reserve(release.areas().size());
    for (const auto& area : release.areas()) {
        known.push_back(area.key);
    }
    refuse_unknown("Die Gebietseinheit", "area", key, known, "area");
}

std::shared_ptr<const releases::ReleasedIndicator> need_indicator(const releases::Released& release,
                                                                  const std::string& id)
{
    auto indicator = release.indicator(id);
    if (indicator == nullptr) {
        refuse_unknown("Die Kennzahl", "indicator", id, release.indicator_ids(), "id");
    }
    return indicator;
}

}  // namespace allmende::api::public_
