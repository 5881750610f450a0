#include <map>
#include <set>

#include "checks/families.hpp"
#include "checks/record.hpp"
#include "checks/words.hpp"

namespace allmende::checks {

namespace {

/// Rounding that footnotes declare: `Nordrhein-Westfalen: ab 2019/20 … 5er-Rundungsverfahren`.
struct Declared {
    int base = 0;
    std::string land;  ///< key; empty: everywhere
    int from = 0;
};

const std::map<std::string, std::string>& land_names()
{
    static const std::map<std::string, std::string> names{{"schleswig-holstein", "01"},
                                                          {"hamburg", "02"},
                                                          {"niedersachsen", "03"},
                                                          {"bremen", "04"},
                                                          {"nordrhein-westfalen", "05"},
                                                          {"hessen", "06"},
                                                          {"rheinland-pfalz", "07"},
                                                          {"baden-württemberg", "08"},
                                                          {"bayern", "09"},
                                                          {"saarland", "10"},
                                                          {"berlin", "11"},
                                                          {"brandenburg", "12"},
                                                          {"mecklenburg-vorpommern", "13"},
                                                          {"sachsen", "14"},
                                                          {"sachsen-anhalt", "15"},
                                                          {"thüringen", "16"}};
    return names;
}

/// The Land whose name stands last before a place, with a colon or a bracket behind it; empty where none does.
std::string land_before(const std::string& text, std::size_t place)
{
    constexpr std::size_t reach = 260;
    const std::size_t begin = place > reach ? place - reach : 0;
    std::string land;
    std::size_t last = begin;
    for (const auto& [name, key] : land_names()) {
        for (std::size_t at = text.find(name, begin); at != std::string::npos && at < place;
             at = text.find(name, at + 1)) {
            const char next = at + name.size() < text.size() ? text[at + name.size()] : ' ';
            const bool heading = next == ':' || text.compare(at + name.size(), 2, " (") == 0;
            if (heading && at >= last && (at == 0 || text[at - 1] != '-')) {
                last = at;
                land = key;
            }
        }
    }
    return land;
}

int year_before(const std::string& text, std::size_t place)
{
    const std::size_t begin = place > 80 ? place - 80 : 0;
    const std::size_t at = text.rfind("ab ", place);
    if (at == std::string::npos || at < begin || at + 7 > text.size() ||
        !all_digits(std::string_view(text).substr(at + 3, 4))) {
        return 0;
    }
    return std::stoi(text.substr(at + 3, 4));
}

std::vector<Declared> declared_in(const std::string& notes)
{
    // Footnotes are broken into lines, also inside of words.
    std::string joined;
    for (const std::string_view line : split(notes, '\n')) {
        const std::string_view piece = trim(line);
        joined += !joined.empty() && joined.back() != '-' ? " " : "";
        joined += piece;
    }
    const std::string text = folded(joined);
    std::vector<Declared> found;
    for (const auto& [phrase, base] : std::map<std::string, int>{{"3er-rundung", 3},
                                                                 {"5er-rundung", 5},
                                                                 {"10er-rundung", 10},
                                                                 {"vielfaches von 3", 3},
                                                                 {"vielfaches von 5", 5},
                                                                 {"vielfache von 3", 3},
                                                                 {"vielfache von 5", 5},
                                                                 {"auf 3 gerundet", 3},
                                                                 {"auf 5 gerundet", 5},
                                                                 {"auf 10 gerundet", 10},
                                                                 {"multiples of 5", 5},
                                                                 {"rounded to 5", 5},
                                                                 {"rounded to 10", 10},
                                                                 {"rounded to 3", 3}}) {
        for (std::size_t at = text.find(phrase); at != std::string::npos; at = text.find(phrase, at + 1)) {
            if (at > 0 && all_digits(std::string_view(text).substr(at - 1, 1))) {
                continue;
            }
            found.push_back({base, land_before(text, at), year_before(text, at)});
        }
    }
    return found;
}

std::string catalogue_notes(const sources::Workspace& workspace, const std::string& table)
{
    std::string text;
    if (const sources::KnownDataset* known = sources::find_dataset(workspace.known_datasets(), table)) {
        for (const sources::DatasetNote& note : known->notes) {
            text += note.text.de + "\n" + note.text.en + "\n";
        }
    }
    return text;
}

std::string span_text(const std::set<int>& years)
{
    return years.size() == 1 ? std::to_string(*years.begin()) : fmt::format("{}–{}", *years.begin(), *years.rbegin());
}

/// The Länder and years of a list, shortened where all are meant.
std::string where_text(const std::map<std::string, std::set<int>>& lands)
{
    std::vector<std::string> parts;
    for (const auto& [land, years] : lands) {
        parts.push_back(fmt::format("{} ({})", land, span_text(years)));
    }
    return join(parts, ", ");
}

using Found = std::map<int, std::map<std::string, std::set<int>>>;  // base → Land → years

void tell_detected(const sources::Delivery& delivery, const Found& found, const std::vector<Declared>& declared,
                   std::vector<Finding>& findings)
{
    for (const auto& [base, lands] : found) {
        const std::string where = where_text(lands);
        findings.push_back(finding_about("rounded-cells", delivery, {std::to_string(base), where},
                                         {fmt::format("auf Vielfache von {} gerundet in {}", base, where),
                                          fmt::format("rounded to multiples of {} in {}", base, where)}));
        std::map<std::string, std::set<int>> silent;
        for (const auto& [land, years] : lands) {
            const bool said =
                std::any_of(declared.begin(), declared.end(), [&, of = base, key = land](const Declared& entry) {
                    return entry.base == of && (entry.land.empty() || entry.land == key || key == "DG");
                });
            if (!said) {
                silent[land] = years;
            }
        }
        if (!silent.empty()) {
            const std::string text = where_text(silent);
            findings.push_back(finding_about("rounding-undeclared", delivery, {std::to_string(base), text},
                                             {fmt::format("Vielfache von {} in {}, ohne Fußnote dazu", base, text),
                                              fmt::format("multiples of {} in {}, without a footnote", base, text)}));
        }
    }
}

}  // namespace

void find_in_rounding(sources::Workspace& workspace, const std::optional<std::int32_t>& only,
                      std::vector<Finding>& findings)
{
    const auto groups = workspace.deliveries().rounding_groups();
    for (const sources::Delivery& delivery : workspace.deliveries().all()) {
        if (only && delivery.number != *only) {
            continue;
        }
        Found found;
        std::map<std::pair<std::string, int>, const facts::RoundingWatch::Group*> known;
        const auto of_delivery = groups.find(delivery.number);
        if (of_delivery != groups.end()) {
            for (const facts::RoundingWatch::Group& group : of_delivery->second) {
                known[{group.land, group.year}] = &group;
                if (group.base > 0) {
                    found[group.base][group.land].insert(group.year);
                }
            }
        }
        const std::vector<Declared> declared =
            declared_in(delivery.notes + "\n" + catalogue_notes(workspace, delivery.table));
        tell_detected(delivery, found, declared, findings);
        std::set<std::pair<std::string, int>> told;
        for (const Declared& entry : declared_in(delivery.notes)) {
            constexpr std::int32_t least_cells = 30;
            const int year = Period::from_code(delivery.last_period).year;
            const auto group = known.find({entry.land, year});
            if (entry.from > year || group == known.end() || group->second->base != 0 ||
                group->second->count.cells < least_cells || !told.insert({entry.land, entry.base}).second) {
                continue;
            }
            findings.push_back(
                finding_about("rounding-not-found", delivery, {entry.land, std::to_string(entry.base)},
                              {fmt::format("laut Fußnote rundet {} auf {}; die Zellen von {} zeigen es nicht",
                                           entry.land, entry.base, year),
                               fmt::format("by its footnote {} rounds to {}; the cells of {} do not show it",
                                           entry.land, entry.base, year)}));
        }
    }
}

std::vector<Check> rounding_checks()
{
    constexpr auto family = Family::rounding;
    return {
        {"rounded-cells",
         Severity::note,
         family,
         {"Zahlen gerundet", "Numbers rounded"},
         {"Mindestens 90 % der Zahlen sind Vielfache von 3, 5 oder 10, was Zufall nicht erklärt. Kennzahlen tragen deshalb Grenzen, „-“ kann eine kleine "
          "Zahl bedeuten.",
          "At least 90% of the numbers are multiples of 3, 5 or 10, which chance does not explain. Figures therefore carry bounds, and “-” may stand for a "
          "small number."},
         {"Nichts zu tun; Rangfolgen innerhalb der Grenzen nicht auslegen.",
          "Nothing to do; do not interpret rankings within the bounds."}},
        {"rounding-undeclared",
         Severity::warning,
         family,
         {"Rundung nicht angegeben", "Rounding not declared"},
         {"Die Zahlen sind gerundet, aber weder Fußnote noch Katalog sagen es.",
          "The numbers are rounded, but neither a footnote nor the catalogue says so."},
         {"Bei der liefernden Stelle nach dem Verfahren fragen und es in `catalog/datasets` vermerken.",
          "Ask the delivering office for the method and note it in `catalog/datasets`."}},
        {"rounding-not-found",
         Severity::warning,
         family,
         {"Angegebene Rundung nicht gefunden", "Declared rounding not found"},
         {"Eine Fußnote sagt, dass ein Land rundet; seine Zahlen zeigen es nicht. Es gelten die Zahlen.",
          "A footnote says that a Land rounds; its numbers do not show it. The numbers count."},
         {"Nachfragen: die Fußnote ist überholt, oder ungerundete Zahlen wurden versehentlich geliefert.",
          "Ask: the footnote is outdated, or unrounded numbers were delivered by mistake."}},
    };
}

}  // namespace allmende::checks
