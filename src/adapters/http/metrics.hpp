#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace allmende::adapters::http {

/// Why a connection was ended by us.
enum class Cut : std::uint8_t {
    header_time,
    body_time,
    idle_time,
    write_time,
    shed,     ///< made room for a new one
    refused,  ///< no room
};

/// Counters of the server. Thread safe.
class Metrics {
public:
    explicit Metrics(const std::vector<std::string>& route_labels);

    void answered(std::size_t route, int status, std::uint64_t bytes, std::chrono::nanoseconds time);
    void accepted() { accepted_.fetch_add(1, std::memory_order_relaxed); }
    void cut(Cut why) { cuts_[static_cast<std::size_t>(why)].fetch_add(1, std::memory_order_relaxed); }

    std::atomic<std::int64_t> connections{0};
    std::atomic<std::int64_t> waiting{0};  ///< requests that wait for a worker or are being worked on

    /// The text format of Prometheus.
    void append(std::string& out) const;

private:
    static constexpr int first_status = 200;
    static constexpr std::size_t statuses = 400;
    static constexpr std::array<double, 11> bounds{0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1, 5};
    using Counter = std::atomic<std::uint64_t>;
    struct Route {
        std::array<Counter, statuses> by_status{};
        std::array<Counter, bounds.size() + 1> by_time{};
        Counter nanoseconds{0};
        Counter bytes{0};
    };
    std::vector<std::string> labels_;
    std::vector<Route> routes_;
    Counter accepted_{0};
    std::array<Counter, 6> cuts_{};

    void append_route(std::string& out, std::size_t route) const;
};

}  // namespace allmende::adapters::http
