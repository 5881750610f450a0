#pragma once

#include <string>

#include "areas/area.hpp"
#include "base/json.hpp"
#include "base/period.hpp"
#include "base/text.hpp"
#include "indicators/definition.hpp"

namespace allmende::releases {

/// `{"de": …, "en": …}`; English falls back to German.
Json json(const Localized& text);

/// What a year means on a page: `2015`, `31.12.2015`, `2015/16`, `WS 2015/16`. `period`: one that the year stands for.
Localized year_label(const indicators::Definition& definition, int year, const Period& period);

/// Where is counted, in words.
Localized place_text(const std::string& place);

/// `%`, `je 1.000`, …; empty for counts.
Localized unit_text(const indicators::Definition& definition);

/// `short`, and `english` where that is another name.
void add_label(Json& entry, const areas::Area& area);

/// For addresses: `05562-kreis-recklinghausen`.
std::string address_slug(const std::string& key, const std::string& short_name);

}  // namespace allmende::releases
