#pragma once

#include "areas/area_names.hpp"
#include "formats/plain_table.hpp"
#include "sources/column_profile.hpp"
#include "sources/dimension_catalogue.hpp"
#include "sources/mapping.hpp"

namespace allmende::sources {

/// What understanding a table's columns needs to know.
struct MappingKnowledge {
    const areas::AreaNames& names;
    const DimensionCatalogue& dimensions;
};

/// Understands from headings and content which column of a table is what. What cannot be known surely becomes a
/// question: a decimal sign where both readings fit, a name that fits several units, numbers without a time.
Proposal propose_mapping(const formats::PlainTable& table, const TableProfile& profile,
                         const MappingKnowledge& knowledge);

/// How a mapping of an earlier file was fitted to the columns of a new one.
struct FittedMapping {
    Mapping mapping;
    std::vector<std::string> changes;  ///< what is different, a sentence each
    std::vector<Question> questions;   ///< what only people know of the changes
};

/// The mapping for a file of the same table whose headings or order may have changed: columns that the new file lacks
/// are looked for among its new ones by their content. Nothing where the two are not the same table, or where a
/// needed column is not found.
std::optional<FittedMapping> fit_mapping(const Mapping& mapping, const formats::PlainTable& table,
                                         const TableProfile& profile, const MappingKnowledge& knowledge);

/// What an earlier mapping of another table with the same columns answers of a new table's questions, as one provider's
/// lists share their columns; its measures, time and title are those of `proposal`. Nothing where the columns differ.
std::optional<FittedMapping> borrow_mapping(const Mapping& mapping, const formats::PlainTable& table,
                                            const TableProfile& profile, const Proposal& proposal);

/// Columns by which a mapping tells the rows of a table apart.
std::vector<std::size_t> columns_of_key(const Mapping& mapping, const formats::PlainTable& table);

/// Two rows (positions in the sample of the profile) that a mapping takes for the same cells though their numbers
/// differ: a breakdown is missing.
std::optional<std::pair<std::size_t, std::size_t>> contradicting_rows(const Mapping& mapping,
                                                                      const formats::PlainTable& table,
                                                                      const TableProfile& profile);

/// The id that a table gets: its own, else the file's name without what tells editions apart: years, days, `neu`,
/// `final` (`kita_2023_24_neu.csv` → `kita`). Numbers of official tables stay (`21111-01-03-4`).
std::string table_id(const formats::PlainTable& table);

/// What a text like `1,234` among the numbers of a sheet asks: a thousand or a fraction. Of the columns that a mapping
/// reads.
std::optional<Question> unsure_number(const formats::PlainTable& table, const Mapping& mapping);

}  // namespace allmende::sources
