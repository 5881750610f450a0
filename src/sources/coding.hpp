#pragma once

#include <array>
#include <string>
#include <unordered_map>
#include <vector>

#include "areas/area_register.hpp"
#include "facts/dictionary.hpp"
#include "facts/fact_store.hpp"
#include "formats/official_table.hpp"
#include "sources/dataset_catalogue.hpp"
#include "sources/dimension_catalogue.hpp"

namespace allmende::sources {

/// Turns the rows of one file into coded observations: texts become numbers of areas, measures and codes; what is new
/// grows the dataset's words and the register of areas. One per delivery.
class Coder {
public:
    /// `dataset` and `areas` grow; `known` may be null.
    Coder(const DimensionCatalogue& dimensions, const KnownDataset* known, facts::Dataset& dataset,
          areas::AreaRegister& areas);

    /// Throws Error{bad_input} where the table has more breakdowns than a dataset can hold.
    void begin(const formats::TableHead& head);
    /// Appends the observations of a row.
    void code(const formats::TableRow& row, facts::Observations& out);

    /// Columns whose headings say the same as another column's; they are told apart by a breakdown of their own.
    const std::vector<std::string>& ambiguous_columns() const { return ambiguous_columns_; }

private:
    struct Place {
        std::size_t slot;
        std::int32_t code;
    };
    struct CodedColumn {
        std::int32_t measure = -1;  ///< -1: the row names it
        std::vector<Place> places;
    };
    /// The last text of a key column and what it means: rows repeat them.
    struct CodedKey {
        std::string last;
        std::vector<Place> places;
        std::unordered_map<std::string, std::vector<Place>> known;
    };

    const DimensionCatalogue& catalogue_;
    const KnownDataset* known_;
    facts::Dataset& dataset_;
    areas::AreaRegister& areas_;
    formats::TableHead head_;
    std::vector<CodedColumn> columns_;
    std::vector<CodedKey> keys_;
    std::vector<std::string> ambiguous_columns_;
    formats::Measure last_measure_;
    std::int32_t last_measure_number_ = -1;
    std::string last_area_;
    areas::AreaNumber last_area_number_ = -1;

    Place place(const Coordinate& coordinate);
    std::vector<Place> places_of_key(std::size_t key, const formats::KeyCell& cell);
    std::vector<Place> places_of_column(const formats::ValueColumn& column);
    std::int32_t measure_number(const formats::Measure& measure);
    void separate_ambiguous_columns();
    areas::AreaNumber area_number(const formats::TableRow& row);
};

}  // namespace allmende::sources
