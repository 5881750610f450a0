// A period that was read prints as a text that reads back, and its code keeps it whole.
#include <cstdint>
#include <string_view>

#include "base/ensure.hpp"
#include "base/period.hpp"

using namespace allmende;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto period = parse_period({reinterpret_cast<const char*>(data), size});
    if (!period) {
        return 0;
    }
    ensure(Period::from_code(period->code()) == *period, "a code keeps the period");
    ensure(parse_period(period->text()) == period, "a period's text reads back");
    ensure(first_code_of_year(period->year) <= period->code() && period->code() < end_code_of_year(period->year),
           "a period lies in its year");
    return 0;
}
