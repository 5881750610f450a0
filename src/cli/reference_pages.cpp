#include "cli/reference_pages.hpp"

#include <algorithm>

#include "base/cell.hpp"
#include "base/error.hpp"
#include "checks/check.hpp"
#include "cli/workspace_call.hpp"
#include "indicators/evaluate.hpp"
#include "releases/catalogue_texts.hpp"
#include "releases/texts.hpp"
#include "reports/claim.hpp"
#include "reports/reference.hpp"
#include "sources/dataset_catalogue.hpp"

namespace allmende::cli {

namespace {

constexpr std::string_view origin =
    "<!-- Written by `allmende docs`; change the registry in the program or the catalogue instead. -->\n\n";

/// A text inside of a table's cell.
std::string cell(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        out += c == '|' ? "\\|" : c == '\n' ? " " : std::string(1, c);
    }
    return out;
}

std::string code(std::string_view text)
{
    return text.empty() ? std::string() : fmt::format("`{}`", text);
}

std::string row(const std::vector<std::string>& cells)
{
    std::string line = "|";
    for (const std::string& text : cells) {
        line += " " + cell(text) + " |";
    }
    return line + "\n";
}

std::string head(const std::vector<std::string>& titles)
{
    return row(titles) + row(std::vector<std::string>(titles.size(), "---"));
}

std::string commands_page()
{
    std::string page = "# Commands\n\n";
    page +=
        "Rows go to standard output, messages and progress to standard error. Exit status: 0 done; 1 input rejected or a check "
        "failed; 2 wrong usage; 3 a fault of the program.\n";
    for (const Command& command : commands()) {
        page += fmt::format("\n## {}\n\n```\nallmende {} {}\n```\n\n", command.name, command.name, command.arguments);
        std::string summary(command.summary);
        summary[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(summary[0])));
        page += summary + ".\n";
        if (!command.details.empty()) {
            page += fmt::format("\n{}\n", command.details);
        }
        if (!command.options.empty()) {
            page += "\n" + head({"Option", "Meaning"});
        }
        for (const Option& option : command.options) {
            page += row({code(option.placeholder.empty() ? std::string(option.name)
                                                         : fmt::format("{} {}", option.name, option.placeholder)),
                         std::string(option.help)});
        }
    }
    return page;
}

std::string errors_page()
{
    std::string page = "# Error codes\n\nEach error has a code for programs beside its sentence for people.\n\n";
    page += head({"Code", "Exit status", "HTTP status", "Meaning"});
    for (const ErrorInfo& entry : error_table()) {
        page += row({code(entry.label), std::to_string(entry.exit_status), std::to_string(entry.http_status),
                     std::string(entry.meaning)});
    }
    return page;
}

std::string signs_page()
{
    std::string page =
        "# Signs and flags\n\nWhat stands beside a number, or instead of one. Of two reasons in one sum the later one in this "
        "table is kept ([concepts](../../concepts/signs.md)).\n\n";
    page += head({"Sign", "Id", "A number?", "German", "English"});
    for (const SignInfo& entry : sign_table()) {
        page += row({code(entry.mark), code(entry.id), is_missing(entry.sign) ? "no" : "yes", std::string(entry.de),
                     std::string(entry.en)});
    }
    page += "\n## Flags of figures\n\n" + head({"Flag", "German", "English"});
    for (const indicators::FlagInfo& entry : indicators::flag_table()) {
        page += row({code(entry.id), std::string(entry.de), std::string(entry.en)});
    }
    return page;
}

std::string settings_page()
{
    std::string page = "# Settings of a workspace\n\nKeys of `allmende.toml`; all may be left out.\n\n" +
                       head({"Key", "Example", "Meaning"});
    for (const sources::SettingInfo& entry : sources::setting_table()) {
        page += row({code(entry.key), code(entry.example), std::string(entry.meaning)});
    }
    return page;
}

/// Titles of a section in two languages.
struct Headings {
    std::string_view title, how, formula, unit, place, period, caveats, breaks, source, breakdowns, all;
};
constexpr Headings german{"Kennzahlen",  "Definition",       "Berechnung", "Einheit",    "Ortsprinzip", "Zeitbezug",
                          "Zu beachten", "Brüche der Reihe", "Tabellen",   "Gliederung", "alle"};
constexpr Headings english{"Indicators",      "Definition",           "Formula", "Unit",      "Place", "Period",
                           "To keep in mind", "Breaks in the series", "Tables",  "Breakdown", "all"};

std::string tables_of(const indicators::Definition& definition)
{
    std::vector<std::string> ids;
    const auto add = [&](const indicators::Quantity& quantity) {
        for (const indicators::Term& term : quantity.terms) {
            for (const std::string& id : term.datasets) {
                if (std::find(ids.begin(), ids.end(), code(id)) == ids.end()) {
                    ids.push_back(code(id));
                }
            }
        }
    };
    add(definition.numerator);
    if (definition.denominator) {
        add(*definition.denominator);
    }
    return join(ids, ", ");
}

