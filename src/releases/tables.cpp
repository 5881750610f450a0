#include "releases/tables.hpp"

#include <algorithm>

#include "base/file.hpp"
#include "base/json.hpp"

namespace allmende::releases {

namespace {

/// Figures of all indicators as columns; a release holds at most some millions.
class FigureColumns {
public:
    void add(std::int32_t indicator, std::int32_t series, std::int32_t area, std::int32_t year,
             const indicators::Figure& figure)
    {
        indicator_.push_back(indicator);
        series_.push_back(series);
        area_.push_back(area);
        year_.push_back(year);
        sign_.push_back(static_cast<std::int32_t>(figure.sign));
        flags_.push_back(static_cast<std::int32_t>(figure.flags));
        const bool has_value = figure.has_value();
        value_.push_back(has_value ? std::optional(figure.value) : std::nullopt);
        numerator_.push_back(has_value ? std::optional(figure.numerator.number) : std::nullopt);
        denominator_.push_back(has_value && figure.denominator.cells > 0 ? std::optional(figure.denominator.number)
                                                                         : std::nullopt);
        lower_.push_back(figure.has_bounds() ? std::optional(figure.low) : std::nullopt);
        upper_.push_back(figure.has_bounds() ? std::optional(figure.high) : std::nullopt);
    }

    facts::DiskTable table() &&
    {
        facts::DiskTable table;  // a list in braces would copy the columns
        table.columns.push_back({"indicator", std::move(indicator_)});
        table.columns.push_back({"series", std::move(series_)});
        table.columns.push_back({"area", std::move(area_)});
        table.columns.push_back({"year", std::move(year_)});
        table.columns.push_back({"sign", std::move(sign_)});
        table.columns.push_back({"flags", std::move(flags_)});
        table.columns.push_back({"value", std::move(value_)});
        table.columns.push_back({"numerator", std::move(numerator_)});
        table.columns.push_back({"denominator", std::move(denominator_)});
        table.columns.push_back({"lower", std::move(lower_)});
        table.columns.push_back({"upper", std::move(upper_)});
        return table;
    }

private:
    std::vector<std::int32_t> indicator_, series_, area_, year_, sign_, flags_;
    std::vector<std::optional<double>> value_, numerator_, denominator_, lower_, upper_;
};

facts::DiskTable figure_table(const Snapshot& snapshot)
{
    FigureColumns columns;
    for (std::size_t i = 0; i < snapshot.tables.size(); ++i) {
        const indicators::FigureTable& table = snapshot.tables[i];
        // The table's areas are in its own order; the file is sorted by the release's keys.
        std::vector<std::pair<std::size_t, std::size_t>> rows;
        for (std::size_t a = 0; a < table.areas.size(); ++a) {
            rows.emplace_back(snapshot.key_index(table.areas[a]), a);
        }
        std::sort(rows.begin(), rows.end());
        for (std::size_t s = 0; s < table.series.size(); ++s) {
            for (const auto& [key, a] : rows) {
                for (std::size_t y = 0; y < table.years.size(); ++y) {
                    if (table.at(s, a, y).sign != Sign::absent) {
                        columns.add(static_cast<std::int32_t>(i), static_cast<std::int32_t>(s),
                                    static_cast<std::int32_t>(key), table.years[y], table.at(s, a, y));
                    }
                }
            }
        }
    }
    return std::move(columns).table();
}

/// The words for the integers of `observations.parquet`: the numbers of the fact tables, as they are.
Json observation_words(sources::Workspace& workspace)
{
    Json words;
    words["datasets"] = Json::array();
    for (const facts::Dataset& dataset : workspace.dictionary().datasets) {
        Json entry;
        entry["id"] = dataset.id;
        entry["dimensions"] = Json::array();
        for (const facts::Dimension& dimension : dataset.dimensions) {
            Json codes = Json::array();
            for (const facts::Code& code : dimension.codes) {
                codes.push_back(code.id);
            }
            entry["dimensions"].push_back({{"id", dimension.id}, {"codes", std::move(codes)}});
        }
        entry["measures"] = Json::array();
        for (const facts::Measure& measure : dataset.measures) {
            entry["measures"].push_back(measure.id);
        }
        const facts::Query query{{{facts::Column::dataset, {dataset.number}}}, {}, {}};
        const facts::Sums periods = workspace.facts().sums(query, {facts::Column::period}, {facts::Case{}});
        entry["periods"] = periods.groups == 0 ? std::vector<std::int32_t>() : periods.keys[0];
        words["datasets"].push_back(std::move(entry));
    }
    words["areas"] = Json::array();
    for (const areas::Area& area : workspace.areas().all()) {
        words["areas"].push_back(area.key);
    }
    return words;
}

}  // namespace

void write_tables(const Snapshot& snapshot, sources::Workspace& workspace, const std::filesystem::path& release)
{
    workspace.engines().open_column_files()->write(figure_table(snapshot), release / "figures.parquet");
    workspace.facts().write_parquet({}, release / "observations.parquet");
    write_scratch_file(release / "data" / "observations.json", observation_words(workspace).dump() + "\n");
}

}  // namespace allmende::releases
