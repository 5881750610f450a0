#pragma once

#include <filesystem>
#include <memory>

#include "facts/columns.hpp"
#include "facts/fact_store.hpp"

namespace allmende::adapters::duckdb {

struct Options {
    /// What the engine may hold in memory, in megabytes; what exceeds it goes to temporary files. The process needs up
    /// to 200 MB more: for a delivery of a gigabyte.
    int memory_mb = 80;
    int threads = 0;         ///< 0: one for each processor
    bool read_only = false;  ///< several processes may read at once, while none changes anything
};

/// The facts in a DuckDB file, which is made where there is none (unless read only: Error{not_found}). Temporary data
/// of a store that may change lie beside it in `<path>.tmp`, of readers where the system keeps such. The file belongs
/// to the process from here until the store's destruction (`<path>.lock` says so). Throws Error{conflict} naming the
/// process that holds it, Error{not_found} where its folder does not exist, Error{disk} where it cannot be used.
std::unique_ptr<facts::FactStore> open_fact_store(const std::filesystem::path& path, const Options& options = {});

/// Parquet files by DuckDB. Each question runs in the thread that asks it; `threads` and `read_only` mean nothing here.
/// For each folder the engine is fenced to that folder: no statement reaches any other file.
std::unique_ptr<facts::ColumnFiles> open_column_files(const Options& options = {});

}  // namespace allmende::adapters::duckdb
