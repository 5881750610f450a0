#pragma once

#include <stdexcept>
#include <string>

namespace allmende {

/// A bug: an invariant of the program does not hold. Never caused by user input; exit status 3, HTTP status 500.
class Bug : public std::logic_error {
public:
    using std::logic_error::logic_error;
};

[[noreturn]] inline void broken(const char* invariant)
{
    throw Bug(std::string("invariant does not hold: ") + invariant);
}

/// Active in all builds, at least at every border of disclosure and release.
inline void ensure(bool condition, const char* invariant)
{
    if (!condition) [[unlikely]] {
        broken(invariant);
    }
}

}  // namespace allmende
