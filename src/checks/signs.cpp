#include <map>

#include "checks/families.hpp"
#include "checks/words.hpp"

namespace allmende::checks {

namespace {

/// `0` is “less than half of the last digit”, `-` is “nothing”: a column of counts that uses both in numbers means one
/// of them.
void find_mixed_zeros(const Subject& subject, Drafts& drafts)
{
    constexpr std::int64_t least = 5;
    const Cube& cube = subject.cube;
    for (std::size_t m = 0; m < subject.natures.size(); ++m) {
        if (subject.natures[m].kind != Nature::Kind::count) {
            continue;
        }
        std::map<std::int32_t, std::pair<Draft, std::int64_t>> zeros;  // by delivery: cells with 0, number of `-`
        for (std::size_t p = subject.first_period; p < cube.periods(); ++p) {
            for (std::size_t s = 0; s < cube.signatures(); ++s) {
                for (std::size_t a = 0; static_cast<std::size_t>(cube.signature(s).measure) == m && a < cube.areas();
                     ++a) {
                    const std::size_t cell = cube.at(p, s, a);
                    if (cube.sign(cell) == Sign::nil && subject.exists(p, a)) {
                        ++zeros[cube.delivery(cell)].second;
                    } else if (cube.sign(cell) == Sign::none && cube.value(cell) == 0) {
                        zeros[cube.delivery(cell)].first.meet(cell);
                    }
                }
            }
        }
        for (auto& [delivery, found] : zeros) {
            auto& [draft, nils] = found;
            if (draft.count < least || nils < least) {
                continue;
            }
            const facts::Measure& measure = subject.dataset.measures[m];
            draft.check = "mixed-zeros";
            draft.identity = {measure.id, std::to_string(draft.count), std::to_string(nils)};
            draft.text = {
                fmt::format("{}: {} Zellen mit 0 und {} mit „-“", measure.title.de, draft.count, nils),
                fmt::format("{}: {} cells with 0 and {} with “-”", measure.title.in("en"), draft.count, nils)};
            drafts.push_back(std::move(draft));
        }
    }
}

/// `...` (comes later) long after the time it stands for.
void find_overdue(const Subject& subject, Drafts& drafts)
{
    constexpr int years_to_wait = 3;
    const Cube& cube = subject.cube;
    std::map<std::int32_t, Draft> found;
    for (const sources::Delivery& delivery : subject.deliveries) {
        const std::string& date = delivery.edition.empty() ? delivery.delivered_at : delivery.edition;
        const int year = date.size() < 4 ? 0 : std::stoi(date.substr(0, 4));
        for (std::size_t p = subject.first_period; p < cube.periods(); ++p) {
            if (subject.year(p) + years_to_wait >= year) {
                continue;
            }
            for (std::size_t cell = cube.at(p, 0, 0), end = cell + cube.signatures() * cube.areas(); cell < end;
                 ++cell) {
                if (cube.sign(cell) == Sign::pending && cube.delivery(cell) == delivery.number) {
                    found[delivery.number].meet(cell);
                }
            }
        }
    }
    for (auto& [number, draft] : found) {
        draft.check = "pending-overdue";
        draft.identity = {std::to_string(draft.count)};
        draft.text = {fmt::format("{} Zellen mit „...“ (fällt später an) sind älter als drei Jahre", draft.count),
                      fmt::format("{} cells marked “...” (comes later) are older than three years", draft.count)};
        drafts.push_back(std::move(draft));
    }
}

/// Columns in which no area has a number.
void find_empty_columns(const Subject& subject, Drafts& drafts)
{
    const Cube& cube = subject.cube;
    Draft draft;
    std::string first_de;
    std::string first_en;
    for (std::size_t p = subject.first_period; p < cube.periods(); ++p) {
        for (std::size_t s = 0; s < cube.signatures(); ++s) {
            bool any = !cube.occurs(p, s);
            std::optional<std::size_t> cell;
            for (std::size_t a = 0; a < cube.areas() && !any; ++a) {
                any = cube.has_number(cube.at(p, s, a)) && cube.value(cube.at(p, s, a)) != 0;
                cell = !cell && cube.sign(cube.at(p, s, a)) != Sign::absent ? std::optional(cube.at(p, s, a)) : cell;
            }
            if (any || !cell || cube.areas() < 5) {
                continue;
            }
            if (draft.count == 0) {
                const std::string period = Period::from_code(cube.period(p)).text();
                first_de = fmt::format("{}, {}", cell_text(subject.dataset, cube.signature(s), "de"), period);
                first_en = fmt::format("{}, {}", cell_text(subject.dataset, cube.signature(s), "en"), period);
            }
            draft.meet(*cell);
            draft.identity.push_back(cell_id(subject.dataset, cube.signature(s)) + std::to_string(cube.period(p)));
        }
    }
    if (draft.count > 0) {
        draft.check = "empty-column";
        draft.text = {fmt::format("{} Spalten haben in keinem Gebiet einen Wert, zuerst {}", draft.count, first_de),
                      fmt::format("{} columns have no value in any area, first {}", draft.count, first_en)};
        drafts.push_back(std::move(draft));
    }
}

/// A total of nothing whose parts have something.
void find_zero_totals(const Subject& subject, Drafts& drafts)
{
    const Cube& cube = subject.cube;
    std::map<std::size_t, Draft> by_period;
    for (std::size_t s = 0; s < cube.signatures(); ++s) {
        for (std::size_t d = 0; d < subject.dataset.dimensions.size(); ++d) {
            Signature total = cube.signature(s);
            if (total.codes[d] == facts::total_code || subject.nature(s).kind != Nature::Kind::count) {
                continue;
            }
            total.codes[d] = facts::total_code;
            const auto t = cube.find(total);
            for (std::size_t p = subject.first_period; t && p < cube.periods(); ++p) {
                for (std::size_t a = 0; a < cube.areas(); ++a) {
                    const std::size_t whole = cube.at(p, *t, a);
                    const double bound = 2 * subject.distance(p, *t, a);
                    if (cube.has_number(whole) && cube.value(whole) == 0 && cube.value(cube.at(p, s, a)) > bound) {
                        Draft& draft = by_period[p];
                        draft.meet(whole);
                        draft.identity.push_back(
                            fmt::format("{} {}", subject.area(a).key, cell_id(subject.dataset, cube.signature(s))));
                        if (draft.count == 1) {
                            const std::string period = Period::from_code(cube.period(p)).text();
                            const double value = cube.value(cube.at(p, s, a));
                            draft.text = {
                                fmt::format("{}, {}: insgesamt nichts, aber {}: {}", area_text(subject.area(a)), period,
                                            cell_text(subject.dataset, cube.signature(s), "de"),
                                            number_text(value, "de")),
                                fmt::format("{}, {}: nothing in total, but {}: {}", area_text(subject.area(a)), period,
                                            cell_text(subject.dataset, cube.signature(s), "en"),
                                            number_text(value, "en"))};
                        }
                    }
                }
            }
        }
    }
    for (auto& [p, draft] : by_period) {
        draft.check = "zero-total";
        draft.identity.push_back(std::to_string(cube.period(p)));
        if (draft.count > 1) {
            draft.text.de += fmt::format(" – und {} weitere Zellen", draft.count - 1);
            draft.text.en += fmt::format(" – and {} more cells", draft.count - 1);
        }
        drafts.push_back(std::move(draft));
    }
}

}  // namespace

void find_in_signs(const Subject& subject, Drafts& drafts)
{
    find_mixed_zeros(subject, drafts);
    find_overdue(subject, drafts);
    find_empty_columns(subject, drafts);
    find_zero_totals(subject, drafts);
}

std::vector<Check> sign_checks()
{
    constexpr auto family = Family::signs;
    return {
        {"mixed-zeros",
         Severity::note,
         family,
         {"0 und „-“ nebeneinander", "0 and “-” side by side"},
         {"Nach den Regeln amtlicher Tabellen heißt „-“ „genau nichts“ und 0 „weniger als die Hälfte der kleinsten Einheit“. Bei gezählten Größen "
          "meint wohl beides dasselbe.",
          "By the rules of official tables “-” says “exactly nothing” and 0 “less than half of the smallest unit”. For counts both probably mean the "
          "same."},
         {"Einheitlich „-“ verwenden. Beide werden als die Zahl 0 gelesen.",
          "Use “-” throughout. Both are read as the number 0."}},
        {"pending-overdue",
         Severity::note,
         family,
         {"„Fällt später an“ ist überfällig", "“Comes later” is overdue"},
         {"Das Zeichen „...“ kündigt einen späteren Wert an, der nach drei Jahren noch fehlt.",
          "The sign “...” announces a value that is still missing after three years."},
         {"Eine neuere Ausgabe der Tabelle einspielen.", "Import a newer edition of the table."}},
        {"empty-column",
         Severity::note,
         family,
         {"Spalte ohne Werte", "Column without values"},
         {"In keinem Gebiet steht in dieser Spalte ein Wert größer 0.", "No area has a value above 0 in this column."},
         {"Wurde die Spalte abgeschafft, genügt die Kenntnisnahme; sonst wurde sie nicht mitgeliefert.",
          "If the column was abolished, taking note is enough; otherwise it was not delivered."}},
        {"zero-total",
         Severity::warning,
         family,
         {"Insgesamt nichts, aber Teile", "Nothing in total, but parts"},
         {"Die Gesamtzahl ist 0 oder „-“, eine Teilmenge aber nicht: das Zeichen steht für etwas anderes als „nichts“.",
          "The total is 0 or “-”, but a subset is not: the sign stands for something else than “nothing”."},
         {"Ist die Gesamtzahl unbekannt, gehört „.“ hinein.", "If the total is unknown it should be marked “.”."}},
    };
}

}  // namespace allmende::checks
