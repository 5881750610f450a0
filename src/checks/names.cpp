#include <algorithm>
#include <map>
#include <set>

#include "areas/area_names.hpp"
#include "checks/reading.hpp"
#include "checks/record.hpp"
#include "checks/words.hpp"

namespace allmende::checks {

namespace {

using Names = std::vector<std::vector<areas::DeliveredName>>;

/// What is compared: without the words that tell the kind of unit, which change often.
std::string bare(const std::string& name)
{
    return folded(areas::short_name_of(name));
}

/// `Mariental` and `Mariental b Helmstedt`: one says more than the other.
bool says_the_same(const std::string& a, const std::string& b)
{
    const auto first = areas::spoken_name(a, false).words;
    const auto second = areas::spoken_name(b, false).words;
    const std::size_t common = std::min(first.size(), second.size());
    return common > 0 && std::equal(first.begin(), first.begin() + static_cast<std::ptrdiff_t>(common), second.begin());
}

/// What one delivery calls the areas, and what they were called before it.
struct Call {
    const sources::Delivery* delivery = nullptr;
    std::map<areas::AreaNumber, std::string> now;
    std::map<areas::AreaNumber, std::string> before;
};

std::vector<Call> calls_of(const std::vector<sources::Delivery>& deliveries, const Names& names)
{
    std::map<std::int32_t, Call> by_number;
    for (const sources::Delivery& delivery : deliveries) {
        by_number[delivery.number].delivery = &delivery;
    }
    for (std::size_t area = 0; area < names.size(); ++area) {
        const std::string* last = nullptr;
        for (const areas::DeliveredName& name : names[area]) {
            const auto call = by_number.find(name.delivery);
            if (call != by_number.end()) {
                call->second.now[static_cast<areas::AreaNumber>(area)] = name.name;
                if (last != nullptr) {
                    call->second.before[static_cast<areas::AreaNumber>(area)] = *last;
                }
            }
            last = &name.name;
        }
    }
    std::vector<Call> calls;
    for (auto& [number, call] : by_number) {
        calls.push_back(std::move(call));
    }
    return calls;
}

Finding about_areas(std::string_view check, const Call& call, const areas::AreaRegister& areas,
                    const std::vector<areas::AreaNumber>& numbers, Localized text)
{
    std::vector<std::string> identity{text.en};
    for (const areas::AreaNumber number : numbers) {
        identity.push_back(areas.at(number).key);
    }
    Finding finding = finding_about(check, *call.delivery, identity, std::move(text));
    finding.places.clear();
    for (const areas::AreaNumber number : numbers) {
        if (finding.places.size() < most_places) {
            finding.places.push_back({call.delivery->number, 0, 0, areas.at(number).key, 0, ""});
        }
    }
    finding.cells = static_cast<std::int64_t>(numbers.size());
    return finding;
}

std::string examples(const std::vector<std::string>& list)
{
    constexpr std::size_t most = 4;
    std::vector<std::string> first(list.begin(),
                                   list.begin() + static_cast<std::ptrdiff_t>(std::min(most, list.size())));
    return join(first, "; ") + (list.size() > most ? "; …" : "");
}

void find_foreign_names(const Call& call, const areas::AreaRegister& areas, std::vector<Finding>& findings)
{
    std::map<std::string, std::set<areas::AreaNumber>> owners;  // of names before this delivery
    for (const auto& [number, name] : call.before) {
        owners[bare(name)].insert(number);
    }
    std::vector<areas::AreaNumber> found;
    std::vector<std::string> shown;
    for (const auto& [number, name] : call.now) {
        const auto before = call.before.find(number);
        const auto owner = owners.find(bare(name));
        if (before == call.before.end() || owner == owners.end() || owner->second.contains(number) ||
            areas.at(number).dissolved || says_the_same(name, before->second)) {
            continue;
        }
        const bool of_this_level =
            std::any_of(owner->second.begin(), owner->second.end(), [&](areas::AreaNumber other) {
                const bool related = areas.at(other).key.starts_with(areas.at(number).key) ||
                                     areas.at(number).key.starts_with(areas.at(other).key);
                return !related && !areas.at(other).dissolved && areas.at(other).level == areas.at(number).level;
            });
        if (of_this_level) {
            found.push_back(number);
            shown.push_back(fmt::format("{}: {} ({})", areas.at(number).key, name, before->second));
        }
    }
    if (!found.empty()) {
        const std::string list = examples(shown);
        findings.push_back(about_areas(
            "name-belies-key", call, areas, found,
            {fmt::format("Schlüssel: Name (bisher): {}", list), fmt::format("key: name (so far): {}", list)}));
    }
}

void find_changed_names(const Call& call, const areas::AreaRegister& areas, std::vector<Finding>& findings)
{
    std::vector<areas::AreaNumber> changed;
    std::vector<std::string> shown;
    std::vector<areas::AreaNumber> damaged;
    for (const auto& [number, name] : call.now) {
        const auto before = call.before.find(number);
        if (has_damaged_letters(name)) {
            damaged.push_back(number);
        } else if (before != call.before.end() && folded(before->second) != folded(name)) {
            changed.push_back(number);
            shown.push_back(fmt::format("{}: {} → {}", areas.at(number).key, before->second, name));
        }
    }
    if (!changed.empty()) {
        const std::string list = examples(shown);
        findings.push_back(about_areas(
            "name-changed", call, areas, changed,
            {fmt::format("{} Namen: {}", changed.size(), list), fmt::format("{} names: {}", changed.size(), list)}));
    }
    if (!damaged.empty()) {
        const std::string& first = call.now.at(damaged.front());
        findings.push_back(about_areas("encoding-damage", call, areas, damaged,
                                       {fmt::format("{} Namen von Gebieten, zuerst {}", damaged.size(), first),
                                        fmt::format("{} names of areas, first {}", damaged.size(), first)}));
    }
}

/// Living units of one level that a delivery calls the same.
void find_ambiguous(const Call& call, const areas::AreaRegister& areas, std::vector<Finding>& findings)
{
    std::map<std::pair<areas::Level, std::string>, std::vector<areas::AreaNumber>> by_name;
    for (const auto& [number, name] : call.now) {
        const areas::Area& area = areas.at(number);
        if (area.level == areas::Level::kreis && !area.dissolved) {
            by_name[{area.level, folded(name)}].push_back(number);
        }
    }
    std::vector<areas::AreaNumber> found;
    std::vector<std::string> shown;
    for (const auto& [name, numbers] : by_name) {
        if (numbers.size() > 1) {
            found.insert(found.end(), numbers.begin(), numbers.end());
            shown.push_back(fmt::format("{} ({}, {})", call.now.at(numbers[0]), areas.at(numbers[0]).key,
                                        areas.at(numbers[1]).key));
        }
    }
    if (!found.empty()) {
        const std::string list = examples(shown);
        findings.push_back(about_areas("ambiguous-area", call, areas, found, {list, list}));
    }
}

bool touched_by_reform(const std::vector<areas::Reform>& reforms, const std::string& key)
{
    for (const areas::Reform& reform : reforms) {
        for (const areas::ReformChange& change : reform.changes) {
            if (change.to == key || std::find(change.from.begin(), change.from.end(), key) != change.from.end()) {
                return true;
            }
        }
    }
    return false;
}

/// Keys of Kreise and Länder that no earlier delivery had, while nearly all others of the file were known.
void find_new_keys(const Call& call, const areas::AreaRegister& areas, const std::vector<areas::Reform>& reforms,
                   areas::Level level, std::vector<Finding>& findings)
{
    std::size_t known = 0;
    std::vector<areas::AreaNumber> fresh;
    std::vector<std::string> shown;
    for (const auto& [number, name] : call.now) {
        const areas::Area& area = areas.at(number);
        if (area.level != level) {
            continue;
        }
        if (call.before.contains(number)) {
            ++known;
        } else if (!touched_by_reform(reforms, area.key) && !area.dissolved) {
            fresh.push_back(number);
            shown.push_back(fmt::format("{} ({})", name, area.key));
        }
    }
    if (!fresh.empty() && known >= 5 && fresh.size() * 10 <= known) {
        const std::string list = examples(shown);
        findings.push_back(about_areas("unknown-area", call, areas, fresh,
                                       {fmt::format("kam noch in keiner Lieferung vor: {}", list),
                                        fmt::format("no delivery had it before: {}", list)}));
    }
}

}  // namespace

void find_in_names(sources::Workspace& workspace, const std::optional<std::int32_t>& only,
                   std::vector<Finding>& findings)
{
    const std::vector<sources::Delivery> deliveries = workspace.deliveries().all();
    const Names names = workspace.areas().all_names(workspace.database());
    for (const Call& call : calls_of(deliveries, names)) {
        if (only && call.delivery->number != *only) {
            continue;
        }
        find_foreign_names(call, workspace.areas(), findings);
        find_changed_names(call, workspace.areas(), findings);
        find_ambiguous(call, workspace.areas(), findings);
        find_new_keys(call, workspace.areas(), workspace.reforms(), areas::Level::land, findings);
        find_new_keys(call, workspace.areas(), workspace.reforms(), areas::Level::kreis, findings);
    }
}

}  // namespace allmende::checks
