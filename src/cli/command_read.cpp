#include "cli/commands.hpp"

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
    if (arguments.has("--summary")) {
        formats::TableSummary summary;
        const formats::TableResult result = formats::read_table(file, summary);
        environment.out(summary.json(result).dump(2) + "\n");
        return 0;
    }
    // Nothing is printed of a file that turns out to be damaged at its end.
    NoRows nothing;
    formats::read_table(file, nothing);
    formats::TidyCsv tidy(environment.out);
    formats::read_table(file, tidy);
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
        "print the observations of one official file as CSV; needs no workspace",
        "Reads table exports of GENESIS databases and their flat files, as CSV or as the one such sheet of a workbook (XLSX, ODS).\n"
        "Prints the columns table, area, area_name, period, one per breakdown, measure, value and status; status is empty for a plain\n"
        "number, else the sign as delivered (-  .  ...  /  x  ()).",
        {{"--summary", "",
          "print one JSON object instead: table, title, rows, observations, sum, status, areas, periods"}},
        run_read};
}

}  // namespace allmende::cli
