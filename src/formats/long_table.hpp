#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.hpp"
#include "formats/plain_table.hpp"

namespace allmende::formats {

/// Writes the cells of a table of another format as CSV with commas, one number per row.
class LongTable {
public:
    LongTable(const std::filesystem::path& csv, const std::vector<PlainColumn>& columns);
    /// As many cells as columns. Throws Error{too_large} above 50 million rows.
    void add(std::span<const std::string_view> cells, const std::string& name);
    void finish();

private:
    FileWriter file_;
    std::string buffer_;
    std::int64_t rows_ = 0;

    void append(std::span<const std::string_view> cells);
};

/// Goes through the cells of a cube whose last dimension changes fastest, as PX and JSON-stat order them.
class CubeOrder {
public:
    /// Throws Error{too_large} above 50 million cells.
    CubeOrder(std::vector<std::size_t> sizes, const std::string& name);
    std::size_t cells() const { return cells_; }
    /// Positions in the dimensions of the next cell.
    const std::vector<std::size_t>& positions() const { return positions_; }
    void advance();

private:
    std::vector<std::size_t> sizes_;
    std::vector<std::size_t> positions_;
    std::size_t cells_ = 1;
};

/// The mark of official tables that a mark of SDMX stands for (code list CL_OBS_STATUS of the cross-domain code lists
/// 2.x; JSON-stat has none of its own and mostly uses the same): beside a number `p` provisional, `s` estimated,
/// imputed or forecast, `r` revised, empty for a normal one; without a number `x` where it cannot exist, else `.`.
std::string_view mark_of_sdmx_status(std::string_view status, bool has_number);

}  // namespace allmende::formats
