#include <algorithm>

#include "base/text.hpp"
#include "formats/internal/json_file.hpp"
#include "formats/long_table.hpp"
#include "formats/multiplier.hpp"
#include "formats/sdmx_csv.hpp"

namespace allmende::formats {

namespace {

struct Categories {
    std::vector<std::string> codes;  ///< in order
    std::map<std::string, std::string> labels;
    std::map<std::string, std::string> units;
    std::map<std::string, int> multipliers;
};

/// A unit as numbers have it once they are multiplied: `base` before `label` before `symbol`.
void take_unit(const JsonFile& reader, Categories& found, const std::string& code, const JsonByName& unit)
{
    int power = 0;
    if (unit.contains("multiplier")) {
        const auto exponent = exponent_of(text_of(unit.at("multiplier")));
        if (!exponent) {
            reader.refuse("the multiplier of the unit of {} is {}, which is no power of ten such as 3 for thousands",
                          shown(code), shown(unit.at("multiplier").dump()));
        }
        power = *exponent;
    }
    const std::string label = power == 0 ? member(unit, "label") : unit_without_multiplier(member(unit, "label"));
    const std::string base = power == 0 ? member(unit, "base") : unit_without_multiplier(member(unit, "base"));
    const std::string& text = power != 0 && !base.empty() ? base : label.empty() ? base : label;
    found.units[code] = text.empty() ? member(unit, "symbol") : text;
    found.multipliers[code] = power;
}

Categories categories_of(const JsonFile& reader, const JsonByName& dimension, const std::string& id)
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
            take_unit(reader, found, code, unit);
        }
    }
    return found;
}

/// JSON-stat 1 keeps these beside the dimensions.
const JsonByName& head_of(const JsonByName& dataset)
{
    return !dataset.contains("id") && part(dataset, "dimension").contains("id") ? dataset.at("dimension") : dataset;
}

/// Datasets without any roles name their geography and time by the usual ids.
Role role_in(const JsonByName& dataset, const std::string& id, const Categories& categories)
{
    const JsonByName& roles = part(head_of(dataset), "role");
    for (const auto& [role, ids] : roles.items()) {
        if (ids.is_array() && std::find(ids.begin(), ids.end(), JsonByName(id)) != ids.end()) {
            return role == "time" ? Role::period : role == "geo" ? Role::area : Role::measure;
        }
    }
    const Role usual = role_of_component(id);
    if ((usual == Role::area && !roles.contains("geo")) || (usual == Role::period && !roles.contains("time"))) {
        return usual;
    }
    return categories.units.empty() ? Role::dimension : Role::measure;
}

/// What the provider calls the table: Eurostat and PxWeb say it each in its own way.
std::string id_of(const JsonByName& dataset)
{
    const JsonByName& extension = part(dataset, "extension");
    const std::string id = member(extension, "id");
    return id.empty() ? member(part(extension, "px"), "tableid") : id;
}

/// A value or a status, of a list or of an object by positions, or one for all.
class CellList {
public:
    CellList(const JsonFile& file, const JsonByName& list, std::size_t cells, std::string_view what) : list_(list)
    {
        if (list.is_array() && list.size() != cells && !(what == "status" && list.size() <= 1)) {
            file.refuse("{} {}s, but the dimensions ask for {}: the file is cut off", list.size(), what, cells);
        }
        if (!list.is_object()) {
            return;
        }
        for (const auto& [key, value] : list.items()) {
            if (!all_digits(key) || key.size() > 12 || std::stoull(key) >= cells) {
                file.refuse("“{}” has a member {}, but the dimensions have cells 0 to {} only", what, shown(key),
                            cells - 1);
            }
        }
    }

    std::string at(std::size_t i) const
    {
        if (list_.is_array()) {
            return list_.empty() ? std::string() : text_of(list_[list_.size() == 1 ? 0 : i]);
        }
        if (list_.is_object()) {
            const auto found = list_.find(std::to_string(i));
            return found == list_.end() ? std::string() : text_of(*found);
        }
        return text_of(list_);
    }

private:
    const JsonByName& list_;
};

PlainColumn column_of(const JsonByName& dataset, const JsonByName& dimension, const std::string& id,
                      Categories& categories)
{
    PlainColumn column;
    column.name = id;
    column.label = member(dimension, "label");
    column.role = role_in(dataset, id, categories);
    column.units = categories.units;
    column.multipliers = categories.multipliers;
    if (column.role == Role::period) {
        for (std::string& code : categories.codes) {
            const auto label = categories.labels.find(code);
            code = label == categories.labels.end() ? code : period_code(code, label->second);
        }
    } else {
        column.codes = categories.labels;
    }
    return column;
}

}  // namespace

PlainTable read_json_stat(const JsonFile& file, const JsonByName& dataset, std::size_t number)
{
    PlainTable table = file.begin_table("json-stat", number);
    table.table = id_of(dataset);
    table.title = member(dataset, "label");
    table.attribution = member(dataset, "source");
    table.edition = member(dataset, "updated");
    table.notes = member(dataset, "note");
    const JsonByName& ids = file.need(head_of(dataset), "id", "dataset");
    const JsonByName& sizes = file.need(head_of(dataset), "size", "dataset");
    const JsonByName& dimensions = file.need(dataset, "dimension", "dataset");
    if (!ids.is_array() || !sizes.is_array() || ids.size() != sizes.size() || ids.empty()) {
        file.refuse("“id” and “size” do not name the same dimensions");
    }
    std::vector<Categories> categories;
    std::vector<std::size_t> counts;
    for (std::size_t d = 0; d < ids.size(); ++d) {
        const std::string id = text_of(ids[d]);
        const JsonByName& dimension = file.need(dimensions, id.c_str(), "dimension");
        categories.push_back(categories_of(file, dimension, id));
        const std::size_t size = categories.back().codes.size();
        if (text_of(sizes[d]) != std::to_string(size)) {
            file.refuse("dimension “{}”: {} categories, but “size” says {}", id, size, sizes[d].dump());
        }
        counts.push_back(size);
        table.columns.push_back(column_of(dataset, dimension, id, categories.back()));
    }
    for (const auto& [name, role] : {std::pair("value", Role::value), std::pair("status", Role::status)}) {
        PlainColumn column;
        column.name = name;
        column.role = role;
        table.columns.push_back(std::move(column));
    }
    CubeOrder order(counts, file.name());
    const CellList values(file, file.need(dataset, "value", "dataset"), order.cells(), "value");
    const CellList statuses(file, part(dataset, "status"), order.cells(), "status");
    LongTable out(table.csv, table.columns);
    std::vector<std::string_view> row(table.columns.size());
    for (std::size_t i = 0; i < order.cells(); ++i, order.advance()) {
        for (std::size_t d = 0; d < counts.size(); ++d) {
            row[d] = categories[d].codes[order.positions()[d]];
        }
        const std::string value = values.at(i);
        const std::string status = statuses.at(i);
        row[counts.size()] = value;
        row[counts.size() + 1] = status;
        out.add(row, file.name());
    }
    out.finish();
    return table;
}

}  // namespace allmende::formats
