#include <algorithm>

#include "base/error.hpp"
#include "releases/texts.hpp"
#include "reports/alt_text.hpp"
#include "reports/blocks.hpp"
#include "reports/selection.hpp"
#include "reports/shown_figures.hpp"

namespace allmende::reports {

namespace {

using indicators::Figure;

/// Collects the items of one chart.
class ChartMaker {
public:
    ChartMaker(const Config& settings, Composer& composer)
        : settings_(settings), composer_(composer), finder_(composer.finder())
    {
        highlight_ = settings.texts_or_empty("highlight");
        for (std::string& word : highlight_) {
            word = word.find('=') == std::string::npos ? need_area(settings, finder_, "highlight", word) : word;
        }
    }

    ChartPart make(const std::string& number)
    {
        chart_.chart = settings_.choice("kind", {"ranking", "series", "stacked", "map"});
        chart_.number = number;
        settings_.allow_only({"kind", "id", "title", "note", "indicator", "members", "areas", "highlight", "year",
                              "years", "from", "to", "code", "codes", "breakdown"});
        (void)settings_.text("title");
        chart_.title = composer_.setting_text(settings_, "title");
        indicator_ = read_indicator(settings_, finder_);
        areas_ = read_areas(settings_, finder_);
        set_unit();
        if (chart_.chart == "series") {
            add_lines();
        } else if (chart_.chart == "stacked") {
            add_stacks();
        } else {
            add_bars();
        }
        finish();
        return std::move(chart_);
    }

private:
    const Config& settings_;
    Composer& composer_;
    const FigureFinder& finder_;
    std::vector<std::string> highlight_;
    std::size_t indicator_ = 0;
    AreaChoice areas_;
    ShownFigures shown_;
    ChartPart chart_;

    void set_unit()
    {
        const indicators::Definition& definition = finder_.definition(indicator_);
        chart_.data.unit = definition.unit;
        chart_.data.unit_text = releases::unit_text(definition).in(composer_.language());
        chart_.data.decimals = definition.decimals;
    }

    std::string role(const std::string& area, const std::string& code) const
    {
        const auto is = [&](const std::string& word) { return word == area || (!code.empty() && word == code); };
        if (std::any_of(highlight_.begin(), highlight_.end(), is)) {
            return "highlight";
        }
        if (std::find(areas_.members.begin(), areas_.members.end(), area) != areas_.members.end()) {
            return "member";
        }
        return area.starts_with("region:") ? "region" : "context";
    }

    void add_value(ChartItem& item, std::size_t series, const std::string& area, int year)
    {
        const Figure* figure = figure_at(finder_, indicator_, series, area, year);
        const bool known = figure != nullptr && figure->has_value();
        item.values.push_back(known ? std::optional(figure->value) : std::nullopt);
        item.marks.emplace_back(figure == nullptr ? mark(Sign::absent) : mark(figure->sign));
        item.bounds.push_back(known && figure->has_bounds() ? std::optional(std::pair(figure->low, figure->high))
                                                            : std::nullopt);
        shown_.add(indicator_, area, year, figure);
    }

    void set_years(std::vector<int> years)
    {
        chart_.data.years = std::move(years);
        for (const int year : chart_.data.years) {
            chart_.data.year_labels.push_back(
                releases::year_label(finder_.definition(indicator_), year, Period{}).in(composer_.language()));
        }
    }

    std::string label(const std::string& area) const { return finder_.label(area).in(composer_.language()); }

    /// Ranking and map: one value for each area.
    void add_bars()
    {
        const std::size_t series = need_series(settings_, finder_, "code", indicator_, settings_.text_or("code", ""));
        const int year = read_year(settings_, finder_, indicator_, areas_.all());
        chart_.data.year = year;
        set_years({year});
        if (chart_.chart == "map" && areas_.members.empty()) {
            settings_.complain("areas", "a map shows the members of regions: members = [\"ruhr\"]");
        }
        for (const std::string& area : chart_.chart == "map" ? areas_.members : areas_.all()) {
            ChartItem item{area, label(area), role(area, ""), {}, {}, {}};
            add_value(item, series, area, year);
            chart_.data.items.push_back(std::move(item));
        }
        if (chart_.chart == "map" && finder_.ground().boundary) {
            chart_.data.boundary = finder_.ground().boundary(areas_.members);
        }
    }

