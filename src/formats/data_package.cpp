#include "formats/data_package.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "formats/licence.hpp"
#include "formats/long_table.hpp"
#include "formats/table_schema.hpp"
#include "formats/zip_archive.hpp"

namespace allmende::formats {

namespace {

constexpr std::string_view descriptor = "datapackage.json";
constexpr std::size_t most_resources = 200;
constexpr std::size_t most_descriptor_bytes = std::size_t{16} << 20;

const JsonByName& part(const JsonByName& object, const char* key)
{
    static const JsonByName none = JsonByName::object();
    return object.is_object() && object.contains(key) ? object.at(key) : none;
}

std::string text(const JsonByName& object, const char* key)
{
    const JsonByName& value = part(object, key);
    return value.is_string() ? value.get<std::string>() : std::string();
}

/// A text, a number or a truth value as CSV has it.
std::string cell_text(const JsonByName& value)
{
    return value.is_string() ? value.get<std::string>() : value.is_null() ? std::string() : value.dump();
}

/// The entry that describes the package: at the top, or in the one folder that everything lies in.
std::string find_descriptor(const ZipArchive& archive)
{
    for (const std::string& entry : archive.entries()) {
        const std::size_t slash = entry.find('/');
        const std::string file = slash == std::string::npos ? entry : entry.substr(slash + 1);
        if (file == descriptor) {
            return entry;
        }
    }
    return {};
}

/// Texts that stand for missing numbers, with the mark that official tables would print.
std::map<std::string, std::string> missing_values(const JsonByName& list)
{
    std::map<std::string, std::string> marks;
    for (const JsonByName& entry : list) {
        const std::string value = entry.is_string() ? entry.get<std::string>() : text(entry, "value");
        const auto label = parse_cell(text(entry, "label"));
        const bool is_mark = parse_cell(value) && is_missing(parse_cell(value)->cell.sign);
        if (!value.empty() && !is_mark) {
            marks[value] = label && is_missing(label->cell.sign) ? std::string(allmende::mark(label->cell.sign)) : ".";
        }
    }
    return marks;
}

/// How the rows of a resource are written, beside their cells.
struct Dialect {
    std::optional<char> delimiter;
    char quote = '"';
    std::string comment;
    bool heading = true;
};

/// Reads the tables of one package.
class Package {
public:
    Package(const std::filesystem::path& path, std::filesystem::path folder, const ReadOptions& options)
        : archive_(path, shown_name(path, options)), folder_(std::move(folder)), options_(options)
    {
        options_.file_name = archive_.name();
        const std::string entry = find_descriptor(archive_);
        base_ = entry.substr(0, entry.size() - descriptor.size());
        package_ = JsonByName::parse(entry_text(entry), nullptr, false);
        const JsonByName& resources = part(package_, "resources");
        if (!resources.is_array() || resources.empty()) {
            refuse("{} names no resources", descriptor);
        }
        if (resources.size() > most_resources) {
            fail(ErrorCode::too_large, "{}: {} resources; at most {} are read", archive_.name(), resources.size(),
                 most_resources);
        }
    }

    std::vector<PlainTable> read()
    {
        std::vector<PlainTable> tables;
        for (const JsonByName& resource : part(package_, "resources")) {
            tables.push_back(read_resource(resource, tables.size() + 1));
        }
        if (tables.size() == 1) {
            tables.front().sheet.clear();
        }
        return tables;
    }

private:
    ZipArchive archive_;
    std::filesystem::path folder_;
    ReadOptions options_;
    std::string base_;  ///< folder of the descriptor in the archive, with its slash
    JsonByName package_;

    template <typename... Args>
    [[noreturn]] void refuse(fmt::format_string<Args...> message, Args&&... args) const
    {
        fail(ErrorCode::bad_input, "{}: {}", archive_.name(), fmt::format(message, std::forward<Args>(args)...));
    }

    std::string entry_text(const std::string& entry) const
    {
        std::string bytes;
        archive_.read(entry, [&](std::string_view piece) {
            bytes += piece;
            if (bytes.size() > most_descriptor_bytes) {
                fail(ErrorCode::too_large, "{}: {} is larger than {} bytes", archive_.name(), entry,
                     most_descriptor_bytes);
            }
        });
        return bytes;
    }

    /// The entry of a path that the descriptor names.
    std::string entry_of(const std::string& path) const
    {
        if (path.find("://") != std::string::npos) {
            refuse("“{}” lies elsewhere; put the file into the package", path);
        }
        if (!archive_.has(base_ + path)) {
            refuse("the descriptor names “{}”, which is not in the package", path);
        }
        return base_ + path;
    }

