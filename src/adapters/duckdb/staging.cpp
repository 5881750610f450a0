#include "adapters/duckdb/staging.hpp"

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include "base/ensure.hpp"
#include "base/error.hpp"

namespace allmende::adapters::duckdb {

namespace {

/// What stands for a row while a run is sorted.
struct Entry {
    std::uint64_t code;
    std::uint32_t row;
};

/// Maps the keys of one run to numbers of the same order: only the lower bits of a lane that differ anywhere are kept.
class KeyCode {
public:
    explicit KeyCode(const std::vector<StagedRow>& rows)
    {
        CellKey differing;
        for (const StagedRow& row : rows) {
            for (std::size_t i = 0; i < differing.words.size(); ++i) {
                differing.words[i] |= row.key.words[i] ^ rows.front().key.words[i];
            }
            differing.last |= static_cast<std::uint16_t>(row.key.last ^ rows.front().key.last);
        }
        for (std::size_t lane = 0; lane < CellKey::lanes; ++lane) {
            if (const int width = std::bit_width(differing.lane(lane)); width > 0) {
                lanes_.push_back({lane, width});
                bits_ += width;
            }
        }
    }

    int bits() const { return bits_; }
    /// Only where bits() <= 64.
    std::uint64_t operator()(const CellKey& key) const
    {
        std::uint64_t code = 0;
        for (const Lane& lane : lanes_) {
            code = code << lane.width | (key.lane(lane.index) & ((1u << lane.width) - 1));
        }
        return code;
    }

private:
    struct Lane {
        std::size_t index;
        int width;
    };
    std::vector<Lane> lanes_;
    int bits_ = 0;
};

/// Least significant digit first, eight bits at a time; stable.
void radix_sort(std::vector<Entry>& entries, int bits)
{
    std::vector<Entry> other(entries.size());
    for (int shift = 0; shift < bits; shift += 8) {
        std::array<std::size_t, 256> counts{};
        for (const Entry& entry : entries) {
            ++counts[entry.code >> shift & 0xff];
        }
        std::size_t position = 0;
        for (std::size_t& count : counts) {
            position += std::exchange(count, position);
        }
        for (const Entry& entry : entries) {
            other[counts[entry.code >> shift & 0xff]++] = entry;
        }
        entries.swap(other);
    }
}

/// The order of the rows of a run by key.
std::vector<Entry> sorted_entries(const std::vector<StagedRow>& rows)
{
    const KeyCode code(rows);
    std::vector<Entry> entries(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        entries[i] = {code.bits() <= 64 ? code(rows[i].key) : 0, static_cast<std::uint32_t>(i)};
    }
    if (code.bits() <= 64) {
        radix_sort(entries, code.bits());
    } else {
        std::stable_sort(entries.begin(), entries.end(),
                         [&](const Entry& a, const Entry& b) { return rows[a.row].key < rows[b.row].key; });
    }
    return entries;
}

bool is_sorted(const std::vector<StagedRow>& rows)
{
    return std::is_sorted(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.key < b.key; });
}

[[noreturn]] void fail_disk(const std::filesystem::path& folder)
{
    const int reason = errno;
    if (reason == ENOSPC || reason == EDQUOT || reason == EFBIG) {
        fail(ErrorCode::disk,
             "{}: the disk is full of temporary data; nothing was changed. Free some space and try again.",
             folder.string());
    }
    fail(ErrorCode::disk, "{}: temporary data cannot be written or read there ({}); nothing was changed",
         folder.string(), std::strerror(reason));
}

/// Not O_TMPFILE: not every file system has it.
int nameless_file(const std::filesystem::path& folder)
{
    std::error_code ignored;  // mkstemp says it as well
    std::filesystem::create_directories(folder, ignored);
    std::string name = (folder / "staging-XXXXXX").string();
    const int descriptor = ::mkostemp(name.data(), O_CLOEXEC);
    if (descriptor < 0) {
        fail_disk(folder);
    }
    ::unlink(name.c_str());
    return descriptor;
}

}  // namespace

Staging::Staging(std::filesystem::path folder, std::size_t run_rows) : folder_(std::move(folder)), run_rows_(run_rows)
{}

Staging::~Staging()
{
    if (writing_.valid()) {
        writing_.wait();
    }
    if (descriptor_ >= 0) {
        ::close(descriptor_);
    }
}

void Staging::finish()
{
    if (!rows_.empty()) {
        start_run();
    }
    await_run();
    rows_ = {};
    sorting_ = {};
}

void Staging::start_run()
{
    await_run();
    rows_.swap(sorting_);
    writing_ = std::async(std::launch::async, [this] { write_run(); });
}

void Staging::await_run()
{
    if (writing_.valid()) {
        writing_.get();
    }
}

void Staging::write_run()
{
    Run run;
    run.offset = written_ * sizeof(StagedRow);
    run.rows = sorting_.size();
    if (is_sorted(sorting_)) {
        for (std::size_t i = 0; i < sorting_.size(); i += index_step) {
            run.index.push_back(sorting_[i].key);
        }
        write(sorting_.data(), sorting_.size());
    } else {
        const std::vector<Entry> order = sorted_entries(sorting_);
        std::vector<StagedRow> block;
        for (std::size_t i = 0; i < order.size(); i += block.size()) {
            block.clear();
            for (std::size_t j = i; j < std::min(i + index_step, order.size()); ++j) {
                block.push_back(sorting_[order[j].row]);
            }
            run.index.push_back(block.front().key);
            write(block.data(), block.size());
        }
    }
    written_ += sorting_.size();
    sorting_.clear();
    runs_.push_back(std::move(run));
}

