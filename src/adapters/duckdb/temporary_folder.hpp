#pragma once

#include <filesystem>

namespace allmende::adapters::duckdb {

/// A folder for temporary data, emptied now and removed at the end. It is made when somebody writes to it.
class TemporaryFolder {
public:
    explicit TemporaryFolder(std::filesystem::path path) : path_(std::move(path)) { remove(); }
    ~TemporaryFolder() { remove(); }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }

private:
    void remove()
    {
        std::error_code ignored;  // what cannot be removed is in nobody's way
        std::filesystem::remove_all(path_, ignored);
    }

    std::filesystem::path path_;
};

}  // namespace allmende::adapters::duckdb
