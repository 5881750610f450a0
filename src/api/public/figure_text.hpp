#pragma once

#include <string>
#include <vector>

#include "api/public/json_text.hpp"
#include "api/public/routes.hpp"
#include "base/cell.hpp"

namespace allmende::api::public_ {

/// One figure as an object: `area, area_name, period, breakdown?, value, numerator, denominator, lower, upper, status,
/// flags`.
void write_figure(JsonText& json, const releases::Released& release, const releases::ReleasedSeries& series,
                  const releases::ReleasedFigure& figure);

/// The signs that occur, explained: `{".": {"id": "unknown", "missing": true, "text": {…}}}`. `seen` has bit 1 << sign.
void write_signs(JsonText& json, std::uint32_t seen);

/// The sign of a mark that a release's file holds; `none` for one that nobody knows.
Sign sign_by_mark(std::string_view text);

constexpr std::uint32_t sign_bit(Sign sign)
{
    return std::uint32_t{1} << static_cast<unsigned>(sign);
}

/// The number as a field of a CSV file; empty where there is none.
void append_csv_number(std::string& out, const std::optional<double>& value);

}  // namespace allmende::api::public_
