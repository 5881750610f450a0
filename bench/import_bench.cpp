// How fast official tables are read and loaded, from the file to the workspace, beside DuckDB's own read_csv on a flat
// CSV of the same number of cells, in the same run; and the memory that it takes.
//
//     import_bench [MEGABYTES] [FOLDER]

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <thread>

#include "adapters/duckdb/engine.hpp"
#include "app/environment.hpp"
#include "base/error.hpp"

namespace {

using namespace allmende;

constexpr int areas = 10'000;
int value_columns = 60;  // more in greater files, so that their years remain years

double seconds_of(const std::function<void()>& work)
{
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

int value_of(int year, int area, int column)
{
    return static_cast<int>(
        (static_cast<std::uint32_t>(area * 97 + column) * 2654435761u + static_cast<std::uint32_t>(year)) % 9973);
}

std::string key_of(int area)
{
    return fmt::format("{:02}{:06}", 1 + area % 16, area);
}

/// A file that grows until it has this size; gives the number of its cells.
std::int64_t write_rows(const std::filesystem::path& file, std::uint64_t bytes, const std::string& head,
                        const std::function<std::int64_t(std::string&, int year, int area)>& row,
                        const std::string& foot)
{
    std::ofstream out(file, std::ios::binary);
    std::uint64_t written = head.size();
    std::int64_t cells = 0;
    out << head;
    std::string text;
    for (int year = 1900; written < bytes; ++year) {
        for (int area = 0; area < areas && written < bytes; ++area) {
            text.clear();
            cells += row(text, year, area);
            out << text;
            written += text.size();
        }
    }
    out << foot;
    return cells;
}

/// A GENESIS export: sixty columns of ages beside each other.
std::int64_t write_genesis(const std::filesystem::path& file, std::uint64_t bytes)
{
    std::string semicolons(value_columns + 2, ';');
    std::string head = fmt::format(
        "GENESIS-Tabelle: 99411-01-01-5\nErfundene Bevölkerung{0}\nregionale Tiefe: Gemeinden{0}\n"
        "Erfundene Statistik{0}\nPersonen (Anzahl){0}\n;;",
        semicolons);
    for (int c = 0; c < value_columns; ++c) {
        head += ";Altersgruppen";
    }
    head += "\n;;";
    for (int c = 0; c < value_columns; ++c) {
        head += fmt::format(";{} bis unter {} Jahre", c, c + 1);
    }
    return write_rows(
        file, bytes, head + "\n",
        [](std::string& text, int year, int area) {
            text += fmt::format("31.12.{};{};  Ort {}", year, key_of(area), area);
            for (int c = 0; c < value_columns; ++c) {
                text += fmt::format(";{}", value_of(year, area, c));
            }
            text += '\n';
            return value_columns;
        },
        "__________\nErfundene Zahlen.\nStand: 01.10.2020 / 10:00:00\n");
}

/// A flat file: a line for each cell.
std::int64_t write_flat(const std::filesystem::path& file, std::uint64_t bytes)
{
    const std::string head =
        "statistics_code;statistics_label;time_code;time_label;time;1_variable_code;1_variable_label;1_variable_attribute_code;"
        "1_variable_attribute_label;2_variable_code;2_variable_label;2_variable_attribute_code;2_variable_attribute_label;value;"
        "value_unit;value_variable_code;value_variable_label\n";
    return write_rows(
        file, bytes, head,
        [](std::string& text, int year, int area) {
            for (int code = 0; code < 3; ++code) {
                text += fmt::format(
                    "99411;Erfundene Bevölkerung;STAG;Stichtag;{}-12-31;GEMEIN;Gemeinden;{};Ort {};GES;Geschlecht;{};{};{};Anzahl;"
                    "BEV;Personen\n",
                    year, key_of(area), area,
                    code == 0   ? ""
                    : code == 1 ? "GESM"
                                : "GESW",
                    code == 0   ? "Insgesamt"
                    : code == 1 ? "männlich"
                                : "weiblich",
                    value_of(year, area, code));
            }
            return 3;
        },
        "");
}

/// A plain CSV of so many cells, as read_csv likes it best.
void write_plain(const std::filesystem::path& file, std::int64_t cells)
{
    std::ofstream out(file, std::ios::binary);
    out << "area;period;code;value\n";
    std::string text;
    for (std::int64_t i = 0; i < cells; ++i) {
        const int area = static_cast<int>(i / value_columns % areas);
        text += fmt::format("{};{}-12-31;{};{}\n", key_of(area), 1900 + i / value_columns / areas, i % value_columns,
                            value_of(1, area, static_cast<int>(i % value_columns)));
        if (text.size() > 1'000'000) {
            out << text;
            text.clear();
        }
    }
    out << text;
}

double load_plainly(const std::filesystem::path& folder, const std::filesystem::path& file)
{
    adapters::duckdb::EngineOptions options;
    options.threads = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
    options.folders = {folder};
    options.temporary = folder / "csv.tmp";
    options.memory_mb = 4000;
    std::filesystem::remove(folder / "plain.duckdb");
    adapters::duckdb::Engine engine(folder / "plain.duckdb", options);
    const auto connection = engine.borrow();
    return seconds_of(
        [&] { connection->run("CREATE OR REPLACE TABLE plain AS SELECT * FROM read_csv($1)", {file.string()}); });
}

/// Does one piece of work in a process of its own, so that its memory can be told and that of the next is its own;
/// gives the seconds that the work names and the process's peak megabytes.
std::pair<double, long> apart(const std::function<double()>& work)
{
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0) {
        fail(ErrorCode::internal, "no pipe");
    }
    const pid_t child = ::fork();
    if (child == 0) {
        const double seconds = work();
        std::_Exit(::write(ends[1], &seconds, sizeof seconds) == sizeof seconds ? 0 : 1);
    }
    ::close(ends[1]);
    double seconds = 0;
    const bool told = ::read(ends[0], &seconds, sizeof seconds) == sizeof seconds;
    ::close(ends[0]);
    rusage used{};
    int status = 0;
    ::wait4(child, &status, 0, &used);
    if (!told || status != 0) {
        fail(ErrorCode::internal, "a process apart failed");
    }
    return {seconds, used.ru_maxrss / 1024};
}

std::pair<double, long> run(const std::vector<std::string>& words)
{
    return apart([&] {
        return seconds_of([&] {
            cli::Environment environment = app::make_environment("allmende");
            environment.err = [](std::string_view) {};
            if (cli::run(words, environment) != 0) {
                fail(ErrorCode::internal, "{} failed", words.front());
            }
        });
    });
}

void compare(const std::string& name, const std::filesystem::path& folder,
             std::int64_t (*write)(const std::filesystem::path&, std::uint64_t), std::uint64_t bytes)
{
    const std::filesystem::path file = folder / (name + ".csv");
    const std::filesystem::path plain = folder / "plain.csv";
    const std::filesystem::path workspace = folder / "workspace";
    const std::int64_t cells = write(file, bytes);
    write_plain(plain, cells);
    std::vector<double> ratios;
    double ours = 1e9;
    double theirs = 1e9;
    double same = 1e9;
    long memory = 0;
    for (int round = 0; round < 3; ++round) {
        std::filesystem::remove_all(workspace);
        run({"init", workspace.string()});
        const auto [seconds, peak] = run({"import", workspace.string(), file.string()});
        const double plainly = apart([&] { return load_plainly(folder, plain); }).first;
        // A table export is nothing that read_csv can take in.
        same = name == "flat" ? std::min(same, apart([&] { return load_plainly(folder, file); }).first) : 0;
        ours = std::min(ours, seconds);
        theirs = std::min(theirs, plainly);
        ratios.push_back(plainly / seconds);
        memory = std::max(memory, peak);
    }
    std::sort(ratios.begin(), ratios.end());
    fmt::print(
        "{:<8} {:>5} MB, {:.1f} million cells: import {:.2f} s ({:.2f} million cells/s, {} MB of memory at most); read_csv of a plain "
        "file of the cells {:.2f} s: {:.2f} of its rate\n",
        name, std::filesystem::file_size(file) >> 20, static_cast<double>(cells) / 1e6, ours,
        static_cast<double>(cells) / ours / 1e6, memory, theirs, ratios[1]);
    if (same > 0) {
        fmt::print("{:<8} read_csv of the very same file {:.2f} s: {:.2f} of its rate\n", "", same, same / ours);
    }
}

}  // namespace

int main(int argc, char** argv)
{
    const std::uint64_t bytes = (argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 200) << 20;
    const std::filesystem::path folder =
        argc > 2 ? std::filesystem::path(argv[2]) : std::filesystem::temp_directory_path() / "allmende-import-bench";
    std::filesystem::create_directories(folder);
    value_columns = bytes > (std::uint64_t{300} << 20) ? 240 : 60;
    try {
        compare("genesis", folder, write_genesis, bytes);
        compare("flat", folder, write_flat, bytes);
    } catch (const Error& error) {
        fmt::print(stderr, "import_bench: {}\n", error.what());
        return 1;
    }
    std::filesystem::remove_all(folder);
    return 0;
}
