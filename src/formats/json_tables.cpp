#include "formats/json_tables.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "formats/long_table.hpp"

namespace allmende::formats {

namespace {

constexpr std::uint64_t most_bytes = std::uint64_t{128} << 20;
constexpr int deepest = 64;

/// A file with its place for complaints.
class Reader {
public:
    Reader(std::filesystem::path path, std::filesystem::path folder, const ReadOptions& options)
        : path_(std::move(path)), folder_(std::move(folder)), options_(options)
    {
        options_.file_name = shown_name(path_, options);
    }

    const std::string& name() const { return options_.file_name; }

    template <typename... Args>
    [[noreturn]] void refuse(fmt::format_string<Args...> text, Args&&... args) const
    {
        fail(ErrorCode::bad_input, "{}: {}", name(), fmt::format(text, std::forward<Args>(args)...));
    }

    const JsonByName& need(const JsonByName& object, const char* key, const std::string& where) const
    {
        if (!object.is_object() || !object.contains(key)) {
            refuse("{}: the member “{}” is missing", where, key);
        }
        return object.at(key);
    }

    PlainTable begin_table(std::string_view layout, std::size_t number) const
    {
        PlainTable table;
        table.csv = folder_ / fmt::format("table-{}.csv", number + 1);
        table.options = options_;
        table.delimiter = ',';
        table.layout = layout;
        table.decimal_sign = DecimalSign::point;
        return table;
    }

private:
    std::filesystem::path path_;
    std::filesystem::path folder_;
    ReadOptions options_;
};

std::string text_of(const JsonByName& value)
{
    if (value.is_string()) {
        return value.get<std::string>();
    }
    if (value.is_number_integer()) {
        return value.dump();
    }
    return value.is_number() ? shortest(value.get<double>()) : std::string();
}

/// A member of text; empty where there is none. Texts in several languages: German before English before any.
std::string member(const JsonByName& object, const char* key)
{
    if (!object.is_object() || !object.contains(key)) {
        return {};
    }
    const JsonByName& value = object.at(key);
    if (value.is_object()) {
        for (const char* language : {"de", "en"}) {
            if (value.contains(language)) {
                return text_of(value.at(language));
            }
        }
        return value.empty() ? std::string() : text_of(value.begin().value());
    }
    if (value.is_array()) {
        std::string text;
        for (const JsonByName& part : value) {
            text += (text.empty() ? "" : " ") + text_of(part);
        }
        return text;
    }
    return text_of(value);
}

/// `names` of SDMX-JSON 2, else `name`.
std::string name_of(const JsonByName& object)
{
    const std::string name = member(object, "name");
    const std::string names = member(object, "names");
    return object.is_object() && object.contains("names") && object.at("names").contains("de") ? names
           : name.empty()                                                                      ? names
                                                                                               : name;
}

// --- JSON-stat -------------------------------------------------------------------------------------------------------

struct Categories {
    std::vector<std::string> codes;  ///< in order
    std::map<std::string, std::string> labels;
    std::map<std::string, std::string> units;
};

Categories categories_of(const Reader& reader, const JsonByName& dimension, const std::string& id)
{
    const std::string where = "dimension “" + id + "”";
    const JsonByName& category = reader.need(dimension, "category", where);
    Categories found;
    if (category.contains("label") && category.at("label").is_object()) {
        for (const auto& [code, label] : category.at("label").items()) {
            found.labels[code] = text_of(label);
        }
    }
    if (category.contains("index") && category.at("index").is_array()) {
        for (const JsonByName& code : category.at("index")) {
            found.codes.push_back(text_of(code));
        }
    } else if (category.contains("index") && category.at("index").is_object()) {
        const JsonByName& index = category.at("index");
        found.codes.resize(index.size());
        std::vector<bool> taken(index.size(), false);
        for (const auto& [code, position] : index.items()) {
            const std::size_t at = position.is_number_unsigned() ? position.get<std::size_t>() : index.size();
            if (at >= index.size() || taken[at]) {
                reader.refuse("{}: the position of the category {} is none of 0 to {} or given twice", where,
                              shown(code), index.size() - 1);
            }
            taken[at] = true;
            found.codes[at] = code;
        }
    } else if (found.labels.size() == 1) {
        found.codes.push_back(found.labels.begin()->first);  // may be left out where there is only one
    } else {
        reader.refuse("{}: the order of its categories (category.index) is missing", where);
    }
    if (category.contains("unit") && category.at("unit").is_object()) {
        for (const auto& [code, unit] : category.at("unit").items()) {
            found.units[code] = member(unit, "label").empty() ? member(unit, "base") : member(unit, "label");
        }
    }
    return found;
}

Role role_in(const JsonByName& dataset, const std::string& id)
{
    if (dataset.contains("role") && dataset.at("role").is_object()) {
        for (const auto& [role, ids] : dataset.at("role").items()) {
            if (ids.is_array() && std::find(ids.begin(), ids.end(), JsonByName(id)) != ids.end()) {
                return role == "time" ? Role::period : role == "geo" ? Role::area : Role::measure;
            }
        }
    }
    return Role::dimension;
}

PlainTable read_json_stat(const Reader& reader, const JsonByName& dataset, std::size_t number)
{
    PlainTable table = reader.begin_table("json-stat", number);
    table.title = member(dataset, "label");
    table.attribution = member(dataset, "source");
    table.edition = member(dataset, "updated");
    table.notes = member(dataset, "note");
    const JsonByName& ids = reader.need(dataset, "id", "dataset");
    const JsonByName& sizes = reader.need(dataset, "size", "dataset");
    const JsonByName& dimensions = reader.need(dataset, "dimension", "dataset");
    if (!ids.is_array() || !sizes.is_array() || ids.size() != sizes.size() || ids.empty()) {
        reader.refuse("“id” and “size” do not name the same dimensions");
    }
    std::vector<Categories> categories;
    std::vector<std::size_t> counts;
    for (std::size_t d = 0; d < ids.size(); ++d) {
        const std::string id = text_of(ids[d]);
        const JsonByName& dimension = reader.need(dimensions, id.c_str(), "dimension");
        categories.push_back(categories_of(reader, dimension, id));
        const std::size_t size = categories.back().codes.size();
        if (sizes[d] != JsonByName(size)) {
            reader.refuse("dimension “{}”: {} categories, but “size” says {}", id, size, sizes[d].dump());
        }
        counts.push_back(size);
        PlainColumn column{
            id, member(dimension, "label"), role_in(dataset, id), categories.back().labels, categories.back().units,
            ""};
        table.columns.push_back(std::move(column));
    }
    table.columns.push_back({"value", "", Role::value, {}, {}, ""});
    table.columns.push_back({"status", "", Role::status, {}, {}, ""});
    CubeOrder order(counts, reader.name());
    const JsonByName& values = reader.need(dataset, "value", "dataset");
    if (values.is_array() && values.size() != order.cells()) {
        reader.refuse("{} values, but the dimensions ask for {}: the file is cut off", values.size(), order.cells());
    }
    const JsonByName none;
    const JsonByName& status = dataset.contains("status") ? dataset.at("status") : none;
    const auto at = [](const JsonByName& list, std::size_t i, const std::string& key) {
        if (list.is_array()) {
            return i < list.size() ? text_of(list[i]) : std::string();
        }
        if (list.is_object()) {
            return list.contains(key) ? text_of(list.at(key)) : std::string();
        }
        return text_of(list);
    };
    LongTable out(table.csv, table.columns);
    std::vector<std::string_view> row(table.columns.size());
    for (std::size_t i = 0; i < order.cells(); ++i, order.advance()) {
        for (std::size_t d = 0; d < counts.size(); ++d) {
            row[d] = categories[d].codes[order.positions()[d]];
        }
        const std::string key = std::to_string(i);
        const std::string value = at(values, i, key);
        const std::string mark = at(status, i, key);
        row[counts.size()] = value;
        row[counts.size() + 1] = mark;
        out.add(row, reader.name());
    }
    out.finish();
    return table;
}

/// Collections hold datasets, or other collections; links to elsewhere are not followed.
void collect_json_stat(const Reader& reader, const JsonByName& item, std::vector<PlainTable>& tables, int depth)
{
    const std::string kind = member(item, "class");
    if (kind == "dataset" || (kind.empty() && item.contains("value") && item.contains("dimension"))) {
        if (item.contains("value")) {
            tables.push_back(read_json_stat(reader, item, tables.size()));
            tables.back().sheet = tables.back().title;
        }
        return;
    }
    if (depth < deepest && item.contains("link") && item.at("link").is_object() && item.at("link").contains("item")) {
        for (const JsonByName& inner : item.at("link").at("item")) {
            collect_json_stat(reader, inner, tables, depth + 1);
        }
    }
}

// --- SDMX-JSON -------------------------------------------------------------------------------------------------------

struct Component {
    std::string id;
    std::vector<std::string> codes;
    std::size_t column = 0;
};

/// Where the components of a message stand in the columns of its table.
struct Structure {
    std::vector<Component> fixed;        ///< dimensions of the whole data set: their first value
    std::vector<Component> series;       ///< dimensions in the keys of series
    std::vector<Component> observation;  ///< dimensions in the keys of observations
    std::vector<Component> series_attributes;
    std::vector<Component> attributes;  ///< of observations
};

class SdmxJson {
public:
    SdmxJson(const Reader& reader, PlainTable& table, const JsonByName& structure) : reader_(reader), table_(table)
    {
        table.title = name_of(structure);
        const JsonByName& dimensions = reader.need(structure, "dimensions", "structure");
        take(dimensions, "dataSet", Role::dimension, structure_.fixed);
        take(dimensions, "series", Role::dimension, structure_.series);
        take(dimensions, "observation", Role::dimension, structure_.observation);
        if (structure.contains("attributes")) {
            take(structure.at("attributes"), "series", Role::remark, structure_.series_attributes);
            take(structure.at("attributes"), "observation", Role::remark, structure_.attributes);
        }
        value_column_ = table.columns.size();
        table.columns.push_back({"OBS_VALUE", "", Role::value, {}, {}, ""});
        if (structure_.series.empty() && structure_.observation.empty()) {
            reader.refuse("the structure names no dimensions");
        }
    }

