#include <set>

#include "areas/territory.hpp"
#include "base/error.hpp"
#include "cli/commands.hpp"
#include "cli/output.hpp"
#include "cli/workspace_call.hpp"
#include "releases/institution_data.hpp"

namespace allmende::cli {

namespace {

int run_datasets(const Arguments& arguments, Environment& environment)
{
    WorkspaceCall call(arguments, environment);
    RowWriter rows(
        arguments, environment,
        {"dataset", "title", "measures", "dimensions", "deliveries", "observations", "first_period", "last_period"});
    for (const facts::Dataset& dataset : call.workspace.dictionary().datasets) {
        std::vector<std::string> measures;
        std::vector<std::string> dimensions;
        for (const facts::Measure& measure : dataset.measures) {
            measures.push_back(measure.id);
        }
        for (const facts::Dimension& dimension : dataset.dimensions) {
            dimensions.push_back(dimension.id);
        }
        std::int64_t deliveries = 0;
        std::int32_t first = 0;
        std::int32_t last = 0;
        for (const sources::Delivery& delivery : call.workspace.deliveries().all()) {
            if (delivery.dataset == dataset.id) {
                ++deliveries;
                first = first == 0 ? delivery.first_period : std::min(first, delivery.first_period);
                last = std::max(last, delivery.last_period);
            }
        }
        const std::int64_t observations =
            call.workspace.facts().count({{{facts::Column::dataset, {dataset.number}}}, {}, {}});
        const auto text = [](std::int32_t code) { return code == 0 ? std::string() : Period::from_code(code).text(); };
        rows.row({dataset.id, dataset.title.de, join(measures, " "), join(dimensions, " "), deliveries, observations,
                  text(first), text(last)});
    }
    rows.finish();
    return 0;
}

int run_areas(const Arguments& arguments, Environment& environment)
{
    WorkspaceCall call(arguments, environment);
    const areas::AreaRegister& areas = call.workspace.areas();
    const std::optional<std::string> day = call.territory(arguments);
    const areas::Territory territory(call.workspace.reforms(), areas, day.value_or(""));
    std::vector<areas::Area> sorted = areas.all();
    std::sort(sorted.begin(), sorted.end(), [](const areas::Area& a, const areas::Area& b) {
        return std::pair(a.key != "DG", a.key) < std::pair(b.key != "DG", b.key);
    });
    const std::string level = arguments.get("--level");
    RowWriter rows(arguments, environment, {"area", "area_name", "level", "parent", "first_year", "last_year"});
    for (const areas::Area& area : sorted) {
        if ((!level.empty() && area.level != areas::level_by_name(level)) || (day && !territory.has(area.number))) {
            continue;
        }
        const auto year = [](int value) { return value == 0 ? Field() : Field(std::int64_t{value}); };
        rows.row({area.key, area.name, std::string(areas::name(area.level)),
                  area.parent < 0 ? "" : areas.at(area.parent).key, year(area.first_year), year(area.last_year)});
    }
    rows.finish();
    return 0;
}

/// Without a list: which there are. With one: its institutions, with what joined lists say of them.
int run_institutions(const Arguments& arguments, Environment& environment)
{
    WorkspaceCall call(arguments, environment);
    const sources::InstitutionRegister institutions(call.workspace);
    if (arguments.positional.size() == 1) {
        RowWriter rows(arguments, environment, {"list", "title", "period", "institutions", "joined_with"});
        for (std::size_t list = 0; list < institutions.lists().size(); ++list) {
            const sources::InstitutionList& self = institutions.lists()[list];
            std::int64_t count = 0;
            std::set<std::string> joined;
            for (const sources::RegisteredInstitution& one : institutions.institutions()) {
                if (one.in_list(list) == nullptr) {
                    continue;
                }
                ++count;
                for (const sources::InstitutionEntry& entry : one.entries) {
                    joined.insert(institutions.lists()[entry.list].dataset->id);
                }
            }
            joined.erase(self.dataset->id);
            rows.row({self.dataset->id, self.dataset->title.de, Period::from_code(self.period).text(), count,
                      join({joined.begin(), joined.end()}, " ")});
        }
        rows.finish();
        return 0;
    }
    const facts::Dataset& wanted = call.workspace.dictionary().need(arguments.positional.back());
    const auto list = std::find_if(institutions.lists().begin(), institutions.lists().end(),
                                   [&](const sources::InstitutionList& one) { return one.dataset == &wanted; });
    if (list == institutions.lists().end()) {
        fail(ErrorCode::not_found, "{} is no list of institutions; `allmende institutions {}` names them", wanted.id,
             arguments.positional.front());
    }
    const areas::AreaNumber within =
        arguments.has("--area") ? call.workspace.areas().need(arguments.get("--area")).number : -1;
    const releases::InstitutionTable table = releases::institution_table(
        institutions, static_cast<std::size_t>(list - institutions.lists().begin()), call.workspace, within);
    RowWriter rows(arguments, environment, table.columns);
    for (const std::vector<std::string>& row : table.rows) {
        rows.row({row.begin(), row.end()});
    }
    rows.finish();
    return 0;
}

int run_indicators(const Arguments& arguments, Environment& environment)
{
    WorkspaceCall call(arguments, environment);
    RowWriter rows(arguments, environment,
                   {"indicator", "number", "theme", "title", "unit", "breakdowns", "datasets", "delivered"});
    for (const indicators::Definition& definition : call.definitions) {
        std::vector<std::string> breakdowns;
        for (const indicators::Breakdown& breakdown : definition.breakdowns) {
            breakdowns.push_back(breakdown.dimension);
        }
        std::vector<std::string> datasets;
        bool delivered = true;
        const auto look_at = [&](const indicators::Quantity& quantity) {
            for (const indicators::Term& term : quantity.terms) {
                bool any = false;
                for (const std::string& id : term.datasets) {
                    any = any || call.workspace.dictionary().find(id) != nullptr;
                    if (std::find(datasets.begin(), datasets.end(), id) == datasets.end()) {
                        datasets.push_back(id);
                    }
                }
                delivered = delivered && any;
            }
        };
        look_at(definition.numerator);
        if (definition.denominator) {
            look_at(*definition.denominator);
        }
        rows.row({definition.id, definition.number, definition.theme, definition.title.de,
                  std::string(indicators::name(definition.unit)), join(breakdowns, " "), join(datasets, " "),
                  std::string(delivered ? "yes" : "no")});
    }
    rows.finish();
    return 0;
}

}  // namespace

Command datasets_command()
{
    return {"datasets", "WORKSPACE", 1, 1, "list the datasets of a workspace", "", {format_option}, run_datasets};
}

Command areas_command()
{
    return {"areas",
            "WORKSPACE",
            1,
            1,
            "list the areas that deliveries named",
            "",
            {{"--level", "LEVEL",
              "only units of this level: country, land, government_region, kreis, association, gemeinde, district"},
             territory_option,
             format_option},
            run_areas};
}

Command institutions_command()
{
    return {
        "institutions",
        "WORKSPACE [LIST]",
        1,
        2,
        "list schools and other institutions, joined by their numbers",
        "Without LIST: the lists there are. With one: its institutions in its newest period, each with what the lists "
        "joined with it say of it.",
        {{"--area", "KEY", "only institutions in this area and its parts"}, format_option},
        run_institutions};
}

Command indicators_command()
{
    return {"indicators",    "WORKSPACE",   1, 1, "list the indicators of the catalogue", "",
            {format_option}, run_indicators};
}

}  // namespace allmende::cli
