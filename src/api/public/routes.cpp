#include "api/public/routes.hpp"

#include "api/public/documents.hpp"
#include "base/ensure.hpp"

namespace allmende::api::public_ {

namespace {

const Parameter id_of_indicator{.name = "id",
                                .place = Place::path,
                                .text = {"Kennung der Kennzahl", "Id of the indicator"},
                                .example = "without_certificate",
                                .required = true,
                                .choices = {}};
const Parameter id_of_dataset{
    .name = "id",
    .place = Place::path,
    .text = {"Kennung des Datensatzes (Tabellennummer)", "Id of the dataset (number of the table)"},
    .example = "99111-01-01-4",
    .required = true,
    .choices = {}};
const Parameter key_of_area{.name = "key",
                            .place = Place::path,
                            .text = {"Schlüssel der Gebietseinheit (AGS) oder der Region (region:…)",
                                     "Key of the area (AGS) or of the region (region:…)"},
                            .example = "99001",
                            .required = true,
                            .choices = {}};
const Parameter areas{.name = "area",
                      .text = {"Nur diese Schlüssel", "Only these keys"},
                      .example = "99001,99002",
                      .list = true,
                      .choices = {}};
const Parameter levels{.name = "level",
                       .text = {"Nur diese Ebenen", "Only these levels"},
                       .example = "kreis",
                       .list = true,
                       .choices = {}};
const Parameter regions{
    .name = "region",
    .text = {"Nur die Mitglieder dieser Regionen und ihre Summen", "Only the members of these regions and their sums"},
    .example = "lindental",
    .list = true,
    .choices = {}};
const Parameter periods{
    .name = "period",
    .text = {"Jahre (2015), Spannen (2010..2015, 2010.., ..2015), ein Berichtszeitraum, wie er gedruckt wird, "
             "oder latest",
             "Years (2015), ranges (2010..2015, 2010.., ..2015), a period as it is printed, or latest"},
    .example = "2020..2022",
    .list = true,
    .choices = {}};
const Parameter breakdowns{
    .name = "by",
    .text = {"Gliederung: ein Merkmal (sex), eine Ausprägung (sex:female), total oder all; ohne Angabe total",
             "Breakdown: a dimension (sex), one code (sex:female), total or all; total where it is absent"},
    .example = "sex:female",
    .list = true,
    .choices = {}};

Route list_route(std::string_view id, std::string_view path, Localized title, Localized text, std::string_view schema,
                 Document (*answer)(const Call&))
{
    Route route;
    route.id = id;
    route.path = path;
    route.title = std::move(title);
    route.text = std::move(text);
    route.forms = {Form::json};
    route.schema = schema;
    route.example = path;
    route.answer = answer;
    return route;
}

Route indicator_route()
{
    Route route = list_route("indicator", "/indicators/{id}", {"Eine Kennzahl", "One indicator"},
                             {"Definition, Formel, Gliederungen, Brüche, Rundung und Quelle einer Kennzahl.",
                              "Definition, formula, breakdowns, breaks, rounding and source of an indicator."},
                             "Indicator", one_indicator);
    route.parameters = {id_of_indicator};
    route.example = "/indicators/without_certificate";
    return route;
}

Route figures_route()
{
    Route route = list_route(
        "figures", "/indicators/{id}/figures", {"Werte einer Kennzahl", "Figures of an indicator"},
        {"Alle Werte einer Kennzahl, eingegrenzt nach Gebiet, Ebene, Region, Zeit und Gliederung. Jeder Wert "
         "trägt Zähler, Nenner, Schranken aus der Rundung der Quelle, Zeichen und Hinweise. Zahlen sind "
         "ungerundet; wo keine Zahl ist, steht in `status`, warum.",
         "All figures of an indicator, narrowed by area, level, region, period and breakdown. Each carries "
         "numerator, denominator, bounds from the source's rounding, sign and flags. Numbers are not rounded; "
         "where there is none, `status` says why."},
        "Figures", figures_of_indicator);
    route.parameters = {id_of_indicator, areas, levels, regions, periods, breakdowns};
    route.forms = {Form::json, Form::csv};
    route.example = "/indicators/without_certificate/figures?level=kreis&period=latest";
    route.effort = Effort::long_;
    return route;
}

Route areas_route()
{
    Route route = list_route("areas", "/areas", {"Gebietseinheiten", "Areas"},
                             {"Alle Gebietseinheiten mit Schlüssel, amtlichem Namen, Ebene und Jahren mit Werten.",
                              "All areas with key, official name, level and years with values."},
                             "Areas", list_of_areas);
    route.parameters = {areas, levels, regions};
    route.forms = {Form::json, Form::csv};
    route.example = "/areas?level=kreis";
    return route;
}

Route area_route(std::string_view id, std::string_view path, Localized title, Localized text, std::string_view schema,
                 std::string_view example, Document (*answer)(const Call&))
{
    Route route = list_route(id, path, std::move(title), std::move(text), schema, answer);
    route.parameters = {key_of_area};
    route.example = example;
    return route;
}

Route boundary_route()
{
    Route route = list_route("boundary", "/boundaries/{id}", {"Grenzen einer Ebene", "Boundaries of a level"},
                             {"TopoJSON mit dem Objekt `areas`; die Kennung jeder Fläche ist ihr Schlüssel; WGS 84.",
                              "TopoJSON with the object `areas`; the id of each shape is its key; WGS 84."},
                             "Boundary", one_boundary);
    route.parameters = {{.name = "id",
                         .place = Place::path,
                         .text = {"Kennung der Grenzen", "Id of the boundaries"},
                         .example = "kreis-2022",
                         .required = true,
                         .choices = {}}};
    route.example = "/boundaries/kreis-2022";
    return route;
}

Route institution_list_route()
{
    Route route = list_route(
        "institution-list", "/institutions/{id}", {"Eine Liste von Einrichtungen", "One list of institutions"},
        {"Schulen oder andere Einrichtungen in ihrem neuesten Zeitraum: gezählt nach Gebiet und Art, und einzeln mit "
         "Anschrift, Ort und dem, was verbundene Listen (gleiche Schulnummer) sagen. Als CSV eine Zeile je Einrichtung.",
         "Schools or other institutions in their newest period: counted by area and kind, and one by one with address, "
         "place and what joined lists (same school number) say. As CSV one line per institution."},
        "InstitutionList", one_institution_list);
    route.parameters = {{.name = "id",
                         .place = Place::path,
                         .text = {"Kennung der Liste", "Id of the list"},
                         .example = "schulen",
                         .required = true,
                         .choices = {}}};
    route.forms = {Form::json, Form::csv};
    route.example = "/institutions/schulen";
    return route;
}

Route dataset_route()
{
    Route route = list_route("dataset", "/datasets/{id}", {"Ein Datensatz", "One dataset"},
                             {"Messgrößen, Merkmale, Ausprägungen und Lieferungen eines Datensatzes.",
                              "Measures, dimensions, codes and deliveries of a dataset."},
                             "Dataset", one_dataset);
    route.parameters = {id_of_dataset};
    route.example = "/datasets/99111-01-01-4";
    return route;
}

Route observations_route()
{
    Route route = list_route(
        "observations", "/datasets/{id}/observations", {"Beobachtungen", "Observations"},
        {"Die gelieferten Zellen eines Datensatzes mit Datei, Zeile und Spalte. Außer den genannten Parametern "
         "grenzt jedes Merkmal des Datensatzes ein: `sex=female`; `total` heißt nicht gegliedert.",
         "The delivered cells of a dataset with file, row and column. Beside the parameters named, every "
         "dimension of the dataset narrows: `sex=female`; `total` means not broken down."},
        "Observations", observations_of_dataset);
    route.parameters = {id_of_dataset,
                        areas,
                        levels,
                        regions,
                        periods,
                        {.name = "measure",
                         .text = {"Nur diese Messgrößen", "Only these measures"},
                         .example = "leavers",
                         .list = true,
                         .choices = {}}};
    route.forms = {Form::json, Form::csv};
    route.example = "/datasets/99111-01-01-4/observations?area=99001&period=2022&sex=female";
    route.by_dimension = true;
    route.effort = Effort::long_;
    return route;
}

Route trace_route()
{
    Route route = list_route(
        "trace", "/trace", {"Woher kommt diese Zahl?", "Where does this number come from?"},
        {"Der Weg eines Wertes zurück: Zähler und Nenner, ihre Zellen mit Datei, Zeile und Spalte, die Lieferungen "
         "mit Prüfsumme, Datum und Lizenz.",
         "The way of a figure back: numerator and denominator, their cells with file, row and column, the "
         "deliveries with hash, date and licence."},
        "Trace", trace_of_figure);
    route.parameters = {
        {.name = "indicator",
         .text = {"Kennung der Kennzahl", "Id of the indicator"},
         .example = "without_certificate",
         .required = true,
         .choices = {}},
        {.name = "area",
         .text = {"Schlüssel der Gebietseinheit oder Region", "Key of the area or region"},
         .example = "99001",
         .required = true,
         .choices = {}},
        {.name = "period",
         .text = {"Ein Jahr der Reihe oder latest", "One year of the series or latest"},
         .example = "2022",
         .required = true,
         .choices = {}},
        {.name = "by",
         .text = {"Eine Ausprägung; ohne Angabe die Gesamtzahl", "One code; the total where it is absent"},
         .example = "sex:female",
         .choices = {}}};
    route.example = "/trace?indicator=without_certificate&area=99001&period=2022";
    route.effort = Effort::long_;
    return route;
}

std::vector<Route> make_registry()
{
    return {
        list_route("resources", "/", {"Übersicht", "Overview"},
                   {"Alle Adressen der Schnittstelle.", "All addresses of the API."}, "Resources", list_of_resources),
        list_route("indicators", "/indicators", {"Kennzahlen", "Indicators"},
                   {"Alle Kennzahlen der Veröffentlichung mit Titel, Einheit und Jahren.",
                    "All indicators of the release with title, unit and years."},
                   "Indicators", list_of_indicators),
        indicator_route(),
        figures_route(),
        areas_route(),
        area_route("area", "/areas/{key}", {"Eine Gebietseinheit", "One area"},
                   {"Eine Gebietseinheit oder Region mit Ebene, übergeordneter Einheit und Regionen.",
                    "An area or region with its level, parent and regions."},
                   "Area", "/areas/99001", one_area),
        area_route(
            "profile", "/areas/{key}/profile", {"Profil einer Gebietseinheit", "Profile of an area"},
            {"Alle Kennzahlen einer Gebietseinheit über die Zeit, mit Land und Region zum Vergleich und dem Platz in ihrer "
             "Region; Plätze, die die Schranken nicht trennen, sind gleich.",
             "All indicators of an area over time, with Land and region for comparison and its place in the region; places "
             "that the bounds do not separate are equal."},
            "Profile", "/areas/99001/profile", profile_of_area),
        list_route(
            "regions", "/regions", {"Regionen", "Regions"},
            {"Benannte Mengen von Gebietseinheiten mit ihren Mitgliedern.", "Named sets of areas with their members."},
            "Regions", list_of_regions),
        list_route(
            "boundaries", "/boundaries", {"Grenzen", "Boundaries"},
            {"Welche Grenzen es gibt: Ebene und Gebietsstand.", "Which boundaries there are: level and territory."},
            "Boundaries", list_of_boundaries),
        boundary_route(),
        list_route("institution-lists", "/institutions", {"Listen von Einrichtungen", "Lists of institutions"},
                   {"Verzeichnisse von Schulen, Kindertageseinrichtungen und anderen.",
                    "Lists of schools, day-care centres and others."},
                   "InstitutionLists", list_of_institution_lists),
        institution_list_route(),
        list_route(
            "datasets", "/datasets", {"Datensätze", "Datasets"},
            {"Die amtlichen Tabellen, aus denen die Kennzahlen kommen.", "The official tables behind the indicators."},
            "Datasets", list_of_datasets),
        dataset_route(),
        observations_route(),
        trace_route(),
        list_route("releases", "/releases", {"Veröffentlichungen", "Releases"},
                   {"Diese Veröffentlichung und alle davor; jede bleibt unter ihrer Nummer abrufbar.",
                    "This release and all before it; each stays available under its number."},
                   "Releases", list_of_releases),
        list_route("reports", "/reports", {"Berichte", "Reports"},
                   {"Die Bildungsberichte der Veröffentlichung.", "The education reports of the release."}, "Reports",
                   list_of_reports),
        list_route("problems", "/problems", {"Fehlermeldungen", "Problems"},
                   {"Was schiefgehen kann: Kennwort, HTTP-Status, Bedeutung.",
                    "What can go wrong: code, HTTP status, meaning."},
                   "Problems", list_of_problems),
        list_route("openapi", "/openapi.json", {"Beschreibung der Schnittstelle", "Description of the API"},
                   {"Diese Schnittstelle als OpenAPI 3.1.", "This API as OpenAPI 3.1."}, "OpenApi",
                   openapi_description),
    };
}

}  // namespace

std::string_view form_name(Form form)
{
    return form == Form::csv ? "csv" : "json";
}

std::string_view media_type(Form form)
{
    return form == Form::csv ? "text/csv" : "application/json";
}

std::vector<std::string_view> Route::segments() const
{
    std::vector<std::string_view> out;
    for (const std::string_view part : split(path, '/')) {
        if (!part.empty()) {
            out.push_back(part);
        }
    }
    return out;
}

std::span<const Route> routes()
{
    static const std::vector<Route> registry = make_registry();
    return registry;
}

}  // namespace allmende::api::public_
