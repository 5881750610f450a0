#include <algorithm>
#include <map>
#include <set>

#include "base/text.hpp"
#include "formats/internal/json_file.hpp"
#include "formats/long_table.hpp"
#include "formats/sdmx_csv.hpp"

namespace allmende::formats {

namespace {

/// `names` of SDMX-JSON 2, else `name`.
std::string name_of(const JsonByName& object)
{
    const std::string name = member(object, "name");
    return part(object, "names").contains("de") || name.empty() ? member(object, "names") : name;
}

/// A dimension, measure or attribute and where it stands in the table.
struct Component {
    std::string id;
    std::vector<std::string> codes;  ///< by position; empty: values stand in the message themselves
    std::string usual;               ///< value of attributes that are not given
    std::size_t column = 0;
    std::int64_t key_position = 0;
    std::size_t at = 0;  ///< position of the value of a dimension now
};

using Components = std::vector<Component>;

/// The dataflow, or else what the message links to of it; empty where it does not say.
std::string table_id_of(const JsonByName& structure)
{
    for (const std::string_view kind : {"dataflow", "provisionagreement", "datastructure", "structure"}) {
        for (const JsonByName& link : part(structure, "links")) {
            const std::string urn = member(link, "urn");
            if (member(link, "rel") == kind && !urn.empty()) {
                return id_of_structure(urn);
            }
        }
    }
    return {};
}

/// One table: the data sets of one structure.
class SdmxJson {
public:
    SdmxJson(const JsonFile& file, PlainTable& table, const JsonByName& structure) : file_(file), table_(table)
    {
        table.title = name_of(structure);
        table.table = table_id_of(structure);
        const JsonByName& dimensions = file.need(structure, "dimensions", "structure");
        fixed_ = take(dimensions, "dataSet", Role::dimension);
        series_ = take(dimensions, "series", Role::dimension);
        observation_ = take(dimensions, "observation", Role::dimension);
        if (series_.empty() && observation_.empty()) {
            file.refuse("the structure names no dimensions");
        }
        order_dimensions();
        const JsonByName& attributes = part(structure, "attributes");
        set_attributes_ = take(attributes, "dataSet", Role::remark);
        group_attributes_ = take(attributes, "dimensionGroup", Role::remark);
        series_attributes_ = take(attributes, "series", Role::remark);
        attributes_ = take(attributes, "observation", Role::remark);
        take_measures(part(structure, "measures"));
        for (Component& component : fixed_) {
            row_[component.column] = component.codes.empty() ? "" : component.codes.front();
        }
    }

    void begin() { out_ = std::make_unique<LongTable>(table_.csv, table_.columns); }

    void write(const JsonByName& data_set)
    {
        deletes_ = lower(member(data_set, "action")) == "delete";
        clear(series_attributes_);
        place_attributes(set_attributes_, part(data_set, "attributes"), 0);
        take_groups(part(data_set, "dimensionGroupAttributes"));
        write_observations(part(data_set, "observations"), true);
        for (const auto& [key, series] : part(data_set, "series").items()) {
            place(series_, key);
            place_attributes(series_attributes_, part(series, "attributes"), 0);
            write_observations(file_.need(series, "observations", "series " + key), false);
        }
    }

    void finish()
    {
        out_->finish();
        if (deleted_ > 0) {
            table_.remarks.push_back(fmt::format(
                "{} observations that the message deletes are left out; what earlier deliveries brought stays",
                deleted_));
        }
        for (const std::string& attribute : unknown_) {
            table_.remarks.push_back(fmt::format(
                "CAUTION: “{}” refers to values that the message does not list; there it is taken for not given",
                attribute));
        }
    }

    std::int64_t rows() const { return rows_; }
    std::int64_t deleted() const { return deleted_; }

private:
    const JsonFile& file_;
    PlainTable& table_;
    std::unique_ptr<LongTable> out_;
    Components fixed_;
    Components series_;
    Components observation_;
    Components set_attributes_;
    Components group_attributes_;
    Components series_attributes_;
    Components attributes_;
    std::vector<const Component*> keys_;               ///< all dimensions in the order of keys of groups
    std::map<std::string, const JsonByName*> groups_;  ///< attributes by key (`0:1:`) of a group
    std::vector<std::string> group_shapes_;            ///< which parts of those keys are filled (`xx.`)
    std::vector<std::string> measures_;                ///< ids
    std::optional<std::size_t> measure_column_;
    std::size_t value_column_ = 0;
    bool deletes_ = false;
    std::int64_t deleted_ = 0;
    std::int64_t rows_ = 0;
    std::set<std::string> unknown_;  ///< attributes with positions beyond their values
    std::vector<std::string> row_;

