// Clients that trickle, flood, lie and hang: each is cut off, and others are served meanwhile.
#include <deque>
#include <random>
#include <thread>

#include <gtest/gtest.h>

#include "client.hpp"
#include "running_server.hpp"

namespace allmende::test {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

const std::string ask = "GET /health HTTP/1.1\r\nHost: t\r\n\r\n";

/// Limits that let a test wait for them.
adapters::http::ServeLimits impatient()
{
    adapters::http::ServeLimits limits;
    limits.header_time = milliseconds{600};
    limits.body_time = milliseconds{600};
    limits.idle_time = milliseconds{600};
    limits.write_time = milliseconds{600};
    limits.linger_time = milliseconds{300};
    return limits;
}

void expect_served(RunningServer& server)
{
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_EQ(status_of(get(server.port(), "/api/v1/indicators/leavers/figures")), 200);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, seconds{2});
}

std::string cuts(RunningServer& server, const std::string& reason)
{
    const std::string metrics = body_of(get(server.port(), "/metrics"));
    const std::string line = "allmende_http_connections_cut_total{reason=\"" + reason + "\"} ";
    const std::size_t at = metrics.find(line) + line.size();
    return metrics.substr(at, metrics.find('\n', at) - at);
}

TEST(Hostile, AHeaderThatTricklesIsCutOff)
{
    RunningServer server(impatient());
    Client client(server.port());
    client.send("GET /health HTTP/1.1\r\nHost: t\r\n");
    const auto begin = std::chrono::steady_clock::now();
    bool closed = false;
    for (int i = 0; i < 60 && !closed; ++i) {
        client.send("X-A: b\r\n");
        closed = client.is_closed_within(milliseconds{50});
    }
    EXPECT_TRUE(closed);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, seconds{2});
    EXPECT_EQ(cuts(server, "header-time"), "1");
    expect_served(server);
}

TEST(Hostile, ASlowHeaderIsToldWhy)
{
    RunningServer server(impatient());
    Client client(server.port());
    client.send("GET /health HTTP/1.1\r\nHo");
    EXPECT_EQ(status_of(client.rest()), 408);
}

TEST(Hostile, EmptyLinesForEverAreCutOff)
{
    RunningServer server(impatient());
    Client client(server.port());
    bool closed = false;
    for (int i = 0; i < 60 && !closed; ++i) {
        client.send("\r\n\r\n");
        closed = client.is_closed_within(milliseconds{50});
    }
    EXPECT_TRUE(closed);
}

TEST(Hostile, SilenceIsCutOff)
{
    RunningServer server(impatient());
    Client silent(server.port());
    Client idle(server.port());
    idle.send(ask);
    EXPECT_EQ(status_of(idle.answer()), 200);
    EXPECT_TRUE(silent.is_closed_within(seconds{3}));
    EXPECT_TRUE(idle.is_closed_within(seconds{3}));
}

