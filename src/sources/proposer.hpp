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
        proposal_.questions.push_back({std::move(key), fmt::format(text, std::forward<Args>(args)...)});
    }

    /// Rows that are children, pupils, staff: throws Error{bad_input}, for such data never come in.
    void refuse_persons() const;
    void find_empty();
    std::vector<std::size_t> with_role(formats::Role role) const;
    /// What the format itself says, but for area and time, which content has a word in.
    void find_declared();
    /// The time that the format declares but that holds what is no reporting period.
    bool ask_about_declared_period();
    std::vector<std::string> texts_of(std::size_t column) const;
    /// 0: no keys; else the better the finer.
    std::size_t key_quality(std::size_t column) const;
    /// Land, RB, Kreis, (VB), Gem in columns of their own, as the Gemeindeverzeichnis writes them.
    std::vector<std::size_t> split_key() const;
    void take_area(AreaRule::By by, const std::vector<std::size_t>& columns);
    void find_name_column();
    void find_area();
    bool find_area_by_name();
    /// Codes of NUTS tell levels apart that have units of the same name: `DEA1` is the government region of Düsseldorf.
    bool find_area_by_nuts();
    bool is_nuts(std::size_t column) const;
    void settle_nuts(std::size_t column);
    /// Keys that look official but stand beside names of other units: `01` is Alabama.
    void doubt_names_of_keys(std::size_t column);
    /// A table of one municipality may name it in its title: `Stadt Bochum – Schulverwaltungsamt`.
    bool find_area_in_title();
    /// Names that nobody knows, or that fit several units, are questions; among several one is meant where the others
    /// stand in the column by themselves (`München` beside `München, Landkreis`).
    void settle_names(const std::vector<std::string>& texts, areas::Level level);
    /// The format says that a dimension is geography, but its codes are none of ours: other countries, own divisions.
    bool find_own_areas();
    void find_period();
    static std::optional<Period> period_of_heading(const std::string& heading);
    static std::vector<std::string_view> parts_of(std::string_view heading);
    std::optional<std::size_t> first_that_says(std::string_view words) const;
    PlaceColumns find_places() const;
    void find_institution();
    bool is_level(std::size_t column) const;
    void find_values();
    /// Numbers with a few words between them: `k. A.`, `geheim`.
    bool mostly_numbers(std::size_t column) const;
    std::vector<std::string> words_in(std::size_t column) const;
    void find_missing(std::size_t column);
    /// What the parts of a heading say: time, categories of known breakdowns, the rest is what is counted.
    ValueRule value_rule(std::size_t column);
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
    void check_rows_apart();
};

}  // namespace allmende::sources
