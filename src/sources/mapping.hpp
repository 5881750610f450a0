#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "areas/area.hpp"
#include "base/cell.hpp"
#include "base/period.hpp"

namespace allmende::sources {

/// Where the unit of a row stands.
struct AreaRule {
    enum class By {
        key,   ///< official keys, also in parts over several columns or without their leading zero
        name,  ///< official or everyday names
        nuts,  ///< codes of the European Union's NUTS; other countries and their regions keep theirs
        own,   ///< keys of other countries or of a municipality's own division
        all    ///< no column: the whole table is about one unit
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
    std::vector<std::string> categories;  ///< of breakdowns that its heading says: `männlich`
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
    std::string title;
    std::string attribution;
    std::string licence;  ///< id in catalog/licences.toml
    std::string sheet;    ///< of a workbook, or the name of a table in a file of several
    DecimalSign decimal_sign =
        DecimalSign::none;  ///< none: no number has decimals, points and commas separate thousands
    AreaRule area;
    std::string period_column;
    std::optional<Period> period;  ///< of all rows
    std::string measure_column;
    std::string unit_column;
    std::string status_column;
    std::vector<DimensionRule> dimensions;
    std::vector<ValueRule> values;
    std::map<std::string, std::string> missing;  ///< text instead of a number → mark (`.`, `-`, `x`, `/`, `...`)
    std::optional<InstitutionRule> institution;
    std::vector<std::string> columns;  ///< all headings in order: by them next year's file is recognised

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
