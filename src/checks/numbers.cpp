#include <algorithm>
#include <cmath>
#include <map>

#include "checks/families.hpp"
#include "checks/words.hpp"

namespace allmende::checks {

namespace {

constexpr double rare = 0.05;  // share of cells with decimals up to which they are mistakes among whole numbers

/// One finding for each measure, period and delivery; its text shows the first cell.
class ByDelivery {
public:
    ByDelivery(const Subject& subject, std::string check) : subject_(subject), check_(std::move(check)) {}

    void meet(std::size_t p, std::size_t s, std::size_t a, fmt::string_view german, fmt::string_view english)
    {
        const Cube& cube = subject_.cube;
        const std::size_t cell = cube.at(p, s, a);
        Draft& draft = drafts_[{cube.signature(s).measure, p, cube.delivery(cell)}];
        draft.meet(cell);
        draft.identity.push_back(fmt::format("{} {} {} {}", subject_.area(a).key,
                                             cell_id(subject_.dataset, cube.signature(s)), cube.period(p),
                                             cube.value(cell)));
        if (draft.count > 1) {
            return;
        }
        const auto in = [&](std::string_view language, fmt::string_view pattern) {
            return fmt::format(
                fmt::runtime(pattern), area_text(subject_.area(a)), Period::from_code(cube.period(p)).text(),
                cell_text(subject_.dataset, cube.signature(s), language), number_text(cube.value(cell), language, 4));
        };
        draft.text = {in("de", german), in("en", english)};
    }

