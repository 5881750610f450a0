#include <set>

#include "api/public/arguments.hpp"
#include "api/public/documents.hpp"
#include "api/public/figure_text.hpp"
#include "api/public/filters.hpp"
#include "api/public/problem.hpp"
#include "api/public/release_json.hpp"

namespace allmende::api::public_ {

namespace {

using releases::ReleasedFigure;

/// The total stands first among the series of every indicator.
constexpr std::int32_t total_series = 0;

/// The area and what its page compares it with, in the order of the release.
std::vector<std::int32_t> areas_of(const Call& call, const Json& file, std::int32_t own)
{
    std::set<std::int32_t> out{own};
    for (const Json& indicator : file.at("indicators")) {
        for (const auto& [key, values] : indicator.at("context").items()) {
            if (const auto position = call.release.find_area(key)) {
                out.insert(*position);
            }
        }
    }
    return {out.begin(), out.end()};
}

/// The indicator's figures of one area, or of all others.
enum class Whose { own, compared };

void write_figures(JsonText& json, const Call& call, const std::vector<ReleasedFigure>& figures, std::int32_t indicator,
                   std::int32_t own, Whose whose, std::uint32_t& seen)
{
    json.open('[');
    for (const ReleasedFigure& figure : figures) {
        if (figure.indicator == indicator && (figure.area == own) == (whose == Whose::own)) {
            json.line();
            write_figure(json, call.release, {}, figure);
            seen |= sign_bit(figure.sign);
        }
    }
    json.close_lines(']');
}

}  // namespace

Document profile_of_area(const Call& call)
{
    const std::string& key = call.arguments.one("key");
    const std::int32_t own = need_area(call.release, key);
    const auto& area = call.release.areas().at(static_cast<std::size_t>(own));
    if (!area.profile) {
        refuse(ErrorCode::not_found,
               {fmt::format(
                    "Für {} ({}) gibt es kein Profil; einzelne Kennzahlen stehen unter /indicators/…/figures?area={}.",
                    area.name, key, key),
                fmt::format("There is no profile of {} ({}); single indicators are at /indicators/…/figures?area={}.",
                            area.name, key, key)},
               "key");
    }
    const Json file = Json::parse(call.release.document("areas/" + key + ".json"));
    releases::FigureQuery query;
    query.series = std::vector{total_series};
    query.areas = areas_of(call, file, own);
    ensure_few_enough(call.release.count(query), call.limits, {"/indicators/…/figures", "/indicators/…/figures"});
    const std::vector<ReleasedFigure> figures = call.release.figures(query);

    Document out{.type = std::string(media_type(Form::json)), .body = {}, .file_name = {}};
    JsonText json(out.body);
    json.open('{').key("release").integer(call.release.number());
    const Json renamed = with_api_names(file);
    for (const auto& [name, member] : renamed.items()) {
        if (name != "indicators") {
            json.key(name).raw(member.dump());
        }
    }
    std::uint32_t seen = 0;
    json.key("indicators").open('[');
    for (const Json& entry : file.at("indicators")) {
        const auto indicator = need_indicator(call.release, entry.at("id").get<std::string>());
        json.line().open('{').key("indicator").text(indicator->id);
        json.key("rank").raw(entry.at("rank").dump());
        json.key("figures");
        write_figures(json, call, figures, indicator->number, own, Whose::own, seen);
        json.key("context");
        write_figures(json, call, figures, indicator->number, own, Whose::compared, seen);
        json.close('}');
    }
    json.close_lines(']').key("signs");
    write_signs(json, seen);
    json.close('}');
    out.body += '\n';
    return out;
}

}  // namespace allmende::api::public_
