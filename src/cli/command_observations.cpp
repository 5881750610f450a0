#include <algorithm>
#include <set>

#include "areas/level_units.hpp"
#include "base/error.hpp"
#include "cli/arguments.hpp"
#include "cli/commands.hpp"
#include "cli/output.hpp"
#include "cli/workspace_call.hpp"

namespace allmende::cli {

namespace {

constexpr std::int64_t piece = 100000;

/// Numbers of the areas that the filters name; nothing where all are meant.
std::optional<std::vector<std::int32_t>> wanted_areas(const Arguments& arguments, WorkspaceCall& call,
                                                      const facts::Dataset& dataset)
{
    const areas::AreaRegister& areas = call.workspace.areas();
    std::vector<std::int32_t> numbers;
    bool any = false;
    for (const std::string& key : arguments.list("--area")) {
        numbers.push_back(areas.need(key).number);
        any = true;
    }
    for (const std::string& id : arguments.list("--region")) {
        for (const std::string& key : areas::members_of(areas::need_region(call.workspace.regions(), id), areas)) {
            if (const areas::Area* area = areas.find(key)) {
                numbers.push_back(area->number);
            }
        }
        any = true;
    }
    if (arguments.has("--level")) {
        // Units of the level among those that this dataset knows: Hamburg counts as a Kreis where it has no row of its
        // own there.
        facts::Query query{{{facts::Column::dataset, {dataset.number}}}, {}, {}};
        const facts::Sums present = call.workspace.facts().sums(query, {facts::Column::area}, {facts::Case{}});
        const std::set<std::int32_t> known(
            present.groups == 0 ? std::set<std::int32_t>()
                                : std::set<std::int32_t>(present.keys[0].begin(), present.keys[0].end()));
        const auto units = areas::units_of_level(areas, areas::level_by_name(arguments.get("--level")),
                                                 [&](const areas::Area& area) { return known.contains(area.number); });
        numbers.insert(numbers.end(), units.begin(), units.end());
        any = true;
    }
    return any ? std::optional(numbers) : std::nullopt;
}

/// The dataset's period codes that the filter means: a year stands for all its periods.
std::optional<std::vector<std::int32_t>> wanted_periods(const Arguments& arguments, WorkspaceCall& call,
                                                        const facts::Dataset& dataset)
{
    if (!arguments.has("--period")) {
        return std::nullopt;
    }
    const std::vector<int> years = parse_years(arguments);
    std::set<std::int32_t> exact;
    for (const std::string& text : arguments.list("--period")) {
        if (const auto period = parse_period(text); period && period->kind != PeriodKind::year) {
            exact.insert(period->code());
        }
    }
    facts::Query query{{{facts::Column::dataset, {dataset.number}}}, {}, {}};
    const facts::Sums present = call.workspace.facts().sums(query, {facts::Column::period}, {facts::Case{}});
    std::vector<std::int32_t> codes;
    for (std::size_t g = 0; g < present.groups; ++g) {
        const std::int32_t code = present.keys[0][g];
        const bool of_year = std::find(years.begin(), years.end(), Period::from_code(code).year) != years.end();
        if (exact.empty() ? of_year : exact.contains(code) || (of_year && exact.size() < years.size())) {
            codes.push_back(code);
        }
    }
    return codes;
}

void add_where(const Arguments& arguments, const facts::Dataset& dataset, facts::Query& query)
{
    for (const auto& [dimension, codes] : parse_where(arguments)) {
        const bool is_measure = dimension == "measure";
        const auto slot = dataset.find_dimension(dimension);
        if (!slot && !is_measure) {
            std::vector<std::string> known{"measure"};
            for (const facts::Dimension& entry : dataset.dimensions) {
                known.push_back(entry.id);
            }
            fail(ErrorCode::not_found, "the dataset {} has no breakdown {}; it has {}", dataset.id, shown(dimension),
                 join(known, ", "));
        }
        facts::Filter filter{is_measure ? facts::Column::measure : facts::dimension_column(*slot), {}};
        for (const std::string& code : codes) {
            const auto number = is_measure ? dataset.find_measure(code) : dataset.dimensions[*slot].find(code);
            if (!number) {
                std::vector<std::string> known;
                if (is_measure) {
                    for (const facts::Measure& entry : dataset.measures) {
                        known.push_back(entry.id);
                    }
                } else {
                    for (const facts::Code& entry : dataset.dimensions[*slot].codes) {
                        known.push_back(entry.id);
                    }
                }
                fail(ErrorCode::not_found, "{} of the dataset {} has no code {}; it has {}", dimension, dataset.id,
                     shown(code), join(known, ", "));
            }
            filter.any_of.push_back(*number);
        }
        query.filters.push_back(std::move(filter));
    }
}

int run_observations(const Arguments& arguments, Environment& environment)
{
    WorkspaceCall call(arguments, environment);
    const facts::Dataset& dataset = call.workspace.dictionary().need(arguments.positional[1]);
    facts::Query query{{{facts::Column::dataset, {dataset.number}}}, {}, call.as_of(arguments)};
    if (auto areas = wanted_areas(arguments, call, dataset)) {
        query.filters.push_back({facts::Column::area, std::move(*areas)});
    }
    if (auto periods = wanted_periods(arguments, call, dataset)) {
        query.filters.push_back({facts::Column::period, std::move(*periods)});
    }
    add_where(arguments, dataset, query);

    std::vector<std::string> columns{"dataset", "area", "area_name", "period"};
    for (const facts::Dimension& dimension : dataset.dimensions) {
        columns.push_back(dimension.id);
    }
    columns.insert(columns.end(), {"measure", "value", "status", "delivery", "row", "column"});
    RowWriter writer(arguments, environment, columns);
    for (std::int64_t offset = 0;; offset += piece) {
        const facts::Observations found = call.workspace.facts().rows(query, offset, piece);
        for (std::size_t i = 0; i < found.size(); ++i) {
            const areas::Area& area = call.workspace.areas().at(found.area[i]);
            std::vector<Field> fields{dataset.id, area.key, area.name, Period::from_code(found.period[i]).text()};
            for (std::size_t d = 0; d < dataset.dimensions.size(); ++d) {
                fields.emplace_back(dataset.dimensions[d].codes[static_cast<std::size_t>(found.dimensions[d][i])].id);
            }
            fields.emplace_back(dataset.measures[static_cast<std::size_t>(found.measure[i])].id);
            fields.push_back(is_missing(found.sign[i]) ? Field() : Field(found.value[i]));
            fields.emplace_back(std::string(mark(found.sign[i])));
            fields.emplace_back(std::int64_t{found.delivery[i]});
            fields.emplace_back(std::int64_t{found.row[i]});
            fields.emplace_back(std::int64_t{found.column[i]});
            writer.row(fields);
        }
        if (static_cast<std::int64_t>(found.size()) < piece) {
            break;
        }
    }
    writer.finish();
    return 0;
}

}  // namespace

Command observations_command()
{
    return {"observations",
            "WORKSPACE DATASET",
            2,
            2,
            "print the newest state of a dataset's observations, with the file row and column of each",
            "",
            {{"--area", "KEY[,KEY]", "only these areas"},
             {"--level", "LEVEL", "only the units that make up this level, without gap or overlap"},
             {"--region", "ID", "only the members of this region"},
             {"--period", "P[,P]", "only these years or periods: 2015, 2009-2015, 31.12.2015"},
             {"--where", "DIM=CODE",
              "only these codes of a breakdown; total for not broken down; measure=ID for one measure"},
             as_of_option,
             format_option},
            run_observations};
}

}  // namespace allmende::cli
