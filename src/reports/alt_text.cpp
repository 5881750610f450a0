#include "reports/alt_text.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "reports/interval.hpp"

namespace allmende::reports {

namespace {

constexpr std::size_t most_stacks_in_full = 4;
constexpr std::size_t most_names = 3;

/// Words what the data of one chart show.
class AltText {
public:
    AltText(const ChartPart& chart, Language language) : data_(chart.data), kind_(chart.chart), language_(language) {}

    std::string text() const
    {
        if (kind_ == "series") {
            return lines();
        }
        return kind_ == "stacked" ? stacks() : bars();
    }

private:
    const ChartData& data_;
    const std::string& kind_;
    Language language_;

    std::string words(std::string_view de, std::string_view en) const
    {
        return std::string(language_ == "en" ? en : de);
    }

    std::string figure(double value) const
    {
        NumberForm form{NumberForm::Kind::figure, data_.unit, data_.decimals, {data_.unit_text, data_.unit_text}};
        return figure_text(value, form, language_);
    }

    static Interval range(const ChartItem& item, std::size_t i)
    {
        const auto& bounds = item.bounds[i];
        return bounds ? Interval{*item.values[i], bounds->first, bounds->second}
                      : Interval{*item.values[i], *item.values[i], *item.values[i]};
    }

    /// Those of the shown areas that may be first, highest value first.
    std::vector<const ChartItem*> leaders(const std::vector<const ChartItem*>& items, bool from_below) const
    {
        std::vector<const ChartItem*> found;
        for (const ChartItem* one : items) {
            const bool beaten = std::any_of(items.begin(), items.end(), [&](const ChartItem* other) {
                return (from_below ? above(range(*one, 0), range(*other, 0))
                                   : above(range(*other, 0), range(*one, 0))) == Truth::yes;
            });
            if (!beaten) {
                found.push_back(one);
            }
        }
        return found;
    }

    std::string named(const std::vector<const ChartItem*>& items) const
    {
        std::vector<std::string> names;
        for (std::size_t i = 0; i < items.size() && i < most_names; ++i) {
            names.push_back(items[i]->label + " " + words("mit", "with") + " " + figure(*items[i]->values[0]));
        }
        std::string text = join(names, ", ");
        if (items.size() > most_names) {
            text += fmt::format(" {} {} {}", words("und", "and"), items.size() - most_names, words("weitere", "more"));
        }
        return text;
    }

    std::string bars() const
    {
        std::vector<const ChartItem*> areas;
        std::vector<const ChartItem*> references;
        std::size_t missing = 0;
        for (const ChartItem& item : data_.items) {
            const bool area = item.role == "member" || item.role == "highlight" || kind_ == "map";
            missing += area && !item.values[0] ? 1 : 0;
            if (item.values[0]) {
                (area ? areas : references).push_back(&item);
            }
        }
        std::string text = fmt::format(
            "{} {} {}, {}.", kind_ == "map" ? words("Karte von", "Map of") : words("Rangfolge von", "Ranking of"),
            areas.size() + missing, words("Gebieten", "areas"), data_.year_labels.front());
        if (!areas.empty()) {
            text += fmt::format(" {} {}; {} {}.", words("Am höchsten:", "Highest:"), named(leaders(areas, false)),
                                words("am niedrigsten:", "lowest:"), named(leaders(areas, true)));
        }
        if (!references.empty()) {
            text += fmt::format(" {} {}.", words("Zum Vergleich:", "For comparison:"), named(references));
        }
        if (missing > 0) {
            text += fmt::format(" {} {}.", words("Ohne Wert:", "Without a figure:"), missing);
        }
        return text;
    }

    std::string line(const ChartItem& item) const
    {
        std::vector<std::size_t> known;
        for (std::size_t i = 0; i < item.values.size(); ++i) {
            if (item.values[i]) {
                known.push_back(i);
            }
        }
        if (known.empty()) {
            return item.label + " " + words("ohne Werte", "without figures");
        }
        const auto by_value = [&](std::size_t a, std::size_t b) { return *item.values[a] < *item.values[b]; };
        const std::size_t high = *std::max_element(known.begin(), known.end(), by_value);
        const std::size_t low = *std::min_element(known.begin(), known.end(), by_value);
        const auto at = [&](std::size_t i) {
            return fmt::format("{} ({})", figure(*item.values[i]), data_.year_labels[i]);
        };
        std::string text = fmt::format("{} {} {} {} {}", item.label, words("von", "from"), at(known.front()),
                                       words("auf", "to"), at(known.back()));
        if (high != known.front() && high != known.back()) {
            text += fmt::format(", {} {}", words("am höchsten", "highest"), at(high));
        }
        if (low != known.front() && low != known.back()) {
            text += fmt::format(", {} {}", words("am niedrigsten", "lowest"), at(low));
        }
        return text;
    }

    std::string lines() const
    {
        std::vector<std::string> named;
        std::size_t thin = 0;
        for (const ChartItem& item : data_.items) {
            if (item.role == "member") {
                ++thin;
            } else {
                named.push_back(line(item));
            }
        }
        std::string text = fmt::format("{} {} {} {}: {}.", words("Linien von", "Lines from"), data_.year_labels.front(),
                                       words("bis", "to"), data_.year_labels.back(), join(named, "; "));
        if (thin > 0) {
            text += fmt::format(" {} {} {}.", words("Dazu dünn", "Also, as thin lines,"), thin,
                                words("einzelne Gebiete", "single areas"));
        }
        for (std::size_t i = 1; i < data_.years.size(); ++i) {
            if (data_.years[i] - data_.years[i - 1] > 1) {
                text += fmt::format(" {} {} {} {}.", words("Keine Werte von", "No figures from"),
                                    data_.years[i - 1] + 1, words("bis", "to"), data_.years[i] - 1);
            }
        }
        return text;
    }

    std::string stacks() const
    {
        std::vector<std::string> sentences;
        if (data_.items.size() <= most_stacks_in_full) {
            for (const ChartItem& item : data_.items) {
                std::vector<std::string> shares;
                for (std::size_t part = 0; part < data_.parts.size(); ++part) {
                    shares.push_back(
                        data_.parts[part] + " " +
                        (item.values[part] ? figure(*item.values[part]) : words("ohne Wert", "no figure")));
                }
                sentences.push_back(item.label + ": " + join(shares, ", "));
            }
        } else {
            for (std::size_t part = 0; part < data_.parts.size(); ++part) {
                sentences.push_back(extent(part));
            }
        }
        return fmt::format("{} {}: {}.", words("Gestapelte Anteile", "Stacked shares"), data_.parts.size(),
                           join(sentences, "; "));
    }

    /// Between which areas a share lies.
    std::string extent(std::size_t part) const
    {
        const ChartItem* low = nullptr;
        const ChartItem* high = nullptr;
        for (const ChartItem& item : data_.items) {
            if (!item.values[part]) {
                continue;
            }
            low = low == nullptr || *item.values[part] < *low->values[part] ? &item : low;
            high = high == nullptr || *item.values[part] > *high->values[part] ? &item : high;
        }
        if (low == nullptr) {
            return data_.parts[part] + " " + words("ohne Werte", "without figures");
        }
        return fmt::format("{} {} {} ({}) {} {} ({})", data_.parts[part], words("zwischen", "between"),
                           figure(*low->values[part]), low->label, words("und", "and"), figure(*high->values[part]),
                           high->label);
    }
};

}  // namespace

std::string alt_text(const ChartPart& chart, Language language)
{
    return AltText(chart, language).text();
}

}  // namespace allmende::reports
