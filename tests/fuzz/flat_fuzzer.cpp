// Any bytes as a GENESIS flat file: read or refused, never anything else.
#include "formats/flat_csv.hpp"
#include "table_input.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    return allmende::fuzz::check(data, size, [](const std::filesystem::path& path, allmende::formats::TableSink& sink) {
        allmende::formats::read_flat_csv(path, sink);
    });
}
