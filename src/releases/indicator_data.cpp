#include "releases/indicator_data.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "releases/texts.hpp"

namespace allmende::releases {

namespace {

using indicators::Definition;
using indicators::Figure;
using indicators::FigureTable;

std::vector<std::string> datasets_of(const Definition& definition)
{
    std::vector<std::string> ids;
    const auto add = [&](const indicators::Quantity& quantity) {
        for (const indicators::Term& term : quantity.terms) {
            for (const std::string& id : term.datasets) {
                if (std::find(ids.begin(), ids.end(), id) == ids.end()) {
                    ids.push_back(id);
                }
            }
        }
    };
    add(definition.numerator);
    if (definition.denominator) {
        add(*definition.denominator);
    }
    return ids;
}

/// A period of the numerator's datasets for each year, for its label.
std::map<int, Period> periods_by_year(const Definition& definition, sources::Workspace& workspace)
{
    std::map<int, Period> periods;
    for (const indicators::Term& term : definition.numerator.terms) {
        for (const std::string& id : term.datasets) {
            const facts::Dataset* dataset = workspace.dictionary().find(id);
            if (dataset == nullptr) {
                continue;
            }
            const facts::Query query{{{facts::Column::dataset, {dataset->number}}}, {}, {}};
            const facts::Sums sums = workspace.facts().sums(query, {facts::Column::period}, {facts::Case{}});
            for (std::size_t g = 0; g < sums.groups; ++g) {
                const Period period = Period::from_code(sums.keys[0][g]);
                periods.emplace(period.year - definition.numerator.offset_years, period);
            }
        }
    }
    return periods;
}

/// Areas of the site that have any figure, in the table's order: (key, row of the table).
std::vector<std::pair<std::string, std::size_t>> site_rows(const Snapshot& snapshot, const FigureTable& table)
{
    const std::set<std::string> wanted(snapshot.site_areas.begin(), snapshot.site_areas.end());
    std::vector<std::pair<std::string, std::size_t>> rows;
    for (std::size_t a = 0; a < table.areas.size(); ++a) {
        if (!wanted.contains(table.areas[a]) && !table.areas[a].starts_with("region:")) {
            continue;
        }
        bool any = false;
        for (std::size_t y = 0; y < table.years.size() && !any; ++y) {
            any = table.at(0, a, y).sign != Sign::absent && table.at(0, a, y).sign != Sign::no_territory;
        }
        if (any) {
            rows.emplace_back(table.areas[a], a);
        }
    }
    return rows;
}

/// Adds a member that is known to be new, where there is anything to add: looking for it first would cost the square.
void append_member(Json& object, const std::string& key, Json&& member)
{
    if (!member.is_null()) {
        auto& members = object.get_ref<Json::object_t&>();
        members.std::vector<Json::object_t::value_type>::emplace_back(key, std::move(member));
    }
}

Json series_json(const FigureTable& table, std::size_t s, const std::vector<std::pair<std::string, std::size_t>>& rows)
{
    const indicators::Series& series = table.series[s];
    Json json_series;
    const bool total = series.dimension.empty();
    json_series["dimension"] = total ? Json() : Json(series.dimension);
    json_series["dimensionTitle"] = total ? Json() : json(series.dimension_title);
    json_series["code"] = total ? "total" : series.code;
    json_series["title"] = total ? json({"insgesamt", "total"}) : json(series.title);
    Json value = Json::array();
    Json numerator = Json::array();
    Json denominator = Json::array();
    Json marks = Json::object();
    Json bounds = Json::object();
    Json flags = Json::object();
    for (const auto& [key, a] : rows) {
        Json values = Json::array();
        Json numerators = Json::array();
        Json denominators = Json::array();
        Json own_marks;
        Json own_bounds;
        Json own_flags;
        for (std::size_t y = 0; y < table.years.size(); ++y) {
            const Figure& figure = table.at(s, a, y);
            const std::string year = std::to_string(table.years[y]);
            values.push_back(figure.has_value() ? Json(figure.value) : Json());
            numerators.push_back(figure.has_value() ? Json(figure.numerator.number) : Json());
            denominators.push_back(figure.has_value() ? Json(figure.denominator.number) : Json());
            if (figure.sign != Sign::none) {
                own_marks[year] = mark(figure.sign);
            }
            if (figure.has_bounds()) {
                own_bounds[year] = {figure.low, figure.high};
            }
            if (figure.flags != 0 && figure.has_value()) {
                own_flags[year] = indicators::flag_ids(figure.flags);
            }
        }
        append_member(marks, key, std::move(own_marks));
        append_member(bounds, key, std::move(own_bounds));
        append_member(flags, key, std::move(own_flags));
        value.push_back(std::move(values));
        numerator.push_back(std::move(numerators));
        denominator.push_back(std::move(denominators));
    }
    json_series["value"] = std::move(value);
    const bool rate = table.definition->denominator.has_value();
    json_series["numerator"] = rate ? std::move(numerator) : Json();
    json_series["denominator"] = rate ? std::move(denominator) : Json();
    json_series["marks"] = std::move(marks);
    json_series["bounds"] = std::move(bounds);
    json_series["flags"] = std::move(flags);
    return json_series;
}

/// Which Länder's cells are rounded, and in which of the years.
Json rounding_json(const Snapshot& snapshot, const Definition& definition, const areas::AreaRegister& areas,
                   const std::vector<int>& years)
{
    Json list = Json::array();
    const std::vector<std::string> datasets = datasets_of(definition);
    std::map<std::pair<std::string, int>, std::set<int>> found;  // (Land, base) → years
    for (const facts::RoundingIndex::Entry& entry : snapshot.rounding.entries()) {
        const bool used = std::find(datasets.begin(), datasets.end(), entry.dataset) != datasets.end();
        if (used && std::find(years.begin(), years.end(), entry.year) != years.end()) {
            found[{entry.land, entry.base}].insert(entry.year);
        }
    }
    for (const auto& [group, in_years] : found) {
        const auto& [land, base] = group;
        Json entry;
        entry["areas"] = land;
        entry["base"] = base;
        entry["from"] = *in_years.begin();
        entry["to"] = *in_years.rbegin();
        const areas::Area* area = areas.find(land);
        const Localized name = area == nullptr ? Localized{land, land} : areas::label(*area);
        const std::string span = in_years.size() == 1 ? std::to_string(*in_years.begin())
                                                      : fmt::format("{}–{}", *in_years.begin(), *in_years.rbegin());
        entry["text"] =
            json({fmt::format("{} ({}): Die Quelle hat auf Vielfache von {} gerundet.", name.de, span, base),
                  fmt::format("{} ({}): the source rounded to multiples of {}.", name.en, span, base)});
        list.push_back(std::move(entry));
    }
    return list;
}

/// Figures of the total that a territory changes or adds: `[value, "exact" or "estimated", weight]`. Null: none.
Json converted_json(const FigureTable& table, const FigureTable& converted, const std::string& territory,
                    const std::vector<std::pair<std::string, std::size_t>>& rows)
{
    const auto has = [](const Figure& figure, indicators::Flag flag) {
        return (figure.flags >> static_cast<unsigned>(flag) & 1u) != 0;
    };
    Json figures = Json::object();
    for (const auto& [key, row] : rows) {
        const auto at = converted.row(key);
        for (std::size_t y = 0; at && y < converted.years.size(); ++y) {
            const Figure& figure = converted.at(0, *at, y);
            const bool estimated = has(figure, indicators::Flag::converted_estimated);
            const auto year = std::find(table.years.begin(), table.years.end(), converted.years[y]);
            if (!figure.has_value() || year == table.years.end() ||
                !(estimated || has(figure, indicators::Flag::converted_exact))) {
                continue;
            }
            const Figure& delivered = table.at(0, row, static_cast<std::size_t>(year - table.years.begin()));
            if (delivered.has_value() && delivered.value == figure.value) {
                continue;  // shown as it is already
            }
            const std::string weight = has(figure, indicators::Flag::weighted_by_population)  ? "population"
                                       : has(figure, indicators::Flag::weighted_by_area)      ? "area"
                                       : has(figure, indicators::Flag::weighted_by_employees) ? "employees"
                                                                                              : "";
            figures[key][std::to_string(converted.years[y])] = {figure.value, estimated ? "estimated" : "exact",
                                                                weight};
        }
    }
    return figures.empty() ? Json() : Json{{"territory", territory}, {"figures", std::move(figures)}};
}

Json licence_json(const Snapshot& snapshot, const Definition& definition, const sources::Workspace& workspace)
{
    for (const std::string& id : datasets_of(definition)) {
        const sources::KnownDataset* known = sources::find_dataset(workspace.known_datasets(), id);
        const Licence* licence = known == nullptr ? nullptr : snapshot.licence(known->licence);
        if (licence != nullptr) {
            return {{"name", licence->name.de}, {"url", licence->url}};
        }
    }
    return {{"name", ""}, {"url", ""}};
}

Json breaks_json(const Definition& definition)
{
    Json list = Json::array();
    for (const indicators::Break& entry : definition.breaks) {
        list.push_back({{"year", entry.year}, {"areas", entry.areas}, {"text", json(entry.text)}});
    }
    return list;
}

}  // namespace

Localized source_line(const indicators::Definition& definition, const sources::Workspace& workspace)
{
    Localized line;
    for (const std::string& id : datasets_of(definition)) {
        const sources::KnownDataset* known = sources::find_dataset(workspace.known_datasets(), id);
        if (workspace.dictionary().find(id) == nullptr) {
            continue;
        }
        const Localized source = known != nullptr && !known->source.de.empty() ? known->source : Localized{id, id};
        line.de += (line.de.empty() ? "" : "; ") + source.de;
        line.en += (line.en.empty() ? "" : "; ") + source.in("en");
    }
    if (definition.denominator) {
        line.de += "; eigene Berechnung";
        line.en += "; own calculation";
    }
    return line;
}

Json indicator_file(const Snapshot& snapshot, std::size_t indicator, sources::Workspace& workspace)
{
    const Definition& definition = snapshot.definitions[indicator];
    const FigureTable& table = snapshot.tables[indicator];
    const auto rows = site_rows(snapshot, table);
    const std::map<int, Period> periods = periods_by_year(definition, workspace);
    Json file;
    file["id"] = definition.id;
    file["version"] = definition.version;
    file["number"] = definition.number;
    file["theme"] = definition.theme;
    file["title"] = json(definition.title);
    file["short"] = json(definition.short_title);
    file["question"] = json(definition.question);
    file["definition"] = json(definition.definition);
    file["formula"] = json(definition.formula);
    file["numerator"] = json(definition.numerator.text);
    file["denominator"] = definition.denominator ? json(definition.denominator->text) : Json();
    file["caveats"] = Json::array();
    for (const Localized& caveat : definition.caveats) {
        file["caveats"].push_back(json(caveat));
    }
    file["unit"] = indicators::name(definition.unit);
    file["unitText"] = json(unit_text(definition));
    file["decimals"] = definition.decimals;
    file["direction"] = indicators::name(definition.direction);
    file["place"] = json(place_text(definition.place));
    file["periodText"] = json(definition.period_text);
    file["yearLabels"] = Json::array();
    for (const int year : table.years) {
        const auto period = periods.find(year);
        file["yearLabels"].push_back(
            json(year_label(definition, year, period == periods.end() ? Period{} : period->second)));
    }
    file["priority"] = definition.priority;
    file["stage"] = definition.stage;
    file["source"] = json(source_line(definition, workspace));
    file["licence"] = licence_json(snapshot, definition, workspace);
    file["distribution"] = definition.is_distribution();
    file["aggregable"] = definition.aggregable;
    file["breaks"] = breaks_json(definition);
    file["rounding"] = rounding_json(snapshot, definition, workspace.areas(), table.years);
    file["years"] = table.years;
    file["areas"] = Json::array();
    for (const auto& [key, row] : rows) {
        file["areas"].push_back(key);
    }
    file["series"] = Json::array();
    for (std::size_t s = 0; s < table.series.size(); ++s) {
        file["series"].push_back(series_json(table, s, rows));
    }
    file["converted"] =
        snapshot.converted.empty() ? Json() : converted_json(table, snapshot.converted[indicator], snapshot.date, rows);
    file["downloads"] = {{"csv", "downloads/" + definition.id + ".csv"},
                         {"xlsx", "downloads/" + definition.id + ".xlsx"}};
    file["trace"] = "traces/" + definition.id + "/";
    file["datasets"] = datasets_of(definition);
    return file;
}

Json indicator_summary(const Snapshot& snapshot, std::size_t indicator)
{
    const Definition& definition = snapshot.definitions[indicator];
    const FigureTable& table = snapshot.tables[indicator];
    Json summary;
    summary["id"] = definition.id;
    summary["number"] = definition.number;
    summary["theme"] = definition.theme;
    summary["title"] = json(definition.title);
    summary["short"] = json(definition.short_title);
    summary["unit"] = indicators::name(definition.unit);
    summary["decimals"] = definition.decimals;
    summary["direction"] = indicators::name(definition.direction);
    summary["firstYear"] = table.years.empty() ? Json() : Json(table.years.front());
    summary["lastYear"] = table.years.empty() ? Json() : Json(table.years.back());
    summary["file"] = "indicators/" + definition.id + ".json";
    summary["headline"] = Json::array();
    for (std::size_t a = 0; a < table.areas.size(); ++a) {
        if (!table.areas[a].starts_with("region:")) {
            continue;
        }
        // The newest year with a value; the reason of the newest year where there is none at all.
        std::size_t year = table.years.size() - 1;
        for (std::size_t y = table.years.size(); y-- > 0;) {
            if (table.at(0, a, y).has_value()) {
                year = y;
                break;
            }
        }
        const Figure& figure = table.at(0, a, year);
        summary["headline"].push_back({{"region", table.areas[a].substr(7)},
                                       {"year", table.years[year]},
                                       {"value", figure.has_value() ? Json(figure.value) : Json()},
                                       {"mark", mark(figure.sign)}});
    }
    return summary;
}

}  // namespace allmende::releases
