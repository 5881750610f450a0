#include <charconv>

#include "base/error.hpp"
#include "cli/commands.hpp"
#include "cli/output.hpp"
#include "cli/workspace_call.hpp"
#include "releases/backup.hpp"
#include "releases/manifest.hpp"
#include "releases/release.hpp"
#include "sources/import.hpp"

namespace allmende::cli {

namespace {

int release_number(const Arguments& arguments, std::string_view option)
{
    const std::string text = arguments.get(option);
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (!text.empty() && (error != std::errc() || end != text.data() + text.size() || number < 1)) {
        fail(ErrorCode::bad_usage, "{} takes the number of a release, not {}", option, shown(text));
    }
    return number;
}

int run_release(const Arguments& arguments, Environment& environment)
{
    sources::Workspace workspace = sources::Workspace::open(arguments.positional.front(), environment.catalogues,
                                                            environment.engines, sources::Access::change);
    releases::ReleaseOptions options;
    options.note.de = arguments.get("--note");
    options.note.en = arguments.get("--note-en");
    options.corrects = release_number(arguments, "--corrects");
    const auto reports = reports::make_reports(arguments.has("--no-site") ? nullptr : environment.make_pdf_maker());
    options.reports = reports.get();
    const std::unique_ptr<releases::SiteRenderer> renderer =
        arguments.has("--no-site") ? nullptr : environment.make_site_renderer();
    options.renderer = renderer.get();
    options.progress = progress_line(environment);
    const releases::ReleaseResult result = releases::make_release(
        workspace, load_definitions(workspace.catalogues(), workspace.dimensions()), *environment.clock, options);
    environment.err(fmt::format("{}released as number {}: {} indicators, {} figures, in {}\n",
                                over_progress(environment), result.number, result.indicators, result.figures,
                                result.path.string()));
    return 0;
}

/// Prints what was proved and what is wrong with it; gives whether nothing is.
bool tell(Environment& environment, const std::string& what, const std::vector<std::string>& problems)
{
    environment.out(fmt::format("{}: {}\n", what, problems.empty() ? "unchanged" : "NOT UNCHANGED"));
    for (const std::string& problem : problems) {
        environment.out("  " + problem + "\n");
    }
    return problems.empty();
}

int run_verify(const Arguments& arguments, Environment& environment)
{
    const std::filesystem::path path = arguments.positional.front();
    const int wanted = release_number(arguments, "--release");
    bool sound = true;
    if (releases::is_backup(path)) {
        sound = tell(environment, "the newest backup in " + path.string(), releases::verify_backup(path));
        return sound ? 0 : info(ErrorCode::check_failed).exit_status;
    }
    if (wanted == 0) {
        const sources::Workspace workspace =
            sources::Workspace::open(path, environment.catalogues, environment.engines, sources::Access::read);
        sound = tell(environment, fmt::format("{} deliveries", workspace.deliveries().all().size()),
                     sources::verify_deliveries(workspace));
    }
    const std::filesystem::path releases = path / "releases";
    const std::vector<int> numbers = wanted != 0 ? std::vector<int>{wanted} : releases::release_numbers(releases);
    for (const int number : numbers) {
        const releases::Verification proof = releases::verify_release(releases, number);
        sound = tell(environment, fmt::format("release {}: {} files, {} bytes", number, proof.files, proof.bytes),
                     proof.problems) &&
                sound;
    }
    if (numbers.empty()) {
        environment.out("there are no releases\n");
    }
    return sound ? 0 : info(ErrorCode::check_failed).exit_status;
}

}  // namespace

Command release_command()
{
    return {
        "release",
        "WORKSPACE",
        1,
        1,
        "evaluate, protect, freeze and publish everything as a new release",
        "Makes releases/N: figures and observations as Parquet, data for the API, downloads, the website, and a manifest with the hash\n"
        "of every file. A release is never written again; a correction is a new release that names what it corrects.",
        {{"--note", "TEXT", "what this release is about, in German"},
         {"--note-en", "TEXT", "the same in English"},
         {"--corrects", "N", "the release that this one corrects"},
         {"--no-site", "", "leave the website out: data and tables only"}},
        run_release};
}

Command verify_command()
{
    return {
        "verify",
        "WORKSPACE",
        1,
        1,
        "prove that releases are as they were published, and deliveries as they were delivered",
        "Compares every file of a release with the hashes of its manifest, each manifest with what the next release remembers of it,\n"
        "and every kept file with the hash it was delivered with. WORKSPACE can also be a folder of backups.",
        {{"--release", "N", "only this one"}},
        run_verify};
}

}  // namespace allmende::cli
