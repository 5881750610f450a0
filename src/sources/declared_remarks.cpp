#include "sources/declared_remarks.hpp"

#include <map>
#include <optional>

#include "base/error.hpp"
#include "base/text.hpp"
#include "formats/multiplier.hpp"
#include "formats/status_marks.hpp"

namespace allmende::sources {

namespace {

constexpr std::size_t most_statuses = 8;

void tell_multipliers(const formats::PlainTable& table, const TableProfile& profile, std::vector<std::string>& remarks)
{
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        const formats::PlainColumn& column = table.columns[c];
        std::vector<std::string> powers;
        if (column.role == formats::Role::multiplier) {
            for (const auto& [text, count] : profile.columns[c].texts) {
                if (formats::exponent_of(text).value_or(1) != 0) {
                    powers.push_back(fmt::format("{} rows by 10^{}", count, formats::exponent_of(text).value_or(0)));
                }
            }
        }
        for (const auto& [code, power] : column.multipliers) {
            if (power != 0) {
                powers.push_back(fmt::format("“{}” by 10^{}", code, power));
            }
        }
        if (!powers.empty()) {
            remarks.push_back(fmt::format("numbers are multiplied as “{}” says: {}", column.name, join(powers, ", ")));
        }
    }
}

void tell_statuses(const formats::PlainTable& table, const TableProfile& profile, const Mapping& mapping,
                   std::vector<std::string>& remarks)
{
    std::optional<std::size_t> status;
    std::optional<std::size_t> value;
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        const std::string& name = table.columns[c].name;
        status = !name.empty() && name == mapping.status_column ? std::optional(c) : status;
        value = !mapping.values.empty() && name == mapping.values.front().column ? std::optional(c) : value;
    }
    if (!status || !value || !formats::has_all_cells(table)) {
        return;
    }
    std::map<std::string, std::int64_t> lost;  // by what is lost
    for (const auto& row : profile.sample) {
        if (!row[*value].empty()) {
            ++lost[formats::unkept_of_status(row[*status])];
        }
    }
    lost.erase("");
    std::vector<std::string> parts;
    for (const auto& [says, numbers] : lost) {
        if (parts.size() < most_statuses) {
            parts.push_back(fmt::format("{} ({} numbers)", says, numbers));
        }
    }
    if (!parts.empty()) {
        const bool more = static_cast<std::size_t>(profile.rows) > profile.sample.size();
        remarks.push_back(fmt::format("no sign keeps what “{}” says beside numbers{}: {}", mapping.status_column,
                                      more ? ", of the first rows" : "", join(parts, "; ")));
    }
}

}  // namespace

std::vector<std::string> declared_remarks(const formats::PlainTable& table, const TableProfile& profile,
                                          const Mapping& mapping)
{
    std::vector<std::string> remarks = table.remarks;
    tell_multipliers(table, profile, remarks);
    tell_statuses(table, profile, mapping, remarks);
    return remarks;
}

}  // namespace allmende::sources
