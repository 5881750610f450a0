#include <algorithm>

#include "base/text.hpp"
#include "facts/fact_store.hpp"
#include "sources/headings.hpp"
#include "sources/mapping_proposal.hpp"

namespace allmende::sources {

namespace {

/// How alike two columns are by what they hold: 0 to 1.
double likeness(const std::string& role, const ColumnProfile& profile)
{
    if (role == "area") {
        return profile.filled == 0 ? 0 : static_cast<double>(profile.area_keys) / static_cast<double>(profile.filled);
    }
    if (role == "period") {
        return profile.filled == 0 ? 0 : static_cast<double>(profile.periods) / static_cast<double>(profile.filled);
    }
    if (role == "value") {
        return profile.is_numeric() ? 1 : 0;
    }
    return profile.is_numeric() || profile.filled == 0 ? 0 : 0.5;
}

std::string role_in(const Mapping& mapping, const std::string& column)
{
    if (std::find(mapping.area.columns.begin(), mapping.area.columns.end(), column) != mapping.area.columns.end()) {
        return mapping.area.by == AreaRule::By::key ? "area" : "text";
    }
    if (column == mapping.period_column) {
        return "period";
    }
    const bool value = std::any_of(mapping.values.begin(), mapping.values.end(),
                                   [&](const ValueRule& rule) { return rule.column == column; });
    return value ? "value" : "text";
}

bool share_a_word(const std::string& one, const std::string& other)
{
    const std::string other_text = "-" + slug(other) + "-";
    const std::string text = slug(one);
    const auto words = split(text, '-');
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
        return word.size() > 2 && !all_digits(word) &&
               other_text.find("-" + std::string(word) + "-") != std::string::npos;
    });
}

bool has(const std::vector<std::string>& list, const std::string& name)
{
    return std::find(list.begin(), list.end(), name) != list.end();
}

std::vector<std::string> only(const std::vector<std::string>& list, const std::vector<std::string>& other, bool in)
{
    std::vector<std::string> chosen;
    std::copy_if(list.begin(), list.end(), std::back_inserter(chosen),
                 [&](const std::string& name) { return has(other, name) == in; });
    return chosen;
}

/// Fits one mapping to one table.
class Fitter {
public:
    Fitter(const Mapping& mapping, const formats::PlainTable& table, const TableProfile& profile)
        : old_(mapping), table_(table), profile_(profile), fitted_{mapping, {}, {}}
    {
        for (const formats::PlainColumn& column : table.columns) {
            here_.push_back(column.name);
        }
        fresh_ = only(here_, old_.columns, false);
        lost_ = only(old_.needed_columns(), here_, false);
        by_heading_ = std::any_of(old_.values.begin(), old_.values.end(),
                                  [](const ValueRule& rule) { return rule.period.has_value() || !rule.area.empty(); });
    }

    /// Another table that happens to have an area and a year as well is not this one.
    bool is_same_table() const
    {
        if (formats::names_itself(table_)) {
            return is_table_that_the_format_names();
        }
        return most_columns_are_there() && is_file_of_the_mapping();
    }

    std::optional<FittedMapping> fit(const Proposal& proposal)
    {
        if (!find_lost_columns()) {
            return std::nullopt;
        }
        if (by_heading_) {
            take_values(proposal);
        }
        take_new_columns(proposal.mapping);
        tell_columns();
        if (!table_.title.empty()) {
            fitted_.mapping.title = table_.title;
        }
        fitted_.mapping.file = table_id(table_);
        take_declared_numbers(proposal);
        fitted_.mapping.columns = here_;
        return take_period(proposal) && take_decimal_sign(proposal) ? std::optional(std::move(fitted_)) : std::nullopt;
    }

    /// Whether it has the same columns, as a provider gives them to all its lists. Formats that name their tables have
    /// columns of the same names in all of them.
    bool has_same_columns() const
    {
        return !formats::names_itself(table_) && lost_.empty() && fresh_.empty() && here_.size() == old_.columns.size();
    }

    /// What was answered once of such columns: names of areas, words instead of numbers, the decimal sign. What the
    /// table counts, of when and what it is called it says itself.
    std::optional<FittedMapping> borrow(const Proposal& proposal)
    {
        tell("it is a table of its own, “{}”, with the columns of “{}”", proposal.mapping.table, old_.table);
        fitted_.mapping.table = proposal.mapping.table;
        fitted_.mapping.file = proposal.mapping.file;
        fitted_.mapping.title = proposal.mapping.title;
        fitted_.mapping.values = proposal.mapping.values;
        fitted_.mapping.columns = here_;
        const bool answered =
            std::none_of(fitted_.mapping.values.begin(), fitted_.mapping.values.end(), [](const ValueRule& rule) {
                return rule.asks_period || rule.measure == unanswered || rule.area == unanswered;
            });
        // A new column may tell rows apart that the mapping would take for one.
        const bool apart = fitted_.mapping.institution || !contradicting_rows(fitted_.mapping, table_, profile_);
        return answered && apart && take_period(proposal) && take_decimal_sign(proposal)
                   ? std::optional(std::move(fitted_))
                   : std::nullopt;
    }

private:
    const Mapping& old_;
    const formats::PlainTable& table_;
    const TableProfile& profile_;
    FittedMapping fitted_;
    std::vector<std::string> here_;   ///< headings of the file
    std::vector<std::string> fresh_;  ///< of these, those that the mapping does not know
    std::vector<std::string> lost_;   ///< needed ones that the file does not have
    bool by_heading_ = false;         ///< columns of numbers name their years or units

