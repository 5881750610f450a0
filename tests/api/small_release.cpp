#include "small_release.hpp"

#include <fstream>

#include "base/cell.hpp"
#include "base/error.hpp"
#include "base/json.hpp"
#include "base/period.hpp"

namespace allmende::test {

namespace {

constexpr const char* dataset_id = "99111-01-01-4";

Json localized(const std::string& de, const std::string& en)
{
    return {{"de", de}, {"en", en}};
}

/// Everything of the release that several of its files need.
struct Plan {
    int number;
    ReleaseSize size;
    std::vector<std::string> kreise;
    std::vector<std::string> keys;  ///< Kreise, Land, region
    std::vector<int> years;

    Plan(int release, ReleaseSize release_size) : number(release), size(release_size)
    {
        for (int i = 1; i <= size.kreise; ++i) {
            kreise.push_back(fmt::format("99{:03}", i));
        }
        keys = kreise;
        keys.insert(keys.end(), {"99", "region:lindental"});
        for (int year = size.first_year; year <= size.last_year; ++year) {
            years.push_back(year);
        }
    }
};

/// Leavers, and those without certificate, rounded to 3; by code of `sex`: 0 both, 1 female, 2 male.
struct Count {
    int leavers;
    int without;
};

Count count_of(int area, int year, int sex)
{
    const int girls = 300 + 30 * (area % 7) + 3 * (year - 2000);
    const int boys = 306 + 24 * (area % 5) + 3 * (year - 2000);
    const int girls_without = 15 + 3 * (area % 4);
    const int boys_without = 24 + 3 * (area % 6) + 3 * (year % 2);
    return sex == 1   ? Count{girls, girls_without}
           : sex == 2 ? Count{boys, boys_without}
                      : Count{girls + boys, girls_without + boys_without};
}

/// The third Kreis did not publish its first year.
bool is_secret(int area, int year, const Plan& plan)
{
    return area == 2 && year == plan.size.first_year;
}

Json sign_list()
{
    Json signs = Json::array();
    for (const SignInfo& info : sign_table()) {
        signs.push_back({{"mark", info.mark},
                         {"id", info.id},
                         {"text", localized(std::string(info.de), std::string(info.en))},
                         {"missing", is_missing(info.sign)}});
    }
    return signs;
}

Json delivery()
{
    return {{"id", 1},
            {"file", "99111-01-01-4.csv"},
            {"sha256", "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef"},
            {"date", "2024-02-01"},
            {"edition", "31.01.2024"},
            {"dataset", dataset_id},
            {"attribution", "Erfundenes Statistikamt"},
            {"licence", {{"name", "dl-de/by-2-0"}, {"url", "https://www.govdata.de/dl-de/by-2-0"}}},
            {"rows", 40},
            {"observations", 54}};
}

Json area_list(const Plan& plan)
{
    Json areas = Json::array();
    for (std::size_t i = 0; i < plan.kreise.size(); ++i) {
        const std::string name = i == 1 ? "Birkenstadt, Kreisfreie Stadt" : fmt::format("Ahorntal {}, Kreis", i + 1);
        const std::string short_name = i == 1 ? "Birkenstadt" : fmt::format("Kreis Ahorntal {}", i + 1);
        areas.push_back({{"key", plan.kreise[i]},
                         {"name", name},
                         {"short", short_name},
                         {"slug", plan.kreise[i] + "-x"},
                         {"level", "kreis"},
                         {"parent", "99"},
                         {"from", plan.years.front()},
                         {"to", plan.years.back()},
                         {"profile", i == 0},
                         {"successors", Json::array()}});
    }
    areas.push_back({{"key", "99"},
                     {"name", "Musterland"},
                     {"short", "Musterland"},
                     {"slug", "99-musterland"},
                     {"level", "land"},
                     {"parent", nullptr},
                     {"from", plan.years.front()},
                     {"to", plan.years.back()},
                     {"profile", false},
                     {"successors", Json::array()}});
    return areas;
}

Json summary(const Plan& plan, const std::string& id, const std::string& de, const std::string& en,
             const std::string& unit)
{
    return {{"id", id},
            {"number", "D1"},
            {"theme", "D"},
            {"title", localized(de, en)},
            {"short", localized(de, en)},
            {"unit", unit},
            {"decimals", unit == "percent" ? 1 : 0},
            {"direction", "neutral"},
            {"firstYear", plan.years.front()},
            {"lastYear", plan.years.back()},
            {"file", "indicators/" + id + ".json"},
            {"headline", Json::array()}};
}

Json institution_list()
{
    return {{"id", "schulen"}, {"title", localized("Schulen", "Schools")}, {"period", "2022/23"}, {"count", 1}};
}

Json institutions()
{
    Json file = institution_list();
    file["year"] = 2022;
    file["breakdowns"] = Json::array({{{"title", localized("Schulform", "School type")},
                                       {"list", "schulen"},
                                       {"listTitle", localized("Schulen", "Schools")},
                                       {"period", "2022/23"},
                                       {"codes", Json::array({localized("Gymnasium", "Grammar school")})}}});
    file["measures"] = Json::array();
    file["areas"] = Json::array({{{"key", "99001"},
                                  {"count", 1},
                                  {"counts", Json::array({Json::array({1})})},
                                  {"unlisted", Json::array({0})},
                                  {"sums", Json::array()},
                                  {"missing", Json::array()}}});
    file["institutions"] = Json::array({{{"number", "100001"},
                                         {"name", "Gymnasium am Anger"},
                                         {"codes", Json::array({Json::array({0})})},
                                         {"street", "Anger 1"},
                                         {"place", "Ahlen"},
                                         {"area", "99001"}}});
    return file;
}

Json site(const Plan& plan)
{
    Json schools = institution_list();
    schools["file"] = "institutions/schulen.json";
    schools["downloads"] = {{"csv", "downloads/institutions/schulen.csv"}};
    Json dimensions =
        Json::array({{{"id", "sex"},
                      {"title", localized("Geschlecht", "Sex")},
                      {"codes", Json::array({{{"id", "female"}, {"title", localized("weiblich", "female")}},
                                             {{"id", "male"}, {"title", localized("männlich", "male")}}})}}});
    Json measures = Json::array(
        {{{"id", "leavers"}, {"title", localized("Abgehende", "Leavers")}, {"unit", "Anzahl"}},
         {{"id", "without"}, {"title", localized("ohne Abschluss", "Without certificate")}, {"unit", "Anzahl"}}});
    return {{"format", 1},
            {"title", localized("Bildung in Lindental", "Education in Lindental")},
            {"publisher", "Region Lindental"},
            {"contact", "bildung@lindental.example"},
            {"invented", true},
            {"release",
             {{"number", plan.number},
              {"date", "2024-03-01"},
              {"corrects", nullptr},
              {"note", nullptr},
              {"changes", Json::array()},
              {"previous", Json::array()}}},
            {"regions", Json::array({{{"id", "lindental"},
                                      {"key", "region:lindental"},
                                      {"title", localized("Lindental", "Lindental")},
                                      {"members", plan.kreise},
                                      {"context", {"99"}},
                                      {"kind", "region"},
                                      {"boundary", "kreis-2022"}}})},
            {"defaultRegion", "lindental"},
            {"themes", Json::array()},
            {"indicators",
             Json::array({summary(plan, "without_certificate", "ohne Abschluss", "without certificate", "percent"),
                          summary(plan, "leavers", "Abgehende", "Leavers", "count")})},
            {"areas", area_list(plan)},
            {"keys", plan.keys},
            {"datasets", Json::array({{{"id", dataset_id},
                                       {"title", localized("Abgehende nach Geschlecht", "Leavers by sex")},
                                       {"source", localized("Erfundenes Statistikamt", "Invented office")},
                                       {"measures", measures},
                                       {"dimensions", dimensions},
                                       {"firstPeriod", std::to_string(plan.years.front())},
                                       {"lastPeriod", std::to_string(plan.years.back())},
                                       {"areas", plan.kreise.size()},
                                       {"observations", 54},
                                       {"deliveries", Json::array({delivery()})},
                                       {"downloads", {{"csv", "downloads/x.csv"}}}}})},
            {"boundaries", Json::array({{{"id", "kreis-2022"},
                                         {"level", "kreis"},
                                         {"territory", "2022-12-31"},
                                         {"file", "boundaries/kreis-2022.json"},
                                         {"areas", 1},
                                         {"attribution", localized("erfunden", "invented")}}})},
            {"institutions", Json::array({schools})},
            {"signs", sign_list()},
            {"glossary", Json::array()},
            {"reports",
             Json::array(
                 {{{"id", "leavers"}, {"title", localized("Bericht", "Report")}, {"file", "reports/leavers.json"}}})}};
}

Json series_list(bool by_sex)
{
    // Figures stand in the files of real releases; whoever reads them here must find that they are passed over.
    const auto one = [](Json dimension, Json title, const std::string& code, Json code_title) {
        return Json{{"dimension", std::move(dimension)},
                    {"dimensionTitle", std::move(title)},
                    {"code", code},
                    {"title", std::move(code_title)},
                    {"value", Json::array({Json::array({1, nullptr})})},
                    {"numerator", nullptr},
                    {"denominator", nullptr},
                    {"marks", {{"99003", {{"2020", "."}}}}},
                    {"bounds", Json::object()},
                    {"flags", Json::object()}};
    };
    Json list = Json::array({one(nullptr, nullptr, "total", localized("insgesamt", "total"))});
    if (by_sex) {
        list.push_back(one("sex", localized("Geschlecht", "Sex"), "female", localized("weiblich", "female")));
        list.push_back(one("sex", localized("Geschlecht", "Sex"), "male", localized("männlich", "male")));
    }
    return list;
}

Json indicator(const Plan& plan, const std::string& id, const std::string& unit, bool by_sex)
{
    Json labels = Json::array();
    for (const int year : plan.years) {
        const std::string label = fmt::format("{}/{:02}", year - 1, year % 100);
        labels.push_back(localized(label, label));
    }
    return {{"id", id},
            {"version", 1},
            {"number", "D1"},
            {"theme", "D"},
            {"title", localized("Titel", "Title")},
            {"short", localized("kurz", "short")},
            {"question", localized("Wie viele?", "How many?")},
            {"definition", localized("Anteil.", "Share.")},
            {"formula", localized("a / b × 100", "a / b × 100")},
            {"numerator", localized("ohne Abschluss", "without")},
            {"denominator", localized("alle", "all")},
            {"caveats", Json::array()},
            {"unit", unit},
            {"unitText", localized("%", "%")},
            {"decimals", 1},
            {"direction", "low_is_good"},
            {"place", localized("Schulort", "place of school")},
            {"periodText", localized("Schuljahr", "school year")},
            {"yearLabels", labels},
            {"priority", "core"},
            {"stage", "output"},
            {"source", localized("Amt", "Office")},
            {"licence", {{"name", "dl-de/by-2-0"}, {"url", "https://www.govdata.de/dl-de/by-2-0"}}},
            {"aggregable", true},
            {"breaks", Json::array()},
            {"rounding", Json::array()},
            {"years", plan.years},
            {"areas", plan.keys},
            {"series", series_list(by_sex)},
            {"downloads", {{"csv", "downloads/x.csv"}, {"xlsx", "downloads/x.xlsx"}}},
            {"trace", "traces/" + id + "/"},
            {"datasets", {dataset_id}}};
}

Json traces(const Plan& plan)
{
    Json figures = Json::object();
    for (std::size_t area = 0; area < plan.kreise.size(); ++area) {
        for (const int year : plan.years) {
            const Count count = count_of(static_cast<int>(area), year, 0);
            const int row = 8 + (year - plan.years.front());
            const bool secret = is_secret(static_cast<int>(area), year, plan);
            figures[fmt::format("0/{}/{}", plan.kreise[area], year)] = {
                {"numerator", Json::array({{1, row, 4, secret ? Json() : Json(count.without), secret ? "." : "", 1}})},
                {"denominator", Json::array({{1, row, 3, count.leavers, "", 1}})}};
        }
    }
    return {{"deliveries", {{"1", delivery()}}}, {"figures", std::move(figures)}};
}

Json profile(const Plan& plan)
{
    Json values = Json::array();
    for (const int year : plan.years) {
        const Count count = count_of(0, year, 0);
        values.push_back(100.0 * count.without / count.leavers);
    }
    Json missing_first = values;
    missing_first[0] = nullptr;
    return {{"key", "99001"},
            {"name", "Ahorntal 1, Kreis"},
            {"short", "Kreis Ahorntal 1"},
            {"level", "kreis"},
            {"parent", "99"},
            {"names", Json::array({{{"name", "Ahorntal 1, Kreis"}, {"delivery", 1}, {"date", "2024-02-01"}}})},
            {"regions", {"lindental"}},
            {"from", plan.years.front()},
            {"to", plan.years.back()},
            {"successors", Json::array()},
            {"predecessors", Json::array()},
            {"indicators", Json::array({{{"id", "without_certificate"},
                                         {"years", plan.years},
                                         {"value", missing_first},
                                         {"marks", {{std::to_string(plan.years.front()), "/"}}},
                                         {"bounds", {{std::to_string(plan.years.back()), {5.5, 6.5}}}},
                                         {"context", {{"99", values}}},
                                         {"rank", {{"region", "lindental"}, {"from", 1}, {"to", 2}, {"of", 3}}}}})}};
}

Json observation_words(const Plan& plan)
{
    Json periods = Json::array();
    for (const int year : plan.years) {
        periods.push_back(Period{.kind = PeriodKind::year, .year = static_cast<std::int16_t>(year)}.code());
    }
    return {{"datasets",
             Json::array({{{"id", dataset_id},
                           {"dimensions", Json::array({{{"id", "sex"}, {"codes", {"total", "female", "male"}}}})},
                           {"measures", {"leavers", "without"}},
                           {"periods", periods}}})},
            {"areas", plan.kreise}};
}

using Integers = std::vector<std::int32_t>;
using Numbers = std::vector<std::optional<double>>;

/// Columns of figures.parquet while they grow.
struct FigureColumns {
    Integers indicator, series, area, year, sign, flags;
    Numbers value, numerator, denominator, lower, upper;

