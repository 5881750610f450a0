#include "adapters/duckdb/delivered_rows.hpp"

#include <algorithm>
#include <bit>
#include <optional>

namespace allmende::adapters::duckdb {

namespace {

/// Rows of a part: several row groups of the engine, so that few of them hold the seam between two parts.
constexpr std::size_t part_rows = 4 * 122'880;

template <typename Number>
Number* column(duckdb_data_chunk chunk, idx_t index)
{
    return static_cast<Number*>(duckdb_vector_get_data(duckdb_data_chunk_get_vector(chunk, index)));
}

/// The columns of one chunk that is being filled, in the order of DeliveredRows::columns().
class ChunkWriter {
public:
    explicit ChunkWriter(duckdb_data_chunk chunk)
        : values_(duckdb_data_chunk_get_vector(chunk, 11)),
          area_(column<std::int32_t>(chunk, 0)),
          period_(column<std::int32_t>(chunk, 1)),
          measure_(column<std::uint16_t>(chunk, 2)),
          value_(column<double>(chunk, 11)),
          sign_(column<std::uint8_t>(chunk, 12)),
          row_(column<std::int32_t>(chunk, 13)),
          column_(column<std::int32_t>(chunk, 14))
    {
        for (std::size_t i = 0; i < facts::most_dimensions; ++i) {
            dimensions_[i] = column<std::uint16_t>(chunk, 3 + i);
        }
    }

    void put(idx_t at, const StagedRow& row)
    {
        area_[at] = row.key.area();
        period_[at] = row.key.period();
        measure_[at] = row.key.measure();
        for (std::size_t i = 0; i < facts::most_dimensions; ++i) {
            dimensions_[i][at] = row.key.dimension(i);
        }
        value_[at] = row.value;
        sign_[at] = static_cast<std::uint8_t>(row.sign);
        row_[at] = static_cast<std::int32_t>(row.place >> 32);
        column_[at] = static_cast<std::int32_t>(row.place);
        if (is_missing(row.sign)) {
            duckdb_vector_ensure_validity_writable(values_);
            duckdb_validity_set_row_invalid(duckdb_vector_get_validity(values_), at);
        }
    }

private:
    duckdb_vector values_;
    std::int32_t* area_;
    std::int32_t* period_;
    std::uint16_t* measure_;
    std::array<std::uint16_t*, facts::most_dimensions> dimensions_{};
    double* value_;
    std::uint8_t* sign_;
    std::int32_t* row_;
    std::int32_t* column_;
};

}  // namespace

/// Goes through one part after another.
class DeliveredRows::PartReader final : public RowSource::Reader {
public:
    explicit PartReader(DeliveredRows& rows) : rows_(rows) {}

    void fill(duckdb_data_chunk chunk) override
    {
        ChunkWriter writer(chunk);
        const idx_t most = duckdb_vector_size();
        idx_t size = 0;
        while (size < most && (merge_ || open_part())) {
            if (merge_->head() == nullptr) {
                merge_.reset();
            } else if (const auto row = next_cell()) {
                writer.put(size++, *row);
            }
        }
        duckdb_data_chunk_set_size(chunk, size);
        if (size == 0) {
            hand_over();
        }
    }

private:
    /// At the end, not in the destructor: the engine may destroy readers after the statement has returned.
    void hand_over()
    {
        const std::lock_guard lock(rows_.mutex_);
        rows_.outcome_.observations += outcome_.observations;
        rows_.outcome_.superseded += outcome_.superseded;
        rows_.outcome_.unchanged += outcome_.unchanged;
        rows_.outcome_.duplicates += outcome_.duplicates;
        rows_.superseded_.add(superseded_);
        outcome_ = {};
    }

    bool open_part()
    {
        const std::size_t part = rows_.next_part_++;
        const auto& boundaries = rows_.boundaries_;
        if (part >= boundaries.size()) {
            return false;
        }
        merge_.emplace(rows_.staging_, boundaries[part],
                       part + 1 < boundaries.size() ? &boundaries[part + 1] : nullptr);
        return true;
    }

