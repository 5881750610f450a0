#include "checks/acknowledgements.hpp"

#include <map>

#include "base/error.hpp"

namespace allmende::checks {

namespace {

// docs/tables/acknowledgement.yml
constexpr std::string_view first = R"sql(
create table acknowledgement (
    number integer primary key,
    finding text not null,
    text text not null,
    reason text not null,
    written_at text not null,
    withdrawn integer not null
);
)sql";

constexpr std::string_view insert_entry =
    "insert into acknowledgement (number, finding, text, reason, written_at, withdrawn) "
    "values ((select coalesce(max(number), 0) + 1 from acknowledgement), ?, ?, ?, ?, ?)";
constexpr std::string_view all_entries =
    "select finding, text, reason, written_at, withdrawn from acknowledgement order by number";

constexpr std::size_t most_reason = 4000;

const std::string& checked(const std::string& reason)
{
    if (trim(reason).empty()) {
        fail(ErrorCode::bad_usage, "a finding is acknowledged with a reason: --reason TEXT");
    }
    if (reason.size() > most_reason) {
        fail(ErrorCode::bad_usage, "the reason has {} bytes; at most {} are kept", reason.size(), most_reason);
    }
    return reason;
}

}  // namespace

Acknowledgements::Acknowledgements(state::Database& database) : database_(database)
{
    database_.migrate("checks", {{1, first}});
}

void Acknowledgements::acknowledge(const Finding& finding, const std::string& reason, const Clock& clock)
{
    database_.run(insert_entry, {finding.id, finding.text.de, checked(reason), clock.timestamp(), std::int64_t{0}});
}

void Acknowledgements::withdraw(const std::string& finding, const std::string& reason, const Clock& clock)
{
    database_.run(insert_entry, {finding, std::string(), checked(reason), clock.timestamp(), std::int64_t{1}});
}

void Acknowledgements::apply(std::vector<Finding>& findings) const
{
    std::map<std::string, Acknowledgement> standing;
    for (const Entry& entry : history()) {
        if (entry.withdrawn) {
            standing.erase(entry.finding);
        } else {
            standing[entry.finding] = {entry.reason, entry.at};
        }
    }
    for (Finding& finding : findings) {
        const auto found = standing.find(finding.id);
        finding.acknowledged = found == standing.end() ? std::nullopt : std::optional(found->second);
    }
}

std::vector<Acknowledgements::Entry> Acknowledgements::history() const
{
    std::vector<Entry> entries;
    database_.rows(all_entries, {}, [&](const state::Row& row) {
        entries.push_back({row.text(0), row.text(1), row.text(2), row.text(3), row.integer(4) != 0});
    });
    return entries;
}

}  // namespace allmende::checks
