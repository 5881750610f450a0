#include "client.hpp"

#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/ensure.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace allmende::test {

namespace {

constexpr std::chrono::milliseconds patience{15'000};

}  // namespace

Client::Client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ensure(socket_ >= 0 && ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0,
           "the test's server takes connections");
}

Client::Client(Client&& other) noexcept : socket_(std::exchange(other.socket_, -1)), unread_(std::move(other.unread_))
{}

Client::~Client()
{
    if (socket_ >= 0) {
        ::close(socket_);
    }
}

void Client::send(std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) {
            return;  // the server has hung up, which is what some tests want
        }
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

void Client::half_close()
{
    ::shutdown(socket_, SHUT_WR);
}

std::string Client::answer(bool head_only)
{
    while (unread_.find("\r\n\r\n") == std::string::npos && receive(patience)) {
    }
    const std::size_t end = unread_.find("\r\n\r\n");
    if (end == std::string::npos) {
        return std::exchange(unread_, {});
    }
    std::size_t size = end + 4;
    const std::string length = field_of(unread_.substr(0, size), "Content-Length");
    const int status = status_of(unread_);
    if (!length.empty() && !head_only && status != 304) {
        size += std::stoul(length);
    }
    while (unread_.size() < size && receive(patience)) {
    }
    std::string out = unread_.substr(0, size);
    unread_.erase(0, std::min(size, unread_.size()));
    return out;
}

std::string Client::rest()
{
    while (receive(patience)) {
    }
    return std::exchange(unread_, {});
}

bool Client::is_closed_within(std::chrono::milliseconds time)
{
    const auto end = std::chrono::steady_clock::now() + time;
    while (true) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
        pollfd wanted{socket_, POLLIN, 0};
        if (left.count() <= 0 || ::poll(&wanted, 1, static_cast<int>(left.count())) <= 0) {
            return false;
        }
        if (!receive(std::chrono::milliseconds{1})) {
            return true;
        }
    }
}

std::string Client::some(std::size_t size)
{
    while (unread_.size() < size && receive(patience, size - unread_.size())) {
    }
    return std::exchange(unread_, {});
}

bool Client::receive(std::chrono::milliseconds time, std::size_t most)
{
    pollfd wanted{socket_, POLLIN, 0};
    if (::poll(&wanted, 1, static_cast<int>(time.count())) <= 0) {
        return false;
    }
    const std::size_t before = unread_.size();
    unread_.resize(before + most);
    const ssize_t got = ::recv(socket_, unread_.data() + before, most, 0);
    unread_.resize(before + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    return got > 0;
}

std::string body_of(const std::string& answer)
{
    const std::size_t end = answer.find("\r\n\r\n");
    return end == std::string::npos ? std::string() : answer.substr(end + 4);
}

int status_of(const std::string& answer)
{
    return answer.starts_with("HTTP/1.1 ") ? std::stoi(answer.substr(9, 3)) : 0;
}

std::string field_of(const std::string& answer, std::string_view name)
{
    const std::string head = answer.substr(0, answer.find("\r\n\r\n"));
    for (const std::string_view line : split(head, '\n')) {
        const std::size_t colon = line.find(':');
        if (colon != std::string_view::npos && lower(line.substr(0, colon)) == lower(name)) {
            return std::string(trim(line.substr(colon + 1)));
        }
    }
    return {};
}

std::string get(std::uint16_t port, std::string_view target, std::string_view fields)
{
    Client client(port);
    client.send(fmt::format("GET {} HTTP/1.1\r\nHost: test\r\n{}Connection: close\r\n\r\n", target, fields));
    return client.rest();
}

}  // namespace allmende::test
