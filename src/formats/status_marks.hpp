#pragma once

#include <string>
#include <string_view>

namespace allmende::formats {

/// The mark of official tables that a status of SDMX, Eurostat or JSON-stat stands for. Beside a number `()` of limited
/// value, `s` estimated, `p` provisional, `r` revised, `-` nothing, or empty where the status says none of these; of
/// several letters (`bep`) the most cautious counts. Without a number the reason: `x` makes no sense, `/` not reliable,
/// `...` comes later, `-` nothing, else `.`. Marks of official tables stand for themselves, also those that say that
/// there is no number although one stands there.
///
/// Sources: SDMX code list CL_OBS_STATUS 2.2 (capital letters); Eurostat's flags of dissemination (small letters).
std::string_view mark_of_status(std::string_view status, bool has_number);

/// What of a status beside a number no mark keeps, in words (`b: break in the series`); empty where all is kept.
std::string unkept_of_status(std::string_view status);

}  // namespace allmende::formats
