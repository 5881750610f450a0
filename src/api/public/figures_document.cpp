#include "api/public/arguments.hpp"
#include "api/public/documents.hpp"
#include "api/public/figure_text.hpp"
#include "api/public/filters.hpp"
#include "api/public/release_json.hpp"

namespace allmende::api::public_ {

namespace {

using releases::ReleasedFigure;
using releases::ReleasedIndicator;

/// What one line of a figure takes, roughly: the text is built in one piece.
constexpr std::size_t bytes_per_figure = 220;

/// Dimensions by which any of the figures is broken down, in the order of the series.
std::vector<std::string> dimensions_of(const ReleasedIndicator& indicator, const std::vector<std::int32_t>& series)
{
    std::vector<std::string> out;
    for (const std::int32_t position : series) {
        const std::string& dimension = indicator.series.at(static_cast<std::size_t>(position)).dimension;
        if (!dimension.empty() && (out.empty() || out.back() != dimension)) {
            out.push_back(dimension);
        }
    }
    return out;
}

Document as_csv(const Call& call, const ReleasedIndicator& indicator, const std::vector<std::int32_t>& series,
                const std::vector<ReleasedFigure>& figures)
{
    const std::vector<std::string> dimensions = dimensions_of(indicator, series);
    Document out{.type = std::string(media_type(Form::csv)), .body = {}, .file_name = indicator.id + ".csv"};
    std::string& body = out.body;
    body.reserve(figures.size() * bytes_per_figure / 2);
    body = "indicator,area,area_name,period";
    for (const std::string& dimension : dimensions) {
        body.append(",").append(dimension);
    }
    body += ",value,numerator,denominator,status,flags,lower,upper\r\n";
    for (const ReleasedFigure& figure : figures) {
        const auto& area = call.release.areas().at(static_cast<std::size_t>(figure.area));
        const auto& broken_down = indicator.series.at(static_cast<std::size_t>(figure.series));
        body.append(indicator.id).append(",");
        append_csv_field(body, area.key);
        body += ',';
        append_csv_field(body, area.name);
        fmt::format_to(std::back_inserter(body), ",{}", figure.year);
        for (const std::string& dimension : dimensions) {
            body += ',';
            append_csv_field(body, dimension == broken_down.dimension ? broken_down.code : "");
        }
        for (const auto* number : {&figure.value, &figure.numerator, &figure.denominator}) {
            body += ',';
            append_csv_number(body, *number);
        }
        body += ',';
        append_csv_field(body, mark(figure.sign));
        body += ',';
        append_csv_field(body, join(releases::flag_words(figure.flags), " "));
        for (const auto* number : {&figure.lower, &figure.upper}) {
            body += ',';
            append_csv_number(body, *number);
        }
        body += "\r\n";
    }
    return out;
}

/// What the reader of a table of figures must know of the indicator.
Json summary_of(const ReleasedIndicator& indicator)
{
    const Json definition = with_api_names(Json::parse(indicator.definition));
    Json out = Json::object();
    for (const char* member : {"id", "version", "title", "unit", "unit_text", "decimals", "direction", "place",
                               "period_text", "source", "licence"}) {
        out[member] = definition.at(member);
    }
    return out;
}

Document as_json(const Call& call, const ReleasedIndicator& indicator, const std::vector<ReleasedFigure>& figures)
{
    Document out{.type = std::string(media_type(Form::json)), .body = {}, .file_name = {}};
    out.body.reserve(figures.size() * bytes_per_figure);
    JsonText json(out.body);
    json.open('{');
    json.key("release").integer(call.release.number());
    json.key("indicator").raw(summary_of(indicator).dump());
    json.key("count").integer(static_cast<std::int64_t>(figures.size()));
    std::uint32_t seen = 0;
    json.key("figures").open('[');
    for (const ReleasedFigure& figure : figures) {
        json.line();
        write_figure(json, call.release, indicator.series.at(static_cast<std::size_t>(figure.series)), figure);
        seen |= sign_bit(figure.sign);
    }
    json.close_lines(']');
    json.key("signs");
    write_signs(json, seen);
    json.close('}');
    out.body += '\n';
    return out;
}

}  // namespace

Document figures_of_indicator(const Call& call)
{
    const auto indicator = need_indicator(call.release, call.arguments.one("id"));
    releases::FigureQuery query;
    query.indicators = std::vector{indicator->number};
    query.series = wanted_series(*indicator, call.arguments);
    query.areas = wanted_areas(call.release, call.arguments);
    query.years = wanted_years(*indicator, call.arguments);
    ensure_few_enough(call.release.count(query), call.limits,
                      {"area, level, region, period oder by", "area, level, region, period or by"});
    const std::vector<ReleasedFigure> figures = call.release.figures(query);
    return call.form == Form::csv ? as_csv(call, *indicator, *query.series, figures)
                                  : as_json(call, *indicator, figures);
}

}  // namespace allmende::api::public_
