#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "api/public/http.hpp"

namespace allmende::adapters::http {

/// What one client, and all together, may take. Each limit cuts off who exceeds it and nobody else.
struct ServeLimits {
    std::size_t header_bytes = 16 << 10;  ///< request line and fields; above: 431, or 414 for the line alone
    std::size_t body_bytes = 64 << 10;    ///< above: 413
    /// All connections; at most three quarters of the files that the system lets us open. When all are taken, the one
    /// that has been idle longest makes room.
    std::size_t connections = 20'000;
    /// From one address (IPv6: one /64). Not for the own machine, where a reverse proxy speaks for everybody.
    std::size_t connections_per_address = 512;
    /// Requests that wait for a worker; above: 503.
    std::size_t waiting = 512;

    std::chrono::milliseconds header_time{
        10'000};  ///< from a request's first byte (or the connection's begin) to its last field
    std::chrono::milliseconds body_time{20'000};
    std::chrono::milliseconds idle_time{75'000};  ///< between two requests
    /// For each `write_step` bytes that a reader must have taken.
    std::chrono::milliseconds write_time{30'000};
    std::uint64_t write_step = 256 << 10;
    std::chrono::milliseconds linger_time{2'000};  ///< to read what comes after the last answer
    std::chrono::milliseconds stop_time{10'000};   ///< for answers in flight when stopping
};

struct ServeOptions {
    std::string host = "127.0.0.1";
    std::uint16_t port = 8080;  ///< 0: any free one
    unsigned threads = 0;       ///< for the network; 0: one per processor
    ServeLimits limits;
    bool metrics = true;               ///< `/metrics`
    std::filesystem::path access_log;  ///< one JSON line per answer, without addresses and queries; empty: none
    std::function<void(const std::string& host, std::uint16_t port)> on_listening;
};

/// A server in its own threads.
class Server {
public:
    /// Listens; throws Error{bad_usage} for an address that is none, Error{conflict} where the port is taken.
    Server(const ServeOptions& options, api::public_::Handler& handler);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    std::uint16_t port() const;
    /// Takes no new connections, lets answers in flight finish. Returns at once; may be called from any thread.
    void stop();
    /// Until stopped; with `signals`, SIGINT and SIGTERM stop it.
    enum class Signals { ignore, stop };
    void wait(Signals signals = Signals::ignore);

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Serves until SIGINT or SIGTERM.
void serve(const ServeOptions& options, api::public_::Handler& handler);

}  // namespace allmende::adapters::http