    /// Takes all rows of the next cell; gives the one to insert, if any.
    std::optional<StagedRow> next_cell()
    {
        std::optional<StagedRow> stored;
        std::optional<StagedRow> delivered;
        const CellKey key = merge_->head()->key;
        for (const StagedRow* row = merge_->head(); row != nullptr && row->key == key; row = merge_->head()) {
            if (row->origin == Origin::stored) {
                stored = *row;
            } else if (!delivered) {
                delivered = *row;
            } else {
                ++outcome_.duplicates;
                delivered = row->place < delivered->place ? *row : delivered;
            }
            merge_->advance();
        }
        if (!delivered || (stored && rows_.precedence_ == facts::Precedence::filler)) {
            return std::nullopt;
        }
        if (stored) {
            superseded_.add(stored->place);
            ++outcome_.superseded;
            outcome_.unchanged += stored->value == delivered->value && stored->sign == delivered->sign ? 1 : 0;
        }
        ++outcome_.observations;
        return delivered;
    }

    DeliveredRows& rows_;
    std::optional<Merge> merge_;
    facts::Load::Outcome outcome_;
    RowSet superseded_;
};

DeliveredRows::DeliveredRows(const Staging& staging, facts::Precedence precedence, int threads)
    : staging_(staging), precedence_(precedence), threads_(threads), boundaries_(staging.boundaries(part_rows))
{}

std::vector<RowSource::Column> DeliveredRows::columns() const
{
    std::vector<Column> columns{
        {"area", DUCKDB_TYPE_INTEGER}, {"period", DUCKDB_TYPE_INTEGER}, {"measure", DUCKDB_TYPE_USMALLINT}};
    for (std::size_t i = 0; i < facts::most_dimensions; ++i) {
        columns.push_back({"d" + std::to_string(i), DUCKDB_TYPE_USMALLINT});
    }
    columns.push_back({"value", DUCKDB_TYPE_DOUBLE});
    columns.push_back({"sign", DUCKDB_TYPE_UTINYINT});
    columns.push_back({"row", DUCKDB_TYPE_INTEGER});
    columns.push_back({"col", DUCKDB_TYPE_INTEGER});
    return columns;
}

int DeliveredRows::most_threads() const
{
    return std::min(threads_, static_cast<int>(boundaries_.size()));
}

std::unique_ptr<RowSource::Reader> DeliveredRows::open()
{
    return std::make_unique<PartReader>(*this);
}

class SupersededRows::PortionReader final : public RowSource::Reader {
public:
    PortionReader(Position at, Position end) : at_(at), end_(end) {}

    void fill(duckdb_data_chunk chunk) override
    {
        auto* number = column<std::int64_t>(chunk, 0);
        idx_t size = 0;
        if (at_ != end_) {
            const auto& [block, bits] = *at_++;
            for (std::size_t word = 0; word < bits.size(); ++word) {
                for (std::uint64_t rest = bits[word]; rest != 0; rest &= rest - 1) {
                    number[size++] =
                        block * RowSet::block_rows + static_cast<std::int64_t>(word) * 64 + std::countr_zero(rest);
                }
            }
        }
        duckdb_data_chunk_set_size(chunk, size);
    }

private:
    static_assert(RowSet::block_rows == 2048, "a block fits into one chunk of the engine");
    Position at_;
    Position end_;
};

std::vector<RowSource::Column> SupersededRows::columns() const
{
    return {{"number", DUCKDB_TYPE_BIGINT}};
}

std::unique_ptr<RowSource::Reader> SupersededRows::open()
{
    const Position from = at_;
    for (std::int64_t i = 0; i < portion_blocks && at_ != end_; ++i) {
        ++at_;
    }
    return std::make_unique<PortionReader>(from, at_);
}

}  // namespace allmende::adapters::duckdb
