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

/// The greatest number of a dataset, of a measure and of a dimension's code.
constexpr std::int32_t most_code = 65'535;

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

/// Keeps the observations whose column holds one of these codes (sorted or not); an empty list keeps none. A code that
/// cannot occur is no mistake: nothing has it.
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
/// A case without filters takes all of them.
struct Case {
    std::vector<Filter> filters;
};

/// Sums by group. Groups in which no case has a cell are left out. Order of the groups: ascending by their keys.
/// Without any column to group by there is one group, or none where there is no cell.
struct Sums {
    std::size_t groups = 0;
    std::vector<std::vector<std::int32_t>> keys;  ///< [column of group_by][group]

    /// One sum over cells: `cells` is their number; `signs` has bit 1 << sign set for every sign among them
    /// (also Sign::none). The number is the sum of the cells that have one, exact and then rounded to double
    /// (see exact_sum.hpp): it depends neither on the order of the cells nor on the engine.
    struct Total {
        double number = 0;
        std::int32_t cells = 0;
        std::uint32_t signs = 0;

        bool operator==(const Total&) const = default;
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

/// What every store demands of a batch. Throws Error{too_large} where a measure or a dimension has a number above
/// `most_code`; trips `ensure` where columns differ in length, a number is negative or a value is not finite.
void check_batch(const Observations& batch);

/// One delivery being loaded; until commit() nobody sees anything of it. Destruction without commit() undoes it.
class Load {
public:
    virtual ~Load() = default;
    /// In any order and in batches of any size; thousands of observations at a time are fast. `dataset` and `delivery`
    /// of the batch are ignored (the load knows them) and may be empty, as may a dimension that is total throughout.
    /// Throws as check_batch().
    virtual void append(const Observations& batch) = 0;

    struct Outcome {
        std::int64_t observations = 0;  ///< cells that the store took over from this delivery
        std::int64_t superseded = 0;    ///< cells of earlier deliveries that are no longer the newest
        std::int64_t unchanged = 0;     ///< of those, with the same number and sign as before
        std::int64_t duplicates = 0;    ///< cells that this delivery holds more than once; the one that stands first
                                        ///< in the file (row, then column) counts
    };
    /// Durable when it returns; after a failure nothing of the delivery is there. At most once.
    virtual Outcome commit() = 0;
};

/// How a new delivery stands to earlier ones of the same dataset. A cell is dataset, area, period, measure, dimensions.
enum class Precedence {
    newest,  ///< its cells supersede those of all earlier deliveries
    filler   ///< an older edition delivered late: it only fills cells that nobody delivered yet, the others are dropped
};

/// Where the facts are. sums(), count(), rows() and write_parquet() may be called from any thread at any time and see
/// whole deliveries only; the functions that change something are for one thread.
/// All functions throw Error{disk} where the engine fails and Error{conflict} where another process holds the file.
class FactStore {
public:
    virtual ~FactStore() = default;

    /// Deliveries of one dataset come in the order of their numbers, which are positive: a number that is not greater
    /// than those the dataset has already trips `ensure`. Several datasets may come out of one delivery. Loads may be
    /// open side by side, each for another dataset; they end before the store does.
    virtual std::unique_ptr<Load> begin_load(std::int32_t dataset, std::int32_t delivery, Precedence precedence) = 0;
    /// Forgets all deliveries above `last`, as if they had never been loaded; no load may be open. For recovery: what
    /// was loaded but not recorded as delivered.
    virtual void forget_after(std::int32_t last) = 0;

    /// One pass over the observations, however many cases.
    virtual Sums sums(const Query& query, const std::vector<Column>& group_by, const std::vector<Case>& cases) = 0;
    virtual std::int64_t count(const Query& query) = 0;
    /// In the order of dataset, area, period, measure, dimensions, delivery. At most `most` rows, from `offset` on.
    virtual Observations rows(const Query& query, std::int64_t offset, std::int64_t most) = 0;

    /// Writes the observations of a query (order as in rows()) to a Parquet file with the columns of `Observations`
    /// under their names (`dimension_0` …; whole numbers as INT32, `value` absent where the sign means that there is no
    /// number). Durable when it returns; a file of that name is replaced.
    virtual void write_parquet(const Query& query, const std::filesystem::path& path) = 0;
};

}  // namespace allmende::facts
