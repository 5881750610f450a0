// A synthetic country: Gemeinden × years × five dimensions, about 100 million observations by default. Prints what the
// store of facts takes against hand-written SQL on the same file through the same library, and how fast deliveries are
// loaded against the engine's own read_csv.
//
//     facts_bench [--areas 11000] [--deliveries 1] [--rounds 5] [--folder DIR]

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstring>
#include <ctime>
#include <fstream>
#include <thread>

#include "base/error.hpp"

#include "adapters/duckdb/engine.hpp"
#include "adapters/duckdb/fact_engine.hpp"
#include "base/period.hpp"

namespace {

using namespace allmende;
namespace duckdb = adapters::duckdb;
using facts::Case;
using facts::Column;
using facts::Observations;
using facts::Query;

constexpr std::array<std::int32_t, 5> sizes{3, 4, 5, 2, 4};
constexpr std::int32_t years = 20;
constexpr std::int32_t first_year = 2001;

struct Settings {
    std::int32_t areas = 11'000;
    std::int32_t deliveries = 1;
    int rounds = 5;
    std::filesystem::path folder = std::filesystem::temp_directory_path() / "allmende-facts-bench";
};

class Stopwatch {
public:
    double seconds() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count(); }
    /// Of all threads together: says more than the clock where others use the machine as well.
    double processor_seconds() const { return processor() - processor_start_; }

private:
    static double processor() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
    double processor_start_ = processor();
};

/// The greatest memory this process ever had, in megabytes.
long peak_memory_mb()
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("VmHWM:")) {
            return std::strtol(line.c_str() + 6, nullptr, 10) / 1024;
        }
    }
    return 0;
}

double median(std::vector<double> seconds)
{
    std::sort(seconds.begin(), seconds.end());
    return seconds[seconds.size() / 2];
}

std::int32_t period_code(std::int32_t year)
{
    return Period{PeriodKind::year, static_cast<std::int16_t>(first_year + year), 0, 0}.code();
}

/// The cells of one area and year: 480 lines of an official table.
void append_cells(Observations& batch, std::int32_t area, std::int32_t year)
{
    std::int32_t cell = 0;
    std::array<std::int32_t, 5> code{};
    do {
        batch.area.push_back(area);
        batch.period.push_back(period_code(year));
        batch.measure.push_back(0);
        for (std::size_t d = 0; d < code.size(); ++d) {
            batch.dimensions[d].push_back(code[d]);
        }
        const std::uint32_t mixed =
            static_cast<std::uint32_t>(area * 480 + cell) * 2654435761u + static_cast<std::uint32_t>(year);
        batch.sign.push_back(mixed % 64 == 0 ? Sign::unknown : Sign::none);
        batch.value.push_back(mixed % 64 == 0 ? 0 : mixed % 1000);
        batch.row.push_back(area + 1);
        batch.column.push_back(++cell);
        for (std::size_t d = 0; d < code.size() && ++code[d] == sizes[d]; ++d) {
            code[d] = 0;
        }
    } while (code != std::array<std::int32_t, 5>{});
}

/// Loads years [from, end) in the order of an official table: time, then area.
facts::Load::Outcome deliver(facts::FactStore& store, std::int32_t delivery, std::int32_t areas, std::int32_t from,
                             std::int32_t end)
{
    const auto load = store.begin_load(1, delivery, facts::Precedence::newest);
    Observations batch;
    Stopwatch watch;
    for (std::int32_t year = from; year < end; ++year) {
        for (std::int32_t area = 0; area < areas; ++area) {
            append_cells(batch, area, year);
            if (batch.size() > 30'000) {
                load->append(batch);
                batch.clear();
            }
        }
    }
    load->append(batch);
    const double appended = watch.seconds();
    const double appended_processor = watch.processor_seconds();
    const auto outcome = load->commit();
    fmt::print(
        "  delivery {}: {} observations, appended in {:.2f} s ({:.2f} s of processor), committed in {:.2f} s ({:.2f} s), "
        "{:.2f} million/s, {} superseded\n",
        delivery, outcome.observations, appended, appended_processor, watch.seconds() - appended,
        watch.processor_seconds() - appended_processor,
        static_cast<double>(outcome.observations) / watch.seconds() / 1e6, outcome.superseded);
    return outcome;
}

