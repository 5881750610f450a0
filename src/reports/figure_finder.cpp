#include "reports/figure_finder.hpp"

#include <algorithm>

#include "base/ensure.hpp"

namespace allmende::reports {

namespace {

using indicators::Figure;
using indicators::FigureTable;

constexpr std::string_view region_prefix = "region:";

bool is_named(const areas::Region& region, std::string_view word)
{
    const std::string wanted = lower(word);
    return lower(region.id) == wanted || std::any_of(region.aliases.begin(), region.aliases.end(),
                                                     [&](const std::string& alias) { return lower(alias) == wanted; });
}

}  // namespace

FigureName completed(FigureName name, const FigureName& from)
{
    if (!name.indicator) {
        name.indicator = from.indicator;
        name.series = name.series ? name.series : from.series;
        name.part = name.part == Part::value ? from.part : name.part;
    } else if (!name.series) {
        name.series = 0;
    }
    name.area = name.area ? name.area : from.area;
    name.year = name.year ? name.year : from.year;
    return name;
}

std::string years_text(const std::vector<int>& years)
{
    std::string text;
    for (std::size_t i = 0; i < years.size();) {
        std::size_t end = i;
        while (end + 1 < years.size() && years[end + 1] == years[end] + 1) {
            ++end;
        }
        text += (text.empty() ? "" : ", ") + std::to_string(years[i]);
        if (end > i) {
            text += (end == i + 1 ? ", " : "–") + std::to_string(years[end]);
        }
        i = end + 1;
    }
    return text;
}

FigureFinder::FigureFinder(const Ground& ground) : ground_(ground)
{
    const releases::Snapshot& snapshot = ground.snapshot;
    for (std::size_t i = 0; i < snapshot.definitions.size(); ++i) {
        indicators_.emplace(snapshot.definitions[i].id, i);
        auto& rows = rows_.emplace_back();
        for (std::size_t row = 0; row < snapshot.tables[i].areas.size(); ++row) {
            rows.emplace(snapshot.tables[i].areas[row], row);
        }
    }
    std::map<std::string, areas::Level> levels;
    for (const areas::Area& area : ground.areas.all()) {
        const std::string name = slug(area.short_name);
        if (area.dissolved || name.empty()) {
            continue;
        }
        const auto [at, fresh] = levels.try_emplace(name, area.level);
        if (area.level < at->second) {
            at->second = area.level;
            named_[name].clear();
        }
        if (area.level == at->second) {
            named_[name].push_back(area.key);
        }
    }
}

std::optional<std::size_t> FigureFinder::indicator(std::string_view id) const
{
    const auto at = indicators_.find(id);
    return at == indicators_.end() ? std::nullopt : std::optional(at->second);
}

const areas::Region* FigureFinder::region(std::string_view word) const
{
    if (word.starts_with(region_prefix)) {
        word.remove_prefix(region_prefix.size());
    }
    const auto at = std::find_if(ground_.regions.begin(), ground_.regions.end(),
                                 [&](const areas::Region& region) { return is_named(region, word); });
    return at == ground_.regions.end() ? nullptr : &*at;
}

std::vector<std::string> FigureFinder::areas(std::string_view word) const
{
    if (ground_.areas.find(word) != nullptr) {
        return {std::string(word)};
    }
    if (const areas::Region* found = region(word)) {
        return {releases::region_key(*found)};
    }
    const auto at = named_.find(slug(word));
    return at == named_.end() ? std::vector<std::string>() : at->second;
}

std::vector<std::string> FigureFinder::members(const areas::Region& region) const
{
    return areas::members_of(region, ground_.areas);
}

std::optional<std::size_t> FigureFinder::series(std::size_t indicator, std::string_view dimension,
                                                std::string_view code) const
{
    const auto& series = table(indicator).series;
    const auto at = std::find_if(series.begin(), series.end(), [&](const indicators::Series& one) {
        return one.dimension == dimension && one.code == code;
    });
    return at == series.end() ? std::nullopt : std::optional(static_cast<std::size_t>(at - series.begin()));
}

std::string FigureFinder::hint(std::string_view word) const
{
    std::vector<std::string> known;
    for (const auto& [id, position] : indicators_) {
        known.push_back(id);
    }
    for (const areas::Region& region : ground_.regions) {
        known.push_back(region.id);
    }
    for (const auto& [name, keys] : named_) {
        known.push_back(name);
    }
    if (all_digits(word)) {
        known.clear();
        for (const areas::Area& area : ground_.areas.all()) {
            known.push_back(area.key);
        }
    }
    const std::string like = nearest(word, known);
    if (like.empty()) {
        return "; `allmende indicators` and `allmende areas` list what there is";
    }
    const areas::Area* area = ground_.areas.find(like);
    return fmt::format("; did you mean {}{}?", like, area == nullptr ? "" : " (" + area->short_name + ")");
}

const Figure* FigureFinder::figure_in(const FigureName& name, int year) const
{
    const FigureTable& figures = table(*name.indicator);
    const auto row = rows_[*name.indicator].find(*name.area);
    const auto at = std::lower_bound(figures.years.begin(), figures.years.end(), year);
    if (row == rows_[*name.indicator].end() || at == figures.years.end() || *at != year) {
        return nullptr;
    }
    return &figures.at(name.series.value_or(0), row->second, static_cast<std::size_t>(at - figures.years.begin()));
}

std::vector<int> FigureFinder::years(const FigureName& name) const
{
    std::vector<int> years;
    for (const int year : table(*name.indicator).years) {
        const Figure* found = figure_in(name, year);
        if (found != nullptr && found->has_value()) {
            years.push_back(year);
        }
    }
    return years;
}

std::optional<int> FigureFinder::year(const FigureName& name) const
{
    if (name.year->kind == YearName::Kind::fixed) {
        return name.year->year;
    }
    const std::vector<int> known = years(name);
    if (known.empty()) {
        return std::nullopt;
    }
    return name.year->kind == YearName::Kind::newest ? known.back() : known.front();
}

const Figure* FigureFinder::figure(const FigureName& name) const
{
    ensure(name.indicator && name.area && name.year, "a figure is looked up by its whole name");
    const std::optional<int> wanted = year(name);
    return wanted ? figure_in(name, *wanted) : nullptr;
}

NumberForm FigureFinder::form(const FigureName& name) const
{
    const indicators::Definition& meaning = definition(*name.indicator);
    if (name.part != Part::value) {
        return {NumberForm::Kind::count, indicators::Unit::count, 0, {}};
    }
    return {NumberForm::Kind::figure, meaning.unit, meaning.decimals, meaning.unit_text};
}

Measured FigureFinder::measure(const FigureName& name) const
{
    Measured measured;
    measured.form = form(name);
    measured.label = label_of(name);
    const Figure* found = figure(name);
    if (found == nullptr) {
        measured.reason = no_figure(name);
        return measured;
    }
    const indicators::Amount& amount = name.part == Part::numerator ? found->numerator : found->denominator;
    const bool no_amount = name.part != Part::value && amount.cells == 0;
    if (!found->has_value() || no_amount) {
        const SignInfo& why = info(found->has_value() ? Sign::absent : found->sign);
        measured.reason = {std::string(why.de), std::string(why.en)};
        return measured;
    }
    measured.known = true;
    measured.range = name.part == Part::value ? Interval{found->value, found->low, found->high}
                                              : Interval{amount.number, amount.low, amount.high};
    return measured;
}

Localized FigureFinder::label_of(const FigureName& name) const
{
    const std::optional<int> wanted = year(name);
    Localized text = label(*name.area);
    text.en = text.in("en");
    if (wanted) {
        text.de += " " + std::to_string(*wanted);
        text.en += " " + std::to_string(*wanted);
    }
    if (name.series.value_or(0) != 0) {
        const Localized title = series_title(*name.indicator, *name.series);
        text.de += ", " + title.de;
        text.en += ", " + title.in("en");
    }
    return text;
}

/// Why the table does not hold it.
Localized FigureFinder::no_figure(const FigureName& name) const
{
    const std::vector<int> known = years(name);
    if (known.empty()) {
        return {"für dieses Gebiet gibt es keine Werte dieser Kennzahl",
                "there are no figures of this indicator for this area"};
    }
    const std::string list = years_text(known);
    return {"Werte gibt es für " + list, "there are figures for " + list};
}

Localized FigureFinder::label(const std::string& key) const
{
    if (key.starts_with(region_prefix)) {
        const areas::Region* found = region(key);
        return found == nullptr ? Localized{key, key} : found->title;
    }
    const areas::Area* area = ground_.areas.find(key);
    return area == nullptr ? Localized{key, key} : areas::label(*area);
}

Localized FigureFinder::series_title(std::size_t indicator, std::size_t series) const
{
    const indicators::Series& one = table(indicator).series[series];
    return one.dimension.empty() ? Localized{"insgesamt", "total"} : one.title;
}

}  // namespace allmende::reports
