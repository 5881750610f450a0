#pragma once

#include "formats/read_table.hpp"

namespace allmende::formats {

/// Reads a table export of a GENESIS database (regionalstatistik.de, Landesdatenbanken, GENESIS-Online). Contract as
/// read_table().
TableResult read_genesis_csv(const std::filesystem::path& path, TableSink& sink, const ReadOptions& options = {});

}  // namespace allmende::formats
