#include <algorithm>

#include "base/text.hpp"
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
        : old_(mapping), table_(table), profile_(profile), fitted_{mapping, {}}
    {
        for (const formats::PlainColumn& column : table.columns) {
            here_.push_back(column.name);
        }
        fresh_ = only(here_, old_.columns, false);
        lost_ = only(old_.needed_columns(), here_, false);
        by_heading_ = std::any_of(old_.values.begin(), old_.values.end(),
                                  [](const ValueRule& rule) { return rule.period.has_value(); });
    }

    /// Another table that happens to have an area and a year as well is not this one.
    bool is_same_table() const
    {
        if (formats::names_itself(table_)) {
            return is_table_that_the_format_names();
        }
        const std::size_t needed = old_.needed_columns().size();
        const bool same_columns = lost_.empty() && here_.size() == old_.columns.size();
        return needed > 0 && lost_.size() * 2 <= needed && (table_id(table_) == old_.table || same_columns);
    }

    std::optional<FittedMapping> fit(const Proposal& proposal)
    {
        if (!find_lost_columns()) {
            return std::nullopt;
        }
        if (by_heading_) {
            fitted_.mapping.values = proposal.mapping.values;  // columns that name a year are understood anew
        }
        tell_columns();
        take_identity(proposal);
        take_declared_numbers(proposal);
        fitted_.mapping.columns = here_;
        return take_period(proposal) && take_decimal_sign(proposal) ? std::optional(std::move(fitted_)) : std::nullopt;
    }

private:
    const Mapping& old_;
    const formats::PlainTable& table_;
    const TableProfile& profile_;
    FittedMapping fitted_;
    std::vector<std::string> here_;   ///< headings of the file
    std::vector<std::string> fresh_;  ///< of these, those that the mapping does not know
    std::vector<std::string> lost_;   ///< needed ones that the file does not have
    bool by_heading_ = false;         ///< columns of numbers name their years

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
            fitted_.mapping.rename(column, successor);
            tell("“{}” is now called “{}”", column, successor);
            fresh_.erase(std::find(fresh_.begin(), fresh_.end(), successor));
        }
        return true;
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

    /// The same columns, as a provider gives them to all its lists, may be another table.
    void take_identity(const Proposal& proposal)
    {
        const std::string id = table_id(table_);
        if (!id.starts_with(old_.table) && !old_.table.starts_with(id)) {
            tell("it is a table of its own, “{}”, with the columns of “{}”", id, old_.table);
            fitted_.mapping.table = id;
            fitted_.mapping.title = proposal.mapping.title;
        } else if (!table_.title.empty()) {
            fitted_.mapping.title = table_.title;
        }
    }

    /// Formats whose columns have the same names in all tables tell them apart by an id, or by the title alone.
    bool is_table_that_the_format_names() const
    {
        if (table_id(table_) != old_.table || lost_.size() * 2 > old_.needed_columns().size()) {
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
        if (sign != DecimalSign::none && sign != old_.decimal_sign) {
            if (old_.decimal_sign != DecimalSign::none) {
                tell("decimals stand behind “{}” now", static_cast<char>(sign));
            }
            fitted_.mapping.decimal_sign = sign;
        }
        return fitted_.mapping.decimal_sign != DecimalSign::none ||
               std::none_of(proposal.questions.begin(), proposal.questions.end(),
                            [](const Question& question) { return question.key == "decimal_sign"; });
    }
};

}  // namespace

std::optional<FittedMapping> fit_mapping(const Mapping& mapping, const formats::PlainTable& table,
                                         const TableProfile& profile, const MappingKnowledge& knowledge)
{
    Fitter fitter(mapping, table, profile);
    return fitter.is_same_table() ? fitter.fit(propose_mapping(table, profile, knowledge)) : std::nullopt;
}

}  // namespace allmende::sources
