#include "adapters/duckdb/fact_load.hpp"

#include <algorithm>

#include "adapters/duckdb/delivered_rows.hpp"
#include "base/ensure.hpp"

namespace allmende::adapters::duckdb {

namespace {

/// From here on a statement for the range costs less than a join, whatever the size of the table.
constexpr std::int64_t least_run_blocks = 64;

std::uint64_t lanes(std::int32_t first, std::int32_t second, std::int32_t third, std::int32_t fourth)
{
    const auto lane = [](std::int32_t number) {
        return static_cast<std::uint64_t>(static_cast<std::uint16_t>(number));
    };
    return lane(first) << 48 | lane(second) << 32 | lane(third) << 16 | lane(fourth);
}

std::uint64_t halves(std::int32_t first, std::int32_t second)
{
    return static_cast<std::uint64_t>(static_cast<std::uint32_t>(first)) << 32 | static_cast<std::uint32_t>(second);
}

}  // namespace

Inserts::Inserts(Connection& connection, int most_threads, std::filesystem::path temporary)
    : threads(most_threads),
      folder(std::move(temporary)),
      delivered(connection, "delivered_row"),
      superseded(connection, "superseded_row")
{}

FactLoad::FactLoad(Engine& engine, Inserts& inserts, std::int32_t dataset, std::int32_t delivery,
                   facts::Precedence precedence)
    : engine_(engine),
      inserts_(inserts),
      dataset_(dataset),
      delivery_(delivery),
      precedence_(precedence),
      staging_(inserts.folder)
{}

void FactLoad::append(const facts::Observations& batch)
{
    facts::check_batch(batch);
    ensure(!committed_, "nothing is added to a load that was committed");
    const auto& dimensions = batch.dimensions;
    for (std::size_t i = 0; i < batch.size(); ++i) {
        const auto code = [&](std::size_t d) { return dimensions[d].empty() ? facts::total_code : dimensions[d][i]; };
        StagedRow row;
        row.key.words = {halves(batch.area[i], batch.period[i]), lanes(batch.measure[i], code(0), code(1), code(2)),
                         lanes(code(3), code(4), code(5), code(6))};
        row.key.last = static_cast<std::uint16_t>(code(7));
        row.sign = batch.sign[i];
        row.value = batch.value[i];
        row.place = static_cast<std::int64_t>(halves(batch.row[i], batch.column[i]));
        staging_.add(row);
        extent_.least_area = std::min(extent_.least_area, batch.area[i]);
        extent_.most_area = std::max(extent_.most_area, batch.area[i]);
        extent_.least_period = std::min(extent_.least_period, batch.period[i]);
        extent_.most_period = std::max(extent_.most_period, batch.period[i]);
    }
}

facts::Load::Outcome FactLoad::commit()
{
    ensure(!committed_, "a load is committed at most once");
    committed_ = true;
    const auto connection = engine_.borrow();
    Transaction transaction(*connection);
    Outcome outcome;
    if (staging_.size() > 0) {
        if (connection->number(last_delivery_sql(dataset_)) > 0) {
            stage_stored(*connection);
        }
        outcome = insert(*connection);
    }
    connection->run(record_load_sql(dataset_, delivery_));
    transaction.commit();
    return outcome;
}

/// Puts the newest observations of the dataset among the delivered ones, so that the sort brings the same cells
/// together.
void FactLoad::stage_stored(Connection& connection)
{
    Result result = connection.stream(stored_sql(dataset_, extent_));
    while (const auto chunk = result.next()) {
        const auto* number = chunk->numbers<std::int64_t>(0);
        const auto* area = chunk->numbers<std::int32_t>(1);
        const auto* period = chunk->numbers<std::int32_t>(2);
        const auto* measure = chunk->numbers<std::uint16_t>(3);
        std::array<const std::uint16_t*, facts::most_dimensions> code{};
        for (std::size_t d = 0; d < code.size(); ++d) {
            code[d] = chunk->numbers<std::uint16_t>(4 + d);
        }
        const auto* value = chunk->numbers<double>(12);
        const auto* sign = chunk->numbers<std::uint8_t>(13);
        for (std::size_t i = 0; i < chunk->size(); ++i) {
            StagedRow row;
            row.key.words = {halves(area[i], period[i]), lanes(measure[i], code[0][i], code[1][i], code[2][i]),
                             lanes(code[3][i], code[4][i], code[5][i], code[6][i])};
            row.key.last = code[7][i];
            row.sign = static_cast<Sign>(sign[i]);
            row.origin = Origin::stored;
            row.value = is_missing(row.sign) ? 0 : value[i];
            row.place = number[i];
            staging_.add(row);
        }
    }
}

facts::Load::Outcome FactLoad::insert(Connection& connection)
{
    staging_.finish();
    DeliveredRows rows(staging_, precedence_, inserts_.threads);
    inserts_.delivered.run(connection, insert_sql(dataset_, delivery_), rows);
    // A dataset delivered anew closes nearly all its rows: as ranges that takes a seventh of the time.
    for (const auto& [from, end] : rows.superseded().take_runs(least_run_blocks)) {
        connection.run(supersede_range_sql(delivery_, from, end));
    }
    for (SupersededRows superseded(rows.superseded()); !superseded.done();) {
        inserts_.superseded.run(connection, supersede_sql(delivery_), superseded);
    }
    return rows.outcome();
}

}  // namespace allmende::adapters::duckdb
