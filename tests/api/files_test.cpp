// Files of the site through the router: what is public, links, compression, large files.
#include <fstream>

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.hpp"
#include "client.hpp"
#include "running_server.hpp"

namespace allmende::test {
namespace {

TEST(Files, OnlyTheSiteAndTheDataArePublic)
{
    RunningServer server;
    EXPECT_EQ(status_of(get(server.port(), "/")), 200);
    EXPECT_EQ(status_of(get(server.port(), "/de/")), 200);
    EXPECT_EQ(status_of(get(server.port(), "/data/site.json")), 200);
    EXPECT_EQ(status_of(get(server.port(), "/manifest.json")), 200);
    EXPECT_EQ(status_of(get(server.port(), "/private.log")), 404);
    EXPECT_EQ(status_of(get(server.port(), "/site/index.html")), 404);
    EXPECT_EQ(status_of(get(server.port(), "/data")), 404);
    EXPECT_EQ(status_of(get(server.port(), "/data/")), 404);
    EXPECT_EQ(status_of(get(server.port(), "/de/index.html/")), 404);
    EXPECT_EQ(status_of(get(server.port(), "/current")), 404);
}

TEST(Files, LinksArePassedOver)
{
    RunningServer server;
    const std::filesystem::path site = server.releases_path() / "1" / "site";
    write_file(server.folder.path() / "secret.txt", "outside");
    std::filesystem::create_symlink(server.folder.path() / "secret.txt", site / "link.txt");
    std::filesystem::create_directory_symlink(server.folder.path(), site / "folder");
    EXPECT_EQ(status_of(get(server.port(), "/link.txt")), 404);
    EXPECT_EQ(status_of(get(server.port(), "/folder/secret.txt")), 404);
    EXPECT_EQ(status_of(get(server.port(), "/folder/")), 404);
}

TEST(Files, APipeDoesNotHoldAWorker)
{
    RunningServer server;
    const std::filesystem::path pipe = server.releases_path() / "1" / "site" / "pipe.txt";
    ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
    for (int i = 0; i < 8; ++i) {
        EXPECT_EQ(status_of(get(server.port(), "/pipe.txt")), 404);
    }
}

TEST(Files, LargeOnesComeFromTheDisk)
{
    RunningServer server;
    const std::string answer = get(server.port(), "/large.bin");
    EXPECT_EQ(body_of(answer), std::string(std::size_t{5} << 20, 'x'));
    const std::string etag = field_of(answer, "ETag");
    ASSERT_FALSE(etag.empty());
    const std::string again = get(server.port(), "/large.bin", "If-None-Match: " + etag + "\r\n");
    EXPECT_EQ(status_of(again), 304);
    EXPECT_TRUE(body_of(again).empty());
    Client client(server.port());
    client.send("HEAD /large.bin HTTP/1.1\r\nHost: t\r\n\r\n");
    EXPECT_EQ(field_of(client.answer(true), "Content-Length"), "5242880");
    client.send("GET /health HTTP/1.1\r\nHost: t\r\n\r\n");  // nothing of the body was sent
    EXPECT_EQ(status_of(client.answer()), 200);
}

TEST(Files, PagesSayWhatTheyMayLoad)
{
    RunningServer server;
    const std::string page = get(server.port(), "/de/");
    EXPECT_NE(field_of(page, "Content-Security-Policy").find("script-src 'self'"), std::string::npos);
    EXPECT_EQ(field_of(page, "X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(field_of(page, "Cache-Control"), "public, max-age=60, must-revalidate");
    EXPECT_EQ(field_of(get(server.port(), "/releases/1/de/"), "Cache-Control"), "public, max-age=31536000, immutable");
}

TEST(Files, CompressesWhatTheReleaseDidNot)
{
    RunningServer server;
    const std::string answer = get(server.port(), "/data/site.json", "Accept-Encoding: gzip\r\n");
    EXPECT_EQ(field_of(answer, "Content-Encoding"), "gzip");
    EXPECT_EQ(field_of(answer, "Vary"), "Accept-Encoding");
    EXPECT_EQ(body_of(answer).substr(0, 2), "\x1f\x8b");
    EXPECT_TRUE(field_of(get(server.port(), "/data/site.json"), "Content-Encoding").empty());
    EXPECT_TRUE(field_of(get(server.port(), "/large.bin", "Accept-Encoding: gzip\r\n"), "Content-Encoding").empty());
}

TEST(Files, PacksToTheSameBytesEachTime)
{
    const std::string text(100'000, 'a');
    EXPECT_EQ(adapters::http::gzip(text), adapters::http::gzip(text));
    EXPECT_LT(adapters::http::gzip(text).size(), 1000u);
    EXPECT_FALSE(adapters::http::gzip("").empty());
}

}  // namespace
}  // namespace allmende::test
