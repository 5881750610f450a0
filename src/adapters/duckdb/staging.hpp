#pragma once

#include <filesystem>
#include <future>
#include <vector>

#include "adapters/duckdb/staged_row.hpp"

namespace allmende::adapters::duckdb {

/// Sorts any number of rows by their keys in bounded memory: sorted runs go to a file without a name, which vanishes
/// with the object or the process. The engine's own sort takes four times as long within the same memory, because it
/// carries every column through.
class Staging {
public:
    /// A run of `run_rows` rows is sorted and written in a thread of its own while the next one comes in; memory is
    /// about 130 bytes for each of them.
    explicit Staging(std::filesystem::path folder, std::size_t run_rows = std::size_t{1} << 18);
    ~Staging();
    Staging(const Staging&) = delete;
    Staging& operator=(const Staging&) = delete;

    void add(const StagedRow& row)
    {
        rows_.push_back(row);
        ++size_;
        if (rows_.size() >= run_rows_) {
            start_run();
        }
    }
    /// After the last row; then the rows can be read in order.
    void finish();
    std::size_t size() const { return size_; }

    /// Boundaries that split all rows into parts of roughly `part_rows`: part i has the keys from boundary i on, below
    /// boundary i + 1. Equal keys never lie in two parts.
    std::vector<CellKey> boundaries(std::size_t part_rows) const;

private:
    friend class Merge;

    struct Run {
        std::uint64_t offset = 0;  ///< in the file
        std::size_t rows = 0;
        std::vector<CellKey> index;  ///< every index_step-th key
    };
    static constexpr std::size_t index_step = 1024;

    void start_run();
    /// Waits for the thread that writes a run, and throws what it threw.
    void await_run();
    /// In that thread, which alone touches the file and the list of runs until it is awaited.
    void write_run();
    void write(const StagedRow* rows, std::size_t count);
    /// Reads rows of a run; safe from several threads.
    void read(const Run& run, std::size_t from, StagedRow* rows, std::size_t count) const;
    /// The first row of a run whose key is not below.
    std::size_t lower_bound(const Run& run, const CellKey& key) const;

    std::filesystem::path folder_;
    std::size_t run_rows_;
    std::size_t size_ = 0;
    std::vector<StagedRow> rows_;     ///< coming in
    std::vector<StagedRow> sorting_;  ///< of the run that is being written
    std::future<void> writing_;
    std::vector<Run> runs_;
    std::size_t written_ = 0;
    int descriptor_ = -1;
};

/// The rows of one part in the order of their keys. Several may read one Staging in several threads.
class Merge {
public:
    /// All rows with from <= key < end; without `end` to the last one.
    Merge(const Staging& staging, const CellKey& from, const CellKey* end);

    /// The row with the least key, or nothing at the end.
    const StagedRow* head() const { return heap_.empty() ? nullptr : heap_.front()->row; }
    void advance();

private:
    struct Cursor {
        const StagedRow* row = nullptr;  ///< in `buffer`
        const StagedRow* buffer_end = nullptr;
        const Staging::Run* run = nullptr;
        std::size_t next = 0;  ///< row of the run that is read next
        std::size_t end = 0;
        std::vector<StagedRow> buffer;
    };
    /// Of all cursors together, about 4 MB; a cursor reads no more at once, and no less than is worth a call.
    static constexpr std::size_t buffered_rows = std::size_t{1} << 16;
    static constexpr std::size_t most_buffer_rows = 512;
    static constexpr std::size_t least_buffer_rows = 32;

    bool refill(Cursor& cursor);
    void sift_down(std::size_t at);

    const Staging& staging_;
    std::size_t buffer_rows_;
    std::vector<Cursor> cursors_;
    std::vector<Cursor*> heap_;
};

}  // namespace allmende::adapters::duckdb
