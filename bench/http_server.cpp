// Serves a large invented release until it is stopped: http_server FOLDER PORT
#include <cstdlib>
#include <string>

#include "adapters/http/gzip.hpp"
#include "adapters/http/serve.hpp"
#include "api/public/router.hpp"
#include "base/error.hpp"
#include "releases/released_open.hpp"
#include "tests/api/small_release.hpp"

using namespace allmende;

int main(int argc, char** argv)
{
    if (argc != 3) {
        fmt::print(stderr, "usage: http_server FOLDER PORT\n");
        return 2;
    }
    test::MemoryColumnFiles files;
    test::write_small_release(argv[1], 1, files, {.kreise = 400, .first_year = 1995, .last_year = 2022});
    const auto shelf = releases::open_shelf(argv[1], files);
    api::public_::RouterOptions router_options;
    router_options.compress = adapters::http::gzip;
    router_options.log = [](const std::string& line) { fmt::print(stderr, "{}\n", line); };
    api::public_::Router router(*shelf, std::move(router_options));
    adapters::http::ServeOptions options;
    options.port = static_cast<std::uint16_t>(std::atoi(argv[2]));
    adapters::http::serve(options, router);
    return 0;
}
