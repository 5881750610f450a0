#include "releases/institution_data.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "releases/texts.hpp"

namespace allmende::releases {

namespace {

using sources::InstitutionEntry;
using sources::InstitutionList;
using sources::RegisteredInstitution;

using Code = std::int32_t;

/// Codes that a breakdown of the website's tables may have.
constexpr std::size_t most_columns = 12;

/// A breakdown or a number of one of the lists.
struct Feature {
    std::size_t list = 0;
    std::size_t at = 0;  ///< position in the list's breakdowns or measures

    bool operator==(const Feature&) const = default;
};

/// What one list and those joined with it say.
class View {
public:
    View(const sources::InstitutionRegister& institutions, std::size_t list, const sources::Workspace& workspace)
        : register_(institutions), list_(list), workspace_(workspace)
    {
        std::set<std::size_t> joined;
        for (const RegisteredInstitution& one : register_.institutions()) {
            if (one.in_list(list) == nullptr) {
                continue;
            }
            members_.push_back(&one);
            for (const InstitutionEntry& entry : one.entries) {
                joined.insert(entry.list);
            }
        }
        joined.erase(list);
        add_features(list);
        for (const std::size_t other : joined) {
            add_features(other);
        }
    }

    const InstitutionList& list() const { return register_.lists()[list_]; }
    const std::vector<const RegisteredInstitution*>& members() const { return members_; }
    /// The list's own first, its kind before all; of joined lists what this one does not say of the same period.
    const std::vector<Feature>& breakdowns() const { return breakdowns_; }
    const std::vector<Feature>& measures() const { return measures_; }

    areas::AreaNumber area_of(const RegisteredInstitution& one) const { return register_.area_of(one, list_); }
    const InstitutionEntry& own(const RegisteredInstitution& one) const { return *one.in_list(list_); }
    sources::Institution describe(const RegisteredInstitution& one) const { return one.described_by(list_); }

    const InstitutionList& list_of(const Feature& feature) const { return register_.lists()[feature.list]; }
    const facts::Dimension& dimension(const Feature& feature) const
    {
        const InstitutionList& list = list_of(feature);
        return list.dataset->dimensions[list.breakdowns[feature.at]];
    }
    const facts::Measure& measure(const Feature& feature) const
    {
        const InstitutionList& list = list_of(feature);
        return list.dataset->measures[static_cast<std::size_t>(list.measures[feature.at])];
    }
    std::string period_of(const Feature& feature) const { return Period::from_code(list_of(feature).period).text(); }

private:
    const sources::InstitutionRegister& register_;
    std::size_t list_;
    const sources::Workspace& workspace_;
    std::vector<const RegisteredInstitution*> members_;
    std::vector<Feature> breakdowns_;
    std::vector<Feature> measures_;

    void add_features(std::size_t list)
    {
        const InstitutionList& self = register_.lists()[list];
        for (std::size_t at = 0; at < self.breakdowns.size(); ++at) {
            const Feature feature{list, at};
            const auto same = [&](const Feature& known) {
                return dimension(known).id == dimension(feature).id &&
                       (known == breakdowns_.front() || period_of(known) == period_of(feature));
            };
            if (std::none_of(breakdowns_.begin(), breakdowns_.end(), same)) {
                breakdowns_.push_back(feature);
            }
        }
        for (std::size_t at = 0; at < self.measures.size(); ++at) {
            measures_.push_back({list, at});
        }
    }
};

/// Institutions by code of a breakdown.
using Counts = std::map<Code, std::int64_t>;

/// What is counted in one area.
struct Tally {
    std::int64_t institutions = 0;
    std::vector<Counts> by_breakdown;    ///< by View::breakdowns
    std::vector<std::int64_t> unlisted;  ///< by View::breakdowns: institutions that do not stand in its list
    std::vector<double> sums;            ///< by the list's own measures
    std::vector<std::int64_t> missing;
};

class FileMaker {
public:
    FileMaker(const sources::InstitutionRegister& institutions, std::size_t list, const sources::Workspace& workspace)
        : view_(institutions, list, workspace), workspace_(workspace)
    {
        for (const RegisteredInstitution* one : view_.members()) {
            add(all_, *one);
            for (areas::AreaNumber area = view_.area_of(*one); area >= 0; area = workspace.areas().at(area).parent) {
                add(by_area_[area], *one);
            }
        }
        all_.by_breakdown.resize(view_.breakdowns().size());
        for (std::size_t b = 0; b < view_.breakdowns().size(); ++b) {
            codes_.push_back(codes_of(b));
        }
    }

