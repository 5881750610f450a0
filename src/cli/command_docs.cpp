#include "base/error.hpp"
#include "base/file.hpp"
#include "cli/commands.hpp"
#include "cli/reference_pages.hpp"

namespace allmende::cli {

namespace {

int run_docs(const Arguments& arguments, Environment& environment)
{
    const std::filesystem::path folder = arguments.positional.front();
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) {
        fail(ErrorCode::disk, "{}: the folder cannot be made ({})", folder.string(), error.message());
    }
    for (const auto& [name, text] : reference_pages(environment)) {
        write_scratch_file(folder / name, text);
    }
    return 0;
}

}  // namespace

Command docs_command()
{
    return {
        "docs",
        "FOLDER",
        1,
        1,
        "write the reference pages as Markdown",
        "Commands, error codes, signs, settings, tables, regions and the routes of the API, and in German and English indicators,\n"
        "checks and what reports may refer to and claim, as the program and its catalogue know them.",
        {},
        run_docs};
}

}  // namespace allmende::cli
