#include <algorithm>
#include <map>
#include <set>

#include "checks/families.hpp"
#include "checks/words.hpp"

namespace allmende::checks {

namespace {

std::optional<std::size_t> any_cell(const Cube& cube, std::size_t p)
{
    for (std::size_t cell = cube.at(p, 0, 0), end = cell + cube.signatures() * cube.areas(); cell < end; ++cell) {
        if (cube.sign(cell) != Sign::absent) {
            return cell;
        }
    }
    return std::nullopt;
}

void add(const Subject& subject, std::size_t p, std::string check, std::vector<std::string> identity, Localized text,
         Drafts& drafts)
{
    Draft draft;
    draft.check = std::move(check);
    draft.identity = std::move(identity);
    draft.text = std::move(text);
    if (const auto cell = any_cell(subject.cube, p)) {
        draft.cells.push_back(*cell);
    }
    for (std::size_t cell = subject.cube.at(p, 0, 0), end = cell + subject.cube.signatures() * subject.cube.areas();
         cell < end; ++cell) {
        draft.count += subject.cube.sign(cell) != Sign::absent ? 1 : 0;
    }
    drafts.push_back(std::move(draft));
}

/// Years between two periods that the rhythm of the others would have filled.
void find_gaps(const Subject& subject, Drafts& drafts)
{
    std::map<int, int> rhythm;
    for (std::size_t p = 0; p < subject.cube.periods(); ++p) {
        if (const auto q = subject.before(p)) {
            ++rhythm[subject.year(p) - subject.year(*q)];
        }
    }
    if (rhythm.empty()) {
        return;
    }
    const int usual = std::max_element(rhythm.begin(), rhythm.end(), [](const auto& a, const auto& b) {
                          return a.second < b.second;
                      })->first;
    for (std::size_t p = subject.first_period; p < subject.cube.periods(); ++p) {
        const auto q = subject.before(p);
        if (!q || subject.year(p) - subject.year(*q) <= usual) {
            continue;
        }
        const int first = subject.year(*q) + usual;
        const int last = subject.year(p) - usual;
        const std::string span = first >= last ? std::to_string(first) : fmt::format("{}–{}", first, last);
        add(subject, p, "period-gap", {span},
            {fmt::format("zwischen {} und {} fehlt {}", subject.year(*q), subject.year(p), span),
             fmt::format("between {} and {}, {} is missing", subject.year(*q), subject.year(p), span)},
            drafts);
    }
}

void find_moved_days(const Subject& subject, Drafts& drafts)
{
    for (std::size_t p = subject.first_period; p < subject.cube.periods(); ++p) {
        const auto q = subject.before(p);
        const Period now = Period::from_code(subject.cube.period(p));
        const Period then = q ? Period::from_code(subject.cube.period(*q)) : now;
        if (now.kind == PeriodKind::day && (now.month != then.month || now.day != then.day)) {
            add(subject, p, "reference-day-changed", {now.text()},
                {fmt::format("Stichtag {}, davor {}", now.text(), then.text()),
                 fmt::format("day of reference {}, before {}", now.text(), then.text())},
                drafts);
        }
    }
}

/// Periods that had not ended when the file was made, and such before there were statistics.
void find_implausible(const Subject& subject, Drafts& drafts)
{
    constexpr int first_year = 1871;
    for (std::size_t p = subject.first_period; p < subject.cube.periods(); ++p) {
        const auto cell = any_cell(subject.cube, p);
        if (!cell) {
            continue;
        }
        const Period period = Period::from_code(subject.cube.period(p));
        for (const sources::Delivery& delivery : subject.deliveries) {
            const std::string title = lower(delivery.title);
            const bool forecast =
                title.find("vorausberechn") != std::string::npos || title.find("prognose") != std::string::npos ||
                title.find("projection") != std::string::npos || title.find("forecast") != std::string::npos;
            const std::string& date = delivery.edition.empty() ? delivery.delivered_at : delivery.edition;
            if (delivery.number != subject.cube.delivery(*cell) || forecast || date.size() < 10) {
                continue;
            }
            const bool future = period.kind == PeriodKind::day ? period.text() > date.substr(0, 10)
                                                               : period.year > std::stoi(date.substr(0, 4));
            if (future || period.year < first_year) {
                add(subject, p, "implausible-period", {period.text()},
                    {fmt::format("{} bei einer Lieferung vom {}", period.text(), date.substr(0, 10)),
                     fmt::format("{} in a delivery of {}", period.text(), date.substr(0, 10))},
                    drafts);
            }
        }
    }
}

/// The same year once as a year and once as a day: the values stand side by side and are counted twice.
void find_mixed_kinds(const Subject& subject, Drafts& drafts)
{
    std::map<int, std::size_t> years;
    for (std::size_t p = 0; p < subject.cube.periods(); ++p) {
        if (Period::from_code(subject.cube.period(p)).kind == PeriodKind::year) {
            years[subject.year(p)] = p;
        }
    }
    for (std::size_t p = subject.first_period; p < subject.cube.periods(); ++p) {
        const Period period = Period::from_code(subject.cube.period(p));
        const bool other = period.kind == PeriodKind::day || period.kind == PeriodKind::school_year;
        if (other && years.contains(period.year)) {
            add(subject, p, "mixed-period-kinds", {period.text()},
                {fmt::format("{} steht auch als {} im Datensatz", period.text(), period.year),
                 fmt::format("{} also stands as {} in the dataset", period.text(), period.year)},
                drafts);
        }
    }
}

}  // namespace

void find_in_periods(const Subject& subject, Drafts& drafts)
{
    if (subject.cube.areas() == 0 || subject.cube.signatures() == 0) {
        return;
    }
    find_gaps(subject, drafts);
    find_moved_days(subject, drafts);
    find_implausible(subject, drafts);
    find_mixed_kinds(subject, drafts);
}

std::vector<Check> period_checks()
{
    constexpr auto family = Family::periods;
    return {
        {"period-gap",
         Severity::warning,
         family,
         {"Lücke in der Zeitreihe", "Gap in the time series"},
         {"Nach dem Rhythmus der übrigen Zeiträume fehlen hier welche.",
          "By the rhythm of the other periods some are missing here."},
         {"Die fehlenden Jahre nachliefern; bis dahin zeigt die Reihe eine Lücke.",
          "Deliver the missing years; until then the series shows a gap."}},
        {"reference-day-changed",
         Severity::note,
         family,
         {"Stichtag geändert", "Day of reference changed"},
         {"Der Stichtag ist ein anderer als im Zeitraum davor.",
          "The day of reference differs from that of the period before."},
         {"Als Bruch in der Definition der Kennzahl vermerken.",
          "Record it as a break in the indicator's definition."}},
        {"implausible-period",
         Severity::error,
         family,
         {"Zeitraum kann nicht stimmen", "Period cannot be right"},
         {"Der Zeitraum war noch nicht zu Ende, als die Datei entstand, oder er liegt vor 1871. Vorausberechnungen sind ausgenommen.",
          "The period had not ended when the file was made, or it lies before 1871. Projections are exempt."},
         {"Zeitangabe der Datei prüfen; oft hat eine Tabellenkalkulation die Reihe der Jahre „ausgefüllt“.",
          "Check the time in the file; often a spreadsheet filled the years down as a series."}},
        {"mixed-period-kinds",
         Severity::warning,
         family,
         {"Zeitraum in zwei Arten", "Period of two kinds"},
         {"Dieselbe Zeit steht einmal als Jahr und einmal als Stichtag oder Schuljahr im Datensatz.",
          "The same time stands once as a year and once as a day or school year in the dataset."},
         {"Die Tabelle immer mit derselben Zeitangabe liefern.",
          "Deliver the table with the same kind of time always."}},
    };
}

}  // namespace allmende::checks
