#include "adapters/duckdb/fact_engine.hpp"

#include <algorithm>
#include <atomic>
#include <thread>

#include <unistd.h>

#include "adapters/duckdb/case_sums.hpp"
#include "adapters/duckdb/delivered_rows.hpp"
#include "adapters/duckdb/durable.hpp"
#include "adapters/duckdb/engine.hpp"
#include "adapters/duckdb/fact_load.hpp"
#include "adapters/duckdb/fact_sql.hpp"
#include "adapters/duckdb/ownership.hpp"
#include "adapters/duckdb/temporary_folder.hpp"
#include "base/ensure.hpp"
#include "base/error.hpp"

namespace allmende::adapters::duckdb {

namespace {

using facts::Case;
using facts::Column;
using facts::Observations;
using facts::Query;
using facts::Sums;

std::filesystem::path beside(const std::filesystem::path& path, std::string_view suffix)
{
    return path.string() + std::string(suffix);
}

std::filesystem::path temporary_path(const std::filesystem::path& path, const Options& options)
{
    if (!options.read_only) {
        return beside(path, ".tmp");
    }
    static std::atomic<int> readers = 0;
    return std::filesystem::temp_directory_path() / fmt::format("allmende-facts-{}-{}", ::getpid(), ++readers);
}

EngineOptions engine_options(const std::filesystem::path& temporary, const Options& options)
{
    EngineOptions engine;
    engine.memory_mb = options.memory_mb;
    engine.threads = options.threads;
    engine.read_only = options.read_only;
    engine.temporary = temporary;
    // Whatever a statement says, it reaches no file but the database and its temporary data.
    engine.folders = {temporary};
    // Order comes from ORDER BY alone; without this promise rows are inserted by all threads.
    engine.keep_order = false;
    return engine;
}

/// A file is given its name when its tables stand in it: a process killed before leaves nothing behind that looks like
/// a database.
void create(const std::filesystem::path& path, const EngineOptions& options)
{
    const auto fresh = beside(path, ".new");
    std::error_code ignored;  // of what is still there opening complains
    std::filesystem::remove(fresh, ignored);
    std::filesystem::remove(beside(fresh, ".wal"), ignored);
    {
        Engine engine(fresh, options);
        const auto connection = engine.borrow();
        for (const std::string& sql : create_tables()) {
            connection->run(sql);
        }
        connection->run("CHECKPOINT");
    }
    move_durably(fresh, path);
}

template <typename Number, typename Target>
void append_numbers(std::vector<Target>& target, const Chunk& chunk, std::size_t column)
{
    const Number* numbers = chunk.numbers<Number>(column);
    for (std::size_t i = 0; i < chunk.size(); ++i) {
        target.push_back(static_cast<Target>(numbers[i]));
    }
}

void append_rows(Observations& rows, const Chunk& chunk)
{
    append_numbers<std::uint16_t>(rows.dataset, chunk, 0);
    append_numbers<std::int32_t>(rows.area, chunk, 1);
    append_numbers<std::int32_t>(rows.period, chunk, 2);
    append_numbers<std::uint16_t>(rows.measure, chunk, 3);
    for (std::size_t i = 0; i < facts::most_dimensions; ++i) {
        append_numbers<std::uint16_t>(rows.dimensions[i], chunk, 4 + i);
    }
    const double* values = chunk.numbers<double>(12);
    for (std::size_t i = 0; i < chunk.size(); ++i) {
        rows.value.push_back(chunk.is_null(12, i) ? 0 : values[i]);
    }
    append_numbers<std::uint8_t>(rows.sign, chunk, 13);
    append_numbers<std::int32_t>(rows.delivery, chunk, 14);
    append_numbers<std::int32_t>(rows.row, chunk, 15);
    append_numbers<std::int32_t>(rows.column, chunk, 16);
}

class DuckdbStore final : public facts::FactStore {
public:
    DuckdbStore(const std::filesystem::path& path, const Options& options)
        : read_only_(options.read_only),
          ownership_(path, options.read_only ? Ownership::Kind::reading : Ownership::Kind::alone),
          temporary_(temporary_path(path, options)),
          engine_(opened(path, engine_options(temporary_.path(), options))),
          case_sums_(*engine_->borrow()),
          inserts_(*engine_->borrow(), options.threads, temporary_.path())
    {}

