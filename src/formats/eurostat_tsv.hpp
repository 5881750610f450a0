#pragma once

#include <filesystem>
#include <string_view>

#include "formats/plain_table.hpp"

namespace allmende::formats {

/// Whether a file begins as Eurostat's bulk downloads do: `freq,unit,geo\TIME_PERIOD` and a tab.
bool is_eurostat_tsv(std::string_view beginning);

/// Reads a bulk download of Eurostat and writes its cells to `csv`, one per row in the order of the file: the
/// dimensions of the first column, the one whose values head the columns, the number and its flags (`8.1 bp`). `:` is
/// no number. Throws Error{bad_input} where a row does not fit the heading.
PlainTable read_eurostat_tsv(const std::filesystem::path& path, const std::filesystem::path& csv,
                             const ReadOptions& options);

}  // namespace allmende::formats
