#include <algorithm>
#include <map>
#include <set>

#include "checks/families.hpp"
#include "checks/reading.hpp"
#include "checks/record.hpp"
#include "checks/words.hpp"
#include "sources/remarks.hpp"

namespace allmende::checks {

namespace {

constexpr std::size_t most_shown = 3;

std::string some(const std::vector<std::string>& list)
{
    std::vector<std::string> first(list.begin(),
                                   list.begin() + static_cast<std::ptrdiff_t>(std::min(most_shown, list.size())));
    for (std::string& text : first) {
        text = "„" + shown(text, 80) + "“";
    }
    return join(first, ", ") + (list.size() > most_shown ? fmt::format(" (+{})", list.size() - most_shown) : "");
}

std::set<std::string> headings_of(sources::Remarks& remarks, std::int32_t delivery)
{
    std::set<std::string> headings;
    for (const sources::Remark& remark : remarks.of(delivery)) {
        if (remark.kind == sources::Remark::Kind::heading) {
            headings.insert(folded(remark.text));
        }
    }
    return headings;
}

std::vector<std::string> without(const std::set<std::string>& all, const std::set<std::string>& known)
{
    std::vector<std::string> rest;
    std::set_difference(all.begin(), all.end(), known.begin(), known.end(), std::back_inserter(rest));
    return rest;
}

void compare_headings(const sources::Delivery& delivery, const std::set<std::string>& before,
                      const std::set<std::string>& now, std::vector<Finding>& findings)
{
    const std::vector<std::string> fresh = without(now, before);
    const std::vector<std::string> gone = without(before, now);
    if (fresh.empty() && gone.empty()) {
        return;
    }
    findings.push_back(finding_about(
        "heading-changed", delivery, {join(fresh, "\n"), join(gone, "\n")},
        {fmt::format("neu {}; nicht mehr {}", fresh.empty() ? "–" : some(fresh), gone.empty() ? "–" : some(gone)),
         fmt::format("new {}; gone {}", fresh.empty() ? "–" : some(fresh), gone.empty() ? "–" : some(gone))}));
}

/// The same measure that came with another unit is kept as a measure of its own: `pupils` and `pupils-1000`.
void find_units(const facts::Dataset& dataset, const sources::Delivery& delivery, std::vector<Finding>& findings)
{
    for (const facts::Measure& measure : dataset.measures) {
        for (const facts::Measure& other : dataset.measures) {
            if (other.id != measure.id && other.id == measure.id + "-" + slug(other.unit)) {
                findings.push_back(finding_about(
                    "unit-changed", delivery, {measure.id, other.id},
                    {fmt::format("{}: „{}“ und „{}“", measure.title.de, measure.unit, other.unit),
                     fmt::format("{}: “{}” and “{}”", measure.title.in("en"), measure.unit, other.unit)}));
            }
        }
    }
}

/// Categories that a spreadsheet made dates of, and words whose letters are destroyed.
void find_damaged_words(const facts::Dataset& dataset, const sources::Delivery& delivery,
                        std::vector<Finding>& findings)
{
    std::vector<std::string> dates;
    std::vector<std::string> letters;
    for (const facts::Dimension& dimension : dataset.dimensions) {
        for (const facts::Code& code : dimension.codes) {
            if (is_date_of_code(code.title.de)) {
                dates.push_back(code.title.de);
            } else if (has_damaged_letters(code.title.de)) {
                letters.push_back(code.title.de);
            }
        }
    }
    for (const facts::Measure& measure : dataset.measures) {
        if (has_damaged_letters(measure.title.de)) {
            letters.push_back(measure.title.de);
        }
    }
    if (!dates.empty()) {
        findings.push_back(
            finding_about("date-for-code", delivery, dates,
                          {fmt::format("Ausprägungen {}", some(dates)), fmt::format("categories {}", some(dates))}));
    }
    if (!letters.empty()) {
        findings.push_back(
            finding_about("encoding-damage", delivery, letters,
                          {fmt::format("Bezeichnungen {}", some(letters)), fmt::format("words {}", some(letters))}));
    }
}

}  // namespace

Finding finding_about(std::string_view check, const sources::Delivery& delivery,
                      const std::vector<std::string>& identity, Localized text)
{
    Finding finding;
    finding.check = find_check(check);
    finding.dataset = delivery.dataset;
    std::vector<std::string> all{delivery.sha256};
    all.insert(all.end(), identity.begin(), identity.end());
    finding.id = finding_id(*finding.check, all);
    finding.text = std::move(text);
    finding.places.push_back({delivery.number, 0, 0, "", 0, ""});
    return finding;
}

void find_in_headings(sources::Workspace& workspace, const std::optional<std::int32_t>& only,
                      std::vector<Finding>& findings)
{
    sources::Remarks remarks(workspace.database());
    std::map<std::string, std::pair<sources::Delivery, std::set<std::string>>> last;  // by dataset and layout
    std::map<std::string, sources::Delivery> newest;
    const std::vector<sources::Delivery> deliveries = workspace.deliveries().all();
    std::string wanted;
    for (const sources::Delivery& delivery : deliveries) {
        wanted = only && delivery.number == *only ? delivery.dataset : wanted;
    }
    for (const sources::Delivery& delivery : deliveries) {
        if (only && delivery.dataset != wanted) {
            continue;
        }
        const std::set<std::string> now = headings_of(remarks, delivery.number);
        const std::string key = delivery.dataset + "\n" + delivery.layout;
        if (const auto before = last.find(key); before != last.end()) {
            compare_headings(delivery, before->second.second, now, findings);
            if (folded(before->second.first.title) != folded(delivery.title)) {
                findings.push_back(
                    finding_about("title-changed", delivery, {before->second.first.title},
                                  {fmt::format("„{}“, zuvor „{}“", delivery.title, before->second.first.title),
                                   fmt::format("“{}”, before “{}”", delivery.title, before->second.first.title)}));
            }
        }
        last[key] = {delivery, now};
        newest[delivery.dataset] = delivery;
    }
    for (const facts::Dataset& dataset : workspace.dictionary().datasets) {
        if (const auto delivery = newest.find(dataset.id); delivery != newest.end()) {
            find_units(dataset, delivery->second, findings);
            find_damaged_words(dataset, delivery->second, findings);
        }
    }
}

void find_in_definitions(const Subject& subject, Drafts& drafts)
{
    const Cube& cube = subject.cube;
    // By measure and by code: the deliveries that have it, and one of its cells.
    struct Use {
        std::set<std::int32_t> deliveries;
        std::size_t cell = 0;
    };
    std::map<std::int32_t, Use> uses;
    for (std::size_t p = 0; p < cube.periods(); ++p) {
        for (std::size_t s = 0; s < cube.signatures(); ++s) {
            Use& use = uses[cube.signature(s).measure];
            for (std::size_t a = 0; a < cube.areas(); ++a) {
                const std::size_t cell = cube.at(p, s, a);
                if (cube.sign(cell) != Sign::absent && use.deliveries.insert(cube.delivery(cell)).second) {
                    use.cell = cell;
                }
            }
        }
    }
    std::vector<std::string> gone;
    Draft draft;
    for (const auto& [measure, use] : uses) {
        const bool fresh = !use.deliveries.empty() && std::any_of(uses.begin(), uses.end(), [&](const auto& other) {
            return !other.second.deliveries.empty() && *other.second.deliveries.rbegin() < *use.deliveries.begin();
        });
        if (!fresh) {
            continue;
        }
        for (const auto& [other, old] : uses) {
            if (!old.deliveries.empty() && *old.deliveries.rbegin() < *use.deliveries.begin()) {
                const Localized& now = subject.dataset.measures[static_cast<std::size_t>(measure)].title;
                const Localized& then = subject.dataset.measures[static_cast<std::size_t>(other)].title;
                draft.meet(use.cell);
                draft.identity.push_back(fmt::format("{} {}", other, measure));
                draft.text = {fmt::format("seit dieser Lieferung „{}“, bis dahin „{}“", now.de, then.de),
                              fmt::format("since this delivery “{}”, until then “{}”", now.in("en"), then.in("en"))};
            }
        }
    }
    if (draft.count > 0) {
        draft.check = "definition-changed";
        drafts.push_back(std::move(draft));
    }
}

std::vector<Check> heading_checks()
{
    constexpr auto family = Family::headings;
    return {
        {"heading-changed",
         Severity::note,
         family,
         {"Überschriften geändert", "Headings changed"},
         {"Die Spalten heißen anders als in der Lieferung davor. Was gleich blieb, wurde wiedererkannt.",
          "The columns are named differently than in the delivery before. What stayed the same was recognised."},
         {"Prüfen, ob sich mit dem Namen auch die Bedeutung geändert hat.",
          "Check whether the meaning changed with the name."}},
        {"title-changed",
         Severity::note,
         family,
         {"Titel der Tabelle geändert", "Title of the table changed"},
         {"Die Tabelle heißt anders als in der Lieferung davor.",
          "The table has another title than in the delivery before."},
         {"Auf eine neue Definition oder Abgrenzung achten.", "Watch for a new definition or delimitation."}},
        {"definition-changed",
         Severity::warning,
         family,
         {"Messgröße abgelöst", "Measure replaced"},
         {"Eine Messgröße endet mit einer Lieferung, eine andere beginnt mit der nächsten: die Definition wurde geändert oder die Überschrift nicht "
          "wiedererkannt.",
          "A measure ends with one delivery, another begins with the next: the definition was changed or the heading was not recognised."},
         {"Ist es dieselbe Größe, die Überschrift in `catalog/datasets` ergänzen; sonst als Bruch der Reihe vermerken.",
          "If it is the same measure, add the heading to `catalog/datasets`; otherwise record a break of the series."}},
        {"unit-changed",
         Severity::warning,
         family,
         {"Einheit geändert", "Unit changed"},
         {"Dieselbe Messgröße kam mit verschiedenen Einheiten; sie werden getrennt geführt.",
          "The same measure came with different units; they are kept apart."},
         {"In einer Einheit liefern oder die Kennzahl auf beide einstellen.",
          "Deliver in one unit, or let the indicator use both."}},
    };
}

}  // namespace allmende::checks
