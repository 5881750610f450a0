#include <algorithm>

#include "base/error.hpp"
#include "releases/texts.hpp"
#include "reports/blocks.hpp"
#include "reports/selection.hpp"
#include "reports/shown_figures.hpp"

namespace allmende::reports {

namespace {

using indicators::Figure;

constexpr std::string_view no_number = "–";

/// What a column of a table shows.
struct Column {
    enum class Kind { value, bounds, numerator, denominator };
    Kind kind = Kind::value;
    int year = 0;
    std::size_t series = 0;
};

/// Makes one table: a row for each area, its columns by years or by what a figure is made of.
class TableMaker {
public:
    TableMaker(const Config& settings, Composer& composer)
        : settings_(settings), composer_(composer), finder_(composer.finder())
    {}

    TablePart make(const std::string& number)
    {
        settings_.allow_only({"id", "title", "note", "indicator", "members", "areas", "year", "years", "code", "codes",
                              "columns", "sort"});
        (void)settings_.text("title");
        indicator_ = read_indicator(settings_, finder_);
        areas_ = read_areas(settings_, finder_);
        read_columns();
        table_.number = number;
        table_.title = composer_.setting_text(settings_, "title");
        write_head();
        for (const std::string& area : sorted_areas()) {
            write_row(area);
        }
        table_.source = shown_.source(composer_);
        table_.note = composer_.setting_text(settings_, "note");
        const std::string remarks = shown_.remarks(composer_, false);
        table_.note += (table_.note.empty() || remarks.empty() ? "" : " ") + remarks;
        return std::move(table_);
    }

private:
    const Config& settings_;
    Composer& composer_;
    const FigureFinder& finder_;
    std::size_t indicator_ = 0;
    AreaChoice areas_;
    std::vector<Column> columns_;
    bool several_years_ = false;
    bool several_codes_ = false;
    ShownFigures shown_;
    TablePart table_;

    std::vector<int> read_years() const
    {
        std::vector<int> years;
        for (const std::string& text : settings_.texts_or_empty("years")) {
            int year = 0;
            const std::vector<int>& known = finder_.table(indicator_).years;
            if (!reports::read_year(text, year) || std::find(known.begin(), known.end(), year) == known.end()) {
                settings_.complain("years", fmt::format("{} is no year of {}; it has {}", shown(text),
                                                        finder_.definition(indicator_).id, years_text(known)));
            }
            years.push_back(year);
        }
        if (years.empty()) {
            years.push_back(read_year(settings_, finder_, indicator_, areas_.all()));
        }
        return years;
    }

    void read_columns()
    {
        std::vector<std::string> codes = settings_.texts_or_empty("codes");
        const bool by_code = !codes.empty();
        if (!by_code) {
            codes.push_back(settings_.text_or("code", ""));
        }
        const std::vector<int> years = read_years();
        std::vector<Column::Kind> kinds;
        const std::vector<std::string> known{"value", "bounds", "numerator", "denominator"};
        for (const std::string& word : settings_.texts_or_empty("columns")) {
            const auto at = std::find(known.begin(), known.end(), word);
            if (at == known.end()) {
                settings_.complain("columns",
                                   fmt::format("{} is no column; known are {}", shown(word), join(known, ", ")));
            }
            kinds.push_back(static_cast<Column::Kind>(at - known.begin()));
        }
        if (kinds.empty()) {
            kinds.push_back(Column::Kind::value);
        }
        several_years_ = years.size() > 1;
        several_codes_ = codes.size() > 1;
        for (const std::string& code : codes) {
            const std::size_t series = need_series(settings_, finder_, by_code ? "codes" : "code", indicator_, code);
            for (const int year : years) {
                for (const Column::Kind kind : kinds) {
                    columns_.push_back({kind, year, series});
                }
            }
        }
    }

    std::string kind_title(Column::Kind kind) const
    {
        const indicators::Definition& definition = finder_.definition(indicator_);
        const std::string unit = releases::unit_text(definition).in(composer_.language());
        switch (kind) {
        case Column::Kind::value: return unit.empty() ? composer_.words("Anzahl", "number") : unit;
        case Column::Kind::bounds: return composer_.words("Spanne", "bounds");
        case Column::Kind::numerator: return definition.numerator.text.in(composer_.language());
        case Column::Kind::denominator:
            return definition.denominator ? definition.denominator->text.in(composer_.language()) : std::string();
        }
        return {};
    }

