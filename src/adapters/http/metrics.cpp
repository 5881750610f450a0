#include "adapters/http/metrics.hpp"

#include <algorithm>
#include <fstream>

#include <unistd.h>

#include "base/error.hpp"

namespace allmende::adapters::http {

namespace {

constexpr std::array<std::string_view, 6> cut_names{"header-time", "body-time", "idle-time",
                                                    "write-time",  "shed",      "refused"};

/// Resident memory of this process in bytes; 0 where the system does not tell.
std::uint64_t resident_bytes()
{
    std::ifstream in("/proc/self/statm");
    std::uint64_t total = 0;
    std::uint64_t resident = 0;
    in >> total >> resident;
    return resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

void append_head(std::string& out, std::string_view name, std::string_view kind, std::string_view help)
{
    fmt::format_to(std::back_inserter(out), "# HELP {0} {2}\n# TYPE {0} {1}\n", name, kind, help);
}

}  // namespace

Metrics::Metrics(const std::vector<std::string>& route_labels) : labels_(route_labels), routes_(route_labels.size()) {}

void Metrics::answered(std::size_t route, int status, std::uint64_t bytes, std::chrono::nanoseconds time)
{
    Route& entry = routes_[route];
    const int index = std::clamp(status - first_status, 0, static_cast<int>(statuses) - 1);
    const double seconds = std::chrono::duration<double>(time).count();
    const auto bucket =
        static_cast<std::size_t>(std::lower_bound(bounds.begin(), bounds.end(), seconds) - bounds.begin());
    entry.by_status[static_cast<std::size_t>(index)].fetch_add(1, std::memory_order_relaxed);
    entry.by_time[bucket].fetch_add(1, std::memory_order_relaxed);
    entry.nanoseconds.fetch_add(static_cast<std::uint64_t>(time.count()), std::memory_order_relaxed);
    entry.bytes.fetch_add(bytes, std::memory_order_relaxed);
}

void Metrics::append(std::string& out) const
{
    append_head(out, "allmende_http_requests_total", "counter", "Answers by route and status.");
    for (std::size_t route = 0; route < routes_.size(); ++route) {
        for (std::size_t i = 0; i < statuses; ++i) {
            if (const auto count = routes_[route].by_status[i].load(); count > 0) {
                fmt::format_to(std::back_inserter(out),
                               "allmende_http_requests_total{{route=\"{}\",status=\"{}\"}} {}\n", labels_[route],
                               first_status + static_cast<int>(i), count);
            }
        }
    }
    append_head(out, "allmende_http_response_bytes_total", "counter", "Bytes of answers by route, heads included.");
    for (std::size_t route = 0; route < routes_.size(); ++route) {
        if (const auto bytes = routes_[route].bytes.load(); bytes > 0) {
            fmt::format_to(std::back_inserter(out), "allmende_http_response_bytes_total{{route=\"{}\"}} {}\n",
                           labels_[route], bytes);
        }
    }
    append_head(out, "allmende_http_request_seconds", "histogram",
                "From the last byte of a request to the last one of its answer.");
    for (std::size_t route = 0; route < routes_.size(); ++route) {
        append_route(out, route);
    }
    append_head(out, "allmende_http_connections", "gauge", "Open connections.");
    fmt::format_to(std::back_inserter(out), "allmende_http_connections {}\n", connections.load());
    append_head(out, "allmende_http_connections_accepted_total", "counter", "Connections accepted.");
    fmt::format_to(std::back_inserter(out), "allmende_http_connections_accepted_total {}\n", accepted_.load());
    append_head(out, "allmende_http_connections_cut_total", "counter", "Connections ended by a limit.");
    for (std::size_t i = 0; i < cuts_.size(); ++i) {
        fmt::format_to(std::back_inserter(out), "allmende_http_connections_cut_total{{reason=\"{}\"}} {}\n",
                       cut_names[i], cuts_[i].load());
    }
    append_head(out, "allmende_http_requests_waiting", "gauge",
                "Requests that wait for a worker or are being worked on.");
    fmt::format_to(std::back_inserter(out), "allmende_http_requests_waiting {}\n", waiting.load());
    append_head(out, "process_resident_memory_bytes", "gauge", "Resident memory.");
    fmt::format_to(std::back_inserter(out), "process_resident_memory_bytes {}\n", resident_bytes());
}

void Metrics::append_route(std::string& out, std::size_t route) const
{
    const Route& entry = routes_[route];
    std::uint64_t sum = 0;
    std::string lines;
    for (std::size_t i = 0; i < entry.by_time.size(); ++i) {
        sum += entry.by_time[i].load();
        const std::string bound = i < bounds.size() ? fmt::format("{}", bounds[i]) : "+Inf";
        fmt::format_to(std::back_inserter(lines), "allmende_http_request_seconds_bucket{{route=\"{}\",le=\"{}\"}} {}\n",
                       labels_[route], bound, sum);
    }
    if (sum == 0) {
        return;
    }
    out += lines;
    fmt::format_to(
        std::back_inserter(out),
        "allmende_http_request_seconds_sum{{route=\"{0}\"}} {1}\nallmende_http_request_seconds_count{{route=\"{0}\"}} {2}\n",
        labels_[route], static_cast<double>(entry.nanoseconds.load()) / 1e9, sum);
}

}  // namespace allmende::adapters::http
