#pragma once

#include <map>
#include <string>
#include <vector>

#include "indicators/evaluate.hpp"
#include "indicators/trace.hpp"
#include "releases/catalogue_texts.hpp"
#include "sources/workspace.hpp"

namespace allmende::releases {

/// Everything that a release says, evaluated and protected, before it is written down.
struct Snapshot {
    int number = 0;
    std::string date;  ///< ISO
    int corrects = 0;  ///< 0: none
    Localized note;
    int previous = 0;  ///< number of the release before; 0: none

    std::vector<indicators::Definition> definitions;  ///< those with at least one figure
    std::vector<indicators::FigureTable> tables;      ///< same order
    /// The totals on the territory of the release's day; same order, empty where nobody asked for them.
    std::vector<indicators::FigureTable> converted;
    std::vector<const areas::Region*> regions;      ///< shown on the site, the default one first
    std::vector<std::vector<std::string>> members;  ///< of each region
    std::vector<std::string> keys;                  ///< all areas in official order, then `region:ID`
    std::vector<sources::Delivery> deliveries;
    facts::RoundingIndex rounding;
    std::vector<Theme> themes;
    std::vector<GlossaryEntry> glossary;
    std::vector<Licence> licences;

    /// Keys whose pages and files the website gets: country, Länder, Kreise, government regions, and what lies in the
    /// regions. The API knows all.
    std::vector<std::string> site_areas;

    /// Whether the region at this place among the regions has this member.
    bool is_member(std::size_t region, const std::string& key) const;
    std::size_t key_index(const std::string& key) const;
    const Licence* licence(const std::string& id) const;

private:
    mutable std::map<std::string, std::size_t> index_;
};

/// The request that a release evaluates: all areas, all regions shown, all breakdowns.
indicators::Request release_request(const std::vector<const areas::Region*>& regions);

/// The regions that the settings name, or all with at least two members that the register knows; the default one first.
/// Throws Error{not_found} where the settings name an unknown one.
std::vector<const areas::Region*> shown_regions(const sources::Workspace& workspace, const areas::AreaRegister& areas);

/// `region:ruhr`
std::string region_key(const areas::Region& region);

}  // namespace allmende::releases