    Json json() const
    {
        const InstitutionList& list = view_.list();
        Json file;
        file["id"] = list.dataset->id;
        file["title"] = releases::json(list.dataset->title);
        file["period"] = Period::from_code(list.period).text();
        file["year"] = Period::from_code(list.period).year;
        file["count"] = all_.institutions;
        file["breakdowns"] = Json::array();
        for (std::size_t b = 0; b < codes_.size(); ++b) {
            if (shown(b)) {
                file["breakdowns"].push_back(breakdown_json(b));
            }
        }
        file["measures"] = Json::array();
        for (std::size_t at = 0; at < list.measures.size(); ++at) {
            const facts::Measure& measure = list.dataset->measures[static_cast<std::size_t>(list.measures[at])];
            file["measures"].push_back({{"title", releases::json(measure.title)}, {"unit", measure.unit}});
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
        file["institutions"] = Json::array();
        for (const RegisteredInstitution* one : view_.members()) {
            file["institutions"].push_back(institution_json(*one));
        }
        return file;
    }

private:
    View view_;
    const sources::Workspace& workspace_;
    Tally all_;
    std::map<areas::AreaNumber, Tally> by_area_;
    std::vector<std::vector<Code>> codes_;  ///< of each breakdown, in the order of its columns

    void add(Tally& tally, const RegisteredInstitution& one) const
    {
        ++tally.institutions;
        tally.by_breakdown.resize(view_.breakdowns().size());
        tally.unlisted.resize(view_.breakdowns().size());
        for (std::size_t b = 0; b < view_.breakdowns().size(); ++b) {
            tally.unlisted[b] += one.in_list(view_.breakdowns()[b].list) == nullptr ? 1 : 0;
            for (const Code code : codes(one, view_.breakdowns()[b])) {
                ++tally.by_breakdown[b][code];
            }
        }
        const InstitutionEntry& own = view_.own(one);
        tally.sums.resize(own.numbers.size());
        tally.missing.resize(own.numbers.size());
        for (std::size_t m = 0; m < own.numbers.size(); ++m) {
            for (const InstitutionEntry::Number& number : own.numbers[m]) {
                if (is_missing(number.sign)) {
                    ++tally.missing[m];
                } else {
                    tally.sums[m] += number.value;
                }
            }
        }
    }

    static std::vector<Code> codes(const RegisteredInstitution& one, const Feature& feature)
    {
        const InstitutionEntry* entry = one.in_list(feature.list);
        return entry == nullptr ? std::vector<Code>() : entry->codes[feature.at];
    }

    /// Kinds and other words by how many have them, the most frequent first; scales (`1`, `2` … `9`) in their order.
    std::vector<Code> codes_of(std::size_t b) const
    {
        const facts::Dimension& dimension = view_.dimension(view_.breakdowns()[b]);
        const auto id = [&](Code code) -> const std::string& {
            return dimension.codes[static_cast<std::size_t>(code)].id;
        };
        const auto is_step = [&](Code code) { return id(code).find_first_not_of("0123456789") == std::string::npos; };
        std::vector<Code> codes;
        std::size_t steps = 0;
        for (const auto& [code, count] : all_.by_breakdown[b]) {
            codes.push_back(code);
            steps += is_step(code) ? 1U : 0U;
        }
        if (steps * 2 > codes.size()) {
            std::stable_sort(codes.begin(), codes.end(), [&](Code one, Code other) {
                const auto rank = [&](Code code) { return std::tuple(!is_step(code), id(code).size(), id(code)); };
                return rank(one) < rank(other);
            });
        } else {
            std::stable_sort(codes.begin(), codes.end(), [&](Code one, Code other) {
                return all_.by_breakdown[b].at(one) > all_.by_breakdown[b].at(other);
            });
        }
        return codes;
    }

    /// The kind always; others where they fit on a page and tell anything apart.
    bool shown(std::size_t b) const
    {
        return (b == 0 && own(b)) || (codes_[b].size() > 1 && codes_[b].size() <= most_columns);
    }
    bool own(std::size_t b) const { return &view_.list_of(view_.breakdowns()[b]) == &view_.list(); }

    Json breakdown_json(std::size_t b) const
    {
        const Feature& feature = view_.breakdowns()[b];
        const InstitutionList& list = view_.list_of(feature);
        Json entry;
        entry["title"] = releases::json(view_.dimension(feature).title);
        entry["list"] = list.dataset->id;
        entry["listTitle"] = releases::json(list.dataset->title);
        entry["period"] = view_.period_of(feature);
        entry["codes"] = Json::array();
        for (const Code code : codes_[b]) {
            entry["codes"].push_back(
                releases::json(view_.dimension(feature).codes[static_cast<std::size_t>(code)].title));
        }
        return entry;
    }

    Json area_json(areas::AreaNumber area, const Tally& tally) const
    {
        Json entry;
        entry["key"] = workspace_.areas().at(area).key;
        entry["count"] = tally.institutions;
        entry["counts"] = Json::array();
        entry["unlisted"] = Json::array();
        for (std::size_t b = 0; b < codes_.size(); ++b) {
            if (!shown(b)) {
                continue;
            }
            Json counts = Json::array();
            for (const Code code : codes_[b]) {
                const auto found = tally.by_breakdown[b].find(code);
                counts.push_back(found == tally.by_breakdown[b].end() ? 0 : found->second);
            }
            entry["counts"].push_back(std::move(counts));
            entry["unlisted"].push_back(tally.unlisted[b]);
        }
        entry["sums"] = tally.sums;
        entry["missing"] = tally.missing;
        return entry;
    }

    /// Its codes as positions in the columns of each shown breakdown.
    Json institution_json(const RegisteredInstitution& one) const
    {
        const sources::Institution described = view_.describe(one);
        Json entry;
        entry["number"] = described.id;
        entry["name"] = described.name;
        entry["codes"] = Json::array();
        for (std::size_t b = 0; b < codes_.size(); ++b) {
            if (!shown(b)) {
                continue;
            }
            Json positions = Json::array();
            for (const Code code : codes(one, view_.breakdowns()[b])) {
                positions.push_back(std::find(codes_[b].begin(), codes_[b].end(), code) - codes_[b].begin());
            }
            entry["codes"].push_back(std::move(positions));
        }
        entry["street"] = described.street;
        entry["place"] = described.place;
        entry["area"] = workspace_.areas().at(view_.area_of(one)).key;
        if (described.longitude && described.latitude) {
            entry["longitude"] = *described.longitude;
            entry["latitude"] = *described.latitude;
        }
        return entry;
    }
};

std::string number_text(const InstitutionEntry::Number& number)
{
    return is_missing(number.sign) ? std::string(mark(number.sign)) : shortest(number.value);
}

}  // namespace

Json institution_file(const sources::InstitutionRegister& institutions, std::size_t list,
                      const sources::Workspace& workspace)
{
    return FileMaker(institutions, list, workspace).json();
}

Json institution_summary(const Json& file)
{
    const std::string name = slug(file.at("id").get<std::string>());
    return {{"id", file.at("id")},
            {"title", file.at("title")},
            {"period", file.at("period")},
            {"count", file.at("count")},
            {"file", "institutions/" + name + ".json"},
            {"downloads", {{"csv", "downloads/institutions/" + name + ".csv"}}}};
}

InstitutionTable institution_table(const sources::InstitutionRegister& institutions, std::size_t list,
                                   const sources::Workspace& workspace, areas::AreaNumber within)
{
    const View view(institutions, list, workspace);
    InstitutionTable table;
    table.columns = {"number", "name", "area", "area_name", "street", "place", "longitude", "latitude"};
    const auto titled = [&](const std::string& title, const Feature& feature) {
        table.columns.push_back(fmt::format("{} ({})", title, view.period_of(feature)));
    };
    for (const Feature& feature : view.breakdowns()) {
        titled(view.dimension(feature).title.de, feature);
    }
    for (const Feature& feature : view.measures()) {
        titled(view.measure(feature).title.de, feature);
    }
    const auto lies_within = [&](areas::AreaNumber area) {
        while (area >= 0 && area != within) {
            area = workspace.areas().at(area).parent;
        }
        return area == within;
    };
    for (const RegisteredInstitution* one : view.members()) {
        const areas::Area& area = workspace.areas().at(view.area_of(*one));
        if (!lies_within(area.number)) {
            continue;
        }
        const sources::Institution described = view.describe(*one);
        const auto degrees = [](const std::optional<double>& value) {
            return value ? fmt::format("{:.6f}", *value) : std::string();
        };
        std::vector<std::string> row{described.id,
                                     described.name,
                                     area.key,
                                     area.name,
                                     described.street,
                                     described.place,
                                     degrees(described.longitude),
                                     degrees(described.latitude)};
        for (const Feature& feature : view.breakdowns()) {
            std::vector<std::string> words;
            if (const InstitutionEntry* entry = one->in_list(feature.list)) {
                for (const Code code : entry->codes[feature.at]) {
                    words.push_back(view.dimension(feature).codes[static_cast<std::size_t>(code)].title.de);
                }
            }
            row.push_back(join(words, "; "));
        }
        for (const Feature& feature : view.measures()) {
            std::vector<std::string> words;
            if (const InstitutionEntry* entry = one->in_list(feature.list)) {
                for (const InstitutionEntry::Number& number : entry->numbers[feature.at]) {
                    words.push_back(number_text(number));
                }
            }
            row.push_back(join(words, "; "));
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

}  // namespace allmende::releases
