#include "cli/arguments.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"

namespace allmende::cli {
namespace {

const Command command{"indicator",
                      "WORKSPACE ID",
                      2,
                      2,
                      "",
                      "",
                      {{"--area", "KEY", ""}, {"--period", "P", ""}, {"--where", "D=C", ""}, {"--sum", "", ""}},
                      {}};

std::string refusal(const std::vector<std::string>& words)
{
    try {
        const Arguments arguments = parse_arguments(command, words);
        parse_years(arguments);
        parse_where(arguments);
    } catch (const Error& error) {
        EXPECT_EQ(info(error.code()).exit_status, 2);
        return error.what();
    }
    return "accepted";
}

TEST(ArgumentsTest, RefusesWhatItDoesNotKnow)
{
    EXPECT_NE(refusal({"w", "id", "--aera", "1"}).find("--area"), std::string::npos);
    EXPECT_NE(refusal({"w", "id", "--area"}).find("needs a value"), std::string::npos);
    EXPECT_NE(refusal({"w", "id", "--sum=1"}).find("takes no value"), std::string::npos);
    EXPECT_NE(refusal({"w"}).find("usage: allmende indicator WORKSPACE ID"), std::string::npos);
    EXPECT_NE(refusal({"w", "id", "more"}).find("usage"), std::string::npos);
    EXPECT_NE(refusal({"w", "id", "--period", "soon"}).find("2009-2015"), std::string::npos);
    EXPECT_NE(refusal({"w", "id", "--period", "2015-2009"}).find("after"), std::string::npos);
    EXPECT_NE(refusal({"w", "id", "--where", "female"}).find("sex=female"), std::string::npos);
}

TEST(ArgumentsTest, ReadsOptionsInBothForms)
{
    const Arguments arguments = parse_arguments(command, {"w", "--area=1,2", "id", "--area", " 3", "--sum"});
    EXPECT_EQ(arguments.positional, (std::vector<std::string>{"w", "id"}));
    EXPECT_EQ(arguments.list("--area"), (std::vector<std::string>{"1", "2", "3"}));
    EXPECT_TRUE(arguments.has("--sum"));
    EXPECT_EQ(parse_arguments(command, {"--", "--w", "id"}).positional.front(), "--w");
}

TEST(ArgumentsTest, ReadsYears)
{
    const auto years = [](const std::string& text) {
        return parse_years(parse_arguments(command, {"w", "id", "--period", text}));
    };
    EXPECT_EQ(years("2015,2013"), (std::vector<int>{2013, 2015}));
    EXPECT_EQ(years("2013-2015"), (std::vector<int>{2013, 2014, 2015}));
    EXPECT_EQ(years("31.12.2015"), std::vector<int>{2015});
}

TEST(CommandsTest, EachHasANameASummaryAndAWay)
{
    for (const Command& each : commands()) {
        EXPECT_FALSE(each.summary.empty()) << each.name;
        EXPECT_TRUE(each.run) << each.name;
        for (const Option& option : each.options) {
            EXPECT_TRUE(option.name.starts_with("--")) << each.name;
            EXPECT_FALSE(option.help.empty()) << each.name << option.name;
        }
        EXPECT_NE(help().find(each.name), std::string::npos);
    }
}

}  // namespace
}  // namespace allmende::cli
