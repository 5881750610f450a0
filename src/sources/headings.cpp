#include "sources/headings.hpp"

#include <algorithm>
#include <array>
#include <regex>
#include <set>

#include "base/error.hpp"
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
    return heading_says(
        heading,
        "ags* ars* gkz rs gemeindeschluessel gemeindeschluessel* *regionalschluessel "
        "*kreisschluessel gemeindekennziffer kreiskennziffer kennziffer gebietsschluessel amtlicher kreis-nr "
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
                        "*jahr jahr jahre year years time zeit stichtag *stichtag *datum date semester quartal quarter "
                        "monat *monat month period zeitraum *zeitraum stand zeitbezug time-period sj kgj berichtszeit "
                        "*zeitpunkt erhebungsstand") &&
           // `unter 3 Jahre`, `Plätze pro Jahr`
           !heading_says(heading, "unter bis ueber ab je pro im alter anzahl") && !says_own_time(heading) &&
           !says_change_of_file(heading);
}

bool says_own_time(std::string_view heading)
{
    return heading_says(heading,
                        "geburts* geb-jahr geb-datum geboren* baujahr* baubeginn* bauabschluss* gruendung* eroeffnung* "
                        "errichtung* fertigstellung* inbetriebnahme* sanierung* modernisierung* schliessung* zuzug* "
                        "einreise* jahrgang");
}

bool says_change_of_file(std::string_view heading)
{
    return heading_says(heading,
                        "abruf* abgerufen* download* exportdatum importdatum upload* druckdatum erstellt* "
                        "erstellungs* aktualisier* aenderungs* geaendert* angelegt* bearbeitungs* letzte-aenderung");
}

bool says_label(std::string_view heading)
{
    return heading_says(
        heading,
        "id *-id id-* nr nummer *nummer schluessel *gemeindeschluessel *kreisschluessel "
        "*regionalschluessel *gebietsschluessel *landesschluessel schulschluessel statistikschluessel "
        "*kennzeichen *kennziffer *kennung kennzahl kenn-nr plz postleitzahl postleit* plz* telefon "
        "telefon-nr telefonnr tel telefax fax fax-nr mobil mobilfunk mobiltelefon handy code *code "
        "vorwahl durchwahl zip zipcode zip-code postcode postal-code phone lfd* laufende hausnummer* satzart satznr satz-nr satz-art satz-id text-kennzeichen text-kenn-zeichen text-kennung "
        "zeile index-column objectid fid gml-id ogc-fid unnamed* koordinate* *koordinaten");
}

bool says_aside(std::string_view heading)
{
    return heading_says(
               heading,
               "anmerkung* bemerkung* hinweis* fussnote* link url website homepage internet* e-mail* "
               "email* mail *adresse address *-address street strasse strassenname *strasse str str-* hausnummer* beschreib* note "
               "notes kommentar* telefon* fax* bedeut-id quelle source") ||
           says_change_of_file(heading) || says_label(heading);
}

bool says_person(std::string_view heading)
{
    return heading_says(heading,
                        "vorname nachname familienname geburtsdatum geburtstag geburtsname geb-datum geb-dat "
                        "geb-am geboren-am schueler-id schuelernummer schueler-nr schuelername schuelerinnenname "
                        "name-des-schuelers name-der-schuelerin name-der-schueler name-schueler personen-id "
                        "personennummer personalnummer kind-id kind-nr kinder-id kindername kindsname name-des-kindes "
                        "name-der-kinder name-kind person-id student-id matrikelnummer aktenzeichen fallnummer "
                        "fall-id steuer-id versichertennummer versicherungsnummer");
}

bool says_one_person(std::string_view heading)
{
    static constexpr std::array<std::string_view, 16> words{"kind",
                                                            "schuelerin",
                                                            "schueler",
                                                            "schueler-in",
                                                            "schueler-innen",
                                                            "schuelerin-schueler",
                                                            "schueler-schuelerin",
                                                            "person",
                                                            "personen",
                                                            "teilnehmer",
                                                            "teilnehmerin",
                                                            "teilnehmer-in",
                                                            "mitarbeiter",
                                                            "mitarbeiterin",
                                                            "patient",
                                                            "student"};
    return std::find(words.begin(), words.end(), slug(heading)) != words.end();
}

bool is_name_of_person(std::string_view text)
{
    std::size_t words = 0;
    for (std::string_view word : split(text, ' ')) {
        word.remove_suffix(word.ends_with(',') ? 1 : 0);
        const bool digits = std::any_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
        // A letter that is upper case changes when it is made lower case.
        const std::string_view first =
            word.substr(0, word.empty() || static_cast<unsigned char>(word[0]) < 0x80 ? 1 : 2);
        if (word.empty() || digits || lower(first) == first) {
            return false;
        }
        ++words;
    }
    return words >= 2 && words <= 4;
}

std::string shown_list(const std::vector<std::string>& texts)
{
    constexpr std::size_t most = 4;
    std::vector<std::string> quoted;
    for (std::size_t i = 0; i < std::min(most, texts.size()); ++i) {
        quoted.push_back(shown(texts[i]));
    }
    return join(quoted, ", ") + (texts.size() > most ? ", …" : "");
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

}  // namespace allmende::sources
