#include "disclosure/microdata.hpp"

namespace allmende::disclosure {

bool looks_like_microdata(const CountProfile& profile)
{
    constexpr std::int64_t least_cells = 50;
    return profile.cells >= least_cells && profile.ones * 10 > profile.cells * 9;
}

}  // namespace allmende::disclosure
