#include "checks/subject.hpp"

#include <algorithm>
#include <cmath>

namespace allmende::checks {

namespace {

bool any_word(const std::string& text, std::initializer_list<std::string_view> words)
{
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return text.find(word) != std::string::npos; });
}

/// The unit of the last digit of a measure's numbers: 1, 0.1, 0.01 …
double step_of(const Cube& cube, std::int32_t measure)
{
    constexpr std::size_t enough = 20000;
    double step = 1;
    std::size_t seen = 0;
    for (std::size_t s = 0; s < cube.signatures(); ++s) {
        for (std::size_t p = 0; cube.signature(s).measure == measure && p < cube.periods(); ++p) {
            for (std::size_t a = 0; a < cube.areas() && seen < enough; ++a) {
                const std::size_t cell = cube.at(p, s, a);
                seen += cube.has_number(cell) ? 1 : 0;
                double scaled = cube.value(cell) / step;
                while (std::abs(scaled - std::round(scaled)) > 1e-6 * std::max(1.0, std::abs(scaled)) && step > 1e-6) {
                    step /= 10;
                    scaled = cube.value(cell) / step;
                }
            }
        }
    }
    return step;
}

Nature nature_of(const facts::Measure& measure, double step)
{
    const std::string unit = lower(measure.unit);
    const std::string title = lower(measure.title.de + " " + measure.title.en + " " + measure.id);
    Nature nature;
    nature.step = step;
    nature.percent =
        any_word(unit, {"prozent", "percent", "%"}) || (unit.empty() && any_word(title, {"prozent", "percent", "%"}));
    const bool counted =
        unit == "anzahl" || unit == "number" || unit == "personen" || unit == "persons" || unit == "anz.";
    const bool rate_unit = nature.percent || any_word(unit, {"je ", "per ", "jahre", "years", "tage", "days", "index",
                                                             "quot", "promille", "€/", "eur/"});
    const bool rate_title =
        any_word(title, {"quotient", "quote", "anteil", "durchschnitt", "average", "share", "rate ", " rate", "-rate",
                         "_rate", " je ", " per ", "-per-", "index", "dichte", "density"});
    if (rate_unit || rate_title) {
        nature.kind = Nature::Kind::rate;
    } else if (!counted && (!unit.empty() || step < 1)) {
        nature.kind = Nature::Kind::amount;
    }
    nature.may_be_negative = any_word(title, {"saldo", "überschuss", "ueberschuss", "veränderung", "veraenderung",
                                              "zuwachs", "differenz", "abweichung", "balance", "surplus", "change",
                                              "growth", "difference", "gewinn", "temperatur", "ergebnis"});
    return nature;
}

}  // namespace

Subject::Subject(const facts::Dataset& dataset_, const Cube& cube_, const areas::AreaRegister& areas_,
                 const std::vector<areas::Reform>& reforms_, const facts::RoundingIndex& rounding_,
                 const std::vector<sources::Delivery>& deliveries_)
    : dataset(dataset_), cube(cube_), areas(areas_), reforms(reforms_), rounding(rounding_), deliveries(deliveries_)
{
    for (std::size_t m = 0; m < dataset.measures.size(); ++m) {
        natures.push_back(nature_of(dataset.measures[m], step_of(cube, static_cast<std::int32_t>(m))));
    }
    parents.assign(cube.areas(), -1);
    children.resize(cube.areas());
    for (std::size_t a = 0; a < cube.areas(); ++a) {
        for (areas::AreaNumber up = area(a).parent; up >= 0 && parents[a] < 0; up = areas.at(up).parent) {
            if (const auto there = cube.find_area(up)) {
                parents[a] = static_cast<std::int32_t>(*there);
                children[*there].push_back(a);
            }
        }
    }
    if (rounding.knows(dataset.id)) {
        bases_.assign(cube.periods() * cube.areas(), 0);
        for (std::size_t p = 0; p < cube.periods(); ++p) {
            for (std::size_t a = 0; a < cube.areas(); ++a) {
                bases_[p * cube.areas() + a] = rounding.base(dataset.id, area(a).key, year(p));
            }
        }
    }
}

double Subject::distance(std::size_t p, std::size_t s, std::size_t a) const
{
    if (nature(s).kind != Nature::Kind::count) {
        return nature(s).step;
    }
    return bases_.empty() ? 0 : facts::rounding_distance(bases_[p * cube.areas() + a]);
}

std::optional<std::size_t> Subject::before(std::size_t p) const
{
    const Period now = Period::from_code(cube.period(p));
    for (std::size_t q = p; q-- > 0;) {
        const Period then = Period::from_code(cube.period(q));
        // A day of reference may move (15 March, then 1 March); months and quarters are compared with themselves.
        const bool same = then.kind == now.kind && (now.kind == PeriodKind::day || then.month == now.month);
        if (same && then.year < now.year) {
            return q;
        }
    }
    return std::nullopt;
}

bool Subject::reformed(std::size_t a, int after, int until) const
{
    const std::string& key = area(a).key;
    for (const areas::Reform& reform : reforms) {
        const int year = std::stoi(reform.date.substr(0, 4));
        if (year < after || year > until + 1) {
            continue;  // tables may show a territory of the year after
        }
        for (const areas::ReformChange& change : reform.changes) {
            bool touched =
                change.to == key || std::find(change.from.begin(), change.from.end(), key) != change.from.end();
            for (const auto& [old, part] : change.as_part) {
                touched = touched || part == key;
            }
            if (touched) {
                return true;
            }
        }
    }
    return false;
}

}  // namespace allmende::checks
