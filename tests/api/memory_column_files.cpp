#include <algorithm>

#include <unistd.h>

#include "base/ensure.hpp"
#include "base/error.hpp"
#include "small_release.hpp"

namespace allmende::test {

namespace {

bool keeps(const facts::DiskTable& table, const std::vector<facts::DiskFilter>& filters, std::size_t row)
{
    return std::all_of(filters.begin(), filters.end(), [&](const facts::DiskFilter& filter) {
        const std::int32_t value = table.integers(filter.column)[row];
        return std::find(filter.any_of.begin(), filter.any_of.end(), value) != filter.any_of.end();
    });
}

/// Rows that the filters keep.
std::vector<std::size_t> rows_of(const facts::DiskTable& table, const std::vector<facts::DiskFilter>& filters)
{
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < table.size(); ++row) {
        if (keeps(table, filters, row)) {
            rows.push_back(row);
        }
    }
    return rows;
}

}  // namespace

void MemoryColumnFiles::write(const facts::DiskTable& table, const std::filesystem::path& path)
{
    const std::lock_guard lock(mutex_);
    tables_[path] = table;
}

facts::DiskTable MemoryColumnFiles::read(const std::filesystem::path& path,
                                         const std::vector<facts::DiskFilter>& filters,
                                         const std::vector<std::string>& columns, std::int64_t offset,
                                         std::int64_t most)
{
    const std::lock_guard lock(mutex_);
    const auto found = tables_.find(path);
    if (found == tables_.end()) {
        fail(ErrorCode::not_found, "{}: there is no such table", path.string());
    }
    std::vector<std::size_t> rows = rows_of(found->second, filters);
    rows.erase(rows.begin(), rows.begin() + std::min<std::ptrdiff_t>(offset, std::ssize(rows)));
    rows.resize(std::min<std::size_t>(rows.size(), static_cast<std::size_t>(most)));
    facts::DiskTable out;
    for (const std::string& name : columns) {
        const auto column = std::find_if(found->second.columns.begin(), found->second.columns.end(),
                                         [&](const auto& candidate) { return candidate.name == name; });
        ensure(column != found->second.columns.end(), "the test's table has the columns asked for");
        out.columns.push_back({name, std::visit(
                                         [&](const auto& values) -> decltype(column->values) {
                                             std::decay_t<decltype(values)> kept;
                                             for (const std::size_t row : rows) {
                                                 kept.push_back(values[row]);
                                             }
                                             return kept;
                                         },
                                         column->values)});
    }
    return out;
}

std::int64_t MemoryColumnFiles::count(const std::filesystem::path& path, const std::vector<facts::DiskFilter>& filters)
{
    const std::lock_guard lock(mutex_);
    const auto found = tables_.find(path);
    if (found == tables_.end()) {
        fail(ErrorCode::not_found, "{}: there is no such table", path.string());
    }
    return std::ssize(rows_of(found->second, filters));
}

ScratchFolder::ScratchFolder()
{
    std::string name = (std::filesystem::temp_directory_path() / "allmende-XXXXXX").string();
    ensure(::mkdtemp(name.data()) != nullptr, "a folder for the test can be made");
    path_ = name;
}

ScratchFolder::~ScratchFolder()
{
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

}  // namespace allmende::test
