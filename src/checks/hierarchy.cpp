#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "checks/families.hpp"
#include "checks/words.hpp"

namespace allmende::checks {

namespace {

constexpr double near_enough = 0.05;  // a sum this close to the whole is one of all parts
constexpr double least_share = 0.7;   // of the groups, for parts to count as complete
constexpr std::size_t least_groups = 6;
constexpr double hardly = 1e-4;

/// How the parts of a unit are chosen where old and new units stand side by side.
enum class Way : std::uint8_t { direct, finest, without_later, without_dissolved };

struct Sum {
    double value = 0;
    double distance = 0;
    std::size_t parts = 0;
    std::size_t missing = 0;
};

class Tree {
public:
    explicit Tree(const Subject& subject)
        : subject_(subject), later_(subject.cube.areas()), dissolved_(subject.cube.areas())
    {
        for (const areas::Reform& reform : subject.reforms) {
            for (const areas::ReformChange& change : reform.changes) {
                const bool only_grew =
                    std::find(change.from.begin(), change.from.end(), change.to) != change.from.end();
                mark(change.to, reform.date, only_grew, later_);
                for (const std::string& old : change.from) {
                    mark(old, reform.date, only_grew, dissolved_);
                }
            }
        }
    }

    /// The parts of `a`: a part without a value of its own stands for the sum of its own parts (Aachen before 2009).
    Sum sum(std::size_t p, std::size_t s, std::size_t a, Way way, double slack) const
    {
        Sum sum;
        for (const std::size_t child : subject_.children[a]) {
            add(sum, p, s, child, way, slack);
        }
        return sum;
    }

private:
    const Subject& subject_;
    std::vector<int> later_;      // by area: the year in which a reform made it, 0: none
    std::vector<int> dissolved_;  // by area: the year in which it went into others

    void mark(const std::string& key, const std::string& date, bool skip, std::vector<int>& years)
    {
        const areas::Area* area = skip ? nullptr : subject_.areas.find(key);
        const auto at = area == nullptr ? std::nullopt : subject_.cube.find_area(area->number);
        if (at) {
            years[*at] = std::stoi(date.substr(0, 4));
        }
    }

    bool left_out(std::size_t p, std::size_t a, Way way) const
    {
        return (way == Way::without_later && later_[a] > 0 && subject_.year(p) <= later_[a]) ||
               (way == Way::without_dissolved && dissolved_[a] > 0);
    }

    bool any_number_below(std::size_t p, std::size_t s, std::size_t a) const
    {
        return std::any_of(subject_.children[a].begin(), subject_.children[a].end(), [&](std::size_t child) {
            const std::size_t cell = subject_.cube.at(p, s, child);
            return (subject_.cube.has_number(cell) && subject_.cube.value(cell) != 0) || any_number_below(p, s, child);
        });
    }

