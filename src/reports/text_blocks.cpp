#include <algorithm>

#include "base/error.hpp"
#include "releases/texts.hpp"
#include "reports/blocks.hpp"
#include "reports/selection.hpp"
#include "reports/shown_figures.hpp"

namespace allmende::reports {

namespace {

/// The indicators that a block names, or those that the report uses.
std::vector<std::size_t> chosen_indicators(const Config& settings, const FigureFinder& finder,
                                           const std::set<std::size_t>& used)
{
    std::vector<std::size_t> chosen;
    for (const std::string& id : settings.texts_or_empty("indicators")) {
        chosen.push_back(need_indicator(settings, finder, "indicators", id));
    }
    return chosen.empty() ? std::vector<std::size_t>(used.begin(), used.end()) : chosen;
}

}  // namespace

TextPart make_definitions(const Config& settings, const Composer& composer, const std::set<std::size_t>& used)
{
    settings.allow_only({"id", "indicators"});
    const Language language = composer.language();
    std::string text;
    for (const std::size_t indicator : chosen_indicators(settings, composer.finder(), used)) {
        const indicators::Definition& definition = composer.finder().definition(indicator);
        text += fmt::format("### {}\n\n{}\n\n{} {}.\n\n", escaped_markdown(definition.title.in(language)),
                            escaped_markdown(definition.definition.in(language)),
                            composer.words("Berechnung:", "Calculation:"),
                            escaped_markdown(definition.formula.in(language)));
        text += fmt::format("{} {}.\n\n", escaped_markdown(releases::place_text(definition.place).in(language)),
                            fmt::format("{}: {}", composer.words("Zeitbezug", "Period"),
                                        escaped_markdown(definition.period_text.in(language))));
        for (const Localized& caveat : definition.caveats) {
            text += fmt::format("- {}\n", escaped_markdown(caveat.in(language)));
        }
        text += "\n";
    }
    return {text};
}

TextPart make_glossary(const Config& settings, const Composer& composer)
{
    settings.allow_only({"id", "terms"});
    const std::vector<releases::GlossaryEntry>& glossary = composer.finder().ground().snapshot.glossary;
    std::vector<std::string> known;
    for (const releases::GlossaryEntry& entry : glossary) {
        known.push_back(entry.id);
    }
    std::string text;
    for (const std::string& term : settings.texts("terms")) {
        const auto at =
            std::find_if(glossary.begin(), glossary.end(), [&](const auto& entry) { return entry.id == term; });
        if (at == glossary.end()) {
            const std::string like = nearest(term, known);
            settings.complain("terms", fmt::format("{} is no term of the glossary{}", shown(term),
                                                   like.empty() ? "" : "; did you mean “" + like + "”?"));
        }
        text += fmt::format("**{}**: {}\n\n", escaped_markdown(at->term.in(composer.language())),
                            escaped_markdown(at->text.in(composer.language())));
    }
    return {text};
}

TextPart make_sources(const Config& settings, const Composer& composer, const std::set<std::size_t>& used)
{
    settings.allow_only({"id", "indicators"});
    const Ground& ground = composer.finder().ground();
    const Language language = composer.language();
    std::vector<const sources::Delivery*> deliveries;
    for (const std::size_t indicator : chosen_indicators(settings, composer.finder(), used)) {
        for (const sources::Delivery* delivery : deliveries_of(ground, indicator)) {
            if (std::find(deliveries.begin(), deliveries.end(), delivery) == deliveries.end()) {
                deliveries.push_back(delivery);
            }
        }
    }
    std::sort(deliveries.begin(), deliveries.end(), [](const auto* a, const auto* b) {
        return std::pair(a->dataset, a->edition) < std::pair(b->dataset, b->edition);
    });
    std::string text;
    for (const sources::Delivery* delivery : deliveries) {
        const releases::Licence* licence = ground.snapshot.licence(delivery->licence);
        std::vector<std::string> words{
            escaped_markdown(fmt::format("{} {}", composer.words("Tabelle", "Table"), delivery->dataset))};
        if (!delivery->edition.empty()) {
            words.push_back(
                fmt::format("{} {}", composer.words("Stand", "edition of"), date_text(delivery->edition, language)));
        }
        if (!delivery->attribution.empty()) {
            const std::string_view first_line =
                std::string_view(delivery->attribution).substr(0, delivery->attribution.find('\n'));
            words.push_back(escaped_markdown(trim(first_line)));
        }
        if (licence != nullptr) {
            words.push_back(licence->url.empty()
                                ? escaped_markdown(licence->name.in(language))
                                : fmt::format("[{}]({})", escaped_markdown(licence->name.in(language)), licence->url));
        }
        text += fmt::format("- {}\n", join(words, "; "));
    }
    return {text};
}

}  // namespace allmende::reports
