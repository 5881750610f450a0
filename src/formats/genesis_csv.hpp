#pragma once

#include "formats/read_table.hpp"

namespace allmende::formats {

/// edition_of_file() of a CSV file.
std::string edition_of_csv(const std::filesystem::path& path);

/// check_ends() for a table export.
void check_genesis_ends(const std::filesystem::path& path, const ReadOptions& options = {});

/// Reads a table export of a GENESIS database (regionalstatistik.de, Landesdatenbanken, GENESIS-Online). Contract as
/// read_table().
TableResult read_genesis_csv(const std::filesystem::path& path, TableSink& sink, const ReadOptions& options = {});

/// Whether a file ends as a table export does but lists no codes of areas, as tables of Germany and its Länder by their
/// names do: only its words tell what it is about.
bool is_whole_without_area_codes(const std::filesystem::path& path, const ReadOptions& options);

}  // namespace allmende::formats
