// Any bytes as a GENESIS table export: read or refused, never anything else.
#include "formats/genesis_csv.hpp"
#include "table_input.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    return allmende::fuzz::check(data, size, [](const std::filesystem::path& path, allmende::formats::TableSink& sink) {
        allmende::formats::read_genesis_csv(path, sink);
    });
}
