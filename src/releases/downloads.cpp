#include "releases/downloads.hpp"

#include <algorithm>
#include <set>

#include "base/ensure.hpp"
#include "base/file.hpp"
#include "base/parallel.hpp"
#include "formats/xlsx_writer.hpp"
#include "releases/indicator_data.hpp"
#include "releases/institution_data.hpp"
#include "releases/texts.hpp"

namespace allmende::releases {

namespace {

using formats::XlsxCell;

const std::vector<std::string> columns{"indicator", "area",        "area_name", "period", "breakdown", "code", "value",
                                       "numerator", "denominator", "status",    "flags",  "lower",     "upper"};

XlsxCell number(bool there, double value)
{
    return there ? XlsxCell(value) : XlsxCell();
}

std::string area_name(const std::string& key, const Snapshot& snapshot, const sources::Workspace& workspace)
{
    for (const areas::Region* region : snapshot.regions) {
        if (region_key(*region) == key) {
            return region->title.de;
        }
    }
    return workspace.areas().need(key).name;
}

/// Calls `each` with the fields of every figure that a reader may want: absent and dissolved ones are left out.
void each_row(const Snapshot& snapshot, std::size_t indicator, const sources::Workspace& workspace,
              const std::function<void(const std::vector<XlsxCell>&)>& each)
{
    const indicators::FigureTable& table = snapshot.tables[indicator];
    const std::set<std::string> on_site(snapshot.site_areas.begin(), snapshot.site_areas.end());
    for (std::size_t a = 0; a < table.areas.size(); ++a) {
        const std::string& key = table.areas[a];
        if (!on_site.contains(key) && !key.starts_with("region:")) {
            continue;
        }
        const std::string name = area_name(key, snapshot, workspace);
        for (std::size_t y = 0; y < table.years.size(); ++y) {
            for (std::size_t s = 0; s < table.series.size(); ++s) {
                const indicators::Figure& figure = table.at(s, a, y);
                if (figure.sign == Sign::absent || figure.sign == Sign::no_territory) {
                    continue;
                }
                const bool rate = figure.has_value() && table.definition->denominator.has_value();
                each({table.definition->id, key, name, std::to_string(table.years[y]), table.series[s].dimension,
                      table.series[s].dimension.empty() ? std::string("total") : table.series[s].code,
                      number(figure.has_value(), figure.value), number(figure.has_value(), figure.numerator.number),
                      number(rate, figure.denominator.number), std::string(mark(figure.sign)),
                      join(indicators::flag_ids(figure.flags), " "), number(figure.has_bounds(), figure.low),
                      number(figure.has_bounds(), figure.high)});
            }
        }
    }
}

void append_csv(std::string& out, const std::vector<XlsxCell>& fields)
{
    for (std::size_t c = 0; c < fields.size(); ++c) {
        out += c > 0 ? "," : "";
        if (const auto* text = std::get_if<std::string>(&fields[c])) {
            append_csv_field(out, *text);
        } else if (const auto* value = std::get_if<double>(&fields[c])) {
            out += shortest(*value);
        }
    }
    out += "\r\n";
}

void write_about_sheet(formats::XlsxWriter& workbook, const Snapshot& snapshot,
                       const indicators::Definition& definition, const sources::Workspace& workspace)
{
    workbook.sheet("Beschreibung");
    const std::string release = fmt::format("Veröffentlichung {} vom {}", snapshot.number, snapshot.date);
    workbook.row({definition.title.de});
    workbook.row({std::string("Definition"), definition.definition.de});
    workbook.row({std::string("Berechnung"), definition.formula.de});
    workbook.row({std::string("Ortsprinzip"), place_text(definition.place).de});
    workbook.row({std::string("Zeitbezug"), definition.period_text.de});
    for (const Localized& caveat : definition.caveats) {
        workbook.row({std::string("Hinweis"), caveat.de});
    }
    workbook.row({std::string("Quelle"), source_line(definition, workspace).de});
    workbook.row({std::string("Stand"), release});
    if (workspace.settings().invented) {
        workbook.row({std::string("Achtung"), std::string("Alle Zahlen sind erfunden.")});
    }
}

void write_indicator_downloads(const Snapshot& snapshot, std::size_t indicator, const sources::Workspace& workspace,
                               const std::filesystem::path& folder)
{
    const indicators::Definition& definition = snapshot.definitions[indicator];
    std::string csv = join(columns, ",") + "\r\n";
    formats::XlsxWriter workbook(folder / (definition.id + ".xlsx"));
    workbook.sheet("Werte");
    workbook.head(columns);
    each_row(snapshot, indicator, workspace, [&](const std::vector<XlsxCell>& fields) {
        append_csv(csv, fields);
        workbook.row(fields);
    });
    write_about_sheet(workbook, snapshot, definition, workspace);
    workbook.close();
    write_scratch_file(folder / (definition.id + ".csv"), csv);
}

void write_dataset_download(const facts::Dataset& dataset, sources::Workspace& workspace,
                            const std::filesystem::path& file)
{
    constexpr std::int64_t piece = 100000;
    std::string csv = "dataset,area,area_name,period,";
    for (const facts::Dimension& dimension : dataset.dimensions) {
        csv += dimension.id + ",";
    }
    csv += "measure,value,status,delivery,row,column\r\n";
    FileWriter writer(file);
    const facts::Query query{{{facts::Column::dataset, {dataset.number}}}, {}, {}};
    for (std::int64_t offset = 0;; offset += piece) {
        const facts::Observations rows = workspace.facts().rows(query, offset, piece);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const areas::Area& area = workspace.areas().at(rows.area[i]);
            std::vector<XlsxCell> fields{dataset.id, area.key, area.name, Period::from_code(rows.period[i]).text()};
            for (std::size_t d = 0; d < dataset.dimensions.size(); ++d) {
                fields.emplace_back(dataset.dimensions[d].codes[static_cast<std::size_t>(rows.dimensions[d][i])].id);
            }
            fields.emplace_back(dataset.measures[static_cast<std::size_t>(rows.measure[i])].id);
            fields.push_back(number(!is_missing(rows.sign[i]), rows.value[i]));
            fields.emplace_back(std::string(mark(rows.sign[i])));
            fields.emplace_back(static_cast<double>(rows.delivery[i]));
            fields.emplace_back(static_cast<double>(rows.row[i]));
            fields.emplace_back(static_cast<double>(rows.column[i]));
            append_csv(csv, fields);
        }
        writer.write(csv);
        csv.clear();
        if (static_cast<std::int64_t>(rows.size()) < piece) {
            break;
        }
    }
    writer.commit();
}

void write_institution_downloads(sources::Workspace& workspace, const std::filesystem::path& folder)
{
    const sources::InstitutionRegister institutions(workspace);
    for (std::size_t list = 0; list < institutions.lists().size(); ++list) {
        const InstitutionTable table = institution_table(institutions, list, workspace);
        std::string csv;
        append_csv(csv, {table.columns.begin(), table.columns.end()});
        for (const std::vector<std::string>& row : table.rows) {
            append_csv(csv, {row.begin(), row.end()});
        }
        write_scratch_file(folder / (slug(institutions.lists()[list].dataset->id) + ".csv"), csv);
    }
}

}  // namespace

void write_downloads(const Snapshot& snapshot, sources::Workspace& workspace, const std::filesystem::path& folder)
{
    std::filesystem::create_directories(folder / "datasets");
    std::filesystem::create_directories(folder / "institutions");
    parallel_for(snapshot.definitions.size(),
                 [&](std::size_t i) { write_indicator_downloads(snapshot, i, workspace, folder); });
    for (const facts::Dataset& dataset : workspace.dictionary().datasets) {
        write_dataset_download(dataset, workspace, folder / "datasets" / (slug(dataset.id) + ".csv"));
    }
    write_institution_downloads(workspace, folder / "institutions");
}

}  // namespace allmende::releases
