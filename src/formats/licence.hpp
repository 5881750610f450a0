#pragma once

#include <string>
#include <string_view>

namespace allmende::formats {

/// The licence that a text names in words, by its id or by its address, as the id in `catalog/licences.toml`; empty
/// where it names none of these.
std::string licence_in(std::string_view text);

/// Whom a line beside a table names as its source: `Stadt Bochum, Jugendamt` of `Quelle: Stadt Bochum, Jugendamt`, a
/// line that begins with © as it is. Empty where it names nobody.
std::string attribution_in(std::string_view line);

}  // namespace allmende::formats
