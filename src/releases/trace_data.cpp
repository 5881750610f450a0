#include "releases/trace_data.hpp"

#include <map>
#include <set>

#include "base/file.hpp"

namespace allmende::releases {

namespace {

Json cells_json(const std::vector<indicators::TracedCell>& cells, std::set<std::int32_t>& deliveries)
{
    Json list = Json::array();
    for (const indicators::TracedCell& cell : cells) {
        deliveries.insert(cell.delivery);
        list.push_back({cell.delivery, cell.row, cell.column, is_missing(cell.sign) ? Json() : Json(cell.value), mark(cell.sign), cell.factor});
    }
    return list;
}

struct TracePart {
    Json figures = Json::object();
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
    entry["licence"] = {{"name", licence == nullptr ? delivery.licence : licence->name.de}, {"url", licence == nullptr ? "" : licence->url}};
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
        Json& figure = part.figures[fmt::format("{}/{}/{}", s, table.areas[a], table.years[y])];
        figure["numerator"] = cells_json(trace.numerator, part.deliveries);
        figure["denominator"] = cells_json(trace.denominator, part.deliveries);
    }
    std::filesystem::create_directories(folder);
    for (auto& [name, part] : parts) {
        Json file;
        file["deliveries"] = Json::object();
        for (const sources::Delivery& delivery : snapshot.deliveries) {
            if (part.deliveries.contains(delivery.number)) {
                file["deliveries"][std::to_string(delivery.number)] = delivery_json(snapshot, delivery);
            }
        }
        file["figures"] = std::move(part.figures);
        write_scratch_file(folder / (name + ".json"), file.dump() + "\n");
    }
}

}  // namespace allmende::releases
