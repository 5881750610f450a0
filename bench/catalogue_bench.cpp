// The whole catalogue over all areas and years of a workspace, beside the SQL that somebody would write by hand for the
// same figures: one statement for each indicator, sums by area and year, ratios, and the same for each region.
//
//     catalogue_bench WORKSPACE [ROUNDS]

#include <algorithm>
#include <chrono>
#include <ctime>
#include <thread>

#include "adapters/duckdb/engine.hpp"
#include "app/environment.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/workspace_call.hpp"
#include "indicators/plan.hpp"

namespace {

using namespace allmende;
namespace duckdb = adapters::duckdb;
using indicators::PlannedIndicator;
using indicators::PlannedQuantity;
using indicators::PlannedSum;

/// Wall clock and processor seconds of one piece of work.
struct Times {
    std::vector<double> seconds;
    std::vector<double> processor_seconds;

    template <typename Work>
    void measure(const Work& work)
    {
        const auto begun = std::chrono::steady_clock::now();
        const std::clock_t processor = std::clock();
        work();
        seconds.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count());
        processor_seconds.push_back(static_cast<double>(std::clock() - processor) / CLOCKS_PER_SEC);
    }
};

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

std::string column_of(facts::Column column)
{
    switch (column) {
    case facts::Column::area: return "area";
    case facts::Column::period: return "period";
    case facts::Column::measure: return "measure";
    default:
        for (std::size_t d = 0; d < facts::most_dimensions; ++d) {
            if (facts::dimension_column(d) == column) {
                return fmt::format("d{}", d);
            }
        }
        return "delivery";
    }
}

std::string condition(const facts::Case& one)
{
    std::string text = "true";
    for (const facts::Filter& filter : one.filters) {
        std::vector<std::string> codes;
        for (const std::int32_t code : filter.any_of) {
            codes.push_back(std::to_string(code));
        }
        text +=
            codes.empty() ? " AND false" : fmt::format(" AND {} IN ({})", column_of(filter.column), join(codes, ", "));
    }
    return text;
}

std::string sum_name(const PlannedSum& sum)
{
    return fmt::format("s{}_{}", sum.dataset, sum.position);
}

/// The first alternative that has a number counts.
std::string quantity_sql(const PlannedQuantity& quantity)
{
    std::vector<std::string> terms;
    for (const indicators::PlannedTerm& term : quantity.terms) {
        std::vector<std::string> names;
        for (const PlannedSum& sum : term.alternatives) {
            names.push_back(sum_name(sum));
        }
        names.emplace_back("NULL");  // of tables that nobody delivered
        terms.push_back(fmt::format("{} * coalesce({})", term.factor, join(names, ", ")));
    }
    return fmt::format("({})", join(terms, " + "));
}

void collect(const PlannedQuantity& quantity, std::map<std::size_t, std::map<std::size_t, int>>& used)
{
    for (const indicators::PlannedTerm& term : quantity.terms) {
        for (const PlannedSum& sum : term.alternatives) {
            used[sum.dataset][sum.position] = quantity.offset_years;
        }
    }
}

/// One statement for all figures of an indicator; empty where nothing was delivered.
std::string statement(const indicators::Plan& plan, const PlannedIndicator& indicator)
{
    std::map<std::size_t, std::map<std::size_t, int>> used;
    std::string figures;
    for (const indicators::PlannedSeries& series : indicator.series) {
        collect(series.numerator, used);
        collect(series.denominator, used);
        figures += ", " + quantity_sql(series.numerator);
        if (!series.denominator.terms.empty()) {
            figures += fmt::format(" / nullif({}, 0)", quantity_sql(series.denominator));
        }
    }
    if (used.empty()) {
        return {};
    }
    std::string from;
    for (const auto& [dataset, positions] : used) {
        std::string sums;
        for (const auto& [position, offset] : positions) {
            sums += fmt::format(", sum(value) FILTER (WHERE {}) AS {}",
                                condition(plan.datasets[dataset].cases[position]), sum_name({dataset, position}));
        }
        const std::string table = fmt::format(
            "(SELECT area, period // 100000 - {} AS year{} FROM observation WHERE dataset = {} GROUP BY ALL)",
            positions.begin()->second, sums, plan.datasets[dataset].dataset->number);
        from += from.empty() ? table : fmt::format(" FULL JOIN {} USING (area, year)", table);
    }
    std::string totals;
    std::string names;
    for (const auto& [dataset, positions] : used) {
        for (const auto& [position, offset] : positions) {
            totals += fmt::format(", sum({0}) AS {0}", sum_name({dataset, position}));
            names += ", " + sum_name({dataset, position});
        }
    }
    return fmt::format(
        "WITH cells AS MATERIALIZED (SELECT area, year{} FROM {}) SELECT area, year{} FROM cells UNION ALL SELECT region, year{} "
        "FROM (SELECT region, year{} FROM cells JOIN member USING (area) GROUP BY ALL)",
        names, from, figures, figures, totals);
}