TEST(Hostile, AHugeHeaderIsRefused)
{
    RunningServer server;
    Client fields(server.port());
    fields.send("GET /health HTTP/1.1\r\nHost: t\r\nX-A: " + std::string(40'000, 'a') + "\r\n\r\n");
    EXPECT_EQ(status_of(fields.rest()), 431);
    Client many(server.port());
    std::string header = "GET /health HTTP/1.1\r\nHost: t\r\n";
    for (int i = 0; i < 5000; ++i) {
        header += "X-A: b\r\n";
    }
    many.send(header + "\r\n");
    EXPECT_EQ(status_of(many.rest()), 431);
    Client line(server.port());
    line.send("GET /" + std::string(100'000, 'a') + " HTTP/1.1\r\nHost: t\r\n\r\n");
    EXPECT_EQ(status_of(line.rest()), 414);
    expect_served(server);
}

TEST(Hostile, ABodyIsNotWaitedFor)
{
    RunningServer server;
    Client announced(server.port());
    announced.send("POST /api/v1/indicators HTTP/1.1\r\nHost: t\r\nContent-Length: 10000000000\r\n\r\n");
    EXPECT_EQ(status_of(announced.rest()), 413);
    Client expecting(server.port());
    expecting.send("PUT / HTTP/1.1\r\nHost: t\r\nExpect: 100-continue\r\nContent-Length: 100\r\n\r\n");
    EXPECT_EQ(status_of(expecting.rest()), 405);
    Client endless(server.port());
    endless.send("POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n");
    std::string chunk = "10000\r\n" + std::string(0x10000, 'x') + "\r\n";
    for (int i = 0; i < 200; ++i) {
        endless.send(chunk);  // 13 MB; the server reads one of it and hangs up
    }
    EXPECT_TRUE(endless.is_closed_within(seconds{5}));
    Client reading(server.port());
    reading.send("GET /health HTTP/1.1\r\nHost: t\r\nContent-Length: 200000\r\n\r\n" + std::string(200'000, 'x'));
    EXPECT_EQ(status_of(reading.rest()), 413);
    Client small(server.port());
    small.send("GET /health HTTP/1.1\r\nHost: t\r\nContent-Length: 3\r\n\r\nabc" + ask);
    EXPECT_EQ(status_of(small.answer()), 200);
    EXPECT_EQ(status_of(small.answer()), 200);
    expect_served(server);
}

TEST(Hostile, ABodyThatTricklesIsCutOff)
{
    RunningServer server(impatient());
    Client client(server.port());
    client.send("GET /health HTTP/1.1\r\nHost: t\r\nContent-Length: 1000\r\n\r\n");
    bool closed = false;
    for (int i = 0; i < 60 && !closed; ++i) {
        client.send("x");
        closed = client.is_closed_within(milliseconds{50});
    }
    EXPECT_TRUE(closed);
    EXPECT_EQ(cuts(server, "body-time"), "1");
}

TEST(Hostile, WhatIsNoHttpIsRefused)
{
    RunningServer server;
    for (const std::string& garbage :
         {std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 a TLS greeting that is long enough\r\n\r\n"),
          std::string("hello\r\n\r\n"), std::string("GET /health\r\n\r\n"),
          std::string("GET /health HTTP/9.9\r\nHost: t\r\n\r\n"), std::string("GET  /health HTTP/1.1\r\n\r\n"),
          std::string("GET /health HTTP/1.1\r\n\r\n"),
          std::string("GET /health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"),
          std::string("GET /health HTTP/1.1\r\nHost : t\r\n\r\n"),
          std::string("GET /health HTTP/1.1\r\nHost: t\r\nX\x01: y\r\n\r\n"),
          std::string("GET /health HTTP/1.1\r\nHost: t\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"),
          std::string(
              "GET /health HTTP/1.1\r\nHost: t\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
          std::string("GET /health HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\nzzz\r\n"),
          std::string("GET /health HTTP/1.1\r\nHost: t\r\nContent-Length: -1\r\n\r\n")}) {
        Client client(server.port());
        client.send(garbage);
        const int status = status_of(client.rest());
        EXPECT_TRUE(status == 400 || status == 505) << status << " for " << garbage;
    }
    expect_served(server);
}

TEST(Hostile, GarbageBehindAGoodRequestSpoilsOnlyItself)
{
    RunningServer server;
    Client client(server.port());
    client.send(ask + "nonsense\r\n\r\n" + ask);
    EXPECT_EQ(status_of(client.answer()), 200);
    EXPECT_EQ(status_of(client.answer()), 400);
    EXPECT_TRUE(client.is_closed_within(seconds{5}));
}

TEST(Hostile, RandomBytesDoNoHarm)
{
    RunningServer server;
    std::mt19937 random(7);
    for (int i = 0; i < 300; ++i) {
        std::string bytes = i % 2 == 0 ? ask : "";
        for (int n = 0; n < 200; ++n) {
            bytes += static_cast<char>(random());
        }
        if (i % 3 == 0) {
            bytes[random() % bytes.size()] = static_cast<char>(random());
        }
        Client client(server.port());
        client.send(bytes);
        client.half_close();
        client.rest();
    }
    expect_served(server);
    EXPECT_TRUE(server.faults().empty());
}

TEST(Hostile, WhoDoesNotReadIsCutOff)
{
    RunningServer server(impatient());
    std::deque<Client> sleepers;
    for (int i = 0; i < 20; ++i) {
        sleepers.emplace_back(server.port());
        std::string many;
        for (int n = 0; n < 4; ++n) {
            many += "GET /large.bin HTTP/1.1\r\nHost: t\r\n\r\n";
        }
        sleepers.back().send(many);
    }
    expect_served(server);
    std::this_thread::sleep_for(milliseconds{1600});
    EXPECT_EQ(cuts(server, "write-time"), "20");
    EXPECT_LT(sleepers.front().rest().size(), std::size_t{20} << 20);
}

TEST(Hostile, IdleConnectionsMakeRoom)
{
    adapters::http::ServeLimits limits;
    limits.connections = 100;
    RunningServer server(limits);
    std::deque<Client> idle;
    for (int i = 0; i < 1000; ++i) {
        idle.emplace_back(server.port());
        if (i % 2 == 0) {
            idle.back().send("GET /hea");
        }
        if (i % 100 == 0) {
            expect_served(server);
        }
    }
    expect_served(server);
    EXPECT_NE(cuts(server, "shed"), "0");
    EXPECT_TRUE(idle.front().is_closed_within(seconds{2}));
}

TEST(Hostile, WhoIsBusyIsNotPushedOut)
{
    adapters::http::ServeLimits limits;
    limits.connections = 40;
    RunningServer server(limits);
    Client busy(server.port());
    std::deque<Client> idle;
    for (int i = 0; i < 400; ++i) {
        idle.emplace_back(server.port());
        busy.send(ask);
        ASSERT_EQ(status_of(busy.answer()), 200) << i;
    }
}

TEST(Hostile, TenThousandIdleConnectionsHoldNobodyUp)
{
    RunningServer server;
    std::deque<Client> idle;
    for (int i = 0; i < 5000;
         ++i) {  // each is two files of this process; bench/http_bench.sh opens 10,000 from outside
        idle.emplace_back(server.port());
    }
    expect_served(server);
    const auto begin = std::chrono::steady_clock::now();
    Client client(server.port());
    for (int i = 0; i < 200; ++i) {
        client.send(ask);
        ASSERT_EQ(status_of(client.answer()), 200);
    }
    EXPECT_LT(std::chrono::steady_clock::now() - begin, seconds{2});
}

TEST(Hostile, ManyWhoVanishLeaveNothingBehind)
{
    RunningServer server;
    for (int i = 0; i < 500; ++i) {
        Client client(server.port());
        client.send(i % 2 == 0 ? "GET /api/v1/indicators/without_certificate/figures?by=all HTTP/1.1\r\nHost: t\r\n\r\n"
                               : "GET /la");
    }
    expect_served(server);
    std::this_thread::sleep_for(milliseconds{300});
    const std::string metrics = body_of(get(server.port(), "/metrics"));
    EXPECT_NE(metrics.find("\nallmende_http_connections 1\n"), std::string::npos) << metrics;
    EXPECT_NE(metrics.find("\nallmende_http_requests_waiting 0\n"), std::string::npos);
}

}  // namespace
}  // namespace allmende::test
