#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace allmende::areas {

/// A day as the date of a territory: `2021-12-31`, `31.12.2021`, or `2021` for its first day. ISO; nothing where the
/// text is none.
std::optional<std::string> parse_territory(std::string_view text);

/// The day that a name speaks of: `kreise_2021`, `vg250_2021-12-31`, `gemeinden_ab_2016` (first day of 2016),
/// `kreise_vor_2016` or `kreise_before_2009-10-21` (the day before). Nothing where it names none or several.
std::optional<std::string> territory_in_name(std::string_view name);

}  // namespace allmende::areas
