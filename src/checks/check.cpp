#include "checks/check.hpp"

#include <algorithm>

#include "base/ensure.hpp"
#include "base/hash.hpp"
#include "checks/families.hpp"
#include "checks/finding.hpp"

namespace allmende::checks {

namespace {

std::vector<Check> collect()
{
    std::vector<Check> all;
    for (const auto& of_family :
         {reading_checks, heading_checks, area_checks, period_checks, sum_checks, hierarchy_checks, number_checks,
          series_checks, misplaced_checks, sign_checks, rounding_checks, secrecy_checks, figure_checks}) {
        for (Check& check : of_family()) {
            all.push_back(std::move(check));
        }
    }
    for (const Check& check : all) {
        const auto same = [&](const Check& other) { return other.id == check.id; };
        ensure(std::count_if(all.begin(), all.end(), same) == 1, "the ids of checks are unique");
    }
    return all;
}

}  // namespace

std::string_view name(Severity severity)
{
    switch (severity) {
    case Severity::note: return "note";
    case Severity::warning: return "warning";
    case Severity::error: break;
    }
    return "error";
}

Localized title(Severity severity)
{
    switch (severity) {
    case Severity::note: return {"Hinweis", "Note"};
    case Severity::warning: return {"Warnung", "Warning"};
    case Severity::error: break;
    }
    return {"Fehler", "Error"};
}

Localized title(Family family)
{
    switch (family) {
    case Family::reading: return {"Lesen der Datei", "Reading the file"};
    case Family::headings: return {"Tabelle und Überschriften", "Table and headings"};
    case Family::areas: return {"Gebiete", "Areas"};
    case Family::periods: return {"Zeiträume", "Periods"};
    case Family::sums: return {"Summen über Gliederungen", "Sums over breakdowns"};
    case Family::hierarchy: return {"Summen über Gebiete", "Sums over areas"};
    case Family::numbers: return {"Einzelne Zahlen", "Single numbers"};
    case Family::series: return {"Zeitreihen", "Series"};
    case Family::misplaced: return {"Verwechslungen", "Mix-ups"};
    case Family::signs: return {"Zeichen", "Signs"};
    case Family::rounding: return {"Rundung der Quelle", "Rounding by the source"};
    case Family::secrecy: return {"Geheimhaltung", "Secrecy"};
    case Family::figures: break;
    }
    return {"Kennzahlen", "Figures"};
}

const std::vector<Check>& all_checks()
{
    static const std::vector<Check> all = collect();
    return all;
}

const Check* find_check(std::string_view id)
{
    const auto found =
        std::find_if(all_checks().begin(), all_checks().end(), [&](const Check& check) { return check.id == id; });
    return found == all_checks().end() ? nullptr : &*found;
}

std::string reference_page(std::string_view language)
{
    const bool german = language == "de";
    std::string page =
        german
            ? "# Prüfungen\n\nJede Lieferung wird beim Einspielen geprüft und jederzeit mit `allmende check`. Ein Befund nennt Datei, Zeile "
              "und Spalte oder die Kennzahl. Wer ihn geklärt hat, bestätigt ihn mit einem Grund; der Grund bleibt erhalten.\n"
            : "# Checks\n\nEach delivery is checked when it is imported, and at any time by `allmende check`. A finding names file, row and "
              "column, or the indicator. Whoever has cleared it acknowledges it with a reason, and the reason is kept.\n";
    std::string family;
    for (const Check& check : all_checks()) {
        const Localized of_family = title(check.family);
        if (of_family.in(language) != family) {
            family = of_family.in(language);
            page += fmt::format("\n## {}\n", family);
        }
        const Localized severity = title(check.severity);
        page += fmt::format("\n### {}\n\n`{}` · {}\n\n{}\n\n**{}** {}\n", check.title.in(language), check.id,
                            severity.in(language), check.explanation.in(language),
                            german ? "Was richtig wäre:" : "What would be right:", check.right.in(language));
    }
    return page;
}

std::string finding_id(const Check& check, const std::vector<std::string>& identity)
{
    return fmt::format("{}-{}", check.id, sha256(join(identity, "\n")).substr(0, 8));
}

}  // namespace allmende::checks