    /// A part that the descriptor holds or names by the path of a JSON file.
    JsonByName part_or_file(const JsonByName& resource, const char* key) const
    {
        const JsonByName& value = part(resource, key);
        if (!value.is_string()) {
            return value;
        }
        JsonByName read = JsonByName::parse(entry_text(entry_of(value.get<std::string>())), nullptr, false);
        if (read.is_discarded()) {
            refuse("“{}” is no JSON", value.get<std::string>());
        }
        return read;
    }

    Dialect dialect_of(const JsonByName& resource) const
    {
        const JsonByName given = part_or_file(resource, "dialect");
        const JsonByName& dialect = given.contains("csv") ? given.at("csv") : given;
        Dialect found;
        const std::string delimiter = text(dialect, "delimiter");
        const std::string quote = text(dialect, "quoteChar");
        found.delimiter = delimiter.size() == 1 ? std::optional(delimiter.front()) : std::nullopt;
        found.quote = quote.size() == 1 ? quote.front() : '"';
        found.comment = text(dialect, "commentChar");
        found.heading = !(part(dialect, "header").is_boolean() && !part(dialect, "header").get<bool>());
        const JsonByName& rows = part(dialect, "headerRows");
        if (delimiter.size() > 1 || quote.size() > 1 || !text(dialect, "escapeChar").empty() ||
            (rows.is_array() && rows != JsonByName::array({1}))) {
            refuse(
                "“{}”: its dialect ({}) is not read; write the table as CSV with one row of names and quotation marks "
                "doubled",
                text(resource, "name"), shown(dialect.dump(), 200));
        }
        return found;
    }

    std::vector<SchemaField> fields_of(const JsonByName& resource, const JsonByName& schema) const
    {
        std::vector<SchemaField> fields;
        std::map<std::string, std::string> missing;
        for (const JsonByName* of : {&package_, &resource, &schema}) {
            missing = part(*of, "missingValues").is_array() ? missing_values(part(*of, "missingValues")) : missing;
        }
        if (!part(schema, "fields").is_array()) {
            return fields;
        }
        for (const JsonByName& given : part(schema, "fields")) {
            SchemaField field;
            field.name = text(given, "name");
            field.type = text(given, "type");
            field.group_sign = text(given, "groupChar");
            field.bare = !(part(given, "bareNumber").is_boolean() && !part(given, "bareNumber").get<bool>());
            field.missing =
                part(given, "missingValues").is_array() ? missing_values(part(given, "missingValues")) : missing;
            const std::string decimal = text(given, "decimalChar");
            field.decimal_sign = decimal.empty() ? '.' : decimal.front();
            if (decimal.size() > 1 || (!decimal.empty() && decimal == field.group_sign)) {
                refuse("“{}”: the field “{}” has the decimal sign {}", text(resource, "name"), field.name,
                       shown(decimal));
            }
            fields.push_back(std::move(field));
        }
        return fields;
    }

    /// Who made it and how it may be used: as the resource says, else the package.
    void take_origin(const JsonByName& resource, PlainTable& table) const
    {
        const auto of = [&](const char* name) -> const JsonByName& {
            const JsonByName& own = part(resource, name);
            return own.is_array() && !own.empty() ? own : part(package_, name);
        };
        for (const JsonByName& source : of("sources")) {
            const std::string title = text(source, "title");
            table.attribution += (table.attribution.empty() || title.empty() ? "" : "; ") + title;
        }
        for (const JsonByName& licence : of("licenses")) {
            for (const char* key : {"name", "path", "title"}) {
                table.licence = table.licence.empty() ? licence_in(text(licence, key)) : table.licence;
            }
        }
    }

    PlainTable read_resource(const JsonByName& resource, std::size_t number)
    {
        PlainTable table;
        table.options = options_;
        table.layout = "data-package";
        table.sheet = text(resource, "name");
        table.table = table.sheet;
        for (const std::string& title :
             {text(resource, "title"), text(resource, "description"), text(package_, "title")}) {
            table.title = table.title.empty() ? title : table.title;
        }
        take_origin(resource, table);
        table.edition = text(package_, "created").substr(0, 19);
        const JsonByName schema = part_or_file(resource, "schema");
        const std::vector<SchemaField> fields = fields_of(resource, schema);
        const Dialect dialect = dialect_of(resource);
        table.csv = folder_ / fmt::format("resource-{}.csv", number);
        unpack(resource, dialect, fields, table.csv);
        rewrite(table, dialect, fields, text(schema, "fieldsMatch"), folder_ / fmt::format("table-{}.csv", number));
        describe(table, schema);
        return table;
    }

