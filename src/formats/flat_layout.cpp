#include "formats/flat_layout.hpp"

#include <algorithm>
#include <array>

#include "base/error.hpp"
#include "base/text.hpp"
#include "formats/area_code.hpp"
#include "formats/flat_csv.hpp"

namespace allmende::formats {

namespace {

constexpr std::size_t sample_rows = 500;

using Texts = std::vector<std::string>;

/// The names of one kind of column in the new and the old layout, in lower case.
struct Names {
    std::string_view modern;
    std::string_view old;
};

constexpr Names statistic_code{"statistics_code", "statistik_code"};
constexpr Names statistic_label{"statistics_label", "statistik_label"};
constexpr Names time_value{"time", "zeit"};
constexpr Names variable_code{"_variable_code", "_merkmal_code"};
constexpr Names variable_label{"_variable_label", "_merkmal_label"};
constexpr Names attribute_code{"_variable_attribute_code", "_auspraegung_code"};
constexpr Names attribute_label{"_variable_attribute_label", "_auspraegung_label"};

std::optional<std::size_t> find(const Texts& names, std::string_view prefix, const Names& wanted)
{
    for (std::size_t i = 0; i < names.size(); ++i) {
        for (const std::string_view name : {wanted.modern, wanted.old}) {
            if (names[i].size() == prefix.size() + name.size() && names[i].starts_with(prefix) &&
                names[i].ends_with(name)) {
                return i;
            }
        }
    }
    return std::nullopt;
}

std::size_t need(const Texts& names, std::string_view prefix, const Names& wanted, const RecordReader& reader)
{
    const auto column = find(names, prefix, wanted);
    if (!column) {
        reader.refuse(fmt::format("the column “{}{}” is missing in the head of this flat file", prefix, wanted.modern));
    }
    return *column;
}

std::vector<FlatVariable> find_variables(const Texts& names, const RecordReader& reader)
{
    std::vector<FlatVariable> variables;
    for (int n = 1; n < 100; ++n) {
        const std::string prefix = std::to_string(n);
        const auto code = find(names, prefix, variable_code);
        if (!code) {
            break;
        }
        FlatVariable variable;
        variable.code_column = *code;
        variable.label_column = need(names, prefix, variable_label, reader);
        variable.attribute_code_column = need(names, prefix, attribute_code, reader);
        variable.attribute_label_column = need(names, prefix, attribute_label, reader);
        variables.push_back(variable);
    }
    return variables;
}

/// `BEVSTD__Bevoelkerungsstand__Anzahl`: one column per measure in the old layout.
std::optional<Measure> measure_of_column(const std::string& name)
{
    const std::size_t first = name.find("__");
    const std::size_t last = name.rfind("__");
    if (first == std::string::npos || first == last || name.ends_with("_q")) {
        return std::nullopt;
    }
    std::string text = name.substr(first + 2, last - first - 2);
    std::replace(text.begin(), text.end(), '_', ' ');
    return Measure{name.substr(0, first), text, name.substr(last + 2)};
}

void find_value_columns(FlatLayout& layout, const Texts& names, const Texts& original, const RecordReader& reader)
{
    const auto value = std::find(names.begin(), names.end(), "value");
    if (value != names.end()) {
        layout.head.layout = Layout::flat_new;
        layout.head.value_columns.push_back({static_cast<std::size_t>(value - names.begin()), {}, {}, {}});
        const auto column = [&](std::string_view name) -> std::optional<std::size_t> {
            const auto at = std::find(names.begin(), names.end(), name);
            return at == names.end() ? std::nullopt : std::optional(static_cast<std::size_t>(at - names.begin()));
        };
        layout.unit_column = column("value_unit");
        layout.measure_code_column = column("value_variable_code");
        layout.measure_label_column = column("value_variable_label");
        layout.quality_column = column("value_q");
        return;
    }
    layout.head.layout = Layout::flat_old;
    for (std::size_t c = 0; c < original.size(); ++c) {
        if (auto measure = measure_of_column(original[c])) {
            layout.head.value_columns.push_back({c, std::move(measure), {}, {}});
        }
    }
    if (layout.head.value_columns.empty()) {
        reader.refuse("the head of this flat file has neither a column “value” nor one named CODE__label__unit");
    }
}

bool holds_areas(const std::vector<Texts>& sample, const FlatVariable& variable)
{
    bool any = false;
    for (const Texts& row : sample) {
        const std::string& code = row[variable.attribute_code_column];
        any = any || is_area_code(code);
        if (!code.empty() && !is_area_code(code)) {
            return false;
        }
    }
    return any;
}

/// Whether a variable holds area codes whose leading zeros a spreadsheet took: some are too short, and none begins with
/// a zero.
bool holds_areas_without_zeros(const std::vector<Texts>& sample, const FlatVariable& variable)
{
    bool some = false;
    for (const Texts& row : sample) {
        const std::string& code = row[variable.attribute_code_column];
        if (!code.empty() && (code.starts_with('0') || !is_area_code(with_leading_zero(code)))) {
            return false;
        }
        some = some || (!code.empty() && !is_area_code(code));
    }
    return some;
}

/// Words of the codes that regional variables have in GENESIS databases.
bool is_area_variable(std::string_view code)
{
    static constexpr std::array<std::string_view, 14> codes{"DINSG",  "DLAND",  "DG",     "REGBEZ", "KREISE",
                                                            "KREISN", "GEMEIN", "BEZIRK", "VERBG",  "RB",
                                                            "LAND",   "GEM",    "KREIS",  "REGION"};
    return std::any_of(codes.begin(), codes.end(), [&](std::string_view known) { return code.starts_with(known); });
}

/// The regional variable: by its code, else the first one whose attribute codes are all area codes.
std::size_t decide_area(FlatLayout& layout, const std::vector<FlatVariable>& variables,
                        const std::vector<Texts>& sample, const RecordReader& reader)
{
    for (const bool by_code : {true, false}) {
        for (std::size_t v = 0; v < variables.size(); ++v) {
            if ((!by_code || is_area_variable(variables[v].code)) && holds_areas(sample, variables[v])) {
                return v;
            }
        }
    }
    for (std::size_t v = 0; v < variables.size(); ++v) {
        if (is_area_variable(variables[v].code) && holds_areas_without_zeros(sample, variables[v])) {
            layout.head.without_zeros = true;
            return v;
        }
    }
    fail(ErrorCode::bad_input,
         "{}: none of the variables of this flat file holds area codes (AGS, or DG); export the table by areas",
         reader.name());
}

bool is_part_of_year(std::string_view code)
{
    return code.starts_with("MONAT") || code.starts_with("QUART");
}

std::vector<Texts> read_sample(RecordReader& reader, std::size_t width)
{
    std::vector<Texts> sample;
    while (sample.size() < sample_rows && reader.next()) {
        if (reader.cells().size() != width) {
            continue;  // the rows are judged when they are read
        }
        Texts row;
        for (const std::string_view cell : reader.cells()) {
            row.emplace_back(trim(cell));
        }
        sample.push_back(std::move(row));
    }
    if (sample.empty()) {
        reader.refuse("the file has a head but no rows");
    }
    return sample;
}

}  // namespace

std::string table_of_flat_file(const std::filesystem::path& path, std::string_view statistic)
{
    std::string stem = path.stem().string();
    for (const std::string_view ending : {"_flat", "_de", "_en", "-flat"}) {
        if (stem.ends_with(ending)) {
            stem.erase(stem.size() - ending.size());
        }
        const std::size_t inner = stem.find(std::string(ending) + "_");
        if (inner != std::string::npos) {
            stem.erase(inner);
        }
    }
    const bool fits = !statistic.empty() && stem.starts_with(statistic) && stem.size() <= 40 &&
                      stem.find_first_of(" ();,") == std::string::npos;
    return fits ? stem : std::string(statistic);
}

bool is_flat_head(std::span<const std::string_view> cells)
{
    if (cells.empty()) {
        return false;
    }
    const std::string first = lower(trim(cells.front()));
    return first == statistic_code.modern || first == statistic_code.old;
}

FlatLayout understand_flat_layout(const std::filesystem::path& path, const ReadOptions& options)
{
    RecordReader reader(path, std::nullopt, options);
    if (!reader.next() || !is_flat_head(reader.cells())) {
        reader.refuse("this is no GENESIS flat file: its first column must be “statistics_code” or “Statistik_Code”");
    }
    Texts names;
    Texts original;
    for (const std::string_view cell : reader.cells()) {
        original.emplace_back(trim(cell));
        names.push_back(lower(original.back()));
    }
    FlatLayout layout;
    layout.width = names.size();
    layout.time_column = need(names, "", time_value, reader);
    const std::size_t statistic = need(names, "", statistic_label, reader);
    std::vector<FlatVariable> variables = find_variables(names, reader);
    if (variables.empty()) {
        reader.refuse("the head of this flat file names no variable (1_variable_code …)");
    }
    find_value_columns(layout, names, original, reader);

    const std::vector<Texts> sample = read_sample(reader, layout.width);
    for (FlatVariable& variable : variables) {
        variable.code = sample.front()[variable.code_column];
        variable.label = sample.front()[variable.label_column];
    }
    layout.head.statistic = sample.front()[statistic];
    layout.head.title = layout.head.statistic;
    layout.head.table = table_of_flat_file(reader.name(), sample.front()[need(names, "", statistic_code, reader)]);
    layout.head.first_data_row = 2;
    const std::size_t area = decide_area(layout, variables, sample, reader);
    layout.area = variables[area];
    variables.erase(variables.begin() + static_cast<std::ptrdiff_t>(area));
    for (FlatVariable& variable : variables) {
        if (is_part_of_year(variable.code) && !layout.part_of_year) {
            layout.part_of_year = variable;
        } else {
            layout.head.key_dimensions.push_back({variable.code, variable.label});
            layout.keys.push_back(variable);
        }
    }
    return layout;
}

}  // namespace allmende::formats