void build(const Settings& settings, const std::filesystem::path& path)
{
    const auto store = duckdb::open_fact_store(path);
    Stopwatch watch;
    std::int64_t observations = 0;
    for (std::int32_t d = 0; d < settings.deliveries; ++d) {
        const std::int32_t from = years * d / settings.deliveries;
        const std::int32_t end = years * (d + 1) / settings.deliveries;
        observations += deliver(*store, d + 1, settings.areas, from, end).observations;
    }
    fmt::print("load: {} observations in {:.1f} s, {:.2f} million/s; peak memory {} MB; file {} MB\n", observations,
               watch.seconds(), static_cast<double>(observations) / watch.seconds() / 1e6, peak_memory_mb(),
               std::filesystem::file_size(path) >> 20);
    Stopwatch small;
    const auto load = store->begin_load(2, settings.deliveries + 1, facts::Precedence::newest);
    Observations batch;
    for (std::int32_t area = 0; area < 10; ++area) {
        append_cells(batch, area, 1);
    }
    load->append(batch);
    load->commit();
    fmt::print("a small delivery ({} observations) beside them: {:.1f} ms\n", batch.size(), small.seconds() * 1e3);
    Stopwatch again;
    const auto correction = store->begin_load(1, settings.deliveries + 1, facts::Precedence::newest);
    correction->append(batch);
    const auto outcome = correction->commit();
    fmt::print("a correction of {} observations of the great dataset: {:.1f} ms\n", outcome.superseded,
               again.seconds() * 1e3);
    store->forget_after(settings.deliveries);
}

struct Question {
    std::string name;
    std::string plain;  ///< as somebody would write it by hand
    Query query;
    std::vector<Column> group_by;
    std::vector<Case> cases;
};

Case with_codes(std::vector<facts::Filter> filters)
{
    return Case{std::move(filters)};
}

std::vector<Question> questions(std::int32_t areas)
{
    const facts::Filter girls{Column::dimension_0, {1}};
    const facts::Filter without{Column::dimension_1, {2}};
    const facts::Filter all_schools{Column::dimension_2, {0}};
    Query whole;
    whole.filters = {{Column::dataset, {1}}};
    Query one_area = whole;
    one_area.filters.push_back({Column::area, {areas / 2}});
    std::vector<Case> profile;
    std::string profile_sql;
    for (std::int32_t c = 0; c < 60; ++c) {
        const std::int32_t d1 = c % 4;
        const std::int32_t d2 = c / 4 % 5;
        const std::int32_t d0 = c / 20;
        profile.push_back(
            with_codes({{Column::dimension_0, {d0}}, {Column::dimension_1, {d1}}, {Column::dimension_2, {d2}}}));
        profile_sql += fmt::format(", sum(value) FILTER (WHERE d0 = {} AND d1 = {} AND d2 = {})", d0, d1, d2);
    }
    return {
        {"one indicator, all areas and years",
         "SELECT area, period, sum(value) FILTER (WHERE d0 = 1 AND d1 = 2), sum(value) FILTER (WHERE d1 = 2) "
         "FROM observation WHERE dataset = 1 GROUP BY area, period",
         whole,
         {Column::area, Column::period},
         {with_codes({girls, without}), with_codes({without})}},
        {"the same, with nothing in common",
         "SELECT area, period, sum(value) FILTER (WHERE d0 = 1), sum(value) FILTER (WHERE d1 = 2), "
         "sum(value) FILTER (WHERE d2 = 0) FROM observation WHERE dataset = 1 GROUP BY area, period",
         whole,
         {Column::area, Column::period},
         {with_codes({girls}), with_codes({without}), with_codes({all_schools})}},
        {"one indicator, the country by year",
         "SELECT period, sum(value) FILTER (WHERE d0 = 1), sum(value) FROM observation WHERE dataset = 1 GROUP BY period",
         whole,
         {Column::period},
         {with_codes({girls}), Case{}}},
        {"one area's profile, 60 sums by year",
         fmt::format("SELECT period{} FROM observation WHERE dataset = 1 AND area = {} GROUP BY period", profile_sql,
                     areas / 2),
         one_area,
         {Column::period},
         profile},
    };
}

struct Times {
    std::vector<double> seconds;
    std::vector<double> processor_seconds;

    template <typename Work>
    void measure(int rounds, const Work& work)
    {
        work();  // reads the file
        for (int i = 0; i < rounds; ++i) {
            const Stopwatch watch;
            work();
            seconds.push_back(watch.seconds());
            processor_seconds.push_back(watch.processor_seconds());
        }
    }
};

void ask_plainly(const std::filesystem::path& path, const Question& question, int rounds, Times& times)
{
    duckdb::EngineOptions options;
    options.threads = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
    duckdb::Engine engine(path, options);
    const auto connection = engine.borrow();
    times.measure(rounds, [&] {
        auto result = connection->run(question.plain);
        while (result.next()) {
        }
    });
}

void ask_store(const std::filesystem::path& path, const Question& question, int rounds, Times& times)
{
    const auto store = duckdb::open_fact_store(path);
    times.measure(rounds, [&] { store->sums(question.query, question.group_by, question.cases); });
}