std::string indicator_section(const indicators::Definition& definition, std::string_view language,
                              const Headings& words)
{
    const auto item = [](std::string_view name, const std::string& text) {
        return text.empty() ? std::string() : fmt::format("- {}: {}\n", name, text);
    };
    std::string text = fmt::format("\n### {} {}\n\n`{}`\n\n{}\n\n", definition.number, definition.title.in(language),
                                   definition.id, definition.definition.in(language));
    text += item(words.formula, definition.formula.in(language));
    text += item(words.unit, releases::unit_text(definition).in(language));
    text += item(words.place, releases::place_text(definition.place).in(language));
    text += item(words.period, definition.period_text.in(language));
    std::vector<std::string> breakdowns;
    for (const indicators::Breakdown& breakdown : definition.breakdowns) {
        breakdowns.push_back(code(breakdown.dimension));
    }
    text += item(words.breakdowns, join(breakdowns, ", "));
    text += item(words.source, tables_of(definition));
    if (!definition.caveats.empty()) {
        text += fmt::format("\n{}:\n\n", words.caveats);
    }
    for (const Localized& caveat : definition.caveats) {
        text += fmt::format("- {}\n", caveat.in(language));
    }
    if (!definition.breaks.empty()) {
        text += fmt::format("\n{}:\n\n", words.breaks);
    }
    for (const indicators::Break& entry : definition.breaks) {
        text += fmt::format("- {} ({}): {}\n", entry.year,
                            entry.areas.empty() ? std::string(words.all) : join(entry.areas, ", "),
                            entry.text.in(language));
    }
    return text;
}

std::string indicators_page(const std::vector<indicators::Definition>& definitions,
                            const std::vector<releases::Theme>& themes, std::string_view language,
                            const Headings& words)
{
    std::string page = fmt::format("# {}\n", words.title);
    for (const releases::Theme& theme : themes) {
        std::string section;
        for (const indicators::Definition& definition : definitions) {
            section += definition.theme == theme.id ? indicator_section(definition, language, words) : "";
        }
        if (!section.empty()) {
            page += fmt::format("\n## {} {}\n\n{}\n{}", theme.id, theme.title.in(language), theme.text.in(language),
                                section);
        }
    }
    return page;
}

std::string tables_page(const std::vector<std::filesystem::path>& catalogues)
{
    std::string page =
        "# Official tables the catalogue knows\n\nOther tables are read as well; for these the catalogue adds titles, sources "
        "and notes.\n\n";
    page += head({"Table", "German", "English", "Licence"});
    for (const sources::KnownDataset& dataset : sources::load_datasets(catalogues)) {
        page += row({code(dataset.id), dataset.title.de, dataset.title.en, dataset.licence});
    }
    return page;
}

std::string regions_page(const std::vector<std::filesystem::path>& catalogues)
{
    std::string page = "# Regions of the catalogue\n\n" + head({"Id", "German", "English", "Members"});
    for (const areas::Region& region : areas::load_regions(catalogues)) {
        std::string members = fmt::format("{} areas", region.members.size());
        if (!region.members_of.empty()) {
            members = fmt::format("all {} units of `{}`", name(region.level), region.members_of);
        } else if (!region.prefix.empty()) {
            members = fmt::format("all {} units whose key begins with `{}`", name(region.level), region.prefix);
        }
        page += row({code(region.id), region.title.de, region.title.en, members});
    }
    return page;
}

}  // namespace

std::map<std::string, std::string> reference_pages(const Environment& environment)
{
    const sources::DimensionCatalogue dimensions = sources::DimensionCatalogue::load(environment.catalogues);
    const std::vector<indicators::Definition> definitions = load_definitions(environment.catalogues, dimensions);
    const std::vector<releases::Theme> themes = releases::load_themes(environment.catalogues);
    std::map<std::string, std::string> pages{
        {"commands.md", commands_page()},
        {"errors.md", errors_page()},
        {"signs.md", signs_page()},
        {"settings.md", settings_page()},
        {"kennzahlen.md", indicators_page(definitions, themes, "de", german)},
        {"indicators.md", indicators_page(definitions, themes, "en", english)},
        {"tables.md", tables_page(environment.catalogues)},
        {"regions.md", regions_page(environment.catalogues)},
        {"pruefungen.md", checks::reference_page("de")},
        {"checks.md", checks::reference_page("en")},
        {"aussagen.md", reports::predicate_reference("de")},
        {"claims.md", reports::predicate_reference("en")},
        {"verweise.md", reports::reference_reference("de")},
        {"references.md", reports::reference_reference("en")},
        {"api.md", environment.describe_routes()},
    };
    for (auto& [name, text] : pages) {
        text = std::string(origin) + text;
    }
    return pages;
}

}  // namespace allmende::cli
