#include <condition_variable>
#include <csignal>
#include <mutex>

#include <sys/resource.h>

#include <boost/asio/signal_set.hpp>

#include "adapters/http/connection.hpp"
#include "adapters/http/network.hpp"
#include "adapters/http/serve.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace allmende::adapters::http {

namespace {

/// Files that the rest of the program needs open.
constexpr std::size_t spare_files = 128;

/// Raises the limit of open files as far as the system allows and says how many there may be.
std::size_t open_file_limit()
{
    struct rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) {
        return 1024;
    }
    if (limit.rlim_cur < limit.rlim_max) {
        limit.rlim_cur = limit.rlim_max;
        ::setrlimit(RLIMIT_NOFILE, &limit);
        ::getrlimit(RLIMIT_NOFILE, &limit);
    }
    return static_cast<std::size_t>(limit.rlim_cur);
}

/// A connection that is sent a file holds two; a quarter is left for those.
std::size_t connections_within_file_limit(std::size_t wanted)
{
    const std::size_t files = open_file_limit();
    const std::size_t left = files > spare_files ? (files - spare_files) / 4 * 3 : 1;
    return std::max<std::size_t>(1, std::min(wanted, left));
}

tcp::endpoint endpoint_of(const ServeOptions& options)
{
    const std::string host = options.host == "localhost" ? "127.0.0.1" : options.host;
    boost::system::error_code error;
    const auto address = asio::ip::make_address(host, error);
    if (error) {
        fail(ErrorCode::bad_usage,
             "{} is not an address to listen on; right would be 127.0.0.1, 0.0.0.0 or ::", shown(host));
    }
    return {address, options.port};
}

/// Two servers that share a port by SO_REUSEPORT would take turns answering: better to say that there is one already.
void ensure_port_is_free(const tcp::endpoint& endpoint)
{
    asio::io_context context;
    tcp::acceptor probe(context);
    boost::system::error_code error;
    probe.open(endpoint.protocol(), error);
    if (!error) {
        probe.set_option(tcp::acceptor::reuse_address(true), error);
        probe.bind(endpoint, error);
    }
    if (error == asio::error::address_in_use) {
        fail(ErrorCode::conflict, "{}:{} is in use by another program; end it or choose another port with --port",
             endpoint.address().to_string(), endpoint.port());
    }
    if (error) {
        fail(ErrorCode::bad_usage, "{}:{} cannot be listened on ({})", endpoint.address().to_string(), endpoint.port(),
             error.message());
    }
}

}  // namespace

struct Server::State {
    Shared shared;
    std::vector<std::unique_ptr<Network>> networks;
    std::vector<std::thread> threads;

    State(const ServeOptions& options, api::public_::Handler& handler) : shared(options, handler) {}
};

Server::Server(const ServeOptions& options, api::public_::Handler& handler)
    : state_(std::make_unique<State>(options, handler))
{
    // Writing to a closed connection is an error code here, not a signal; sendfile knows no flag for that.
    std::signal(SIGPIPE, SIG_IGN);
    tcp::endpoint endpoint = endpoint_of(options);
    ensure_port_is_free(endpoint);
    const unsigned count = options.threads > 0 ? options.threads : std::max(1u, std::thread::hardware_concurrency());
    const std::size_t most = connections_within_file_limit(options.limits.connections);
    const auto share = [count](std::size_t whole) { return (whole + count - 1) / count; };
    for (unsigned i = 0; i < count; ++i) {
        state_->networks.push_back(std::make_unique<Network>(state_->shared, endpoint, share(most),
                                                             share(options.limits.connections_per_address)));
        endpoint.port(state_->networks.front()->port());
    }
    for (const auto& network : state_->networks) {
        state_->threads.emplace_back([&network = *network] { network.run(); });
    }
    if (options.on_listening) {
        options.on_listening(options.host, port());
    }
}

Server::~Server()
{
    stop();
    wait();
}

std::uint16_t Server::port() const
{
    return state_->networks.front()->port();
}

void Server::stop()
{
    if (state_->shared.stopping.exchange(true)) {
        return;
    }
    for (const auto& network : state_->networks) {
        network->stop();
    }
}

void Server::wait(Signals signals)
{
    asio::io_context context;
    asio::signal_set set(context);
    std::thread listener;
    if (signals == Signals::stop) {
        set.add(SIGINT);
        set.add(SIGTERM);
        set.async_wait([this](const boost::system::error_code& error, int) {
            if (!error) {
                stop();
            }
        });
        listener = std::thread([&context] { context.run(); });
    }
    for (std::thread& thread : state_->threads) {
        if (thread.joinable()) {
            thread.join();
        }
    }
    if (listener.joinable()) {
        context.stop();
        listener.join();
    }
    // Answers that nobody awaits any more.
    state_->shared.quick_workers.join();
    state_->shared.long_workers.join();
}

void serve(const ServeOptions& options, api::public_::Handler& handler)
{
    Server server(options, handler);
    server.wait(Server::Signals::stop);
}

}  // namespace allmende::adapters::http
