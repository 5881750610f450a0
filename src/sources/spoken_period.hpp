#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/period.hpp"

namespace allmende::sources {

/// What a title, a heading or the name of a file says of time.
struct SpokenPeriod {
    std::optional<Period> period;  ///< the one that it tells
    std::string rest;              ///< the text without it and without the words that announce it
    std::string unclear;           ///< a time of no kind that is known (`1. Halbjahr 2023`), or that does not exist
    bool several = false;          ///< more than one period: which one is meant cannot be said
};

/// Finds the period in a text: `kita_2023_24.csv`, `Kinder am 1. März 2024`, `Studierende WS 2023/24`. Years that say
/// something else (`2015=100`, `seit 2013`, `Gebietsstand 2021`) are left in it.
SpokenPeriod spoken_period(std::string_view text);

/// What a heading, whose parts are set apart by formats::heading_separator, says of time.
struct HeadingTime {
    std::optional<Period> period;
    std::string unclear;
    std::vector<std::string> parts;  ///< without the time; none of them empty
};
HeadingTime time_of_heading(std::string_view heading);
std::vector<std::string> parts_of_heading(std::string_view heading);

/// What a heading says of the times below it: nothing, that they are times, that they are years of schools.
enum class TimeHeading { any, time, school_year };
TimeHeading time_heading(std::string_view heading);

/// The period in a cell of a column of time. More lenient than parse_period, as the heading says what it is: marks of
/// footnotes and of provisional numbers, times of the day, `1.3.24`; under `Zeit` also months and days in one piece
/// (`202212`, `20221231`) and two years that are no month (`202223`); under `Schuljahr` a hyphen joins two years.
std::optional<Period> period_of_cell(std::string_view text, TimeHeading heading);

/// The month or quarter of a year that stands in a column of its own: `März`, `1. Quartal`; under `Monat` and
/// `Quartal` also its number. Nothing where it is none, or `year` no calendar year.
std::optional<Period> period_in_year(const Period& year, std::string_view text, std::string_view heading);

/// Whether a text could be a month as well as a school year, `2011-12`.
bool is_month_or_school_year(std::string_view text);

/// A period that a name tells. Nothing where it tells none, several or an unclear one.
std::optional<Period> period_in_name(std::string_view name);

}  // namespace allmende::sources