    std::unique_ptr<facts::Load> begin_load(std::int32_t dataset, std::int32_t delivery,
                                            facts::Precedence precedence) override
    {
        ensure(!read_only_, "a store for reading is not changed");
        ensure(dataset >= 0 && dataset <= facts::most_code, "a dataset has a number that fits");
        ensure(delivery > engine_->borrow()->number(last_delivery_sql(dataset)),
               "deliveries of a dataset come in the order of their numbers");
        return std::make_unique<FactLoad>(*engine_, inserts_, dataset, delivery, precedence);
    }

    void forget_after(std::int32_t last) override
    {
        ensure(!read_only_, "a store for reading is not changed");
        const auto connection = engine_->borrow();
        Transaction transaction(*connection);
        for (const std::string& sql : forget_sql(last)) {
            connection->run(sql);
        }
        transaction.commit();
    }

    Sums sums(const Query& query, const std::vector<Column>& group_by, const std::vector<Case>& cases) override
    {
        Sums sums;
        sums.keys.resize(group_by.size());
        sums.totals.resize(cases.size());
        if (cases.empty()) {
            return sums;
        }
        const auto connection = engine_->borrow();
        const CaseSums::Use use(case_sums_, cases);
        Result result = connection->run(sums_sql(query, group_by, cases, use.calls()));
        while (const auto chunk = result.next()) {
            const auto rows = use.append(*chunk, group_by.size(), sums);
            sums.groups += rows.size();
            for (std::size_t k = 0; k < group_by.size(); ++k) {
                for (const std::size_t row : rows) {
                    sums.keys[k].push_back(chunk->numbers<std::int32_t>(k)[row]);
                }
            }
        }
        return sums;
    }

    std::int64_t count(const Query& query) override { return engine_->borrow()->number(count_sql(query)); }

    Observations rows(const Query& query, std::int64_t offset, std::int64_t most) override
    {
        ensure(offset >= 0 && most >= 0, "rows are asked for from an offset and up to a number");
        Observations rows;
        const auto connection = engine_->borrow();
        Result result = connection->stream(rows_sql(query, offset, most));
        while (const auto chunk = result.next()) {
            append_rows(rows, *chunk);
        }
        return rows;
    }

    void write_parquet(const Query& query, const std::filesystem::path& path) override;

private:
    static std::unique_ptr<Engine> opened(const std::filesystem::path& path, const EngineOptions& options);

    bool read_only_;
    Ownership ownership_;
    TemporaryFolder temporary_;
    std::unique_ptr<Engine> engine_;
    CaseSums case_sums_;
    Inserts inserts_;
    std::atomic<int> files_ = 0;
};

std::unique_ptr<Engine> DuckdbStore::opened(const std::filesystem::path& path, const EngineOptions& options)
{
    std::error_code unknown;
    if (!options.read_only && !std::filesystem::exists(path, unknown)) {
        create(path, options);
    }
    auto engine = std::make_unique<Engine>(path, options);
    const std::int64_t version = engine->borrow()->number("SELECT max(version)::BIGINT FROM layout");
    if (version != layout_version) {
        fail(ErrorCode::conflict,
             "{}: these facts were laid out by another version of the program (layout {}, this one has {}); "
             "make them again with `allmende rebuild`",
             path.string(), version, layout_version);
    }
    return engine;
}

/// The engine may only write to its temporary folder; the finished file moves to where it was asked for.
void DuckdbStore::write_parquet(const Query& query, const std::filesystem::path& path)
{
    std::error_code told_by_the_engine;
    std::filesystem::create_directories(temporary_.path(), told_by_the_engine);
    const auto made = temporary_.path() / fmt::format("rows-{}.parquet", ++files_);
    engine_->borrow()->run(parquet_sql(query), {made.string()});
    move_durably(made, path);
}

}  // namespace

std::unique_ptr<facts::FactStore> open_fact_store(const std::filesystem::path& path, const Options& options)
{
    ensure(options.memory_mb > 0 && options.threads >= 0, "the options of the facts are numbers that make sense");
    Options settled = options;
    if (settled.threads == 0) {
        settled.threads = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
    }
    return std::make_unique<DuckdbStore>(path, settled);
}

}  // namespace allmende::adapters::duckdb
