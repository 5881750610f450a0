#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "cli/arguments.hpp"
#include "cli/commands.hpp"
#include "cli/output.hpp"
#include "cli/workspace_call.hpp"
#include "indicators/trace.hpp"

namespace allmende::cli {

namespace {

/// Prints figure and cells, one row each.
class TracePrinter {
public:
    TracePrinter(const Arguments& arguments, Environment& environment, WorkspaceCall& call)
        : call_(call),
          deliveries_(call.workspace.deliveries().all()),
          rows_(arguments, environment,
                {"part",         "area",    "area_name", "period",  "dataset",     "measure", "breakdown",
                 "value",        "status",  "factor",    "file",    "row",         "column",  "delivery",
                 "delivered_at", "edition", "sha256",    "licence", "attribution", "share",   "weight"})
    {}

    void figure(const indicators::FigureTable& table, std::size_t area, int year, const indicators::Series& series,
                const indicators::Figure& figure)
    {
        std::vector<Field> fields(21);
        fields[0] = std::string("figure");
        fields[1] = table.areas[area];
        fields[3] = std::to_string(year);
        fields[4] = table.definition->id;
        fields[6] = series.dimension.empty() ? std::string() : series.dimension + "=" + series.code;
        fields[7] = figure.has_value() ? Field(figure.value) : Field();
        fields[8] = std::string(mark(figure.sign));
        rows_.row(fields);
    }

    void cells(const char* part, const std::vector<indicators::TracedCell>& cells)
    {
        for (const indicators::TracedCell& cell : cells) {
            const facts::Dataset& dataset =
                call_.workspace.dictionary().datasets[static_cast<std::size_t>(cell.dataset)];
            const areas::Area& area = call_.workspace.areas().at(cell.area);
            const sources::Delivery& delivery = need_delivery(cell.delivery);
            rows_.row({std::string(part),
                       area.key,
                       area.name,
                       Period::from_code(cell.period).text(),
                       dataset.id,
                       dataset.measures[static_cast<std::size_t>(cell.measure)].id,
                       breakdown(dataset, cell),
                       is_missing(cell.sign) ? Field() : Field(cell.value),
                       std::string(mark(cell.sign)),
                       cell.factor,
                       delivery.file_name,
                       std::int64_t{cell.row},
                       std::int64_t{cell.column},
                       std::int64_t{delivery.number},
                       delivery.delivered_at,
                       delivery.edition,
                       delivery.sha256,
                       delivery.licence,
                       delivery.attribution,
                       cell.share == 1 ? Field() : Field(cell.share),
                       weights(cell)});
        }
    }

    void finish() { rows_.finish(); }

private:
    WorkspaceCall& call_;
    std::vector<sources::Delivery> deliveries_;
    RowWriter rows_;

    const sources::Delivery& need_delivery(std::int32_t number) const
    {
        const auto at =
            std::find_if(deliveries_.begin(), deliveries_.end(), [&](const auto& d) { return d.number == number; });
        if (at == deliveries_.end()) {
            fail(ErrorCode::internal, "an observation names delivery {}, which is not recorded", number);
        }
        return *at;
    }

    /// What a divided area was divided by.
    static std::string weights(const indicators::TracedCell& cell)
    {
        std::vector<std::string> names;
        for (const areas::Weight weight : areas::all_weights) {
            if ((cell.weights & areas::bit(weight)) != 0 && cell.share != std::round(cell.share)) {
                names.emplace_back(areas::name(weight));
            }
        }
        return join(names, " ");
    }

    static std::string breakdown(const facts::Dataset& dataset, const indicators::TracedCell& cell)
    {
        std::vector<std::string> parts;
        for (std::size_t d = 0; d < dataset.dimensions.size(); ++d) {
            if (cell.codes[d] != facts::total_code) {
                parts.push_back(dataset.dimensions[d].id + "=" +
                                dataset.dimensions[d].codes[static_cast<std::size_t>(cell.codes[d])].id);
            }
        }
        return join(parts, " ");
    }
};

int run_trace(const Arguments& arguments, Environment& environment)
{
    WorkspaceCall call(arguments, environment);
    const indicators::Definition& definition = indicators::need_definition(call.definitions, arguments.positional[1]);
    indicators::Request request;
    request.areas = arguments.list("--area");
    request.regions = arguments.list("--region");
    request.years = parse_years(arguments);
    request.territory = call.territory(arguments);
    request.as_of = call.as_of(arguments);
    if ((request.areas.empty() && request.regions.empty()) || request.years.empty()) {
        fail(ErrorCode::bad_usage, "a figure is named by --area KEY (or --region ID) and --period P");
    }
    const auto where = parse_where(arguments);
    for (const auto& [dimension, codes] : where) {
        request.breakdowns.push_back(dimension);
    }
    const indicators::FigureTable table = indicators::evaluate(definition, request, call.sources());
    const auto traces = indicators::trace_all(table, request, call.sources());
    TracePrinter printer(arguments, environment, call);
    std::size_t printed = 0;
    for (const auto& [place, trace] : traces) {
        const auto [s, area, year] = place;
        const indicators::Series& series = table.series[s];
        const auto codes = where.find(series.dimension);
        const bool wanted = where.empty()
                                ? series.dimension.empty()
                                : codes != where.end() && std::find(codes->second.begin(), codes->second.end(),
                                                                    series.code) != codes->second.end();
        if (wanted) {
            printer.figure(table, area, table.years[year], series, trace.figure);
            printer.cells("numerator", trace.numerator);
            printer.cells("denominator", trace.denominator);
            ++printed;
        }
    }
    if (printed == 0) {
        fail(ErrorCode::not_found, "{} has no figure there; `allmende indicator … {}` lists those that it has",
             definition.id, definition.id);
    }
    printer.finish();
    return 0;
}

}  // namespace

Command trace_command()
{
    return {
        "trace",
        "WORKSPACE ID",
        2,
        2,
        "the way of one figure back to file, row, column, delivery and licence",
        "The first row is the figure; then each cell of the numerator and of the denominator, with the factor of its sum. Of a\n"
        "figure converted to a territory they are the cells of its parts, with the share that counts and the weight it came from.",
        {{"--area", "KEY", "the area of the figure"},
         {"--region", "ID", "or the region: its members' cells"},
         {"--period", "P", "the year of the figure"},
         territory_option,
         as_of_option,
         {"--where", "DIM=CODE", "the code of a breakdown, for example sex=female"},
         format_option},
        run_trace};
}

}  // namespace allmende::cli
