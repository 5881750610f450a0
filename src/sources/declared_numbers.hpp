#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/cell.hpp"
#include "formats/plain_table.hpp"

namespace allmende::sources {

/// What a format says beside a number: its status and the power of ten that it is to be multiplied with.
class DeclaredNumbers {
public:
    DeclaredNumbers(const formats::PlainTable& table, std::optional<std::size_t> measure_column);

    struct Complaint {
        std::size_t column;
        std::string reason;
    };

    /// Gives a number of `column` its status and moves its decimal sign, digit by digit, for the number counts as it is
    /// delivered. `cells`: of its row. Something comes back where a cell of the row is not what the format says.
    std::optional<Complaint> complete(Cell& number, std::size_t column, std::span<const std::string_view> cells,
                                      std::string_view status) const;

private:
    const formats::PlainTable& table_;
    std::optional<std::size_t> measure_column_;
    std::vector<std::size_t> multiplier_columns_;
};

}  // namespace allmende::sources
