#include "indicators/definition.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "base/test_folder.hpp"

namespace allmende::indicators {
namespace {

constexpr std::string_view sound = R"(id = "share"
version = 1
number = "X1"
theme = "X"
title = { de = "Anteil", en = "Share" }
short = { de = "Anteil", en = "share" }
question = { de = "Wie viele?", en = "How many?" }
definition = { de = "Ein Anteil.", en = "A share." }
formula = { de = "a / b × 100", en = "a / b × 100" }
unit = "percent"
decimals = 1
direction = "neutral"
place = "residence"
priority = "core"
stage = "context"
period = "year"
period_text = { de = "Jahr", en = "year" }
breakdowns = ["sex"]

[numerator]
text = { de = "a", en = "a" }
[[numerator.term]]
dataset = "1"
measure = "persons"
where = { sex = "female" }

[denominator]
text = { de = "b", en = "b" }
[[denominator.term]]
dataset = "1"
measure = "persons"
where = { }

[[breakdown]]
dimension = "sex"
codes = ["female"]
apply = "both"
)";

bool knows(const std::string& dimension, const std::string& code)
{
    return dimension == "sex" && (code.empty() || code == "female" || code == "male" || code == "total");
}

std::vector<Definition> load(const std::string& text)
{
    const TestFolder folder;
    folder.write("indicators/share.toml", text);
    return load_definitions({folder.path()}, knows);
}

/// What the loader says of a definition in which one piece is replaced.
std::string complaint(std::string_view from, std::string_view to)
{
    std::string text(sound);
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    text.replace(at, from.size(), to);
    try {
        load(text);
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::bad_input);
        return error.what();
    }
    return "accepted";
}

TEST(DefinitionTest, ReadsASoundOne)
{
    const std::vector<Definition> definitions = load(std::string(sound));
    ASSERT_EQ(definitions.size(), 1u);
    EXPECT_EQ(definitions.front().title.in("en"), "Share");
    EXPECT_EQ(definitions.front().numerator.terms.front().where.at("sex"), std::vector<std::string>{"female"});
    ASSERT_TRUE(definitions.front().denominator.has_value());
    EXPECT_EQ(factor(definitions.front().unit), 100);
}

TEST(DefinitionTest, RefusesErrorsWithTheirPlace)
{
    struct Case {
        std::string_view from;
        std::string_view to;
        std::string_view place;
        std::string_view word;
    };
    for (const Case& wrong : {
             Case{"unit = \"percent\"", "unit = \"procent\"", ":10:", "procent"},
             Case{"decimals = 1", "decimals = 90", ":11:", "decimals"},
             Case{"direction = \"neutral\"", "direction = \"up\"", ":12:", "up"},
             Case{"version = 1", "versoin = 1", ":2:", "versoin"},
             Case{"where = { sex = \"female\" }", "where = { sex = \"femal\" }", ":25:", "femal"},
             Case{"dimension = \"sex\"", "dimension = \"sox\"", ":36:", "sox"},
             Case{"title = { de = \"Anteil\", en = \"Share\" }", "title = \"Anteil\"", ":5:", "title"},
             Case{"id = \"share\"", "id = \"Share 1\"", ":1:", "Share 1"},
             Case{"[denominator]", "[denominator", ":27:", ""},
         }) {
        const std::string text = complaint(wrong.from, wrong.to);
        EXPECT_NE(text.find("share.toml" + std::string(wrong.place)), std::string::npos) << text;
        EXPECT_NE(text.find(wrong.word), std::string::npos) << text;
    }
}

TEST(DefinitionTest, NamesTheNearestForAnUnknownId)
{
    const std::vector<Definition> definitions = load(std::string(sound));
    EXPECT_EQ(&need_definition(definitions, "share"), &definitions.front());
    try {
        need_definition(definitions, "shore");
        FAIL();
    } catch (const Error& error) {
        EXPECT_NE(std::string(error.what()).find("share"), std::string::npos) << error.what();
    }
}

}  // namespace
}  // namespace allmende::indicators
