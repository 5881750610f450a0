#pragma once

#include "base/cell.hpp"
#include "formats/record_reader.hpp"

namespace allmende::formats {

/// Watches which decimal sign a file uses while its cells are read: one file, one sign. `1.234` alone may be a thousand
/// or a fraction, so a file whose only evidence are points before exactly three digits is refused, never guessed.
class DecimalWatch {
public:
    void see(const ParsedCell& cell, const RecordReader& reader, std::size_t column)
    {
        if (cell.used == DecimalSign::none) [[likely]] {
            return;
        }
        if (sign_ != DecimalSign::none && sign_ != cell.used) {
            reader.refuse(column,
                          "a decimal comma here, but decimal points (or the other way round) in rows before; which of "
                          "them separates thousands cannot be known");
        }
        sure_ = (sign_ != DecimalSign::none && sure_) || cell.used == DecimalSign::comma || cell.cell.decimals != 3;
        sign_ = cell.used;
    }

    /// To be asked at the end of the file.
    DecimalSign decide(const RecordReader& reader) const
    {
        if (!sure_) {
            reader.refuse(
                "all points in numbers stand before exactly three digits: whether 1.234 is a thousand or a fraction "
                "cannot be known; export the table with decimal commas or without thousands separators");
        }
        return sign_;
    }

private:
    DecimalSign sign_ = DecimalSign::none;
    bool sure_ = true;  // no point was seen, or one that can only be a decimal point
};

}  // namespace allmende::formats
