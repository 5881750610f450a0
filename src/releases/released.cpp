#include "releases/released.hpp"

#include <limits>

#include "base/ensure.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "indicators/evaluate.hpp"
#include "releases/released_open.hpp"
#include "releases/released_parts.hpp"

namespace allmende::releases {

static_assert(most_released_dimensions == facts::most_dimensions);

namespace {

constexpr std::int64_t all_rows = std::numeric_limits<std::int64_t>::max();
/// A map of all Gemeinden is about 30 MB before it is simplified.
constexpr std::uint64_t largest_document = std::uint64_t{256} << 20;

std::string dimension_column(std::size_t index)
{
    return "dimension_" + std::to_string(index);
}

/// The filters of a query, in the order in which the table is sorted; nothing where one of them keeps no row.
class Filters {
public:
    void add(std::string column, const std::optional<std::vector<std::int32_t>>& any_of)
    {
        if (any_of) {
            keeps_nothing_ = keeps_nothing_ || any_of->empty();
            filters_.push_back({std::move(column), *any_of});
        }
    }
    bool keeps_nothing() const { return keeps_nothing_; }
    const std::vector<facts::DiskFilter>& list() const { return filters_; }

private:
    std::vector<facts::DiskFilter> filters_;
    bool keeps_nothing_ = false;
};

Filters filters_of(const FigureQuery& query)
{
    Filters filters;
    filters.add("indicator", query.indicators);
    filters.add("series", query.series);
    filters.add("area", query.areas);
    filters.add("year", query.years);
    return filters;
}

Filters filters_of(const ObservationQuery& query)
{
    Filters filters;
    filters.add("dataset", {{query.dataset}});
    filters.add("area", query.areas);
    filters.add("period", query.periods);
    filters.add("measure", query.measures);
    for (std::size_t i = 0; i < query.codes.size(); ++i) {
        filters.add(dimension_column(i), query.codes[i]);
    }
    return filters;
}

/// A sign as it is stored. A number that this program does not know comes from a newer one: better no figure than a
/// wrong one.
Sign sign_of(std::int32_t number)
{
    ensure(number >= 0 && static_cast<std::size_t>(number) < sign_table().size(), "a release has only known signs");
    return static_cast<Sign>(number);
}

}  // namespace

std::vector<std::string> flag_words(std::uint32_t flags)
{
    return indicators::flag_ids(flags);
}

Released::Impl::Impl(std::filesystem::path folder, int release, facts::ColumnFiles& column_files)
    : path(std::move(folder)), number(release), files(column_files), site(read_site(path / "data"))
{}

std::shared_ptr<const ReleasedIndicator> Released::Impl::indicator(std::string_view id)
{
    for (std::size_t i = 0; i < site.indicator_ids.size(); ++i) {
        if (site.indicator_ids[i] != id) {
            continue;
        }
        const std::lock_guard lock(mutex_);
        auto& entry = indicators_[site.indicator_ids[i]];
        if (!entry) {
            ReleasedIndicator read = read_indicator(path / "data", site.indicator_files[i]);
            read.number = static_cast<std::int32_t>(i);
            entry = std::make_shared<const ReleasedIndicator>(std::move(read));
        }
        return entry;
    }
    return nullptr;
}

const ObservationWords& Released::Impl::words()
{
    const std::lock_guard lock(mutex_);
    if (!words_) {
        words_ = read_observation_words(path / "data");
    }
    return *words_;
}

Released::Released(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Released::~Released() = default;

int Released::number() const
{
    return impl_->number;
}

const std::filesystem::path& Released::path() const
{
    return impl_->path;
}

const std::vector<ReleasedArea>& Released::areas() const
{
    return impl_->site.areas;
}

const std::vector<ReleasedRegion>& Released::regions() const
{
    return impl_->site.regions;
}

std::optional<std::int32_t> Released::find_area(std::string_view key) const
{
    const auto found = impl_->site.area_numbers.find(std::string(key));
    return found == impl_->site.area_numbers.end() ? std::nullopt : std::optional(found->second);
}

const std::vector<std::string>& Released::indicator_ids() const
{
    return impl_->site.indicator_ids;
}

const std::vector<std::string>& Released::dataset_ids() const
{
    return impl_->site.dataset_ids;
}

std::string Released::document(std::string_view path) const
{
    return read_file(path_below(impl_->path / "data", path), largest_document);
}

std::shared_ptr<const ReleasedIndicator> Released::indicator(std::string_view id) const
{
    return impl_->indicator(id);
}

std::int64_t Released::count(const FigureQuery& query) const
{
    const Filters filters = filters_of(query);
    return filters.keeps_nothing() ? 0 : impl_->files.count(impl_->path / "figures.parquet", filters.list());
}

std::vector<ReleasedFigure> Released::figures(const FigureQuery& query) const
{
    const Filters filters = filters_of(query);
    if (filters.keeps_nothing()) {
        return {};
    }
    static const std::vector<std::string> columns{"indicator", "series",    "area",        "year",  "sign", "flags",
                                                  "value",     "numerator", "denominator", "lower", "upper"};
    const facts::DiskTable table =
        impl_->files.read(impl_->path / "figures.parquet", filters.list(), columns, 0, all_rows);
    const auto& indicators = table.integers("indicator");
    const auto& series = table.integers("series");
    const auto& areas = table.integers("area");
    const auto& years = table.integers("year");
    const auto& signs = table.integers("sign");
    const auto& flags = table.integers("flags");
    const auto& values = table.numbers("value");
    const auto& numerators = table.numbers("numerator");
    const auto& denominators = table.numbers("denominator");
    const auto& lower = table.numbers("lower");
    const auto& upper = table.numbers("upper");
    std::vector<ReleasedFigure> figures(table.size());
    for (std::size_t i = 0; i < figures.size(); ++i) {
        const Sign sign = sign_of(signs[i]);
        // Law 1: where there is no number there is a reason, and the other way round.
        ensure(values[i].has_value() != is_missing(sign), "a released figure has a number or a reason");
        figures[i] = {
            indicators[i], series[i],     areas[i],        years[i], sign,    static_cast<std::uint32_t>(flags[i]),
            values[i],     numerators[i], denominators[i], lower[i], upper[i]};
    }
    return figures;
}

ReleasedTrace Released::trace(const ReleasedIndicator& indicator, std::int32_t series, std::string_view area,
                              int year) const
{
    // One file for each first two characters of the keys.
    const std::filesystem::path folder = path_below(impl_->path / "data", indicator.trace_folder);
    return read_trace(folder / fmt::format("{}.json", area.substr(0, 2)), fmt::format("{}/{}/{}", series, area, year));
}

const ReleasedDataset* Released::dataset(std::string_view id) const
{
    for (const ReleasedDataset& dataset : impl_->words().datasets) {
        if (dataset.id == id) {
            return &dataset;
        }
    }
    return nullptr;
}

const std::vector<std::string>& Released::observation_areas() const
{
    return impl_->words().areas;
}

std::int64_t Released::count(const ObservationQuery& query) const
{
    const Filters filters = filters_of(query);
    return filters.keeps_nothing() ? 0 : impl_->files.count(impl_->path / "observations.parquet", filters.list());
}

std::vector<ReleasedObservation> Released::observations(const ObservationQuery& query) const
{
    const Filters filters = filters_of(query);
    if (filters.keeps_nothing()) {
        return {};
    }
    std::vector<std::string> columns{"area", "period", "measure", "sign", "delivery", "row", "column", "value"};
    const ReleasedDataset& dataset = impl_->words().datasets.at(static_cast<std::size_t>(query.dataset));
    for (std::size_t i = 0; i < dataset.dimensions.size(); ++i) {
        columns.push_back(dimension_column(i));
    }
    const facts::DiskTable table =
        impl_->files.read(impl_->path / "observations.parquet", filters.list(), columns, 0, all_rows);
    const auto& areas = table.integers("area");
    const auto& periods = table.integers("period");
    const auto& measures = table.integers("measure");
    const auto& signs = table.integers("sign");
    const auto& deliveries = table.integers("delivery");
    const auto& rows = table.integers("row");
    const auto& places = table.integers("column");
    const auto& values = table.numbers("value");
    std::vector<ReleasedObservation> out(table.size());
    for (std::size_t i = 0; i < out.size(); ++i) {
        out[i] = {.area = areas[i],
                  .period = periods[i],
                  .measure = measures[i],
                  .codes = {},
                  .sign = sign_of(signs[i]),
                  .value = values[i],
                  .delivery = deliveries[i],
                  .row = rows[i],
                  .column = places[i]};
        if (is_missing(out[i].sign)) {
            out[i].value.reset();
        }
    }
    for (std::size_t d = 0; d < dataset.dimensions.size(); ++d) {
        const auto& codes = table.integers(dimension_column(d));
        for (std::size_t i = 0; i < out.size(); ++i) {
            out[i].codes[d] = codes[i];
        }
    }
    return out;
}

std::shared_ptr<const Released> open_release(const std::filesystem::path& folder, int number, facts::ColumnFiles& files)
{
    return std::make_shared<const Released>(std::make_unique<Released::Impl>(folder, number, files));
}

}  // namespace allmende::releases