    /// Lines: areas, or codes of a breakdown, or both.
    void add_lines()
    {
        std::vector<std::string> codes = settings_.texts_or_empty("codes");
        const bool by_code = codes.size() > 1;
        if (codes.empty()) {
            codes.push_back(settings_.text_or("code", ""));
        }
        std::vector<std::pair<std::size_t, std::string>> lines;
        for (const std::string& code : codes) {
            lines.emplace_back(need_series(settings_, finder_, by_code ? "codes" : "code", indicator_, code), code);
        }
        set_years(years_with_values(lines));
        for (const std::string& area : areas_.all()) {
            for (const auto& [series, code] : lines) {
                const std::string title = finder_.series_title(indicator_, series).in(composer_.language());
                const std::string name = !by_code                   ? label(area)
                                         : areas_.all().size() == 1 ? title
                                                                    : label(area) + ", " + title;
                ChartItem item{by_code ? area + "/" + code : area, name, role(area, code), {}, {}, {}};
                for (const int year : chart_.data.years) {
                    add_value(item, series, area, year);
                }
                chart_.data.items.push_back(std::move(item));
            }
        }
        chart_.data.year = chart_.data.years.back();
    }

    std::vector<int> years_with_values(const std::vector<std::pair<std::size_t, std::string>>& lines) const
    {
        const auto from = settings_.integer_or("from", 0);
        const auto to = settings_.integer_or("to", 9999);
        std::vector<int> years;
        for (const int year : finder_.table(indicator_).years) {
            bool any = false;
            for (const std::string& area : areas_.all()) {
                for (const auto& [series, code] : lines) {
                    const Figure* figure = figure_at(finder_, indicator_, series, area, year);
                    any = any || (figure != nullptr && figure->has_value());
                }
            }
            if (any && year >= from && year <= to) {
                years.push_back(year);
            }
        }
        if (years.size() < 2) {
            settings_.complain(settings_.has("from") ? "from" : "indicator",
                               "a series needs at least two years with figures");
        }
        return years;
    }

    /// Shares of a whole, for areas or for several years of areas.
    void add_stacks()
    {
        const std::string dimension = settings_.text("breakdown");
        std::vector<std::size_t> parts;
        for (std::size_t s = 0; s < finder_.table(indicator_).series.size(); ++s) {
            if (finder_.table(indicator_).series[s].dimension == dimension) {
                parts.push_back(s);
            }
        }
        if (!settings_.texts_or_empty("codes").empty()) {
            parts.clear();
            for (const std::string& code : settings_.texts("codes")) {
                parts.push_back(need_series(settings_, finder_, "codes", indicator_, dimension + "=" + code));
            }
        }
        if (parts.empty()) {
            settings_.complain("breakdown", fmt::format("{} is not broken down by {}",
                                                        finder_.definition(indicator_).id, shown(dimension)));
        }
        for (const std::size_t part : parts) {
            chart_.data.parts.push_back(finder_.series_title(indicator_, part).in(composer_.language()));
        }
        const std::vector<int> years = stack_years();
        set_years({years.back()});
        chart_.data.year = years.back();
        for (const std::string& area : areas_.all()) {
            for (const int year : years) {
                const bool several = years.size() > 1;
                ChartItem item{several ? fmt::format("{}/{}", area, year) : area,
                               several ? fmt::format("{} {}", label(area), year) : label(area),
                               role(area, ""),
                               {},
                               {},
                               {}};
                for (const std::size_t part : parts) {
                    add_value(item, part, area, year);
                }
                chart_.data.items.push_back(std::move(item));
            }
        }
    }

    std::vector<int> stack_years() const
    {
        std::vector<int> years;
        for (const std::string& text : settings_.texts_or_empty("years")) {
            int year = 0;
            if (!reports::read_year(text, year)) {
                settings_.complain("years", fmt::format("{} is no year of four digits in quotes", shown(text)));
            }
            years.push_back(year);
        }
        if (years.empty()) {
            years.push_back(read_year(settings_, finder_, indicator_, areas_.all()));
        }
        return years;
    }

    void finish()
    {
        if (chart_.chart == "series") {
            for (const indicators::Break* entry : shown_.breaks(finder_)) {
                chart_.data.breaks.push_back({entry->year, entry->text.in(composer_.language())});
            }
        }
        chart_.source = shown_.source(composer_);
        chart_.note = composer_.setting_text(settings_, "note");
        const std::string remarks = shown_.remarks(composer_, chart_.chart == "series");
        chart_.note += (chart_.note.empty() || remarks.empty() ? "" : " ") + remarks;
        chart_.alt = alt_text(chart_, composer_.language());
    }
};

}  // namespace

ChartPart make_chart(const Config& settings, Composer& composer, const std::string& number)
{
    return ChartMaker(settings, composer).make(number);
}

}  // namespace allmende::reports
