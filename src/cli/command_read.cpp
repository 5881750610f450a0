#include "base/error.hpp"
#include "cli/commands.hpp"
#include "cli/plain_call.hpp"
#include "formats/tidy.hpp"

namespace allmende::cli {

namespace {

/// Receives rows and forgets them: reading a file to its end proves that it can be read surely.
class NoRows final : public formats::TableSink {
public:
    void begin(const formats::TableHead&) override {}
    void row(const formats::TableRow&) override {}
};

int run_read(const Arguments& arguments, Environment& environment)
{
    const std::filesystem::path file = arguments.positional.front();
    const PlainCall call("", environment);
    std::optional<sources::Mapping> mapping;
    if (arguments.has("--mapping")) {
        mapping = sources::Mapping::load(arguments.get("--mapping"));
    }
    formats::ReadOptions options;
    options.file_name = file.string();
    const sources::DeliveredFile delivered(file, options, call.understand(), mapping);
    const sources::DeliveredFile::Table& table = delivered.tables().front();
    if (delivered.tables().size() > 1) {
        std::vector<std::string> parts;
        for (const sources::DeliveredFile::Table& part : delivered.tables()) {
            parts.push_back("“" + part.part + "”");
        }
        fail(
            ErrorCode::bad_input,
            "{}: it holds {} tables, {}; `allmende import` takes in all of them, `allmende map --sheet` with `--mapping` reads one",
            file.string(), parts.size(), join(parts, ", "));
    }
    delivered.need_answers(table);
    if (arguments.has("--summary")) {
        formats::TableSummary summary;
        const formats::TableResult result = delivered.read(table, summary);
        environment.out(summary.json(result).dump(2) + "\n");
        return 0;
    }
    // Nothing is printed of a file that turns out to be damaged at its end.
    NoRows nothing;
    delivered.read(table, nothing);
    formats::TidyCsv tidy(environment.out);
    delivered.read(table, tidy);
    tidy.finish();
    return 0;
}

}  // namespace

Command read_command()
{
    return {
        "read",
        "FILE",
        1,
        1,
        "print the observations of one file as CSV; needs no workspace",
        "Reads table exports of GENESIS databases and their flat files, as CSV or as the one such sheet of a workbook (XLSX, ODS), and other\n"
        "files of statistics (CSV, sheets, PX, JSON-stat, SDMX) where their columns can be understood surely or a mapping says what they are.\n"
        "Prints the columns table, area, area_name, period, one per breakdown, measure, value and status; status is empty for a plain\n"
        "number, else the sign as delivered (-  .  ...  /  x  ()).",
        {{"--summary", "",
          "print one JSON object instead: table, title, rows, observations, sum, status, areas, periods"},
         {"--mapping", "FILE", "which column is what, as `allmende map` writes it"}},
        run_read};
}

}  // namespace allmende::cli
