#include "sources/headings.hpp"

#include <algorithm>
#include <functional>
#include <regex>
#include <set>

#include "base/text.hpp"
#include "formats/genesis_heading.hpp"

namespace allmende::sources {

bool heading_says(std::string_view heading, std::string_view words)
{
    const std::string text = "-" + slug(heading) + "-";
    const auto list = split(words, ' ');
    return std::any_of(list.begin(), list.end(), [&](std::string_view word) {
        const bool open_end = word.ends_with('*');
        const bool open_begin = word.starts_with('*');
        word.remove_prefix(open_begin ? 1 : 0);
        word.remove_suffix(open_end ? 1 : 0);
        return text.find((open_begin ? "" : "-") + std::string(word) + (open_end ? "" : "-")) != std::string::npos;
    });
}

bool says_key(std::string_view heading)
{
    return heading_says(heading,
                        "ags* ars* gkz rs gemeindeschluessel gemeindeschluessel* *regionalschluessel "
                        "*kreisschluessel gemeindekennziffer kreiskennziffer gebietsschluessel amtlicher kreis-nr "
                        "kreisnummer gemeindenummer region-code gebietscode regionalcode schluesselnummer key");
}

bool says_official_key(std::string_view heading)
{
    return heading_says(heading,
                        "ags ags5 ags8 ars ars12 gkz *gemeindeschluessel *regionalschluessel *kreisschluessel "
                        "gemeindekennziffer");
}

bool says_area(std::string_view heading)
{
    return heading_says(heading,
                        "kreis* *kreis *kreise gemeinde* kommune* stadt staedte land laender gebiet* raumeinheit "
                        "region gebietseinheit geo area");
}

bool says_municipality(std::string_view heading)
{
    return heading_says(
        heading,
        "gemeinde gemeinden gemeindename kommune kommunen stadt staedte stadt-gemeinde ort orte ortsname "
        "standort standorte schulort wohnort kommunenname plz-ort");
}

std::optional<areas::Level> level_said(std::string_view heading)
{
    if (heading_says(heading, "kreis* *kreis *kreise")) {
        // `Kreise und kreisfreie Städte` are Kreise, `Kreis/Gemeinde` may be either.
        return heading_says(heading, "gemeinde* kommune* ort") ? std::nullopt : std::optional(areas::Level::kreis);
    }
    if (says_municipality(heading)) {
        return areas::Level::gemeinde;
    }
    if (heading_says(heading, "regierungsbezirk* bezirksregierung* reg-bezirk")) {
        return areas::Level::government_region;
    }
    return heading_says(heading, "bundesland bundeslaender land laender") ? std::optional(areas::Level::land)
                                                                          : std::nullopt;
}

bool says_nothing(std::string_view sheet)
{
    static const std::regex given(
        "(tabelle|tabellenblatt|sheet|blatt|arbeitsblatt|worksheet|table|tab|daten|data|export|ergebnis|abfrage|query|"
        "result|seite|page)(-?[0-9]{1,3})*");
    return std::regex_match(slug(sheet), given);
}

bool is_sum(std::string_view text)
{
    const std::string plain = folded(text);
    return formats::is_total(text) || plain == "summe" || plain == "gesamtsumme" || plain == "gesamtergebnis";
}

bool says_period(std::string_view heading)
{
    return heading_says(heading,
                        "*jahr jahr* year years time zeit stichtag *datum date semester quartal quarter monat month "
                        "period zeitraum berichts* stand erhebung* zeitbezug bezugsjahr time-period");
}

bool says_label(std::string_view heading)
{
    return heading_says(heading,
                        "id *-id id-* nr nummer *nummer *schluessel *kennzeichen *kennziffer kenn* plz postleitzahl "
                        "postleit* plz* telefon* tel fax* mobil* code *code vorwahl durchwahl lfd* laufende satzart "
                        "satz* text-kenn* zeile index-column objectid fid gml-id ogc-fid unnamed* hausnummer "
                        "koordinate* *koordinaten");
}

bool says_aside(std::string_view heading)
{
    return heading_says(heading,
                        "anmerkung* bemerkung* hinweis* fussnote* link url website homepage internet* e-mail* "
                        "email* mail *adresse strasse* *strasse str str-* hausnummer beschreib* note notes "
                        "kommentar* telefon* fax* bedeut-id angelegt geaendert quelle source") ||
           says_label(heading);
}

double likeness_of_headings(const std::string& a, const std::string& b)
{
    const auto pairs = [](const std::string& text) {
        std::set<std::string> found;
        const std::string plain = slug(text);
        for (std::size_t i = 0; i + 1 < plain.size(); ++i) {
            found.insert(plain.substr(i, 2));
        }
        return found;
    };
    const auto first = pairs(a);
    const auto second = pairs(b);
    std::size_t both = 0;
    for (const std::string& pair : first) {
        both += second.contains(pair) ? 1 : 0;
    }
    const std::size_t all = first.size() + second.size() - both;
    return all == 0 ? 0 : static_cast<double>(both) / static_cast<double>(all);
}

std::optional<Period> period_in_name(std::string_view name)
{
    const std::string text(name);
    if (const auto whole = parse_period(text)) {
        return whole;
    }
    std::set<std::int32_t> found;
    std::string rest = text;
    const auto take = [&](const char* pattern, const std::function<std::optional<Period>(const std::smatch&)>& read) {
        const std::regex expression(pattern);
        std::smatch match;
        std::string left;
        while (std::regex_search(rest, match, expression)) {
            const auto period = read(match);
            left += match.prefix().str();
            left += period ? " " : match.str();
            if (period) {
                found.insert(period->code());
            }
            rest = match.suffix().str();
        }
        rest = left + rest;
    };
    take(R"((?:^|[^0-9])([0-3]?[0-9]\.[01]?[0-9]\.(?:19|20)[0-9]{2})(?![0-9]))",
         [](const std::smatch& match) { return parse_period(match[1].str()); });
    take(R"((?:^|[^0-9])([0-3][0-9])([01][0-9])((?:19|20)[0-9]{2})(?![0-9]))", [](const std::smatch& match) {
        return parse_period(match[3].str() + "-" + match[2].str() + "-" + match[1].str());
    });
    take(R"((?:^|[^0-9])((?:19|20)[0-9]{2})[-_.]?([01][0-9])[-_.]?([0-3][0-9])(?![0-9]))",
         [](const std::smatch& match) {
             return parse_period(match[1].str() + "-" + match[2].str() + "-" + match[3].str());
         });
    take(R"((?:^|[^0-9])((?:19|20)[0-9]{2})[-_/. ]{1,3}((?:19|20)?[0-9]{2})(?![0-9]))",
         [](const std::smatch& match) { return parse_period(match[1].str() + "/" + match[2].str()); });
    take(R"((?:^|[^0-9])([0-9]{2})[-_/]([0-9]{2})(?![0-9]))",
         [](const std::smatch& match) { return parse_period("20" + match[1].str() + "/" + match[2].str()); });
    take(R"((?:^|[^0-9])((?:19|20)[0-9]{2})(?![0-9]))",
         [](const std::smatch& match) { return parse_period(match[1].str()); });
    return found.size() == 1 ? std::optional(Period::from_code(*found.begin())) : std::nullopt;
}

}  // namespace allmende::sources
