#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace allmende::facts {

/// A named column of a table on disk: whole numbers, numbers (each may be absent) or texts.
struct DiskColumn {
    std::string name;
    std::variant<std::vector<std::int32_t>, std::vector<std::optional<double>>, std::vector<std::string>> values;

    std::size_t size() const;
};

/// A table as columns of equal length and different names. The getters trip `ensure` where there is no such column or
/// it has another type.
struct DiskTable {
    std::vector<DiskColumn> columns;

    std::size_t size() const;
    const std::vector<std::int32_t>& integers(std::string_view name) const;
    const std::vector<std::optional<double>>& numbers(std::string_view name) const;
    const std::vector<std::string>& texts(std::string_view name) const;
};

/// Keeps the rows whose integer column lies in the list; an empty list keeps none.
struct DiskFilter {
    std::string column;
    std::vector<std::int32_t> any_of;
};

/// Columnar files (Parquet): how figures and observations are frozen and read again. Thread safe.
class ColumnFiles {
public:
    virtual ~ColumnFiles() = default;
    /// Keeps the order of the rows. Durable when it returns; a file of that name is replaced at once, never half.
    /// The same table gives the same bytes. Row groups are small enough that a filter on the first columns reads
    /// little.
    virtual void write(const DiskTable& table, const std::filesystem::path& path) = 0;
    /// The named columns (in that order; none named: all of the file) of the rows that pass all filters, in the file's
    /// order: at most `most` rows, from `offset` on. Throws Error{not_found} where there is no file and
    /// Error{bad_input} where it is not such a table, or has no column of a name.
    virtual DiskTable read(const std::filesystem::path& path, const std::vector<DiskFilter>& filters,
                           const std::vector<std::string>& columns, std::int64_t offset, std::int64_t most) = 0;
    /// How many rows pass all filters. Throws as read().
    virtual std::int64_t count(const std::filesystem::path& path, const std::vector<DiskFilter>& filters) = 0;
};

}  // namespace allmende::facts
