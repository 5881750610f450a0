#include "sources/declared_numbers.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "formats/multiplier.hpp"
#include "formats/read_table.hpp"
#include "formats/status_marks.hpp"

namespace allmende::sources {

namespace {

/// False where a number stands beside a status by which there is none. Offices that leave no cell empty put 0 there.
bool take_status(Cell& number, std::string_view status)
{
    const auto mark = formats::mark_of_status(status, true);
    const auto said = mark.empty() ? std::nullopt : parse_cell(mark);
    const bool no_number = said && (is_missing(said->cell.sign) || said->cell.sign == Sign::nil);
    if (no_number && number.mantissa == 0) {
        number = said->cell;
    } else if (no_number && number.has_number()) {
        return false;
    } else if (number.sign == Sign::none && !mark.empty()) {
        number.sign = formats::sign_of_quality(mark);
    }
    return true;
}

}  // namespace

DeclaredNumbers::DeclaredNumbers(const formats::PlainTable& table, std::optional<std::size_t> measure_column)
    : table_(table), measure_column_(measure_column)
{
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        if (table.columns[c].role == formats::Role::multiplier) {
            multiplier_columns_.push_back(c);
        }
    }
}

std::optional<DeclaredNumbers::Complaint> DeclaredNumbers::complete(Cell& number, std::size_t column,
                                                                    std::span<const std::string_view> cells,
                                                                    std::string_view status) const
{
    if (!status.empty() && !take_status(number, status)) {
        return Complaint{
            column, fmt::format("a number stands here, but its status is {}, by which there is none", shown(status))};
    }
    if (number.sign == Sign::nil || !number.has_number()) {
        return std::nullopt;
    }
    int power = 0;
    for (const std::size_t c : multiplier_columns_) {
        const auto exponent = formats::exponent_of(cells[c]);
        if (!exponent) {
            return Complaint{c, fmt::format("{} is no power of ten; a multiplier is a whole number such as 3 for "
                                            "thousands",
                                            shown(cells[c]))};
        }
        power += *exponent;
    }
    if (measure_column_) {
        const auto& multipliers = table_.columns[*measure_column_].multipliers;
        const auto found = multipliers.find(std::string(trim(cells[*measure_column_])));
        power += found == multipliers.end() ? 0 : found->second;
    }
    if (power != 0 && !formats::shift_decimal_sign(number, power)) {
        return Complaint{column, fmt::format("{} multiplied by 10 to the power of {} has more than 18 digits",
                                             shown(cells[column]), power)};
    }
    return std::nullopt;
}

}  // namespace allmende::sources
