#include "releases/texts.hpp"

#include <array>

#include "base/ensure.hpp"

namespace allmende::releases {

namespace {

constexpr std::array<std::string_view, 12> english_months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

struct PlaceText {
    std::string_view place;
    std::string_view de;
    std::string_view en;
};

constexpr std::array<PlaceText, 5> places{{
    {"residence", "Gezählt wird am Wohnort.", "Counted at the place of residence."},
    {"workplace", "Gezählt wird am Arbeitsort.", "Counted at the place of work."},
    {"school", "Gezählt wird am Ort der Schule.", "Counted at the place of the school."},
    {"university", "Gezählt wird am Ort der Hochschule.", "Counted at the place of the university."},
    {"facility", "Gezählt wird am Ort der Einrichtung.", "Counted at the place of the facility."},
}};

}  // namespace

Json json(const Localized& text)
{
    return {{"de", text.de}, {"en", text.in("en")}};
}

Localized year_label(const indicators::Definition& definition, int year, const Period& period)
{
    if (definition.period == "day" && period.kind == PeriodKind::day) {
        return {fmt::format("{:02}.{:02}.{}", period.day, period.month, period.year),
                fmt::format("{} {} {}", period.day, english_months[static_cast<std::size_t>(period.month - 1)],
                            period.year)};
    }
    if (definition.period == "school_year_begin") {
        const std::string text = fmt::format("{}/{:02}", year, (year + 1) % 100);
        return {text, text};
    }
    if (definition.period == "winter_semester") {
        return {fmt::format("WS {}/{:02}", year, (year + 1) % 100),
                fmt::format("winter {}/{:02}", year, (year + 1) % 100)};
    }
    const std::string text = std::to_string(year);
    return {text, text};
}

Localized place_text(const std::string& place)
{
    for (const PlaceText& entry : places) {
        if (entry.place == place) {
            return {std::string(entry.de), std::string(entry.en)};
        }
    }
    broken("definitions hold only known places");
}

Localized unit_text(const indicators::Definition& definition)
{
    if (!definition.unit_text.de.empty()) {
        return definition.unit_text;
    }
    switch (definition.unit) {
    case indicators::Unit::percent: return {"%", "%"};
    case indicators::Unit::per_100: return {"je 100", "per 100"};
    case indicators::Unit::per_1000: return {"je 1.000", "per 1,000"};
    case indicators::Unit::years: return {"Jahre", "years"};
    case indicators::Unit::euro: return {"Euro", "euros"};
    case indicators::Unit::square_km: return {"km²", "km²"};
    case indicators::Unit::count:
    case indicators::Unit::ratio:
    case indicators::Unit::index: return {"", ""};
    }
    broken("every unit has a text");
}

void add_label(Json& entry, const areas::Area& area)
{
    const Localized label = areas::label(area);
    entry["short"] = label.de;
    if (label.en != label.de) {
        entry["english"] = label.en;
    }
}

std::string address_slug(const std::string& key, const std::string& short_name)
{
    const std::string name = slug(short_name);
    return lower(key) + (name.empty() ? "" : "-" + name);
}

}  // namespace allmende::releases