    void write_head()
    {
        table_.head.push_back(composer_.words("Gebiet", "Area"));
        for (const Column& column : columns_) {
            std::vector<std::string> words;
            if (several_codes_) {
                words.push_back(finder_.series_title(indicator_, column.series).in(composer_.language()));
            }
            if (several_years_ || several_codes_) {
                words.push_back(releases::year_label(finder_.definition(indicator_), column.year, Period{})
                                    .in(composer_.language()));
            }
            const bool only_values = std::all_of(columns_.begin(), columns_.end(),
                                                 [](const Column& c) { return c.kind == Column::Kind::value; });
            if (words.empty() || !only_values) {
                words.push_back(kind_title(column.kind));
            }
            table_.head.push_back(join(words, ", "));
        }
    }

    /// Members by the first column's value where asked for, else as listed; the others behind them.
    std::vector<std::string> sorted_areas() const
    {
        std::vector<std::string> members = areas_.members;
        const std::string sort = settings_.choice_or("sort", {"listed", "value", "name"}, "listed");
        const auto value = [&](const std::string& area) {
            const Figure* figure = figure_at(finder_, indicator_, columns_.front().series, area, columns_.front().year);
            return figure != nullptr && figure->has_value() ? figure->value : -1e300;
        };
        if (sort == "value") {
            std::stable_sort(members.begin(), members.end(),
                             [&](const auto& a, const auto& b) { return value(a) > value(b); });
        } else if (sort == "name") {
            std::stable_sort(members.begin(), members.end(), [&](const auto& a, const auto& b) {
                return folded(finder_.label(a).in(composer_.language())) <
                       folded(finder_.label(b).in(composer_.language()));
            });
        }
        members.insert(members.end(), areas_.others.begin(), areas_.others.end());
        return members;
    }

    void write_row(const std::string& area)
    {
        std::vector<std::string> row{finder_.label(area).in(composer_.language())};
        for (const Column& column : columns_) {
            const Figure* figure = figure_at(finder_, indicator_, column.series, area, column.year);
            shown_.add(indicator_, area, column.year, figure);
            row.push_back(cell(column, area, figure));
        }
        table_.rows.push_back(std::move(row));
    }

    std::string cell(const Column& column, const std::string& area, const Figure* figure) const
    {
        if (figure == nullptr || !figure->has_value()) {
            const std::string_view sign = figure == nullptr ? mark(Sign::absent) : mark(figure->sign);
            return std::string(sign.empty() ? no_number : sign);
        }
        FigureName name;
        name.indicator = indicator_;
        name.series = column.series;
        name.area = area;
        name.year = YearName{YearName::Kind::fixed, column.year};
        name.part = column.kind == Column::Kind::numerator     ? Part::numerator
                    : column.kind == Column::Kind::denominator ? Part::denominator
                                                               : Part::value;
        const Measured measured = finder_.measure(name);
        if (!measured.known) {
            return std::string(no_number);
        }
        if (column.kind == Column::Kind::bounds) {
            // One place more than the figure, else rounding would hide them.
            const int decimals = measured.form.decimals + 1;
            return figure->has_bounds()
                       ? fmt::format("{}–{}", number_text(measured.range.low, decimals, composer_.language()),
                                     number_text(measured.range.high, decimals, composer_.language()))
                       : std::string(no_number);
        }
        return bare_text(measured.range.value, measured.form, composer_.language());
    }
};

}  // namespace

TablePart make_table(const Config& settings, Composer& composer, const std::string& number)
{
    return TableMaker(settings, composer).make(number);
}

TilePart make_tile(const Config& settings, Composer& composer)
{
    settings.allow_only({"id", "title", "note", "indicator", "area", "year", "code"});
    (void)settings.text("title");
    const FigureFinder& finder = composer.finder();
    const std::size_t indicator = read_indicator(settings, finder);
    const std::string area = need_area(settings, finder, "area", settings.text("area"));
    FigureName name;
    name.indicator = indicator;
    name.series = need_series(settings, finder, "code", indicator, settings.text_or("code", ""));
    name.area = area;
    name.year = YearName{YearName::Kind::fixed, read_year(settings, finder, indicator, {area})};
    const Measured measured = finder.measure(name);
    if (!measured.known) {
        settings.complain("year", measured.reason.in(composer.language()));
    }
    TilePart tile;
    tile.title = composer.setting_text(settings, "title");
    tile.value = figure_text(measured.range.value, measured.form, composer.language());
    tile.note = composer.setting_text(settings, "note");
    if (tile.note.empty()) {
        tile.note = measured.label.in(composer.language());
    }
    tile.figure = {finder.definition(indicator).id, area, name.year->year, *name.series};
    return tile;
}

}  // namespace allmende::reports
