#pragma once

#include <string>

namespace allmende {

/// Where the time comes from; passed in, so that releases can be made again bit for bit.
class Clock {
public:
    virtual ~Clock() = default;
    /// Seconds since 1970, UTC.
    virtual long long now() const = 0;
    /// `2026-11-23T09:30:00Z`
    std::string timestamp() const;
    /// `2026-11-23`
    std::string date() const { return timestamp().substr(0, 10); }
};

class SystemClock final : public Clock {
public:
    long long now() const override;
};

/// Always the same moment; for tests and for `SOURCE_DATE_EPOCH`.
class FixedClock final : public Clock {
public:
    explicit FixedClock(long long seconds) : seconds_(seconds) {}
    long long now() const override { return seconds_; }

private:
    long long seconds_;
};

}  // namespace allmende
