// Tables with one column for each unit: `Merkmal;Bochum;Dortmund`.

#include <algorithm>
#include <set>

#include "sources/headings.hpp"
#include "sources/key_texts.hpp"
#include "sources/proposer.hpp"
#include "sources/spoken_period.hpp"

namespace allmende::sources {

std::optional<std::string> Proposer::area_of_heading(std::string_view part) const
{
    if (const auto key = key_of_text(part); key && knowledge_.names.by_key(*key) != nullptr && part.size() > 2) {
        return key;
    }
    if (areas::is_name_of_germany(part)) {
        return "DG";
    }
    for (const areas::Level level : {areas::Level::kreis, areas::Level::land}) {
        const auto found = knowledge_.names.find(part, level);
        if (found.size() == 1) {
            return found.front()->key;
        }
    }
    return std::nullopt;
}

bool Proposer::find_areas_in_headings()
{
    std::set<std::string> keys;
    std::size_t columns = 0;
    std::size_t named = 0;
    for (std::size_t c = 0; c < size(); ++c) {
        if (taken_[c] || of(c).numbers == 0 || says_label(name(c)) || says_period(name(c))) {
            continue;
        }
        ++columns;
        for (const std::string& part : time_of_heading(name(c)).parts) {
            if (const auto key = area_of_heading(part)) {
                keys.insert(*key);
                ++named;
                break;
            }
        }
    }
    if (keys.size() < 2 || named * 2 < columns) {
        return false;
    }
    proposal_.mapping.area.by = AreaRule::By::headings;
    say("the columns of numbers name their areas (for example {})", *keys.begin());
    return true;
}

void Proposer::settle_areas_of_headings()
{
    std::vector<std::string> sums;
    std::vector<std::string> open;
    for (ValueRule& rule : proposal_.mapping.values) {
        if (!rule.area.empty()) {
            continue;
        }
        const auto parts = time_of_heading(rule.column).parts;
        if (std::all_of(parts.begin(), parts.end(), [](const std::string& part) { return is_sum(part); })) {
            sums.push_back(rule.column);
        } else {
            open.push_back(rule.column);
            rule.area = unanswered;
        }
    }
    if (!sums.empty()) {
        std::erase_if(proposal_.mapping.values, [](const ValueRule& rule) { return rule.area.empty(); });
        say("left out are the sums in {}", shown_list(sums));
    }
    if (!open.empty()) {
        ask("value.area",
            "{} name{} no area that is known, as other columns do. Write its key as area in the [[value]] of each, or take "
            "it out",
            shown_list(open), open.size() == 1 ? "s" : "");
    }
}

}  // namespace allmende::sources
