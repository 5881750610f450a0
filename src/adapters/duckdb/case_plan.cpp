#include "adapters/duckdb/case_plan.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "base/ensure.hpp"

namespace allmende::adapters::duckdb {

namespace {

/// The codes of a column that a case takes, ascending, or nothing where it takes all.
std::optional<std::vector<std::int32_t>> taken(const facts::Case& entry, facts::Column column)
{
    std::optional<std::vector<std::int32_t>> codes;
    for (const facts::Filter& filter : entry.filters) {
        if (filter.column != column) {
            continue;
        }
        std::vector<std::int32_t> listed = filter.any_of;
        std::sort(listed.begin(), listed.end());
        if (codes) {
            std::vector<std::int32_t> both;
            std::set_intersection(codes->begin(), codes->end(), listed.begin(), listed.end(), std::back_inserter(both));
            listed = std::move(both);
        }
        codes = std::move(listed);
    }
    return codes;
}

}  // namespace

CasePlan::CasePlan(std::span<const facts::Case> cases) : size_(cases.size())
{
    ensure(!cases.empty() && cases.size() <= most_cases, "a plan has as many cases as one aggregate takes");
    std::set<facts::Column> columns;
    for (const facts::Case& entry : cases) {
        for (const facts::Filter& filter : entry.filters) {
            columns.insert(filter.column);
        }
    }
    columns_.assign(columns.begin(), columns.end());
    for (const facts::Column column : columns_) {
        Choice choice;
        std::vector<std::pair<std::int32_t, CaseMask>> named;
        for (std::size_t c = 0; c < cases.size(); ++c) {
            const auto mask = static_cast<CaseMask>(1u << c);
            const auto codes = taken(cases[c], column);
            if (!codes) {
                choice.unnamed = static_cast<CaseMask>(choice.unnamed | mask);
            }
            for (const std::int32_t code : codes.value_or(std::vector<std::int32_t>{})) {
                named.emplace_back(code, mask);
            }
        }
        for (const auto& [code, mask] : named) {
            CaseMask* entry = nullptr;
            if (code >= 0 && code <= facts::most_code) {
                const auto at = static_cast<std::size_t>(code);
                choice.masks.resize(std::max(choice.masks.size(), at + 1), choice.unnamed);
                entry = &choice.masks[at];
            } else {
                entry = &choice.others.try_emplace(code, choice.unnamed).first->second;
            }
            *entry = static_cast<CaseMask>(*entry | mask);
        }
        choices_.push_back(std::move(choice));
    }
}

void CasePlan::match(std::span<CaseMask> rows, const std::vector<const std::int32_t*>& codes) const
{
    std::fill(rows.begin(), rows.end(), static_cast<CaseMask>((1u << size_) - 1));
    for (std::size_t c = 0; c < choices_.size(); ++c) {
        const Choice& choice = choices_[c];
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const auto code = static_cast<std::uint32_t>(codes[c][i]);
            CaseMask mask = choice.unnamed;
            if (code < choice.masks.size()) {
                mask = choice.masks[code];
            } else if (!choice.others.empty()) {
                const auto other = choice.others.find(codes[c][i]);
                mask = other == choice.others.end() ? mask : other->second;
            }
            rows[i] &= mask;
        }
    }
}

}  // namespace allmende::adapters::duckdb
