#include "areas/regions.hpp"

#include <algorithm>

#include "areas/level_units.hpp"
#include "base/catalogue_files.hpp"
#include "base/error.hpp"

namespace allmende::areas {

namespace {

Region read_region(const Config& config)
{
    config.allow_only({"id", "aliases", "title", "phrase", "members", "members_of", "prefix", "level", "context",
                       "valid_from", "source", "kind", "type", "order"});
    Region region;
    region.id = config.text("id");
    region.aliases = config.texts_or_empty("aliases");
    region.title = config.localized("title");
    region.phrase = config.localized_or_empty("phrase");
    region.members = config.texts_or_empty("members");
    region.members_of = config.text_or("members_of", "");
    region.prefix = config.text_or("prefix", "");
    if (config.has("level")) {
        region.level = level_by_name(config.text("level"));
    }
    if (config.has("type")) {
        region.type = kreis_type_by_name(config.choice("type", {"independent_city", "district"}));
        if (!region.members.empty()) {
            config.complain("type", "“type” narrows “members_of” or “prefix”; a list of members needs none");
        }
    }
    region.context = config.texts_or_empty("context");
    region.valid_from = config.text_or("valid_from", "");
    region.source = config.localized_or_empty("source");
    region.order = config.integer_or("order", Region::last);
    region.has_sum = config.choice_or("kind", {"region", "comparison"}, "region") == "region";
    const int ways =
        (region.members.empty() ? 0 : 1) + (region.members_of.empty() ? 0 : 1) + (region.prefix.empty() ? 0 : 1);
    if (ways != 1) {
        config.complain("members", "a region has either “members” or “members_of” or “prefix”");
    }
    return region;
}

}  // namespace

std::vector<Region> load_regions(const std::vector<std::filesystem::path>& catalogues)
{
    std::vector<Region> regions;
    for (const Config& config : load_definitions(catalogues, "regions")) {
        regions.push_back(read_region(config));
    }
    std::stable_sort(regions.begin(), regions.end(),
                     [](const Region& a, const Region& b) { return a.order < b.order; });
    return regions;
}

const Region& need_region(const std::vector<Region>& regions, std::string_view id)
{
    const std::string wanted = lower(id);
    std::vector<std::string> known;
    for (const Region& region : regions) {
        known.push_back(region.id);
        const bool alias = std::any_of(region.aliases.begin(), region.aliases.end(),
                                       [&](const std::string& text) { return lower(text) == wanted; });
        if (lower(region.id) == wanted || alias) {
            return region;
        }
    }
    fail(ErrorCode::not_found, "there is no region {}; known regions: {}", shown(id), join(known, ", "));
}

std::vector<std::string> members_of(const Region& region, const AreaRegister& areas)
{
    if (!region.members.empty()) {
        return region.members;
    }
    std::vector<std::string> keys;
    for (const AreaNumber number : units_of_level(areas, region.level)) {
        const Area& area = areas.at(number);
        if (area.dissolved || area.last_year == 0) {
            continue;  // what it went into stands for it, in earlier years as the sum of its parts; or only a row of
                       // `-`
        }
        const bool below = !region.prefix.empty()
                               ? area.key.starts_with(region.prefix)
                               : region.members_of == "DG" || area.key.starts_with(region.members_of);
        if (below && (!region.type || kreis_type(area) == region.type)) {
            keys.push_back(area.key);
        }
    }
    return keys;
}

}  // namespace allmende::areas
