#include "reports/selection.hpp"

#include <algorithm>

#include "base/error.hpp"

namespace allmende::reports {

std::vector<std::string> AreaChoice::all() const
{
    std::vector<std::string> keys = members;
    keys.insert(keys.end(), others.begin(), others.end());
    return keys;
}

std::size_t need_indicator(const Config& settings, const FigureFinder& finder, std::string_view key,
                           const std::string& id)
{
    const std::optional<std::size_t> found = finder.indicator(id);
    if (!found) {
        settings.complain(key, fmt::format("{} is no indicator of this release{}", shown(id), finder.hint(id)));
    }
    return *found;
}

std::size_t read_indicator(const Config& settings, const FigureFinder& finder, std::string_view key)
{
    return need_indicator(settings, finder, key, settings.text(key));
}

std::string need_area(const Config& settings, const FigureFinder& finder, std::string_view key, const std::string& word)
{
    const std::vector<std::string> keys = finder.areas(word);
    if (keys.empty()) {
        settings.complain(key,
                          fmt::format("{} is no area or region of this release{}", shown(word), finder.hint(word)));
    }
    if (keys.size() > 1) {
        settings.complain(key, fmt::format("“{}” names several areas ({}); write the key", word, join(keys, ", ")));
    }
    return keys.front();
}

AreaChoice read_areas(const Config& settings, const FigureFinder& finder)
{
    AreaChoice choice;
    for (const std::string& word : settings.texts_or_empty("members")) {
        const areas::Region* region = finder.region(word);
        if (region == nullptr) {
            settings.complain("members", fmt::format("{} is no region{}", shown(word), finder.hint(word)));
        }
        for (const std::string& member : finder.members(*region)) {
            if (std::find(choice.members.begin(), choice.members.end(), member) == choice.members.end()) {
                choice.members.push_back(member);
            }
        }
    }
    for (const std::string& word : settings.texts_or_empty("areas")) {
        const std::string area = need_area(settings, finder, "areas", word);
        const std::vector<std::string> all = choice.all();
        if (std::find(all.begin(), all.end(), area) == all.end()) {
            choice.others.push_back(area);
        }
    }
    if (choice.members.empty() && choice.others.empty()) {
        settings.complain(
            {}, "which areas? Write members = [\"ruhr\"] for those of a region, areas = [\"ruhr\", \"05\"] for others");
    }
    return choice;
}

std::size_t need_series(const Config& settings, const FigureFinder& finder, std::string_view key, std::size_t indicator,
                        const std::string& word)
{
    if (word.empty() || word == "total") {
        return 0;
    }
    const std::size_t sign = word.find('=');
    const std::string dimension = word.substr(0, sign);
    const std::string code = sign == std::string::npos ? std::string() : word.substr(sign + 1);
    if (const std::optional<std::size_t> found = finder.series(indicator, dimension, code)) {
        return *found;
    }
    std::vector<std::string> known{"total"};
    for (const indicators::Series& series : finder.table(indicator).series) {
        if (!series.dimension.empty()) {
            known.push_back(series.dimension + "=" + series.code);
        }
    }
    const std::string like = nearest(word, known);
    settings.complain(key,
                      fmt::format("{} has no breakdown {}{}", finder.definition(indicator).id, shown(word),
                                  like.empty() ? "; it has " + join(known, ", ") : "; did you mean " + like + "?"));
}

int read_year(const Config& settings, const FigureFinder& finder, std::size_t indicator,
              const std::vector<std::string>& areas, std::string_view key)
{
    const auto has_value = [&](int year) {
        return std::any_of(areas.begin(), areas.end(), [&](const std::string& area) {
            const indicators::Figure* figure = figure_at(finder, indicator, 0, area, year);
            return figure != nullptr && figure->has_value();
        });
    };
    std::vector<int> known;
    std::copy_if(finder.table(indicator).years.begin(), finder.table(indicator).years.end(), std::back_inserter(known),
                 has_value);
    const int newest = known.empty() ? 0 : known.back();
    const int year =
        settings.has(key) ? static_cast<int>(std::clamp<std::int64_t>(settings.integer(key), 0, 9999)) : newest;
    if (std::find(known.begin(), known.end(), year) == known.end()) {
        settings.complain(key, known.empty()
                                   ? fmt::format("{} has no figures for these areas", finder.definition(indicator).id)
                                   : fmt::format("{} has no figures of {} for these areas; it has {}",
                                                 finder.definition(indicator).id, year, years_text(known)));
    }
    return year;
}

const indicators::Figure* figure_at(const FigureFinder& finder, std::size_t indicator, std::size_t series,
                                    const std::string& area, int year)
{
    FigureName name;
    name.indicator = indicator;
    name.series = series;
    name.area = area;
    name.year = YearName{YearName::Kind::fixed, year};
    return finder.figure(name);
}

}  // namespace allmende::reports
