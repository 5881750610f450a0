#pragma once

#include <string>
#include <string_view>

namespace allmende::formats {

/// `DG`, or 2 to 12 digits but not 4 (those are years).
bool is_area_code(std::string_view text);

/// Whether a text can only be an area code whose leading zero a spreadsheet took, by its digits and their number: `1`,
/// `1001`. Four digits from 1900 to 2099 may also be a year and do not count.
bool lost_its_zero(std::string_view text);

/// The code of a table of which it is known that leading zeros are lost: `51` → `051` (there is no Land 51), `1001` →
/// `01001`, `11` → `11`.
std::string with_leading_zero(std::string_view code);

}  // namespace allmende::formats
