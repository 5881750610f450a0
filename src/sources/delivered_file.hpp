#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "areas/area_names.hpp"
#include "formats/plain_file.hpp"
#include "formats/read_table.hpp"
#include "sources/mapped_table.hpp"
#include "sources/mapping_proposal.hpp"

namespace allmende::sources {

class Workspace;

/// What files are understood with: the units and breakdowns that are known, and mappings of earlier files.
struct Understanding {
    const areas::AreaNames& names;
    const areas::RegisterNotation& notation;
    const DimensionCatalogue& dimensions;
    std::vector<Mapping> earlier;  ///< newest first
};

/// Gives the same each time; asked only for files without official layout, for it takes a while to gather.
using Understand = std::function<const Understanding&()>;

/// A delivered file, whatever its format, as the tables in it: one where it has an official layout, else each with the
/// mapping that it is read through.
class DeliveredFile {
public:
    /// A table of the file.
    struct Table {
        std::string part;                  ///< sheet; empty where the file is one table
        std::optional<Proposal> proposal;  ///< nothing: an official layout, which says itself what it holds
        std::filesystem::path official;    ///< of an official layout: the CSV to read
        bool found_again = false;          ///< by the mapping of an earlier file
    };

    /// Looks at the beginning and the end of an official file; a file without official layout is read once to
    /// understand its columns, unless `mapping` says what they are. Throws Error{bad_input}.
    DeliveredFile(const std::filesystem::path& path, const formats::ReadOptions& options, Understand understand,
                  const std::optional<Mapping>& mapping = std::nullopt);

    const std::vector<Table>& tables() const { return tables_; }
    /// Throws Error{bad_input} with all that only people know of a table, and with what to do.
    void need_answers(const Table& table) const;
    formats::TableResult read(const Table& table, formats::TableSink& sink,
                              const std::function<void(const Institution&)>& institution = {}) const;
    /// When the file was made, ISO; empty where it does not say.
    std::string edition(const Table& table) const;
    /// `xlsx`, `px` …, or the name of the official layout.
    std::string layout(const Table& table, const formats::TableResult& result) const;

private:
    std::filesystem::path path_;
    formats::ReadOptions options_;
    Understand understand_;
    std::unique_ptr<formats::PlainFile> plain_;
    ScratchFolder sheets_;  ///< of a workbook with several official tables
    std::vector<Table> tables_;

    void find_official_sheets();

    Table understood(const formats::PlainTable& table) const;
    /// With the mapping of an earlier file, else with a proposed one.
    Table read_through(const formats::PlainTable& table, const TableProfile& profile) const;
};

/// Throws what is wrong with a file without reading it whole: cut off, damaged, no table at all.
void check_file(const std::filesystem::path& path, const formats::ReadOptions& options);

}  // namespace allmende::sources
