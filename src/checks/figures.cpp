#include <algorithm>
#include <cmath>

#include "checks/families.hpp"
#include "checks/record.hpp"
#include "checks/words.hpp"
#include "indicators/evaluate.hpp"

namespace allmende::checks {

namespace {

/// Figures of one indicator that are above 100 percent although they are shares: one finding for each.
void find_over_100(const indicators::FigureTable& table, const areas::AreaRegister& areas,
                   std::vector<Finding>& findings)
{
    const indicators::Definition& definition = *table.definition;
    if (definition.unit != indicators::Unit::percent || !definition.denominator) {
        return;
    }
    Finding finding;
    finding.check = find_check("figure-over-100");
    finding.indicator = definition.id;
    std::vector<std::string> identity{definition.id};
    const indicators::Figure* worst = nullptr;
    std::string who;
    int year = 0;
    for (std::size_t a = 0; a < table.areas.size(); ++a) {
        for (std::size_t y = 0; y < table.years.size(); ++y) {
            const indicators::Figure& figure = table.at(0, a, y);
            if (!figure.has_value() || figure.low < 100.05) {
                continue;
            }
            ++finding.cells;
            if (finding.places.size() < most_places) {
                finding.places.push_back({0, 0, 0, table.areas[a], first_code_of_year(table.years[y]), ""});
            }
            identity.push_back(fmt::format("{} {} {}", table.areas[a], table.years[y], figure.value));
            if (worst == nullptr || figure.value > worst->value) {
                worst = &figure;
                const areas::Area* area = areas.find(table.areas[a]);
                who = area == nullptr ? table.areas[a] : area_text(*area);
                year = table.years[y];
            }
        }
    }
    if (worst == nullptr) {
        return;
    }
    const bool by_place = definition.place != "residence";
    finding.id = finding_id(*finding.check, identity);
    finding.text = {fmt::format("{}: {} {} mit {} %, der höchste von {} Werten über 100{}", definition.title.de, who,
                                year, number_text(worst->value, "de", 1), finding.cells,
                                by_place ? "; gezählt wird nicht am Wohnort" : ""),
                    fmt::format("{}: {} {} with {}%, the highest of {} values above 100{}", definition.title.in("en"),
                                who, year, number_text(worst->value, "en", 1), finding.cells,
                                by_place ? "; it does not count at the place of residence" : "")};
    findings.push_back(std::move(finding));
}

}  // namespace

void find_in_figures(sources::Workspace& workspace, const std::vector<indicators::Definition>& definitions,
                     std::vector<Finding>& findings)
{
    std::vector<const indicators::Definition*> shares;
    for (const indicators::Definition& definition : definitions) {
        if (definition.unit == indicators::Unit::percent && definition.denominator) {
            shares.push_back(&definition);
        }
    }
    const facts::RoundingIndex rounding = workspace.deliveries().rounding();
    const indicators::Sources sources{workspace.facts(),   workspace.dictionary(), workspace.areas(),
                                      workspace.regions(), workspace.reforms(),    rounding};
    indicators::Request request;
    request.all_areas = true;
    for (const indicators::FigureTable& table : indicators::evaluate_all(shares, request, sources)) {
        find_over_100(table, workspace.areas(), findings);
    }
}

std::vector<Check> figure_checks()
{
    return {
        {"figure-over-100",
         Severity::warning,
         Family::figures,
         {"Kennzahl über 100 Prozent", "Figure above 100 percent"},
         {"Ein Anteil übersteigt 100 Prozent. Wahrscheinliche Ursache ist das Ortsprinzip: gezählt wird am Schul-, Arbeits- oder Betreuungsort, bezogen "
          "auf die Bevölkerung am Wohnort.",
          "A share exceeds 100 percent. The likely cause is the place principle: it counts where people learn, work or are cared for, related to the "
          "population where they live."},
         {"Zähler und Nenner prüfen; ist das Ortsprinzip der Grund, mit diesem Grund bestätigen.",
          "Check numerator and denominator; if the place principle is the reason, acknowledge it with this reason."}},
    };
}

}  // namespace allmende::checks
