#pragma once

#include <string>
#include <string_view>

#include "areas/area.hpp"
#include "checks/subject.hpp"

namespace allmende::checks {

/// `1.234,5` in German, `1,234.5` in English; at most `decimals` digits after the decimal sign.
std::string number_text(double value, std::string_view language, int decimals = 2);

/// `Wesel, Kreis (05170)`
std::string area_text(const areas::Area& area);

/// `Abgänge, weiblich` by the titles of measure and codes; totals are left out.
std::string cell_text(const facts::Dataset& dataset, const Signature& signature, std::string_view language);

/// `leavers sex=female` for programs.
std::string cell_id(const facts::Dataset& dataset, const Signature& signature);

}  // namespace allmende::checks
