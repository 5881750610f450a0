#pragma once

#include <memory>
#include <string>
#include <vector>

#include "adapters/http/gzip.hpp"
#include "adapters/http/serve.hpp"
#include "api/public/router.hpp"
#include "releases/released_open.hpp"
#include "small_release.hpp"

namespace allmende::test {

/// The invented region behind a real server on a free port.
class RunningServer {
public:
    explicit RunningServer(const adapters::http::ServeLimits& limits = {}, const api::public_::Limits& api_limits = {},
                           int releases = 1)
    {
        for (int number = 1; number <= releases; ++number) {
            write_small_release(releases_path(), number, files);
        }
        shelf = releases::open_shelf(releases_path(), files, {.believe_current = std::chrono::milliseconds{0}});
        api::public_::RouterOptions router_options;
        router_options.limits = api_limits;
        router_options.compress = adapters::http::gzip;
        router_options.log = [this](const std::string& line) {
            const std::lock_guard lock(mutex_);
            faults_.push_back(line);
        };
        router = std::make_unique<api::public_::Router>(*shelf, std::move(router_options));
        adapters::http::ServeOptions options;
        options.port = 0;
        options.threads = 2;
        options.limits = limits;
        options.access_log = folder.path() / "access.log";
        server = std::make_unique<adapters::http::Server>(options, *router);
    }

    std::uint16_t port() const { return server->port(); }
    std::filesystem::path releases_path() const { return folder.path() / "releases"; }
    std::vector<std::string> faults()
    {
        const std::lock_guard lock(mutex_);
        return faults_;
    }

    ScratchFolder folder;
    MemoryColumnFiles files;
    std::unique_ptr<releases::ReleaseShelf> shelf;
    std::unique_ptr<api::public_::Router> router;
    std::unique_ptr<adapters::http::Server> server;

private:
    std::mutex mutex_;
    std::vector<std::string> faults_;
};

}  // namespace allmende::test
