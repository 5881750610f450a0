#include "facts/fact_store.hpp"

#include <algorithm>
#include <cmath>

#include "base/ensure.hpp"
#include "base/error.hpp"

namespace allmende::facts {

namespace {

/// Above this a double no longer fits the whole part of a sum; no cell has that many digits.
constexpr double most_value = 9e18;

template <typename Number>
void check_length(const std::vector<Number>& column, std::size_t size)
{
    ensure(column.size() == size, "the columns of a batch have the same length");
}

std::int32_t greatest(const std::vector<std::int32_t>& column)
{
    std::int32_t least = 0;
    std::int32_t most = 0;
    for (const std::int32_t number : column) {
        least = std::min(least, number);
        most = std::max(most, number);
    }
    ensure(least >= 0, "the numbers of areas, measures, codes, rows and columns are not negative");
    return most;
}

void check_values(const Observations& batch)
{
    for (std::size_t i = 0; i < batch.size(); ++i) {
        ensure(std::abs(batch.value[i]) < most_value, "a value is finite and has at most 18 digits");
        ensure(!is_missing(batch.sign[i]) || batch.value[i] == 0, "a missing value has no number");
        ensure(batch.sign[i] <= Sign::protected_, "a sign stands in the sign table");
    }
}

}  // namespace

void Observations::reserve(std::size_t count)
{
    for (auto* numbers : {&dataset, &area, &period, &measure, &delivery, &row, &column}) {
        numbers->reserve(count);
    }
    for (auto& dimension : dimensions) {
        dimension.reserve(count);
    }
    value.reserve(count);
    sign.reserve(count);
}

void Observations::clear()
{
    for (auto* numbers : {&dataset, &area, &period, &measure, &delivery, &row, &column}) {
        numbers->clear();
    }
    for (auto& dimension : dimensions) {
        dimension.clear();
    }
    value.clear();
    sign.clear();
}

void check_batch(const Observations& batch)
{
    const std::size_t size = batch.size();
    check_length(batch.period, size);
    check_length(batch.measure, size);
    check_length(batch.value, size);
    check_length(batch.sign, size);
    check_length(batch.row, size);
    check_length(batch.column, size);
    greatest(batch.area);
    greatest(batch.period);
    greatest(batch.row);
    greatest(batch.column);
    if (const auto measure = greatest(batch.measure); measure > most_code) {
        fail(ErrorCode::too_large, "a dataset has a measure with the number {}; there can be {} measures at most",
             measure, most_code);
    }
    for (std::size_t i = 0; i < most_dimensions; ++i) {
        if (batch.dimensions[i].empty()) {
            continue;
        }
        check_length(batch.dimensions[i], size);
        if (const auto code = greatest(batch.dimensions[i]); code > most_code) {
            fail(ErrorCode::too_large,
                 "dimension {} of a dataset has a code with the number {}; there can be {} codes at "
                 "most, so this column is probably no dimension",
                 i + 1, code, most_code);
        }
    }
    check_values(batch);
}

}  // namespace allmende::facts
