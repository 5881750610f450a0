#include "releases/trace_data.hpp"

#include <map>
#include <set>

#include "base/file.hpp"

namespace allmende::releases {

namespace {

/// Appends `[[delivery, row, column, value, mark, factor], …]`. There are millions of cells: text, not a tree.
void append_cells(std::string& out, const std::vector<indicators::TracedCell>& cells,
                  std::set<std::int32_t>& deliveries)
{
    out += '[';
    for (const indicators::TracedCell& cell : cells) {
        deliveries.insert(cell.delivery);
        fmt::format_to(std::back_inserter(out), "{}[{},{},{},{},\"{}\",{}]", out.back() == '[' ? "" : ",",
                       cell.delivery, cell.row, cell.column, is_missing(cell.sign) ? "null" : shortest(cell.value),
                       mark(cell.sign), shortest(cell.factor));
    }
    out += ']';
}

struct TracePart {
    std::string figures;  ///< members of a JSON object
    std::set<std::int32_t> deliveries;
};

}  // namespace

Json delivery_json(const Snapshot& snapshot, const sources::Delivery& delivery)
{
    const Licence* licence = snapshot.licence(delivery.licence);
    Json entry;
    entry["id"] = delivery.number;
    entry["file"] = delivery.file_name;
    entry["sha256"] = delivery.sha256;
    entry["date"] = delivery.delivered_at.substr(0, 10);
    entry["edition"] = delivery.edition;
    entry["dataset"] = delivery.dataset;
    entry["attribution"] = delivery.attribution;
    entry["licence"] = {{"name", licence == nullptr ? delivery.licence : licence->name.de},
                        {"url", licence == nullptr ? "" : licence->url}};
    entry["rows"] = delivery.rows;
    entry["observations"] = delivery.observations;
    return entry;
}

void write_traces(const Snapshot& snapshot, std::size_t indicator, const indicators::Sources& sources,
                  const std::filesystem::path& folder)
{
    const indicators::FigureTable& table = snapshot.tables[indicator];
    const auto traces = indicators::trace_all(table, release_request(snapshot.regions), sources);
    std::map<std::string, TracePart> parts;
    for (const auto& [place, trace] : traces) {
        const auto [s, a, y] = place;
        TracePart& part = parts[table.areas[a].substr(0, 2)];
        fmt::format_to(std::back_inserter(part.figures),
                       "{}\"{}/{}/{}\":{{\"numerator\":", part.figures.empty() ? "" : ",", s, table.areas[a],
                       table.years[y]);
        append_cells(part.figures, trace.numerator, part.deliveries);
        part.figures += ",\"denominator\":";
        append_cells(part.figures, trace.denominator, part.deliveries);
        part.figures += '}';
    }
    std::filesystem::create_directories(folder);
    for (auto& [name, part] : parts) {
        Json deliveries = Json::object();
        for (const sources::Delivery& delivery : snapshot.deliveries) {
            if (part.deliveries.contains(delivery.number)) {
                deliveries[std::to_string(delivery.number)] = delivery_json(snapshot, delivery);
            }
        }
        write_scratch_file(folder / (name + ".json"),
                           fmt::format("{{\"deliveries\":{},\"figures\":{{{}}}}}\n", deliveries.dump(), part.figures));
    }
}

}  // namespace allmende::releases
