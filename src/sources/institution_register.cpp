#include "sources/institution_register.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <tuple>

namespace allmende::sources {

namespace {

void add(std::vector<std::int32_t>& codes, std::int32_t code)
{
    const auto at = std::lower_bound(codes.begin(), codes.end(), code);
    if (at == codes.end() || *at != code) {
        codes.insert(at, code);
    }
}

}  // namespace

const InstitutionEntry* RegisteredInstitution::in_list(std::size_t list) const
{
    const auto found =
        std::find_if(entries.begin(), entries.end(), [&](const InstitutionEntry& entry) { return entry.list == list; });
    return found == entries.end() ? nullptr : &*found;
}

Institution RegisteredInstitution::described_by(std::size_t list) const
{
    std::vector<const InstitutionEntry*> order;
    for (const InstitutionEntry& entry : entries) {
        order.push_back(&entry);
    }
    std::stable_sort(order.begin(), order.end(), [&](const InstitutionEntry* a, const InstitutionEntry* b) {
        return std::pair(a->list == list, a->delivery) > std::pair(b->list == list, b->delivery);
    });
    Institution whole = order.front()->described;
    for (const InstitutionEntry* entry : order) {
        const Institution& other = entry->described;
        if (whole.street.empty() && !other.street.empty()) {
            whole.street = other.street;
            whole.place = other.place;
        }
        whole.place = whole.place.empty() ? other.place : whole.place;
        if (!whole.longitude && other.longitude) {
            whole.longitude = other.longitude;
            whole.latitude = other.latitude;
        }
    }
    return whole;
}

InstitutionRegister::InstitutionRegister(Workspace& workspace) : areas_(workspace.areas())
{
    find_lists(workspace.dictionary());
    std::vector<InstitutionEntry> entries;
    for (std::size_t list = 0; list < lists_.size(); ++list) {
        std::vector<InstitutionEntry> own = read_entries(list, workspace);
        std::move(own.begin(), own.end(), std::back_inserter(entries));
    }
    join(std::move(entries));
}

void InstitutionRegister::find_lists(const facts::Dictionary& dictionary)
{
    for (const facts::Dataset& dataset : dictionary.datasets) {
        const auto slot = dataset.find_dimension(institution_dimension);
        if (!slot) {
            continue;
        }
        InstitutionList list;
        list.dataset = &dataset;
        list.slot = *slot;
        for (std::size_t d = 0; d < dataset.dimensions.size(); ++d) {
            if (d != *slot) {
                list.breakdowns.push_back(d);
            }
        }
        for (std::size_t m = 0; m < dataset.measures.size(); ++m) {
            if (dataset.measures[m].title.de != institution_measure_title) {
                list.measures.push_back(static_cast<std::int32_t>(m));
            }
        }
        lists_.push_back(std::move(list));
    }
}

std::vector<InstitutionEntry> InstitutionRegister::read_entries(std::size_t list, Workspace& workspace)
{
    InstitutionList& self = lists_[list];
    facts::Query query;
    query.filters.push_back({facts::Column::dataset, {self.dataset->number}});
    const facts::Observations rows = workspace.facts().rows(query, 0, std::numeric_limits<std::int64_t>::max());
    for (const std::int32_t period : rows.period) {
        self.period = std::max(self.period, period);
    }
    std::map<std::int32_t, InstitutionEntry> by_code;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows.period[i] != self.period) {
            continue;
        }
        InstitutionEntry& entry = by_code[rows.dimensions[self.slot][i]];
        entry.list = list;
        entry.delivery = rows.delivery[i];
        entry.area = rows.area[i];
        entry.codes.resize(self.breakdowns.size());
        entry.numbers.resize(self.measures.size());
        for (std::size_t b = 0; b < self.breakdowns.size(); ++b) {
            add(entry.codes[b], rows.dimensions[self.breakdowns[b]][i]);
        }
        const auto measure = std::find(self.measures.begin(), self.measures.end(), rows.measure[i]);
        if (measure != self.measures.end()) {
            entry.numbers[static_cast<std::size_t>(measure - self.measures.begin())].push_back(
                {rows.value[i], rows.sign[i]});
        }
    }
    std::vector<InstitutionEntry> entries;
    for (const ListedInstitution& listed : Institutions(workspace.database()).all()) {
        if (listed.dataset != self.dataset->id) {
            continue;
        }
        const auto code = self.dataset->dimensions[self.slot].find(slug(listed.institution.id));
        if (const auto found = code ? by_code.find(*code) : by_code.end(); found != by_code.end()) {
            entries.push_back(std::move(found->second));
            entries.back().described = listed.institution;
            by_code.erase(found);
        }
    }
    return entries;
}

void InstitutionRegister::join(std::vector<InstitutionEntry> entries)
{
    // Numbers of nobody in particular are their list's own.
    using Identity = std::tuple<std::string, std::string, std::string>;
    std::map<Identity, RegisteredInstitution> joined;
    for (InstitutionEntry& entry : entries) {
        const Institution& described = entry.described;
        const std::string land = land_of(entry.area);
        const Identity identity = described.numbers.empty() || land.empty()
                                      ? Identity{"", lists_[entry.list].dataset->id, described.id}
                                      : Identity{folded(described.numbers), land, slug(described.id)};
        joined[identity].entries.push_back(std::move(entry));
    }
    for (auto& [identity, institution] : joined) {
        institutions_.push_back(std::move(institution));
    }
}

areas::AreaNumber InstitutionRegister::area_of(const RegisteredInstitution& institution, std::size_t list) const
{
    const InstitutionEntry* own = institution.in_list(list);
    areas::AreaNumber area = own != nullptr ? own->area : institution.entries.front().area;
    for (const InstitutionEntry& entry : institution.entries) {
        area = lies_in(entry.area, area) ? entry.area : area;
    }
    return area;
}

std::string InstitutionRegister::land_of(areas::AreaNumber area) const
{
    const std::string& key = areas_.at(area).key;
    const auto digit = [&](std::size_t at) { return at < key.size() && key[at] >= '0' && key[at] <= '9'; };
    return digit(0) && digit(1) ? key.substr(0, 2) : "";
}

bool InstitutionRegister::lies_in(areas::AreaNumber area, areas::AreaNumber whole) const
{
    for (; area >= 0; area = areas_.at(area).parent) {
        if (area == whole) {
            return true;
        }
    }
    return false;
}

}  // namespace allmende::sources
