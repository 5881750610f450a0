#include <algorithm>
#include <cmath>
#include <map>

#include "checks/families.hpp"
#include "checks/words.hpp"

namespace allmende::checks {

namespace {

constexpr double least_share = 0.9;  // of the groups, for a sum to be a rule of the table
constexpr std::size_t least_groups = 8;
constexpr double hardly = 1e-4;  // relative difference below which nobody would act

/// A total and the cells it may be the sum of.
struct Split {
    std::size_t total = 0;
    std::vector<std::size_t> parts;
};

/// All totals of one measure that are broken down by one dimension into the same codes.
struct Breakdown {
    std::int32_t measure = 0;
    std::size_t dimension = 0;
    std::vector<std::int32_t> codes;
    std::vector<std::pair<std::size_t, Split>> splits;  ///< with the period

    // Learnt: which of the codes add up to the total.
    bool additive = false;
    std::vector<bool> counts;  ///< by code
    double slack = 0;          ///< distance of each number, where the table's numbers are rounded one by one
};

/// What one group of cells adds up to.
struct Group {
    double total = 0;
    double sum = 0;       ///< of the known parts that count
    double distance = 0;  ///< of the total and of each part, from rounding
    std::size_t known = 0;
    std::size_t missing = 0;
};

std::vector<Breakdown> breakdowns_of(const Subject& subject)
{
    const Cube& cube = subject.cube;
    std::map<std::tuple<std::int32_t, std::size_t, std::vector<std::int32_t>>, Breakdown> found;
    for (std::size_t d = 0; d < subject.dataset.dimensions.size(); ++d) {
        std::map<std::size_t, std::vector<std::size_t>> parts;  // by total
        for (std::size_t s = 0; s < cube.signatures(); ++s) {
            Signature total = cube.signature(s);
            if (total.codes[d] != facts::total_code) {
                total.codes[d] = facts::total_code;
                if (const auto at = cube.find(total)) {
                    parts[*at].push_back(s);
                }
            }
        }
        for (std::size_t p = 0; p < cube.periods(); ++p) {
            for (const auto& [total, all] : parts) {
                Split split{total, {}};
                std::vector<std::int32_t> codes;
                for (const std::size_t s : all) {
                    if (cube.occurs(p, s)) {
                        split.parts.push_back(s);
                        codes.push_back(cube.signature(s).codes[d]);
                    }
                }
                if (!codes.empty() && cube.occurs(p, total)) {
                    Breakdown& breakdown = found[{cube.signature(total).measure, d, codes}];
                    breakdown.measure = cube.signature(total).measure;
                    breakdown.dimension = d;
                    breakdown.codes = codes;
                    breakdown.splits.emplace_back(p, std::move(split));
                }
            }
        }
    }
    std::vector<Breakdown> list;
    for (auto& [key, breakdown] : found) {
        list.push_back(std::move(breakdown));
    }
    return list;
}

Group group_of(const Subject& subject, const Breakdown& breakdown, std::size_t p, const Split& split, std::size_t a)
{
    const Cube& cube = subject.cube;
    Group group;
    group.total = cube.value(cube.at(p, split.total, a));
    const double distance = std::max(subject.distance(p, split.total, a), breakdown.slack);
    group.distance = distance;
    for (std::size_t i = 0; i < split.parts.size(); ++i) {
        if (!breakdown.counts[i]) {
            continue;
        }
        const std::size_t cell = cube.at(p, split.parts[i], a);
        if (cube.has_number(cell)) {
            group.sum += cube.value(cell);
            group.distance += distance;
            ++group.known;
        } else if (cube.sign(cell) != Sign::absent) {
            ++group.missing;
        }
    }
    return group;
}

/// Calls `each` for every area with a total that is a number other than 0.
template <typename Each>
void each_group(const Subject& subject, const Breakdown& breakdown, std::size_t first_period, const Each& each)
{
    for (const auto& [p, split] : breakdown.splits) {
        for (std::size_t a = 0; p >= first_period && a < subject.cube.areas(); ++a) {
            const std::size_t total = subject.cube.at(p, split.total, a);
            if (subject.cube.has_number(total) && subject.cube.value(total) != 0) {
                each(p, split, a, group_of(subject, breakdown, p, split, a));
            }
        }
    }
}

struct Fit {
    std::size_t groups = 0;
    std::size_t exact = 0;
    std::size_t near = 0;  ///< not exact, but by no more than each number rounded to one unit of its last digit
    double share(bool with_near) const
    {
        return groups == 0 ? 0 : static_cast<double>(exact + (with_near ? near : 0)) / static_cast<double>(groups);
    }
};

Fit fit_of(const Subject& subject, const Breakdown& breakdown, double step)
{
    Fit fit;
    each_group(subject, breakdown, 0, [&](std::size_t, const Split&, std::size_t, const Group& group) {
        if (group.missing > 0 || group.known == 0) {
            return;
        }
        ++fit.groups;
        const double off = std::abs(group.sum - group.total);
        const bool exact = off <= group.distance + 1e-6 * step;
        fit.exact += exact ? 1 : 0;
        fit.near += !exact && off <= step * static_cast<double>(group.known + 1) ? 1 : 0;
    });
    return fit;
}

/// Sexes and nationalities are whole by what they mean, whatever the numbers say.
bool complete_by_meaning(const Subject& subject, const Breakdown& breakdown)
{
    const facts::Dimension& dimension = subject.dataset.dimensions[breakdown.dimension];
    std::vector<std::string> ids;
    for (const std::int32_t code : breakdown.codes) {
        ids.push_back(dimension.codes[static_cast<std::size_t>(code)].id);
    }
    std::sort(ids.begin(), ids.end());
    return ids == std::vector<std::string>{"female", "male"} || ids == std::vector<std::string>{"foreign", "german"};
}

/// Finds out which codes add up to the total: all, or all but one or two that say “of these …”. A rule must hold in
/// nearly all groups of the table; what breaks it is a finding, a breakdown without a rule is none.
void learn(const Subject& subject, Breakdown& breakdown)
{
    const Nature& nature = subject.natures[static_cast<std::size_t>(breakdown.measure)];
    breakdown.counts.assign(breakdown.codes.size(), true);
    if (nature.kind == Nature::Kind::rate || breakdown.codes.size() < 2) {
        return;
    }
    Fit best = fit_of(subject, breakdown, nature.step);
    std::vector<bool> best_counts = breakdown.counts;
    const auto better = [&](const Fit& fit) {
        return fit.share(false) > best.share(false) + 0.005 && fit.groups >= least_groups;
    };
    const std::size_t n = breakdown.codes.size();
    const bool holds = best.groups >= least_groups && best.share(false) > 0.995;
    for (std::size_t i = 0; !holds && n > 2 && i < n; ++i) {
        for (std::size_t j = i; j < (n <= 10 && n > 3 ? n : i + 1); ++j) {
            breakdown.counts.assign(n, true);
            breakdown.counts[i] = false;
            breakdown.counts[j] = false;
            const Fit fit = fit_of(subject, breakdown, nature.step);
            if (better(fit)) {
                best = fit;
                best_counts = breakdown.counts;
            }
        }
    }
    breakdown.counts = best_counts;
    const bool by_meaning = nature.kind == Nature::Kind::count && complete_by_meaning(subject, breakdown);
    // Numbers that were averaged and rounded one by one miss their sums by small amounts again and again.
    if (best.near > best.groups / 50 && best.share(true) >= least_share) {
        breakdown.slack = nature.step;
        breakdown.additive = best.groups >= least_groups;
        return;
    }
    breakdown.additive = by_meaning || (best.groups >= least_groups && best.share(false) >= least_share);
}

std::string codes_text(const Subject& subject, const Breakdown& breakdown, std::string_view language)
{
    const facts::Dimension& dimension = subject.dataset.dimensions[breakdown.dimension];
    return dimension.title.in(language);
}

Localized sum_text(const Subject& subject, const Breakdown& breakdown, std::size_t p, const Split& split, std::size_t a,
                   const Group& group, std::int64_t count)
{
    const double off = group.sum - group.total;
    const auto in = [&](std::string_view language) {
        const bool german = language == "de";
        std::string text =
            fmt::format(fmt::runtime(german ? "{}, {}, {}: insgesamt {}, die Teile nach „{}“ ergeben {} ({}{}, {} %)"
                                            : "{}, {}, {}: {} in total, the parts by “{}” add up to {} ({}{}, {}%)"),
                        area_text(subject.area(a)), Period::from_code(subject.cube.period(p)).text(),
                        cell_text(subject.dataset, subject.cube.signature(split.total), language),
                        number_text(group.total, language), codes_text(subject, breakdown, language),
                        number_text(group.sum, language), off > 0 ? "+" : "", number_text(off, language),
                        number_text(100 * off / group.total, language));
        if (group.missing > 0) {
            text += fmt::format(fmt::runtime(german ? "; {} Teile sind ohne Zahl" : "; {} parts have no number"),
                                group.missing);
        }
        if (group.distance > 0) {
            text += fmt::format(
                fmt::runtime(german ? "; Rundung erklärt höchstens ±{}" : "; rounding explains ±{} at most"),
                number_text(group.distance, language));
        }
        if (count > 1) {
            text += fmt::format(
                fmt::runtime(german ? " – die größte von {} Abweichungen" : " – the largest of {} differences"), count);
        }
        return text;
    };
    return {in("de"), in("en")};
}

/// Totals of one breakdown and period that differ from their parts.
struct Worst {
    Draft draft;
    double relative = 0;
    Group group;
    std::size_t p = 0;
    const Split* split = nullptr;
    std::size_t a = 0;
};

void find_wrong_totals(const Subject& subject, const Breakdown& breakdown, Drafts& drafts)
{
    std::map<std::pair<std::string, std::size_t>, Worst> by_check;
    each_group(subject, breakdown, subject.first_period,
               [&](std::size_t p, const Split& split, std::size_t a, const Group& group) {
                   const double off = group.sum - group.total;
                   const double step = subject.nature(split.total).step;
                   const bool wrong =
                       group.known > 0 &&
                       (group.missing > 0 ? off > group.distance + 1e-6 : std::abs(off) > group.distance + 1e-6 * step);
                   if (!wrong || !subject.exists(p, a)) {
                       return;
                   }
                   const double relative = std::abs(off / group.total);
                   Worst& worst = by_check[{relative < hardly ? "total-nearly-sum" : "total-not-sum", p}];
                   if (worst.split == nullptr || std::abs(off) > std::abs(worst.group.sum - worst.group.total)) {
                       worst.group = group;
                       worst.p = p;
                       worst.split = &split;
                       worst.a = a;
                   }
                   worst.draft.meet(subject.cube.at(p, split.total, a));
                   worst.draft.identity.push_back(fmt::format(
                       "{} {} {} {}", subject.area(a).key,
                       cell_id(subject.dataset, subject.cube.signature(split.total)), group.total, group.sum));
               });
    for (auto& [key, worst] : by_check) {
        worst.draft.check = key.first;
        worst.draft.identity.push_back(subject.dataset.dimensions[breakdown.dimension].id);
        worst.draft.identity.push_back(std::to_string(subject.cube.period(key.second)));
        worst.draft.text = sum_text(subject, breakdown, worst.p, *worst.split, worst.a, worst.group, worst.draft.count);
        drafts.push_back(std::move(worst.draft));
    }
}

/// A part is never larger than its whole, whether or not the parts are complete.
void find_large_parts(const Subject& subject, const Breakdown& breakdown, Drafts& drafts)
{
    if (subject.natures[static_cast<std::size_t>(breakdown.measure)].kind != Nature::Kind::count ||
        subject.natures[static_cast<std::size_t>(breakdown.measure)].may_be_negative) {
        return;
    }
    const Cube& cube = subject.cube;
    std::size_t groups = 0;
    std::map<std::size_t, Draft> by_period;
    each_group(
        subject, breakdown, subject.first_period, [&](std::size_t p, const Split& split, std::size_t a, const Group&) {
            ++groups;
            const double total = cube.value(cube.at(p, split.total, a));
            for (const std::size_t s : split.parts) {
                const std::size_t cell = cube.at(p, s, a);
                const double bound = subject.distance(p, split.total, a) * 2 + breakdown.slack * 2;
                if (!cube.has_number(cell) || cube.value(cell) <= total + bound) {
                    continue;
                }
                Draft& draft = by_period[p];
                draft.meet(cell);
                draft.identity.push_back(fmt::format("{} {} {} {} {}", subject.area(a).key,
                                                     cell_id(subject.dataset, cube.signature(s)), cube.period(p),
                                                     cube.value(cell), total));
                if (draft.count == 1) {
                    const auto in = [&](std::string_view language, fmt::string_view pattern) {
                        return fmt::format(fmt::runtime(pattern), area_text(subject.area(a)),
                                           Period::from_code(cube.period(p)).text(),
                                           cell_text(subject.dataset, cube.signature(s), language),
                                           number_text(cube.value(cell), language), number_text(total, language));
                    };
                    draft.text = {in("de", "{}, {}, {}: {} sind mehr als das Ganze ({})"),
                                  in("en", "{}, {}, {}: {} is more than the whole ({})")};
                }
            }
        });
    std::size_t violations = 0;
    for (const auto& [p, draft] : by_period) {
        violations += static_cast<std::size_t>(draft.count);
    }
    // Where “parts” often exceed the total, they are none: the breakdown counts something else.
    if (violations * 20 > groups && violations > 3) {
        return;
    }
    for (auto& [p, draft] : by_period) {
        draft.check = "part-exceeds-total";
        if (draft.count > 1) {
            draft.text.de += fmt::format(" – und {} weitere Zellen", draft.count - 1);
            draft.text.en += fmt::format(" – and {} more cells", draft.count - 1);
        }
        drafts.push_back(std::move(draft));
    }
}

/// A secret among parts whose sum is known can be computed.
void find_recoverable(const Subject& subject, const Breakdown& breakdown, Drafts& drafts)
{
    Draft draft;
    draft.check = "recoverable-secret";
    each_group(subject, breakdown, subject.first_period,
               [&](std::size_t p, const Split& split, std::size_t a, const Group& group) {
                   if (group.missing != 1 || group.distance > 0 || group.sum >= group.total) {
                       return;
                   }
                   for (std::size_t i = 0; i < split.parts.size(); ++i) {
                       const std::size_t cell = subject.cube.at(p, split.parts[i], a);
                       if (breakdown.counts[i] && subject.cube.sign(cell) == Sign::unknown) {
                           draft.meet(cell);
                       }
                   }
               });
    if (draft.count == 0) {
        return;
    }
    const auto in = [&](std::string_view language) { return codes_text(subject, breakdown, language); };
    draft.identity = {subject.dataset.dimensions[breakdown.dimension].id, std::to_string(breakdown.measure),
                      std::to_string(draft.count)};
    draft.text = {fmt::format("{} Zellen mit „.“ stehen nach „{}“ allein zwischen bekannten Teilen und ihrer Summe",
                              draft.count, in("de")),
                  fmt::format("{} cells marked “.” stand alone, by “{}”, between known parts and their sum",
                              draft.count, in("en"))};
    drafts.push_back(std::move(draft));
}

}  // namespace

void find_in_sums(const Subject& subject, Drafts& drafts)
{
    for (Breakdown& breakdown : breakdowns_of(subject)) {
        learn(subject, breakdown);
        if (breakdown.additive) {
            find_wrong_totals(subject, breakdown, drafts);
            find_recoverable(subject, breakdown, drafts);
        }
        find_large_parts(subject, breakdown, drafts);
    }
}

std::vector<Check> sum_checks()
{
    constexpr auto family = Family::sums;
    return {
        {"total-not-sum",
         Severity::warning,
         family,
         {"Gesamtzahl ungleich Summe der Teile", "Total differs from the sum of its parts"},
         {"In fast allen Zeilen dieser Tabelle ergeben die Teile einer Gliederung die Gesamtzahl; hier nicht, und Rundung der Quelle erklärt den "
          "Unterschied nicht (Grenze: ±2 je Zahl bei Fünferrundung, ±1 bei Dreierrundung).",
          "In nearly all rows of this table the parts of a breakdown add up to the total; here they do not, and the source's rounding does not "
          "explain it (bound: ±2 for each number rounded to fives, ±1 to threes)."},
         {"Die liefernde Stelle fragen, welche Zahl gilt: ein Teil fehlt, wurde doppelt gezählt oder nachträglich berichtigt.",
          "Ask the delivering office which number holds: a part is missing, was counted twice or was corrected later."}},
        {"total-nearly-sum",
         Severity::note,
         family,
         {"Gesamtzahl weicht kaum von der Summe ab", "Total hardly differs from the sum"},
         {"Gesamtzahl und Summe der Teile unterscheiden sich um weniger als ein Zehntel Promille.",
          "Total and sum of the parts differ by less than a tenth of a per mille."},
         {"Meist eine späte Berichtigung einer einzigen Stelle; für Kennzahlen ohne Bedeutung.",
          "Mostly a late correction of one office; of no consequence for indicators."}},
        {"part-exceeds-total",
         Severity::warning,
         family,
         {"Teil größer als das Ganze", "Part larger than its whole"},
         {"Eine Teilmenge („darunter“) ist größer als die Gesamtzahl derselben Zeile.",
          "A subset (“of which”) is larger than the total of the same row."},
         {"Beide Zahlen in der Quelle nachsehen; oft sind Spalten vertauscht oder eine Zahl um eine Stelle verrutscht.",
          "Look both numbers up at the source; often columns were swapped or a number slipped by a digit."}},
        {"recoverable-secret",
         Severity::note,
         family,
         {"Geheimer Wert errechenbar", "Secret value can be computed"},
         {"Steht genau ein Teil einer bekannten Summe unter „.“, ist er die Differenz. Die Sperrung der Quelle schützt ihn nicht.",
          "Where exactly one part of a known sum is marked “.”, it is the difference. The source's suppression does not protect it."},
         {"Der Wert wird hier nicht errechnet. Stammt die Datei aus dem eigenen Haus, braucht sie eine zweite Sperrung.",
          "The value is not computed here. If the file comes from your own house it needs a second suppression."}},
    };
}

}  // namespace allmende::checks
