#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "areas/area.hpp"
#include "base/cell.hpp"
#include "base/period.hpp"

namespace allmende::sources {

/// Whether points or commas set thousands apart in the file that a mapping was understood from.
enum class Thousands {
    told,   ///< a person wrote the mapping and so knows
    seen,   ///< some numbers can be read in no other way
    unseen  ///< the decimal sign is sure, but no number had a thousand set apart
};

/// Where the unit of a row stands.
struct AreaRule {
    enum class By {
        key,      ///< official keys, also in parts over several columns or without their leading zero
        name,     ///< official or everyday names
        nuts,     ///< codes of the European Union's NUTS; other countries and their regions keep theirs
        own,      ///< keys of other countries or of a municipality's own division
        all,      ///< no column: the whole table is about one unit
        headings  ///< the columns of numbers name one each
    };
    By by = By::key;
    std::vector<std::string> columns;
    std::string name_column;                         ///< what the units are called; empty: as the register knows them
    std::string key;                                 ///< of the one unit, or what own keys begin with
    std::optional<areas::Level> level;               ///< of names: which level they are about
    std::map<std::string, std::string> corrections;  ///< text of the file → key; an empty key leaves the row out
};

/// A column of numbers.
struct ValueRule {
    std::string column;
    std::string measure;  ///< what it counts; empty where a column of the row says it
    std::string unit;
    std::optional<Period> period;         ///< where its heading says it
    std::string area;                     ///< key of the unit, where its heading says it
    std::vector<std::string> categories;  ///< of breakdowns that its heading says: `männlich`
    bool asks_period = false;             ///< of a proposal: of when it is, is an open question
};

struct DimensionRule {
    std::string column;
    std::string label;        ///< what the breakdown is called
    std::string text_column;  ///< words for the codes in `column`; empty: `column` holds words
    std::string known;        ///< id of the catalogue's breakdown that it is; empty: one of the table's own
};

/// The table is a list of schools, day-care centres or others: a row is one of them.
struct InstitutionRule {
    std::string key;                ///< column with its number
    std::string numbers;            ///< whose numbers: lists with the same word are joined by them; empty: own ones
    std::vector<std::string> name;  ///< columns that make its name
    std::string street;
    std::string place;
    std::string east;   ///< column: easting or longitude; empty: no places
    std::string north;  ///< column: northing or latitude
    int epsg = 0;       ///< of these: 25832, 25833 or 4326
};

/// Says which column of a table is what. Kept in the workspace as TOML, one file per delivery.
struct Mapping {
    std::string table;  ///< id of the dataset
    std::string file;   ///< what table_id() makes of the file: by it next year's file of the same table is found again
    std::string title;
    std::string attribution;
    std::string licence;  ///< id in catalog/licences.toml
    std::string sheet;    ///< of a workbook, or the name of a table in a file of several
    DecimalSign decimal_sign =
        DecimalSign::none;  ///< none: no number has decimals, points and commas separate thousands
    Thousands thousands = Thousands::told;
    AreaRule area;
    std::string period_column;
    std::string period_part_column;  ///< month or quarter of the year in `period_column` or `period`
    std::optional<Period> period;    ///< of all rows; of columns that name their own it is not
    std::string measure_column;
    std::string unit_column;
    std::string status_column;
    std::vector<std::string> fill_down;  ///< columns whose empty cells mean what stands above them
    std::vector<DimensionRule> dimensions;
    std::vector<ValueRule> values;
    std::map<std::string, std::string> missing;  ///< text instead of a number → mark (`.`, `-`, `x`, `/`, `...`)
    std::optional<InstitutionRule> institution;
    std::vector<std::string> columns;  ///< all headings in order: by them next year's file is recognised
    std::set<std::string> open;        ///< of a proposal: keys that are questions, written as "?", which none reads

    /// As TOML, with comments that say what may be changed.
    std::string toml() const;
    /// Throws Error{bad_input} with file, line and column.
    static Mapping load(const std::filesystem::path& path);
    static Mapping parse(std::string_view toml, const std::string& source_name);

    /// Columns that the mapping needs, each once.
    std::vector<std::string> needed_columns() const;
    /// Gives a column another name everywhere.
    void rename(const std::string& from, const std::string& to);
};

/// Stands in a mapping where an answer is wanted; a mapping with it is not read.
inline constexpr std::string_view unanswered = "?";

/// What about a mapping only people know, and why.
struct Question {
    std::string key;   ///< of the mapping: `area`, `period`, `decimal_sign` …
    std::string text;  ///< one sentence, with what to write
};

/// A mapping as it was understood from a file.
struct Proposal {
    Mapping mapping;
    std::vector<std::string> reasons;  ///< how each part was understood, a sentence each
    std::vector<Question> questions;   ///< open ones: with any, nothing is imported

    /// The mapping as TOML, reasons and questions as comments before it.
    std::string toml() const;
};

}  // namespace allmende::sources
