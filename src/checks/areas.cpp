#include <algorithm>
#include <map>

#include "areas/level_units.hpp"
#include "checks/families.hpp"
#include "checks/words.hpp"

namespace allmende::checks {

namespace {

bool any_value(const Subject& subject, std::size_t p, std::size_t a)
{
    for (std::size_t s = 0; s < subject.cube.signatures(); ++s) {
        const std::size_t cell = subject.cube.at(p, s, a);
        if (subject.cube.has_number(cell) && subject.cube.value(cell) != 0) {
            return true;
        }
    }
    return false;
}

std::optional<std::size_t> first_cell(const Subject& subject, std::size_t p, std::size_t a)
{
    for (std::size_t s = 0; s < subject.cube.signatures(); ++s) {
        if (subject.cube.sign(subject.cube.at(p, s, a)) != Sign::absent) {
            return subject.cube.at(p, s, a);
        }
    }
    return std::nullopt;
}

/// One finding over several areas.
class AreaList {
public:
    explicit AreaList(const Subject& subject) : subject_(subject) {}
    void meet(std::size_t a, const std::optional<std::size_t>& cell)
    {
        constexpr std::size_t most_names = 5;
        ++areas_;
        if (names_.size() < most_names) {
            names_.push_back(area_text(subject_.area(a)));
        }
        draft_.identity.push_back(subject_.area(a).key);
        if (cell) {
            draft_.meet(*cell);
        }
    }
    /// An area without a cell where it should have one.
    void miss(std::size_t a, std::size_t p, std::int32_t delivery)
    {
        meet(a, std::nullopt);
        if (draft_.places.size() < most_places) {
            draft_.places.push_back({delivery, 0, 0, subject_.area(a).key, subject_.cube.period(p), ""});
        }
    }
    std::size_t areas() const { return areas_; }
    std::string names(std::string_view language) const
    {
        std::string text = join(names_, ", ");
        if (areas_ > names_.size()) {
            text += fmt::format(fmt::runtime(language == "de" ? " und {} weitere" : " and {} more"),
                                areas_ - names_.size());
        }
        return text;
    }
    void finish(std::string check, const std::string& identity, Localized text, Drafts& drafts)
    {
        if (areas_ > 0) {
            draft_.check = std::move(check);
            draft_.identity.push_back(identity);
            draft_.text = std::move(text);
            draft_.count = std::max<std::int64_t>(draft_.count, static_cast<std::int64_t>(areas_));
            drafts.push_back(std::move(draft_));
        }
    }

private:
    const Subject& subject_;
    Draft draft_;
    std::vector<std::string> names_;
    std::size_t areas_ = 0;
};

std::string period_text(const Subject& subject, std::size_t p)
{
    return Period::from_code(subject.cube.period(p)).text();
}

/// The finest level at which most of the table's areas stand.
areas::Level level_of_table(const Subject& subject)
{
    std::map<areas::Level, std::size_t> count;
    for (std::size_t a = 0; a < subject.cube.areas(); ++a) {
        ++count[subject.area(a).level];
    }
    return std::max_element(count.begin(), count.end(),
                            [](const auto& x, const auto& y) { return x.second < y.second; })
        ->first;
}

void find_parts_beside_wholes(const Subject& subject, Drafts& drafts)
{
    if (subject.cube.areas() == 0) {
        return;
    }
    const areas::Level level = level_of_table(subject);
    AreaList list(subject);
    for (std::size_t a = 0; a < subject.cube.areas(); ++a) {
        if (!areas::is_part_beside_whole(subject.areas, subject.cube.area(a), level)) {
            continue;
        }
        for (std::size_t p = subject.cube.periods(); p-- > subject.first_period;) {
            if (any_value(subject, p, a)) {
                list.meet(a, first_cell(subject, p, a));
                break;
            }
        }
    }
    list.finish("part-beside-whole", "",
                {fmt::format("Teil neben seinem Ganzen: {}", list.names("de")),
                 fmt::format("part beside its whole: {}", list.names("en"))},
                drafts);
}

/// Units that exist and have rows in this table, but no value at all.
void find_areas_without_values(const Subject& subject, Drafts& drafts)
{
    for (std::size_t p = subject.first_period; p < subject.cube.periods(); ++p) {
        AreaList list(subject);
        std::size_t with = 0;
        for (std::size_t a = 0; a < subject.cube.areas(); ++a) {
            if (any_value(subject, p, a)) {
                ++with;
                continue;
            }
            const areas::Area& area = subject.area(a);
            const bool lives = !area.dissolved && area.first_year > 0 && area.first_year <= subject.year(p) &&
                               subject.year(p) <= area.last_year;
            const auto cell = first_cell(subject, p, a);
            if (lives && cell && !subject.reformed(a, subject.year(p), 9998)) {
                list.meet(a, cell);
            }
        }
        if (with > 0) {
            list.finish("area-without-values", std::to_string(subject.cube.period(p)),
                        {fmt::format("{}: ohne Wert {}", period_text(subject, p), list.names("de")),
                         fmt::format("{}: without any value {}", period_text(subject, p), list.names("en"))},
                        drafts);
        }
    }
}

/// Units that had values in the period before and now have not even a row.
void find_missing_areas(const Subject& subject, Drafts& drafts)
{
    for (std::size_t p = subject.first_period; p < subject.cube.periods(); ++p) {
        const auto q = subject.before(p);
        if (!q) {
            continue;
        }
        std::map<areas::Level, std::vector<std::size_t>> gone;
        std::map<areas::Level, std::size_t> there;
        std::int32_t delivery = 0;  // that brought the period
        for (std::size_t a = 0; a < subject.cube.areas(); ++a) {
            if (!any_value(subject, *q, a)) {
                continue;
            }
            if (const auto cell = first_cell(subject, p, a)) {
                ++there[subject.area(a).level];
                delivery = std::max(delivery, subject.cube.delivery(*cell));
            } else if (!subject.area(a).dissolved && !subject.reformed(a, subject.year(*q), subject.year(p))) {
                gone[subject.area(a).level].push_back(a);
            }
        }
        for (const auto& [level, areas] : gone) {
            AreaList list(subject);
            for (const std::size_t a : areas) {
                list.miss(a, p, delivery);
            }
            // A delivery of some areas only is no loss of the others.
            const bool whole = there[level] * 3 >= areas.size() * 7;
            list.finish(whole ? "missing-area" : "partial-delivery", std::to_string(subject.cube.period(p)),
                        {fmt::format("{}: es fehlt {}", period_text(subject, p), list.names("de")),
                         fmt::format("{}: missing is {}", period_text(subject, p), list.names("en"))},
                        drafts);
        }
    }
}

/// Keys that cannot be official ones, and keys that lack the zero in front.
void find_strange_keys(const Subject& subject, Drafts& drafts)
{
    AreaList unknown(subject);
    AreaList lost(subject);
    for (std::size_t a = 0; a < subject.cube.areas(); ++a) {
        const std::string& key = subject.area(a).key;
        if (key == "DG" || !all_digits(key)) {
            continue;
        }
        std::optional<std::size_t> cell;
        for (std::size_t p = 0; p < subject.cube.periods() && !cell; ++p) {
            cell = first_cell(subject, p, a);
        }
        const areas::Area* padded = subject.areas.find("0" + key);
        const bool same_name = padded != nullptr && folded(padded->name) == folded(subject.area(a).name);
        if ((key.size() == 4 || key.size() == 7 || key.size() == 1) && padded != nullptr &&
            (same_name || key.size() != 7)) {
            lost.meet(a, cell);
        } else if (key.size() >= 2 && (key.substr(0, 2) == "00" || key.substr(0, 2) > "16")) {
            unknown.meet(a, cell);
        }
    }
    // A table whose Länder are all unknown is of another country, or invented: nothing is wrong with single keys.
    if (unknown.areas() * 2 < subject.cube.areas()) {
        unknown.finish("unknown-area", "",
                       {fmt::format("kein Land hat diesen Schlüssel: {}", unknown.names("de")),
                        fmt::format("no Land has this key: {}", unknown.names("en"))},
                       drafts);
    }
    lost.finish("leading-zero-lost", "",
                {fmt::format("Schlüssel ohne führende Null: {}", lost.names("de")),
                 fmt::format("keys without their leading zero: {}", lost.names("en"))},
                drafts);
}

}  // namespace

void find_in_areas(const Subject& subject, Drafts& drafts)
{
    find_parts_beside_wholes(subject, drafts);
    find_areas_without_values(subject, drafts);
    find_missing_areas(subject, drafts);
    find_strange_keys(subject, drafts);
}

namespace {

std::vector<Check> key_checks()
{
    constexpr auto family = Family::areas;
    return {
        {"unknown-area",
         Severity::warning,
         family,
         {"Unbekanntes Gebiet", "Unknown area"},
         {"Ein Schlüssel gehört zu keinem Land oder kam in keiner Lieferung vor, während alle anderen bekannt sind, und keine Reform erklärt ihn.",
          "A key belongs to no Land, or no delivery had it while all others are known, and no reform explains it."},
         {"Schlüssel nachsehen; bei einer neuen Reform diese in `catalog/reforms` eintragen.",
          "Look the key up; enter a new reform in `catalog/reforms`."}},
        {"ambiguous-area",
         Severity::warning,
         family,
         {"Mehrdeutiges Gebiet", "Ambiguous area"},
         {"Zwei bestehende Gebiete gleicher Ebene tragen in einer Lieferung denselben Namen.",
          "Two existing areas of one level have the same name in one delivery."},
         {"Gebiete am Schlüssel unterscheiden, nicht am Namen.", "Tell the areas apart by key, not by name."}},
        {"name-belies-key",
         Severity::error,
         family,
         {"Name gehört zu einem anderen Schlüssel", "Name belongs to another key"},
         {"Ein Schlüssel trägt den Namen, unter dem bisher ein anderer geliefert wurde.",
          "A key has the name under which another one was delivered so far."},
         {"Zuordnung prüfen: meist wurde nur die Spalte der Namen oder der Schlüssel sortiert.",
          "Check the assignment: mostly only the column of names or of keys was sorted."}},
        {"name-changed",
         Severity::note,
         family,
         {"Amtlicher Name geändert", "Official name changed"},
         {"Ein Gebiet heißt anders als in der Lieferung davor.",
          "An area is named differently than in the delivery before."},
         {"Nichts zu tun; gezeigt wird der neueste Name.", "Nothing to do; the newest name is shown."}},
        {"leading-zero-lost",
         Severity::error,
         family,
         {"Führende Null verloren", "Leading zero lost"},
         {"Eine Tabellenkalkulation hat Schlüssel als Zahlen gespeichert: aus 05113 wurde 5113.",
          "A spreadsheet stored keys as numbers: 05113 became 5113."},
         {"Die Spalte als Text formatieren und die Datei aus der Quelle neu erzeugen.",
          "Format the column as text and make the file from its source again."}},
        {"leading-zero-restored",
         Severity::note,
         family,
         {"Führende Null ergänzt", "Leading zero restored"},
         {"Eine Tabellenkalkulation hat alle Schlüssel einer amtlichen Tabelle als Zahlen gespeichert; ihre Nullen sind eindeutig.",
          "A spreadsheet stored all keys of an official table as numbers; which zeros they had is certain."},
         {"Nichts zu tun; besser ist die unveränderte Datei der Datenbank.",
          "Nothing to do; the unchanged file of the database is better."}},
    };
}

std::vector<Check> presence_checks()
{
    constexpr auto family = Family::areas;
    return {
        {"part-beside-whole",
         Severity::note,
         family,
         {"Teil neben dem Ganzen", "Part beside its whole"},
         {"Eine Gemeinde steht in einer Kreistabelle neben ihrem Kreis (Aachen 05334002 in 05334). Summen zählen sie nicht doppelt.",
          "A Gemeinde stands beside its Kreis in a table of Kreise (Aachen 05334002 in 05334). Sums do not count it twice."},
         {"Nichts zu tun; eigene Summen außerhalb von Allmende müssen sie auslassen.",
          "Nothing to do; sums of your own outside of Allmende must leave it out."}},
        {"area-without-values",
         Severity::note,
         family,
         {"Gebiet ohne Werte", "Area without values"},
         {"Ein Gebiet besteht in diesem Zeitraum und hat in anderen Tabellen Werte, hier nur Zeichen oder Nullen.",
          "An area exists in this period and has values in other tables, here only signs or zeros."},
         {"Prüfen, ob das Gebiet nicht gemeldet hat oder es dort nichts gibt.",
          "Check whether the area did not report or there is nothing there."}},
        {"missing-area",
         Severity::warning,
         family,
         {"Gebiet fehlt", "Area is missing"},
         {"Ein bestehendes Gebiet, das im Zeitraum davor Werte hatte, hat hier nicht einmal eine Zeile.",
          "An existing area that had values in the period before has not even a row here."},
         {"Die Zeile nachliefern lassen; Summen über die Region sind sonst unvollständig.",
          "Have the row delivered; otherwise sums over the region are incomplete."}},
        {"partial-delivery",
         Severity::note,
         family,
         {"Nur ein Teil der Gebiete", "Only a part of the areas"},
         {"Mehr als ein Drittel der Gebiete des vorigen Zeitraums ist in diesem nicht geliefert.",
          "More than a third of the areas of the period before is not delivered in this one."},
         {"Nichts zu tun, wenn ein Auszug geliefert werden sollte.",
          "Nothing to do where an extract was meant to be delivered."}},
    };
}

}  // namespace

std::vector<Check> area_checks()
{
    std::vector<Check> all = key_checks();
    for (Check& check : presence_checks()) {
        all.push_back(std::move(check));
    }
    return all;
}

}  // namespace allmende::checks
