#include "base/error.hpp"
#include "base/file.hpp"
#include "base/scratch_folder.hpp"
#include "cli/commands.hpp"
#include "cli/workspace_call.hpp"
#include "releases/site_data.hpp"

namespace allmende::cli {

namespace {

std::string wanted_language(const Arguments& arguments, const reports::Report& report)
{
    const std::string language = arguments.get("--language", report.languages.front());
    if (std::find(report.languages.begin(), report.languages.end(), language) == report.languages.end()) {
        fail(ErrorCode::bad_usage, "--language {}: the report {} is written in {}", shown(language), report.id,
             join(report.languages, ", "));
    }
    return language;
}

void print_pdf(const reports::MadeReport& made, const releases::Snapshot& snapshot, sources::Workspace& workspace,
               Environment& environment, const std::string& language, const std::filesystem::path& pdf)
{
    const ScratchFolder scratch;
    std::filesystem::create_directories(scratch.path() / "reports");
    write_scratch_file(scratch.path() / "reports" / (made.file.id + ".json"), reports::json_text(made.file));
    releases::write_site_index(snapshot, {}, workspace, scratch.path());
    environment.make_pdf_maker()->make(scratch.path(), made.file.id, language, std::filesystem::absolute(pdf));
}

int run_report(const Arguments& arguments, Environment& environment)
{
    sources::Workspace workspace = sources::Workspace::open(arguments.positional.front(), environment.catalogues,
                                                            environment.engines, sources::Access::read);
    const std::vector<reports::Report> known = reports::load_reports(workspace.catalogues());
    const reports::Report& report = reports::need_report(known, arguments.positional.back());
    const std::string language = wanted_language(arguments, report);
    releases::Snapshot snapshot =
        releases::make_snapshot(workspace, load_definitions(workspace.catalogues(), workspace.dimensions()));
    snapshot.date = environment.clock->date();
    const reports::Ground ground = reports::ground_of(snapshot, workspace);
    const reports::FigureFinder finder(ground);
    const std::string unmet = reports::unmet_need(report, finder);
    if (!unmet.empty()) {
        fail(ErrorCode::check_failed, "the report {} cannot be made from this workspace: {}", report.id, unmet);
    }
    const reports::MadeReport made = reports::make_report(report, finder);
    if (!made.findings.empty()) {
        environment.err(reports::findings_text(report, made.findings));
        return info(ErrorCode::check_failed).exit_status;
    }
    environment.err(fmt::format("{}: {} claims hold, {} figures are put into the text\n", report.id, made.tally.claims,
                                made.tally.references));
    if (arguments.has("--json")) {
        environment.out(reports::json_text(made.file));
    }
    if (arguments.has("--pdf")) {
        print_pdf(made, snapshot, workspace, environment, language, arguments.get("--pdf"));
    }
    return 0;
}

}  // namespace

Command report_command()
{
    return {
        "report",
        "WORKSPACE ID",
        2,
        2,
        "check a report against the figures of now, and print it",
        "Judges every claim of catalog/reports/ID; one that does not hold is named with its sentence, the figures and what is\n"
        "true. A release does the same for all reports and stops where one is wrong.",
        {{"--pdf", "FILE", "write the report as PDF"},
         {"--language", "de|en", "of the PDF; the report's first one by default"},
         {"--json", "", "print the report with all its figures"}},
        run_report};
}

}  // namespace allmende::cli
