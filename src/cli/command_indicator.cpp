#include <algorithm>

#include "base/error.hpp"
#include "cli/arguments.hpp"
#include "cli/commands.hpp"
#include "cli/output.hpp"
#include "cli/workspace_call.hpp"
#include "indicators/level_sum.hpp"

namespace allmende::cli {

namespace {

constexpr std::string_view region_prefix = "region:";

std::string area_name(const std::string& key, WorkspaceCall& call)
{
    if (key.starts_with(region_prefix)) {
        return areas::need_region(call.workspace.regions(), key.substr(region_prefix.size())).title.de;
    }
    return call.workspace.areas().need(key).name;
}

Field number(bool there, double value)
{
    return there ? Field(value) : Field();
}

bool has(const indicators::Figure& figure, indicators::Flag flag)
{
    return (figure.flags & 1u << static_cast<unsigned>(flag)) != 0;
}

std::string reason(const indicators::Obstacle& obstacle, const indicators::Request& request, WorkspaceCall& call)
{
    if (!obstacle.reform.empty()) {
        return fmt::format("the reform {} does not say how units divide on the way to {}", obstacle.reform,
                           *request.territory);
    }
    if (obstacle.sign == Sign::not_applicable && obstacle.part.empty()) {
        return "the source delivers only rates, and rates are never converted";
    }
    if (obstacle.part.empty()) {
        return fmt::format("a part of it is missing: {}", info(obstacle.sign).en);
    }
    return fmt::format("its part {} ({}) is missing: {}", obstacle.part,
                       call.workspace.areas().need(obstacle.part).name, info(obstacle.sign).en);
}

/// One line for each area and reason, with the years.
void tell_obstacles(const indicators::FigureTable& table, const indicators::Request& request, WorkspaceCall& call,
                    Environment& environment)
{
    constexpr std::size_t most_lines = 20;
    std::vector<std::string> lines;
    const auto& all = table.obstacles;
    for (std::size_t i = 0; i < all.size();) {
        const std::string why = reason(all[i], request, call);
        std::size_t last = i;
        while (last + 1 < all.size() && all[last + 1].area == all[i].area &&
               reason(all[last + 1], request, call) == why) {
            ++last;
        }
        const std::string years =
            last == i ? std::to_string(all[i].year) : fmt::format("{}–{}", all[i].year, all[last].year);
        lines.push_back(fmt::format("not convertible: {} in {}: {}\n", all[i].area, years, why));
        i = last + 1;
    }
    for (std::size_t i = 0; i < lines.size() && i < most_lines; ++i) {
        environment.err(lines[i]);
    }
    if (lines.size() > most_lines) {
        environment.err(fmt::format("… and {} more\n", lines.size() - most_lines));
    }
}

/// The fields from `value` on.
void append_figure(std::vector<Field>& fields, const indicators::Figure& figure,
                   const indicators::Definition& definition)
{
    const bool numerator = figure.numerator.cells > 0 && !is_missing(figure.numerator.missing());
    const bool denominator = figure.denominator.cells > 0 && !is_missing(figure.denominator.missing());
    fields.push_back(number(figure.has_value(), figure.value));
    fields.push_back(number(numerator && figure.sign != Sign::no_territory, figure.numerator.number));
    fields.push_back(
        number(definition.denominator && denominator && figure.sign != Sign::no_territory, figure.denominator.number));
    fields.emplace_back(std::string(mark(figure.sign)));
    fields.emplace_back(join(indicators::flag_ids(figure.flags), " "));
    fields.push_back(number(figure.has_bounds(), figure.low));
    fields.push_back(number(figure.has_bounds(), figure.high));
}

int print_level_sum(const Arguments& arguments, Environment& environment, WorkspaceCall& call,
                    const indicators::Definition& definition)
{
    const areas::Level level = areas::level_by_name(arguments.get("--level"));
    const auto sums = indicators::sum_over_level(definition, level, parse_years(arguments), call.sources(),
                                                 call.territory(arguments));
    const bool all_refused =
        !sums.empty() && std::all_of(sums.begin(), sums.end(), [](const auto& sum) { return !sum.refusal.empty(); });
    if (all_refused) {
        fail(ErrorCode::not_comparable, "no sum for {}: {}", sums.front().year, sums.front().refusal);
    }
    RowWriter rows(arguments, environment,
                   {"indicator", "area", "area_name", "period", "value", "numerator", "denominator", "status", "flags",
                    "lower", "upper"});
    for (const indicators::LevelSum& sum : sums) {
        std::vector<Field> fields{definition.id, fmt::format("level:{}", areas::name(level)), areas::title(level).de,
                                  std::to_string(sum.year)};
        append_figure(fields, sum.figure, definition);
        rows.row(fields);
    }
    rows.finish();
    // Years that follow each other with the same reason are told together.
    for (std::size_t i = 0; i < sums.size();) {
        std::size_t last = i;
        while (last + 1 < sums.size() && sums[last + 1].refusal == sums[i].refusal) {
            ++last;
        }
        if (!sums[i].refusal.empty()) {
            const std::string years =
                last == i ? std::to_string(sums[i].year) : fmt::format("{}–{}", sums[i].year, sums[last].year);
            environment.err(fmt::format("no sum for {}: {}\n", years, sums[i].refusal));
        }
        i = last + 1;
    }
    return 0;
}

indicators::Request read_request(const Arguments& arguments, const indicators::Definition& definition,
                                 WorkspaceCall& call)
{
    indicators::Request request;
    request.territory = call.territory(arguments);
    request.as_of = call.as_of(arguments);
    request.areas = arguments.list("--area");
    request.regions = arguments.list("--region");
    request.years = parse_years(arguments);
    if (arguments.has("--level")) {
        request.level = areas::level_by_name(arguments.get("--level"));
    }
    request.breakdowns = arguments.list("--by");
    for (const std::string& by : request.breakdowns) {
        std::vector<std::string> known;
        for (const indicators::Breakdown& breakdown : definition.breakdowns) {
            known.push_back(breakdown.dimension);
        }
        if (std::find(known.begin(), known.end(), by) == known.end()) {
            fail(ErrorCode::bad_usage, "{} is not broken down by {}; {}", definition.id, shown(by),
                 known.empty() ? std::string("it has no breakdowns") : "its breakdowns are " + join(known, ", "));
        }
    }
    return request;
}

int run_indicator(const Arguments& arguments, Environment& environment)
{
    WorkspaceCall call(arguments, environment);
    const indicators::Definition& definition = indicators::need_definition(call.definitions, arguments.positional[1]);
    if (arguments.has("--sum")) {
        if (arguments.has("--as-of")) {
            fail(ErrorCode::bad_usage, "--sum shows the newest state; --as-of goes without --sum");
        }
        if (!arguments.has("--level")) {
            fail(ErrorCode::bad_usage,
                 "--sum adds the units of a level: name it with --level, for example --level kreis");
        }
        return print_level_sum(arguments, environment, call, definition);
    }
    const indicators::Request request = read_request(arguments, definition, call);
    const auto where = parse_where(arguments);
    const indicators::FigureTable table = indicators::evaluate(definition, request, call.sources());
    std::vector<std::string> columns{"indicator", "area", "area_name", "period"};
    columns.insert(columns.end(), request.breakdowns.begin(), request.breakdowns.end());
    columns.insert(columns.end(), {"value", "numerator", "denominator", "status", "flags", "lower", "upper"});
    RowWriter rows(arguments, environment, columns);
    for (std::size_t a = 0; a < table.areas.size(); ++a) {
        const std::string name = area_name(table.areas[a], call);
        for (std::size_t y = 0; y < table.years.size(); ++y) {
            for (std::size_t s = 0; s < table.series.size(); ++s) {
                const indicators::Figure& figure = table.at(s, a, y);
                const bool asked_for = !request.areas.empty() || table.areas[a].starts_with(region_prefix);
                // In a list, what an area was formed from stands for itself.
                const bool converted = !request.territory && has(figure, indicators::Flag::converted_exact);
                const bool open = has(figure, indicators::Flag::not_convertible);
                const bool nothing =
                    (figure.sign == Sign::absent || figure.sign == Sign::no_territory || converted) && !open;
                const indicators::Series& series = table.series[s];
                const auto codes = where.find(series.dimension);
                if ((nothing && !asked_for) ||
                    (codes != where.end() &&
                     std::find(codes->second.begin(), codes->second.end(), series.code) == codes->second.end())) {
                    continue;
                }
                std::vector<Field> fields{definition.id, table.areas[a], name, std::to_string(table.years[y])};
                for (const std::string& by : request.breakdowns) {
                    fields.emplace_back(by == series.dimension ? series.code : std::string("total"));
                }
                append_figure(fields, figure, definition);
                rows.row(fields);
            }
        }
    }
    rows.finish();
    tell_obstacles(table, request, call, environment);
    if (table.series.empty()) {
        environment.err(fmt::format("nothing was delivered yet of what {} needs\n", definition.id));
    }
    return 0;
}

}  // namespace

Command indicator_command()
{
    return {
        "indicator",
        "WORKSPACE ID",
        2,
        2,
        "evaluate one indicator",
        "Prints indicator, area, area_name, period, the breakdowns asked for, value (unrounded), numerator, denominator, status, flags,\n"
        "and lower and upper where the source is rounded. A region's rate is the ratio of the sums over its members.\n"
        "With --territory every figure of an area that a reform touched says in flags whether it is converted-exact or\n"
        "converted-estimated (and weighted-by what) or not-convertible; numerator and denominator are converted, rates never.",
        {{"--area", "KEY[,KEY]", "only these areas"},
         {"--level", "LEVEL", "the units that make up this level, without gap or overlap"},
         {"--region", "ID[,ID]", "the sum over the members of a region"},
         {"--period", "P[,P]", "only these years: 2015, 2009-2015"},
         territory_option,
         as_of_option,
         {"--by", "DIM", "also each code of this breakdown"},
         {"--where", "DIM=CODE", "only these codes of the breakdown"},
         {"--sum", "", "with --level: the sum over the level; refused where it would mix territories"},
         format_option},
        run_indicator};
}

}  // namespace allmende::cli