void compare(const Settings& settings, const std::filesystem::path& path)
{
    fmt::print("{:<40} {:>10} {:>10} {:>6}   of processor time\n", "sums", "ours ms", "plain ms", "ratio");
    for (const Question& question : questions(settings.areas)) {
        Times ours;
        Times plain;
        // In turns, so that what else the machine does falls on both.
        for (int i = 0; i < 3; ++i) {
            ask_plainly(path, question, settings.rounds, plain);
            ask_store(path, question, settings.rounds, ours);
        }
        fmt::print("{:<40} {:>10.1f} {:>10.1f} {:>6.2f}   {:.2f}\n", question.name, median(ours.seconds) * 1e3,
                   median(plain.seconds) * 1e3, median(ours.seconds) / median(plain.seconds),
                   median(ours.processor_seconds) / median(plain.processor_seconds));
    }
}

/// Ten million cells (or all, if fewer): our load against read_csv of a flat file with the same cells.
void compare_load(const Settings& settings)
{
    const std::int32_t areas = std::min(settings.areas, 11'000);
    const std::int32_t wanted_years = std::max<std::int32_t>(1, 10'000'000 / (areas * 480));
    const auto file = settings.folder / "flat.csv";
    Observations batch;
    {
        std::ofstream csv(file);
        csv << "period;area;measure;d0;d1;d2;d3;d4;value\n";
        for (std::int32_t year = 0; year < wanted_years; ++year) {
            for (std::int32_t area = 0; area < areas; ++area) {
                batch.clear();
                append_cells(batch, area, year);
                std::string text;
                for (std::size_t i = 0; i < batch.size(); ++i) {
                    fmt::format_to(std::back_inserter(text), "{};{};{};{};{};{};{};{};{}\n", batch.period[i], area, 0,
                                   batch.dimensions[0][i], batch.dimensions[1][i], batch.dimensions[2][i],
                                   batch.dimensions[3][i], batch.dimensions[4][i], batch.value[i]);
                }
                csv << text;
            }
        }
    }
    const double cells = static_cast<double>(areas) * wanted_years * 480;
    double csv_seconds = 0;
    {
        duckdb::EngineOptions options;
        options.threads = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
        options.folders = {settings.folder};
        options.temporary = settings.folder / "csv.tmp";
        options.memory_mb = 4000;
        duckdb::Engine engine({}, options);
        const auto connection = engine.borrow();
        std::vector<double> seconds;
        for (int i = 0; i < 3; ++i) {
            Stopwatch watch;
            connection->run("CREATE OR REPLACE TEMP TABLE flat AS SELECT * FROM read_csv($1)", {file.string()});
            seconds.push_back(watch.seconds());
        }
        csv_seconds = median(seconds);
    }
    std::vector<double> seconds;
    for (int i = 0; i < 3; ++i) {
        const auto path = settings.folder / fmt::format("load-{}.duckdb", i);
        const auto store = duckdb::open_fact_store(path);
        Stopwatch watch;
        deliver(*store, 1, areas, 0, wanted_years);
        seconds.push_back(watch.seconds());
        if (i == 2) {
            deliver(*store, 2, areas, 0, wanted_years);
        }
    }
    fmt::print(
        "load of {:.1f} million cells: ours {:.2f} s ({:.2f} million/s), read_csv into a table {:.2f} s "
        "({:.2f} million/s): {:.2f} of its rate\n",
        cells / 1e6, median(seconds), cells / median(seconds) / 1e6, csv_seconds, cells / csv_seconds / 1e6,
        csv_seconds / median(seconds));
}

std::int32_t number(const char* text)
{
    std::int32_t value = 0;
    std::from_chars(text, text + std::strlen(text), value);
    return value;
}

Settings parse(int count, char** words)
{
    Settings settings;
    for (int i = 1; i + 1 < count; i += 2) {
        const std::string_view option = words[i];
        if (option == "--areas") {
            settings.areas = number(words[i + 1]);
        } else if (option == "--deliveries") {
            settings.deliveries = std::clamp(number(words[i + 1]), 1, years);
        } else if (option == "--rounds") {
            settings.rounds = number(words[i + 1]);
        } else if (option == "--folder") {
            settings.folder = words[i + 1];
        }
    }
    return settings;
}

}  // namespace

int main(int count, char** words)
{
    const Settings settings = parse(count, words);
    std::filesystem::remove_all(settings.folder);
    std::filesystem::create_directories(settings.folder);
    const auto path = settings.folder / "facts.duckdb";
    build(settings, path);
    compare(settings, path);
    compare_load(settings);
    std::filesystem::remove_all(settings.folder);
}
