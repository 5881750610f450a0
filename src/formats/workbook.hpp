#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/scratch_folder.hpp"
#include "formats/record_reader.hpp"
#include "formats/sheet.hpp"

namespace allmende::formats {

/// Whether a file is a workbook (XLSX or ODS), by its content.
bool is_workbook(const std::filesystem::path& path);

/// The sheets of a workbook.
class Workbook {
public:
    /// `name`: for messages. Throws Error{bad_input} where it cannot be read, Error{too_large} above 200 sheets.
    Workbook(const std::filesystem::path& path, std::string name);
    ~Workbook();
    Workbook(const Workbook&) = delete;
    Workbook& operator=(const Workbook&) = delete;

    /// `xlsx` or `ods`.
    std::string_view layout() const;
    /// Of the sheets that are shown, in their order.
    const std::vector<std::string>& titles() const { return titles_; }
    /// Writes a sheet as the CSV with semicolons that the same table would be, and gives what that does not tell. An
    /// empty sheet, which has no cells, makes no file.
    SheetNotes write_csv(std::size_t sheet, const std::filesystem::path& csv) const;

private:
    struct Parts;
    std::string name_;
    std::unique_ptr<Parts> parts_;
    std::vector<std::string> titles_;
};

/// The one sheet of a workbook that is an official table, as a CSV file for as long as this lives.
class WorkbookTable {
public:
    /// `check` throws what is wrong with a CSV file. Throws Error{bad_input} where no sheet passes it, with the reason,
    /// and where several do: which one is meant only people know.
    WorkbookTable(const std::filesystem::path& path, const ReadOptions& options,
                  const std::function<void(const std::filesystem::path& csv, const ReadOptions& options)>& check);

    std::filesystem::path csv() const { return folder_.path() / "table.csv"; }
    /// For reading it: messages name the workbook.
    const ReadOptions& options() const { return options_; }

private:
    ScratchFolder folder_;
    ReadOptions options_;
};

}  // namespace allmende::formats
