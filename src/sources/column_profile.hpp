#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/plain_table.hpp"

namespace allmende::sources {

/// What the cells of one column are.
struct ColumnProfile {
    std::int64_t filled = 0;
    std::int64_t numbers = 0;  ///< cells that are numbers, whichever decimal sign they use
    std::int64_t signs = 0;    ///< `-`, `.`, `...`, `/`, `x`
    std::int64_t periods = 0;
    std::int64_t padded = 0;      ///< digits with a zero before them, `01`, as codes have and counts do not
    std::int64_t years = 0;       ///< of the periods: four digits alone
    std::int64_t area_keys = 0;   ///< digits that can be an official key, or `DG`
    std::int64_t short_keys = 0;  ///< of these: only with the leading zero that a spreadsheet took
    std::map<std::size_t, std::int64_t> key_lengths;
    std::int64_t decimal_commas = 0;  ///< numbers whose comma can only be a decimal sign
    std::int64_t decimal_points = 0;
    std::int64_t unsure_commas = 0;  ///< `1,234`: a thousand or a fraction
    std::int64_t unsure_points = 0;
    std::int64_t thousands = 0;  ///< numbers with a comma or point that can only set thousands apart
    double least = 0;            ///< of the numbers, a comma read as decimal sign where nothing else is known
    double most = 0;
    std::map<std::string, std::int64_t> texts;  ///< how often each text stands there; the first 20,000
    bool all_texts = true;                      ///< `texts` is complete
    std::string example;

    std::int64_t distinct() const { return static_cast<std::int64_t>(texts.size()); }
    bool is_numeric() const { return numbers > 0 && (numbers + signs) * 100 >= filled * 90; }
};

/// One pass over a table: what each column holds, and its first rows.
struct TableProfile {
    std::int64_t rows = 0;
    std::vector<ColumnProfile> columns;
    std::vector<std::vector<std::string>> sample;  ///< the first rows, at most 20,000
    std::vector<std::int64_t> sample_lines;        ///< where in the file they stand

    /// Whether every text of `column` in the sample comes with one text of the columns `of` only.
    bool depends(std::size_t column, const std::vector<std::size_t>& of) const;
    /// Whether no two rows of the sample agree in these columns.
    bool tells_rows_apart(const std::vector<std::size_t>& by) const;
    /// Two rows of the sample that agree in the columns `by` and hold different texts in one of `values`; of rows for
    /// which `counts` holds.
    std::optional<std::pair<std::size_t, std::size_t>> contradiction(
        const std::vector<std::size_t>& by, const std::vector<std::size_t>& values,
        const std::function<bool(const std::vector<std::string>&)>& counts) const;
};

/// Reads a table to its end, of a very long one the first 200,000 rows. Rows that are wider or narrower than the
/// heading, footnotes, and rows without anything are left out, as reading does. Empty cells of the columns `fill_down`
/// count as what stands above them.
TableProfile profile_of(const formats::PlainTable& table, const std::vector<std::size_t>& fill_down = {});

/// Whether a row of a table is one of data: it has as many cells as the heading, and more than a footnote or a source
/// in them.
bool is_data_row(std::span<const std::string_view> cells, std::size_t width);

/// A number with its decimal sign known: groups of three between the other signs and blanks are joined, a percent sign
/// behind it is left out, `1.5E3` is read. Nothing where it is neither number nor sign.
std::optional<Cell> parse_number(std::string_view text, DecimalSign decimal_sign);

}  // namespace allmende::sources
