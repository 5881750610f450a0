#include "releases/changes.hpp"

#include <map>
#include <tuple>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/json.hpp"

namespace allmende::releases {

namespace {

constexpr std::size_t most_examples = 5;

/// Breakdown and code, area, year.
using Place = std::tuple<std::string, std::string, int>;

struct Number {
    std::optional<double> value;
    Sign sign = Sign::absent;

    bool operator==(const Number&) const = default;
    std::string text() const { return value ? shortest(*value) : std::string(mark(sign)); }
};

using Figures = std::map<Place, Number>;

std::string series_name(const std::string& dimension, const std::string& code)
{
    return dimension.empty() ? std::string("total") : dimension + "=" + code;
}

Figures figures_of(const indicators::FigureTable& table)
{
    Figures figures;
    for (std::size_t s = 0; s < table.series.size(); ++s) {
        const std::string series = series_name(table.series[s].dimension, table.series[s].code);
        for (std::size_t a = 0; a < table.areas.size(); ++a) {
            for (std::size_t y = 0; y < table.years.size(); ++y) {
                const indicators::Figure& figure = table.at(s, a, y);
                if (figure.sign != Sign::absent) {
                    figures[{series, table.areas[a], table.years[y]}] = {
                        figure.has_value() ? std::optional(figure.value) : std::nullopt, figure.sign};
                }
            }
        }
    }
    return figures;
}

/// The figures of one indicator as the release before froze them.
Figures frozen_figures(const std::filesystem::path& release, const Json& site, std::size_t number, facts::ColumnFiles& files)
{
    const std::string id = site.at("indicators").at(number).at("id").get<std::string>();
    const Json definition = Json::parse(read_file(release / "data" / "indicators" / (id + ".json"), std::uint64_t{1} << 30));
    std::vector<std::string> series;
    for (const Json& entry : definition.at("series")) {
        const Json& dimension = entry.at("dimension");
        series.push_back(series_name(dimension.is_null() ? "" : dimension.get<std::string>(), entry.at("code").get<std::string>()));
    }
    const facts::DiskTable table =
        files.read(release / "figures.parquet", {{"indicator", {static_cast<std::int32_t>(number)}}},
                   {"series", "area", "year", "sign", "value"}, 0, std::numeric_limits<std::int32_t>::max());
    Figures figures;
    for (std::size_t i = 0; i < table.size(); ++i) {
        const std::string area = site.at("keys").at(static_cast<std::size_t>(table.integers("area")[i])).get<std::string>();
        figures[{series.at(static_cast<std::size_t>(table.integers("series")[i])), area, table.integers("year")[i]}] = {
            table.numbers("value")[i], static_cast<Sign>(table.integers("sign")[i])};
    }
    return figures;
}

Change compare(const std::string& indicator, const Figures& before, const Figures& now)
{
    Change change{indicator, 0, {}};
    const auto note = [&](const Place& place, const std::string& was, const std::string& is) {
        ++change.figures;
        if (change.first.size() < most_examples) {
            const auto& [series, area, year] = place;
            change.first.push_back(fmt::format("{}{} {}: {} → {}", area, series == "total" ? "" : " " + series, year, was, is));
        }
    };
    for (const auto& [place, number] : now) {
        const auto old = before.find(place);
        if (old == before.end() || !(old->second == number)) {
            note(place, old == before.end() ? "–" : old->second.text(), number.text());
        }
    }
    for (const auto& [place, number] : before) {
        if (!now.contains(place)) {
            note(place, number.text(), "–");
        }
    }
    return change;
}

}  // namespace

std::vector<Change> find_changes(const Snapshot& snapshot, sources::Workspace& workspace)
{
    std::vector<Change> changes;
    if (snapshot.previous == 0) {
        return changes;
    }
    const std::filesystem::path release = workspace.path() / "releases" / std::to_string(snapshot.previous);
    const Json site = Json::parse(read_file(release / "data" / "site.json", std::uint64_t{1} << 30));
    const auto files = workspace.engines().open_column_files();
    std::map<std::string, std::size_t> before;
    for (std::size_t i = 0; i < site.at("indicators").size(); ++i) {
        before[site.at("indicators").at(i).at("id").get<std::string>()] = i;
    }
    for (const indicators::FigureTable& table : snapshot.tables) {
        const auto at = before.find(table.definition->id);
        Figures old;
        if (at != before.end()) {
            old = frozen_figures(release, site, at->second, *files);
            before.erase(at);
        }
        Change change = compare(table.definition->id, old, figures_of(table));
        if (change.figures > 0) {
            changes.push_back(std::move(change));
        }
    }
    for (const auto& [id, number] : before) {
        changes.push_back(compare(id, frozen_figures(release, site, number, *files), {}));
    }
    return changes;
}

}  // namespace allmende::releases
