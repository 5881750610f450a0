#pragma once

#include <atomic>
#include <list>
#include <thread>
#include <unordered_map>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>

#include "adapters/http/access_log.hpp"
#include "adapters/http/metrics.hpp"
#include "adapters/http/serve.hpp"

// Inside of adapters/http only.

namespace allmende::adapters::http {

namespace asio = boost::asio;
using asio::ip::tcp;
using Time = std::chrono::steady_clock::time_point;
/// Without the type-erased executor: it costs per operation.
using Socket = asio::basic_stream_socket<tcp, asio::io_context::executor_type>;
using Acceptor = asio::basic_socket_acceptor<tcp, asio::io_context::executor_type>;

class Connection;
using Connections = std::list<Connection>;

/// Shared by all threads of a server.
struct Shared {
    ServeOptions options;
    api::public_::Handler& handler;
    Metrics metrics;
    AccessLog log;
    std::atomic<bool> stopping{false};
    asio::thread_pool quick_workers;
    /// Apart from the quick ones: whoever asks for large tables waits for each other, not the readers of pages.
    asio::thread_pool long_workers;

    Shared(const ServeOptions& serve_options, api::public_::Handler& request_handler);
    asio::thread_pool& workers(api::public_::Effort effort)
    {
        return effort == api::public_::Effort::quick ? quick_workers : long_workers;
    }
};

/// Who connects: an IPv4 address, the /64 of an IPv6 address, or nobody in particular (the own machine).
struct Peer {
    std::uint64_t key = 0;
    bool counted = false;
};

/// One network thread: an io_context with an own listening socket on the common port and the connections it accepted.
/// The kernel spreads connections over the threads; nothing is shared, so nothing is locked.
class Network {
public:
    Network(Shared& shared, const tcp::endpoint& endpoint, std::size_t most_connections, std::size_t most_per_peer);
    ~Network();
    Network(const Network&) = delete;
    Network& operator=(const Network&) = delete;

    std::uint16_t port() const { return acceptor_.local_endpoint().port(); }
    void run();
    /// May be called from other threads.
    void stop();
    asio::io_context& context() { return context_; }

    // For connections of this thread.
    Shared& shared() { return shared_; }
    /// The time, exact to a tick (a quarter of a second).
    Time now() const { return now_; }
    /// `Date: …\r\n`
    const std::string& date_line() const { return date_line_; }
    std::vector<char>& scratch() { return scratch_; }
    /// The connection did something useful: it is now the least idle one.
    void touch(Connection& connection);
    void remove(Connection& connection);

    using PeerConnections = std::list<Connection*>;

private:
    Shared& shared_;
    const std::size_t most_connections_;
    const std::size_t most_per_peer_;
    asio::io_context context_{1};
    Acceptor acceptor_{context_};
    asio::steady_timer ticks_{context_};
    asio::steady_timer pause_{context_};
    Time now_ = std::chrono::steady_clock::now();
    Time stop_at_ = Time::max();
    std::string date_line_;
    std::vector<char> scratch_ = std::vector<char>(64 << 10);
    Connections idlest_first_;
    std::unordered_map<std::uint64_t, PeerConnections> by_peer_;

    void accept();
    void accept_waiting();
    void admit(Socket socket, const Peer& peer);
    bool make_room(const Peer& peer);
    void tick();
    void sweep();
    void begin_stop();
};

}  // namespace allmende::adapters::http
