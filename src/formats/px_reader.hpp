#pragma once

#include <filesystem>
#include <string_view>

#include "formats/plain_table.hpp"

namespace allmende::formats {

/// Whether a file begins as PX (PC-Axis) does: keywords with values, each ended by a semicolon.
bool is_px(std::string_view beginning);

/// Reads a PX file (AXIS-VERSION 2000 to 2013) and writes its numbers to `csv`, one per row in the order of DATA: row
/// n + 1 holds the n-th number of the file. Dimensions hold their codes, of the words German where the file has them.
/// Throws Error{bad_input} where a needed keyword is missing or DATA has another number of numbers than the dimensions
/// say.
///
/// Missing numbers become the marks of official tables: `"-"` and `"..."` (comes later) stay, `"."`, `".."` and longer
/// ones are unknown or secret.
PlainTable read_px(const std::filesystem::path& path, const std::filesystem::path& csv, const ReadOptions& options);

}  // namespace allmende::formats
