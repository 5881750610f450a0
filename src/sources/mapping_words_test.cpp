// What words, keys, times and numbers of lists mean.

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "sources/column_profile.hpp"
#include "sources/headings.hpp"
#include "sources/key_texts.hpp"
#include "sources/mapped_table.hpp"
#include "sources/mapping_proposal.hpp"
#include "sources/spoken_period.hpp"

namespace allmende::sources {
namespace {

TEST(MappingWords, ReadsNumbersByTheirDecimalSign)
{
    const auto read = [](std::string_view text, DecimalSign sign) {
        const auto cell = parse_number(text, sign);
        return cell && cell->has_number() ? std::optional(cell->value()) : std::nullopt;
    };
    EXPECT_EQ(read("1.234.567,5", DecimalSign::comma), 1234567.5);
    EXPECT_EQ(read("1,234,567.5", DecimalSign::point), 1234567.5);
    EXPECT_EQ(read("-1.234", DecimalSign::comma), -1234);
    EXPECT_EQ(read("1.234", DecimalSign::point), 1.234);
    EXPECT_EQ(read("12 345", DecimalSign::none), 12345);
    EXPECT_EQ(read("12 345 678", DecimalSign::comma), 12345678);
    EXPECT_EQ(read("1\u2019234", DecimalSign::comma), 1234);
    EXPECT_EQ(read("\u20135,5", DecimalSign::comma), -5.5);
    EXPECT_EQ(read("14¹", DecimalSign::comma), 14);
    EXPECT_EQ(read("12,5 %", DecimalSign::comma), 12.5);
    for (const char* text : {"123 1", "45 1", "12 34", "1 2345", "1234 567", "12 345 6", "1,5 000"}) {
        EXPECT_EQ(read(text, DecimalSign::comma), std::nullopt) << text;
    }
    EXPECT_EQ(read("1.5E3", DecimalSign::point), 1500);
    EXPECT_EQ(read("1,5e+03", DecimalSign::comma), 1500);
    EXPECT_EQ(read("1,634031474274653561", DecimalSign::comma), read("1.634031474274653561", DecimalSign::point));
    EXPECT_EQ(read("1,5,3", DecimalSign::comma), std::nullopt);
    EXPECT_EQ(read("12,5", DecimalSign::none), std::nullopt);
    EXPECT_EQ(read("12,5", DecimalSign::point), std::nullopt);
    EXPECT_EQ(read("abc", DecimalSign::comma), std::nullopt);
    EXPECT_EQ(parse_number("...", DecimalSign::comma)->sign, Sign::pending);
}

TEST(MappingWords, ReadsKeysInAnyNotation)
{
    EXPECT_EQ(key_of_text("05111"), "05111");
    EXPECT_EQ(key_of_text("5111"), "05111");
    EXPECT_EQ(key_of_text("051110000000"), "05111");
    EXPECT_EQ(key_of_text("05 1 11 000"), "05111");
    EXPECT_EQ(key_of_text("5154004"), "05154004");
    EXPECT_EQ(key_of_text("05 3 58 004"), "05358004");
    EXPECT_EQ(key_of_text("=\"05358004\""), "05358004");
    EXPECT_EQ(key_of_text("'05358004"), "05358004");
    EXPECT_EQ(key_of_text("5358004.0"), "05358004");
    EXPECT_EQ(key_of_text("5.358.004"), "05358004");
    EXPECT_EQ(key_of_text("5.358"), std::nullopt);
    EXPECT_EQ(key_of_text("1001000"), "01001");
    EXPECT_EQ(key_of_text("073355001003"), "07335003");
    EXPECT_EQ(key_of_text("073355001000"), "073355001");
    EXPECT_EQ(key_of_text("05000000"), "05");
    EXPECT_EQ(key_of_text("DE"), "DG");
    EXPECT_EQ(key_of_text("17001"), "17001");
    EXPECT_EQ(key_of_text("00111"), std::nullopt);
    EXPECT_EQ(key_of_text("Köln"), std::nullopt);
}

TEST(MappingWords, FindsTheTimeInNames)
{
    const auto text = [](std::string_view name) {
        const auto period = period_in_name(name);
        return period ? period->text() : std::string();
    };
    EXPECT_EQ(text("kita_2023_24"), "2023/24");
    EXPECT_EQ(text("data_25_26"), "2025/26");
    EXPECT_EQ(text("Stand 31.12.2023 (endgültig)"), "2023-12-31");
    EXPECT_EQ(text("Gemeinden30062024"), "2024-06-30");
    EXPECT_EQ(text("export-2023-03-01"), "2023-03-01");
    EXPECT_EQ(text("Haushalt 2022 bis 2023"), "");
    EXPECT_EQ(text("kita"), "");
}

TEST(MappingWords, FindsTheTimeInHeadingsAndLeavesWhatIsCounted)
{
    struct Case {
        const char* heading;
        const char* period;
        const char* rest;
    };
    for (const Case& expected : {Case{"Kinder 1. Quartal 2023", "2023-Q1", "Kinder"},
                                 {"Kinder unter 3 Jahre am 31.12.2023", "2023-12-31", "Kinder unter 3 Jahre"},
                                 {"Kinder im Jahre 2023", "2023", "Kinder"},
                                 {"Q2 2023", "2023-Q2", ""},
                                 {"09/2023", "2023-09", ""},
                                 {"Kinder 2023-10", "2023-10", "Kinder"},
                                 {"Kinder Okt. 2023", "2023-10", "Kinder"},
                                 {"Mär 2023", "2023-03", ""},
                                 {"Studierende WS 2022/23", "WS 2022/23", "Studierende"},
                                 {"Studierende SS 2023", "SS 2023", "Studierende"},
                                 {"Schuljahr 2022/23", "2022/23", ""},
                                 {"Kinder im Schuljahr 2022/23", "2022/23", "Kinder"},
                                 {"Plätze Kitajahr 22/23", "2022/23", "Plätze"},
                                 {"U3 2022", "2022", "U3"},
                                 {"Ü3 2023", "2023", "Ü3"},
                                 {"2023p", "2023", ""},
                                 {"2024²", "2024", ""},
                                 {"2023 1)", "2023", ""},
                                 {"Bestand am 31.12.2023", "2023-12-31", "Bestand"},
                                 {"Kinder (Stand: 1. März 2024)", "2024-03-01", "Kinder"},
                                 {"2023 | Januar", "2023-01", ""},
                                 {"Index (2015=100)", "", "Index (2015=100)"},
                                 {"Plätze seit 2013", "", "Plätze seit 2013"},
                                 {"Klasse 10-11", "", "Klasse 10-11"},
                                 {"24-25 Jahre", "", "24-25 Jahre"}}) {
        const HeadingTime time = time_of_heading(expected.heading);
        EXPECT_EQ(time.period ? time.period->text() : "", expected.period) << expected.heading;
        EXPECT_EQ(join(time.parts, " "), expected.rest) << expected.heading;
        EXPECT_EQ(time.unclear, "") << expected.heading;
    }
    for (const char* heading : {"1. Halbjahr 2023", "31.11.2023", "Kinder 2020 bis 2022", "KW 12/2023", "2010/10",
                                "2019/2021", "WS 2023", "2011-12", "Januar bis März 2023"}) {
        EXPECT_FALSE(time_of_heading(heading).period) << heading;
        EXPECT_NE(time_of_heading(heading).unclear, "") << heading;
    }
}

TEST(MappingWords, SurvivesHeadingsWithoutEnd)
{
    for (const char* piece : {" ", "1", "2023 ", "1.", "(", "a", "2023-", "¹"}) {
        std::string endless = "2023";
        for (int i = 0; i < 300'000; ++i) {
            endless += piece;
        }
        EXPECT_FALSE(time_of_heading(endless + " 1").period);
    }
}

TEST(MappingWords, ReadsTimesUnderTheirHeading)
{
    const auto read = [](std::string_view text, std::string_view heading) {
        const auto period = period_of_cell(text, time_heading(heading));
        return period ? period->text() : std::string();
    };
    EXPECT_EQ(read("2023*", "Jahr"), "2023");
    EXPECT_EQ(read("2023 1)", "Jahr"), "2023");
    EXPECT_EQ(read("2023 p", "Jahr"), "2023");
    EXPECT_EQ(read("01.03.2024 00:00", "Stichtag"), "2024-03-01");
    EXPECT_EQ(read("1.3.24", "Stichtag"), "2024-03-01");
    EXPECT_EQ(read("2023–2024", "Jahr"), "2023/24");
    EXPECT_EQ(read("23/24", "Schuljahr"), "2023/24");
    EXPECT_EQ(read("2011-12", "Schuljahr"), "2011/12");
    EXPECT_EQ(read("2011-12", "Monat"), "2011-12");
    EXPECT_EQ(read("202212", "ZEIT"), "2022-12");
    EXPECT_EQ(read("20220515", "Berichtszeitpunkt"), "2022-05-15");
    EXPECT_EQ(read("202223", "time_period"), "2022/23");
    EXPECT_EQ(read("201112", "Schuljahr"), "2011/12");
    EXPECT_EQ(read("201112", "Zeit"), "");
    EXPECT_EQ(read("202212", "Einwohner"), "");
    for (const char* text : {"23/24", "31.11.2023", "Plan 2025", "2020-2022", "1. Halbjahr 2023"}) {
        EXPECT_EQ(read(text, "Jahr"), "") << text;
    }
    const Period year{PeriodKind::year, 2023, 0, 0};
    EXPECT_EQ(period_in_year(year, "3", "Monat")->text(), "2023-03");
    EXPECT_EQ(period_in_year(year, "Q3", "Quartal")->text(), "2023-Q3");
    EXPECT_FALSE(period_in_year(year, "13", "Monat"));
    EXPECT_FALSE(period_in_year(year, "5", "Klasse"));
}

TEST(MappingWords, TurnsUtmIntoDegrees)
{
    const auto near = [](std::pair<double, double> found, double longitude, double latitude) {
        EXPECT_NEAR(found.first, longitude, 1e-9);
        EXPECT_NEAR(found.second, latitude, 1e-9);
    };
    near(degrees_of_utm(379123, 5702951, 32), 7.2598565043758, 51.4648043790487);
    near(degrees_of_utm(500000, 5300000, 32), 9, 47.8533419467061);
    near(degrees_of_utm(890000, 5900000, 32), 14.8284745032941, 53.1064470563489);
    near(degrees_of_utm(280000, 5650000, 32), 5.86714077714487, 50.9595463903879);
    near(degrees_of_utm(379123, 5702951, 33), 13.2598565043758, 51.4648043790487);
}

}  // namespace
}  // namespace allmende::sources
