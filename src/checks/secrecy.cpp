#include <algorithm>
#include <map>

#include "checks/families.hpp"
#include "checks/words.hpp"
#include "disclosure/microdata.hpp"
#include "sources/mapped_table.hpp"

namespace allmende::checks {

namespace {

/// In a list of schools each is one: that says nothing of a child.
bool counts_institutions(const Subject& subject, std::size_t s)
{
    const auto measure = static_cast<std::size_t>(subject.cube.signature(s).measure);
    return subject.dataset.find_dimension(std::string(sources::institution_dimension)).has_value() &&
           subject.dataset.measures[measure].title.de == sources::institution_measure_title;
}

/// A number written as digits or as a German word, at the beginning of the text.
int small_number(std::string_view text)
{
    static constexpr std::pair<std::string_view, int> words[] = {{"drei", 3},  {"vier", 4}, {"fünf", 5}, {"zehn", 10},
                                                                 {"three", 3}, {"five", 5}, {"ten", 10}};
    text = trim(text);
    for (const auto& [word, number] : words) {
        if (text.starts_with(word)) {
            return number;
        }
    }
    int number = 0;
    std::size_t digits = 0;
    while (digits < text.size() && digits < 3 && text[digits] >= '0' && text[digits] <= '9') {
        number = number * 10 + (text[digits++] - '0');
    }
    return digits == 0 || number < 2 || number > 20 ? 0 : number;
}

/// Below which number a file says it holds no values; 0 where it says nothing of the kind.
int claimed_minimum(const sources::Delivery& delivery)
{
    const std::string text = folded(delivery.title + " " + delivery.notes);
    for (const std::string_view phrase :
         {"mindestfallzahl", "minimum cell size", "fallzahlen unter", "werte unter", "werte kleiner als",
          "werte kleiner", "zahlen unter", "weniger als", "kleiner als", "fewer than", "less than", "values below",
          "values under", "unter"}) {
        for (std::size_t at = text.find(phrase); at != std::string::npos; at = text.find(phrase, at + 1)) {
            std::string_view rest = std::string_view(text).substr(at + phrase.size());
            rest = rest.substr(0, 120);
            for (const std::string_view filler : {" von", " of", ":", " ="}) {
                rest = rest.starts_with(filler) ? rest.substr(filler.size()) : rest;
            }
            const int number = small_number(rest);
            const bool about_secrecy =
                phrase.starts_with("mindest") || phrase.starts_with("minimum") ||
                rest.find("gesperrt") != std::string_view::npos || rest.find("geheim") != std::string_view::npos ||
                rest.find("unterdrück") != std::string_view::npos || rest.find("anonymis") != std::string_view::npos ||
                rest.find("nicht ausgewiesen") != std::string_view::npos ||
                rest.find("nicht veröffentlicht") != std::string_view::npos ||
                rest.find("suppressed") != std::string_view::npos ||
                rest.find("not published") != std::string_view::npos;
            if (number > 0 && about_secrecy) {
                return number;
            }
        }
    }
    const bool released = text.find("zur veröffentlichung freigegeben") != std::string::npos ||
                          text.find("geheimhaltung geprüft") != std::string::npos ||
                          text.find("released for publication") != std::string::npos;
    return released ? 3 : 0;
}

struct Profile {
    disclosure::CountProfile counts;
    Draft small;      ///< below the claimed minimum
    Draft districts;  ///< one or two persons in a part of a municipality
    int minimum = 0;
};

bool own_district(const areas::Area& area)
{
    return area.level == areas::Level::district && !area.key.starts_with("11");
}

}  // namespace

void find_in_secrecy(const Subject& subject, Drafts& drafts)
{
    const Cube& cube = subject.cube;
    std::map<std::int32_t, Profile> by_delivery;
    for (const sources::Delivery& delivery : subject.deliveries) {
        by_delivery[delivery.number].minimum = claimed_minimum(delivery);
    }
    Profile* profile = nullptr;
    std::int32_t number = -1;
    for (std::size_t p = subject.first_period; p < cube.periods(); ++p) {
        for (std::size_t s = 0; s < cube.signatures(); ++s) {
            const bool persons = subject.nature(s).kind == Nature::Kind::count && !counts_institutions(subject, s);
            for (std::size_t a = 0; persons && a < cube.areas(); ++a) {
                const std::size_t cell = cube.at(p, s, a);
                const double value = cube.value(cell);
                if (value == 0) {
                    continue;
                }
                if (cube.delivery(cell) != number || profile == nullptr) {
                    number = cube.delivery(cell);
                    profile = &by_delivery[number];
                }
                ++profile->counts.cells;
                profile->counts.ones += value == 1 ? 1 : 0;
                if (value > 0 && value < profile->minimum) {
                    profile->small.meet(cell);
                } else if (value > 0 && value < 3 && own_district(subject.area(a))) {
                    profile->districts.meet(cell);
                }
            }
        }
    }
    for (auto& [delivery, found] : by_delivery) {
        if (disclosure::looks_like_microdata(found.counts)) {
            Draft draft;
            draft.check = "microdata";
            draft.count = found.counts.ones;
            draft.identity = {std::to_string(found.counts.ones), std::to_string(found.counts.cells)};
            draft.text = {fmt::format("{} von {} Zahlen sind 1", found.counts.ones, found.counts.cells),
                          fmt::format("{} of {} numbers are 1", found.counts.ones, found.counts.cells)};
            for (std::size_t cell = 0; cell < cube.periods() * cube.signatures() * cube.areas() && draft.cells.empty();
                 ++cell) {
                if (cube.delivery(cell) == delivery && cube.value(cell) == 1) {
                    draft.cells.push_back(cell);
                }
            }
            drafts.push_back(std::move(draft));
        }
        if (found.small.count > 0) {
            found.small.check = "small-cells";
            found.small.identity = {std::to_string(found.minimum), std::to_string(found.small.count)};
            found.small.text = {fmt::format("{} Zellen unter {}, obwohl die Datei sagt, dass es solche nicht gibt",
                                            found.small.count, found.minimum),
                                fmt::format("{} cells below {}, though the file says that there are none",
                                            found.small.count, found.minimum)};
            drafts.push_back(std::move(found.small));
        }
        if (found.districts.count > 0) {
            found.districts.check = "small-cells-in-districts";
            found.districts.identity = {std::to_string(found.districts.count)};
            found.districts.text = {fmt::format("{} Zellen mit 1 oder 2 unterhalb der Gemeinde", found.districts.count),
                                    fmt::format("{} cells with 1 or 2 below the Gemeinde", found.districts.count)};
            drafts.push_back(std::move(found.districts));
        }
    }
}

std::vector<Check> secrecy_checks()
{
    constexpr auto family = Family::secrecy;
    return {
        {"microdata",
         Severity::error,
         family,
         {"Einzelangaben statt Tabelle", "Microdata instead of a table"},
         {"Fast jede Zahl ist 1: jede Zeile zählt eine Person. Solche Daten dürfen die abgeschottete Statistikstelle nicht verlassen (§ 16 BStatG).",
          "Nearly every number is 1: each row counts one person. Such data must not leave the separated statistics unit (§ 16 BStatG)."},
         {"Die Datei nicht weitergeben und eine ausgezählte, freigegebene Tabelle anfordern. Die Veröffentlichung ist gesperrt.",
          "Do not pass the file on; ask for a counted, released table. Publication is blocked."}},
        {"small-cells",
         Severity::error,
         family,
         {"Zu kleine Werte in einer freigegebenen Datei", "Too small values in a released file"},
         {"Die Datei nennt eine Mindestfallzahl oder eine Freigabe, enthält aber Zahlen darunter.",
          "The file names a minimum cell size or a release, but holds numbers below it."},
         {"Zurück an die liefernde Stelle: die Sperrung wurde nicht oder auf die falsche Tabelle angewandt.",
          "Back to the delivering office: suppression was not applied, or to another table."}},
        {"small-cells-in-districts",
         Severity::warning,
         family,
         {"Sehr kleine Werte unterhalb der Gemeinde", "Very small values below the Gemeinde"},
         {"In Stadtteilen und Sozialräumen lassen 1 und 2 auf einzelne Personen schließen.",
          "In city districts and social areas 1 and 2 let single persons be recognised."},
         {"Vor einer Veröffentlichung mit der Statistikstelle klären; die Geheimhaltung sperrt sie.",
          "Clear it with the statistics unit before publication; disclosure control suppresses them."}},
    };
}

}  // namespace allmende::checks
