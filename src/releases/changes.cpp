#include "releases/changes.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/json.hpp"

namespace allmende::releases {

namespace {

constexpr std::size_t most_examples = 5;
constexpr std::uint64_t largest_json = std::uint64_t{1} << 30;

/// One figure by the numbers that its release gives to areas and the new release to series.
struct Number {
    std::int32_t series = 0;
    std::int32_t area = 0;  ///< place among the keys of the new release, or behind them for one that it no longer has
    std::int32_t year = 0;
    Sign sign = Sign::absent;
    std::optional<double> value;

    auto place() const { return std::tuple(series, area, year); }
    bool same(const Number& other) const { return sign == other.sign && value == other.value; }
    std::string text() const { return value ? shortest(*value) : std::string(mark(sign)); }
};

/// The figures of one indicator, sorted by place.
using Figures = std::vector<Number>;

std::string series_name(const std::string& dimension, const std::string& code)
{
    return dimension.empty() ? std::string("total") : dimension + "=" + code;
}

/// Numbers for names: those of the new release first, then those that only the old one had.
class Names {
public:
    std::int32_t number(const std::string& name)
    {
        const auto [at, fresh] = numbers_.emplace(name, static_cast<std::int32_t>(names_.size()));
        if (fresh) {
            names_.push_back(name);
        }
        return at->second;
    }
    const std::string& name(std::int32_t number) const { return names_[static_cast<std::size_t>(number)]; }

private:
    std::unordered_map<std::string, std::int32_t> numbers_;
    std::vector<std::string> names_;
};

/// What both releases are told apart by.
struct Vocabulary {
    Names areas;
    Names series;
};

void sort_by_place(Figures& figures)
{
    std::sort(figures.begin(), figures.end(), [](const Number& a, const Number& b) { return a.place() < b.place(); });
}

Figures figures_of(const indicators::FigureTable& table, Vocabulary& words)
{
    Figures figures;
    for (std::size_t s = 0; s < table.series.size(); ++s) {
        const std::int32_t series = words.series.number(series_name(table.series[s].dimension, table.series[s].code));
        for (std::size_t a = 0; a < table.areas.size(); ++a) {
            const std::int32_t area = words.areas.number(table.areas[a]);
            for (std::size_t y = 0; y < table.years.size(); ++y) {
                const indicators::Figure& figure = table.at(s, a, y);
                if (figure.sign != Sign::absent) {
                    figures.push_back({series, area, table.years[y], figure.sign,
                                       figure.has_value() ? std::optional(figure.value) : std::nullopt});
                }
            }
        }
    }
    sort_by_place(figures);
    return figures;
}

/// A release as it lies on disk.
struct Frozen {
    std::filesystem::path path;
    Json site;
    std::unique_ptr<facts::ColumnFiles> files;
};

/// The figures of one indicator as the release before froze them.
Figures frozen_figures(Frozen& release, std::size_t number, Vocabulary& words)
{
    const std::string id = release.site.at("indicators").at(number).at("id").get<std::string>();
    const Json definition = Json::parse(read_file(release.path / "data" / "indicators" / (id + ".json"), largest_json));
    std::vector<std::int32_t> series;
    for (const Json& entry : definition.at("series")) {
        const Json& dimension = entry.at("dimension");
        series.push_back(words.series.number(
            series_name(dimension.is_null() ? "" : dimension.get<std::string>(), entry.at("code").get<std::string>())));
    }
    const facts::DiskTable table =
        release.files->read(release.path / "figures.parquet", {{"indicator", {static_cast<std::int32_t>(number)}}},
                            {"series", "area", "year", "sign", "value"}, 0, std::numeric_limits<std::int32_t>::max());
    Figures figures;
    figures.reserve(table.size());
    std::vector<std::int32_t> areas;
    for (const Json& key : release.site.at("keys")) {
        areas.push_back(words.areas.number(key.get_ref<const std::string&>()));
    }
    for (std::size_t i = 0; i < table.size(); ++i) {
        figures.push_back({series.at(static_cast<std::size_t>(table.integers("series")[i])),
                           areas.at(static_cast<std::size_t>(table.integers("area")[i])), table.integers("year")[i],
                           static_cast<Sign>(table.integers("sign")[i]), table.numbers("value")[i]});
    }
    sort_by_place(figures);
    return figures;
}

/// Walks along both lists at once.
Change compare(const std::string& indicator, const Figures& before, const Figures& now, const Vocabulary& words)
{
    Change change{indicator, 0, {}};
    const auto note = [&](const Number& at, const std::string& was, const std::string& is) {
        ++change.figures;
        if (change.first.size() < most_examples) {
            const std::string& series = words.series.name(at.series);
            change.first.push_back(fmt::format("{}{} {}: {} → {}", words.areas.name(at.area),
                                               series == "total" ? "" : " " + series, at.year, was, is));
        }
    };
    auto old = before.begin();
    auto fresh = now.begin();
    while (old != before.end() || fresh != now.end()) {
        if (fresh == now.end() || (old != before.end() && old->place() < fresh->place())) {
            note(*old, old->text(), "–");
            ++old;
        } else if (old == before.end() || fresh->place() < old->place()) {
            note(*fresh, "–", fresh->text());
            ++fresh;
        } else {
            if (!old->same(*fresh)) {
                note(*fresh, old->text(), fresh->text());
            }
            ++old;
            ++fresh;
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
    Frozen release;
    release.path = workspace.path() / "releases" / std::to_string(snapshot.previous);
    release.site = Json::parse(read_file(release.path / "data" / "site.json", largest_json));
    release.files = workspace.engines().open_column_files();
    Vocabulary words;
    for (const std::string& key : snapshot.keys) {
        words.areas.number(key);
    }
    std::map<std::string, std::size_t> before;
    const Json& listed = release.site.at("indicators");
    for (std::size_t i = 0; i < listed.size(); ++i) {
        before[listed.at(i).at("id").get<std::string>()] = i;
    }
    for (const indicators::FigureTable& table : snapshot.tables) {
        const Figures now = figures_of(table, words);
        const auto at = before.find(table.definition->id);
        Figures old;
        if (at != before.end()) {
            old = frozen_figures(release, at->second, words);
            before.erase(at);
        }
        Change change = compare(table.definition->id, old, now, words);
        if (change.figures > 0) {
            changes.push_back(std::move(change));
        }
    }
    for (const auto& [id, number] : before) {
        changes.push_back(compare(id, frozen_figures(release, number, words), {}, words));
    }
    return changes;
}

}  // namespace allmende::releases