    /// The bytes of a resource as one CSV file: of several files one behind the other, of rows in the descriptor as
    /// CSV.
    void unpack(const JsonByName& resource, const Dialect& dialect, const std::vector<SchemaField>& fields,
                const std::filesystem::path& csv) const
    {
        FileWriter out(csv);
        std::vector<std::string> paths;
        if (part(resource, "path").is_array()) {
            for (const JsonByName& path : part(resource, "path")) {
                paths.push_back(cell_text(path));
            }
        } else if (resource.contains("path")) {
            paths.push_back(text(resource, "path"));
        }
        if (paths.empty()) {
            out.write(inline_rows(resource, fields));
        }
        for (const std::string& path : paths) {
            char last = '\n';
            archive_.read(entry_of(path), [&](std::string_view piece) {
                std::string bytes(piece);
                if (dialect.quote != '"') {
                    swap_quotes(bytes, dialect.quote);
                }
                last = bytes.empty() ? last : bytes.back();
                out.write(bytes);
            });
            out.write(last == '\n' ? "" : "\n");
        }
        out.commit();
    }

    static void swap_quotes(std::string& bytes, char quote)
    {
        for (char& c : bytes) {
            c = c == quote ? '"' : c == '"' ? quote : c;
        }
    }

    std::string inline_rows(const JsonByName& resource, const std::vector<SchemaField>& fields) const
    {
        const JsonByName& data = part(resource, "data");
        if (!data.is_array() || data.empty()) {
            refuse("the resource “{}” names neither a file nor rows", text(resource, "name"));
        }
        std::vector<std::string> names;
        for (const SchemaField& field : fields) {
            names.push_back(field.name);
        }
        std::string csv;
        const auto add = [&](const std::vector<std::string>& cells) {
            for (std::size_t c = 0; c < cells.size(); ++c) {
                csv += c > 0 ? "," : "";
                append_csv_field(csv, cells[c]);
            }
            csv += '\n';
        };
        if (data[0].is_object()) {
            for (const auto& [name, value] : data[0].items()) {
                if (std::find(names.begin(), names.end(), name) == names.end()) {
                    names.push_back(name);
                }
            }
            add(names);
        }
        for (const JsonByName& row : data) {
            std::vector<std::string> cells;
            for (const std::string& name : names) {
                cells.push_back(row.is_object() ? cell_text(row.contains(name) ? row.at(name) : JsonByName()) : "");
            }
            if (row.is_array()) {
                cells.clear();
                for (const JsonByName& cell : row) {
                    cells.push_back(cell_text(cell));
                }
            }
            add(cells);
        }
        return csv;
    }

    /// The one that makes the names of the schema out of the first row, where the dialect does not say.
    std::optional<char> delimiter_of(const PlainTable& table, const std::vector<SchemaField>& fields) const
    {
        for (const char candidate : {',', ';', '\t', '|'}) {
            RecordReader reader(table.csv, candidate, table.options);
            if (!fields.empty() && reader.next() && reader.cells().size() > 1) {
                const auto cells = reader.cells();
                const bool all = std::all_of(cells.begin(), cells.end(), [&](std::string_view cell) {
                    return std::any_of(fields.begin(), fields.end(),
                                       [&](const SchemaField& field) { return field.name == trim(cell); });
                });
                if (all) {
                    return candidate;
                }
            }
        }
        return std::nullopt;
    }

