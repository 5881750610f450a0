#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace allmende::test {

/// A TCP connection to 127.0.0.1 that sends what it is told, well-formed or not.
class Client {
public:
    explicit Client(std::uint16_t port);
    Client(Client&& other) noexcept;
    ~Client();

    void send(std::string_view bytes);
    /// No more will be sent; answers can still come.
    void half_close();
    /// One answer with its body (by Content-Length); what came until the end or the time-out otherwise.
    std::string answer(bool head_only = false);
    /// Everything until the server closes or the time-out.
    std::string rest();
    /// True where the server closed within the time.
    bool is_closed_within(std::chrono::milliseconds time);
    /// Reads at most `size` bytes.
    std::string some(std::size_t size);

private:
    int socket_;
    std::string unread_;

    bool receive(std::chrono::milliseconds time, std::size_t most = 65536);
};

/// The body of an answer.
std::string body_of(const std::string& answer);
/// The status of an answer; 0 where it is none.
int status_of(const std::string& answer);
/// The value of a field; empty where there is none.
std::string field_of(const std::string& answer, std::string_view name);

/// Sends a GET on a new connection.
std::string get(std::uint16_t port, std::string_view target, std::string_view fields = {});

}  // namespace allmende::test
