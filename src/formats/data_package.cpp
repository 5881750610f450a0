#include "formats/data_package.hpp"

#include <algorithm>
#include <array>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "formats/long_table.hpp"
#include "formats/plain_file.hpp"
#include "formats/zip_archive.hpp"

namespace allmende::formats {

namespace {

constexpr std::string_view descriptor = "datapackage.json";
constexpr std::size_t most_resources = 200;
constexpr std::size_t most_descriptor_bytes = std::size_t{16} << 20;

std::string text(const JsonByName& object, const char* key)
{
    return object.is_object() && object.contains(key) && object.at(key).is_string() ? object.at(key).get<std::string>()
                                                                                    : std::string();
}

std::string entry_text(const ZipArchive& archive, const std::string& entry)
{
    std::string bytes;
    archive.read(entry, [&](std::string_view piece) {
        bytes += piece;
        if (bytes.size() > most_descriptor_bytes) {
            fail(ErrorCode::too_large, "{}: {} is larger than {} bytes", archive.name(), entry, most_descriptor_bytes);
        }
    });
    return bytes;
}

/// Texts that stand for missing numbers, with the mark that official tables would print.
std::map<std::string, std::string> missing_values(const JsonByName& schema)
{
    std::map<std::string, std::string> marks;
    if (!schema.contains("missingValues") || !schema.at("missingValues").is_array()) {
        return marks;
    }
    for (const JsonByName& entry : schema.at("missingValues")) {
        const std::string value = entry.is_string() ? entry.get<std::string>() : text(entry, "value");
        const auto label = parse_cell(text(entry, "label"));
        const bool is_mark = parse_cell(value) && is_missing(parse_cell(value)->cell.sign);
        if (!value.empty() && !is_mark) {
            marks[value] = label && is_missing(label->cell.sign) ? std::string(allmende::mark(label->cell.sign)) : ".";
        }
    }
    return marks;
}

/// A field of a Table Schema as a column.
void describe(PlainColumn& column, const JsonByName& field)
{
    static constexpr std::array<std::string_view, 5> times{"year", "yearmonth", "date", "datetime", "gYear"};
    const std::string type = text(field, "type");
    column.label = text(field, "title");
    column.unit = text(field, "unit");
    if (std::find(times.begin(), times.end(), type) != times.end()) {
        column.role = Role::period;
    }
    if (field.contains("categories") && field.at("categories").is_array()) {
        for (const JsonByName& category : field.at("categories")) {
            if (category.is_object() && category.contains("value")) {
                const JsonByName& value = category.at("value");
                column.codes[value.is_string() ? value.get<std::string>() : value.dump()] = text(category, "label");
            }
        }
    }
}

/// Writes a resource anew where texts stand for missing numbers, which only its schema explains.
void rewrite(PlainTable& table, const std::map<std::string, std::string>& missing, const std::filesystem::path& csv)
{
    if (missing.empty()) {
        return;
    }
    RecordReader reader(table.csv, table.delimiter, table.options);
    FileWriter out(csv);
    std::string line;
    while (reader.next()) {
        line.clear();
        for (std::size_t c = 0; c < reader.cells().size(); ++c) {
            const std::string cell(reader.cells()[c]);
            const auto known = missing.find(cell);
            line += c > 0 ? "," : "";
            append_csv_field(line, known == missing.end() ? cell : known->second);
        }
        out.write(line + "\n");
    }
    out.commit();
    table.csv = csv;
    table.delimiter = ',';
}

PlainTable read_resource(const ZipArchive& archive, const JsonByName& resource, const std::filesystem::path& folder,
                         std::size_t number, const ReadOptions& options)
{
    const std::string entry = text(resource, "path");
    if (!archive.has(entry)) {
        fail(ErrorCode::bad_input, "{}: the descriptor names “{}”, which is not in the package", archive.name(), entry);
    }
    const std::filesystem::path csv = folder / fmt::format("resource-{}.csv", number + 1);
    {
        FileWriter out(csv);
        archive.read(entry, [&](std::string_view piece) { out.write(piece); });
        out.commit();
    }
    std::optional<char> delimiter;
    if (resource.contains("dialect")) {
        const std::string given = text(resource.at("dialect"), "delimiter");
        delimiter = given.size() == 1 ? std::optional(given.front()) : std::nullopt;
    }
    PlainTable table = understand_delimited(csv, options, delimiter);
    table.layout = "data-package";
    table.sheet = text(resource, "name");
    table.table = table.sheet;
    table.title = text(resource, "title").empty() ? text(resource, "description") : text(resource, "title");
    const JsonByName none = JsonByName::object();
    const JsonByName& schema =
        resource.contains("schema") && resource.at("schema").is_object() ? resource.at("schema") : none;
    if (schema.contains("fields") && schema.at("fields").is_array()) {
        std::vector<std::string> names;
        for (const PlainColumn& column : table.columns) {
            names.push_back(column.name);
        }
        for (const JsonByName& field : schema.at("fields")) {
            const auto at = std::find(names.begin(), names.end(), text(field, "name"));
            if (at == names.end()) {
                fail(ErrorCode::bad_input, "{}: the schema of “{}” has a field “{}”, the table has no such column",
                     archive.name(), table.sheet, text(field, "name"));
            }
            describe(table.columns[static_cast<std::size_t>(at - names.begin())], field);
            const std::string decimal = text(field, "decimalChar");
            if (decimal == "," || decimal == "." || text(field, "type") == "number") {
                table.decimal_sign = decimal == "," ? DecimalSign::comma : DecimalSign::point;
            }
        }
    }
    rewrite(table, missing_values(schema), folder / fmt::format("rewritten-{}.csv", number + 1));
    return table;
}

}  // namespace

bool is_data_package(const std::filesystem::path& path)
{
    return is_zip(path) && ZipArchive(path, path.string()).has(std::string(descriptor));
}

std::vector<PlainTable> read_data_package(const std::filesystem::path& path, const std::filesystem::path& folder,
                                          const ReadOptions& options)
{
    const ZipArchive archive(path, shown_name(path, options));
    const JsonByName package = JsonByName::parse(entry_text(archive, std::string(descriptor)), nullptr, false);
    if (package.is_discarded() || !package.is_object() || !package.contains("resources") ||
        !package.at("resources").is_array() || package.at("resources").empty()) {
        fail(ErrorCode::bad_input, "{}: {} names no resources", archive.name(), descriptor);
    }
    if (package.at("resources").size() > most_resources) {
        fail(ErrorCode::too_large, "{}: {} resources; at most {} are read", archive.name(),
             package.at("resources").size(), most_resources);
    }
    std::vector<PlainTable> tables;
    for (const JsonByName& resource : package.at("resources")) {
        tables.push_back(read_resource(archive, resource, folder, tables.size(), options));
        PlainTable& table = tables.back();
        table.title = table.title.empty() ? text(package, "title") : table.title;
        if (package.contains("sources") && package.at("sources").is_array() && !package.at("sources").empty()) {
            table.attribution = text(package.at("sources")[0], "title");
        }
        table.edition = text(package, "created").substr(0, 19);
    }
    if (tables.size() == 1) {
        tables.front().sheet.clear();
    }
    return tables;
}

}  // namespace allmende::formats
