#include <algorithm>
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

/// Members of a cell in `traces/ID/`: delivery, row, column, value, mark, factor.
enum CellMember : std::size_t { delivery, row, column, value, mark_, factor };

/// The one position that a filter must have named.
std::int32_t only(const Positions& positions, const Localized& what, const std::string& parameter)
{
    if (!positions || positions->size() != 1) {
        refuse(ErrorCode::bad_usage,
               {fmt::format("„{}“ muss genau {} nennen.", parameter, what.de),
                fmt::format("“{}” must name exactly {}.", parameter, what.en)},
               parameter);
    }
    return positions->front();
}

ReleasedFigure need_figure(const Call& call, const releases::ReleasedIndicator& indicator,
                           const releases::FigureQuery& query)
{
    const std::vector<ReleasedFigure> figures = call.release.figures(query);
    if (figures.empty()) {
        const std::string& area = call.arguments.one("area");
        const std::string& period = call.arguments.one("period");
        refuse(ErrorCode::not_found,
               {fmt::format("Für {}, Gebietseinheit {}, Berichtszeitraum {} hat diese Veröffentlichung keinen Wert.",
                            indicator.id, plain(area), plain(period)),
                fmt::format("This release has no figure for {}, area {}, period {}.", indicator.id, plain(area),
                            plain(period))});
    }
    return figures.front();
}

/// What the cells written so far refer to.
struct Used {
    std::set<std::string> deliveries;
    std::uint32_t signs = 0;
};

/// `{"value": …, "cells": […]}`; null where the indicator has no such part.
void write_part(JsonText& json, const std::optional<double>& amount, const Json& cells, const Json& deliveries,
                Used& used)
{
    if (!amount && cells.empty()) {
        json.null();
        return;
    }
    json.open('{').key("value").number(amount);
    json.key("cells").open('[');
    for (const Json& cell : cells) {
        const std::string number = std::to_string(cell.at(delivery).get<int>());
        used.deliveries.insert(number);
        used.signs |= sign_bit(sign_by_mark(cell.at(mark_).get_ref<const std::string&>()));
        json.line().open('{').key("delivery").raw(number);
        json.key("file").text(deliveries.at(number).at("file").get_ref<const std::string&>());
        json.key("row").raw(cell.at(row).dump());
        json.key("column").raw(cell.at(column).dump());
        json.key("value").raw(cell.at(value).dump());
        json.key("status").raw(cell.at(mark_).dump());
        json.key("factor").raw(cell.at(factor).dump());
        json.close('}');
    }
    json.close_lines(']').close('}');
}

}  // namespace

Document trace_of_figure(const Call& call)
{
    const auto indicator = need_indicator(call.release, call.arguments.one("indicator"));
    releases::FigureQuery query;
    query.indicators = std::vector{indicator->number};
    query.areas = std::vector{need_area(call.release, call.arguments.one("area"))};
    query.series = wanted_series(*indicator, call.arguments);
    query.years = wanted_years(*indicator, call.arguments);
    const std::int32_t series =
        only(query.series, {"eine Ausprägung wie sex:female", "one code such as sex:female"}, "by");
    only(query.years, {"ein Jahr der Reihe", "one year of the series"}, "period");
    const ReleasedFigure figure = need_figure(call, *indicator, query);

    const releases::ReleasedTrace trace =
        call.release.trace(*indicator, series, call.arguments.one("area"), figure.year);
    const Json deliveries = with_api_names(Json::parse(trace.deliveries));
    const Json cells = trace.cells.empty() ? Json::object() : Json::parse(trace.cells);
    Document out{.type = std::string(media_type(Form::json)), .body = {}, .file_name = {}};
    JsonText json(out.body);
    Used used{.deliveries = {}, .signs = sign_bit(figure.sign)};
    json.open('{');
    json.key("release").integer(call.release.number());
    json.key("indicator").text(indicator->id);
    json.key("figure");
    write_figure(json, call.release, indicator->series.at(static_cast<std::size_t>(series)), figure);
    json.key("numerator");
    write_part(json, figure.numerator, cells.value("numerator", Json::array()), deliveries, used);
    json.key("denominator");
    write_part(json, figure.denominator, cells.value("denominator", Json::array()), deliveries, used);
    json.key("deliveries").open('[');
    for (const std::string& number : used.deliveries) {
        json.line().raw(deliveries.at(number).dump());
    }
    json.close_lines(']').key("signs");
    write_signs(json, used.signs);
    json.close('}');
    out.body += '\n';
    return out;
}

}  // namespace allmende::api::public_
