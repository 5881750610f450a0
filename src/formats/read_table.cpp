#include "formats/read_table.hpp"

#include "base/ensure.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "formats/flat_csv.hpp"
#include "formats/genesis_csv.hpp"
#include "formats/genesis_layout.hpp"
#include "formats/workbook.hpp"

namespace allmende::formats {

std::string_view name(Layout layout)
{
    switch (layout) {
    case Layout::genesis_table: return "genesis-table";
    case Layout::flat_new: return "genesis-flat";
    case Layout::flat_old: return "genesis-flat-old";
    case Layout::plain: return "plain";
    }
    broken("every layout has a name");
}

Sign sign_of_quality(std::string_view quality)
{
    if (quality == "()" || quality == "( )") {
        return Sign::limited;
    }
    if (quality == "p") {
        return Sign::provisional;
    }
    if (quality == "r") {
        return Sign::revised;
    }
    return quality == "s" ? Sign::estimated : Sign::none;
}

namespace {

constexpr int most_first_rows = 10;  // in which the preamble names its table

/// `21111-02-06-4`, `AI-N-01`: behind the word `Tabelle:` anything else may stand in a table of anyone.
bool is_table_code(std::string_view text)
{
    const bool numbered = text.size() > 5 && all_digits(text.substr(0, 5));
    return (numbered || text.starts_with("AI")) && text.find(' ') == std::string_view::npos;
}

/// `12411-0010`: a table of Germany's own database, whose areas may stand by their names; regional tables have codes.
bool is_federal_table(std::string_view code)
{
    return code.size() == 10 && code[5] == '-' && all_digits(code.substr(0, 5)) && all_digits(code.substr(6));
}

bool is_flat(const std::filesystem::path& path, const ReadOptions& options)
{
    RecordReader reader(path, std::nullopt, options);
    return reader.next() && is_flat_head(reader.cells());
}

}  // namespace

bool begins_as_official(const std::filesystem::path& csv, const ReadOptions& options)
{
    try {
        if (is_workbook(csv)) {
            return false;  // its sheets may be
        }
        RecordReader reader(csv, std::nullopt, options);
        for (int row = 0; row < most_first_rows && reader.next(); ++row) {
            const std::string_view first = trim(reader.cells().front());
            const std::string table = table_of_line(first);
            if (is_federal_table(table)) {
                return !is_whole_without_area_codes(csv, options);
            }
            if (is_table_code(table) || (row == 0 && is_flat_head(reader.cells()))) {
                return true;
            }
        }
        return false;
    } catch (const Error& error) {
        if (error.code() != ErrorCode::bad_input) {
            throw;
        }
        return false;  // no text of rows at all; whoever reads it otherwise says why
    }
}

void check_ends(const std::filesystem::path& path, const ReadOptions& options)
{
    if (is_workbook(path)) {
        const WorkbookTable table(path, options, check_ends);
        return;
    }
    is_flat(path, options) ? check_flat_ends(path, options) : check_genesis_ends(path, options);
}

std::string edition_of_file(const std::filesystem::path& path)
{
    try {
        if (!is_workbook(path)) {
            return edition_of_csv(path);
        }
        const WorkbookTable table(path, {}, check_ends);
        return edition_of_csv(table.csv());
    } catch (const Error&) {
        return {};  // reading it will say why
    }
}

TableResult read_table(const std::filesystem::path& path, TableSink& sink, const ReadOptions& options)
{
    if (is_workbook(path)) {
        const WorkbookTable table(path, options, check_ends);
        return read_table(table.csv(), sink, table.options());
    }
    return is_flat(path, options) ? read_flat_csv(path, sink, options) : read_genesis_csv(path, sink, options);
}

}  // namespace allmende::formats
