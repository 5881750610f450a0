#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"

namespace allmende::checks {

/// How much a finding matters: what is surely wrong, what somebody must look at, what is good to know.
enum class Severity : std::uint8_t { note, warning, error };
std::string_view name(Severity severity);
Localized title(Severity severity);

/// What a check is about; one source file each.
enum class Family : std::uint8_t {
    reading,
    headings,
    areas,
    periods,
    sums,
    hierarchy,
    numbers,
    series,
    misplaced,
    signs,
    rounding,
    secrecy,
    figures
};
Localized title(Family family);

/// One way in which deliveries go wrong, in the words of the reference page.
struct Check {
    std::string_view id;  ///< stable word: `total-not-sum`
    Severity severity = Severity::note;
    Family family = Family::reading;
    Localized title;
    Localized explanation;  ///< what it looks at, and what the usual cause is
    Localized right;        ///< what would be right, or what to do
};

/// The registry, by family and id. Ids are unique.
const std::vector<Check>& all_checks();
/// Null where there is no such check.
const Check* find_check(std::string_view id);

/// The reference page of all checks in Markdown; `language` is `de` or `en`.
std::string reference_page(std::string_view language);

}  // namespace allmende::checks
