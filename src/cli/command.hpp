#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "areas/boundary_engine.hpp"
#include "base/clock.hpp"
#include "base/text.hpp"
#include "releases/release.hpp"
#include "reports/publish.hpp"
#include "sources/workspace.hpp"

namespace allmende::cli {

/// Everything a command needs from outside; made in app/.
struct Environment {
    std::vector<std::filesystem::path> catalogues;  ///< the built-in one
    sources::Engines engines;
    const Clock* clock = nullptr;
    std::function<void(std::string_view)> out;  ///< standard output
    std::function<void(std::string_view)> err;  ///< standard error
    bool show_progress = false;                 ///< standard error is a terminal
    std::filesystem::path program;              ///< path of the program itself

    std::function<std::unique_ptr<areas::BoundaryEngine>()> make_boundary_engine;
    std::function<std::unique_ptr<releases::SiteRenderer>()> make_site_renderer;
    std::function<std::unique_ptr<reports::PdfMaker>()> make_pdf_maker;

    /// How a server is run.
    struct Serving {
        std::filesystem::path releases;  ///< the folder of the releases
        std::string host;
        int port = 0;
        std::filesystem::path access_log;  ///< empty: none
    };
    /// Serves until it is told to stop.
    std::function<void(const Serving&)> serve;

    std::function<std::string()> describe_routes;  ///< the reference page of the API
};

struct Option {
    std::string_view name;         ///< `--level`
    std::string_view placeholder;  ///< `LEVEL`; empty: a switch
    std::string_view help;
};

/// The words of one call, checked against the command's description.
class Arguments {
public:
    std::vector<std::string> positional;
    std::map<std::string, std::vector<std::string>, std::less<>> options;

    bool has(std::string_view option) const { return options.contains(option); }
    /// The last value given, or the fallback.
    std::string get(std::string_view option, std::string_view fallback = "") const;
    /// All values, each split at commas.
    std::vector<std::string> list(std::string_view option) const;
    /// All values as given.
    std::vector<std::string> all(std::string_view option) const;
};

struct Command {
    std::string_view name;
    std::string_view arguments;  ///< `WORKSPACE FILE...`
    std::size_t least = 0;       ///< positional arguments
    std::size_t most = 0;
    std::string_view summary;  ///< one line
    std::string_view details;  ///< for the help and the reference page
    std::vector<Option> options;
    std::function<int(const Arguments&, Environment&)> run;
};

/// All commands, in the order of the reference page.
const std::vector<Command>& commands();

/// Runs one call; words without the program's name. Gives the exit status; errors are printed as one sentence.
int run(const std::vector<std::string>& words, Environment& environment);

/// Help of one command, or of all.
std::string help(const Command& command);
std::string help();

}  // namespace allmende::cli
