#include "releases/released_parts.hpp"

#include <fstream>

#include "base/error.hpp"

namespace allmende::releases {

namespace {

/// Runs a reading function; a file of another shape than agreed is named in the message.
template <typename Read>
auto reading(const std::filesystem::path& path, const Read& read)
{
    try {
        return read();
    } catch (const nlohmann::json::exception& error) {
        fail(ErrorCode::bad_input, "{}: is not as a release has it ({})", path.string(), error.what());
    }
}

std::string text_or_empty(const Json& object, const char* key)
{
    const auto found = object.find(key);
    return found == object.end() || found->is_null() ? std::string() : found->get<std::string>();
}

Localized localized(const Json& value)
{
    return {value.at("de").get<std::string>(), value.at("en").get<std::string>()};
}

ReleasedArea area_of(const Json& entry)
{
    return {.key = entry.at("key"),
            .name = entry.at("name"),
            .short_name = entry.at("short"),
            .level = entry.at("level"),
            .parent = text_or_empty(entry, "parent"),
            .profile = entry.at("profile")};
}

ReleasedArea area_of_region(const Json& entry)
{
    const std::string title = entry.at("title").at("de");
    return {
        .key = entry.at("key"), .name = title, .short_name = title, .level = "region", .parent = {}, .profile = false};
}

/// In the order of `keys`; a release without that list has the areas first, then the regions.
std::vector<ReleasedArea> areas_in_order(const Json& site)
{
    std::map<std::string, ReleasedArea> by_key;
    std::vector<std::string> order;
    const auto add = [&](ReleasedArea area) {
        order.push_back(area.key);
        by_key.insert_or_assign(area.key, std::move(area));
    };
    for (const Json& entry : site.at("areas")) {
        add(area_of(entry));
    }
    for (const Json& entry : site.at("regions")) {
        add(area_of_region(entry));
    }
    if (site.contains("keys")) {
        order = site.at("keys").get<std::vector<std::string>>();
    }
    std::vector<ReleasedArea> areas;
    areas.reserve(order.size());
    for (const std::string& key : order) {
        const auto found = by_key.find(key);
        // A key with figures but without an entry of its own is still shown, by its key.
        areas.push_back(found != by_key.end()
                            ? found->second
                            : ReleasedArea{.key = key, .name = key, .short_name = key, .level = {}, .parent = {}});
    }
    return areas;
}

}  // namespace

std::filesystem::path path_below(const std::filesystem::path& data, std::string_view file)
{
    const std::filesystem::path relative(file);
    for (const auto& part : relative) {
        if (part == ".." || part == "." || part == "/") {
            fail(ErrorCode::not_found, "{}: leads out of the release", std::string(file));
        }
    }
    return data / relative;
}

Json read_json(const std::filesystem::path& path, const std::function<bool(int, const std::string&)>& keep)
{
    std::ifstream in(path, std::ios::binary);
    if (!in) {
        fail(ErrorCode::not_found, "{}: the release lacks this file", path.string());
    }
    return reading(path, [&] {
        if (!keep) {
            return Json::parse(in);
        }
        return Json::parse(in, [&keep](int depth, Json::parse_event_t event, Json& parsed) {
            return event != Json::parse_event_t::key || keep(depth, parsed.get_ref<const std::string&>());
        });
    });
}

ReleasedSite read_site(const std::filesystem::path& data)
{
    const std::filesystem::path path = data / "site.json";
    const Json site = read_json(path);
    return reading(path, [&] {
        ReleasedSite out;
        out.areas = areas_in_order(site);
        for (std::size_t i = 0; i < out.areas.size(); ++i) {
            out.area_numbers.emplace(out.areas[i].key, static_cast<std::int32_t>(i));
        }
        for (const Json& entry : site.at("regions")) {
            out.regions.push_back(
                {entry.at("id"), entry.at("key"), entry.at("members").get<std::vector<std::string>>()});
        }
        for (const Json& entry : site.at("indicators")) {
            out.indicator_ids.push_back(entry.at("id"));
            out.indicator_files.push_back(entry.at("file"));
        }
        for (const Json& entry : site.at("datasets")) {
            out.dataset_ids.push_back(entry.at("id"));
        }
        return out;
    });
}

ObservationWords read_observation_words(const std::filesystem::path& data)
{
    const std::filesystem::path path = data / "observations.json";
    const Json words = read_json(path);
    return reading(path, [&] {
        ObservationWords out;
        out.areas = words.at("areas").get<std::vector<std::string>>();
        for (const Json& entry : words.at("datasets")) {
            ReleasedDataset dataset;
            dataset.number = static_cast<std::int32_t>(out.datasets.size());
            dataset.id = entry.at("id");
            dataset.measures = entry.at("measures").get<std::vector<std::string>>();
            dataset.periods = entry.at("periods").get<std::vector<std::int32_t>>();
            for (const Json& dimension : entry.at("dimensions")) {
                dataset.dimensions.push_back(
                    {dimension.at("id"), dimension.at("codes").get<std::vector<std::string>>()});
            }
            out.datasets.push_back(std::move(dataset));
        }
        return out;
    });
}

ReleasedIndicator read_indicator(const std::filesystem::path& data, const std::string& file)
{
    static const std::set<std::string> bulk{"value", "numerator", "denominator", "marks", "bounds", "flags"};
    const std::filesystem::path path = path_below(data, file);
    // Members of the entries of `series` stand at depth 3; the figures themselves are in figures.parquet.
    const Json content =
        read_json(path, [](int depth, const std::string& key) { return depth != 3 || !bulk.contains(key); });
    return reading(path, [&] {
        ReleasedIndicator out;
        out.id = content.at("id");
        for (const Json& entry : content.at("series")) {
            out.series.push_back({text_or_empty(entry, "dimension"), entry.at("code")});
        }
        out.years = content.at("years").get<std::vector<int>>();
        for (const Json& label : content.at("yearLabels")) {
            out.year_labels.push_back(localized(label));
        }
        out.trace_folder = text_or_empty(content, "trace");
        out.definition = content.dump();
        return out;
    });
}

ReleasedTrace read_trace(const std::filesystem::path& path, const std::string& figure)
{
    std::error_code unknown;
    if (!std::filesystem::exists(path, unknown)) {
        return {.deliveries = "{}", .cells = {}};  // no figure of these areas has cells
    }
    std::string part;
    const Json content = read_json(path, [&](int depth, const std::string& key) {
        if (depth == 1) {
            part = key;
        }
        return depth != 2 || part != "figures" || key == figure;
    });
    return reading(path, [&] {
        ReleasedTrace out;
        out.deliveries = content.at("deliveries").dump();
        const Json& figures = content.at("figures");
        if (figures.contains(figure)) {
            out.cells = figures.at(figure).dump();
        }
        return out;
    });
}

ReleaseEntry read_manifest(const std::filesystem::path& folder, int number)
{
    static const std::set<std::string> wanted{"number", "date", "corrects", "note"};
    const std::filesystem::path path = folder / "manifest.json";
    const Json manifest =
        read_json(path, [](int depth, const std::string& key) { return depth != 1 || wanted.contains(key); });
    return reading(path, [&] {
        ReleaseEntry entry;
        entry.number = number;
        entry.date = text_or_empty(manifest, "date");
        if (manifest.contains("corrects") && manifest.at("corrects").is_number()) {
            entry.corrects = manifest.at("corrects");
        }
        if (manifest.contains("note") && manifest.at("note").is_object()) {
            entry.note = localized(manifest.at("note"));
        }
        return entry;
    });
}

}  // namespace allmende::releases