    template <typename... Args>
    void tell(fmt::format_string<Args...> text, Args&&... args)
    {
        fitted_.changes.push_back(fmt::format(text, std::forward<Args>(args)...));
    }

    bool find_lost_columns()
    {
        const bool one_for_one = fresh_.size() == 1 && lost_.size() == 1;
        for (const std::string& column : lost_) {
            const std::string role = role_in(old_, column);
            if (by_heading_ && role == "value") {
                continue;
            }
            double best = 0.35;
            std::string successor;
            for (std::size_t c = 0; c < here_.size(); ++c) {
                const double fit =
                    likeness(role, profile_.columns[c]) * (0.5 + likeness_of_headings(column, here_[c]) / 2) +
                    (one_for_one ? 0.2 : 0);
                if (has(fresh_, here_[c]) && fit > best) {
                    best = fit;
                    successor = here_[c];
                }
            }
            if (successor.empty()) {
                return false;
            }
            if (role == "value" && !share_a_word(column, successor)) {
                ask_for_measure(column, successor);
            } else {
                tell("“{}” is now called “{}”", column, successor);
            }
            fitted_.mapping.rename(column, successor);
            fresh_.erase(std::find(fresh_.begin(), fresh_.end(), successor));
        }
        return true;
    }

    /// `Plätze` and `Kapazität` may be the same, a rate and a number of children are not.
    void ask_for_measure(const std::string& old, const std::string& successor)
    {
        for (ValueRule& rule : fitted_.mapping.values) {
            if (rule.column == old) {
                fitted_.questions.push_back(
                    {"value",
                     fmt::format("“{}” is gone and “{}” is new: are they the same? Write under [[value]] of “{}” "
                                 "measure = \"{}\" if so, else its own name",
                                 old, successor, successor, rule.measure)});
                rule.measure = std::string(unanswered);
            }
        }
    }

    /// Columns that name a year or a unit are understood anew; what was answered of their units holds.
    void take_values(const Proposal& proposal)
    {
        fitted_.mapping.values = proposal.mapping.values;
        bool open = false;
        for (ValueRule& rule : fitted_.mapping.values) {
            const auto old = std::find_if(old_.values.begin(), old_.values.end(),
                                          [&](const ValueRule& other) { return other.column == rule.column; });
            if (rule.area == unanswered && old != old_.values.end()) {
                rule.area = old->area;
                rule.measure = old->measure;
            }
            open = open || rule.area == unanswered;
        }
        std::copy_if(proposal.questions.begin(), proposal.questions.end(), std::back_inserter(fitted_.questions),
                     [&](const Question& question) { return open && question.key == "value.area"; });
    }

    /// A new breakdown tells rows apart that were one before; new numbers are further measures.
    void take_new_columns(const Mapping& proposed)
    {
        Mapping& mapping = fitted_.mapping;
        for (const DimensionRule& rule : proposed.dimensions) {
            if (has(fresh_, rule.column) && mapping.dimensions.size() < facts::most_dimensions) {
                mapping.dimensions.push_back(rule);
            }
        }
        for (const ValueRule& rule : proposed.values) {
            if (!by_heading_ && has(fresh_, rule.column)) {
                mapping.values.push_back(rule);
            }
        }
        for (const auto& [text, mark] : proposed.missing) {
            if (mark != unanswered) {
                mapping.missing.emplace(text, mark);
            }
        }
    }

    void tell_columns()
    {
        const std::vector<std::string> needed = fitted_.mapping.needed_columns();
        for (const std::string& column : fresh_) {
            tell("“{}” is new{}", column, has(needed, column) ? "" : " and is not read");
        }
        for (const std::string& column : only(only(old_.columns, here_, false), lost_, false)) {
            tell("“{}” is gone", column);
        }
        if (only(old_.columns, here_, true) != only(here_, old_.columns, true)) {
            tell("the columns stand in another order");
        }
    }

