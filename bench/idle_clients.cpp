// Opens connections, sends nothing or a part of a request, and waits to be ended: idle_clients PORT COUNT
#include <chrono>
#include <cstdlib>
#include <deque>
#include <thread>

#include "base/error.hpp"
#include "tests/api/client.hpp"

int main(int argc, char** argv)
{
    if (argc != 3) {
        fmt::print(stderr, "usage: idle_clients PORT COUNT\n");
        return 2;
    }
    std::deque<allmende::test::Client> clients;
    for (int i = 0; i < std::atoi(argv[2]); ++i) {
        clients.emplace_back(static_cast<std::uint16_t>(std::atoi(argv[1])));
        // The first request makes the server wait for a second one as long as it ever does.
        clients.back().send("GET /health HTTP/1.1\r\nHost: t\r\n\r\n");
    }
    std::this_thread::sleep_for(std::chrono::hours{1});
    return 0;
}