    Components take(const JsonByName& groups, const char* group, Role otherwise)
    {
        Components components;
        for (const JsonByName& entry : part(groups, group)) {
            Component component;
            component.id = text_of(file_.need(entry, "id", group));
            component.column = table_.columns.size();
            component.key_position = entry.contains("keyPosition") && entry.at("keyPosition").is_number_integer()
                                         ? entry.at("keyPosition").get<std::int64_t>()
                                         : static_cast<std::int64_t>(component.column);
            component.usual = member(entry, "default");
            PlainColumn column;
            column.name = component.id;
            column.label = name_of(entry);
            column.role = role_of_component(component.id);
            column.role = column.role == Role::none ? otherwise : column.role;
            for (const JsonByName& value : part(entry, "values")) {
                component.codes.push_back(take_value(column, value));
            }
            table_.columns.push_back(std::move(column));
            row_.emplace_back();
            components.push_back(std::move(component));
        }
        return components;
    }

    /// Values have identifiers and names, or only their text.
    static std::string take_value(PlainColumn& column, const JsonByName& value)
    {
        const std::string name = value.is_object() ? name_of(value) : text_of(value);
        std::string code = value.is_object() ? member(value, "id") : name;
        if (code.empty()) {
            code = name.empty() ? member(value, "value") : name;
        }
        if (column.role == Role::period) {
            return period_code(code, name);
        }
        column.codes[code] = name.empty() ? code : name;
        return code;
    }

    void order_dimensions()
    {
        for (const Components* list : {&fixed_, &series_, &observation_}) {
            for (const Component& component : *list) {
                keys_.push_back(&component);
            }
        }
        std::stable_sort(keys_.begin(), keys_.end(),
                         [](const Component* a, const Component* b) { return a->key_position < b->key_position; });
    }

    /// One number per row: of several measures a column says which.
    void take_measures(const JsonByName& measures)
    {
        if (!part(measures, "series").empty() || !part(measures, "dataSet").empty()) {
            file_.refuse("the message has measures of series or of the data set; only those of observations are read");
        }
        PlainColumn names;
        std::string label;
        for (const JsonByName& measure : part(measures, "observation")) {
            measures_.push_back(text_of(file_.need(measure, "id", "measure")));
            label = name_of(measure);
            names.codes[measures_.back()] = label.empty() ? measures_.back() : label;
        }
        if (measures_.size() > 1) {
            const bool taken = find_column(table_, "MEASURE") != nullptr;
            names.name = taken ? "MEASURES" : "MEASURE";
            names.role = taken ? Role::dimension : Role::measure;
            measure_column_ = table_.columns.size();
            table_.columns.push_back(std::move(names));
            row_.emplace_back();
        }
        PlainColumn value;
        value.name = "OBS_VALUE";
        value.label = measures_.size() == 1 && role_of_component(label) != Role::value ? label : "";
        value.role = Role::value;
        value_column_ = table_.columns.size();
        table_.columns.push_back(std::move(value));
        row_.emplace_back();
    }

    void take_groups(const JsonByName& groups)
    {
        groups_.clear();
        group_shapes_.clear();
        for (const auto& [key, attributes] : groups.items()) {
            const auto parts = split(key, ':');
            if (parts.size() != keys_.size()) {
                file_.refuse("the key {} of a group has {} parts; the structure names {} dimensions", shown(key),
                             parts.size(), keys_.size());
            }
            std::string shape;
            for (const std::string_view one : parts) {
                shape += one.empty() ? '.' : 'x';
            }
            groups_[key] = &attributes;
            if (std::find(group_shapes_.begin(), group_shapes_.end(), shape) == group_shapes_.end()) {
                group_shapes_.push_back(shape);
            }
        }
    }

    void place_groups()
    {
        clear(group_attributes_);
        for (const std::string& shape : group_shapes_) {
            std::string key;
            for (std::size_t d = 0; d < keys_.size(); ++d) {
                key += d > 0 ? ":" : "";
                key += shape[d] == 'x' ? std::to_string(keys_[d]->at) : "";
            }
            if (const auto group = groups_.find(key); group != groups_.end()) {
                place_attributes(group_attributes_, *group->second, 0, false);
            }
        }
    }

    void clear(const Components& components)
    {
        for (const Component& component : components) {
            row_[component.column] = component.usual;
        }
    }

    /// A key such as `0:3:1`: the position of a value in each component.
    void place(Components& components, const std::string& key)
    {
        const auto parts = split(key, ':');
        if (parts.size() != components.size()) {
            file_.refuse("the key {} has {} parts; the structure names {} dimensions there", shown(key), parts.size(),
                         components.size());
        }
        for (std::size_t i = 0; i < parts.size(); ++i) {
            Component& component = components[i];
            component.at = all_digits(parts[i]) && parts[i].size() < 9
                               ? static_cast<std::size_t>(std::stoul(std::string(parts[i])))
                               : component.codes.size();
            if (component.at >= component.codes.size()) {
                file_.refuse("the key {}: {} has no value {}", shown(key), component.id, shown(parts[i]));
            }
            row_[component.column] = component.codes[component.at];
        }
    }