void make_members(duckdb::Connection& connection, cli::WorkspaceCall& call)
{
    connection.run("CREATE TEMP TABLE member (region INTEGER, area INTEGER)");
    int number = -1;
    for (const areas::Region& region : call.workspace.regions()) {
        for (const std::string& key : areas::members_of(region, call.workspace.areas())) {
            if (const areas::Area* area = call.workspace.areas().find(key); area != nullptr && region.has_sum) {
                connection.run(fmt::format("INSERT INTO member VALUES ({}, {})", number, area->number));
            }
        }
        --number;
    }
}

/// Number of figures with a value.
std::int64_t evaluated(const std::vector<const indicators::Definition*>& definitions,
                       const indicators::Request& request, const indicators::Sources& sources)
{
    std::int64_t figures = 0;
    for (const indicators::FigureTable& table : indicators::evaluate_all(definitions, request, sources)) {
        figures += std::count_if(table.figures.begin(), table.figures.end(),
                                 [](const indicators::Figure& figure) { return figure.has_value(); });
    }
    return figures;
}

void ask(duckdb::Connection& connection, const std::vector<std::string>& statements)
{
    for (const std::string& text : statements) {
        auto result = connection.run(text);
        while (result.next()) {
        }
    }
}

}  // namespace

int main(int count, char** words)
{
    if (count < 2) {
        fmt::print(stderr, "usage: catalogue_bench WORKSPACE [ROUNDS]\n");
        return 2;
    }
    const int rounds = count > 2 ? std::stoi(words[2]) : 5;
    cli::Environment environment = app::make_environment("allmende");
    cli::Arguments arguments;
    arguments.positional = {words[1]};
    cli::WorkspaceCall call(arguments, environment);
    const indicators::Sources sources = call.sources();
    indicators::Request request;
    request.all_areas = true;
    request.all_breakdowns = true;
    for (const areas::Region& region : call.workspace.regions()) {
        if (region.has_sum) {
            request.regions.push_back(region.id);
        }
    }
    std::vector<const indicators::Definition*> definitions;
    for (const indicators::Definition& definition : call.definitions) {
        definitions.push_back(&definition);
    }
    const indicators::Plan plan = indicators::make_plan(definitions, request, sources.dictionary);
    std::vector<std::string> statements;
    for (const PlannedIndicator& indicator : plan.indicators) {
        if (std::string text = statement(plan, indicator); !text.empty()) {
            statements.push_back(std::move(text));
        }
    }
    duckdb::EngineOptions options;
    options.threads = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
    options.memory_mb = 4000;
    options.read_only = true;
    // A copy, for one process opens a file of facts once.
    const auto copy = std::filesystem::temp_directory_path() / "allmende-catalogue-bench.duckdb";
    std::filesystem::copy_file(call.workspace.path() / "facts.duckdb", copy,
                               std::filesystem::copy_options::overwrite_existing);
    duckdb::Engine engine(copy, options);
    const auto connection = engine.borrow();
    make_members(*connection, call);
    Times ours;
    Times plain;
    std::int64_t figures = 0;
    for (int round = 0; round <= rounds; ++round) {
        if (round == 1) {  // the first one reads the file
            ours = {};
            plain = {};
        }
        ours.measure([&] { figures = evaluated(definitions, request, sources); });
        plain.measure([&] { ask(*connection, statements); });
    }
    fmt::print(
        "{} indicators, {} figures with a value: ours {:.0f} ms; plain SQL, {} statements: {:.0f} ms; "
        "ratio {:.2f}, of processor time {:.2f}\n",
        definitions.size(), figures, median(ours.seconds) * 1e3, statements.size(), median(plain.seconds) * 1e3,
        median(ours.seconds) / median(plain.seconds), median(ours.processor_seconds) / median(plain.processor_seconds));
}
