#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/cell.hpp"

namespace allmende::facts {

/// How many dimensions one dataset may have beside area, period and measure.
constexpr std::size_t most_dimensions = 8;

/// The code that stands for "not broken down by this dimension" in every dimension.
constexpr std::int32_t total_code = 0;

/// What an observation can be asked by. `dimension_0` to `dimension_7` are numbered per dataset.
enum class Column : std::uint8_t {
    dataset,
    area,
    period,  ///< Period::code()
    measure,
    dimension_0,
    dimension_1,
    dimension_2,
    dimension_3,
    dimension_4,
    dimension_5,
    dimension_6,
    dimension_7,
    delivery,
};

constexpr Column dimension_column(std::size_t index)
{
    return static_cast<Column>(static_cast<std::size_t>(Column::dimension_0) + index);
}

/// Keeps the observations whose column holds one of these codes (sorted or not); an empty list keeps none.
struct Filter {
    Column column = Column::dataset;
    std::vector<std::int32_t> any_of;
};

/// Half-open: from <= period < end.
struct PeriodRange {
    std::int32_t from = std::numeric_limits<std::int32_t>::min();
    std::int32_t end = std::numeric_limits<std::int32_t>::max();
};

/// Which observations: all filters must hold.
struct Query {
    std::vector<Filter> filters;
    std::optional<PeriodRange> periods;
    /// The state after this delivery; without it the newest state. Later deliveries do not exist then.
    std::optional<std::int32_t> as_of;
};

/// One sum among several that are made in a single pass: the observations of the query that also fulfil these filters.
struct Case {
    std::vector<Filter> filters;
};

/// Sums by group. Groups in which no case has a cell are left out. Order of the groups: ascending by their keys.
struct Sums {
    std::size_t groups = 0;
    std::vector<std::vector<std::int32_t>> keys;  ///< [column of group_by][group]

    /// One sum over cells: `cells` is their number; `signs` has bit 1 << sign set for every sign among them
    /// (also Sign::none). The number is the sum of the cells that have one.
    struct Total {
        double number = 0;
        std::int32_t cells = 0;
        std::uint32_t signs = 0;
    };
    std::vector<std::vector<Total>> totals;  ///< [case][group]
};

/// Observations, column by column, all of the same length.
struct Observations {
    std::vector<std::int32_t> dataset;
    std::vector<std::int32_t> area;
    std::vector<std::int32_t> period;
    std::vector<std::int32_t> measure;
    std::array<std::vector<std::int32_t>, most_dimensions> dimensions;
    std::vector<double> value;  ///< 0 where the sign means that there is no number
    std::vector<Sign> sign;
    std::vector<std::int32_t> delivery;
    std::vector<std::int32_t> row;     ///< line of the delivered file, from 1
    std::vector<std::int32_t> column;  ///< column of that line, from 1

    std::size_t size() const { return area.size(); }
    void reserve(std::size_t count);
    void clear();
};

/// One delivery being loaded; until commit() nobody sees anything of it. Destruction without commit() undoes it.
class Load {
public:
    virtual ~Load() = default;
    /// `dataset` and `delivery` of the batch are ignored: the load knows them.
    virtual void append(const Observations& batch) = 0;

    struct Outcome {
        std::int64_t observations = 0;
        std::int64_t superseded = 0;  ///< cells of earlier deliveries that are no longer the newest
        std::int64_t unchanged = 0;   ///< of those, with the same number and sign as before
        std::int64_t duplicates = 0;  ///< cells that this delivery holds more than once; the first one counts
    };
    /// Durable when it returns.
    virtual Outcome commit() = 0;
};

/// How a new delivery stands to earlier ones of the same dataset.
enum class Precedence {
    newest,  ///< its cells supersede those of all earlier deliveries
    filler   ///< an older edition delivered late: it only fills cells that nobody delivered yet
};

/// Where the facts are. Not thread safe, except that sums(), count() and rows() may run at the same time.
/// All functions throw Error{disk} where the engine fails and Error{conflict} where another process holds the file.
class FactStore {
public:
    virtual ~FactStore() = default;

    virtual std::unique_ptr<Load> begin_load(std::int32_t dataset, std::int32_t delivery, Precedence precedence) = 0;
    /// Forgets all deliveries above `last`, as if they had never been loaded. For recovery: what was loaded but not
    /// recorded as delivered.
    virtual void forget_after(std::int32_t last) = 0;

    virtual Sums sums(const Query& query, const std::vector<Column>& group_by, const std::vector<Case>& cases) = 0;
    virtual std::int64_t count(const Query& query) = 0;
    /// In the order of dataset, area, period, measure, dimensions, delivery. At most `most` rows, from `offset` on.
    virtual Observations rows(const Query& query, std::int64_t offset, std::int64_t most) = 0;

    /// Writes the observations of a query (order as in rows()) to a Parquet file with the columns of `Observations`.
    virtual void write_parquet(const Query& query, const std::filesystem::path& path) = 0;
};

}  // namespace allmende::facts
