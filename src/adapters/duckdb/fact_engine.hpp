#pragma once

#include <filesystem>
#include <memory>

#include "facts/columns.hpp"
#include "facts/fact_store.hpp"

namespace allmende::adapters::duckdb {

struct FactStoreOptions {
    /// What the engine may hold in memory for questions, in megabytes; what exceeds it goes to temporary files beside
    /// the database. The process needs about 60 MB more, and while it loads another 50 MB.
    int memory_mb = 256;
    int threads = 0;  ///< 0: one for each processor
};

/// The facts in a DuckDB file, which is made where there is none; temporary data lie beside it in `<path>.tmp`.
/// The file belongs to the process from here until the store's destruction (`<path>.lock` says so).
/// Throws Error{conflict} naming the process that holds it, Error{not_found} where its folder does not exist,
/// Error{disk} where it cannot be used.
std::unique_ptr<facts::FactStore> open_fact_store(const std::filesystem::path& path,
                                                  const FactStoreOptions& options = {});

struct ColumnFilesOptions {
    /// The engine reads and writes below these folders only; none: nowhere.
    std::vector<std::filesystem::path> folders;
    int memory_mb = 256;
};

/// Parquet files by DuckDB.
std::unique_ptr<facts::ColumnFiles> open_column_files(const ColumnFilesOptions& options);

}  // namespace allmende::adapters::duckdb
