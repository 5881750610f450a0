#include <charconv>

#include "base/error.hpp"
#include "cli/commands.hpp"
#include "cli/workspace_call.hpp"
#include "releases/manifest.hpp"
#include "releases/release.hpp"

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
    options.progress = [&](const std::string& text) {
        if (environment.show_progress) {
            environment.err(fmt::format("\r\033[K{} …", text));
        }
    };
    const releases::ReleaseResult result = releases::make_release(
        workspace, load_definitions(workspace.catalogues(), workspace.dimensions()), *environment.clock, options);
    environment.err(fmt::format("{}released as number {}: {} indicators, {} figures, in {}\n",
                                environment.show_progress ? "\r\033[K" : "", result.number, result.indicators,
                                result.figures, result.path.string()));
    return 0;
}

int run_verify(const Arguments& arguments, Environment& environment)
{
    const std::filesystem::path releases = std::filesystem::path(arguments.positional.front()) / "releases";
    const int wanted = release_number(arguments, "--release");
    const std::vector<int> numbers = wanted != 0 ? std::vector<int>{wanted} : releases::release_numbers(releases);
    bool sound = true;
    for (const int number : numbers) {
        const releases::Verification verification = releases::verify_release(releases, number);
        environment.out(fmt::format("release {}: {} files, {} bytes: {}\n", number, verification.files,
                                    verification.bytes, verification.problems.empty() ? "unchanged" : "NOT UNCHANGED"));
        for (const std::string& problem : verification.problems) {
            environment.out("  " + problem + "\n");
        }
        sound = sound && verification.problems.empty();
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
        "prove that releases are as they were published",
        "Compares every file with the hashes of the manifest, and each manifest with what the next release remembers of it.",
        {{"--release", "N", "only this one"}},
        run_verify};
}

}  // namespace allmende::cli
