#pragma once

#include <atomic>
#include <mutex>

#include "adapters/duckdb/row_set.hpp"
#include "adapters/duckdb/row_source.hpp"
#include "adapters/duckdb/staging.hpp"

namespace allmende::adapters::duckdb {

/// Reads a finished Staging in which the rows of a delivery lie together with the newest stored rows of the same cells,
/// and decides cell by cell: what is inserted (the rows it gives), what is superseded, what was there twice.
class DeliveredRows final : public RowSource {
public:
    DeliveredRows(const Staging& staging, facts::Precedence precedence, int threads);

    std::vector<Column> columns() const override;
    std::int64_t rows() const override { return static_cast<std::int64_t>(staging_.size()); }
    int most_threads() const override;
    std::unique_ptr<Reader> open() override;

    // After all rows were read.
    const facts::Load::Outcome& outcome() const { return outcome_; }
    RowSet& superseded() { return superseded_; }

private:
    class PartReader;

    const Staging& staging_;
    facts::Precedence precedence_;
    int threads_;
    std::vector<CellKey> boundaries_;
    std::atomic<std::size_t> next_part_ = 0;
    std::mutex mutex_;
    facts::Load::Outcome outcome_;
    RowSet superseded_;
};

/// The row numbers of a set, ascending, in portions that keep the engine's join small.
class SupersededRows final : public RowSource {
public:
    explicit SupersededRows(const RowSet& rows) : at_(rows.blocks().begin()), end_(rows.blocks().end()) {}

    std::vector<Column> columns() const override;
    bool done() const { return at_ == end_; }
    std::int64_t rows() const override { return portion_blocks * RowSet::block_rows; }
    int most_threads() const override { return 1; }
    /// Each reader gives the next portion.
    std::unique_ptr<Reader> open() override;

private:
    class PortionReader;
    using Position = std::map<std::int64_t, RowSet::Bits>::const_iterator;

    static constexpr std::int64_t portion_blocks = 512;

    Position at_;
    Position end_;
};

}  // namespace allmende::adapters::duckdb
