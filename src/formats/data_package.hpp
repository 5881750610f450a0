#pragma once

#include <filesystem>
#include <vector>

#include "formats/plain_table.hpp"

namespace allmende::formats {

/// Whether a file is a ZIP file with a `datapackage.json` in it.
bool is_data_package(const std::filesystem::path& path);

/// Reads the tables of a Frictionless Data Package (1.0 and 2.0): the resources with a Table Schema whose data lie in
/// the same ZIP file. Titles, units and the words for codes (`categories`) come from the schema, numbers and times by
/// its types; numbers are written anew with a decimal point as each field's `decimalChar` and `groupChar` say, its
/// `missingValues` (beside the empty text) as `.` where they have no label that is a mark, each row on its line. Throws
/// Error{bad_input} where the descriptor and the data do not fit.
std::vector<PlainTable> read_data_package(const std::filesystem::path& path, const std::filesystem::path& folder,
                                          const ReadOptions& options);

}  // namespace allmende::formats
