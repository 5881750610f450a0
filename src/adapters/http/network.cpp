#include "adapters/http/network.hpp"

#include <ctime>

#include <sys/socket.h>

#include <boost/asio/post.hpp>

#include "adapters/http/connection.hpp"
#include "api/public/problem.hpp"
#include "base/error.hpp"

namespace allmende::adapters::http {

namespace {

constexpr std::chrono::milliseconds tick_time{250};
/// New connections taken before the old ones get their turn.
constexpr int most_accepted_in_a_row = 64;
/// When the system has no more files to open, or no memory.
constexpr std::chrono::milliseconds pause_time{50};
constexpr unsigned workers_of_a_kind = 2;

Peer peer_of(const tcp::endpoint& endpoint)
{
    asio::ip::address address = endpoint.address();
    if (address.is_v6() && address.to_v6().is_v4_mapped()) {
        address = asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
    }
    if (address.is_loopback()) {
        return {};
    }
    if (address.is_v4()) {
        return {.key = address.to_v4().to_uint(), .counted = true};
    }
    std::uint64_t network = 0;
    const auto bytes = address.to_v6().to_bytes();
    for (std::size_t i = 0; i < 8; ++i) {
        network = network << 8 | bytes[i];
    }
    return {.key = network | std::uint64_t{1} << 63, .counted = true};
}

std::string http_date_line()
{
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    ::gmtime_r(&now, &parts);
    std::array<char, 64> text{};
    const std::size_t size = std::strftime(text.data(), text.size(), "Date: %a, %d %b %Y %H:%M:%S GMT\r\n", &parts);
    return {text.data(), size};
}

}  // namespace

Shared::Shared(const ServeOptions& serve_options, api::public_::Handler& request_handler)
    : options(serve_options),
      handler(request_handler),
      metrics(request_handler.route_labels()),
      log(serve_options.access_log),
      quick_workers(workers_of_a_kind),
      long_workers(workers_of_a_kind)
{}

Network::Network(Shared& shared, const tcp::endpoint& endpoint, std::size_t most_connections, std::size_t most_per_peer)
    : shared_(shared), most_connections_(most_connections), most_per_peer_(most_per_peer), date_line_(http_date_line())
{
    acceptor_.open(endpoint.protocol());
    acceptor_.set_option(tcp::acceptor::reuse_address(true));
    // All threads listen on the same port; Server has made sure that no other program does.
    const int on = 1;
    ::setsockopt(acceptor_.native_handle(), SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
    boost::system::error_code error;
    acceptor_.bind(endpoint, error);
    if (!error) {
        acceptor_.listen(asio::socket_base::max_listen_connections, error);
    }
    if (error) {
        fail(ErrorCode::conflict, "{}:{} cannot be listened on ({})", endpoint.address().to_string(), endpoint.port(),
             error.message());
    }
    acceptor_.non_blocking(true);
}

Network::~Network() = default;

void Network::run()
{
    accept();
    tick();
    context_.run();
}

void Network::stop()
{
    asio::post(context_, [this] { begin_stop(); });
}

void Network::touch(Connection& connection)
{
    idlest_first_.splice(idlest_first_.end(), idlest_first_, connection.place);
    if (connection.peer().counted) {
        PeerConnections& list = by_peer_[connection.peer().key];
        list.splice(list.end(), list, connection.place_of_peer);
    }
}

void Network::remove(Connection& connection)
{
    if (connection.peer().counted) {
        const auto found = by_peer_.find(connection.peer().key);
        found->second.erase(connection.place_of_peer);
        if (found->second.empty()) {
            by_peer_.erase(found);
        }
    }
    shared_.metrics.connections.fetch_sub(1, std::memory_order_relaxed);
    idlest_first_.erase(connection.place);
}

void Network::accept()
{
    acceptor_.async_wait(Acceptor::wait_read, [this](const boost::system::error_code& error) {
        if (!error && acceptor_.is_open()) {
            accept_waiting();
        }
    });
}

void Network::accept_waiting()
{
    for (int i = 0; i < most_accepted_in_a_row; ++i) {
        Socket socket(context_);
        tcp::endpoint from;
        boost::system::error_code error;
        acceptor_.accept(socket, from, error);
        if (error == asio::error::would_block) {
            break;
        }
        if (error == asio::error::no_descriptors || error == boost::system::errc::too_many_files_open_in_system ||
            error == asio::error::no_memory || error == asio::error::no_buffer_space) {
            make_room({});
            pause_.expires_after(pause_time);
            pause_.async_wait([this](const boost::system::error_code& stopped) {
                if (!stopped) {
                    accept();
                }
            });
            return;
        }
        if (!error) {
            admit(std::move(socket), peer_of(from));
        }
    }
    accept();
}

void Network::admit(Socket socket, const Peer& peer)
{
    shared_.metrics.accepted();
    const bool full = idlest_first_.size() >= most_connections_;
    const bool full_for_peer =
        peer.counted && by_peer_.contains(peer.key) && by_peer_[peer.key].size() >= most_per_peer_;
    if ((full && !make_room({})) || (full_for_peer && !make_room(peer))) {
        shared_.metrics.cut(Cut::refused);
        return;  // the socket closes itself
    }
    boost::system::error_code error;
    socket.non_blocking(true, error);
    if (error) {
        return;
    }
    socket.set_option(tcp::no_delay(true), error);
    shared_.metrics.connections.fetch_add(1, std::memory_order_relaxed);
    Connection& connection = idlest_first_.emplace_back(*this, std::move(socket), peer);
    connection.place = std::prev(idlest_first_.end());
    if (peer.counted) {
        PeerConnections& list = by_peer_[peer.key];
        connection.place_of_peer = list.insert(list.end(), &connection);
    }
    connection.start();
}

/// Ends the connection that has been idle longest, of this peer or of all. Its place in the lists is free a moment
/// later, when its callback has run.
bool Network::make_room(const Peer& peer)
{
    Connection* idlest = nullptr;
    if (peer.counted) {
        for (Connection* connection : by_peer_[peer.key]) {
            if (connection->may_be_shed()) {
                idlest = connection;
                break;
            }
        }
    } else {
        for (Connection& connection : idlest_first_) {
            if (connection.may_be_shed()) {
                idlest = &connection;
                break;
            }
        }
    }
    if (idlest == nullptr) {
        return false;
    }
    idlest->close_for(Cut::shed);
    // Out of the way of the next search, which would pass over it.
    touch(*idlest);
    return true;
}

void Network::tick()
{
    now_ = std::chrono::steady_clock::now();
    date_line_ = http_date_line();
    sweep();
    shared_.log.flush();
    if (shared_.stopping.load() && (idlest_first_.empty() || now_ >= stop_at_)) {
        for (Connection& connection : idlest_first_) {
            connection.close();
        }
        return;  // nothing is awaited any more: run() ends
    }
    ticks_.expires_after(tick_time);
    ticks_.async_wait([this](const boost::system::error_code& stopped) {
        if (!stopped) {
            tick();
        }
    });
}

void Network::sweep()
{
    for (auto next = idlest_first_.begin(); next != idlest_first_.end();) {
        Connection& connection = *next++;
        connection.check_deadline();
    }
}

void Network::begin_stop()
{
    stop_at_ = std::chrono::steady_clock::now() + shared_.options.limits.stop_time;
    boost::system::error_code ignored;
    acceptor_.close(ignored);
    pause_.cancel();
    for (Connection& connection : idlest_first_) {
        connection.begin_stop();
    }
    ticks_.cancel();
    tick();
}

}  // namespace allmende::adapters::http
