#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

#include "formats/plain_table.hpp"

namespace allmende::formats {

/// What a component of SDMX is by its id (`REF_AREA`, `geo`) or its usual English name (`Reference area`).
Role role_of_component(std::string_view id);

/// The delimiter of a file that begins with the heading of SDMX-CSV (1.0: `DATAFLOW`; 2.0: `STRUCTURE`, also with the
/// sign that sets values apart, `STRUCTURE[;]`); nothing where it is none.
std::optional<char> delimiter_of_sdmx_csv(std::string_view beginning);

/// Reads SDMX-CSV 1.0 and 2.0 with identifiers, names or both. The cells are written to `csv`, each row on its line of
/// the file: of `05: Nordrhein-Westfalen` the code, decimals behind a point. Rows that delete are left out, with a
/// remark. Throws Error{bad_input} where the rows belong to several structures.
PlainTable read_sdmx_csv(const std::filesystem::path& path, const std::filesystem::path& csv,
                         const ReadOptions& options, char delimiter);

/// Takes the roles of columns of a sheet that holds SDMX-CSV; leaves other tables alone.
void understand_sdmx_sheet(PlainTable& table);

/// `KITA` of `IT:KITA(1.0)` or of the URN of a structure that ends so.
std::string id_of_structure(std::string_view reference);

}  // namespace allmende::formats
