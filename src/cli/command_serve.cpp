#include <charconv>

#include "base/error.hpp"
#include "cli/commands.hpp"

namespace allmende::cli {

namespace {

int run_serve(const Arguments& arguments, Environment& environment)
{
    const std::filesystem::path workspace = arguments.positional.front();
    if (!std::filesystem::exists(workspace / "allmende.toml")) {
        fail(ErrorCode::not_found, "{}: there is no workspace here; `allmende init {}` makes one", workspace.string(),
             workspace.string());
    }
    const std::string port = arguments.get("--port", "8080");
    Environment::Serving serving;
    serving.releases = workspace / "releases";
    serving.host = arguments.get("--host", "127.0.0.1");
    serving.access_log = arguments.get("--access-log");
    const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), serving.port);
    if (error != std::errc() || end != port.data() + port.size() || serving.port < 0 || serving.port > 65535) {
        fail(ErrorCode::bad_usage, "--port takes a number from 0 to 65535 (0: any free one), not {}", shown(port));
    }
    environment.serve(serving);
    return 0;
}

}  // namespace

Command serve_command()
{
    return {
        "serve",
        "WORKSPACE",
        1,
        1,
        "serve website and API of the newest release, and of every older one",
        "Reads only what was released; a release that is published meanwhile appears by itself. Ends with SIGINT or SIGTERM.",
        {{"--host", "H", "address to listen at; 127.0.0.1 by default"},
         {"--port", "P", "port; 8080 by default, 0 for any free one"},
         {"--access-log", "FILE", "one line per answer, without addresses of visitors"}},
        run_serve};
}

}  // namespace allmende::cli
