#include "base/config.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"

namespace allmende {
namespace {

std::string complaint(std::string_view text, const std::function<void(const Config&)>& use)
{
    try {
        use(Config::parse(text, "a.toml"));
    } catch (const Error& error) {
        return error.what();
    }
    return "no complaint";
}

TEST(Config, ComplainsWithThePlace)
{
    EXPECT_NE(complaint("a = [\n", [](const Config&) {}).find("a.toml:"), std::string::npos);
    EXPECT_EQ(complaint("\nx = 1\n", [](const Config& c) { (void)c.text("x"); }),
              "a.toml:2:5: “x” must be a text in quotes");
    EXPECT_NE(
        complaint("titel = \"x\"", [](const Config& c) { c.allow_only({"title"}); }).find("did you mean “title”?"),
        std::string::npos);
    EXPECT_NE(complaint("[a]\nb = 1", [](const Config& c) { (void)c.table("a").text("c"); })
                  .find("a.toml:1:1: “c” is missing"),
              std::string::npos);
}

TEST(Config, ReadsLocalizedTexts)
{
    const Config config = Config::parse("t = { de = \"Kreis\", en = \"district\" }\nl = [\"a\", \"b\"]", "a.toml");
    EXPECT_EQ(config.localized("t").in("en"), "district");
    EXPECT_EQ(config.texts("l").size(), 2u);
    EXPECT_EQ(config.integer_or("n", 7), 7);
}

}  // namespace
}  // namespace allmende
