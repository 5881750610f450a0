#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "checks/finding.hpp"
#include "sources/remarks.hpp"
#include "sources/workspace.hpp"

namespace allmende::checks {

/// What the reading of a delivery and its record tell: repeated rows, ambiguous columns, an older edition, many
/// revisions.
std::vector<Finding> findings_of_reading(const sources::Delivery& delivery,
                                         const std::vector<sources::Remark>& remarks);

/// Why a file was refused, in the words of the registry: looks into the file for the damage that spreadsheets and wrong
/// encodings do. Never empty. `refusal` is what the reader said.
std::vector<Finding> findings_of_refused(const std::filesystem::path& file, const Error& refusal);

/// Whether a word shows letters that were lost or read in a wrong encoding: `MÃ¼lheim`, `M?lheim`.
bool has_damaged_letters(std::string_view text);

/// Whether a text is what a spreadsheet makes of a code that looks like a date: `05. Nov`, `Mai 54`, `10-Jun`.
bool is_date_of_code(std::string_view text);

}  // namespace allmende::checks