    void finish(Drafts& drafts)
    {
        for (auto& [key, draft] : drafts_) {
            draft.check = check_;
            if (draft.count > 1) {
                draft.text.de += fmt::format(" – und {} weitere Zellen", draft.count - 1);
                draft.text.en += fmt::format(" – and {} more cells", draft.count - 1);
            }
            drafts.push_back(std::move(draft));
        }
    }

private:
    const Subject& subject_;
    std::string check_;
    std::map<std::tuple<std::int32_t, std::size_t, std::int32_t>, Draft> drafts_;
};

bool has_fraction(double value)
{
    return std::abs(value - std::round(value)) > 1e-9;
}

/// Measures of whole numbers among which a few have decimals.
std::vector<bool> measures_with_rare_fractions(const Subject& subject)
{
    const Cube& cube = subject.cube;
    std::vector<std::size_t> numbers(subject.natures.size());
    std::vector<std::size_t> fractions(subject.natures.size());
    for (std::size_t cell = 0, size = cube.periods() * cube.signatures() * cube.areas(); cell < size; ++cell) {
        const auto m = static_cast<std::size_t>(cube.signature(cell / cube.areas() % cube.signatures()).measure);
        numbers[m] += cube.has_number(cell) && cube.value(cell) != 0 ? 1 : 0;
        fractions[m] += has_fraction(cube.value(cell)) ? 1 : 0;
    }
    std::vector<bool> rarely(subject.natures.size());
    for (std::size_t m = 0; m < rarely.size(); ++m) {
        rarely[m] = subject.natures[m].kind == Nature::Kind::count && fractions[m] > 0 &&
                    static_cast<double>(fractions[m]) <= rare * static_cast<double>(numbers[m]);
    }
    return rarely;
}

/// A series that is negative more often than not is one of balances or sinks, whatever it is called; then so may be
/// all others of its measure.
bool is_negative_by_nature(const Cube& cube, std::size_t s, std::size_t a)
{
    std::size_t numbers = 0;
    std::size_t negative = 0;
    for (std::size_t p = 0; p < cube.periods(); ++p) {
        const std::size_t cell = cube.at(p, s, a);
        numbers += cube.has_number(cell) ? 1 : 0;
        negative += cube.value(cell) < 0 ? 1 : 0;
    }
    return negative >= 3 && negative * 2 > numbers;
}

bool may_be_negative_by_nature(const Cube& cube, std::int32_t measure)
{
    for (std::size_t s = 0; s < cube.signatures(); ++s) {
        for (std::size_t a = 0; cube.signature(s).measure == measure && a < cube.areas(); ++a) {
            if (is_negative_by_nature(cube, s, a)) {
                return true;
            }
        }
    }
    return false;
}

}  // namespace

void find_in_numbers(const Subject& subject, Drafts& drafts)
{
    const Cube& cube = subject.cube;
    const std::vector<bool> whole = measures_with_rare_fractions(subject);
    ByDelivery negative(subject, "negative-number");
    ByDelivery fraction(subject, "fraction-of-a-count");
    ByDelivery over(subject, "share-over-100");
    std::map<std::int32_t, bool> balances;  // looked for where a number is negative, which is rare
    const auto is_balance = [&](std::int32_t measure) {
        const auto [at, fresh] = balances.try_emplace(measure, false);
        at->second = fresh ? may_be_negative_by_nature(cube, measure) : at->second;
        return at->second;
    };
    for (std::size_t p = subject.first_period; p < cube.periods(); ++p) {
        for (std::size_t s = 0; s < cube.signatures(); ++s) {
            const Nature& nature = subject.nature(s);
            const bool fractions_wrong = whole[static_cast<std::size_t>(cube.signature(s).measure)];
            for (std::size_t a = 0; cube.occurs(p, s) && a < cube.areas(); ++a) {
                const double value = cube.value(cube.at(p, s, a));
                if (value < 0 && !nature.may_be_negative && !is_balance(cube.signature(s).measure)) {
                    negative.meet(p, s, a, "{}, {}, {}: {} ist negativ", "{}, {}, {}: {} is negative");
                }
                if (fractions_wrong && has_fraction(value)) {
                    fraction.meet(p, s, a, "{}, {}, {}: {} ist keine ganze Zahl",
                                  "{}, {}, {}: {} is not a whole number");
                }
                if (nature.percent && value > 100 && !nature.may_be_negative) {
                    over.meet(p, s, a, "{}, {}, {}: {} %", "{}, {}, {}: {}%");
                }
            }
        }
    }
    negative.finish(drafts);
    fraction.finish(drafts);
    over.finish(drafts);
}

std::vector<Check> number_checks()
{
    constexpr auto family = Family::numbers;
    return {
        {"negative-number",
         Severity::error,
         family,
         {"Negative Zahl, wo es keine geben kann", "Negative number where there can be none"},
         {"Personen, Schulen und Anteile sind nie negativ. Ausgenommen sind Salden und Veränderungen.",
          "Persons, schools and shares are never negative. Balances and changes are exempt."},
         {"Meist ein Zeichen „-“ („nichts vorhanden“), das mit der Zahl daneben zusammengezogen wurde. Datei neu ausgeben lassen.",
          "Mostly a sign “-” (“nothing there”) that was pulled together with the number beside it. Have the file exported again."}},
        {"fraction-of-a-count",
         Severity::error,
         family,
         {"Bruchteil einer gezählten Größe", "Fraction of something that is counted"},
         {"Unter lauter ganzen Zahlen stehen einzelne mit Nachkommastellen. Fast immer wurde ein Tausenderpunkt als Komma gelesen: 1.234 wurde 1,234.",
          "Among whole numbers a few have decimals. Nearly always a thousands separator was read as a decimal sign: 1.234 became 1,234."},
         {"Ohne Tausendertrennzeichen liefern.", "Deliver without thousands separators."}},
        {"share-over-100",
         Severity::warning,
         family,
         {"Anteil über 100 Prozent", "Share above 100 percent"},
         {"Wahrscheinliche Ursache ist das Ortsprinzip: der Zähler zählt am Schul- oder Arbeitsort, der Nenner am Wohnort.",
          "The likely cause is the place principle: the numerator counts at the place of school or work, the denominator at the place of residence."},
         {"Zähler und Nenner nach demselben Ortsprinzip verwenden oder die Kennzahl mit diesem Hinweis zeigen.",
          "Use numerator and denominator by the same place principle, or show the figure with this remark."}},
    };
}

}  // namespace allmende::checks