void Staging::write(const StagedRow* rows, std::size_t count)
{
    if (descriptor_ < 0) {
        descriptor_ = nameless_file(folder_);
    }
    const auto* bytes = reinterpret_cast<const char*>(rows);
    std::size_t left = count * sizeof(StagedRow);
    while (left > 0) {
        const ssize_t put = ::write(descriptor_, bytes, left);
        if (put < 0 && errno != EINTR) {
            fail_disk(folder_);
        }
        const auto done = static_cast<std::size_t>(std::max<ssize_t>(put, 0));
        bytes += done;
        left -= done;
    }
}

void Staging::read(const Run& run, std::size_t from, StagedRow* rows, std::size_t count) const
{
    auto* bytes = reinterpret_cast<char*>(rows);
    std::size_t left = count * sizeof(StagedRow);
    auto offset = static_cast<off_t>(run.offset + from * sizeof(StagedRow));
    while (left > 0) {
        const ssize_t got = ::pread(descriptor_, bytes, left, offset);
        if (got == 0 || (got < 0 && errno != EINTR)) {
            fail_disk(folder_);
        }
        const auto done = std::max<ssize_t>(got, 0);
        bytes += done;
        offset += done;
        left -= static_cast<std::size_t>(done);
    }
}

std::size_t Staging::lower_bound(const Run& run, const CellKey& key) const
{
    const auto above = std::lower_bound(run.index.begin(), run.index.end(), key);
    if (above == run.index.begin()) {
        return 0;
    }
    const std::size_t from = (static_cast<std::size_t>(above - run.index.begin()) - 1) * index_step;
    std::vector<StagedRow> rows(std::min(index_step, run.rows - from));
    read(run, from, rows.data(), rows.size());
    const auto at = std::lower_bound(rows.begin(), rows.end(), key,
                                     [](const StagedRow& row, const CellKey& least) { return row.key < least; });
    return from + static_cast<std::size_t>(at - rows.begin());
}

std::vector<CellKey> Staging::boundaries(std::size_t part_rows) const
{
    std::vector<CellKey> sample;
    for (const Run& run : runs_) {
        sample.insert(sample.end(), run.index.begin(), run.index.end());
    }
    std::sort(sample.begin(), sample.end());
    std::vector<CellKey> boundaries{CellKey{}};
    const std::size_t step = std::max<std::size_t>(1, part_rows / index_step);
    for (std::size_t i = step; i < sample.size(); i += step) {
        if (sample[i] > boundaries.back()) {
            boundaries.push_back(sample[i]);
        }
    }
    return boundaries;
}

Merge::Merge(const Staging& staging, const CellKey& from, const CellKey* end)
    : staging_(staging),
      buffer_rows_(std::clamp(buffered_rows / std::max<std::size_t>(1, staging.runs_.size()), least_buffer_rows,
                              most_buffer_rows))
{
    ensure(staging.rows_.empty(), "rows are read when the last one was added");
    cursors_.resize(staging.runs_.size());
    for (std::size_t i = 0; i < cursors_.size(); ++i) {
        Cursor& cursor = cursors_[i];
        cursor.run = &staging.runs_[i];
        cursor.next = staging.lower_bound(*cursor.run, from);
        cursor.end = end == nullptr ? cursor.run->rows : staging.lower_bound(*cursor.run, *end);
        if (refill(cursor)) {
            heap_.push_back(&cursor);
        }
    }
    for (std::size_t at = heap_.size() / 2; at-- > 0;) {
        sift_down(at);
    }
}

void Merge::advance()
{
    Cursor& least = *heap_.front();
    if (++least.row == least.buffer_end && !refill(least)) {
        heap_.front() = heap_.back();
        heap_.pop_back();
    }
    sift_down(0);
}

bool Merge::refill(Cursor& cursor)
{
    const std::size_t count = std::min(buffer_rows_, cursor.end - cursor.next);
    if (count == 0) {
        return false;
    }
    cursor.buffer.resize(count);
    staging_.read(*cursor.run, cursor.next, cursor.buffer.data(), count);
    cursor.next += count;
    cursor.row = cursor.buffer.data();
    cursor.buffer_end = cursor.row + count;
    return true;
}

void Merge::sift_down(std::size_t at)
{
    // Neighbours of the sorted order often come out of one run, so this mostly ends with its first comparison.
    while (true) {
        std::size_t least = 2 * at + 1;
        if (least >= heap_.size()) {
            return;
        }
        if (least + 1 < heap_.size() && heap_[least + 1]->row->key < heap_[least]->row->key) {
            ++least;
        }
        if (heap_[at]->row->key <= heap_[least]->row->key) {
            return;
        }
        std::swap(heap_[at], heap_[least]);
        at = least;
    }
}

}  // namespace allmende::adapters::duckdb
