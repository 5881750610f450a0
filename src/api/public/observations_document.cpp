#include <algorithm>
#include <set>
#include <unordered_map>

#include "api/public/arguments.hpp"
#include "api/public/documents.hpp"
#include "api/public/figure_text.hpp"
#include "api/public/filters.hpp"
#include "api/public/problem.hpp"
#include "api/public/release_json.hpp"
#include "base/period.hpp"

namespace allmende::api::public_ {

namespace {

using releases::ReleasedDataset;
using releases::ReleasedObservation;

constexpr std::string_view total = "total";
constexpr std::size_t bytes_per_observation = 200;

const ReleasedDataset& need_dataset(const releases::Released& release, const std::string& id)
{
    const ReleasedDataset* dataset = release.dataset(id);
    if (dataset == nullptr) {
        refuse(ErrorCode::not_found,
               Localized{fmt::format("Den Datensatz „{}“ gibt es in dieser Veröffentlichung nicht.", plain(id)),
                         fmt::format("This release has no dataset “{}”.", plain(id))} +
                   did_you_mean(nearest(id, release.dataset_ids())),
               "id");
    }
    return *dataset;
}

/// Positions of words in a list; `total` is the first code of every dimension.
std::vector<std::int32_t> positions_of(const std::vector<std::string>& wanted, const std::vector<std::string>& known,
                                       const std::string& parameter)
{
    std::set<std::int32_t> out;
    for (const std::string& word : wanted) {
        const auto found = std::find(known.begin(), known.end(), word);
        if (found != known.end()) {
            out.insert(static_cast<std::int32_t>(found - known.begin()));
        } else if (word == total && parameter != "measure") {
            out.insert(0);
        } else {
            refuse(ErrorCode::not_found,
                   Localized{fmt::format("„{}“ kommt in „{}“ nicht vor.", plain(word), plain(parameter)),
                             fmt::format("“{}” does not occur in “{}”.", plain(word), plain(parameter))} +
                       did_you_mean(nearest(word, known)),
                   parameter);
        }
    }
    return {out.begin(), out.end()};
}

[[noreturn]] void refuse_dimension(const ReleasedDataset& dataset, const std::string& name)
{
    std::vector<std::string> known{"area", "level", "region", "period", "measure", "format"};
    for (const auto& dimension : dataset.dimensions) {
        known.push_back(dimension.id);
    }
    const std::string list = join(known, ", ");
    refuse(ErrorCode::bad_usage,
           Localized{fmt::format("Der Datensatz {} hat kein Merkmal „{}“.", dataset.id, plain(name)),
                     fmt::format("The dataset {} has no dimension “{}”.", dataset.id, plain(name))} +
               did_you_mean(nearest(name, known)) +
               Localized{fmt::format(" Es gibt: {}.", list), fmt::format(" There are: {}.", list)},
           plain(name));
}

/// Positions in the observations' own list of areas.
Positions observed_areas(const Call& call)
{
    const Positions wanted = wanted_areas(call.release, call.arguments);
    if (!wanted) {
        return std::nullopt;
    }
    std::set<std::string> keys;
    for (const std::int32_t position : *wanted) {
        keys.insert(call.release.areas().at(static_cast<std::size_t>(position)).key);
    }
    std::vector<std::int32_t> out;
    const auto& observed = call.release.observation_areas();
    for (std::size_t i = 0; i < observed.size(); ++i) {
        if (keys.contains(observed[i])) {
            out.push_back(static_cast<std::int32_t>(i));
        }
    }
    return out;
}

releases::ObservationQuery query_of(const Call& call, const ReleasedDataset& dataset)
{
    releases::ObservationQuery query;
    query.dataset = dataset.number;
    for (const auto& [name, words] : call.arguments.dimensions()) {
        const auto found = std::find_if(dataset.dimensions.begin(), dataset.dimensions.end(),
                                        [&wanted = name](const auto& dimension) { return dimension.id == wanted; });
        if (found == dataset.dimensions.end()) {
            refuse_dimension(dataset, name);
        }
        query.codes.at(static_cast<std::size_t>(found - dataset.dimensions.begin())) =
            positions_of(words, found->codes, name);
    }
    query.areas = observed_areas(call);
    query.periods = wanted_periods(dataset, call.arguments);
    if (const auto measures = call.arguments.list("measure")) {
        query.measures = positions_of(*measures, dataset.measures, "measure");
    }
    return query;
}

/// The words for the integers of an observation.
struct Words {
    const Call& call;
    const ReleasedDataset& dataset;

