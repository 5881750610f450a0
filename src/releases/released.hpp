#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/cell.hpp"
#include "base/text.hpp"

namespace allmende::releases {

/// What the public may see of a workspace: its releases on disk, nothing else. This header and those it includes know
/// no facts; whoever only has it cannot reach an unprotected figure.

/// An area or a region, in the order of the release's `keys`.
struct ReleasedArea {
    std::string key;
    std::string name;
    std::string short_name;
    std::string level;   ///< `region` for regions
    std::string parent;  ///< empty where there is none
    bool profile = false;
};

struct ReleasedRegion {
    std::string id;
    std::string key;
    std::vector<std::string> members;
};

/// One breakdown's code; the first series of an indicator is the total, without dimension.
struct ReleasedSeries {
    std::string dimension;
    std::string code;
};

struct ReleasedIndicator {
    std::int32_t number = 0;  ///< position in the release's list
    std::string id;
    std::vector<ReleasedSeries> series;
    std::vector<int> years;
    std::vector<Localized> year_labels;  ///< as long as `years`
    std::string trace_folder;
    /// The definition as it stands in `data/indicators/ID.json`, without the figures: JSON.
    std::string definition;
};

/// A figure of the table `figures.parquet`; numbers unrounded.
struct ReleasedFigure {
    std::int32_t indicator = 0;
    std::int32_t series = 0;
    std::int32_t area = 0;
    std::int32_t year = 0;
    Sign sign = Sign::absent;
    std::uint32_t flags = 0;
    std::optional<double> value;
    std::optional<double> numerator;
    std::optional<double> denominator;
    std::optional<double> lower;  ///< bounds from the source's rounding
    std::optional<double> upper;
};

/// Positions; an absent list keeps everything, an empty one nothing.
struct FigureQuery {
    std::optional<std::vector<std::int32_t>> indicators;
    std::optional<std::vector<std::int32_t>> series;
    std::optional<std::vector<std::int32_t>> areas;
    std::optional<std::vector<std::int32_t>> years;
};

constexpr std::size_t most_released_dimensions = 8;

/// The words of a dataset for the integers of `observations.parquet`; code 0 of every dimension is the total.
struct ReleasedDataset {
    std::int32_t number = 0;
    std::string id;
    struct Dimension {
        std::string id;
        std::vector<std::string> codes;
    };
    std::vector<Dimension> dimensions;
    std::vector<std::string> measures;
    std::vector<std::int32_t> periods;  ///< Period::code() of all that occur, ascending
};

struct ReleasedObservation {
    std::int32_t area = 0;  ///< position in observation_areas()
    std::int32_t period = 0;
    std::int32_t measure = 0;
    std::array<std::int32_t, most_released_dimensions> codes{};
    Sign sign = Sign::absent;
    std::optional<double> value;
    std::int32_t delivery = 0;
    std::int32_t row = 0;
    std::int32_t column = 0;
};

/// Positions; an absent list keeps everything, an empty one nothing.
struct ObservationQuery {
    std::int32_t dataset = 0;
    std::optional<std::vector<std::int32_t>> areas;
    std::optional<std::vector<std::int32_t>> periods;
    std::optional<std::vector<std::int32_t>> measures;
    std::array<std::optional<std::vector<std::int32_t>>, most_released_dimensions> codes;
};

/// The cells behind a figure: what of `traces/ID/` belongs to it, as JSON.
struct ReleasedTrace {
    std::string deliveries;  ///< object by delivery number
    std::string cells;       ///< `{"numerator": […], "denominator": […]}`; empty where the figure has no cells
};

/// The ids of the flags that are set.
std::vector<std::string> flag_words(std::uint32_t flags);

/// One release. Thread safe; what is read is kept only where it is small.
class Released {
public:
    struct Impl;
    explicit Released(std::unique_ptr<Impl> impl);
    ~Released();

    int number() const;
    const std::filesystem::path& path() const;

    const std::vector<ReleasedArea>& areas() const;  ///< by `keys`: areas and regions
    const std::vector<ReleasedRegion>& regions() const;
    std::optional<std::int32_t> find_area(std::string_view key) const;
    const std::vector<std::string>& indicator_ids() const;
    const std::vector<std::string>& dataset_ids() const;

    /// The text of a file below `data/`. Throws Error{not_found} or Error{disk}.
    std::string document(std::string_view path) const;

    /// By id; null where the release has none.
    std::shared_ptr<const ReleasedIndicator> indicator(std::string_view id) const;
    std::int64_t count(const FigureQuery& query) const;
    /// In the order indicator, series, area, year.
    std::vector<ReleasedFigure> figures(const FigureQuery& query) const;
    ReleasedTrace trace(const ReleasedIndicator& indicator, std::int32_t series, std::string_view area, int year) const;

    /// By id; null where the release has none.
    const ReleasedDataset* dataset(std::string_view id) const;
    const std::vector<std::string>& observation_areas() const;
    std::int64_t count(const ObservationQuery& query) const;
    /// In the order area, period, measure, codes.
    std::vector<ReleasedObservation> observations(const ObservationQuery& query) const;

private:
    std::unique_ptr<Impl> impl_;
};

/// A line of the list of releases.
struct ReleaseEntry {
    int number = 0;
    std::string date;  ///< ISO
    int corrects = 0;  ///< 0: none
    Localized note;
};

/// All releases of a workspace. Thread safe. A release that is published while it runs is seen within a second.
class ReleaseShelf {
public:
    virtual ~ReleaseShelf() = default;
    /// Number of the newest release; 0 where there is none yet.
    virtual int current() = 0;
    /// Null where there is none. Shared: a request goes on with the release that it began with.
    virtual std::shared_ptr<const Released> find(int number) = 0;
    /// All complete releases, ascending.
    virtual std::vector<ReleaseEntry> entries() = 0;
};

}  // namespace allmende::releases
