// What the server owes well-behaved clients.
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/json.hpp"
#include "client.hpp"
#include "running_server.hpp"

namespace allmende::test {
namespace {

const std::string keep = "GET /health HTTP/1.1\r\nHost: t\r\n\r\n";

TEST(Server, AnswersManyRequestsOnOneConnection)
{
    RunningServer server;
    Client client(server.port());
    for (int i = 0; i < 100; ++i) {
        client.send(i % 2 == 0 ? keep : "GET /api/v1/areas HTTP/1.1\r\nHost: t\r\n\r\n");
        ASSERT_EQ(status_of(client.answer()), 200);
    }
}

TEST(Server, AnswersPipelinedRequestsInTheirOrder)
{
    RunningServer server;
    Client client(server.port());
    std::string all;
    for (int i = 0; i < 200; ++i) {
        all += i % 3 == 0   ? "GET /api/v1/regions HTTP/1.1\r\nHost: t\r\n\r\n"
               : i % 3 == 1 ? keep
                            : "GET /nothing HTTP/1.1\r\nHost: t\r\n\r\n";
    }
    client.send(all);
    for (int i = 0; i < 200; ++i) {
        const std::string answer = client.answer();
        ASSERT_EQ(status_of(answer), i % 3 == 2 ? 404 : 200) << i;
        ASSERT_EQ(body_of(answer).find("lindental") != std::string::npos, i % 3 == 0) << i;
    }
}

TEST(Server, AnswersAfterAHalfClose)
{
    RunningServer server;
    Client client(server.port());
    client.send(keep + keep);
    client.half_close();
    const std::string all = client.rest();
    EXPECT_EQ(status_of(all), 200);
    EXPECT_NE(all.find("HTTP/1.1 200", 12), std::string::npos);
}

TEST(Server, ReadsARequestInPieces)
{
    RunningServer server;
    Client client(server.port());
    for (const char c : keep) {
        client.send(std::string(1, c));
    }
    EXPECT_EQ(status_of(client.answer()), 200);
}

TEST(Server, KeepsAnOldClientsConnectionOnlyWhereItAsks)
{
    RunningServer server;
    Client asks(server.port());
    asks.send("GET /health HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    EXPECT_EQ(field_of(asks.answer(), "Connection"), "keep-alive");
    Client plain(server.port());
    plain.send("GET /health HTTP/1.0\r\n\r\n");
    EXPECT_EQ(field_of(plain.rest(), "Connection"), "close");
}

TEST(Server, SendsNothingThatTheClientHas)
{
    RunningServer server;
    const std::string first = get(server.port(), "/api/v1/indicators");
    const std::string etag = field_of(first, "ETag");
    const std::string again = get(server.port(), "/api/v1/indicators", "If-None-Match: \"x\", W/" + etag + "\r\n");
    EXPECT_EQ(status_of(again), 304);
    EXPECT_EQ(field_of(again, "ETag"), etag);
    EXPECT_EQ(field_of(again, "Vary"), "Accept, Accept-Encoding");
    EXPECT_TRUE(body_of(again).empty());
}

TEST(Server, TakesAProxysForm)
{
    RunningServer server;
    EXPECT_EQ(status_of(get(server.port(), "http://example.org/health")), 200);
    EXPECT_EQ(status_of(get(server.port(), "http://example.org")), 200);
    EXPECT_EQ(status_of(get(server.port(), "ftp://example.org/health")), 400);
}

TEST(Server, CountsWhatItDoes)
{
    RunningServer server;
    get(server.port(), "/api/v1/indicators/leavers/figures");
    get(server.port(), "/api/v1/indicators/leavers/figures");
    get(server.port(), "/nothing");
    const std::string metrics = body_of(get(server.port(), "/metrics"));
    EXPECT_NE(metrics.find("allmende_http_requests_total{route=\"figures\",status=\"200\"} 2"), std::string::npos)
        << metrics;
    EXPECT_NE(metrics.find("allmende_http_requests_total{route=\"site\",status=\"404\"} 1"), std::string::npos);
    EXPECT_NE(metrics.find("allmende_http_request_seconds_count{route=\"figures\"} 2"), std::string::npos);
    EXPECT_NE(metrics.find("allmende_answer_cache_hits_total 1"), std::string::npos);
    EXPECT_NE(metrics.find("allmende_release_number 1"), std::string::npos);
}

TEST(Server, LogsNothingPersonal)
{
    RunningServer server;
    get(server.port(), "/de/?suche=meine+frage", "User-Agent: browser-of-a-person\r\n");
    server.server->stop();
    server.server->wait();
    const std::string log = read_file(server.folder.path() / "access.log");
    const Json line = Json::parse(log.substr(0, log.find('\n')));
    EXPECT_EQ(line["path"], "/de/");
    EXPECT_EQ(line["status"], 200);
    for (const char* word : {"127.0.0.1", "frage", "person"}) {
        EXPECT_EQ(log.find(word), std::string::npos) << word;
    }
}

TEST(Server, StopsWithoutCuttingAnswersOff)
{
    RunningServer server;
    Client idle(server.port());
    idle.send(keep);
    idle.answer();
    Client reader(server.port());
    reader.send("GET /large.bin HTTP/1.1\r\nHost: t\r\n\r\n");
    std::string got = reader.some(100);
    server.server->stop();
    EXPECT_TRUE(idle.is_closed_within(std::chrono::seconds{2}));
    got += reader.rest();
    EXPECT_EQ(body_of(got).size(), std::size_t{5} << 20);
    server.server->wait();
}

TEST(Server, SaysWhereThePortIsTaken)
{
    RunningServer server;
    adapters::http::ServeOptions options;
    options.port = server.port();
    try {
        adapters::http::Server second(options, *server.router);
        FAIL() << "two servers share a port";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::conflict);
        EXPECT_NE(std::string(error.what()).find("in use"), std::string::npos);
    }
    options.host = "nowhere";
    EXPECT_THROW(adapters::http::Server(options, *server.router), Error);
}

}  // namespace
}  // namespace allmende::test
