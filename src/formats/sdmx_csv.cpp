#include "formats/sdmx_csv.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "formats/long_table.hpp"

namespace allmende::formats {

namespace {

constexpr std::size_t most_words = 50'000;  // of a column

struct ComponentName {
    Role role;
    std::string_view names;  ///< ids and usual names as slugs, set apart by blanks
};

constexpr std::array<ComponentName, 8> component_names{{
    {Role::period, "time-period time time-period-or-range"},
    {Role::value, "obs-value observation-value"},
    {Role::status,
     "obs-status observation-status obs-flag observation-status-flag conf-status obs-conf "
     "confidentiality-status observation-confidentiality"},
    {Role::area, "ref-area geo area region geography reference-area"},
    {Role::unit, "unit-measure unit unit-of-measure"},
    {Role::multiplier, "unit-mult unit-multiplier"},
    {Role::measure, "indicator measure indic series"},
    {Role::remark,
     "dataflow structure structure-id structure-name action series-key series-keys obs-key obs-keys "
     "last-update decimals time-format title title-compl collection availability obs-pre-break obs-com "
     "comment-obs"},
}};

/// The id of a component in a heading: `SEX` of `SEX: Geschlecht` and of `SEX[]`.
std::string_view id_in(std::string_view heading)
{
    heading = heading.substr(0, heading.find(':'));
    return trim(heading.substr(0, heading.find('[')));
}

bool says_nothing(std::string_view value)
{
    const std::string text = lower(value);
    return text == "nan" || text == "#n/a" || text == "#na" || text == ":";
}

/// Reads the rows of one file and writes them anew.
class SdmxCsv {
public:
    SdmxCsv(const std::filesystem::path& path, PlainTable& table)
        : table_(table), reader_(path, table.delimiter, table.options)
    {}

    void read()
    {
        read_heading();
        RowsInPlace out(table_.csv);
        out.write(reader_.line(), heading_);
        std::vector<std::string> cells;
        while (reader_.next()) {
            cells.assign(reader_.cells().begin(), reader_.cells().end());
            const bool blank = std::all_of(cells.begin(), cells.end(), [](const auto& cell) { return cell.empty(); });
            if (blank) {
                continue;
            }
            if (cells.size() != heading_.size()) {
                reader_.refuse(fmt::format("{} cells instead of {}: the row is cut off or damaged", cells.size(),
                                           heading_.size()));
            }
            check_structure(cells);
            if (action_ && trim(cells[*action_]).substr(0, 1) == "D") {
                ++deleted_;
                continue;
            }
            ++kept_;
            tidy(cells);
            out.write(reader_.line(), cells);
        }
        out.finish();
        tell();
    }

private:
    PlainTable& table_;
    RecordReader reader_;
    std::vector<std::string> heading_;
    std::vector<bool> with_words_;                ///< by column: cells read `code: words`
    std::vector<std::optional<std::size_t>> of_;  ///< by column: it holds the words of another one
    std::optional<std::size_t> structure_;
    std::optional<std::size_t> action_;
    std::string structure_id_;
    std::int64_t deleted_ = 0;
    std::int64_t kept_ = 0;

    void read_heading()
    {
        if (!reader_.next()) {
            reader_.refuse("the file is empty");
        }
        std::set<std::string> taken;
        for (const std::string_view cell : reader_.cells()) {
            PlainColumn column;
            column.name = trim(cell);
            if (column.name.empty() || !taken.insert(column.name).second) {
                reader_.refuse(table_.columns.size(), column.name.empty() ? "a column without a name"
                                                                          : "a second column " + shown(column.name));
            }
            const std::size_t colon = column.name.find(':');
            column.role = role_of_component(id_in(column.name));
            column.label = colon == std::string::npos ? "" : std::string(trim(column.name.substr(colon + 1)));
            heading_.push_back(column.name);
            with_words_.push_back(colon != std::string::npos);
            table_.columns.push_back(std::move(column));
        }
        of_.resize(heading_.size());
        structure_ = first_named({"DATAFLOW", "STRUCTURE_ID"});
        action_ = first_named({"ACTION"});
        pair_names();
    }

    std::optional<std::size_t> first_named(std::initializer_list<std::string_view> ids) const
    {
        for (std::size_t c = 0; c < heading_.size(); ++c) {
            if (std::find(ids.begin(), ids.end(), id_in(heading_[c])) != ids.end()) {
                return c;
            }
        }
        return std::nullopt;
    }

    /// With names, SDMX-CSV 2 gives each component two columns, `SEX` and `Sex`, behind those that it begins with.
    void pair_names()
    {
        const auto named = first_named({"STRUCTURE_NAME"});
        if (!named) {
            return;
        }
        const std::size_t first = 1 + std::max(*named, action_.value_or(0));
        if ((heading_.size() - first) % 2 != 0) {
            return;
        }
        for (std::size_t c = first; c + 1 < heading_.size(); c += 2) {
            of_[c + 1] = c;
            table_.columns[c].label = heading_[c + 1];
            table_.columns[c + 1].role = Role::remark;
        }
    }

