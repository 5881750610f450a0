#include <algorithm>
#include <map>
#include <set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "checks/revisions.hpp"
#include "checks/words.hpp"
#include "cli/commands.hpp"
#include "cli/output.hpp"
#include "cli/workspace_call.hpp"
#include "releases/release.hpp"
#include "releases/released_open.hpp"
#include "reports/publish.hpp"
#include "reports/report_changes.hpp"

namespace allmende::cli {

namespace {

Field number_of(double value, Sign sign)
{
    return is_missing(sign) ? Field() : Field(value);
}

std::string sign_of(Sign sign)
{
    return sign == Sign::absent ? std::string() : std::string(mark(sign));
}

Field delivery_of(std::int32_t delivery)
{
    return delivery == 0 ? Field() : Field(std::int64_t{delivery});
}

/// What the current release says of figures.
class Released {
public:
    Released(const WorkspaceCall& call, facts::ColumnFiles& files)
        : shelf_(releases::open_shelf(call.workspace.path() / "releases", files)),
          release_(shelf_->find(shelf_->current()))
    {}

    /// The number of the release if it shows another number than the figure has now; 0 otherwise.
    int outdated(const checks::FigureChange& change)
    {
        if (release_ == nullptr) {
            return 0;
        }
        const auto indicator = release_->indicator(change.definition->id);
        const auto area = release_->find_area(change.area);
        if (indicator == nullptr || !area) {
            return 0;
        }
        const auto found = figures_of(*indicator).find({series_of(*indicator, change.series), *area, change.year});
        if (found == figures_of(*indicator).end() || found->second.sign == Sign::protected_) {
            return 0;
        }
        const std::optional<double> now = change.after.has_value() ? std::optional(change.after.value) : std::nullopt;
        return found->second.value == now ? 0 : release_->number();
    }

private:
    using Place = std::tuple<std::int32_t, std::int32_t, int>;
    std::unique_ptr<releases::ReleaseShelf> shelf_;
    std::shared_ptr<const releases::Released> release_;
    std::int32_t indicator_ = -1;
    std::map<Place, releases::ReleasedFigure> figures_;  // of the last indicator

    static std::int32_t series_of(const releases::ReleasedIndicator& indicator, const indicators::Series& series)
    {
        for (std::size_t s = 0; s < indicator.series.size(); ++s) {
            if (indicator.series[s].dimension == series.dimension && indicator.series[s].code == series.code) {
                return static_cast<std::int32_t>(s);
            }
        }
        return -1;
    }

