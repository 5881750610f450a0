#include <filesystem>

#include "base/error.hpp"
#include "cli/commands.hpp"
#include "cli/plain_call.hpp"
#include "sources/mappings.hpp"

namespace allmende::cli {

namespace {

int run_map(const Arguments& arguments, Environment& environment)
{
    const std::filesystem::path file = arguments.positional.front();
    const PlainCall call(arguments.get("--workspace"), environment);
    formats::ReadOptions options;
    options.file_name = file.filename().string();
    const sources::DeliveredFile delivered(file, options, call.understand());
    int status = 0;
    std::vector<std::string> others;
    const sources::DeliveredFile::Table* chosen = nullptr;
    for (const sources::DeliveredFile::Table& table : delivered.tables()) {
        if (!table.proposal) {
            fail(ErrorCode::bad_usage, "{}: an official layout, which says itself what it holds; it needs no mapping",
                 file.string());
        }
        if (chosen == nullptr && (!arguments.has("--sheet") || arguments.get("--sheet") == table.part)) {
            chosen = &table;
        } else {
            others.push_back("“" + table.part + "”");
        }
    }
    if (chosen == nullptr) {
        fail(ErrorCode::bad_usage, "--sheet {}: the file has the tables {}", shown(arguments.get("--sheet")),
             join(others, ", "));
    }
    sources::Proposal proposal = *chosen->proposal;
    if (!others.empty()) {
        proposal.reasons.push_back(fmt::format("the file has further tables, for --sheet: {}", join(others, ", ")));
    }
    environment.out(proposal.toml());
    status = proposal.questions.empty() ? 0 : info(ErrorCode::bad_input).exit_status;
    for (const sources::Question& question : proposal.questions) {
        environment.err(fmt::format("open ({}): {}\n", question.key, question.text));
    }
    return status;
}

}  // namespace

Command map_command()
{
    return {
        "map",
        "FILE",
        1,
        1,
        "print which column of a file is what, to be corrected",
        "For files without official layout: CSV, XLSX, ODS, PX, JSON-stat, SDMX. Prints a mapping in TOML, with the reasons as comments; what\n"
        "only people know stands there as OPEN and makes the exit status 1. Corrected, it goes to `allmende import --mapping`. With a\n"
        "workspace, its units are known by name, and the mapping of an earlier file of the same table is found again.",
        {{"--workspace", "WORKSPACE", "whose units and earlier mappings count"},
         {"--sheet", "NAME", "the sheet or table of a file that holds several; the first by default"}},
        run_map};
}

}  // namespace allmende::cli
