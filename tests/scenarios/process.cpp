#include "tests/scenarios/process.hpp"

namespace allmende::scenarios {

std::string program()
{
    return ALLMENDE_PROGRAM;
}

}  // namespace allmende::scenarios
