#include <algorithm>
#include <cmath>
#include <map>

#include "checks/families.hpp"
#include "checks/words.hpp"

namespace allmende::checks {

namespace {

constexpr double least_score = 12;    // distances from what is usual, in robust standard deviations
constexpr double least_change = 0.5;  // of the larger number
constexpr double least_difference = 100;
constexpr double same_share = 0.95;  // of the numbers, for a period to be the one before again

double median(std::vector<double>& values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

std::string_view land_of(const Subject& subject, std::size_t a)
{
    return std::string_view(subject.area(a).key).substr(0, 2);
}

/// How a signature moved from one period to the next: by Land, and how much areas differ in it.
class Movement {
public:
    Movement(const Subject& subject, std::size_t q, std::size_t p, std::size_t s)
    {
        std::map<std::string_view, std::vector<double>> by_land;
        std::vector<double> all;
        for (std::size_t a = 0; a < subject.cube.areas(); ++a) {
            if (const auto ratio = log_ratio(subject, q, p, s, a)) {
                by_land[land_of(subject, a)].push_back(*ratio);
                all.push_back(*ratio);
            }
        }
        if (all.size() < 8) {
            return;
        }
        overall_ = median(all);
        for (auto& [land, ratios] : by_land) {
            common_[land] = ratios.size() >= 5 ? median(ratios) : overall_;
        }
        std::vector<double> rests;
        for (const auto& [land, ratios] : by_land) {
            for (const double ratio : ratios) {
                rests.push_back(std::abs(ratio - common_.at(land)));
            }
        }
        spread_ = std::max(0.03, 1.4826 * median(rests));
        known_ = true;
    }

    /// Only of leaves that no reform touched, with numbers that are not tiny.
    static std::optional<double> log_ratio(const Subject& subject, std::size_t q, std::size_t p, std::size_t s,
                                           std::size_t a)
    {
        const double then = subject.cube.value(subject.cube.at(q, s, a));
        const double now = subject.cube.value(subject.cube.at(p, s, a));
        return then >= 10 && now >= 10 ? std::optional(std::log(now / then)) : std::nullopt;
    }

    bool known() const { return known_; }
    double common(std::string_view land) const
    {
        const auto at = common_.find(land);
        return at == common_.end() ? overall_ : at->second;
    }
    /// Distance of a movement from the usual one, by the spread of the areas and by the chance of small numbers.
    double score(double ratio, std::string_view land, double then, double now) const
    {
        return (ratio - common(land)) / std::sqrt(spread_ * spread_ + 1 / then + 1 / now);
    }

private:
    std::map<std::string_view, double> common_;
    double overall_ = 0;
    double spread_ = 0;
    bool known_ = false;
};

/// The period after of the same kind.
std::optional<std::size_t> after(const Subject& subject, std::size_t p)
{
    for (std::size_t n = p + 1; n < subject.cube.periods(); ++n) {
        if (subject.before(n) == p) {
            return n;
        }
    }
    return std::nullopt;
}

struct Jump {
    std::size_t cell = 0;
    double then = 0;
    double now = 0;
    double score = 0;
    bool spike = false;  ///< the period after is as before
    std::size_t s = 0;
    std::int64_t cells = 0;
    std::vector<std::size_t> all;
};

/// Jumps of one pair of periods by area and measure: the strongest with the number of cells that jump with it.
using Jumps = std::map<std::pair<std::size_t, std::int32_t>, Jump>;

void look_at_movement(const Subject& subject, std::size_t q, std::size_t p, std::size_t s, Jumps& jumps)
{
    const Movement movement(subject, q, p, s);
    if (!movement.known()) {
        return;
    }
    const Cube& cube = subject.cube;
    const auto n = after(subject, p);
    for (std::size_t a = 0; a < cube.areas(); ++a) {
        const auto ratio = Movement::log_ratio(subject, q, p, s, a);
        if (!ratio || !subject.children[a].empty()) {
            continue;
        }
        const double then = cube.value(cube.at(q, s, a));
        const double now = cube.value(cube.at(p, s, a));
        const double score = movement.score(*ratio, land_of(subject, a), then, now);
        const double usual = then * std::exp(movement.common(land_of(subject, a)));
        if (std::abs(score) < least_score ||
            std::abs(now - usual) < std::max(least_difference, least_change * std::max(now, usual)) ||
            subject.reformed(a, subject.year(q), subject.year(p))) {
            continue;
        }
        Jump jump{cube.at(p, s, a), then, now, std::abs(score), false, s, 1, {cube.at(p, s, a)}};
        if (n) {
            const auto back = Movement::log_ratio(subject, q, *n, s, a);
            jump.spike = back && std::abs(*back) < 0.3 * std::abs(*ratio);
        }
        Jump& there = jumps[{a, cube.signature(s).measure}];
        jump.cells += there.cells;
        jump.all.insert(jump.all.end(), there.all.begin(), there.all.end());
        jump.spike = jump.spike || there.spike;
        if (there.cells > 0 && there.score > jump.score) {
            there.cells = jump.cells;
            there.all = std::move(jump.all);
            there.spike = jump.spike;
        } else {
            there = std::move(jump);
        }
    }
}

void find_jumps(const Subject& subject, std::size_t q, std::size_t p, Drafts& drafts)
{
    Jumps jumps;
    for (std::size_t s = 0; s < subject.cube.signatures(); ++s) {
        if (subject.nature(s).kind == Nature::Kind::count && subject.cube.occurs(p, s) && subject.cube.occurs(q, s)) {
            look_at_movement(subject, q, p, s, jumps);
        }
    }
    const bool last = !after(subject, p);
    for (const auto& [key, jump] : jumps) {
        Draft draft;
        draft.check = jump.spike || last ? "jump" : "level-shift";
        draft.cells = {jump.cell};
        draft.count = jump.cells;
        draft.identity = {subject.area(key.first).key, std::to_string(subject.cube.period(p)),
                          std::to_string(key.second), cell_id(subject.dataset, subject.cube.signature(jump.s)),
                          fmt::format("{} {}", jump.then, jump.now)};
        const auto in = [&](std::string_view language, fmt::string_view pattern) {
            return fmt::format(fmt::runtime(pattern), area_text(subject.area(key.first)),
                               cell_text(subject.dataset, subject.cube.signature(jump.s), language),
                               number_text(jump.then, language), Period::from_code(subject.cube.period(q)).text(),
                               number_text(jump.now, language), Period::from_code(subject.cube.period(p)).text());
        };
        draft.text = {in("de", "{}, {}: von {} ({}) auf {} ({}), anders als die Gebiete ringsum"),
                      in("en", "{}, {}: from {} ({}) to {} ({}), unlike the areas around it")};
        if (jump.spike) {
            draft.text.de += "; danach wieder wie zuvor";
            draft.text.en += "; afterwards as before";
        }
        if (jump.cells > 1) {
            draft.text.de += fmt::format(" – und {} weitere Zellen", jump.cells - 1);
            draft.text.en += fmt::format(" – and {} more cells", jump.cells - 1);
        }
        drafts.push_back(std::move(draft));
    }
}

/// How many of the large numbers are the same in two periods.
struct Sameness {
    std::size_t numbers = 0;
    std::size_t same = 0;
    double share() const { return numbers == 0 ? 0 : static_cast<double>(same) / static_cast<double>(numbers); }
    void see(double then, double now, double least)
    {
        if (now >= least && then > 0) {
            ++numbers;
            same += now == then ? 1 : 0;
        }
    }
};

Sameness sameness(const Subject& subject, std::size_t q, std::size_t p, std::size_t first, std::size_t end,
                  double least)
{
    Sameness same;
    for (std::size_t s = 0; s < subject.cube.signatures(); ++s) {
        for (std::size_t a = first; subject.nature(s).kind == Nature::Kind::count && a < end; ++a) {
            same.see(subject.cube.value(subject.cube.at(q, s, a)), subject.cube.value(subject.cube.at(p, s, a)), least);
        }
    }
    return same;
}

/// Numbers that repeat the period before: all of them, or those of single areas that deliver by themselves.
void find_stale(const Subject& subject, std::size_t q, std::size_t p, Drafts& drafts)
{
    constexpr double large = 100;
    const Cube& cube = subject.cube;
    const auto tell = [&](const std::vector<std::size_t>& found, bool all, const Sameness& same) {
        Draft draft;
        draft.check = "stale-delivery";
        draft.count = static_cast<std::int64_t>(same.same);
        draft.identity = {std::to_string(cube.period(p))};
        for (const std::size_t a : found) {
            draft.identity.push_back(subject.area(a).key);
            for (std::size_t s = 0; s < cube.signatures() && draft.cells.size() < 20; ++s) {
                if (cube.has_number(cube.at(p, s, a)) && cube.value(cube.at(p, s, a)) > 0) {
                    draft.cells.push_back(cube.at(p, s, a));
                    break;
                }
            }
        }
        const std::string now = Period::from_code(cube.period(p)).text();
        const std::string then = Period::from_code(cube.period(q)).text();
        const std::string who = all ? "" : area_text(subject.area(found.front())) + ": ";
        draft.text = {fmt::format("{}{} hat dieselben Zahlen wie {} ({} von {} Werten gleich)", who, now, then,
                                  same.same, same.numbers),
                      fmt::format("{}{} has the same numbers as {} ({} of {} values equal)", who, now, then, same.same,
                                  same.numbers)};
        drafts.push_back(std::move(draft));
    };
    const Sameness whole = sameness(subject, q, p, 0, cube.areas(), large);
    if (whole.numbers >= 20 && whole.share() >= same_share) {
        std::vector<std::size_t> areas;
        for (std::size_t a = 0; a < cube.areas(); ++a) {
            areas.push_back(a);
        }
        tell(areas, true, whole);
        return;
    }
    if (whole.share() > 0.2) {
        return;  // things that change rarely: areas, institutions
    }
    for (std::size_t a = 0; a < cube.areas(); ++a) {
        const Sameness same = sameness(subject, q, p, a, a + 1, large);
        if (same.numbers >= 4 && same.same == same.numbers) {
            tell({a}, false, same);
        }
    }
}

/// Whether other units took over what an area had: the Kreis around it did not shrink by what vanished in it. Gemeinden
/// merge every year, and no list of all reforms is at hand.
bool taken_over(const Subject& subject, std::size_t q, std::size_t p, std::size_t a)
{
    const Cube& cube = subject.cube;
    std::int32_t around = subject.parents[a];
    while (around >= 0 && subject.area(static_cast<std::size_t>(around)).level > areas::Level::kreis) {
        around = subject.parents[static_cast<std::size_t>(around)];
    }
    for (std::size_t s = 0; around >= 0 && s < cube.signatures(); ++s) {
        const double own = cube.value(cube.at(q, s, a));
        if (own >= 100 && subject.nature(s).kind == Nature::Kind::count) {
            const double then = cube.value(cube.at(q, s, static_cast<std::size_t>(around)));
            const double now = cube.value(cube.at(p, s, static_cast<std::size_t>(around)));
            return now > 0 && now > then - 0.3 * own;
        }
    }
    return false;
}

/// Areas that had values before and after, and here only zeros.
void find_vanished(const Subject& subject, std::size_t q, std::size_t p, Drafts& drafts)
{
    const Cube& cube = subject.cube;
    const auto n = after(subject, p);
    Draft merged;
    for (std::size_t a = 0; a < cube.areas(); ++a) {
        if (subject.area(a).level == areas::Level::government_region) {
            continue;  // statistical regions come and go with the Kreise
        }
        double then = 0;
        double later = 0;
        std::size_t zeros = 0;
        std::size_t others = 0;
        std::optional<std::size_t> first;
        for (std::size_t s = 0; s < cube.signatures(); ++s) {
            if (subject.nature(s).kind != Nature::Kind::count) {
                continue;
            }
            const std::size_t cell = cube.at(p, s, a);
            then = std::max(then, cube.value(cube.at(q, s, a)));
            later = std::max(later, n ? cube.value(cube.at(*n, s, a)) : 0);
            const bool zero = cube.has_number(cell) && cube.value(cell) == 0;
            zeros += zero ? 1 : 0;
            others += !zero && cube.sign(cell) != Sign::absent ? 1 : 0;
            first = zero && !first ? std::optional(cell) : first;
        }
        const bool gone = then >= 100 && zeros > 0 && others == 0 && later == 0 && !subject.area(a).dissolved;
        if (gone && subject.area(a).level >= areas::Level::association && taken_over(subject, q, p, a)) {
            merged.meet(*first);
            merged.identity.push_back(subject.area(a).key);
            continue;
        }
        const bool comes_back = n ? later >= 20 : !subject.area(a).dissolved;
        if (then >= 100 && zeros > 0 && others == 0 && comes_back &&
            !subject.reformed(a, subject.year(q), subject.year(p))) {
            Draft draft;
            draft.check = "values-vanished";
            draft.cells = {*first};
            draft.count = static_cast<std::int64_t>(zeros);
            draft.identity = {subject.area(a).key, std::to_string(cube.period(p))};
            const std::string now = Period::from_code(cube.period(p)).text();
            draft.text = {fmt::format("{}: {} nur „-“ oder 0, {} noch bis zu {}", area_text(subject.area(a)), now,
                                      Period::from_code(cube.period(q)).text(), number_text(then, "de")),
                          fmt::format("{}: only “-” or 0 in {}, up to {} in {}", area_text(subject.area(a)), now,
                                      number_text(then, "en"), Period::from_code(cube.period(q)).text())};
            drafts.push_back(std::move(draft));
        }
    }
    if (merged.count > 0) {
        const std::string now = Period::from_code(cube.period(p)).text();
        const std::string name = area_text(subject.area(merged.cells.front() % cube.areas()));
        merged.check = "unit-merged";
        merged.identity.push_back(std::to_string(cube.period(p)));
        merged.text = {fmt::format("{}: {} Gemeinden ohne Werte, deren Zahlen Nachbarn übernahmen, zuerst {}", now,
                                   merged.count, name),
                       fmt::format("{}: {} Gemeinden without values whose numbers neighbours took over, first {}", now,
                                   merged.count, name)};
        drafts.push_back(std::move(merged));
    }
}

}  // namespace

void find_in_series(const Subject& subject, Drafts& drafts)
{
    for (std::size_t p = subject.first_period; p < subject.cube.periods(); ++p) {
        if (const auto q = subject.before(p); q && subject.year(p) - subject.year(*q) <= 4) {
            find_jumps(subject, *q, p, drafts);
            find_vanished(subject, *q, p, drafts);
            if (subject.year(p) - subject.year(*q) <= 2) {
                find_stale(subject, *q, p, drafts);
            }
        }
    }
}

std::vector<Check> series_checks()
{
    constexpr auto family = Family::series;
    return {
        {"jump",
         Severity::warning,
         family,
         {"Sprung in der Reihe", "Jump in the series"},
         {"Der Wert weicht so weit vom Vorjahr ab, wie es bei Gebieten dieser Größe nicht vorkommt, und die anderen Kreise desselben Landes gehen "
          "nicht mit. Reformen sind ausgenommen; kleine Zahlen dürfen stärker schwanken.",
          "The value differs from the year before as it does not happen with areas of this size, and the other Kreise of the same Land do not move "
          "along. Reforms are exempt; small numbers may vary more."},
         {"Bei der liefernden Stelle nachfragen; wenn der Wert stimmt, mit der Begründung bestätigen.",
          "Ask the delivering office; if the value is right acknowledge it with the reason."}},
        {"level-shift",
         Severity::note,
         family,
         {"Bleibende Änderung der Höhe", "Lasting change of level"},
         {"Der Wert ändert sich stark und bleibt auf der neuen Höhe: eine Schule kam dazu oder ging, oder die Zählung änderte sich.",
          "The value changes much and stays on the new level: a school came or went, or the way of counting changed."},
         {"Beim Auslegen der Reihe erwähnen.", "Mention it where the series is interpreted."}},
        {"stale-delivery",
         Severity::warning,
         family,
         {"Zahlen des Vorjahres", "Numbers of the year before"},
         {"Nahezu alle größeren Zahlen gleichen denen des vorigen Zeitraums: wahrscheinlich wurde die alte Lieferung unter neuem Datum abgegeben.",
          "Nearly all larger numbers equal those of the period before: probably the old delivery was handed in under a new date."},
         {"Die Lieferung des neuen Zeitraums anfordern.", "Ask for the delivery of the new period."}},
        {"values-vanished",
         Severity::warning,
         family,
         {"Werte verschwunden", "Values vanished"},
         {"Ein Gebiet, das vorher Werte hatte und weiter besteht, hat hier nur „-“ oder 0. Meist fehlt die Meldung; „-“ heißt aber „nichts vorhanden“.",
          "An area that had values before and still exists has only “-” or 0 here. Mostly the report is missing; but “-” says “nothing there”."},
         {"Fehlende Meldungen mit „.“ oder „...“ kennzeichnen.", "Mark missing reports by “.” or “...”."}},
        {"unit-merged",
         Severity::note,
         family,
         {"Gemeinde ging in einer anderen auf", "Gemeinde merged into another"},
         {"Eine Gemeinde hat keine Werte mehr, und ihre Nachbarn im selben Kreis wuchsen um so viel, wie sie hatte.",
          "A Gemeinde has no values any more, and its neighbours in the same Kreis grew by as much as it had."},
         {"Die Reform in `catalog/reforms` eintragen, wenn Reihen auf Gemeinden umgerechnet werden sollen.",
          "Enter the reform in `catalog/reforms` if series are to be converted for Gemeinden."}},
    };
}

}  // namespace allmende::checks
