#include <algorithm>

#include "base/text.hpp"
#include "facts/fact_store.hpp"
#include "sources/headings.hpp"
#include "sources/proposer.hpp"

namespace allmende::sources {

namespace {

constexpr std::int64_t most_marks = 60;  // different numbers that are names: sexes, months, classes

}  // namespace

std::vector<std::size_t> Proposer::key_columns() const
{
    return columns_of_key(proposal_.mapping, table_);
}

std::optional<std::size_t> Proposer::telling_column(const std::vector<std::size_t>& keys) const
{
    const Mapping& mapping = proposal_.mapping;
    const auto is_value = [&](std::size_t c) {
        return std::any_of(mapping.values.begin(), mapping.values.end(),
                           [&](const ValueRule& rule) { return rule.column == name(c); });
    };
    std::optional<std::size_t> best;
    for (std::size_t c = 0; c < size(); ++c) {
        const ColumnProfile& profile = of(c);
        const bool counted = is_value(c);
        const bool repeats = profile.distinct() * 2 <= profile.filled;
        const bool number = profile.is_numeric();
        const bool whole = profile.decimal_commas + profile.decimal_points == 0;
        const bool names = says_label(name(c)) || (repeats && profile.distinct() <= most_marks);
        const bool may = profile.filled == profile_.rows && profile.distinct() > 1 && profile.all_texts && names &&
                         (!number || whole) && !says_change_of_file(name(c)) &&
                         std::find(keys.begin(), keys.end(), c) == keys.end();
        if (!may || (counted && (!number || mapping.values.size() < 2)) || name(c) == mapping.area.name_column) {
            continue;
        }
        Mapping with = mapping;
        std::erase_if(with.values, [&](const ValueRule& rule) { return rule.column == name(c); });
        with.dimensions.push_back({name(c), name(c), "", ""});
        const bool better = !best || profile.distinct() < of(*best).distinct();
        if (better && !contradicting_rows(with, table_, profile_)) {
            best = c;
        }
    }
    return best;
}

void Proposer::check_rows_apart()
{
    Mapping& mapping = proposal_.mapping;
    if (mapping.institution || mapping.values.empty()) {
        return;
    }
    if (const auto rows = contradicting_rows(mapping, table_, profile_)) {
        const auto column = telling_column(key_columns());
        if (column && mapping.dimensions.size() < facts::most_dimensions) {
            std::erase_if(mapping.values, [&](const ValueRule& rule) { return rule.column == name(*column); });
            taken_[*column] = false;
            add_dimension(*column);
            say("“{}” tells rows apart that are alike in all else, so it is a breakdown", name(*column));
        } else {
            ask("dimension",
                "rows {} and {} are of the same area, time and breakdowns but hold different numbers. Write under "
                "[[dimension]] which column tells them apart, or take that entry out: then the first of them counts",
                profile_.sample_lines[rows->first], profile_.sample_lines[rows->second]);
        }
    } else if (!profile_.tells_rows_apart(key_columns())) {
        say("some rows agree in area, time and breakdowns; of these the first counts, and the check “repeated-cells” "
            "names them");
    }
}

std::vector<std::size_t> columns_of_key(const Mapping& mapping, const formats::PlainTable& table)
{
    std::vector<std::string> needed = mapping.area.columns;
    for (const std::string* column :
         {&mapping.period_column, &mapping.period_part_column, &mapping.measure_column, &mapping.unit_column}) {
        needed.push_back(*column);
    }
    for (const DimensionRule& dimension : mapping.dimensions) {
        needed.push_back(dimension.column);
    }
    std::vector<std::size_t> columns;
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        if (std::find(needed.begin(), needed.end(), table.columns[c].name) != needed.end()) {
            columns.push_back(c);
        }
    }
    return columns;
}

std::optional<std::pair<std::size_t, std::size_t>> contradicting_rows(const Mapping& mapping,
                                                                      const formats::PlainTable& table,
                                                                      const TableProfile& profile)
{
    std::vector<std::size_t> values;
    std::optional<std::size_t> area;
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        const std::string& name = table.columns[c].name;
        if (std::any_of(mapping.values.begin(), mapping.values.end(),
                        [&](const ValueRule& rule) { return rule.column == name; })) {
            values.push_back(c);
        }
        area = !mapping.area.columns.empty() && mapping.area.columns.front() == name ? c : area;
    }
    const auto counts = [&](const std::vector<std::string>& row) {
        const auto corrected = area ? mapping.area.corrections.find(row[*area]) : mapping.area.corrections.end();
        return corrected == mapping.area.corrections.end() || !corrected->second.empty();
    };
    return profile.contradiction(columns_of_key(mapping, table), values, counts);
}

}  // namespace allmende::sources