    void check_structure(const std::vector<std::string>& cells)
    {
        if (!structure_) {
            return;
        }
        const std::string id = id_of_structure(cells[*structure_]);
        if (structure_id_.empty()) {
            structure_id_ = id;
            // `IT:KITA(1.0): Kinder in Kitas`
            const std::string& text = cells[*structure_];
            const std::size_t closed = text.find("):");
            table_.title = closed == std::string::npos ? table_.title : std::string(trim(text.substr(closed + 2)));
        } else if (id != structure_id_) {
            reader_.refuse(
                *structure_,
                fmt::format("the rows belong to several structures, {} and {}; deliver each as a file of its "
                            "own",
                            shown(structure_id_), shown(id)));
        }
        if (const auto name = first_named({"STRUCTURE_NAME"}); name && table_.title.empty()) {
            table_.title = cells[*name];
        }
    }

    void tidy(std::vector<std::string>& cells)
    {
        for (std::size_t c = 0; c < cells.size(); ++c) {
            if (with_words_[c]) {
                split_words(c, cells[c]);
            }
            if (of_[c] && !cells[c].empty()) {
                keep_words(*of_[c], std::string(trim(cells[*of_[c]])), cells[c]);
            }
            if (table_.columns[c].role != Role::value) {
                continue;
            }
            if (says_nothing(trim(cells[c]))) {
                cells[c].clear();
            }
            // Numbers have no sign between thousands; the comma of those behind semicolons is the decimal one.
            if (table_.delimiter != ',' && std::count(cells[c].begin(), cells[c].end(), ',') == 1 &&
                cells[c].find('.') == std::string::npos) {
                cells[c].replace(cells[c].find(','), 1, ".");
            }
        }
    }

    void split_words(std::size_t column, std::string& cell)
    {
        const std::size_t wide = cell.find(": ");
        // The clock of a day has colons as well.
        const bool clock = table_.columns[column].role == Role::period && cell.find('T') != std::string::npos;
        const std::size_t colon = wide != std::string::npos ? wide : clock ? std::string::npos : cell.find(':');
        if (colon == std::string::npos || colon == 0) {
            return;
        }
        const std::string words(trim(cell.substr(colon + 1)));
        cell = std::string(trim(cell.substr(0, colon)));
        keep_words(column, cell, words);
    }

    void keep_words(std::size_t column, const std::string& code, const std::string& words)
    {
        const Role role = table_.columns[column].role;
        auto& codes = table_.columns[column].codes;
        if (role != Role::period && role != Role::value && role != Role::remark && codes.size() < most_words) {
            codes.emplace(code, words);
        }
    }

    void tell()
    {
        if (kept_ == 0) {
            fail(ErrorCode::bad_input, "{}: {}", reader_.name(),
                 deleted_ > 0 ? "all rows delete observations (ACTION D); there is nothing to read"
                              : "the file has a heading but no rows");
        }
        if (deleted_ > 0) {
            table_.remarks.push_back(fmt::format(
                "{} rows that delete observations (ACTION D) are left out; what earlier deliveries brought stays",
                deleted_));
        }
        table_.table = structure_id_;
    }
};

}  // namespace

Role role_of_component(std::string_view id)
{
    const std::string name = slug(id);
    for (const ComponentName& component : component_names) {
        const auto names = split(component.names, ' ');
        if (std::find(names.begin(), names.end(), name) != names.end()) {
            return component.role;
        }
    }
    return Role::none;
}

std::string id_of_structure(std::string_view reference)
{
    reference = reference.substr(0, reference.find('('));
    const std::size_t colon = reference.rfind(':');
    return std::string(trim(colon == std::string_view::npos ? reference : reference.substr(colon + 1)));
}

std::optional<char> delimiter_of_sdmx_csv(std::string_view beginning)
{
    const std::string_view heading = beginning.substr(0, beginning.find('\n'));
    const std::string_view first = heading.starts_with('"') ? heading.substr(1) : heading;
    const bool second_version =
        first.starts_with("STRUCTURE") && heading.find("STRUCTURE_ID") != std::string_view::npos;
    if (!first.starts_with("DATAFLOW") && !second_version) {
        return std::nullopt;
    }
    // `STRUCTURE[;],STRUCTURE_ID`
    std::size_t from = second_version ? first.find_first_of("],;\t|\"") : std::string_view("DATAFLOW").size();
    if (const std::size_t bracket = first.find('['); bracket == std::string_view("STRUCTURE").size()) {
        from = first.find(']', bracket);
    }
    const std::size_t at = from == std::string_view::npos ? from : first.find_first_of(",;\t|", from);
    return at == std::string_view::npos ? std::nullopt : std::optional(first[at]);
}

PlainTable read_sdmx_csv(const std::filesystem::path& path, const std::filesystem::path& csv,
                         const ReadOptions& options, char delimiter)
{
    PlainTable table;
    table.csv = csv;
    table.options = options;
    table.options.file_name = shown_name(path, options);
    table.layout = "sdmx-csv";
    table.delimiter = delimiter;
    table.decimal_sign = DecimalSign::point;
    SdmxCsv(path, table).read();
    table.delimiter = ',';
    return table;
}

void understand_sdmx_sheet(PlainTable& table)
{
    const std::string& first = table.columns.front().name;
    if (!(first.starts_with("DATAFLOW") || (first == "STRUCTURE" && find_column(table, "STRUCTURE_ID") != nullptr))) {
        return;
    }
    table.decimal_sign = DecimalSign::point;
    for (PlainColumn& column : table.columns) {
        column.role = role_of_component(id_in(column.name));
    }
}

}  // namespace allmende::formats