    void write(const JsonByName& data_sets)
    {
        LongTable out(table_.csv, table_.columns);
        row_.assign(table_.columns.size(), "");
        for (const Component& component : structure_.fixed) {
            row_[component.column] = component.codes.empty() ? "" : component.codes.front();
        }
        for (const JsonByName& data_set : data_sets) {
            if (data_set.contains("observations")) {
                write_observations(out, data_set.at("observations"));
            }
            if (!data_set.contains("series")) {
                continue;
            }
            for (const auto& [key, series] : data_set.at("series").items()) {
                place(structure_.series, key);
                place_attributes(structure_.series_attributes,
                                 series.contains("attributes") ? series.at("attributes") : JsonByName::array(), 0);
                write_observations(out, reader_.need(series, "observations", "series " + key));
            }
        }
        out.finish();
    }

private:
    const Reader& reader_;
    PlainTable& table_;
    Structure structure_;
    std::size_t value_column_ = 0;
    std::vector<std::string> row_;

    void take(const JsonByName& groups, const char* group, Role role, std::vector<Component>& components)
    {
        if (!groups.is_object() || !groups.contains(group)) {
            return;
        }
        for (const JsonByName& entry : groups.at(group)) {
            Component component;
            component.id = text_of(reader_.need(entry, "id", group));
            component.column = table_.columns.size();
            PlainColumn column{component.id, name_of(entry), role, {}, {}, ""};
            if (entry.contains("values")) {
                for (const JsonByName& value : entry.at("values")) {
                    // Values of attributes may be given without an identifier.
                    const std::string id = !value.is_object()            ? text_of(value)
                                           : member(value, "id").empty() ? name_of(value)
                                                                         : member(value, "id");
                    component.codes.push_back(id);
                    column.codes[id] = value.is_object() ? name_of(value) : id;
                }
            }
            table_.columns.push_back(std::move(column));
            components.push_back(std::move(component));
        }
    }

