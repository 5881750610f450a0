#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace allmende {

/// The kinds of reporting periods that official tables use. Within one year they sort in this order.
enum class PeriodKind : std::uint8_t {
    year,             ///< calendar year, annual sum or annual average: `2015`
    day,              ///< day of reference: `2015-12-31`
    school_year,      ///< named by the year in which it begins: `2015/16`
    winter_semester,  ///< named by the year in which it begins: `WS 2015/16`
    summer_semester,  ///< `SS 2016`
    quarter,          ///< `2015-Q1`
    month,            ///< `2015-03`
};

/// A reporting period, always typed: `2015` of one table is not `2015` of another.
struct Period {
    PeriodKind kind = PeriodKind::year;
    std::int16_t year = 0;
    std::uint8_t month = 0;  ///< month of a day or month; number of a quarter
    std::uint8_t day = 0;

    /// Sorts by year, then kind, then month and day.
    auto operator<=>(const Period& other) const { return code() <=> other.code(); }
    bool operator==(const Period& other) const = default;

    /// An integer in the same order: year × 100000 + kind × 10000 + month × 100 + day.
    std::int32_t code() const;
    static Period from_code(std::int32_t code);

    /// As printed in files and addresses; reads back with parse_period.
    std::string text() const;
};

/// First and one-past-last code of all periods of a year.
std::int32_t first_code_of_year(int year);
std::int32_t end_code_of_year(int year);

/// Reads every notation of official tables and of GENESIS flat files: `2015`, `31.12.2015`, `2015-12-31`, `2015/16`,
/// `WS 2015/16`, `2015-10P6M`, `SS 2016`, `März 2015`, `10/2015`, `1. Quartal 2015`, `Q1 2015`, of services `2015-A1`,
/// `2015M03`, `2015-Q1`, `2015-01-01/P1Y`, each also behind a word such as `Jahr: 2010` or `Stichtag: 09.05.2011`. A
/// hyphen joins the years of a school year where it can be no month (`2015-16`, but `2011-12` is December); years of
/// two digits count behind words (`Okt. 15`, `Kitajahr 15/16`). Nothing where the whole text is not a period, or the
/// date does not exist.
std::optional<Period> parse_period(std::string_view text);

/// The number of a month by its German or English name or abbreviation (`Januar`, `Jan.`, `March`).
std::optional<int> month_by_name(std::string_view text);

/// The month or quarter of a year that a text names alone: `Januar`, `1. Quartal`. Nothing where it names none.
std::optional<Period> part_of_year(const Period& year, std::string_view text);

}  // namespace allmende