    void add(Sum& sum, std::size_t p, std::size_t s, std::size_t a, Way way, double slack) const
    {
        if (left_out(p, a, way)) {
            return;
        }
        const Cube& cube = subject_.cube;
        const std::size_t cell = cube.at(p, s, a);
        const bool number = cube.has_number(cell);
        const bool own = number && cube.value(cell) != 0;
        const bool finer = way == Way::finest && subject_.children[a].size() > 1;
        if ((!own || finer) && any_number_below(p, s, a)) {
            for (const std::size_t child : subject_.children[a]) {
                add(sum, p, s, child, way, slack);
            }
        } else if (number) {
            sum.value += cube.value(cell);
            sum.distance += std::max(subject_.distance(p, s, a), slack);
            sum.parts += own ? 1 : 0;
        } else if (cube.sign(cell) != Sign::absent || subject_.exists(p, a)) {
            ++sum.missing;
        }
    }
};

/// Whether a sum fits its whole.
bool fits(const Sum& sum, double total, double distance)
{
    const double off = sum.value - total;
    return sum.missing > 0 ? off <= sum.distance + distance + 1e-6 : std::abs(off) <= sum.distance + distance + 1e-6;
}

/// Exactly twice the whole: its parts stand there on two territories.
bool is_double(const Sum& sum, double total, double distance)
{
    return sum.missing == 0 && std::abs(sum.value - 2 * total) <= sum.distance + 2 * distance + 1e-6;
}

/// What was learnt of one measure and one level of wholes.
struct Rule {
    std::size_t groups = 0;
    std::size_t near = 0;
    bool holds() const
    {
        return groups >= least_groups && static_cast<double>(near) >= least_share * static_cast<double>(groups);
    }
};

struct Rules {
    std::map<std::pair<std::int32_t, areas::Level>, Rule> by_level;
    std::vector<double>
        slack;  ///< by signature: what each number may be off where they are averages, rounded one by one
};

/// Calls `each` for every whole with a number other than 0 and at least two parts with numbers.
template <typename Each>
void each_whole(const Subject& subject, std::size_t first_period, const Each& each)
{
    const Cube& cube = subject.cube;
    for (std::size_t s = 0; s < cube.signatures(); ++s) {
        if (subject.nature(s).kind == Nature::Kind::rate) {
            continue;
        }
        for (std::size_t p = first_period; p < cube.periods(); ++p) {
            for (std::size_t a = 0; cube.occurs(p, s) && a < cube.areas(); ++a) {
                const std::size_t cell = cube.at(p, s, a);
                if (subject.children[a].size() > 1 && cube.has_number(cell) && cube.value(cell) != 0) {
                    each(p, s, a);
                }
            }
        }
    }
}

Rules learn(const Subject& subject, const Tree& tree)
{
    Rules rules;
    std::vector<std::size_t> groups(subject.cube.signatures());
    std::vector<std::size_t> by_one(
        subject.cube.signatures());  // not exact, but within one unit of the last digit for each number
    each_whole(subject, 0, [&](std::size_t p, std::size_t s, std::size_t a) {
        const Sum sum = tree.sum(p, s, a, Way::direct, 0);
        if (sum.missing > 0 || sum.parts < 2) {
            return;
        }
        const double total = subject.cube.value(subject.cube.at(p, s, a));
        const double off = std::abs(sum.value - total);
        const double step = subject.nature(s).step;
        Rule& rule = rules.by_level[{subject.cube.signature(s).measure, subject.area(a).level}];
        ++rule.groups;
        const bool exact = off <= sum.distance + subject.distance(p, s, a) + 1e-6;
        const bool nearly = !exact && off <= step * static_cast<double>(sum.parts + 1) + 1e-6;
        ++groups[s];
        by_one[s] += nearly ? 1 : 0;
        rule.near += exact || nearly || off <= near_enough * std::abs(total) ? 1 : 0;
    });
    for (std::size_t s = 0; s < groups.size(); ++s) {
        rules.slack.push_back(by_one[s] * 10 > groups[s] ? subject.nature(s).step : 0);
    }
    return rules;
}

struct Worst {
    Draft draft;
    Sum sum;
    double off = 0;
    std::size_t p = 0;
    std::size_t s = 0;
    std::size_t a = 0;
};

Localized text_of(const Subject& subject, const Worst& worst)
{
    const Cube& cube = subject.cube;
    const double total = cube.value(cube.at(worst.p, worst.s, worst.a));
    const auto in = [&](std::string_view language) {
        const bool german = language == "de";
        std::string text =
            fmt::format(fmt::runtime(german ? "{}, {}, {}: {} als Ganzes, {} über {} Teile ({}{}, {} %)"
                                            : "{}, {}, {}: {} as a whole, {} over {} parts ({}{}, {}%)"),
                        area_text(subject.area(worst.a)), Period::from_code(cube.period(worst.p)).text(),
                        cell_text(subject.dataset, cube.signature(worst.s), language), number_text(total, language),
                        number_text(worst.sum.value, language), worst.sum.parts, worst.off > 0 ? "+" : "",
                        number_text(worst.off, language), number_text(100 * worst.off / total, language));
        if (worst.sum.missing > 0) {
            text += fmt::format(fmt::runtime(german ? "; {} Teile sind ohne Zahl" : "; {} parts have no number"),
                                worst.sum.missing);
        }
        if (worst.sum.distance > 0) {
            text += fmt::format(
                fmt::runtime(german ? "; Rundung erklärt höchstens ±{}" : "; rounding explains ±{} at most"),
                number_text(worst.sum.distance, language));
        }
        if (worst.draft.count > 1) {
            text += fmt::format(
                fmt::runtime(german ? " – die größte von {} Abweichungen" : " – the largest of {} differences"),
                worst.draft.count);
        }
        return text;
    };
    return {in("de"), in("en")};
}

/// Wholes that carry twice the sum of a cleaner choice of parts: old and new units side by side.
void tell_side_by_side(const Subject& subject, const std::map<std::size_t, std::set<std::size_t>>& wholes,
                       Drafts& drafts)
{
    for (const auto& [p, found] : wholes) {
        Draft draft;
        draft.check = "old-and-new-units";
        std::vector<std::string> names;
        for (const std::size_t a : found) {
            names.push_back(area_text(subject.area(a)));
            draft.identity.push_back(subject.area(a).key);
        }
        draft.count = static_cast<std::int64_t>(found.size());
        draft.identity.push_back(std::to_string(subject.cube.period(p)));
        const std::string period = Period::from_code(subject.cube.period(p)).text();
        draft.text = {
            fmt::format("{}: in {} tragen Einheiten von vor und nach einer Gebietsreform beide Werte", period,
                        join(names, ", ")),
            fmt::format("{}: in {} units from before and after a reform both carry values", period, join(names, ", "))};
        for (std::size_t s = 0; s < subject.cube.signatures() && draft.cells.empty(); ++s) {
            if (subject.cube.occurs(p, s)) {
                draft.cells.push_back(subject.cube.at(p, s, *found.begin()));
            }
        }
        drafts.push_back(std::move(draft));
    }
}

std::string check_of(const Subject& subject, const Worst& worst, double relative)
{
    if (std::abs(relative) < hardly) {
        return "areas-nearly-sum";
    }
    return subject.area(worst.a).level == areas::Level::country ? "lands-not-country" : "areas-not-sum";
}

}  // namespace

void find_in_hierarchy(const Subject& subject, Drafts& drafts)
{
    const Cube& cube = subject.cube;
    const Tree tree(subject);
    const Rules rules = learn(subject, tree);
    std::map<std::tuple<std::string, std::int32_t, std::size_t, std::size_t>, Worst>
        found;  // check, measure, period, whole
    std::map<std::size_t, std::set<std::size_t>> side_by_side;
    each_whole(subject, subject.first_period, [&](std::size_t p, std::size_t s, std::size_t a) {
        const auto rule = rules.by_level.find({cube.signature(s).measure, subject.area(a).level});
        if (rule == rules.by_level.end() || !rule->second.holds()) {
            return;
        }
        const double total = cube.value(cube.at(p, s, a));
        const double distance = std::max(subject.distance(p, s, a), rules.slack[s]);
        Worst worst;
        worst.sum = tree.sum(p, s, a, Way::direct, rules.slack[s]);
        if (worst.sum.parts == 0 || fits(worst.sum, total, distance)) {
            return;
        }
        if (is_double(worst.sum, total, distance)) {
            side_by_side[p].insert(a);
            return;
        }
        for (const Way way : {Way::finest, Way::without_later, Way::without_dissolved}) {
            const Sum other = tree.sum(p, s, a, way, rules.slack[s]);
            if (other.parts > 1 && fits(other, total, distance)) {
                if (worst.sum.value > total + distance) {
                    side_by_side[p].insert(a);
                }
                return;
            }
        }
        worst.off = worst.sum.value - total;
        worst.p = p;
        worst.s = s;
        worst.a = a;
        const std::string check = check_of(subject, worst, worst.off / total);
        // A unit that misses its parts year after year is one doubt; Germany's every year is looked at by itself.
        const std::size_t of_period = check == "lands-not-country" ? p : 0;
        Worst& there = found[{check, cube.signature(s).measure, of_period, check == "areas-nearly-sum" ? 0 : a}];
        Draft draft = std::move(there.draft);
        draft.meet(cube.at(p, s, a));
        draft.identity.push_back(fmt::format("{} {} {} {} {}", subject.area(a).key, cube.period(p),
                                             cell_id(subject.dataset, cube.signature(s)), total, worst.sum.value));
        if (std::abs(worst.off) >= std::abs(there.off)) {
            there = std::move(worst);
        }
        there.draft = std::move(draft);
    });
    for (auto& [key, worst] : found) {
        worst.draft.check = std::get<0>(key);
        worst.draft.text = text_of(subject, worst);
        drafts.push_back(std::move(worst.draft));
    }
    tell_side_by_side(subject, side_by_side, drafts);
}

std::vector<Check> hierarchy_checks()
{
    constexpr auto family = Family::hierarchy;
    return {
        {"areas-not-sum",
         Severity::warning,
         family,
         {"Kreise ungleich Land", "Areas do not add up to the area above"},
         {"Die Werte der Kreise (Gemeinden, Regierungsbezirke) ergeben nicht den Wert des Gebiets, zu dem sie gehören, obwohl sie es in dieser "
          "Tabelle sonst tun. Einheiten von vor und nach einer Reform und Teile neben ihrem Ganzen sind schon berücksichtigt.",
          "The values of the Kreise (Gemeinden, Regierungsbezirke) do not add up to the area they belong to, although elsewhere in this table "
          "they do. Units from before and after a reform and parts beside their whole are already taken into account."},
         {"Die Zahlen des genannten Gebiets bei der liefernden Stelle klären; bis dahin Summen über eine Region nicht mit dem Landeswert vergleichen.",
          "Clear the numbers of the area with the delivering office; until then do not compare sums over a region with the Land."}},
        {"lands-not-country",
         Severity::warning,
         family,
         {"Länder ungleich Deutschland", "Länder do not add up to Germany"},
         {"Der Wert für Deutschland ist nicht die Summe der Länder. Häufig wurde er nachträglich berichtigt, ohne dass die Länder angepasst wurden, "
          "oder ein Land zählt anders.",
          "The value for Germany is not the sum over the Länder. Often it was corrected later without adjusting the Länder, or one Land counts "
          "differently."},
         {"Vergleiche mit „Deutschland“ auf dieser Zahl kennzeichnen oder die Summe der Länder verwenden.",
          "Mark comparisons with “Germany” based on this number, or use the sum over the Länder."}},
        {"areas-nearly-sum",
         Severity::note,
         family,
         {"Gebiete ergeben fast den Wert darüber", "Areas hardly miss the area above"},
         {"Summe der Teile und Wert des Ganzen unterscheiden sich um weniger als ein Zehntel Promille.",
          "Sum of the parts and value of the whole differ by less than a tenth of a per mille."},
         {"Ohne Bedeutung für Kennzahlen; meist einzelne nachträgliche Berichtigungen.",
          "Of no consequence for indicators; mostly single late corrections."}},
        {"old-and-new-units",
         Severity::note,
         family,
         {"Alte und neue Gebiete nebeneinander", "Old and new units side by side"},
         {"Einheiten von vor und nach einer Gebietsreform tragen für denselben Zeitraum Werte; zusammen gezählt verdoppeln sie ihr Gebiet.",
          "Units from before and after a territorial reform carry values for the same period; counted together they double their area."},
         {"Summen nur auf einem Gebietsstand bilden (`--territory`).",
          "Make sums on one territory only (`--territory`)."}},
    };
}

}  // namespace allmende::checks
