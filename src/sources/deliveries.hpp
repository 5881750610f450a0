#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "facts/dictionary.hpp"
#include "facts/fact_store.hpp"
#include "facts/rounding.hpp"
#include "formats/official_table.hpp"
#include "state/database.hpp"

namespace allmende::sources {

/// One delivered file, as recorded. The file itself is kept unchanged under its hash.
struct Delivery {
    std::int32_t number = 0;
    std::string file_name;  ///< as handed in, without folders
    std::string sha256;
    std::string part;  ///< the sheet or table of a file that holds several; empty where it holds one
    std::int64_t bytes = 0;
    std::string delivered_at;  ///< ISO, UTC
    std::string dataset;       ///< id
    std::string table;         ///< code in the file
    std::string title;
    std::string statistic;
    std::string edition;  ///< `Stand` of the export, ISO; empty where the file has none
    std::string attribution;
    std::string licence;  ///< id in catalog/licences.toml; empty where unknown
    std::string notes;
    std::string layout;
    std::string encoding;
    facts::Precedence precedence = facts::Precedence::newest;
    std::int64_t rows = 0;
    std::int64_t observations = 0;
    std::int64_t superseded = 0;
    std::int64_t unchanged = 0;
    std::int64_t duplicates = 0;
    std::int64_t areas = 0;
    std::int32_t first_period = 0;  ///< Period::code()
    std::int32_t last_period = 0;
};

/// The record of all deliveries and of the words they brought.
class Deliveries {
public:
    explicit Deliveries(state::Database& database);

    std::vector<Delivery> all() const;
    std::optional<Delivery> find(const std::string& sha256, const std::string& part) const;
    /// Whether any delivery came out of this file.
    bool has_file(const std::string& sha256) const;
    /// The highest number given; 0 where there is none.
    std::int32_t last_number() const;
    /// The newest edition delivered of a dataset; empty where none is known.
    std::string newest_edition(const std::string& dataset) const;

    facts::Dictionary dictionary() const;
    /// Writes what the dataset's words grew by.
    void record_words(const facts::Dataset& dataset);
    void record(const Delivery& delivery, const std::vector<facts::RoundingWatch::Group>& rounding);
    /// What was found of rounding, by delivery; of the counts only cells and ones.
    std::map<std::int32_t, std::vector<facts::RoundingWatch::Group>> rounding_groups() const;
    /// Rounding found in the cells; of several deliveries the newest counts.
    facts::RoundingIndex rounding() const;
    /// Whole numbers other than 0 that were delivered, and how many of them are 1.
    struct Counts {
        std::int64_t cells = 0;
        std::int64_t ones = 0;
    };
    Counts counts(const std::string& dataset) const;
    /// Forgets everything derived from deliveries, before they are all read again.
    void forget_all();

private:
    state::Database& database_;
};

}  // namespace allmende::sources
