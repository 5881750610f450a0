#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/scratch_folder.hpp"
#include "formats/plain_heading.hpp"
#include "formats/plain_table.hpp"

namespace allmende::formats {

/// The tables of a file without official layout, whatever its format: CSV of any dialect, sheets of XLSX and ODS, PX,
/// JSON-stat, SDMX-CSV, SDMX-ML and SDMX-JSON. Where their cells are written anew as CSV, the files live as long as
/// this.
///
/// Of a workbook whose sheets repeat each other for programs (`csv-…`, as the Federal Statistical Office adds them to
/// its Statistische Berichte) only those are tables.
class PlainFile {
public:
    /// Throws Error{bad_input} where the file holds no table, with the reason.
    explicit PlainFile(const std::filesystem::path& path, const ReadOptions& options = {});

    const std::vector<PlainTable>& tables() const { return tables_; }
    /// The one of a sheet; the only one where `sheet` is empty. Throws Error{bad_input} with the sheets there are.
    const PlainTable& table(const std::string& sheet) const;

private:
    ScratchFolder folder_;
    std::vector<PlainTable> tables_;
    std::string name_;
};

/// Understands the heading of a delimited file: which lines are titles, which name the columns, where the data begin.
/// A heading of several lines becomes one name per column, its parts set apart by ` | `. Throws Error{bad_input} where
/// there is none.
PlainTable understand_delimited(const std::filesystem::path& csv, const ReadOptions& options,
                                std::optional<char> delimiter);

}  // namespace allmende::formats