    /// Columns that name a year or a unit are others each year.
    bool most_columns_are_there() const
    {
        const auto lasts = [&](const std::string& column) {
            return std::none_of(old_.values.begin(), old_.values.end(), [&](const ValueRule& rule) {
                return rule.column == column && (rule.period || !rule.area.empty());
            });
        };
        const std::vector<std::string> needed = old_.needed_columns();
        return std::count_if(lost_.begin(), lost_.end(), lasts) * 2 <=
               std::count_if(needed.begin(), needed.end(), lasts);
    }

    bool is_file_of_the_mapping() const { return table_id(table_) == (old_.file.empty() ? old_.table : old_.file); }

    /// Formats whose columns have the same names in all tables tell them apart by an id, or by the title alone.
    bool is_table_that_the_format_names() const
    {
        if (!is_file_of_the_mapping() || !most_columns_are_there()) {
            return false;
        }
        const bool id_is_enough = !table_.table.empty() && table_.layout != "data-package";
        return id_is_enough || table_.title.empty() || without_years(table_.title) == without_years(old_.title);
    }

    static std::string without_years(const std::string& title)
    {
        std::string text = slug(title);
        std::erase_if(text, [](char c) { return c >= '0' && c <= '9'; });
        return text;
    }

    /// What the numbers are, the format says, not the file before.
    void take_declared_numbers(const Proposal& proposal)
    {
        if (!formats::names_itself(table_) || !fitted_.mapping.measure_column.empty()) {
            return;
        }
        for (ValueRule& rule : fitted_.mapping.values) {
            for (const ValueRule& declared : proposal.mapping.values) {
                if (declared.column != rule.column || declared.measure.empty()) {
                    continue;
                }
                if (declared.measure != rule.measure || declared.unit != rule.unit) {
                    tell("the numbers in “{}” are now “{}” ({}), before “{}” ({})", rule.column, declared.measure,
                         declared.unit, rule.measure, rule.unit);
                }
                rule.measure = declared.measure;
                rule.unit = declared.unit;
            }
        }
    }

    /// Of when a file is that does not say so itself, only people know.
    bool take_period(const Proposal& proposal)
    {
        if (!old_.period) {
            return true;
        }
        fitted_.mapping.period = proposal.mapping.period;
        if (fitted_.mapping.period && *fitted_.mapping.period != *old_.period) {
            tell("the time is {}, before it was {}", fitted_.mapping.period->text(), old_.period->text());
        }
        return fitted_.mapping.period.has_value();
    }

    bool take_decimal_sign(const Proposal& proposal)
    {
        const DecimalSign sign = proposal.mapping.decimal_sign;
        if (sign != DecimalSign::none) {
            if (sign != old_.decimal_sign && old_.decimal_sign != DecimalSign::none) {
                tell("decimals stand behind “{}” now", static_cast<char>(sign));
            }
            fitted_.mapping.thousands = sign == old_.decimal_sign && proposal.mapping.thousands == Thousands::unseen
                                            ? old_.thousands
                                            : proposal.mapping.thousands;
            fitted_.mapping.decimal_sign = sign;
            return true;
        }
        const bool asked = std::any_of(proposal.questions.begin(), proposal.questions.end(),
                                       [](const Question& question) { return question.key == "decimal_sign"; });
        return !asked || settles_thousands();
    }

    /// Whether the mapping says what `1.234` is where the file itself does not: a person told, or numbers of the
    /// earlier file had thousands set apart by this mark.
    bool settles_thousands() const
    {
        if (old_.decimal_sign == DecimalSign::none || old_.thousands == Thousands::told) {
            return old_.decimal_sign != DecimalSign::none;
        }
        bool as_decimals = false;  // the marks in doubt are those that set decimals apart in the earlier file
        for (std::size_t c = 0; c < here_.size(); ++c) {
            const ColumnProfile& column = profile_.columns[c];
            const auto unsure = old_.decimal_sign == DecimalSign::comma ? column.unsure_commas : column.unsure_points;
            as_decimals = as_decimals || (role_in(fitted_.mapping, here_[c]) == "value" && unsure > 0);
        }
        return old_.thousands == Thousands::seen && !as_decimals;
    }
};

}  // namespace

std::optional<FittedMapping> borrow_mapping(const Mapping& mapping, const formats::PlainTable& table,
                                            const TableProfile& profile, const Proposal& proposal)
{
    Fitter fitter(mapping, table, profile);
    return fitter.has_same_columns() ? fitter.borrow(proposal) : std::nullopt;
}

std::optional<FittedMapping> fit_mapping(const Mapping& mapping, const formats::PlainTable& table,
                                         const TableProfile& profile, const MappingKnowledge& knowledge)
{
    Fitter fitter(mapping, table, profile);
    return fitter.is_same_table() ? fitter.fit(propose_mapping(table, profile, knowledge)) : std::nullopt;
}

}  // namespace allmende::sources
