#include "base/period.hpp"

#include <gtest/gtest.h>

namespace allmende {
namespace {

TEST(Period, ReadsNotationsOfServices)
{
    const auto text = [](std::string_view notation) {
        const auto period = parse_period(notation);
        return period ? period->text() : "none";
    };
    EXPECT_EQ(text("2015-A1"), "2015");
    EXPECT_EQ(text("2015A"), "2015");
    EXPECT_EQ(text("2015-M03"), "2015-03");
    EXPECT_EQ(text("2015M11"), "2015-11");
    EXPECT_EQ(text("2015Q4"), "2015-Q4");
    EXPECT_EQ(text("2015K1"), "2015-Q1");
    EXPECT_EQ(text("2015-01-01/P1Y"), "2015");
    EXPECT_EQ(text("2015-04-01/P3M"), "2015-Q2");
    EXPECT_EQ(text("2015-03-01T00:00:00"), "2015-03-01");
    EXPECT_EQ(text("2015-03-01T09:00:00/P1M"), "none");
    for (const std::string_view no_period : {"2015-S1", "2015H1", "2015-W05", "2015M13", "2015Q5", "2015-A2",
                                             "2015-02-01/P1Y", "2015-02-01/P3M", "2015-01-01/P2Y", "20151"}) {
        EXPECT_EQ(text(no_period), "none") << no_period;
    }
}

TEST(ParsePeriod, RefusesWhatIsNoPeriod)
{
    for (const char* text : {"",
                             "15",
                             "31.02.2015",
                             "2015-13",
                             "2015/17",
                             "32.12.2015",
                             "Insgesamt",
                             "1000",
                             "20155",
                             "05334",
                             "unter 3 Jahre",
                             "Jahr",
                             "WS 2015",
                             "5. Quartal 2015",
                             "2300",
                             "2015-10P3M",
                             "01.01.1979, (ab",
                             "15/16",
                             "13/2015",
                             "2015-2017",
                             "Q5 2015",
                             "Okt",
                             "Kitajahr 15/17",
                             "1. Halbjahr 2015",
                             "2015/10"}) {
        EXPECT_FALSE(parse_period(text)) << text;
    }
}

TEST(ParsePeriod, ReadsEveryNotation)
{
    const std::vector<std::pair<const char*, const char*>> notations = {
        {"2015", "2015"},
        {"31.12.2015", "2015-12-31"},
        {"2015-12-31", "2015-12-31"},
        {"1.3.2009", "2009-03-01"},
        {"1. März 2024", "2024-03-01"},
        {"2015/16", "2015/16"},
        {"2015/2016", "2015/16"},
        {"1999/00", "1999/00"},
        {"Schuljahr 2015/16", "2015/16"},
        {"WS 2015/16", "WS 2015/16"},
        {"Wintersemester 2015/2016", "WS 2015/16"},
        {"2023-10P6M", "WS 2023/24"},
        {"2023-10/P6M", "WS 2023/24"},
        {"SS 2016", "SS 2016"},
        {"2016-04P6M", "SS 2016"},
        {"März 2015", "2015-03"},
        {"2015-03", "2015-03"},
        {"1. Quartal 2015", "2015-Q1"},
        {"2015-Q4", "2015-Q4"},
        {"Q1 2015", "2015-Q1"},
        {"1. Q. 2015", "2015-Q1"},
        {"10/2015", "2015-10"},
        {"Okt. 15", "2015-10"},
        {"Mär 2015", "2015-03"},
        {"2015-16", "2015/16"},
        {"2015-2016", "2015/16"},
        {"2011-12", "2011-12"},
        {"Schuljahr 2011-12", "2011/12"},
        {"Kitajahr 15/16", "2015/16"},
        {"WS 15/16", "WS 2015/16"},
        {"Jahresdurchschnitt 2015", "2015"},
        {"am 15. Oktober 2015", "2015-10-15"},
        {"Jahr: 2010", "2010"},
        {"Stichtag: 09.05.2011", "2011-05-09"},
    };
    for (const auto& [notation, text] : notations) {
        const auto period = parse_period(notation);
        ASSERT_TRUE(period) << notation;
        EXPECT_EQ(period->text(), text);
        EXPECT_EQ(Period::from_code(period->code()), *period);
        EXPECT_EQ(parse_period(period->text()), period);
    }
}

TEST(Period, SortsByYearFirst)
{
    EXPECT_LT(*parse_period("31.12.2014"), *parse_period("2015"));
    EXPECT_LT(*parse_period("15.03.2015"), *parse_period("31.12.2015"));
    EXPECT_GE(parse_period("WS 2015/16")->code(), first_code_of_year(2015));
    EXPECT_LT(parse_period("WS 2015/16")->code(), end_code_of_year(2015));
}

}  // namespace
}  // namespace allmende
