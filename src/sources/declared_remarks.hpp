#pragma once

#include <string>
#include <vector>

#include "formats/plain_table.hpp"
#include "sources/column_profile.hpp"
#include "sources/mapping.hpp"

namespace allmende::sources {

/// What of a table the reader must know whichever mapping it is read through, a sentence each: rows that the format
/// leaves out, multipliers that are applied, statuses that no sign keeps.
std::vector<std::string> declared_remarks(const formats::PlainTable& table, const TableProfile& profile,
                                          const Mapping& mapping);

}  // namespace allmende::sources
