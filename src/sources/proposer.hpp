#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "sources/mapping_proposal.hpp"

namespace allmende::sources {

/// Columns with the places of institutions.
struct PlaceColumns {
    std::optional<std::size_t> east;
    std::optional<std::size_t> north;
    int epsg = 0;  ///< 0: none
};

/// Builds a proposal step by step; each step takes columns that the later ones then leave alone. Areas are understood
/// in proposer_area.cpp, numbers in proposer_values.cpp, all else in mapping_proposal.cpp.
class Proposer {
public:
    Proposer(const formats::PlainTable& table, const TableProfile& profile, const MappingKnowledge& knowledge)
        : table_(table), profile_(profile), knowledge_(knowledge), taken_(table.columns.size(), false)
    {}

    Proposal propose();

private:
    const formats::PlainTable& table_;
    const TableProfile& profile_;
    const MappingKnowledge& knowledge_;
    std::vector<bool> taken_;
    Proposal proposal_;
    std::vector<std::size_t> area_columns_;
    bool headings_tell_time_ = false;  ///< those of the columns of numbers
    std::string misread_time_;         ///< a question about a column headed as time that is not taken

    /// A title for a table that has none: what its sheet or its file is called.
    std::string readable_name() const;
    const std::string& name(std::size_t column) const { return table_.columns[column].name; }
    const ColumnProfile& of(std::size_t column) const { return profile_.columns[column]; }
    std::size_t size() const { return table_.columns.size(); }

    template <typename... Args>
    void say(fmt::format_string<Args...> text, Args&&... args)
    {
        proposal_.reasons.push_back(fmt::format(text, std::forward<Args>(args)...));
    }
    template <typename... Args>
    void ask(std::string key, fmt::format_string<Args...> text, Args&&... args)
    {
        proposal_.mapping.open.insert(key);
        proposal_.questions.push_back({std::move(key), fmt::format(text, std::forward<Args>(args)...)});
    }

