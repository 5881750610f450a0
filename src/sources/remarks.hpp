#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "formats/official_table.hpp"
#include "state/database.hpp"

namespace allmende::sources {

/// What was seen while a delivery was read and the facts alone no longer tell. Only data: which of it is a finding, and
/// in what words, is decided by the checks.
struct Remark {
    enum class Kind : std::uint8_t {
        heading,            ///< what a column of values is called
        ambiguous_column,   ///< its headings say the same as another column's
        repeated_row,       ///< the same row with the same numbers again
        contradicting_row,  ///< the same row again with other numbers
        restored_zeros      ///< area codes got back the leading zeros that a spreadsheet took
    };
    Kind kind = Kind::heading;
    std::int64_t row = 0;     ///< line of the file, from 1; 0 where it is about a column
    std::int64_t column = 0;  ///< from 1; 0 where it is about a row
    std::int64_t cells = 0;   ///< how many cells it stands for
    std::string text;
};

/// The remarks of all deliveries.
class Remarks {
public:
    explicit Remarks(state::Database& database);
    void record(std::int32_t delivery, const std::vector<Remark>& remarks);
    std::vector<Remark> of(std::int32_t delivery) const;
    /// Before all deliveries are read again.
    void forget_all();

private:
    state::Database& database_;
};

/// What the columns of a table are called, one remark each: measure, unit and categories.
std::vector<Remark> headings_of(const formats::TableHead& head);

/// Which rows of a table stand in it more than once; at most `most`, of the first million rows. `read` reads the file
/// again.
std::vector<Remark> repeated_rows(const std::function<void(formats::TableSink&)>& read, std::size_t most = 20);

}  // namespace allmende::sources
