// What parse_cell takes as a number keeps all its digits through an exact sum and back.
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/cell.hpp"
#include "base/ensure.hpp"

using namespace allmende;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto parsed = parse_cell({reinterpret_cast<const char*>(data), size});
    if (!parsed) {
        return 0;
    }
    const Cell& cell = parsed->cell;
    if (!cell.has_number()) {
        ensure(cell.mantissa == 0 && parsed->used == DecimalSign::none, "a reason has no digits");
        return 0;
    }
    ensure(std::isfinite(cell.value()), "a number is finite");
    ensure(cell.sign != Sign::nil || cell.mantissa == 0, "nothing there is zero");
    DecimalSum sum;
    sum.add(cell);
    const auto again = parse_cell(sum.text());
    ensure(again && again->cell.has_number(), "a sum's text is a number");
    DecimalSum sum_again;
    sum_again.add(again->cell);
    ensure(sum_again.text() == sum.text(), "a sum's text reads back to the same sum");
    const bool exact_as_double = std::abs(cell.mantissa) < 1'000'000'000'000'000;
    if (exact_as_double) {
        const auto shortened = parse_cell(shortest(cell.value()));
        ensure(shortened && shortened->cell.value() == cell.value(), "the shortest text reads back to the same number");
    }
    return 0;
}