    /// Writes the cells anew as plain numbers and marks, which only the schema explains, each on its row.
    void rewrite(PlainTable& table, const Dialect& dialect, const std::vector<SchemaField>& fields,
                 const std::string& fields_match, const std::filesystem::path& csv)
    {
        RecordReader reader(table.csv, dialect.delimiter ? dialect.delimiter : delimiter_of(table, fields),
                            table.options);
        const auto is_comment = [&] {
            const bool marked = !dialect.comment.empty() && reader.cells().front().starts_with(dialect.comment);
            const auto cells = reader.cells();
            return marked ||
                   std::all_of(cells.begin(), cells.end(), [](std::string_view cell) { return cell.empty(); });
        };
        std::vector<std::string> names;
        for (const SchemaField& field : fields) {
            names.push_back(field.name);
        }
        if (dialect.heading) {
            bool more = reader.next();
            while (more && is_comment()) {
                more = reader.next();
            }
            names.assign(reader.cells().begin(), reader.cells().end());
        }
        table.first_row = dialect.heading ? reader.line() + 1 : 1;
        const std::vector<const SchemaField*> by_column = add_columns(table, names, fields, fields_match);
        RowsInPlace out(csv);
        if (dialect.heading) {
            out.write(reader.line(), names);
        }
        std::vector<std::string> row;
        while (reader.next()) {
            row.assign(reader.cells().begin(), reader.cells().end());
            if (is_comment() || (dialect.heading && row == names)) {
                continue;  // each of several files has its heading
            }
            if (row.size() != names.size()) {
                reader.refuse(
                    fmt::format("{} cells instead of {}: the row is cut off or damaged", row.size(), names.size()));
            }
            for (std::size_t c = 0; c < row.size(); ++c) {
                if (dialect.quote != '"') {
                    swap_quotes(row[c], dialect.quote);
                }
                const auto cell = by_column[c] == nullptr ? std::optional(row[c]) : plain_cell(*by_column[c], row[c]);
                if (!cell) {
                    reader.refuse(c, fmt::format("{} is no {} as the schema describes it (decimal sign “{}”, between "
                                                 "thousands “{}”)",
                                                 shown(row[c]), by_column[c]->type, by_column[c]->decimal_sign,
                                                 by_column[c]->group_sign));
                }
                row[c] = *cell;
            }
            out.write(reader.line(), row);
        }
        out.finish();
        table.csv = csv;
        table.delimiter = ',';
    }

    /// By column: its field; null where the schema has none.
    std::vector<const SchemaField*> add_columns(PlainTable& table, std::vector<std::string>& names,
                                                const std::vector<SchemaField>& fields,
                                                const std::string& fields_match) const
    {
        std::vector<const SchemaField*> by_column;
        std::set<std::string> taken;
        for (std::string& name : names) {
            name = std::string(trim(name));
            if (name.empty() || !taken.insert(name).second) {
                refuse("“{}”: the column {} has no name of its own", table.sheet, by_column.size() + 1);
            }
            const auto field = std::find_if(fields.begin(), fields.end(),
                                            [&](const SchemaField& candidate) { return candidate.name == name; });
            by_column.push_back(field == fields.end() ? nullptr : &*field);
            PlainColumn column;
            column.name = name;
            table.columns.push_back(std::move(column));
            if (by_column.back() != nullptr && by_column.back()->is_number()) {
                table.decimal_sign = DecimalSign::point;
            }
        }
        for (const SchemaField& field : fields) {
            if (!taken.contains(field.name) && fields_match != "superset" && fields_match != "partial") {
                refuse("the schema of “{}” has a field “{}”, the table has no such column", table.sheet, field.name);
            }
        }
        if (names.size() < 2) {
            refuse("“{}” has fewer than two columns", table.sheet);
        }
        return by_column;
    }

    static void describe(PlainTable& table, const JsonByName& schema)
    {
        static constexpr std::array<std::string_view, 5> times{"year", "yearmonth", "date", "datetime", "gYear"};
        if (!part(schema, "fields").is_array()) {
            return;
        }
        for (const JsonByName& field : part(schema, "fields")) {
            for (PlainColumn& column : table.columns) {
                if (column.name != text(field, "name")) {
                    continue;
                }
                column.label = text(field, "title");
                column.unit = text(field, "unit");
                const bool time = std::find(times.begin(), times.end(), text(field, "type")) != times.end();
                column.role = time ? Role::period : column.role;
                for (const JsonByName& category : part(field, "categories")) {
                    if (category.is_object() && category.contains("value")) {
                        column.codes[cell_text(category.at("value"))] = text(category, "label");
                    }
                }
            }
        }
    }
};

}  // namespace

bool is_data_package(const std::filesystem::path& path)
{
    return is_zip(path) && !find_descriptor(ZipArchive(path, path.string())).empty();
}

std::vector<PlainTable> read_data_package(const std::filesystem::path& path, const std::filesystem::path& folder,
                                          const ReadOptions& options)
{
    try {
        return Package(path, folder, options).read();
    } catch (const JsonByName::exception& error) {
        fail(ErrorCode::bad_input, "{}: a member of {} is not of the kind that the format says ({})",
             shown_name(path, options), descriptor, error.what());
    }
}

}  // namespace allmende::formats
