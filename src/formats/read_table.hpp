#pragma once

#include <filesystem>

#include "formats/official_table.hpp"

namespace allmende::formats {

struct TableResult {
    TableHead head;
    TableFoot foot;
    FileFacts facts;
};

/// Reads one official file from end to end, deciding layout, encoding, dialect and decimal sign from its content.
/// Throws Error{bad_input} with file, row, column and reason where it cannot be read surely; rows handed to the sink
/// before must then be discarded. Memory is bounded by the width of the table, not by its length.
TableResult read_table(const std::filesystem::path& path, TableSink& sink, const ReadOptions& options = {});

/// Whether a CSV file begins as a table export of a statistical database or a flat file does, so that nothing but the
/// reader of that layout may take it, even where it is damaged. Tables of Germany's own database without codes of areas
/// do not: they are understood by their words.
bool begins_as_official(const std::filesystem::path& csv, const ReadOptions& options = {});

/// Looks at the beginning and the end of a file only: throws what read_table() would about a file that is no table or
/// that is cut off, within a moment whatever its size.
void check_ends(const std::filesystem::path& path, const ReadOptions& options = {});

/// When the export was made (`Stand: …` at its end), ISO; empty where the file does not say or cannot be
/// read. Of a CSV file it reads only the end.
std::string edition_of_file(const std::filesystem::path& path);

}  // namespace allmende::formats
