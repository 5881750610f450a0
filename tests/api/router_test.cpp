#include "api/public/router.hpp"

#include <gtest/gtest.h>

#include "api/public/negotiation.hpp"
#include "base/file.hpp"
#include "base/json.hpp"
#include "running_server.hpp"

namespace allmende::test {
namespace {

using namespace api::public_;

/// The router alone, without a server.
class RouterTest : public testing::Test {
protected:
    ScratchFolder folder;
    MemoryColumnFiles files;
    std::unique_ptr<releases::ReleaseShelf> shelf =
        releases::open_shelf(folder.path(), files, {.believe_current = std::chrono::milliseconds{0}});
    Router router{*shelf, {.limits = {}, .compress = adapters::http::gzip, .log = {}}};

    AnswerPtr ask(std::string_view target, Request request = {})
    {
        request.method = "GET";
        request.target = target;
        Prompt prompt = router.at_once(request);
        return prompt.answer ? prompt.answer : router.work(request);
    }
    AnswerPtr ask_with_gzip(std::string_view target)
    {
        Request request;
        request.accept_encoding = "gzip";
        return ask(target, request);
    }
};

TEST_F(RouterTest, WithoutAReleaseItSaysSo)
{
    EXPECT_EQ(ask("/api/v1/indicators")->status, 503);
    EXPECT_EQ(ask("/")->status, 503);
    EXPECT_EQ(ask("/releases/1/")->status, 404);
    EXPECT_EQ(ask("/health")->status, 200);
}

TEST_F(RouterTest, SeesANewReleaseWithoutRestart)
{
    write_small_release(folder.path(), 1, files);
    const AnswerPtr first = ask("/api/v1/indicators/leavers/figures");
    EXPECT_EQ(Json::parse(first->body)["release"], 1);
    write_small_release(folder.path(), 2, files);
    EXPECT_EQ(Json::parse(ask("/api/v1/indicators/leavers/figures")->body)["release"], 2);
    EXPECT_EQ(ask("/releases/1/api/v1/indicators/leavers/figures")->body, first->body);
    EXPECT_NE(ask("/releases/1/api/v1/indicators/leavers/figures")->head.find("immutable"), std::string::npos);
}

TEST_F(RouterTest, KeepsTheOldReleaseWhereTheNewOneIsNotWhole)
{
    write_small_release(folder.path(), 1, files);
    EXPECT_EQ(shelf->current(), 1);
    std::filesystem::create_directories(folder.path() / "2" / "data");
    write_file(folder.path() / "current", "2\n");
    EXPECT_EQ(shelf->current(), 1);
    write_file(folder.path() / "current", "nonsense");
    EXPECT_EQ(shelf->current(), 1);
}

TEST_F(RouterTest, AnswersTheSameQuestionFromTheCache)
{
    write_small_release(folder.path(), 1, files);
    const AnswerPtr first = ask("/api/v1/indicators/leavers/figures?area=99002,99001&period=2021");
    Request request;
    request.method = "GET";
    // Another order, another notation, a parameter that says what is meant anyway.
    request.target = "/api/v1/indicators/leavers/figures?period=2021&area=99001&area=%39%39002&format=json";
    const Prompt prompt = router.at_once(request);
    ASSERT_TRUE(prompt.answer);
    EXPECT_EQ(prompt.answer, first);
}

TEST_F(RouterTest, CompressesOnceAndTellsThemApart)
{
    write_small_release(folder.path(), 1, files);
    const std::string_view target = "/api/v1/indicators/without_certificate/figures?by=all";
    const AnswerPtr packed = ask_with_gzip(target);
    const AnswerPtr plain_answer = ask(target);
    EXPECT_LT(packed->body.size() * 3, plain_answer->body.size());
    EXPECT_NE(packed->etag, plain_answer->etag);
    EXPECT_NE(packed->head.find("Content-Encoding: gzip"), std::string::npos);
    EXPECT_EQ(packed, ask_with_gzip(target));
    EXPECT_EQ(plain_answer, ask(target));
}

TEST_F(RouterTest, EveryRouteAnswersItsOwnExample)
{
    write_small_release(folder.path(), 1, files);
    for (const Route& route : routes()) {
        const AnswerPtr answer = ask("/api/v1" + std::string(route.example));
        EXPECT_EQ(answer->status, 200) << route.example << "\n" << answer->body;
        for (const Form form : route.forms) {
            const std::string target =
                fmt::format("/api/v1{}{}format={}", route.example,
                            route.example.find('?') == std::string_view::npos ? "?" : "&", form_name(form));
            EXPECT_EQ(ask(target)->status, 200) << target;
        }
    }
}

TEST_F(RouterTest, EveryValueHasItsReasonOrItsNumber)
{
    write_small_release(folder.path(), 1, files);
    const Json answer = Json::parse(ask("/api/v1/indicators/without_certificate/figures?by=all")->body);
    ASSERT_EQ(answer["count"], answer["figures"].size());
    for (const Json& figure : answer["figures"]) {
        const bool missing = answer["signs"].value("/" + std::string(), Json()).is_null() &&
                             answer["signs"].contains(figure["status"].get<std::string>()) &&
                             answer["signs"][figure["status"].get<std::string>()]["missing"].get<bool>();
        EXPECT_EQ(figure["value"].is_null(), missing) << figure;
        EXPECT_EQ(figure["value"].is_null(), figure["lower"].is_null()) << figure;
    }
}

TEST_F(RouterTest, RefusesTablesWhileTooMuchIsInFlight)
{
    write_small_release(folder.path(), 1, files);
    Router small(*shelf, {.cache_bytes = 0, .most_answer_bytes = 1000, .limits = {}, .compress = {}, .log = {}});
    Request request;
    request.method = "GET";
    request.target = "/api/v1/indicators/without_certificate/figures?by=all";
    const AnswerPtr held = small.work(request);
    EXPECT_EQ(held->status, 200);
    EXPECT_EQ(small.work(request)->status, 503);
}

TEST_F(RouterTest, HidesWhatWentWrongInside)
{
    write_small_release(folder.path(), 1, files);
    std::filesystem::remove(folder.path() / "1" / "data" / "boundaries" / "kreis-2022.json");
    std::vector<std::string> faults;
    Router watched(*shelf,
                   {.limits = {}, .compress = {}, .log = [&](const std::string& line) { faults.push_back(line); }});
    Request request;
    request.method = "GET";
    request.target = "/api/v1/boundaries/kreis-2022";
    const AnswerPtr answer = watched.work(request);
    EXPECT_EQ(answer->status, 500);
    EXPECT_EQ(answer->body.find(folder.path().string()), std::string::npos);
    ASSERT_EQ(faults.size(), 1u);
    EXPECT_NE(faults[0].find("kreis-2022.json"), std::string::npos);
}

TEST_F(RouterTest, RefusesWhatCouldMeanAnotherPath)
{
    write_small_release(folder.path(), 1, files);
    for (const std::string_view target : {"/../etc/passwd",
                                          "/de/../../etc/passwd",
                                          "/%2e%2e/etc/passwd",
                                          "/..%2fetc/passwd",
                                          "/de%2Findex.html",
                                          "/de%5c..%5cx",
                                          "/de\\index.html",
                                          "//etc/passwd",
                                          "/de//index.html",
                                          "/de/%00",
                                          "/de/index.html%00.png",
                                          "/%252e%252e/etc",
                                          "/de/./index.html",
                                          "/.git/config",
                                          "/de/.hidden",
                                          "/%c0%ae%c0%ae/etc",
                                          "/%ff",
                                          "/de/%zz",
                                          "/de/%2",
                                          "/de/ü",
                                          "/de/#x",
                                          "de",
                                          "",
                                          "*"}) {
        const int status = ask(target)->status;
        EXPECT_EQ(status, 400) << target;
    }
    EXPECT_EQ(ask("/" + std::string(2000, 'a'))->status, 414);
    EXPECT_EQ(ask("/de/?" + std::string(5000, 'a'))->status, 414);
    EXPECT_EQ(ask("/" + std::string(300, 'a'))->status, 400);
    std::string deep;
    for (int i = 0; i < 40; ++i) {
        deep += "/a";
    }
    EXPECT_EQ(ask(deep)->status, 400);
    std::string many = "/api/v1/indicators?";
    for (int i = 0; i < 100; ++i) {
        many += "a=1&";
    }
    EXPECT_EQ(ask(many)->status, 400);
    EXPECT_EQ(ask("/de/%69ndex.html")->status, 200);
}

TEST_F(RouterTest, TakesAPlusAsAPlus)
{
    write_small_release(folder.path(), 1, files);
    const AnswerPtr answer = ask("/api/v1/indicators/leavers/figures?by=75+");
    EXPECT_NE(answer->body.find("75+"), std::string::npos);
}

TEST(Negotiation, ChoosesByQualityAndExactness)
{
    const std::vector<std::string_view> types{"application/json", "text/csv"};
    EXPECT_EQ(preferred_type("", types), 0u);
    EXPECT_EQ(preferred_type("*/*", types), 0u);
    EXPECT_EQ(preferred_type("text/csv", types), 1u);
    EXPECT_EQ(preferred_type("text/*", types), 1u);
    EXPECT_EQ(preferred_type("application/json;q=0.4, text/csv;q=0.5", types), 1u);
    EXPECT_EQ(preferred_type("*/*, application/json;q=0", types), 1u);
    EXPECT_EQ(preferred_type("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", types), 0u);
    EXPECT_EQ(preferred_type("application/xml", types), 2u);
    EXPECT_EQ(preferred_type("text/csv;q=nonsense", types), 2u);
    EXPECT_EQ(preferred_language("en-GB,en;q=0.9"), "en");
    EXPECT_EQ(preferred_language("fr,*;q=0.5,en;q=0.3"), "de");
    EXPECT_EQ(preferred_language("fr"), "de");
    EXPECT_EQ(preferred_language(""), "de");
    EXPECT_TRUE(accepts_gzip("br, gzip"));
    EXPECT_TRUE(accepts_gzip("*"));
    EXPECT_FALSE(accepts_gzip("*, gzip;q=0"));
    EXPECT_FALSE(accepts_gzip("br"));
    EXPECT_FALSE(accepts_gzip(""));
    EXPECT_TRUE(etag_matches("\"a\", W/\"b\"", "\"b\""));
    EXPECT_TRUE(etag_matches("*", "\"b\""));
    EXPECT_FALSE(etag_matches("*", ""));
    EXPECT_FALSE(etag_matches("\"bb\"", "\"b\""));
}

TEST(Problems, HaveTheStatusOfTheErrorCodes)
{
    for (const ErrorInfo& entry : error_table()) {
        EXPECT_EQ(problem_kind(entry.code).status, entry.http_status) << entry.label;
    }
    for (const ProblemKind& kind : problem_table()) {
        EXPECT_FALSE(kind.title.de.empty() || kind.title.en.empty() || kind.meaning.de.empty() ||
                     kind.meaning.en.empty())
            << kind.label;
    }
}

TEST(Cache, ForgetsTheOldestAndKeepsItsLimit)
{
    AnswerCache cache(80'000);
    const auto answer = [](std::size_t size) {
        auto made = std::make_shared<Answer>();
        made->body.assign(size, 'x');
        return made;
    };
    cache.insert("too large", answer(20'000));
    EXPECT_EQ(cache.find("too large"), nullptr);
    for (int i = 0; i < 20; ++i) {
        cache.insert(std::to_string(i), answer(8'000));
        EXPECT_NE(cache.find("0"), nullptr);  // the one in use stays
    }
    EXPECT_EQ(cache.find("1"), nullptr);
    EXPECT_NE(cache.find("19"), nullptr);
    EXPECT_LE(cache.state().bytes, 80'000u);
    EXPECT_GT(cache.state().evictions, 0u);
}

}  // namespace
}  // namespace allmende::test