    const std::map<Place, releases::ReleasedFigure>& figures_of(const releases::ReleasedIndicator& indicator)
    {
        if (indicator.number != indicator_) {
            indicator_ = indicator.number;
            figures_.clear();
            for (releases::ReleasedFigure& figure : release_->figures({{{indicator.number}}, {}, {}, {}})) {
                figures_[{figure.series, figure.area, indicator.years[static_cast<std::size_t>(figure.year)]}] = figure;
            }
        }
        return figures_;
    }
};

checks::States states_of(const Arguments& arguments, WorkspaceCall& call)
{
    if (!arguments.has("--from")) {
        fail(ErrorCode::bad_usage, "--from names the earlier state: the number of a delivery or a date");
    }
    checks::States states;
    states.from = call.state(arguments.get("--from"), "--from");
    states.to =
        arguments.has("--to") ? call.state(arguments.get("--to"), "--to") : call.workspace.deliveries().last_number();
    if (states.from > states.to) {
        fail(ErrorCode::bad_usage, "--from is later than --to: delivery {} and delivery {}", states.from, states.to);
    }
    return states;
}

struct Counts {
    std::int64_t changed = 0;
    std::int64_t fresh = 0;
};

Counts print_cells(RowWriter& rows, WorkspaceCall& call, const checks::States& states, bool with_new)
{
    Counts counts;
    for (const facts::Dataset* dataset : checks::datasets_between(call.workspace, states)) {
        checks::find_cell_changes(call.workspace, *dataset, states, [&](const checks::CellChange& change) {
            const bool fresh = change.sign_before == Sign::absent;
            ++(fresh ? counts.fresh : counts.changed);
            if (fresh && !with_new) {
                return;
            }
            const areas::Area& area = call.workspace.areas().at(change.area);
            rows.row({std::string("cell"), dataset->id, area.key, area.name, Period::from_code(change.period).text(),
                      checks::cell_id(*dataset, change.signature), number_of(change.before, change.sign_before),
                      sign_of(change.sign_before), delivery_of(change.delivery_before),
                      number_of(change.after, change.sign_after), sign_of(change.sign_after),
                      delivery_of(change.delivery_after), Field()});
        });
    }
    return counts;
}

/// The definitions that use one of the datasets.
std::vector<const indicators::Definition*> touched(WorkspaceCall& call, const checks::States& states)
{
    std::set<std::string> datasets;
    for (const facts::Dataset* dataset : checks::datasets_between(call.workspace, states)) {
        datasets.insert(dataset->id);
    }
    std::vector<const indicators::Definition*> found;
    for (const indicators::Definition& definition : call.definitions) {
        const auto uses = [&](const indicators::Quantity& quantity) {
            return std::any_of(quantity.terms.begin(), quantity.terms.end(), [&](const indicators::Term& term) {
                return std::any_of(term.datasets.begin(), term.datasets.end(),
                                   [&](const std::string& id) { return datasets.contains(id); });
            });
        };
        if (uses(definition.numerator) || (definition.denominator && uses(*definition.denominator))) {
            found.push_back(&definition);
        }
    }
    return found;
}

Counts print_figures(RowWriter& rows, WorkspaceCall& call, const checks::States& states, bool with_new,
                     Released& released, std::int64_t& to_correct)
{
    Counts counts;
    checks::find_figure_changes(call.workspace, touched(call, states), states, [&](const checks::FigureChange& change) {
        const bool fresh = change.before.sign == Sign::absent || change.before.sign == Sign::no_territory;
        const int release = released.outdated(change);
        to_correct += release > 0 ? 1 : 0;
        ++(fresh ? counts.fresh : counts.changed);
        if (fresh && !with_new && release == 0) {
            return;
        }
        const areas::Area* area = call.workspace.areas().find(change.area);
        const std::string series =
            change.series.dimension.empty() ? "total" : change.series.dimension + "=" + change.series.code;
        rows.row({std::string("figure"), change.definition->id, change.area, area == nullptr ? "" : area->name,
                  std::to_string(change.year), series, number_of(change.before.value, change.before.sign),
                  sign_of(change.before.sign), Field(), number_of(change.after.value, change.after.sign),
                  sign_of(change.after.sign), Field(), release == 0 ? Field() : Field(std::int64_t{release})});
    });
    return counts;
}

std::string text_of(const reports::ReportChange& change)
{
    if (!change.made_before || !change.made_now) {
        return change.made_now ? "can be made now" : "can no longer be made";
    }
    std::vector<std::string> parts;
    const auto add = [&](std::size_t count, std::string_view one, std::string_view several) {
        if (count > 0) {
            parts.push_back(fmt::format("{} {}", count, count == 1 ? one : several));
        }
    };
    add(change.broken.size(), "claim no longer holds", "claims no longer hold");
    add(change.healed.size(), "claim holds again", "claims hold again");
    if (!change.chapters.empty()) {
        parts.push_back("other figures in " + join(change.chapters, ", "));
    }
    return join(parts, "; ");
}

/// The reports that say or show something else; what they claim wrongly now is told.
std::int64_t print_reports(RowWriter& rows, WorkspaceCall& call, Environment& environment, const checks::States& states)
{
    const std::vector<reports::Report> all = reports::load_reports(call.workspace.catalogues());
    if (all.empty()) {
        return 0;
    }
    const auto known = [&](std::int32_t delivery) {
        const releases::KnownThen then{delivery, checks::rounding_as_of(call.workspace, delivery)};
        return releases::make_snapshot(call.workspace, call.definitions, then);
    };
    const releases::Snapshot before = known(states.from);
    const releases::Snapshot now = known(states.to);
    const reports::Ground ground_before = reports::ground_of(before, call.workspace);
    const reports::Ground ground_now = reports::ground_of(now, call.workspace);
    std::int64_t changed = 0;
    for (const reports::ReportChange& change :
         reports::changed_reports(all, reports::FigureFinder(ground_before), reports::FigureFinder(ground_now))) {
        ++changed;
        rows.row({std::string("report"), change.report->id, Field(), Field(), Field(), text_of(change), Field(),
                  Field(), Field(), Field(), Field(), Field(), Field()});
        environment.err(reports::findings_text(*change.report, change.broken));
    }
    return changed;
}

int run_diff(const Arguments& arguments, Environment& environment)
{
    WorkspaceCall call(arguments, environment);
    const checks::States states = states_of(arguments, call);
    const bool with_new = arguments.has("--new");
    RowWriter rows(arguments, environment,
                   {"kind", "id", "area", "area_name", "period", "what", "before", "status_before", "delivery_before",
                    "after", "status_after", "delivery_after", "release"});
    const Counts cells = print_cells(rows, call, states, with_new);
    const auto files = environment.engines.open_column_files();
    Released released(call, *files);
    std::int64_t to_correct = 0;
    const Counts figures = print_figures(rows, call, states, with_new, released, to_correct);
    const bool same = figures.changed + figures.fresh == 0;
    const std::int64_t reports = same ? 0 : print_reports(rows, call, environment, states);
    rows.finish();
    environment.err(
        fmt::format("from delivery {} to {}: {} cells changed, {} new; {} figures changed, {} new; {} changed\n",
                    states.from, states.to, cells.changed, cells.fresh, figures.changed, figures.fresh,
                    reports == 1 ? "1 report" : fmt::format("{} reports", reports)));
    if (to_correct > 0) {
        environment.err(
            fmt::format("{} released figures differ from what is known now: correct them with a new release "
                        "(`allmende release … --corrects N`)\n",
                        to_correct));
    }
    return 0;
}

}  // namespace

Command diff_command()
{
    return {
        "diff",
        "WORKSPACE",
        1,
        1,
        "which cells, figures and reports changed between two states",
        "A state is named by the number of a delivery or by a date: what was known then. Cells and figures that are new are only\n"
        "counted, unless --new. The last column names the current release where it shows another number than is known now. Of\n"
        "reports, the claims that no longer hold and the chapters with other figures are named.",
        {{"--from", "D", "the earlier state: a delivery's number or a date"},
         {"--to", "D", "the later state; the newest by default"},
         {"--new", "", "list also what is new"},
         format_option},
        run_diff};
}

}  // namespace allmende::cli
