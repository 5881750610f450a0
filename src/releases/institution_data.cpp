#include "releases/institution_data.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "releases/texts.hpp"
#include "sources/institutions.hpp"

namespace allmende::releases {

namespace {

using Code = std::int32_t;

/// What is counted in one area.
struct Tally {
    std::set<Code> institutions;
    std::map<Code, std::set<Code>> by_kind;
    std::vector<double> sums;
    std::vector<std::int64_t> missing;
};

class List {
public:
    List(const facts::Dataset& dataset, sources::Workspace& workspace) : dataset_(dataset), workspace_(workspace)
    {
        slot_ = *dataset.find_dimension(std::string(sources::institution_dimension));
        for (std::size_t slot = 0; slot < dataset.dimensions.size() && !kind_; ++slot) {
            kind_ = slot == slot_ ? kind_ : std::optional(slot);
        }
        for (std::size_t m = 0; m < dataset.measures.size(); ++m) {
            const bool counts = dataset.measures[m].title.de == sources::institution_measure_title;
            (counts ? count_ : measures_).push_back(static_cast<std::int32_t>(m));
        }
        read();
    }

    Json json() const
    {
        Json file;
        file["id"] = dataset_.id;
        file["title"] = releases::json(dataset_.title);
        file["period"] = Period::from_code(period_).text();
        file["year"] = Period::from_code(period_).year;
        file["count"] = all_.institutions.size();
        file["kind"] = kind_ ? releases::json(dataset_.dimensions[*kind_].title) : Json();
        file["kinds"] = Json::array();
        for (const Code kind : kinds_) {
            file["kinds"].push_back(
                releases::json(dataset_.dimensions[*kind_].codes[static_cast<std::size_t>(kind)].title));
        }
        file["measures"] = Json::array();
        for (const std::int32_t measure : measures_) {
            const facts::Measure& entry = dataset_.measures[static_cast<std::size_t>(measure)];
            file["measures"].push_back({{"title", releases::json(entry.title)}, {"unit", entry.unit}});
        }
        file["areas"] = Json::array();
        std::map<std::pair<bool, std::string>, areas::AreaNumber> ordered;
        for (const auto& [area, tally] : by_area_) {
            const std::string& key = workspace_.areas().at(area).key;
            ordered[{key != "DG", key}] = area;
        }
        for (const auto& [key, area] : ordered) {
            file["areas"].push_back(area_json(area, by_area_.at(area)));
        }
        file["places"] = places();
        return file;
    }

private:
    const facts::Dataset& dataset_;
    sources::Workspace& workspace_;
    std::size_t slot_ = 0;
    std::optional<std::size_t> kind_;
    std::vector<std::int32_t> count_;
    std::vector<std::int32_t> measures_;
    std::int32_t period_ = 0;
    Tally all_;
    std::map<areas::AreaNumber, Tally> by_area_;
    std::vector<Code> kinds_;                  ///< the most frequent first
    std::map<Code, std::set<Code>> kinds_of_;  ///< by institution

    void read()
    {
        facts::Query query;
        query.filters.push_back({facts::Column::dataset, {dataset_.number}});
        const facts::Observations rows = workspace_.facts().rows(query, 0, std::numeric_limits<std::int64_t>::max());
        for (const std::int32_t period : rows.period) {
            period_ = std::max(period_, period);
        }
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (rows.period[i] != period_) {
                continue;
            }
            add(all_, rows, i);
            for (areas::AreaNumber area = rows.area[i]; area >= 0; area = workspace_.areas().at(area).parent) {
                add(by_area_[area], rows, i);
            }
        }
        for (const auto& [kind, institutions] : all_.by_kind) {
            kinds_.push_back(kind);
        }
        std::stable_sort(kinds_.begin(), kinds_.end(),
                         [&](Code a, Code b) { return all_.by_kind.at(a).size() > all_.by_kind.at(b).size(); });
    }

    void add(Tally& tally, const facts::Observations& rows, std::size_t i)
    {
        tally.sums.resize(measures_.size());
        tally.missing.resize(measures_.size());
        const Code institution = rows.dimensions[slot_][i];
        if (std::find(count_.begin(), count_.end(), rows.measure[i]) != count_.end()) {
            tally.institutions.insert(institution);
            if (kind_) {
                const Code kind = rows.dimensions[*kind_][i];
                tally.by_kind[kind].insert(institution);
                kinds_of_[institution].insert(kind);
            }
            return;
        }
        const auto at = static_cast<std::size_t>(std::find(measures_.begin(), measures_.end(), rows.measure[i]) -
                                                 measures_.begin());
        if (is_missing(rows.sign[i])) {
            ++tally.missing[at];
        } else {
            tally.sums[at] += rows.value[i];
        }
    }

    Json area_json(areas::AreaNumber area, const Tally& tally) const
    {
        Json entry;
        entry["key"] = workspace_.areas().at(area).key;
        entry["count"] = tally.institutions.size();
        entry["kinds"] = Json::array();
        for (const Code kind : kinds_) {
            const auto found = tally.by_kind.find(kind);
            entry["kinds"].push_back(found == tally.by_kind.end() ? 0 : found->second.size());
        }
        entry["sums"] = tally.sums;
        entry["missing"] = tally.missing;
        return entry;
    }

    Json places() const
    {
        Json list = Json::array();
        const facts::Dimension& codes = dataset_.dimensions[slot_];
        for (const sources::ListedInstitution& listed : sources::Institutions(workspace_.database()).all()) {
            const sources::Institution& one = listed.institution;
            const auto code = codes.find(slug(one.id));
            if (listed.dataset != dataset_.id || !one.longitude || !code || !all_.institutions.contains(*code)) {
                continue;
            }
            Json kinds = Json::array();
            if (const auto of = kinds_of_.find(*code); of != kinds_of_.end()) {
                for (const Code kind : of->second) {
                    kinds.push_back(std::find(kinds_.begin(), kinds_.end(), kind) - kinds_.begin());
                }
            }
            list.push_back({{"name", one.name},
                            {"kinds", std::move(kinds)},
                            {"street", one.street},
                            {"place", one.place},
                            {"area", one.area},
                            {"longitude", *one.longitude},
                            {"latitude", *one.latitude}});
        }
        return list;
    }
};

}  // namespace

std::vector<const facts::Dataset*> institution_lists(const sources::Workspace& workspace)
{
    std::vector<const facts::Dataset*> lists;
    for (const facts::Dataset& dataset : workspace.dictionary().datasets) {
        if (dataset.find_dimension(std::string(sources::institution_dimension))) {
            lists.push_back(&dataset);
        }
    }
    return lists;
}

Json institution_file(const facts::Dataset& dataset, sources::Workspace& workspace)
{
    return List(dataset, workspace).json();
}

Json institution_summary(const Json& file)
{
    return {{"id", file.at("id")},
            {"title", file.at("title")},
            {"period", file.at("period")},
            {"count", file.at("count")},
            {"file", "institutions/" + file.at("id").get<std::string>() + ".json"}};
}

}  // namespace allmende::releases
