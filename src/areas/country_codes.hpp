#pragma once

#include <string>
#include <string_view>

namespace allmende::areas {

/// The two letters by which statistics of the European Union name a country, of the three of ISO 3166-1 that OECD,
/// UNESCO and the World Bank write: `FR` of `FRA`, `EL` of `GRC`, `UK` of `GBR`. Empty where no country has the three.
std::string_view country_of_three_letters(std::string_view code);

}  // namespace allmende::areas
