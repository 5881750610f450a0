#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "areas/reforms.hpp"

namespace allmende::areas {

/// One line of a list of territorial changes.
struct ReformRow {
    /// whole: the old unit is dissolved; part: it goes on without what it gave away; renamed: it only got another key.
    enum class Kind { whole, part, renamed };
    std::size_t line = 0;
    std::string date;  ///< ISO
    std::string from;
    std::string to;
    std::string to_name;
    Kind kind = Kind::whole;
    ByWeight sizes;  ///< of what went over; the area in km²
};

/// A list as rows of cells, read one by one. Two layouts are known: the yearly lists of the Statistisches Bundesamt
/// (“Namens-, Grenz- und Schlüsseländerungen”: unit, kind of change, ARS and AGS old and new, area, inhabitants, days
/// of effect), and a plain table whose first row names the columns date, from, to and, where known, name, kind
/// (`whole`, `part`, `key`), population, area (km²), employees.
class ReformListReader {
public:
    /// `source`: name of the file for messages.
    explicit ReformListReader(std::string source) : source_(std::move(source)) {}

    /// Throws Error{bad_input} with file and line for a row that is neither heading nor change.
    void read(std::size_t line, std::span<const std::string_view> cells);
    /// Throws Error{bad_input} where no row was a change.
    const std::vector<ReformRow>& rows() const;
    /// Rows of other units than Gemeinden, and changes of names alone, which move nobody.
    std::size_t left_out() const { return left_out_; }

private:
    std::string source_;
    std::vector<ReformRow> rows_;
    std::vector<std::string> columns_;  // of the plain layout; empty: not found
    std::optional<double> km2_per_unit_;
    std::size_t left_out_ = 0;

    void read_heading(std::span<const std::string_view> cells);
    void read_official(std::size_t line, std::span<const std::string_view> cells);
    void read_plain(std::size_t line, std::span<const std::string_view> cells);
    std::string need_day(std::size_t line, std::string_view text) const;
    std::string need_key(std::size_t line, std::string_view text) const;
    std::optional<double> size(std::size_t line, std::string_view text) const;
};

/// What is known of units beside the list.
struct UnitKnowledge {
    /// Whether a unit was formed in this year: it has values from then on only.
    std::function<bool(const std::string& key, int year)> was_formed;
    /// How large it was at the end of a year.
    std::function<std::optional<double>(Weight, const std::string& key, int year)> size;
};

struct ReformList {
    std::vector<Reform> reforms;             ///< one for each day
    std::vector<std::string> not_divisible;  ///< rows left out, with the reason
};

/// A unit into which others went and of which nothing says that it was formed then is taken to have existed before: if
/// it had not, its earlier numbers are missing, never wrong. `name`: begin of the reforms' ids.
ReformList reforms_of(const std::vector<ReformRow>& rows, const std::string& name, const std::string& source,
                      const UnitKnowledge& knowledge);

/// As a file of `catalog/reforms/`.
std::string toml_of(const std::vector<Reform>& reforms);

}  // namespace allmende::areas
