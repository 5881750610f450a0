#include "areas/boundary_dissolve.hpp"

#include <map>
#include <set>

#include "base/error.hpp"
#include "base/file.hpp"

namespace allmende::areas {

namespace {

constexpr std::uint64_t most_topology_bytes = std::uint64_t{1} << 30;

/// Districts are drawn city by city: they fill a Gemeinde, and nothing larger.
bool can_fill(Level level, const BoundarySet& set)
{
    return set.level > level && (set.level != Level::district || level == Level::gemeinde);
}

/// For each territory without a set of the level, the set to make it from: the next finer one.
std::vector<const BoundarySet*> sets_to_dissolve(const std::vector<BoundarySet>& sets, Level level,
                                                 const std::string& territory)
{
    std::map<std::string, const BoundarySet*> by_territory;
    std::set<std::string> there;
    for (const BoundarySet& set : sets) {
        if (!territory.empty() && set.territory != territory) {
            continue;
        }
        if (set.level == level) {
            there.insert(set.territory);
        }
        const BoundarySet*& best = by_territory[set.territory];
        if (can_fill(level, set) && (best == nullptr || set.level < best->level)) {
            best = &set;
        }
    }
    std::vector<const BoundarySet*> found;
    std::vector<std::string> in_the_way;
    for (const auto& [date, set] : by_territory) {
        if (set != nullptr && !there.contains(date)) {
            found.push_back(set);
        } else if (set != nullptr) {
            in_the_way.push_back(boundary_id(level, date));
        }
    }
    if (found.empty() && !in_the_way.empty()) {
        fail(ErrorCode::conflict, "there is {} already; --remove takes it away first", join(in_the_way, ", "));
    }
    if (found.empty()) {
        fail(ErrorCode::not_found, "there are no boundaries finer than {}{} to put together; import some first",
             name(level), territory.empty() ? "" : " of " + territory);
    }
    return found;
}

BoundaryResult dissolve(const std::filesystem::path& workspace, BoundaryEngine& engine,
                        const RegisterNotation& notation, const Clock& clock, Level level, const BoundarySet& from)
{
    WorkFolder folder(workspace);
    const std::filesystem::path path = workspace / from.full_file;
    Topology topology = read_topology(read_file(path, most_topology_bytes), path.string());
    std::vector<std::string> homeless;
    std::set<std::string> keys;
    rename_areas(topology, [&](const std::string& key) {
        std::optional<std::string> whole = key_of_containing(key, level, notation);
        if (whole) {
            keys.insert(*whole);
        } else {
            homeless.push_back(key);
        }
        return whole;
    });
    if (keys.empty()) {
        fail(ErrorCode::bad_input, "{}: neither the register nor the keys say to which {} its areas belong", from.id,
             name(level));
    }
    BoundaryParts parts;
    parts.level = level;
    parts.territory = from.territory;
    parts.files = {folder.fresh(".topojson")};
    write_scratch_file(parts.files.front(), write_topology(topology));
    parts.sources = {{"", "", "", "", from.id, clock.timestamp(), from.attribution(), {keys.begin(), keys.end()}}};
    BuiltBoundaries built = build_boundaries(workspace, folder, engine, notation, parts);
    BoundaryResult result{std::move(built.set), built.percent, {}};
    if (!homeless.empty()) {
        result.findings.push_back(
            {true, "left-out",
             fmt::format("{} areas of {} belong to no {} that the register knows and are left out: {}", homeless.size(),
                         from.id, name(level), some_of(homeless))});
    }
    if (const auto missing = units_without_boundary(from, notation); !missing.empty()) {
        result.findings.push_back({true, "holes",
                                   fmt::format("{} areas have no boundary in {}, so there may be holes: {}",
                                               missing.size(), from.id, some_of(missing))});
    }
    for (BoundaryFinding& finding : findings_of_register(result.set, notation)) {
        result.findings.push_back(std::move(finding));
    }
    return result;
}

}  // namespace

std::vector<BoundaryResult> dissolve_boundaries(const std::filesystem::path& workspace, BoundaryEngine& engine,
                                                const RegisterNotation& notation, const Clock& clock, Level level,
                                                const std::string& territory)
{
    const std::vector<BoundarySet> sets = load_boundaries(workspace);
    std::vector<BoundaryResult> results;
    for (const BoundarySet* from : sets_to_dissolve(sets, level, territory)) {
        results.push_back(dissolve(workspace, engine, notation, clock, level, *from));
    }
    return results;
}

}  // namespace allmende::areas
