#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include <sys/mman.h>
#include <unistd.h>

#include "base/ensure.hpp"
#include "base/error.hpp"
#include "formats/read_table.hpp"

namespace allmende::fuzz {

/// The fuzzer's bytes as a file in memory.
class MemoryFile {
public:
    MemoryFile(const std::uint8_t* data, std::size_t size) : descriptor_(::memfd_create("table", 0))
    {
        ensure(descriptor_ >= 0, "a file in memory can be made");
        ensure(::write(descriptor_, data, size) == static_cast<ssize_t>(size), "a file in memory can be written");
    }
    ~MemoryFile() { ::close(descriptor_); }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;

    std::filesystem::path path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

private:
    int descriptor_;
};

/// Looks at every row as a consumer would: what is out of bounds, the sanitizers see.
class CheckingSink final : public formats::TableSink {
public:
    void begin(const formats::TableHead& head) override { head_ = head; }
    void row(const formats::TableRow& row) override
    {
        ensure(row.keys.size() == head_.key_dimensions.size(), "a row has a text for each key dimension");
        for (const formats::ValueCell& value : row.values) {
            ensure(value.value_column < head_.value_columns.size(), "a value stands in a known column");
            const auto& column = head_.value_columns[value.value_column];
            ensure(column.period || row.period || head_.period, "every cell has a period");
            ++observations;
        }
    }
    std::int64_t observations = 0;

private:
    formats::TableHead head_;
};

/// Reads or refuses; a file that is read is read the same again.
template <typename Read>
int check(const std::uint8_t* data, std::size_t size, const Read& read)
{
    const MemoryFile file(data, size);
    CheckingSink first;
    try {
        read(file.path(), first);
    } catch (const Error&) {
        return 0;
    }
    CheckingSink second;
    read(file.path(), second);
    ensure(first.observations == second.observations, "reading twice gives the same");
    return 0;
}

}  // namespace allmende::fuzz
