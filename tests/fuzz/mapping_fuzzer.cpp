// Any bytes as a list that towns and offices write: refused, asked about, or read; and then read the same again through
// the mapping as it is kept, by which the same file is found again.
#include "formats/plain_file.hpp"
#include "sources/mapped_table.hpp"
#include "sources/mapping_proposal.hpp"
#include "table_input.hpp"

namespace {

using namespace allmende;

/// What the programme would know.
struct Known {
    std::vector<std::filesystem::path> catalogues{ALLMENDE_CATALOGUE};
    areas::AreaRegister areas;
    std::vector<areas::Reform> reforms;
    areas::AreaNames names{catalogues, areas, reforms};
    areas::RegisterNotation notation{areas, reforms};
    sources::DimensionCatalogue dimensions = sources::DimensionCatalogue::load(catalogues);
};

const Known& known()
{
    static const Known all;
    return all;
}

/// Observations, or nothing where the rows are refused.
std::optional<std::int64_t> observations(const formats::PlainTable& table, const sources::Mapping& mapping)
{
    fuzz::CheckingSink sink;
    try {
        sources::read_mapped(table, mapping, {known().names, known().notation}, sink);
    } catch (const Error&) {
        return std::nullopt;
    }
    return sink.observations;
}

void check_table(const formats::PlainTable& table)
{
    const sources::MappingKnowledge knowledge{known().names, known().dimensions};
    const sources::TableProfile profile = sources::profile_of(table);
    const sources::Proposal proposal = sources::propose_mapping(table, profile, knowledge);
    if (!proposal.questions.empty()) {
        return;
    }
    const std::string kept = proposal.mapping.toml();
    const sources::Mapping again = sources::Mapping::parse(kept, "kept");
    ensure(again.toml() == kept, "a mapping is kept whole");
    const auto first = observations(table, proposal.mapping);
    ensure(observations(table, again) == first, "a kept mapping reads the same");
    const auto fitted = sources::fit_mapping(again, table, profile, knowledge);
    if (first && *first > 0) {
        ensure(fitted && fitted->questions.empty(), "a file is found again by its own mapping");
        ensure(observations(table, fitted->mapping) == first, "and read the same");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const fuzz::MemoryFile file(data, size);
    try {
        const formats::PlainFile plain(file.path(), formats::ReadOptions{.file_name = "kita_2023.csv"});
        for (const formats::PlainTable& table : plain.tables()) {
            check_table(table);
        }
    } catch (const Error&) {
        return 0;
    }
    return 0;
}
