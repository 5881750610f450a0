#pragma once

#include <filesystem>
#include <functional>

#include "formats/record_reader.hpp"

namespace allmende::formats {

/// Whether a file is a workbook (XLSX or ODS), by its content.
bool is_workbook(const std::filesystem::path& path);

/// The one sheet of a workbook that is an official table, as a CSV file in a folder of its own for as long as this
/// lives.
class WorkbookTable {
public:
    /// `check` throws what is wrong with a CSV file. Throws Error{bad_input} where no sheet passes it, with the reason,
    /// and where several do: which one is meant only people know.
    WorkbookTable(const std::filesystem::path& path, const ReadOptions& options,
                  const std::function<void(const std::filesystem::path& csv, const ReadOptions& options)>& check);
    ~WorkbookTable();
    WorkbookTable(const WorkbookTable&) = delete;
    WorkbookTable& operator=(const WorkbookTable&) = delete;

    std::filesystem::path csv() const { return folder_ / "table.csv"; }
    /// For reading it: messages name the workbook.
    const ReadOptions& options() const { return options_; }

private:
    std::filesystem::path folder_;
    ReadOptions options_;
};

}  // namespace allmende::formats