    void add(int which, int code, int place, int when, std::optional<Count> count)
    {
        indicator.push_back(which);
        series.push_back(code);
        area.push_back(place);
        year.push_back(when);
        const bool share = which == 0;
        sign.push_back(static_cast<std::int32_t>(count ? Sign::none : Sign::unknown));
        flags.push_back(count && share ? 1 : 0);  // rounded
        const auto number = [&count](auto of) { return count ? std::optional<double>(of(*count)) : std::nullopt; };
        value.push_back(number([&](Count c) { return share ? 100.0 * c.without / c.leavers : c.leavers; }));
        numerator.push_back(number([&](Count c) { return share ? c.without : c.leavers; }));
        denominator.push_back(share ? number([](Count c) { return c.leavers; }) : std::nullopt);
        lower.push_back(share ? number([](Count c) { return 100.0 * (c.without - 1) / (c.leavers + 1); })
                              : std::nullopt);
        upper.push_back(share ? number([](Count c) { return 100.0 * (c.without + 1) / (c.leavers - 1); })
                              : std::nullopt);
    }
};

facts::DiskTable figures(const Plan& plan)
{
    FigureColumns columns;
    for (int which = 0; which < 2; ++which) {
        for (int code = 0; code < (which == 0 ? 3 : 1); ++code) {
            for (int area = 0; area < static_cast<int>(plan.keys.size()); ++area) {
                for (const int year : plan.years) {
                    columns.add(which, code, area, year,
                                is_secret(area, year, plan) ? std::nullopt : std::optional(count_of(area, year, code)));
                }
            }
        }
    }
    return {{{"indicator", columns.indicator},
             {"series", columns.series},
             {"area", columns.area},
             {"year", columns.year},
             {"sign", columns.sign},
             {"flags", columns.flags},
             {"value", columns.value},
             {"numerator", columns.numerator},
             {"denominator", columns.denominator},
             {"lower", columns.lower},
             {"upper", columns.upper}}};
}

facts::DiskTable observations(const Plan& plan)
{
    Integers dataset, area, period, measure, sex, sign, delivered, row, column;
    Numbers value;
    for (int place = 0; place < static_cast<int>(plan.kreise.size()); ++place) {
        for (const int year : plan.years) {
            for (int which = 0; which < 2; ++which) {
                for (int code = 0; code < 3; ++code) {
                    const bool secret = which == 1 && is_secret(place, year, plan);
                    const Count count = count_of(place, year, code);
                    dataset.push_back(0);
                    area.push_back(place);
                    period.push_back(Period{.kind = PeriodKind::year, .year = static_cast<std::int16_t>(year)}.code());
                    measure.push_back(which);
                    sex.push_back(code);
                    sign.push_back(static_cast<std::int32_t>(secret ? Sign::unknown : Sign::none));
                    delivered.push_back(1);
                    row.push_back(8 + year - plan.years.front());
                    column.push_back(3 + which + 2 * code);
                    value.push_back(secret ? std::nullopt
                                           : std::optional<double>(which == 0 ? count.leavers : count.without));
                }
            }
        }
    }
    facts::DiskTable table{{{"dataset", dataset},
                            {"area", area},
                            {"period", period},
                            {"measure", measure},
                            {"dimension_0", sex},
                            {"sign", sign},
                            {"delivery", delivered},
                            {"row", row},
                            {"column", column},
                            {"value", value}}};
    for (int i = 1; i < 8; ++i) {
        table.columns.push_back({fmt::format("dimension_{}", i), Integers(area.size(), 0)});
    }
    return table;
}

void put(const std::filesystem::path& path, const std::string& text)
{
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;  // not durable, and therefore quick
}

void write_site(const std::filesystem::path& site)
{
    put(site / "index.html", "<!doctype html><title>Lindental</title>\n");
    put(site / "de" / "index.html", "<!doctype html><html lang=de><title>Start</title>\n");
    put(site / "de" / "404.html", "<!doctype html><html lang=de><title>Nicht gefunden</title>\n");
    put(site / "assets" / "app.js", "console.log('Lindental');\n");
    put(site / "assets" / "app.js.gz", "packed by the release\n");
    put(site / "large.bin", std::string(std::size_t{5} << 20, 'x'));
}

}  // namespace

void write_small_release(const std::filesystem::path& releases, int number, facts::ColumnFiles& files, ReleaseSize size)
{
    const Plan plan(number, size);
    const std::filesystem::path folder = releases / std::to_string(number);
    const std::filesystem::path data = folder / "data";
    put(data / "site.json", site(plan).dump());
    put(data / "indicators" / "without_certificate.json",
        indicator(plan, "without_certificate", "percent", true).dump());
    put(data / "indicators" / "leavers.json", indicator(plan, "leavers", "count", false).dump());
    put(data / "areas" / "99001.json", profile(plan).dump());
    put(data / "traces" / "without_certificate" / "99.json", traces(plan).dump());
    put(data / "institutions" / "schulen.json", institutions().dump());
    put(data / "downloads" / "institutions" / "schulen.csv", "number,name\r\n100001,Gymnasium am Anger\r\n");
    put(data / "boundaries" / "kreis-2022.json",
        R"({"type":"Topology","objects":{"areas":{"type":"GeometryCollection","geometries":[]}},"arcs":[]})");
    put(data / "reports" / "leavers.json", Json{{"id", "leavers"},
                                                {"title", localized("Bericht", "Report")},
                                                {"subtitle", localized("Untertitel", "Subtitle")},
                                                {"authors", {"A. Ahorn"}},
                                                {"date", "2024-03-01"},
                                                {"languages", {"de"}},
                                                {"chapters", Json::object()},
                                                {"pdf", {{"de", "reports/leavers.pdf"}}}}
                                               .dump());
    put(data / "observations.json", observation_words(plan).dump());
    files.write(figures(plan), folder / "figures.parquet");
    files.write(observations(plan), folder / "observations.parquet");
    put(folder / "private.log", "nothing for the public\n");
    write_site(folder / "site");
    put(folder / "manifest.json", Json{{"number", number}, {"date", "2024-03-01"}}.dump());
    put(releases / "current", std::to_string(number) + "\n");
}

}  // namespace allmende::test