    void place_attributes(const Components& components, const JsonByName& values, std::size_t from,
                          bool also_missing = true)
    {
        for (std::size_t i = 0; i < components.size(); ++i) {
            const Component& component = components[i];
            const bool given = values.is_array() && from + i < values.size() && !values[from + i].is_null();
            if (!given) {
                row_[component.column] = also_missing ? component.usual : row_[component.column];
                continue;
            }
            const JsonByName& value = values[from + i];
            if (component.codes.empty()) {
                row_[component.column] = text_of(value);
            } else if (value.is_number_unsigned() && value.get<std::size_t>() < component.codes.size()) {
                row_[component.column] = component.codes[value.get<std::size_t>()];
            } else {
                // What the number is stays sure, only what is said beside it is lost.
                unknown_.insert(component.id);
                row_[component.column] = component.usual;
            }
        }
    }

    /// Observations that stand beside series have the dimensions of series in front of their own in the key.
    void place_observation(const std::string& key, bool beside_series)
    {
        std::size_t split_at = 0;
        for (std::size_t i = 0; beside_series && i < series_.size() && split_at != std::string::npos; ++i) {
            split_at = key.find(':', split_at + (i > 0 ? 1 : 0));
        }
        if (!beside_series || series_.empty() || split_at == std::string::npos) {
            place(observation_, key);
            return;
        }
        place(series_, key.substr(0, split_at));
        place(observation_, key.substr(split_at + 1));
    }

    void write_observations(const JsonByName& observations, bool beside_series)
    {
        const std::size_t measures = std::max<std::size_t>(1, measures_.size());
        for (const auto& [key, cell] : observations.items()) {
            if (deletes_) {
                ++deleted_;
                continue;
            }
            if (cell.is_array() && cell.empty()) {
                continue;  // says nothing
            }
            place_observation(key, beside_series);
            place_groups();
            place_attributes(attributes_, cell, measures);
            for (std::size_t m = 0; m < measures; ++m) {
                const JsonByName none;
                const JsonByName& value = !cell.is_array() ? cell : m < cell.size() ? cell[m] : none;
                row_[value_column_] = text_of(value);
                if (lower(row_[value_column_]) == "nan") {
                    row_[value_column_].clear();
                }
                if (measure_column_) {
                    row_[*measure_column_] = measures_[m];
                }
                const std::vector<std::string_view> cells(row_.begin(), row_.end());
                out_->add(cells, file_.name());
                ++rows_;
            }
        }
    }
};

/// The structures of a message: a list since 2.0, one before.
std::vector<const JsonByName*> structures_of(const JsonFile& file, const JsonByName& message, const JsonByName& data)
{
    std::vector<const JsonByName*> structures;
    for (const JsonByName& structure : part(data, "structures")) {
        structures.push_back(&structure);
    }
    if (structures.empty()) {
        structures.push_back(data.contains("structure") ? &data.at("structure")
                                                        : &file.need(message, "structure", "message"));
    }
    return structures;
}

}  // namespace

std::vector<PlainTable> read_sdmx_json(const JsonFile& file, const JsonByName& message)
{
    // The message has its parts below `data` since 1.0, and at the top in drafts that are still served.
    const JsonByName& data = message.contains("data") ? message.at("data") : message;
    const auto structures = structures_of(file, message, data);
    const JsonByName& data_sets = file.need(data, "dataSets", "message");
    std::vector<std::vector<const JsonByName*>> by_structure(structures.size());
    for (const JsonByName& data_set : data_sets) {
        const JsonByName& given = data_set.contains("structure") ? data_set.at("structure") : JsonByName(0U);
        const std::size_t at = given.is_number_unsigned() ? given.get<std::size_t>() : structures.size();
        if (at >= structures.size()) {
            file.refuse("a data set has the structure {}, but the message has {} of them", shown(given.dump()),
                        structures.size());
        }
        by_structure[at].push_back(&data_set);
    }
    std::vector<PlainTable> tables;
    std::int64_t deleted = 0;
    for (std::size_t s = 0; s < structures.size(); ++s) {
        if (by_structure[s].empty()) {
            continue;
        }
        PlainTable table = file.begin_table("sdmx-json", s);
        SdmxJson reader(file, table, *structures[s]);
        reader.begin();
        for (const JsonByName* data_set : by_structure[s]) {
            reader.write(*data_set);
        }
        reader.finish();
        deleted += reader.deleted();
        table.edition = member(part(message, "meta"), "prepared").substr(0, 19);
        table.sheet = table.title;
        if (reader.rows() > 0) {
            tables.push_back(std::move(table));
        }
    }
    if (tables.empty()) {
        file.refuse("{}", deleted > 0 ? "the message only deletes observations; there is nothing to read"
                                      : "the message holds no observations");
    }
    return tables;
}

}  // namespace allmende::formats