    /// A key such as `0:3:1`: the position of a value in each component.
    void place(const std::vector<Component>& components, const std::string& key)
    {
        const auto parts = split(key, ':');
        if (parts.size() != components.size()) {
            reader_.refuse("the key {} has {} parts; the structure names {} dimensions there", shown(key), parts.size(),
                           components.size());
        }
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const std::size_t at = all_digits(parts[i]) && parts[i].size() < 9
                                       ? static_cast<std::size_t>(std::stoul(std::string(parts[i])))
                                       : components[i].codes.size();
            if (at >= components[i].codes.size()) {
                reader_.refuse("the key {}: {} has no value {}", shown(key), components[i].id, shown(parts[i]));
            }
            row_[components[i].column] = components[i].codes[at];
        }
    }

    void place_attributes(const std::vector<Component>& components, const JsonByName& values, std::size_t from)
    {
        for (std::size_t i = 0; i < components.size(); ++i) {
            const JsonByName none;
            const JsonByName& value = values.is_array() && from + i < values.size() ? values[from + i] : none;
            std::string text;
            if (value.is_number_unsigned() && value.get<std::size_t>() < components[i].codes.size()) {
                text = components[i].codes[value.get<std::size_t>()];
            } else if (!value.is_null() && components[i].codes.empty()) {
                text = text_of(value);
            }
            row_[components[i].column] = text;
        }
    }

