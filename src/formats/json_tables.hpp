#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "formats/plain_table.hpp"

namespace allmende::formats {

/// Reads a JSON file of statistics: JSON-stat 2.0 (a dataset, or a collection with its datasets in it) or SDMX-JSON
/// data (1.0, 2.0 and 2.1). The numbers are written to CSV files in `folder`, one per row in the order of the file: of
/// JSON-stat, row n + 1 holds the n-th value. Dimensions hold their codes. Throws Error{bad_input} where it is neither,
/// or where values and dimensions do not fit together, Error{too_large} above 128 MB.
std::vector<PlainTable> read_json_tables(const std::filesystem::path& path, const std::filesystem::path& folder,
                                         const ReadOptions& options);

}  // namespace allmende::formats
