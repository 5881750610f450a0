#include "reports/shown_figures.hpp"

#include <algorithm>
#include <array>

#include "base/error.hpp"

namespace allmende::reports {

namespace {

constexpr std::array<std::string_view, 12> english_months{"January",   "February", "March",    "April",
                                                          "May",       "June",     "July",     "August",
                                                          "September", "October",  "November", "December"};

bool carries(const indicators::Figure& figure, indicators::Flag flag)
{
    return (figure.flags & (1u << static_cast<unsigned>(flag))) != 0;
}

/// Whether a break holds for an area: for a region, if it holds for one of its members.
bool concerns(const indicators::Break& entry, const std::string& area, const FigureFinder& finder)
{
    if (entry.areas.empty()) {
        return true;
    }
    std::vector<std::string> keys{area};
    if (const areas::Region* region = area.starts_with("region:") ? finder.region(area) : nullptr) {
        keys = finder.members(*region);
    }
    return std::any_of(keys.begin(), keys.end(), [&](const std::string& key) {
        return std::any_of(entry.areas.begin(), entry.areas.end(),
                           [&](const std::string& prefix) { return key.starts_with(prefix); });
    });
}

std::string listed(const std::set<std::string>& keys, const Composer& composer)
{
    std::vector<std::string> names;
    for (const std::string& key : keys) {
        names.push_back(composer.finder().label(key).in(composer.language()));
    }
    return join(names, ", ");
}

std::set<std::string> datasets_of(const indicators::Definition& definition)
{
    std::set<std::string> ids;
    const auto add = [&](const indicators::Quantity& quantity) {
        for (const indicators::Term& term : quantity.terms) {
            ids.insert(term.datasets.begin(), term.datasets.end());
        }
    };
    add(definition.numerator);
    if (definition.denominator) {
        add(*definition.denominator);
    }
    return ids;
}

void add_sentence(std::string& text, const std::string& sentence)
{
    text += (text.empty() ? "" : " ") + sentence;
}

}  // namespace

std::string date_text(const std::string& iso, Language language)
{
    const bool date = iso.size() >= 10 && iso[4] == '-' && iso[7] == '-' && all_digits(iso.substr(5, 2)) &&
                      all_digits(iso.substr(8, 2));
    const int month = date ? std::stoi(iso.substr(5, 2)) : 0;
    if (month < 1 || month > 12) {
        return iso;
    }
    if (language == "en") {
        return fmt::format("{} {} {}", std::stoi(iso.substr(8, 2)), english_months[static_cast<std::size_t>(month - 1)],
                           iso.substr(0, 4));
    }
    return fmt::format("{}.{}.{}", iso.substr(8, 2), iso.substr(5, 2), iso.substr(0, 4));
}

std::vector<const sources::Delivery*> deliveries_of(const Ground& ground, std::size_t indicator)
{
    const std::set<std::string> ids = datasets_of(ground.snapshot.definitions[indicator]);
    std::vector<const sources::Delivery*> found;
    for (const sources::Delivery& delivery : ground.snapshot.deliveries) {
        if (ids.contains(delivery.dataset)) {
            found.push_back(&delivery);
        }
    }
    return found;
}

void ShownFigures::add(std::size_t indicator, const std::string& area, int year, const indicators::Figure* figure)
{
    indicators_.insert(indicator);
    areas_.insert(area);
    years_.insert(year);
    signs_.insert(figure == nullptr ? Sign::absent : figure->sign);
    if (figure == nullptr || !figure->has_value()) {
        return;
    }
    if (figure->has_bounds()) {
        rounded_.insert(area);
    }
    if (carries(*figure, indicators::Flag::converted_exact) ||
        carries(*figure, indicators::Flag::converted_estimated)) {
        converted_.insert(area);
        estimated_ = estimated_ || carries(*figure, indicators::Flag::converted_estimated);
    }
}

std::vector<const indicators::Break*> ShownFigures::breaks(const FigureFinder& finder) const
{
    std::vector<const indicators::Break*> found;
    for (const std::size_t indicator : indicators_) {
        for (const indicators::Break& entry : finder.definition(indicator).breaks) {
            const bool inside = !years_.empty() && entry.year > *years_.begin() && entry.year <= *years_.rbegin();
            const bool known = std::any_of(found.begin(), found.end(), [&](const indicators::Break* other) {
                return other->year == entry.year && other->text == entry.text;
            });
            if (inside && !known && std::any_of(areas_.begin(), areas_.end(), [&](const std::string& area) {
                    return concerns(entry, area, finder);
                })) {
                found.push_back(&entry);
            }
        }
    }
    std::stable_sort(found.begin(), found.end(), [](const auto* a, const auto* b) { return a->year < b->year; });
    return found;
}

std::string ShownFigures::remarks(const Composer& composer, bool numbered) const
{
    std::string text;
    const auto found = breaks(composer.finder());
    for (std::size_t i = 0; i < found.size(); ++i) {
        const std::string& what = found[i]->text.in(composer.language());
        add_sentence(text, numbered ? fmt::format("({}) {}", i + 1, what) : what);
    }
    if (!converted_.empty()) {
        add_sentence(
            text,
            fmt::format(
                "{}: {}", listed(converted_, composer),
                estimated_ ? composer.words("Werte vor der Gebietsreform sind umgerechnet und zum Teil geschätzt.",
                                            "figures before the territorial reform are converted and partly estimated.")
                           : composer.words(
                                 "Werte vor der Gebietsreform sind die Summe der damaligen Kreise.",
                                 "figures before the territorial reform are the sum of the districts of that time.")));
    }
    if (!rounded_.empty()) {
        const std::string years =
            years_.size() == 1 ? std::string() : " " + composer.words("der jüngeren Jahre", "of recent years");
        add_sentence(
            text,
            rounded_.size() == areas_.size() || rounded_.size() > 4
                ? fmt::format("{}{} {}", composer.words("Zahlen", "Numbers"), years,
                              composer.words("sind in der Quelle gerundet; die Werte haben deshalb eine Spanne.",
                                             "are rounded in the source; the figures therefore have bounds."))
                : fmt::format("{}: {}", listed(rounded_, composer),
                              composer.words("Zahlen in der Quelle gerundet; die Werte haben deshalb eine Spanne.",
                                             "numbers rounded in the source; the figures therefore have bounds.")));
    }
    return text;
}

std::string ShownFigures::source(const Composer& composer) const
{
    const Ground& ground = composer.finder().ground();
    const Language language = composer.language();
    std::vector<std::string> lines;
    std::set<std::string> editions;
    std::set<std::string> licences;
    for (const std::size_t indicator : indicators_) {
        const std::string line = ground.source_line
                                     ? ground.source_line(ground.snapshot.definitions[indicator]).in(language)
                                     : std::string();
        if (!line.empty() && std::find(lines.begin(), lines.end(), line) == lines.end()) {
            lines.push_back(line);
        }
        for (const sources::Delivery* delivery : deliveries_of(ground, indicator)) {
            if (!delivery->edition.empty()) {
                editions.insert(delivery->edition);
            }
            if (!delivery->licence.empty()) {
                licences.insert(delivery->licence);
            }
        }
    }
    std::string text = composer.words("Quelle: ", "Source: ") + join(lines, "; ");
    if (!editions.empty()) {
        std::vector<std::string> dates;
        for (const std::string& edition : editions) {
            dates.push_back(date_text(edition, language));
        }
        text += "; " + composer.words("Stand ", "edition of ") + join(dates, composer.words(" und ", " and "));
    }
    for (const std::string& licence : licences) {
        text += "; " + licence;
    }
    return text + ".";
}

}  // namespace allmende::reports