    void write_observations(LongTable& out, const JsonByName& observations)
    {
        for (const auto& [key, cell] : observations.items()) {
            place(structure_.observation, key);
            const JsonByName& value = cell.is_array() && !cell.empty() ? cell[0] : cell;
            row_[value_column_] = value.is_array() ? std::string() : text_of(value);
            if (row_[value_column_] == "NaN") {
                row_[value_column_].clear();
            }
            place_attributes(structure_.attributes, cell, 1);
            const std::vector<std::string_view> cells(row_.begin(), row_.end());
            out.add(cells, reader_.name());
        }
    }
};

/// The message has its parts below `data` since 1.0, and at the top in drafts that are still served.
PlainTable read_sdmx_json(const Reader& reader, const JsonByName& message)
{
    const JsonByName& data = message.contains("data") ? message.at("data") : message;
    const JsonByName& structure = data.contains("structures") && !data.at("structures").empty()
                                      ? data.at("structures")[0]
                                  : data.contains("structure") ? data.at("structure")
                                                               : reader.need(message, "structure", "message");
    PlainTable table = reader.begin_table("sdmx-json", 0);
    SdmxJson writer(reader, table, structure);
    writer.write(reader.need(data, "dataSets", "message"));
    if (message.contains("meta")) {
        table.edition = member(message.at("meta"), "prepared").substr(0, 19);
        table.table = member(message.at("meta"), "id");
    }
    return table;
}

}  // namespace

std::vector<PlainTable> read_json_tables(const std::filesystem::path& path, const std::filesystem::path& folder,
                                         const ReadOptions& options)
{
    const Reader reader(path, folder, options);
    const std::string text = read_file(path, most_bytes);
    int depth = 0;
    const JsonByName message = JsonByName::parse(
        text,
        [&](int level, JsonByName::parse_event_t, JsonByName&) {
            depth = std::max(depth, level);
            if (depth > deepest) {
                reader.refuse("it nests deeper than {} levels", deepest);
            }
            return true;
        },
        false);
    if (message.is_discarded()) {
        reader.refuse("this is no JSON, or it is cut off");
    }
    try {
        if (message.is_object() &&
            (message.contains("dataSets") ||
             (message.contains("data") && message.at("data").is_object() && message.at("data").contains("dataSets")))) {
            return {read_sdmx_json(reader, message)};
        }
        std::vector<PlainTable> tables;
        if (message.is_object()) {
            collect_json_stat(reader, message, tables, 0);
        }
        if (tables.empty()) {
            reader.refuse("this is JSON, but neither a JSON-stat dataset with values nor an SDMX-JSON data message");
        }
        if (tables.size() == 1) {
            tables.front().sheet.clear();
        }
        return tables;
    } catch (const JsonByName::exception& error) {
        reader.refuse("a member is not of the kind that the format says ({})", error.what());
    }
}

}  // namespace allmende::formats
