#include "api/public/arguments.hpp"
#include "api/public/documents.hpp"
#include "api/public/figure_text.hpp"
#include "api/public/filters.hpp"
#include "api/public/problem.hpp"
#include "api/public/release_json.hpp"

namespace allmende::api::public_ {

namespace {

/// `areas/KEY.json` keeps values, marks and bounds apart; here each value stands with its own.
Json figures_of(const Json& indicator)
{
    const Json& years = indicator.at("years");
    const Json& values = indicator.at("value");
    const Json& marks = indicator.at("marks");
    const Json& bounds = indicator.at("bounds");
    Json out = Json::array();
    for (std::size_t i = 0; i < years.size(); ++i) {
        const std::string year = std::to_string(years.at(i).get<int>());
        const auto bound = bounds.find(year);
        const bool bounded = bound != bounds.end();
        out.push_back({{"period", year},
                       {"value", values.at(i)},
                       {"lower", bounded ? bound->at(0) : Json()},
                       {"upper", bounded ? bound->at(1) : Json()},
                       {"status", marks.value(year, std::string())}});
    }
    return out;
}

Json comparison_of(const Json& indicator)
{
    Json out = Json::object();
    const Json& years = indicator.at("years");
    for (const auto& [key, values] : indicator.at("context").items()) {
        Json list = Json::array();
        for (std::size_t i = 0; i < years.size(); ++i) {
            list.push_back({{"period", std::to_string(years.at(i).get<int>())}, {"value", values.at(i)}});
        }
        out[key] = std::move(list);
    }
    return out;
}

}  // namespace

Document profile_of_area(const Call& call)
{
    const std::string& key = call.arguments.one("key");
    const auto& area = call.release.areas().at(static_cast<std::size_t>(need_area(call.release, key)));
    if (!area.profile) {
        refuse(ErrorCode::not_found,
               {fmt::format("Für {} ({}) gibt es kein Profil; einzelne Kennzahlen stehen unter /indicators/…/figures?area={}.",
                            area.name, key, key),
                fmt::format("There is no profile of {} ({}); single indicators are at /indicators/…/figures?area={}.", area.name,
                            key, key)},
               "key");
    }
    const Json file = Json::parse(call.release.document("areas/" + key + ".json"));
    Json indicators = Json::array();
    for (const Json& indicator : file.at("indicators")) {
        indicators.push_back({{"indicator", indicator.at("id")},
                              {"figures", figures_of(indicator)},
                              {"context", comparison_of(indicator)},
                              {"rank", indicator.at("rank")}});
    }
    Json out = with_api_names(file);
    out["indicators"] = std::move(indicators);
    return json_object(call, out);
}

}  // namespace allmende::api::public_
