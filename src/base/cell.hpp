#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace allmende {

/// What stands with a number, or instead of one. The order matters: from `unknown` on there is no number, and of two
/// reasons in one sum the later one (the stronger statement) is kept.
enum class Sign : std::uint8_t {
    none,            ///< a plain number
    nil,             ///< `-`   nothing there: exactly zero (but see docs/concepts/signs.md for dissolved areas)
    limited,         ///< `()`  a number of limited value, statistically rather uncertain
    provisional,     ///< `p`   a provisional number
    revised,         ///< `r`   a revised number
    estimated,       ///< `s`   an estimated number
    unknown,         ///< `.`   unknown or secret
    pending,         ///< `...` the number comes later
    unreliable,      ///< `/`   not published, not certain enough
    not_applicable,  ///< `x`   makes no sense in this cell
    absent,          ///< no cell was delivered (never read from a file)
    no_base,         ///< the denominator is zero: a rate has no meaning
    no_territory,    ///< the area does not exist in this period, or not in the territory asked for
    protected_,      ///< withheld by our own disclosure control
};

struct SignInfo {
    Sign sign;
    std::string_view mark;  ///< as printed in official tables and in our `status` column
    std::string_view id;    ///< stable word for programs
    std::string_view de;
    std::string_view en;
};

std::span<const SignInfo> sign_table();
const SignInfo& info(Sign sign);

/// True where the sign means that there is no number.
constexpr bool is_missing(Sign sign)
{
    return sign >= Sign::unknown;
}

/// The mark of a sign as official tables print it; empty for a plain number.
std::string_view mark(Sign sign);

/// One counted cell: a decimal number as delivered, or the reason why there is none.
struct Cell {
    std::int64_t mantissa = 0;  ///< the digits without decimal sign; 0 where there is no number
    std::uint8_t decimals = 0;  ///< digits after the decimal sign, as delivered
    Sign sign = Sign::none;

    bool has_number() const { return !is_missing(sign); }
    /// The number, correctly rounded to double; 0 for `nil`. Only where has_number().
    double value() const;
};

enum class DecimalSign : char { none = '\0', comma = ',', point = '.' };

struct ParsedCell {
    Cell cell;
    DecimalSign used = DecimalSign::none;  ///< which decimal sign the text used, if any
};

/// Reads the text of one cell of an official table: a number (`-12,5`, `179 350`), a sign (`-`, `.`, `...`, `/`, `x`),
/// a number in parentheses or a number followed by a mark (`12 p`). Nothing where the text is none of these; an empty
/// text is not a cell. Both decimal signs are understood; the caller decides whether a file may mix them.
std::optional<ParsedCell> parse_cell(std::string_view text);

/// The shortest decimal text of a number with a decimal point that reads back to the same double.
std::string shortest(double value);

/// The exact sum of delivered decimal numbers.
class DecimalSum {
public:
    void add(const Cell& cell);
    double value() const;
    /// Plain decimal text without exponent, trailing zeros removed.
    std::string text() const;

private:
    // One sum per number of decimals: adding never rescales, so no digit is lost.
    std::array<__int128, 19> sums_{};
};

}  // namespace allmende
