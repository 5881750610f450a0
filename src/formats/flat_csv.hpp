#pragma once

#include "formats/read_table.hpp"

namespace allmende::formats {

/// Whether a record is the head of a GENESIS flat file (ffcsv), old or new.
bool is_flat_head(std::span<const std::string_view> cells);

/// check_ends() for a flat file.
void check_flat_ends(const std::filesystem::path& path, const ReadOptions& options = {});

/// Reads a GENESIS flat file: one row per value (since 2024) or per combination with one column per measure (before).
/// Contract as read_table().
TableResult read_flat_csv(const std::filesystem::path& path, TableSink& sink, const ReadOptions& options = {});

}  // namespace allmende::formats
