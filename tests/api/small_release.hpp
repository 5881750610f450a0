#pragma once

#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "facts/columns.hpp"

namespace allmende::test {

/// The port of columnar files over tables in memory, by path.
class MemoryColumnFiles final : public facts::ColumnFiles {
public:
    void write(const facts::DiskTable& table, const std::filesystem::path& path) override;
    facts::DiskTable read(const std::filesystem::path& path, const std::vector<facts::DiskFilter>& filters,
                          const std::vector<std::string>& columns, std::int64_t offset, std::int64_t most) override;
    std::int64_t count(const std::filesystem::path& path, const std::vector<facts::DiskFilter>& filters) override;

private:
    std::mutex mutex_;
    std::map<std::filesystem::path, facts::DiskTable> tables_;
};

/// A folder that goes away with its owner.
class ScratchFolder {
public:
    ScratchFolder();
    ~ScratchFolder();
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

/// How large the invented release is: more areas and years for measuring.
struct ReleaseSize {
    int kreise = 3;
    int first_year = 2020;
    int last_year = 2022;
};

/// Writes release `number` of the invented region “Lindental” into `releases` and points `releases/current` to it:
/// Kreise 99001 …, the Land 99, one region, two indicators (a share from a source that rounds, and a count), one
/// dataset, missing values, a site of three pages. The same number and size, the same bytes.
void write_small_release(const std::filesystem::path& releases, int number, facts::ColumnFiles& files,
                         ReleaseSize size = {});

}  // namespace allmende::test
