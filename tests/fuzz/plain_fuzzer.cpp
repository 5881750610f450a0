// Any bytes as a file without official layout (CSV, PX, JSON-stat, SDMX, packages): tables or a refusal, and the same
// tables again.
#include "formats/plain_file.hpp"
#include "table_input.hpp"

namespace {

/// Rows and bytes of all tables.
std::pair<std::int64_t, std::size_t> walk(const std::filesystem::path& path)
{
    std::pair<std::int64_t, std::size_t> seen{0, 0};
    const allmende::formats::PlainFile file(path);
    for (const allmende::formats::PlainTable& table : file.tables()) {
        allmende::ensure(!table.columns.empty(), "a table has columns");
        allmende::formats::RecordReader reader(table.csv, table.delimiter, table.options);
        while (reader.next()) {
            ++seen.first;
            for (const std::string_view cell : reader.cells()) {
                seen.second += cell.size();
            }
        }
    }
    return seen;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const allmende::fuzz::MemoryFile file(data, size);
    std::pair<std::int64_t, std::size_t> first;
    try {
        first = walk(file.path());
    } catch (const allmende::Error&) {
        return 0;
    }
    allmende::ensure(walk(file.path()) == first, "reading twice gives the same");
    return 0;
}
