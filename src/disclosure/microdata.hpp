#pragma once

#include <cstdint>

namespace allmende::disclosure {

/// What is known of the cells of one delivered dataset.
struct CountProfile {
    std::int64_t cells = 0;  ///< whole numbers other than 0
    std::int64_t ones = 0;   ///< of those, the number 1
};

/// Records of single persons, written as a table, are almost only ones: each row counts one person. A table of counts
/// is not, however small its areas. True above 90 % ones among at least 50 cells.
bool looks_like_microdata(const CountProfile& profile);

}  // namespace allmende::disclosure
