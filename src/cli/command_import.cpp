#include <algorithm>
#include <array>
#include <optional>

#include "base/error.hpp"
#include "checks/reading.hpp"
#include "checks/run.hpp"
#include "cli/commands.hpp"
#include "cli/output.hpp"
#include "sources/import.hpp"

namespace allmende::cli {

namespace {

sources::Workspace open(const Arguments& arguments, Environment& environment, sources::Access access)
{
    return sources::Workspace::open(arguments.positional.front(), environment.catalogues, environment.engines, access);
}

int run_init(const Arguments& arguments, Environment& environment)
{
    sources::Workspace::create(arguments.positional.front(), environment.engines);
    environment.err(fmt::format("made an empty workspace in {}\n", arguments.positional.front()));
    return 0;
}

std::string describe(const sources::ImportResult& result, const std::string& file_name, bool dry_run, bool with_mapping)
{
    const sources::Delivery& delivery = result.delivery;
    const auto period = [](std::int32_t code) { return code == 0 ? std::string("–") : Period::from_code(code).text(); };
    if (result.already_there) {
        return fmt::format("{}: already delivered as number {} on {}{}; nothing to do{}\n", file_name, delivery.number,
                           delivery.delivered_at.substr(0, 10),
                           file_name == delivery.file_name
                               ? ""
                               : ", byte for byte, as " + delivery.file_name + ": a copy under another name",
                           with_mapping
                               ? fmt::format(". To read it by another mapping, put that in the place of mappings/"
                                             "{:04}-….toml in the workspace and run `allmende rebuild`",
                                             delivery.number)
                               : "");
    }
    std::string text =
        fmt::format("{}{}: {}{}, {} observations of {} areas, {} to {}", delivery.file_name,
                    delivery.part.empty() ? "" : ", " + delivery.part,
                    dry_run ? "would be read as " : fmt::format("delivery {}, ", delivery.number), delivery.dataset,
                    delivery.observations, delivery.areas, period(delivery.first_period), period(delivery.last_period));
    if (delivery.superseded > 0) {
        text += fmt::format("; {} cells supersede earlier ones, {} of them unchanged", delivery.superseded,
                            delivery.unchanged);
    }
    text += "\n";
    return text;
}

/// How the columns of a file without official layout were understood.
std::string tell_understood(const sources::ImportResult& result)
{
    std::string text;
    if (result.found_again) {
        text += "  read as the delivery before";
        text += result.understood.empty() ? "; nothing changed in its columns\n" : ". What changed in its columns:\n";
    } else if (!result.understood.empty()) {
        text += "  understood from its columns (`allmende map` writes it down, to be corrected):\n";
    }
    for (const std::string& reason : result.understood) {
        text += fmt::format("    - {}\n", reason);
    }
    return text;
}

/// One line for each finding; of notes at most so many, then their number.
std::string tell(const std::vector<checks::Finding>& findings, std::size_t most_notes)
{
    std::string text;
    std::size_t notes = 0;
    for (const checks::Finding& finding : findings) {
        const bool note = finding.check->severity == checks::Severity::note;
        notes += note ? 1 : 0;
        if (!note || notes <= most_notes) {
            text += fmt::format("  {} ({}): {}{}\n", checks::name(finding.check->severity), finding.check->id,
                                finding.delivery() > 0 && !finding.places.empty() && finding.places.front().row > 0
                                    ? fmt::format("row {}: ", finding.places.front().row)
                                    : "",
                                finding.text.en);
        }
    }
    if (notes > most_notes) {
        text +=
            fmt::format("  {}{} note{}; `allmende check` lists {}\n", most_notes > 0 ? "and " : "", notes - most_notes,
                        notes - most_notes == 1 ? "" : "s", notes - most_notes == 1 ? "it" : "them");
    }
    return text;
}

bool is_one_of(std::string_view ending)
{
    static constexpr std::array<std::string_view, 7> endings{".csv", ".tsv", ".xlsx", ".ods", ".px", ".json", ".xml"};
    return std::find(endings.begin(), endings.end(), ending) != endings.end();
}

/// Names the files; a folder stands for the files in it.
std::vector<std::filesystem::path> named_files(const Arguments& arguments)
{
    std::vector<std::filesystem::path> files;
    for (std::size_t i = 1; i < arguments.positional.size(); ++i) {
        const std::filesystem::path path = arguments.positional[i];
        if (!std::filesystem::is_directory(path)) {
            files.push_back(path);
            continue;
        }
        std::vector<std::filesystem::path> inside;
        for (const auto& entry : std::filesystem::directory_iterator(path)) {
            const std::string ending = lower(entry.path().extension().string());
            if (entry.is_regular_file() && is_one_of(ending)) {
                inside.push_back(entry.path());
            }
        }
        if (inside.empty()) {
            fail(ErrorCode::bad_input,
                 "{}: there are no files of statistics in this folder (.csv, .tsv, .xlsx, .ods, .px, .json, .xml)",
                 path.string());
        }
        std::sort(inside.begin(), inside.end());
        files.insert(files.end(), inside.begin(), inside.end());
    }
    return files;
}

/// What is doubtful in a delivery. It takes at most as long as taking it in did; of millions of cells that is seconds,
/// in which whoever watches is told.
std::string check(sources::Workspace& workspace, const sources::Delivery& delivery, std::size_t most_notes,
                  const std::function<void(const std::string&)>& say)
{
    say("checking " + delivery.file_name);
    return tell(checks::run_checks(workspace, {delivery.number, nullptr}), most_notes);
}

int run_import(const Arguments& arguments, Environment& environment)
{
    const bool dry_run = arguments.has("--dry-run");
    sources::Workspace workspace =
        open(arguments, environment, dry_run ? sources::Access::read : sources::Access::change);
    int status = 0;
    const std::vector<std::filesystem::path> files = sources::in_delivery_order(named_files(arguments));
    std::optional<sources::Mapping> mapping;
    if (arguments.has("--mapping")) {
        if (files.size() != 1) {
            fail(ErrorCode::bad_usage, "--mapping says how one file is read; {} files are named", files.size());
        }
        mapping = sources::Mapping::load(arguments.get("--mapping"));
    }
    // Whoever delivers a folder wants to see what is wrong, not what is worth knowing.
    const std::size_t most_notes = files.size() > 3 ? 0 : 5;
    for (const std::filesystem::path& file : files) {
        sources::ImportOptions options;
        options.dry_run = dry_run;
        if (environment.show_progress) {
            options.progress = [&](std::int64_t rows) {
                environment.err(fmt::format("\r{}: {} rows …", file.filename().string(), rows));
                return true;
            };
        }
        try {
            options.mapping = mapping;
            for (const sources::ImportResult& result :
                 sources::import_file(workspace, file, *environment.clock, options)) {
                environment.err(over_progress(environment) +
                                describe(result, file.filename().string(), dry_run, options.mapping.has_value()) +
                                tell_understood(result));
                if (!result.already_there && !dry_run) {
                    const std::string findings =
                        check(workspace, result.delivery, most_notes, progress_line(environment));
                    environment.err(over_progress(environment) + findings);
                }
            }
        } catch (const Error& error) {
            // One refused file does not keep the others out.
            if (error.code() != ErrorCode::bad_input && error.code() != ErrorCode::not_found &&
                error.code() != ErrorCode::too_large) {
                throw;
            }
            environment.err(fmt::format("{}refused: {}\n", over_progress(environment), error.what()));
            std::vector<checks::Finding> findings = checks::findings_of_refused(file, error);
            for (checks::Finding& finding : findings) {
                if (finding.text.en == error.what()) {
                    finding.text.en = finding.check->title.en;  // the sentence stands above already
                }
            }
            environment.err(tell(findings, most_notes));
            status = info(ErrorCode::bad_input).exit_status;
        }
    }
    return status;
}

int run_rebuild(const Arguments& arguments, Environment& environment)
{
    sources::Workspace workspace = open(arguments, environment, sources::Access::rebuild);
    sources::rebuild(workspace, [&](const sources::Delivery& delivery) {
        environment.err(fmt::format("delivery {}: {}, {} observations\n", delivery.number, delivery.file_name,
                                    delivery.observations));
    });
    return 0;
}

}  // namespace

Command init_command()
{
    return {"init", "WORKSPACE", 1, 1, "make an empty workspace", "", {}, run_init};
}

Command import_command()
{
    return {
        "import",
        "WORKSPACE FILE...",
        2,
        100000,
        "deliver files: one line and the findings for each",
        "Official layouts say themselves what they hold. Of all other files (CSV, XLSX, ODS, PX, JSON-stat, SDMX) the columns are understood\n"
        "from headings and content, as the file of the same table before was; what only people know is asked, and nothing is imported.\n"
        "A folder stands for the files of statistics in it. Of one table, older editions are taken in before newer ones. Each file is taken in\n"
        "whole or not at all; a refused one does not keep the others out and makes the exit status 1.",
        {{"--dry-run", "", "read and check everything, change nothing"},
         {"--mapping", "FILE",
          "which column is what, as `allmende map` wrote it and somebody corrected it; for one file"}},
        run_import};
}

Command rebuild_command()
{
    return {
        "rebuild",
        "WORKSPACE",
        1,
        1,
        "make the facts again from the kept files",
        "The same facts to the bit, also where the file of the facts is damaged or gone. What was there before counts until the new\n"
        "ones are complete.",
        {},
        run_rebuild};
}

}  // namespace allmende::cli
