#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "checks/families.hpp"
#include "checks/words.hpp"

namespace allmende::checks {

namespace {

double median(std::vector<double> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

Localized period_pair(const Subject& subject, std::size_t q, std::size_t p)
{
    const std::string then = Period::from_code(subject.cube.period(q)).text();
    const std::string now = Period::from_code(subject.cube.period(p)).text();
    return {fmt::format("{} gegenüber {}", now, then), fmt::format("{} against {}", now, then)};
}

// --- factors of ten --------------------------------------------------------------------------------------------------

/// 10, 100, 1000 or their inverse where a ratio is one of these within `slack`; 0 otherwise.
double factor_of_ten(double log10_ratio, double slack)
{
    const double power = std::round(log10_ratio);
    return std::abs(power) >= 1 && std::abs(power) <= 3 && std::abs(log10_ratio - power) <= slack ? std::pow(10, power)
                                                                                                  : 0;
}

/// Ratios of the large numbers of one measure, by area.
std::map<std::size_t, std::vector<std::pair<double, std::size_t>>> ratios_by_area(const Subject& subject, std::size_t q,
                                                                                  std::size_t p, std::int32_t measure)
{
    constexpr double least = 5;
    constexpr double least_of_larger = 200;
    std::map<std::size_t, std::vector<std::pair<double, std::size_t>>> ratios;
    for (std::size_t s = 0; s < subject.cube.signatures(); ++s) {
        for (std::size_t a = 0; subject.cube.signature(s).measure == measure && a < subject.cube.areas(); ++a) {
            const double then = std::abs(subject.cube.value(subject.cube.at(q, s, a)));
            const double now = std::abs(subject.cube.value(subject.cube.at(p, s, a)));
            if (std::min(then, now) >= least && std::max(then, now) >= least_of_larger) {
                ratios[a].emplace_back(std::log10(now / then), subject.cube.at(p, s, a));
            }
        }
    }
    return ratios;
}

Draft factor_draft(const Subject& subject, std::size_t q, std::size_t p, std::int32_t measure, const std::string& who,
                   double factor, const std::vector<std::size_t>& cells)
{
    Draft draft;
    draft.check = "wrong-unit";
    for (const std::size_t cell : cells) {
        draft.meet(cell);
    }
    const facts::Measure& entry = subject.dataset.measures[static_cast<std::size_t>(measure)];
    draft.identity = {entry.id, who, std::to_string(subject.cube.period(p)), std::to_string(factor)};
    const Localized periods = period_pair(subject, q, p);
    const auto in = [&](std::string_view language, fmt::string_view pattern) {
        return fmt::format(fmt::runtime(pattern), who.empty() ? "" : who + ", ", entry.title.in(language),
                           periods.in(language), number_text(factor >= 1 ? factor : 1 / factor, language), entry.unit);
    };
    draft.text = factor >= 1 ? Localized{in("de", "{}{}, {}: etwa das {}fache; Einheit „{}“?"),
                                         in("en", "{}{}, {}: about {} times as much; unit “{}”?")}
                             : Localized{in("de", "{}{}, {}: etwa ein {}stel; Einheit „{}“?"),
                                         in("en", "{}{}, {}: about one {}th; unit “{}”?")};
    return draft;
}

void find_factors(const Subject& subject, std::size_t q, std::size_t p, std::set<std::size_t>& told, Drafts& drafts)
{
    for (std::size_t m = 0; m < subject.natures.size(); ++m) {
        const auto measure = static_cast<std::int32_t>(m);
        const auto ratios = ratios_by_area(subject, q, p, measure);
        std::vector<double> all;
        std::vector<std::size_t> cells;
        for (const auto& [a, of_area] : ratios) {
            for (const auto& [ratio, cell] : of_area) {
                all.push_back(ratio);
                cells.push_back(cell);
            }
        }
        if (all.empty()) {
            continue;
        }
        const double common = median(all);
        if (const double factor = factor_of_ten(common, 0.15); factor != 0 && all.size() >= 3) {
            drafts.push_back(factor_draft(subject, q, p, measure, "", factor, cells));
            for (const auto& [a, of_area] : ratios) {
                told.insert(a);
            }
            continue;
        }
        for (const auto& [a, of_area] : ratios) {
            std::vector<double> own;
            for (const auto& [ratio, cell] : of_area) {
                own.push_back(ratio - common);
            }
            const double middle = median(own);
            const double factor = factor_of_ten(middle, 0.1);
            const auto agree = static_cast<std::size_t>(
                std::count_if(own.begin(), own.end(), [&](double ratio) { return std::abs(ratio - middle) < 0.15; }));
            // One number alone proves little: several agree, or it is large.
            const bool sure = own.size() >= 3 ? agree * 5 >= own.size() * 4 : agree == own.size() && all.size() >= 20;
            if (factor == 0 || !sure || subject.reformed(a, subject.year(q), subject.year(p))) {
                continue;
            }
            cells.clear();
            for (const auto& [ratio, cell] : of_area) {
                cells.push_back(cell);
            }
            drafts.push_back(factor_draft(subject, q, p, measure, area_text(subject.area(a)), factor, cells));
            told.insert(a);
        }
    }
}

// --- swapped areas ---------------------------------------------------------------------------------------------------

/// Distance of one area's numbers to those of another in the period before: median of the absolute log ratios.
std::optional<double> distance(const Subject& subject, std::size_t p, std::size_t a, std::size_t q, std::size_t b)
{
    std::vector<double> all;
    for (std::size_t s = 0; s < subject.cube.signatures(); ++s) {
        const double now = subject.cube.value(subject.cube.at(p, s, a));
        const double then = subject.cube.value(subject.cube.at(q, s, b));
        if (subject.nature(s).kind == Nature::Kind::count && (now >= 100 || then >= 100) && subject.cube.occurs(p, s) &&
            subject.cube.occurs(q, s)) {
            all.push_back(std::abs(std::log((now + 2) / (then + 2))));
        }
    }
    return all.size() < 2 ? std::nullopt : std::optional(median(std::move(all)));
}

void find_swapped(const Subject& subject, std::size_t q, std::size_t p, std::set<std::size_t>& told, Drafts& drafts)
{
    constexpr double far = 0.25;
    constexpr double near = 0.12;
    constexpr double very_near = 0.04;  // where few numbers are compared
    constexpr std::size_t many = 6;
    std::vector<std::pair<std::size_t, double>> moved;
    const double limit = subject.cube.signatures() >= many ? near : very_near;
    for (std::size_t a = 0; a < subject.cube.areas(); ++a) {
        if (!subject.children[a].empty() || told.contains(a) || subject.reformed(a, subject.year(q), subject.year(p))) {
            continue;
        }
        if (const auto own = distance(subject, p, a, q, a); own && *own > far) {
            moved.emplace_back(a, *own);
        }
    }
    constexpr std::size_t most = 200;  // more is no swap of two areas but another table
    for (std::size_t i = 0; moved.size() <= most && i < moved.size(); ++i) {
        for (std::size_t j = i + 1; j < moved.size(); ++j) {
            const auto [a, own_a] = moved[i];
            const auto [b, own_b] = moved[j];
            // Whoever mixes up rows does so in one delivery, and that is of one Land.
            if (subject.area(a).key.substr(0, 2) != subject.area(b).key.substr(0, 2)) {
                continue;
            }
            const auto ab = distance(subject, p, a, q, b);
            const auto ba = distance(subject, p, b, q, a);
            if (!ab || !ba || std::max(*ab, *ba) > std::min(limit, 0.3 * std::min(own_a, own_b)) || told.contains(a) ||
                told.contains(b)) {
                continue;
            }
            Draft draft;
            draft.check = "swapped-areas";
            for (std::size_t s = 0; s < subject.cube.signatures(); ++s) {
                for (const std::size_t area : {a, b}) {
                    const std::size_t cell = subject.cube.at(p, s, area);
                    if (subject.cube.has_number(cell) && subject.cube.value(cell) > 0) {
                        draft.meet(cell);
                    }
                }
            }
            draft.identity = {subject.area(a).key, subject.area(b).key, std::to_string(subject.cube.period(p))};
            const Localized periods = period_pair(subject, q, p);
            draft.text = {fmt::format("{}: die Zahlen von {} und {} sind wahrscheinlich vertauscht", periods.de,
                                      area_text(subject.area(a)), area_text(subject.area(b))),
                          fmt::format("{}: the numbers of {} and {} are probably swapped", periods.en,
                                      area_text(subject.area(a)), area_text(subject.area(b)))};
            told.insert({a, b});
            drafts.push_back(std::move(draft));
        }
    }
}

// --- shifted columns -------------------------------------------------------------------------------------------------

/// How well a line fits a pattern when it is moved by `shift` columns: mean absolute difference of logarithms after
/// taking out their median. The level is taken out so that growth does not count.
std::optional<double> misfit(const std::vector<double>& line, const std::vector<double>& pattern, int shift)
{
    std::vector<double> differences;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const auto j = static_cast<std::ptrdiff_t>(i) - shift;
        if (j >= 0 && j < static_cast<std::ptrdiff_t>(pattern.size()) && line[i] >= 0 &&
            pattern[static_cast<std::size_t>(j)] >= 0) {
            differences.push_back(std::log((line[i] + 5) / (pattern[static_cast<std::size_t>(j)] + 5)));
        }
    }
    if (differences.size() < 3) {
        return std::nullopt;
    }
    const double level = median(differences);
    double sum = 0;
    for (const double difference : differences) {
        sum += std::abs(difference - level);
    }
    return sum / static_cast<double>(differences.size());
}

/// The numbers of a line; −1 where there is none.
std::vector<double> line_values(const Subject& subject, const std::vector<std::size_t>& line, std::size_t p,
                                std::size_t a)
{
    std::vector<double> values;
    for (const std::size_t s : line) {
        const std::size_t cell = subject.cube.at(p, s, a);
        values.push_back(subject.cube.has_number(cell) ? subject.cube.value(cell) : -1);
    }
    return values;
}

/// What lines of a period usually look like: the median share of each column in its line.
std::vector<double> usual_line(const Subject& subject, const std::vector<std::size_t>& line, std::size_t p)
{
    std::vector<std::vector<double>> shares(line.size());
    for (std::size_t a = 0; a < subject.cube.areas(); ++a) {
        const std::vector<double> values = line_values(subject, line, p, a);
        const double most = *std::max_element(values.begin(), values.end());
        for (std::size_t i = 0; most >= 100 && i < values.size(); ++i) {
            if (values[i] >= 0) {
                shares[i].push_back(values[i] / most * 10000);
            }
        }
    }
    std::vector<double> usual;
    for (std::vector<double>& of_column : shares) {
        usual.push_back(of_column.size() < 5 ? -1 : median(std::move(of_column)));
    }
    return usual;
}

/// By how many columns a line is shifted; 0 where it is not.
int shift_of(std::vector<double> values, const std::vector<double>& pattern, bool scale)
{
    const double most = *std::max_element(values.begin(), values.end());
    double sum = 0;
    for (const double value : values) {
        sum += std::max(value, 0.0);
    }
    // A line whose largest number is the sum of the others is in order.
    if (most < 100 || sum == 2 * most) {
        return 0;
    }
    for (double& value : values) {
        value = value < 0 || !scale ? value : value / most * 10000;
    }
    const auto straight = misfit(values, pattern, 0);
    if (!straight || *straight < 0.5) {
        return 0;
    }
    for (const int shift : {1, -1}) {
        const auto moved = misfit(values, pattern, shift);
        if (moved && *moved < std::min(0.3, 0.3 * *straight)) {
            return shift;
        }
    }
    return 0;
}

void find_shifted(const Subject& subject, std::size_t p, std::set<std::size_t>& told, Drafts& drafts)
{
    const auto q = subject.before(p);
    for (const std::vector<std::size_t>& line : subject.lines) {
        const bool counts = std::all_of(line.begin(), line.end(),
                                        [&](std::size_t s) { return subject.nature(s).kind != Nature::Kind::rate; });
        if (line.size() < 4 || !counts) {
            continue;
        }
        const std::vector<double> usual = usual_line(subject, line, p);
        Draft draft;
        draft.check = "shifted-column";
        std::size_t areas = 0;
        std::string first;
        for (std::size_t a = 0; a < subject.cube.areas(); ++a) {
            const std::vector<double> values = line_values(subject, line, p, a);
            const std::vector<double> then = q ? line_values(subject, line, *q, a) : std::vector<double>();
            const bool has_then =
                q && std::count_if(then.begin(), then.end(), [](double value) { return value > 0; }) >= 3;
            const bool complete = std::all_of(values.begin(), values.end(), [](double value) { return value >= 0; });
            const int shift = !has_then && !complete ? 0
                              : has_then             ? shift_of(values, then, false)
                                                     : shift_of(values, usual, true);
            if (shift == 0) {
                continue;
            }
            first = first.empty() ? area_text(subject.area(a)) : first;
            ++areas;
            told.insert(a);
            draft.identity.push_back(fmt::format("{} {} {}", subject.area(a).key, subject.cube.period(p), shift));
            for (const std::size_t s : line) {
                draft.meet(subject.cube.at(p, s, a));
            }
        }
        if (areas == 0) {
            continue;
        }
        draft.identity.push_back(cell_id(subject.dataset, subject.cube.signature(line.front())));
        const std::string period = Period::from_code(subject.cube.period(p)).text();
        draft.text = {fmt::format("{}, {}: die Zahlen der Zeile passen um eine Spalte versetzt", first, period),
                      fmt::format("{}, {}: the numbers of the row fit when moved by one column", first, period)};
        if (areas > 1) {
            draft.text.de += fmt::format(" – und {} weitere Zeilen", areas - 1);
            draft.text.en += fmt::format(" – and {} more rows", areas - 1);
        }
        drafts.push_back(std::move(draft));
    }
}

// --- copies ----------------------------------------------------------------------------------------------------------

bool related(const Subject& subject, std::size_t a, std::size_t b)
{
    for (areas::AreaNumber up = subject.area(a).parent; up >= 0; up = subject.areas.at(up).parent) {
        if (up == subject.cube.area(b)) {
            return true;
        }
    }
    return false;
}

/// Two areas that have the same numbers throughout.
void find_copies(const Subject& subject, std::size_t p, Drafts& drafts)
{
    constexpr std::size_t least_numbers = 5;
    constexpr double large = 20;
    const Cube& cube = subject.cube;
    std::map<std::vector<double>, std::vector<std::size_t>> by_numbers;
    for (std::size_t a = 0; a < cube.areas(); ++a) {
        std::vector<double> numbers;
        std::set<double> different;
        for (std::size_t s = 0; s < cube.signatures(); ++s) {
            const std::size_t cell = cube.at(p, s, a);
            if (subject.nature(s).kind == Nature::Kind::count) {
                numbers.push_back(cube.has_number(cell) ? cube.value(cell) : -1);
                if (cube.value(cell) >= large) {
                    different.insert(cube.value(cell));
                }
            }
        }
        if (different.size() >= least_numbers) {
            by_numbers[std::move(numbers)].push_back(a);
        }
    }
    for (const auto& [numbers, same] : by_numbers) {
        for (std::size_t i = 1; i < same.size(); ++i) {
            const std::size_t a = same[i - 1];
            const std::size_t b = same[i];
            if (related(subject, a, b) || related(subject, b, a) || subject.area(a).dissolved ||
                subject.area(b).dissolved || subject.reformed(a, 0, 9998) ||
                subject.area(a).level != subject.area(b).level ||
                subject.area(a).level == areas::Level::government_region) {  // statistical regions took their place
                continue;
            }
            Draft draft;
            draft.check = "same-numbers";
            for (std::size_t s = 0; s < cube.signatures(); ++s) {
                if (cube.value(cube.at(p, s, b)) >= large) {
                    draft.meet(cube.at(p, s, b));
                }
            }
            draft.identity = {subject.area(a).key, subject.area(b).key, std::to_string(cube.period(p))};
            const std::string period = Period::from_code(cube.period(p)).text();
            draft.text = {fmt::format("{}: {} und {} haben dieselben Zahlen", period, area_text(subject.area(a)),
                                      area_text(subject.area(b))),
                          fmt::format("{}: {} and {} have the same numbers", period, area_text(subject.area(a)),
                                      area_text(subject.area(b)))};
            drafts.push_back(std::move(draft));
        }
    }
}

/// A column in which nearly all areas have one and the same number.
void find_constants(const Subject& subject, std::size_t p, Drafts& drafts)
{
    constexpr std::size_t least_areas = 10;
    const Cube& cube = subject.cube;
    for (std::size_t s = 0; s < cube.signatures(); ++s) {
        std::map<double, std::size_t> times;
        std::size_t numbers = 0;
        for (std::size_t a = 0; cube.occurs(p, s) && a < cube.areas(); ++a) {
            const double value = cube.value(cube.at(p, s, a));
            if (value != 0 && subject.children[a].empty()) {
                ++times[value];
                ++numbers;
            }
        }
        const auto most = std::max_element(times.begin(), times.end(),
                                           [](const auto& x, const auto& y) { return x.second < y.second; });
        if (numbers < least_areas || most->first < 20 || most->second * 10 < numbers * 9) {
            continue;
        }
        Draft draft;
        draft.check = "constant-column";
        for (std::size_t a = 0; a < cube.areas(); ++a) {
            if (cube.value(cube.at(p, s, a)) == most->first) {
                draft.meet(cube.at(p, s, a));
            }
        }
        const std::string period = Period::from_code(cube.period(p)).text();
        draft.identity = {cell_id(subject.dataset, cube.signature(s)), period, std::to_string(most->first)};
        draft.text = {fmt::format("{}, {}: {} von {} Gebieten haben denselben Wert {}", period,
                                  cell_text(subject.dataset, cube.signature(s), "de"), most->second, numbers,
                                  number_text(most->first, "de")),
                      fmt::format("{}, {}: {} of {} areas have the same value {}", period,
                                  cell_text(subject.dataset, cube.signature(s), "en"), most->second, numbers,
                                  number_text(most->first, "en"))};
        drafts.push_back(std::move(draft));
    }
}

/// A jump of an area whose numbers are known to be misplaced says nothing more.
void drop_jumps(const Subject& subject, std::size_t p, const std::set<std::size_t>& told, Drafts& drafts)
{
    std::erase_if(drafts, [&](const Draft& draft) {
        const bool jump = draft.check == "jump" || draft.check == "level-shift";
        if (!jump || draft.cells.empty()) {
            return false;
        }
        const std::size_t a = draft.cells.front() % subject.cube.areas();
        const std::size_t of = draft.cells.front() / subject.cube.areas() / subject.cube.signatures();
        return told.contains(a) && (of == p || subject.before(of) == p);
    });
}

}  // namespace

void find_in_misplaced(const Subject& subject, Drafts& drafts)
{
    for (std::size_t p = subject.first_period; p < subject.cube.periods(); ++p) {
        std::set<std::size_t> told;
        find_shifted(subject, p, told, drafts);
        const auto q = subject.before(p);
        if (q && subject.year(p) - subject.year(*q) <= 2) {
            find_factors(subject, *q, p, told, drafts);
            find_swapped(subject, *q, p, told, drafts);
        }
        find_copies(subject, p, drafts);
        find_constants(subject, p, drafts);
        drop_jumps(subject, p, told, drafts);
    }
}

std::vector<Check> misplaced_checks()
{
    constexpr auto family = Family::misplaced;
    return {
        {"wrong-unit",
         Severity::error,
         family,
         {"Falsche Einheit", "Wrong unit"},
         {"Die Zahlen sind etwa das 10-, 100- oder 1000fache (oder ein Zehntel, Hundertstel, Tausendstel) des vorigen Zeitraums, für eine Messgröße "
          "oder für ein Gebiet.",
          "The numbers are about 10, 100 or 1000 times (or a tenth, hundredth, thousandth) of those of the period before, of a measure or of an area."},
         {"Einheit der Lieferung prüfen (Personen oder 1000 Personen, Euro oder 1000 Euro) und in einer Einheit neu liefern.",
          "Check the unit of the delivery (persons or 1000 persons, euros or 1000 euros) and deliver again in one unit."}},
        {"swapped-areas",
         Severity::error,
         family,
         {"Gebiete vertauscht", "Areas swapped"},
         {"Die Zahlen zweier Gebiete passen jeweils zu denen des anderen im vorigen Zeitraum, nicht zu den eigenen.",
          "The numbers of two areas fit those of the other one in the period before and not their own."},
         {"Zuordnung von Schlüssel und Zeile prüfen; oft wurde nur eine Spalte sortiert.",
          "Check which key belongs to which row; often only one column was sorted."}},
        {"shifted-column",
         Severity::error,
         family,
         {"Spalte verschoben", "Column shifted"},
         {"Die Zahlen einer Zeile passen nicht zu ihren Überschriften, um eine Spalte versetzt aber doch.",
          "The numbers of a row do not fit their headings, but they do when moved by one column."},
         {"In der Tabelle wurde eine Zelle eingefügt oder gelöscht; die Zeile aus der Quelle neu übernehmen.",
          "A cell was inserted or deleted in the table; take the row from the source again."}},
        {"same-numbers",
         Severity::warning,
         family,
         {"Zwei Gebiete mit denselben Zahlen", "Two areas with the same numbers"},
         {"Zwei Gebiete gleicher Ebene stimmen in allen Zahlen überein.",
          "Two areas of one level agree in all their numbers."},
         {"Wahrscheinlich wurde eine Zeile kopiert; die Zahlen des einen Gebiets anfordern.",
          "Probably a row was copied; ask for the numbers of the other area."}},
        {"constant-column",
         Severity::warning,
         family,
         {"Spalte mit immer derselben Zahl", "Column with one number throughout"},
         {"Nahezu alle Gebiete haben in einer Spalte denselben Wert.",
          "Nearly all areas have the same value in a column."},
         {"Wahrscheinlich wurde eine Zelle nach unten ausgefüllt; Spalte neu übernehmen.",
          "Probably a cell was filled down; take the column again."}},
    };
}

}  // namespace allmende::checks
