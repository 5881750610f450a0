#include "formats/json_tables.hpp"

#include <algorithm>
#include <set>

#include "base/file.hpp"
#include "base/period.hpp"
#include "base/text.hpp"
#include "formats/internal/json_file.hpp"

namespace allmende::formats {

namespace {

constexpr std::uint64_t most_bytes = std::uint64_t{128} << 20;
constexpr int deepest = 64;

/// Collections hold datasets, or other collections; links to elsewhere are not followed.
void collect_json_stat(const JsonFile& file, const JsonByName& item, std::vector<PlainTable>& tables, int depth)
{
    const std::string kind = member(item, "class");
    if (kind == "dataset" || (kind.empty() && item.contains("value") && item.contains("dimension"))) {
        if (item.contains("value")) {
            tables.push_back(read_json_stat(file, item, tables.size()));
            tables.back().sheet = tables.back().title;
        }
        return;
    }
    for (const JsonByName& inner : part(part(item, "link"), "item")) {
        if (depth < deepest) {
            collect_json_stat(file, inner, tables, depth + 1);
        }
    }
    // A bundle of JSON-stat 1: datasets by their names.
    if (kind.empty() && depth == 0) {
        for (const auto& [name, inner] : item.items()) {
            if (inner.is_object() && part(inner, "dimension").contains("id") && inner.contains("value")) {
                tables.push_back(read_json_stat(file, inner, tables.size()));
                tables.back().sheet = tables.back().title.empty() ? name : tables.back().title;
            }
        }
    }
}

/// Sheets are asked for by name: each is called differently.
void name_tables_apart(std::vector<PlainTable>& tables)
{
    std::set<std::string> taken;
    for (PlainTable& table : tables) {
        const std::string wanted = table.sheet.empty() ? "table" : table.sheet;
        table.sheet = wanted;
        for (int copy = 2; !taken.insert(table.sheet).second; ++copy) {
            table.sheet = fmt::format("{} ({})", wanted, copy);
        }
    }
    if (tables.size() == 1) {
        tables.front().sheet.clear();
    }
}

[[noreturn]] void refuse_other_json(const JsonFile& file, const JsonByName& message)
{
    if (message.contains("resources")) {
        file.refuse(
            "this is the descriptor of a data package without its tables; put it into a ZIP file together with "
            "them and deliver that");
    }
    if (member(message, "class") == "collection") {
        file.refuse("this is a collection of links to datasets elsewhere; deliver the datasets themselves");
    }
    const JsonByName& data = part(message, "data");
    for (const char* kind : {"dataStructures", "dataflows", "codelists", "conceptSchemes"}) {
        if (data.contains(kind) || message.contains(kind)) {
            file.refuse("this is a structure message of SDMX ({}), which describes data; deliver the data message",
                        kind);
        }
    }
    if (member(message, "class") == "dimension") {
        file.refuse("this is a single dimension of JSON-stat, without numbers; deliver the dataset");
    }
    file.refuse("this is JSON, but neither a JSON-stat dataset with values nor an SDMX-JSON data message");
}

}  // namespace

JsonFile::JsonFile(const std::filesystem::path& path, std::filesystem::path folder, const ReadOptions& options)
    : folder_(std::move(folder)), options_(options)
{
    options_.file_name = shown_name(path, options);
}

const JsonByName& JsonFile::need(const JsonByName& object, const char* key, const std::string& where) const
{
    if (!object.is_object() || !object.contains(key)) {
        refuse("{}: the member “{}” is missing", where, key);
    }
    return object.at(key);
}

PlainTable JsonFile::begin_table(std::string_view layout, std::size_t number) const
{
    PlainTable table;
    table.csv = folder_ / fmt::format("table-{}.csv", number + 1);
    table.options = options_;
    table.delimiter = ',';
    table.layout = layout;
    table.decimal_sign = DecimalSign::point;
    return table;
}

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
        for (const JsonByName& piece : value) {
            text += (text.empty() ? "" : " ") + text_of(piece);
        }
        return text;
    }
    return text_of(value);
}

const JsonByName& part(const JsonByName& object, const char* key)
{
    static const JsonByName none = JsonByName::object();
    if (!object.is_object()) {
        return none;
    }
    const auto found = object.find(key);
    return found == object.end() || found->is_null() ? none : *found;
}

std::string period_code(const std::string& code, const std::string& words)
{
    return !parse_period(code) && parse_period(words) ? words : code;
}

std::vector<PlainTable> read_json_tables(const std::filesystem::path& path, const std::filesystem::path& folder,
                                         const ReadOptions& options)
{
    const JsonFile file(path, folder, options);
    const std::string text = read_file(path, most_bytes);
    int depth = 0;
    const JsonByName message = JsonByName::parse(
        text,
        [&](int level, JsonByName::parse_event_t, JsonByName&) {
            depth = std::max(depth, level);
            if (depth > deepest) {
                file.refuse("it nests deeper than {} levels", deepest);
            }
            return true;
        },
        false);
    if (message.is_discarded()) {
        file.refuse("this is no JSON, or it is cut off");
    }
    try {
        std::vector<PlainTable> tables;
        if (message.is_object() && (message.contains("dataSets") || part(message, "data").contains("dataSets"))) {
            tables = read_sdmx_json(file, message);
        } else if (message.is_object()) {
            collect_json_stat(file, message, tables, 0);
        }
        if (tables.empty()) {
            refuse_other_json(file, message);
        }
        name_tables_apart(tables);
        return tables;
    } catch (const JsonByName::exception& error) {
        file.refuse("a member is not of the kind that the format says ({})", error.what());
    }
}

}  // namespace allmende::formats
