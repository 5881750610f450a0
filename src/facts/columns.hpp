#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace allmende::facts {

/// A named column of a table on disk: whole numbers, numbers (absent where the bit is unset) or texts.
struct DiskColumn {
    std::string name;
    std::variant<std::vector<std::int32_t>, std::vector<std::optional<double>>, std::vector<std::string>> values;
};

/// A table as columns of equal length.
struct DiskTable {
    std::vector<DiskColumn> columns;

    std::size_t size() const;
    const std::vector<std::int32_t>& integers(std::string_view name) const;
    const std::vector<std::optional<double>>& numbers(std::string_view name) const;
    const std::vector<std::string>& texts(std::string_view name) const;
};

/// Keeps the rows whose integer column lies in the list.
struct DiskFilter {
    std::string column;
    std::vector<std::int32_t> any_of;
};

/// Columnar files (Parquet): how figures and observations are frozen and read again. Thread safe.
class ColumnFiles {
public:
    virtual ~ColumnFiles() = default;
    /// Durable when it returns. Row groups are small enough that a filter on the first columns reads little.
    virtual void write(const DiskTable& table, const std::filesystem::path& path) = 0;
    /// Throws Error{bad_input} where the file is not such a table.
    virtual DiskTable read(const std::filesystem::path& path, const std::vector<DiskFilter>& filters,
                           const std::vector<std::string>& columns, std::int64_t offset, std::int64_t most) = 0;
    virtual std::int64_t count(const std::filesystem::path& path, const std::vector<DiskFilter>& filters) = 0;
};

}  // namespace allmende::facts
