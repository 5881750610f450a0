#include "indicators/evaluate.hpp"

#include "base/parallel.hpp"
#include "indicators/evaluation.hpp"

namespace allmende::indicators {

const std::vector<FlagInfo>& flag_table()
{
    static const std::vector<FlagInfo> table{
        {Flag::rounded, "rounded", "Quelle gerundet", "source rounded"},
        {Flag::sum_of_rounded, "sum-of-rounded", "Summe gerundeter Werte", "sum of rounded values"},
        {Flag::converted_exact, "converted-exact", "umgerechnet, exakt", "converted, exact"},
        {Flag::converted_estimated, "converted-estimated", "umgerechnet, geschätzt", "converted, estimated"},
        {Flag::at_break, "break", "Bruch der Reihe", "break in the series"},
        {Flag::not_summable, "not-summable", "Quoten der Quelle sind nicht summierbar",
         "rates of the source cannot be summed"},
        {Flag::provisional, "provisional", "vorläufig", "provisional"},
        {Flag::revised, "revised", "berichtigt", "revised"},
        {Flag::estimated, "estimated", "geschätzt", "estimated"},
        {Flag::limited, "limited", "Aussagewert eingeschränkt", "of limited value"},
        {Flag::not_convertible, "not-convertible", "nicht umrechenbar", "not convertible"},
        {Flag::weighted_by_population, "weighted-by-population", "nach Bevölkerung aufgeteilt",
         "divided by population"},
        {Flag::weighted_by_area, "weighted-by-area", "nach Fläche aufgeteilt", "divided by area"},
        {Flag::weighted_by_employees, "weighted-by-employees", "nach Beschäftigten aufgeteilt", "divided by employees"},
    };
    return table;
}

std::vector<std::string> flag_ids(std::uint32_t flags)
{
    std::vector<std::string> ids;
    for (const FlagInfo& info : flag_table()) {
        if ((flags & 1u << static_cast<unsigned>(info.flag)) != 0) {
            ids.emplace_back(info.id);
        }
    }
    return ids;
}

void FigureTable::shape(const std::vector<std::size_t>& serving)
{
    lines.resize(series.size() * areas.size());
    std::size_t end = 0;
    for (std::size_t s = 0; s < series.size(); ++s) {
        for (std::size_t a = 0; a < areas.size(); ++a) {
            const std::size_t line = s * areas.size() + a;
            const std::size_t server = serving.empty() ? s : serving[line];
            lines[line] = server == s ? end : lines[server * areas.size() + a];
            end += server == s ? years.size() : 0;
        }
    }
    figures.resize(end);
    rows.clear();
    rows.reserve(areas.size());
    for (std::size_t a = 0; a < areas.size(); ++a) {
        rows.emplace(areas[a], a);
    }
}

std::optional<std::size_t> FigureTable::row(const std::string& area) const
{
    const auto at = rows.find(area);
    return at == rows.end() ? std::nullopt : std::optional(at->second);
}

FigureTable evaluate(const Definition& definition, const Request& request, const Sources& sources)
{
    return std::move(evaluate_all({&definition}, request, sources).front());
}

std::vector<FigureTable> evaluate_all(const std::vector<const Definition*>& definitions, const Request& request,
                                      const Sources& sources)
{
    const Groundwork ground(definitions, request, sources);
    std::vector<FigureTable> tables(ground.plan.indicators.size());
    parallel_for(tables.size(),
                 [&](std::size_t i) { tables[i] = Evaluation(ground.plan.indicators[i], ground).table(); });
    return tables;
}

}  // namespace allmende::indicators