    /// Rows that are children, pupils, staff: throws Error{bad_input}, for such data never come in.
    void refuse_persons() const;
    bool holds_persons(std::size_t column) const;
    void find_empty();
    std::vector<std::size_t> with_role(formats::Role role) const;
    /// What the format itself says, but for area and time, which content has a word in.
    void find_declared();
    std::vector<std::string> texts_of(std::size_t column) const;
    /// 0: no keys; else the better the finer.
    std::size_t key_quality(std::size_t column) const;
    /// Land, RB, Kreis, (VB), Gem in columns of their own, as the Gemeindeverzeichnis writes them.
    std::vector<std::size_t> split_key() const;
    void take_area(AreaRule::By by, const std::vector<std::size_t>& columns);
    void find_name_column();
    /// A name beside the key of another unit: rows that were shifted or sorted apart.
    void ask_for_swapped_names(std::size_t names);
    void find_area();
    /// The first row of data stands where the columns should have names.
    [[noreturn]] void refuse_area_as_heading(const std::string& heading) const;
    /// Rows that stand for the sum of the units.
    void leave_out_sums(std::size_t column);
    /// Of a column of keys, the texts that are none.
    void settle_other_texts(std::size_t column);
    /// A column headed as official keys that holds something else.
    void ask_for_damaged_keys();
    /// A column of names of units.
    struct NamesInColumn {
        std::size_t column = 0;
        areas::Level level = areas::Level::kreis;
        std::size_t found = 0;  ///< different names that are known
    };
    std::optional<NamesInColumn> names_in(std::size_t column) const;
    bool find_area_by_name();
    /// Codes of NUTS tell levels apart that have units of the same name: `DEA1` is the government region of Düsseldorf.
    bool find_area_by_nuts();
    bool is_nuts(std::size_t column) const;
    void settle_nuts(std::size_t column);
    /// Keys that look official but stand beside names of other units: `01` is Alabama.
    void doubt_names_of_keys(std::size_t column);
    /// A table of one municipality may name it in its title: `Stadt Bochum – Schulverwaltungsamt`.
    bool find_area_in_title();
    /// Its key, and where it stands; only with the word that says what it is (`Stadt Essen`), unless `bare`.
    std::optional<std::pair<std::string, std::string_view>> area_in_title(bool bare) const;
    /// Names that nobody knows, or that fit several units, are questions; among several one is meant where the others
    /// stand in the column by themselves (`München` beside `München, Landkreis`).
    void settle_names(const std::vector<std::string>& texts, areas::Level level);
    void find_names_of_own_areas();
    /// Countries by their codes; what is none of them is asked.
    bool settle_countries(std::size_t column);
    /// The unit that a part of a heading names by its key or its name.
    std::optional<std::string> area_of_heading(std::string_view part) const;
    /// A table with one column for each unit: `Merkmal;Bochum;Dortmund`.
    bool find_areas_in_headings();
    /// Of such a table, the columns that name no unit.
    void settle_areas_of_headings();
    /// The format says that a dimension is geography, but its codes are none of ours: other countries, own divisions.
    bool find_own_areas();
    void find_period();
    /// A column whose heading says time and whose cells are times; of several the one that says it most plainly.
    std::optional<std::size_t> time_column();
    /// The time that the format declares but that holds what is no reporting period.
    bool ask_about_declared_period();
    /// The column that was headed as time but holds others, and the first of these; for the question.
    void note_misread_time(std::size_t column);
    /// A column without a word of time that holds years beside other numbers, or days and no heading.
    std::optional<std::size_t> column_of_years() const;
    /// A list of institutions is of the day on which it was fetched, where it says no other.
    std::optional<std::size_t> column_of_fetching() const;
    /// `Monat` or `Quartal` beside a year.
    void find_part_of_year();
    /// What title, sheet or file name say of when the numbers are. Asks where they say something unclear.
    struct NamedPeriod {
        std::optional<Period> period;
        std::string_view where;
        std::string unclear;
    };
    NamedPeriod named_period() const;
    /// Of columns of numbers that name no time beside others that do: comparisons go, the rest is of the time that the
    /// table has, or a question.
    void find_periods_of_others();
    /// A list of institutions is of one time, also where its columns of numbers are of several.
    void find_period_of_institutions();
    std::optional<std::size_t> first_that_says(std::string_view words) const;
    PlaceColumns find_places() const;
    /// Whether a list with numbers and names is one of schools, day-care centres and the like, and not of districts or
    /// of rows that somebody numbered: a heading, the title or the file says so, or each has an address.
    bool tells_institutions(std::size_t key) const;
    void find_institution();
    /// Numbers that are names: `Klasse`, `Monat`.
    bool is_level(std::size_t column) const;
    /// A coordinate, by its heading and by where its numbers lie.
    bool is_place(std::size_t column) const;
    /// Whether a first column without heading counts the rows, as programs write it beside what they export.
    bool numbers_the_rows(std::size_t column) const;
    bool may_count(std::size_t column) const;
    void find_values();
    /// Numbers with a few words between them: `k. A.`, `geheim`.
    bool mostly_numbers(std::size_t column) const;
    /// A column of numbers none of which is there: `...`, `.`, `k. A.`
    bool holds_only_marks(std::size_t column) const;
    std::vector<std::string> words_in(std::size_t column) const;
    void find_missing(std::size_t column);
    /// What the parts of a heading say: time, categories of known breakdowns, the rest is what is counted.
    ValueRule value_rule(std::size_t column) const;
    /// What numbers count whose heading does not say it: the title without its time.
    std::string measure_of_table() const;
    /// `Schüler` and `Schüler in %` are two measures.
    void tell_units_apart();
    /// `darunter weiblich` counts what the column before it counts.
    void name_parts_by_their_whole();
    /// Without the number that tells a repeated heading from its first column: `2023 (2)`.
    std::string heading_as_delivered(std::size_t column) const;
    /// Columns whose headings say the same: what the second counts is a question.
    void ask_about_twins();
    void find_unit_column();
    /// Of one column of numbers: another one that says what each row counts.
    void find_measure_column();
    void add_dimension(std::size_t column);
    /// The breakdown of the catalogue that most of the texts belong to; empty where it is none.
    std::string known_dimension(const std::vector<std::string>& texts) const;
    void tell_dates_for_codes(std::size_t column);
    bool may_break_down(std::size_t column) const;
    void find_dimensions();
    bool is_dimension(std::size_t column) const;
    void find_decimal_sign();
    /// `1.234` in a column without sure fractions, beside one with a decimal point: a thousand for all one knows.
    void doubt_thousands();
    /// Columns by which the mapping tells rows apart.
    std::vector<std::size_t> key_columns() const;
    /// The column, if there is one, that tells rows apart that otherwise agree and hold different numbers.
    std::optional<std::size_t> telling_column(const std::vector<std::size_t>& keys) const;
    void check_rows_apart();
};

}  // namespace allmende::sources
