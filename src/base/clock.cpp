#include "base/clock.hpp"

#include <ctime>

#include <fmt/core.h>

namespace allmende {

std::string Clock::timestamp() const
{
    const std::time_t seconds = now();
    std::tm parts{};
    ::gmtime_r(&seconds, &parts);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday,
                       parts.tm_hour, parts.tm_min, parts.tm_sec);
}

long long SystemClock::now() const
{
    return std::time(nullptr);
}

}  // namespace allmende