    const std::string& area(const ReleasedObservation& o) const
    {
        return call.release.observation_areas().at(static_cast<std::size_t>(o.area));
    }
    std::string_view area_name(const ReleasedObservation& o) const
    {
        const auto position = call.release.find_area(area(o));
        return position ? std::string_view(call.release.areas()[static_cast<std::size_t>(*position)].name) : "";
    }
    std::string period(const ReleasedObservation& o) const { return Period::from_code(o.period).text(); }
    const std::string& measure(const ReleasedObservation& o) const
    {
        return dataset.measures.at(static_cast<std::size_t>(o.measure));
    }
    /// Empty for the total.
    std::string_view code(const ReleasedObservation& o, std::size_t dimension) const
    {
        const auto position = static_cast<std::size_t>(o.codes[dimension]);
        return position == 0 ? "" : std::string_view(dataset.dimensions[dimension].codes.at(position));
    }
};

Document as_csv(const Words& words, const std::vector<ReleasedObservation>& observations)
{
    Document out{.type = std::string(media_type(Form::csv)), .body = {}, .file_name = words.dataset.id + ".csv"};
    std::string& body = out.body;
    body.reserve(observations.size() * bytes_per_observation / 2);
    body = "dataset,area,area_name,period";
    for (const auto& dimension : words.dataset.dimensions) {
        body.append(",").append(dimension.id);
    }
    body += ",measure,value,status,delivery,row,column\r\n";
    for (const ReleasedObservation& o : observations) {
        append_csv_field(body, words.dataset.id);
        for (const std::string_view field : {std::string_view(words.area(o)), words.area_name(o)}) {
            body += ',';
            append_csv_field(body, field);
        }
        body.append(",").append(words.period(o));
        for (std::size_t i = 0; i < words.dataset.dimensions.size(); ++i) {
            body += ',';
            append_csv_field(body, words.code(o, i));
        }
        body += ',';
        append_csv_field(body, words.measure(o));
        body += ',';
        append_csv_number(body, o.value);
        body += ',';
        append_csv_field(body, mark(o.sign));
        fmt::format_to(std::back_inserter(body), ",{},{},{}\r\n", o.delivery, o.row, o.column);
    }
    return out;
}

void write_observation(JsonText& json, const Words& words, const ReleasedObservation& o)
{
    json.open('{');
    json.key("area").text(words.area(o));
    json.key("area_name").text(words.area_name(o));
    json.key("period").text(words.period(o));
    json.key("codes").open('{');
    for (std::size_t i = 0; i < words.dataset.dimensions.size(); ++i) {
        const std::string_view code = words.code(o, i);
        json.key(words.dataset.dimensions[i].id).text(code.empty() ? total : code);
    }
    json.close('}');
    json.key("measure").text(words.measure(o));
    json.key("value").number(o.value);
    json.key("status").text(mark(o.sign));
    json.key("delivery").integer(o.delivery);
    json.key("row").integer(o.row);
    json.key("column").integer(o.column);
    json.close('}');
}

Document as_json(const Words& words, const std::vector<ReleasedObservation>& observations)
{
    Document out{.type = std::string(media_type(Form::json)), .body = {}, .file_name = {}};
    out.body.reserve(observations.size() * bytes_per_observation);
    JsonText json(out.body);
    json.open('{');
    json.key("release").integer(words.call.release.number());
    json.key("dataset").text(words.dataset.id);
    json.key("count").integer(static_cast<std::int64_t>(observations.size()));
    std::uint32_t seen = 0;
    std::set<std::int32_t> deliveries;
    json.key("observations").open('[');
    for (const ReleasedObservation& o : observations) {
        json.line();
        write_observation(json, words, o);
        seen |= sign_bit(o.sign);
        deliveries.insert(o.delivery);
    }
    json.close_lines(']');
    json.key("signs");
    write_signs(json, seen);
    const Json datasets = release_json(words.call.release, "site.json").at("datasets");
    json.key("deliveries").open('[');
    if (const Json* dataset = find_entry(datasets, "id", words.dataset.id)) {
        for (const Json& delivery : dataset->at("deliveries")) {
            if (deliveries.contains(delivery.at("id").get<std::int32_t>())) {
                json.line().raw(delivery.dump());
            }
        }
    }
    json.close_lines(']').close('}');
    out.body += '\n';
    return out;
}

}  // namespace

Document observations_of_dataset(const Call& call)
{
    const Words words{call, need_dataset(call.release, call.arguments.one("id"))};
    const releases::ObservationQuery query = query_of(call, words.dataset);
    ensure_few_enough(call.release.count(query), call.limits,
                      {"area, level, region, period, measure oder Merkmal=Ausprägung",
                       "area, level, region, period, measure or dimension=code"});
    const std::vector<ReleasedObservation> observations = call.release.observations(query);
    return call.form == Form::csv ? as_csv(words, observations) : as_json(words, observations);
}

}  // namespace allmende::api::public_
