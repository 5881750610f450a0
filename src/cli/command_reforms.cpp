#include <algorithm>

#include "areas/area_keys.hpp"
#include "areas/reform_list.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "cli/commands.hpp"
#include "cli/output.hpp"
#include "cli/workspace_call.hpp"
#include "formats/record_reader.hpp"

namespace allmende::cli {

namespace {

int list_reforms(const Arguments& arguments, Environment& environment)
{
    WorkspaceCall call(arguments, environment);
    const std::vector<std::string> wanted = arguments.list("--area");
    const auto asked_for = [&](const std::string& key) {
        return std::find(wanted.begin(), wanted.end(), key) != wanted.end();
    };
    RowWriter rows(arguments, environment,
                   {"reform", "date", "title", "from", "to", "population", "area", "employees", "source"});
    for (const areas::Reform& reform : call.workspace.reforms()) {
        for (const areas::ReformChange& change : reform.changes) {
            for (const std::string& old : change.from) {
                if (!wanted.empty() && !asked_for(old) && !asked_for(change.to)) {
                    continue;
                }
                const auto weight = [&](const char* kind) {
                    const auto at = change.weights.find(kind);
                    return change.exact() ? Field(1.0) : at == change.weights.end() ? Field() : Field(at->second);
                };
                rows.row({reform.id, reform.date, reform.title.de, old, change.to, weight("population"), weight("area"),
                          weight("employees"), reform.source});
            }
        }
    }
    rows.finish();
    return 0;
}

/// The population or area of units at the end of a year, from what was delivered. A year is read once.
class DeliveredSizes {
public:
    explicit DeliveredSizes(WorkspaceCall& call)
        : call_(call), notation_(call.workspace.areas(), call.workspace.reforms())
    {}

    std::optional<double> of(areas::Weight weight, const std::string& key, int year)
    {
        const auto [at, fresh] = tables_.try_emplace(std::pair(weight, year));
        if (fresh) {
            at->second = read(weight, year);
        }
        const indicators::FigureTable& table = at->second;
        const auto row = table.row(notation_.of(key));
        const bool found = row && !table.years.empty() && table.at(0, *row, 0).has_value();
        return found ? std::optional(table.at(0, *row, 0).value) : std::nullopt;
    }

private:
    WorkspaceCall& call_;
    areas::RegisterNotation notation_;
    std::map<std::pair<areas::Weight, int>, indicators::FigureTable> tables_;

    indicators::FigureTable read(areas::Weight weight, int year)
    {
        const char* id = weight == areas::Weight::population ? "population"
                         : weight == areas::Weight::area     ? "area"
                                                             : "";
        const auto definition = std::find_if(call_.definitions.begin(), call_.definitions.end(),
                                             [&](const auto& known) { return known.id == id; });
        if (definition == call_.definitions.end()) {
            return {};
        }
        indicators::Request request;
        request.years = {year};
        return indicators::evaluate(*definition, request, call_.sources());
    }
};

areas::UnitKnowledge knowledge_of(WorkspaceCall& call, DeliveredSizes& sizes)
{
    areas::UnitKnowledge knowledge;
    knowledge.was_formed = [&call](const std::string& key, int year) {
        const areas::Area* area = call.workspace.areas().find(key);
        int first = area == nullptr ? 0 : area->first_year;
        // A table that begins in this very year says nothing: its neighbours' first year is the same.
        const bool others_before = std::any_of(
            call.workspace.areas().all().begin(), call.workspace.areas().all().end(), [&](const areas::Area& other) {
                return area != nullptr && other.level == area->level && other.first_year > 0 && other.first_year < year;
            });
        return first >= year && others_before;
    };
    knowledge.size = [&sizes](areas::Weight weight, const std::string& key, int year) {
        return sizes.of(weight, key, year);
    };
    return knowledge;
}

areas::ReformListReader read_list(const std::filesystem::path& file)
{
    if (lower(file.extension().string()) == ".xlsx") {
        fail(ErrorCode::bad_input, "{}: save the sheet of the changes as CSV; a workbook holds more than the list",
             file.filename().string());
    }
    areas::ReformListReader list(file.filename().string());
    formats::RecordReader reader(file);
    while (reader.next()) {
        list.read(static_cast<std::size_t>(reader.line()), reader.cells());
    }
    return list;
}

int load_reforms(const Arguments& arguments, Environment& environment)
{
    WorkspaceCall call(arguments, environment);
    DeliveredSizes sizes(call);
    for (const std::string& name : arguments.all("--load")) {
        const std::filesystem::path file = name;
        const areas::ReformListReader list = read_list(file);
        const std::string stem = slug(file.stem().string());
        const areas::ReformList made = areas::reforms_of(
            list.rows(), stem, arguments.get("--source", file.filename().string()), knowledge_of(call, sizes));
        if (made.reforms.empty()) {
            fail(ErrorCode::bad_input, "{}: none of its {} changes can be converted: {}", file.filename().string(),
                 list.rows().size(), made.not_divisible.front());
        }
        const std::filesystem::path folder = call.workspace.path() / "catalog" / "reforms";
        std::filesystem::create_directories(folder);
        const std::string toml = areas::toml_of(made.reforms);
        (void)areas::parse_reforms(toml, file.filename().string());  // a list that contradicts itself is not kept
        write_file(folder / (stem + ".toml"), toml);
        std::size_t changes = 0;
        for (const areas::Reform& reform : made.reforms) {
            changes += reform.changes.size();
        }
        environment.err(fmt::format(
            "{}: {} days with {} changes, kept in catalog/reforms/{}.toml; {} rows move nobody or are of other levels\n",
            file.filename().string(), made.reforms.size(), changes, stem, list.left_out()));
        for (const std::string& reason : made.not_divisible) {
            environment.err(fmt::format("  note: left out, {}\n", reason));
        }
    }
    return 0;
}

int run_reforms(const Arguments& arguments, Environment& environment)
{
    return arguments.has("--load") ? load_reforms(arguments, environment) : list_reforms(arguments, environment);
}

}  // namespace

Command reforms_command()
{
    return {
        "reforms",
        "WORKSPACE",
        1,
        1,
        "which units became which, and loading lists of it",
        "Prints reform, date, title, from, to, the share of the old unit that went over by population, area and employees (1: whole)\n"
        "and the source. --load takes a list of territorial changes as CSV, in the columns of the yearly lists of the Statistisches\n"
        "Bundesamt or with the columns date, from, to (name, kind, population, area, employees), and keeps it in the workspace's\n"
        "catalogue.",
        {{"--area", "KEY[,KEY]", "only changes of these units"},
         {"--load", "FILE", "take in a list; may be given several times"},
         {"--source", "TEXT", "where the list comes from; its file name by default"},
         format_option},
        run_reforms};
}

}  // namespace allmende::cli
