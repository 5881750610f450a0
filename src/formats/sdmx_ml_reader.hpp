#pragma once

#include <filesystem>
#include <string_view>

#include "formats/plain_table.hpp"

namespace allmende::formats {

/// Whether a file begins as an XML document with a root element of SDMX messages.
bool is_sdmx_ml(std::string_view beginning);

/// Reads SDMX-ML data, 2.1 (generic and structure-specific, also for time series) and 3.0 (structure-specific), and
/// writes its observations to `csv`, one per row in the order of the file. Columns are the components that the message
/// names; their code lists stand in structure messages, which are not data. Throws Error{bad_input} for those, for
/// error messages, and where the file is no XML or cut off.
PlainTable read_sdmx_ml(const std::filesystem::path& path, const std::filesystem::path& csv,
                        const ReadOptions& options);

}  // namespace allmende::formats
