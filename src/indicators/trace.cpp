#include "indicators/trace.hpp"

#include "base/ensure.hpp"
#include "indicators/evaluation.hpp"

namespace allmende::indicators {

namespace {

constexpr std::int64_t piece = 200000;

/// The cells of one planned sum by area and year.
using CellsByPlace = std::map<std::pair<areas::AreaNumber, int>, std::vector<TracedCell>>;

CellsByPlace read_cells(const DatasetPlan& plan, std::size_t position, const std::vector<areas::AreaNumber>& wanted,
                        const Request& request, const Sources& sources)
{
    facts::Query query;
    query.filters = plan.cases[position].filters;
    query.filters.push_back({facts::Column::dataset, {plan.dataset->number}});
    if (!wanted.empty()) {
        query.filters.push_back({facts::Column::area, wanted});
    }
    query.as_of = request.as_of;
    CellsByPlace cells;
    for (std::int64_t offset = 0;; offset += piece) {
        const facts::Observations rows = sources.facts.rows(query, offset, piece);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            TracedCell cell;
            cell.dataset = rows.dataset[i];
            cell.area = rows.area[i];
            cell.period = rows.period[i];
            cell.measure = rows.measure[i];
            for (std::size_t d = 0; d < facts::most_dimensions; ++d) {
                cell.codes[d] = rows.dimensions[d][i];
            }
            cell.value = rows.value[i];
            cell.sign = rows.sign[i];
            cell.delivery = rows.delivery[i];
            cell.row = rows.row[i];
            cell.column = rows.column[i];
            cells[{cell.area, Period::from_code(cell.period).year}].push_back(cell);
        }
        if (static_cast<std::int64_t>(rows.size()) < piece) {
            return cells;
        }
    }
}

/// Reads the cells of each planned sum once.
class CellReader {
public:
    CellReader(const Plan& plan, const std::vector<areas::AreaNumber>& wanted, const Request& request,
               const Sources& sources)
        : plan_(plan), wanted_(wanted), request_(request), sources_(sources)
    {}

    void append(const std::vector<Contribution>& contributions, std::vector<TracedCell>& cells)
    {
        for (const Contribution& contribution : contributions) {
            const auto key = std::pair(contribution.sum.dataset, contribution.sum.position);
            auto at = read_.find(key);
            if (at == read_.end()) {
                at = read_.emplace(key, read_cells(plan_.datasets[key.first], key.second, wanted_, request_, sources_))
                         .first;
            }
            for (TracedCell cell : at->second[{contribution.area, contribution.year}]) {
                cell.factor = contribution.factor * contribution.share;
                cell.share = contribution.share;
                cell.weights = contribution.weights;
                cells.push_back(cell);
            }
        }
    }

private:
    const Plan& plan_;
    const std::vector<areas::AreaNumber>& wanted_;
    const Request& request_;
    const Sources& sources_;
    std::map<std::pair<std::size_t, std::size_t>, CellsByPlace> read_;
};

/// The areas behind a row of the table: itself, or the members of a region.
std::vector<areas::AreaNumber> areas_behind(const std::string& key, const Sources& sources,
                                            const areas::Territory* territory)
{
    constexpr std::string_view region_prefix = "region:";
    if (!key.starts_with(region_prefix)) {
        return {sources.areas.need(key).number};
    }
    std::vector<areas::AreaNumber> numbers;
    const areas::Region& region = areas::need_region(sources.regions, key.substr(region_prefix.size()));
    for (const areas::Area* area : Members(region, sources.areas, territory).areas) {
        if (area != nullptr) {
            numbers.push_back(area->number);
        }
    }
    return numbers;
}

}  // namespace

std::map<FigurePlace, Trace> trace_all(const FigureTable& table, const Request& request, const Sources& sources)
{
    std::map<FigurePlace, Trace> traces;
    if (table.series.empty()) {
        return traces;
    }
    const Groundwork ground({table.definition}, request, sources);
    const PlannedIndicator& planned = ground.plan.indicators.front();
    ensure(planned.series.size() == table.series.size(), "a trace follows the request of its table");
    const Evaluation evaluation(planned, ground, Evaluation::Tracing::yes);
    CellReader reader(ground.plan, ground.wanted, request, sources);
    for (std::size_t a = 0; a < table.areas.size(); ++a) {
        const std::vector<areas::AreaNumber> behind =
            areas_behind(table.areas[a], sources, ground.territory ? &*ground.territory : nullptr);
        for (std::size_t s = 0; s < table.series.size(); ++s) {
            for (std::size_t y = 0; y < table.years.size(); ++y) {
                const Figure& figure = table.at(s, a, y);
                if (figure.sign == Sign::absent || figure.numerator.cells == 0) {
                    continue;
                }
                Trace trace{figure, {}, {}};
                const PlannedSeries& series = planned.series[s];
                reader.append(evaluation.contributions(series.numerator, behind, table.years[y]), trace.numerator);
                reader.append(evaluation.contributions(series.denominator, behind, table.years[y]), trace.denominator);
                traces.emplace(FigurePlace{s, a, y}, std::move(trace));
            }
        }
    }
    return traces;
}

}  // namespace allmende::indicators
