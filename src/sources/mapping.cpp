#include "sources/mapping.hpp"

#include <algorithm>
#include <array>

#include "base/config.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"

namespace allmende::sources {

namespace {

constexpr std::array<std::pair<AreaRule::By, std::string_view>, 6> area_words{{
    {AreaRule::By::key, "key"},
    {AreaRule::By::name, "name"},
    {AreaRule::By::nuts, "nuts"},
    {AreaRule::By::own, "own"},
    {AreaRule::By::all, "all"},
    {AreaRule::By::headings, "headings"},
}};

std::string_view word_of(AreaRule::By by)
{
    return std::find_if(area_words.begin(), area_words.end(), [&](const auto& entry) { return entry.first == by; })
        ->second;
}

std::string toml_list(const std::vector<std::string>& texts)
{
    std::vector<std::string> quoted;
    for (const std::string& text : texts) {
        quoted.push_back(toml_text(text));
    }
    return "[" + join(quoted, ", ") + "]";
}

/// Writes lines `key = "text"` for those that are not empty.
class TomlWriter {
public:
    void comment(std::string_view text) { out_ += fmt::format("# {}\n", text); }
    void section(std::string_view name) { out_ += fmt::format("\n{}\n", name); }
    void text(std::string_view key, const std::string& value)
    {
        if (!value.empty()) {
            out_ += fmt::format("{} = {}\n", key, toml_text(value));
        }
    }
    void texts(std::string_view key, const std::vector<std::string>& values)
    {
        if (!values.empty()) {
            out_ += fmt::format("{} = {}\n", key, toml_list(values));
        }
    }
    void table(std::string_view name, const std::map<std::string, std::string>& entries)
    {
        if (entries.empty()) {
            return;
        }
        section(fmt::format("[{}]", name));
        for (const auto& [key, value] : entries) {
            out_ += fmt::format("{} = {}\n", toml_text(key), toml_text(value));
        }
    }
    std::string take() { return std::move(out_); }

private:
    std::string out_;
};

void write_value(TomlWriter& out, const ValueRule& value)
{
    out.section("[[value]]");
    out.text("column", value.column);
    out.text("measure", value.measure);
    out.text("unit", value.unit);
    if (value.period || value.asks_period) {
        out.text("period", value.period ? value.period->text() : "?");
    }
    out.text("area", value.area);
    out.texts("categories", value.categories);
}

void write_institution(TomlWriter& out, const InstitutionRule& rule)
{
    out.section("[institution]");
    out.text("key", rule.key);
    out.text("numbers", rule.numbers);
    out.texts("name", rule.name);
    out.text("street", rule.street);
    out.text("place", rule.place);
    out.text("east", rule.east);
    out.text("north", rule.north);
    out.text("crs", rule.epsg == 0 ? "" : fmt::format("EPSG:{}", rule.epsg));
}

/// A question that `allmende map` left open stands as "?".
void need_answer(const Config& config, std::string_view key, std::string_view question)
{
    if (config.has(key) && config.text(key) == unanswered) {
        config.complain(key, std::string(question));
    }
}

Period need_period(const Config& config, std::string_view key)
{
    need_answer(config, key, "of when are the numbers? Write 2024, 2024-12-31, 2024/25, 2024-Q1 or 2024-03");
    const std::string text = config.text(key);
    const auto period = parse_period(text);
    if (!period) {
        config.complain(key, fmt::format("{} is no reporting period; write 2024, 2024-12-31 or 2024/25", shown(text)));
    }
    return *period;
}

std::map<std::string, std::string> entries_of(const Config& config, std::string_view key)
{
    std::map<std::string, std::string> entries;
    if (const auto table = config.table_or_none(key)) {
        for (const std::string& name : table->keys()) {
            entries[name] = table->text_or(name, "");
        }
    }
    return entries;
}

AreaRule parse_area(const Config& config)
{
    AreaRule rule;
    config.allow_only({"by", "columns", "names", "key", "level", "corrections"});
    const std::string by = config.choice("by", {"key", "name", "nuts", "own", "all", "headings"});
    rule.by = std::find_if(area_words.begin(), area_words.end(), [&](const auto& entry) {
                  return entry.second == by;
              })->first;
    rule.columns = config.texts_or_empty("columns");
    rule.name_column = config.text_or("names", "");
    need_answer(config, "key",
                rule.by == AreaRule::By::all
                    ? "which unit is the table about? Write its key, for Germany \"DG\""
                    : "which municipality do these units divide? Write its key, or \"x\" where they are others");
    rule.key = config.text_or("key", "");
    if (config.has("level")) {
        try {
            rule.level = areas::level_by_name(config.text("level"));
        } catch (const Error& error) {
            config.complain("level", error.what());
        }
    }
    rule.corrections = entries_of(config, "corrections");
    for (const auto& [text, key] : rule.corrections) {
        if (key == unanswered) {
            config.complain("corrections",
                            fmt::format("which key has {}? Write it, or \"\" to leave its rows out", shown(text)));
        }
    }
    if (rule.by == AreaRule::By::all && rule.key.empty()) {
        config.complain("key", "which unit is the table about? Write its key, for Germany \"DG\"");
    }
    if (rule.by != AreaRule::By::all && rule.by != AreaRule::By::headings && rule.columns.empty()) {
        config.complain("columns", "which column holds the units? Write its heading");
    }
    return rule;
}

InstitutionRule parse_institution(const Config& config)
{
    config.allow_only({"key", "numbers", "name", "street", "place", "east", "north", "crs"});
    InstitutionRule rule;
    rule.key = config.text("key");
    rule.numbers = config.text_or("numbers", "");
    rule.name = config.texts_or_empty("name");
    rule.street = config.text_or("street", "");
    rule.place = config.text_or("place", "");
    rule.east = config.text_or("east", "");
    rule.north = config.text_or("north", "");
    if (rule.east.empty() != rule.north.empty()) {
        config.complain("", "a place has two coordinates: name both columns, `east` and `north`, or neither");
    }
    if (!rule.east.empty()) {
        const std::string crs = config.choice("crs", {"EPSG:25832", "EPSG:25833", "EPSG:4326"});
        rule.epsg = std::stoi(crs.substr(5));
    }
    return rule;
}

ValueRule parse_value(const Config& entry)
{
    entry.allow_only({"column", "measure", "unit", "period", "area", "categories"});
    ValueRule rule;
    need_answer(entry, "column", "which column holds the numbers? Write its heading");
    rule.column = entry.text("column");
    need_answer(entry, "measure",
                "what does this column count? Write the name of the measure, or take this [[value]] out");
    rule.measure = entry.text_or("measure", "");
    rule.unit = entry.text_or("unit", "");
    if (entry.has("period")) {
        rule.period = need_period(entry, "period");
    }
    need_answer(entry, "area", "which unit is this column about? Write its key, or take this [[value]] out");
    rule.area = entry.text_or("area", "");
    rule.categories = entry.texts_or_empty("categories");
    return rule;
}

/// The columns of numbers; whether each names its time.
bool parse_values(const Config& config, Mapping& mapping)
{
    bool all_have_periods = true;
    for (const Config& entry : config.tables("value")) {
        ValueRule rule = parse_value(entry);
        all_have_periods = all_have_periods && rule.period;
        if (rule.area.empty() == (mapping.area.by == AreaRule::By::headings)) {
            entry.complain("area", mapping.area.by == AreaRule::By::headings
                                       ? "which unit is this column about? Write its key, or take this [[value]] out"
                                       : "a column names its unit only where [area] has by = \"headings\"");
        }
        mapping.values.push_back(std::move(rule));
    }
    return all_have_periods;
}

/// How numbers are written.
void parse_numbers(const Config& config, Mapping& mapping)
{
    need_answer(config, "decimal_sign",
                "do comma or point set decimals apart? Write \",\" or \".\"; the other one then sets thousands apart");
    const std::string decimal = config.choice_or("decimal_sign", {",", ".", ""}, "");
    mapping.decimal_sign = decimal.empty() ? DecimalSign::none : static_cast<DecimalSign>(decimal.front());
    const std::string thousands = config.choice_or("thousands", {"seen", "unseen", ""}, "");
    mapping.thousands = thousands.empty() ? Thousands::told : thousands == "seen" ? Thousands::seen : Thousands::unseen;
}

void replace(std::string& text, const std::string& from, const std::string& to)
{
    text = text == from ? to : text;
}

}  // namespace

std::string Mapping::toml() const
{
    TomlWriter out;
    out.text("table", table);
    out.text("file", file);
    out.text("title", title);
    out.text("attribution", attribution);
    out.text("licence", licence);
    out.text("sheet", sheet);
    const auto is_open = [&](const char* key) { return open.contains(key); };
    if (is_open("decimal_sign")) {
        out.text("decimal_sign", "?");
    } else if (decimal_sign != DecimalSign::none) {
        out.text("decimal_sign", std::string(1, static_cast<char>(decimal_sign)));
    }
    out.text("thousands", thousands == Thousands::told ? "" : thousands == Thousands::seen ? "seen" : "unseen");
    out.text("period_column", is_open("period_column") ? "?" : period_column);
    out.text("period_part_column", period_part_column);
    if (period || is_open("period")) {
        out.text("period", period ? period->text() : "?");
    }
    out.text("measure_column", measure_column);
    out.text("unit_column", unit_column);
    out.text("status_column", status_column);
    out.texts("fill_down", fill_down);
    out.texts("columns", columns);
    out.section("[area]");
    out.text("by", std::string(word_of(area.by)));
    out.texts("columns", area.columns);
    out.text("names", area.name_column);
    out.text("key", is_open("area") || is_open("area.key") ? "?" : area.key);
    if (area.level) {
        out.text("level", std::string(areas::name(*area.level)));
    }
    out.table("area.corrections", area.corrections);
    for (const DimensionRule& dimension : dimensions) {
        out.section("[[dimension]]");
        out.text("column", dimension.column);
        out.text("label", dimension.label);
        out.text("texts", dimension.text_column);
        out.text("is", dimension.known);
    }
    if (is_open("dimension")) {
        out.section("[[dimension]]");
        out.text("column", "?");
    }
    if (is_open("value")) {
        out.section("[[value]]");
        out.text("column", "?");
    }
    for (const ValueRule& value : values) {
        write_value(out, value);
    }
    out.table("missing", missing);
    if (institution) {
        write_institution(out, *institution);
    }
    return out.take();
}

Mapping Mapping::load(const std::filesystem::path& path)
{
    return parse(read_file(path, std::uint64_t{4} << 20), path.string());
}

Mapping Mapping::parse(std::string_view toml, const std::string& source_name)
{
    const Config config = Config::parse(toml, source_name);
    config.allow_only({"table",      "file",           "title",       "attribution",   "licence",
                       "sheet",      "decimal_sign",   "thousands",   "period_column", "period_part_column",
                       "period",     "measure_column", "unit_column", "status_column", "fill_down",
                       "columns",    "area",           "dimension",   "value",         "missing",
                       "institution"});
    Mapping self;
    self.table = config.text("table");
    self.file = config.text_or("file", "");
    if (self.table.find_first_of("/\\ \t") != std::string::npos || self.table.starts_with('.')) {
        config.complain("table", "the id of a table has neither blanks nor slashes: kita-plaetze");
    }
    self.title = config.text_or("title", "");
    self.attribution = config.text_or("attribution", "");
    self.licence = config.text_or("licence", "");
    self.sheet = config.text_or("sheet", "");
    parse_numbers(config, self);
    need_answer(
        config, "period_column",
        "is it a column of months or of school years? Write it so in the file (2011/12), then its heading here");
    self.period_column = config.text_or("period_column", "");
    self.period_part_column = config.text_or("period_part_column", "");
    if (config.has("period")) {
        self.period = need_period(config, "period");
    }
    self.measure_column = config.text_or("measure_column", "");
    self.unit_column = config.text_or("unit_column", "");
    self.status_column = config.text_or("status_column", "");
    self.fill_down = config.texts_or_empty("fill_down");
    self.columns = config.texts_or_empty("columns");
    self.area = parse_area(config.table("area"));
    for (const Config& entry : config.tables("dimension")) {
        entry.allow_only({"column", "label", "texts", "is"});
        need_answer(entry, "column",
                    "which column tells rows apart that are alike? Write its heading, or take this [[dimension]] out: "
                    "then the first of these rows counts");
        const std::string column = entry.text("column");
        self.dimensions.push_back(
            {column, entry.text_or("label", column), entry.text_or("texts", ""), entry.text_or("is", "")});
    }
    const bool all_have_periods = parse_values(config, self);
    self.missing = entries_of(config, "missing");
    for (const auto& [text, mark] : self.missing) {
        const auto cell = parse_cell(mark);
        if (!cell || (cell->cell.sign == Sign::none)) {
            config.complain("missing", fmt::format("{} stands for {}, which is none of -  .  ...  /  x", shown(text),
                                                   mark.empty() ? "nothing" : shown(mark)));
        }
    }
    if (const auto entry = config.table_or_none("institution")) {
        self.institution = parse_institution(*entry);
    }
    if (self.values.empty() && !self.institution) {
        config.complain("value", "no column of numbers is named; write at least one [[value]] with its column");
    }
    if (self.period_column.empty() && !self.period && (!all_have_periods || self.values.empty() || self.institution)) {
        config.complain("period", "of when are the numbers? Write period = \"2024\", or name the period_column");
    }
    return self;
}

std::vector<std::string> Mapping::needed_columns() const
{
    std::vector<std::string> needed;
    const auto add = [&](const std::string& column) {
        if (!column.empty() && std::find(needed.begin(), needed.end(), column) == needed.end()) {
            needed.push_back(column);
        }
    };
    std::for_each(area.columns.begin(), area.columns.end(), add);
    std::for_each(fill_down.begin(), fill_down.end(), add);
    for (const std::string* column :
         {&area.name_column, &period_column, &period_part_column, &measure_column, &unit_column, &status_column}) {
        add(*column);
    }
    for (const DimensionRule& dimension : dimensions) {
        add(dimension.column);
        add(dimension.text_column);
    }
    for (const ValueRule& value : values) {
        add(value.column);
    }
    if (institution) {
        add(institution->key);
        std::for_each(institution->name.begin(), institution->name.end(), add);
        for (const std::string* column :
             {&institution->street, &institution->place, &institution->east, &institution->north}) {
            add(*column);
        }
    }
    return needed;
}

void Mapping::rename(const std::string& from, const std::string& to)
{
    for (std::string& column : area.columns) {
        replace(column, from, to);
    }
    for (std::string& column : fill_down) {
        replace(column, from, to);
    }
    for (std::string* column :
         {&area.name_column, &period_column, &period_part_column, &measure_column, &unit_column, &status_column}) {
        replace(*column, from, to);
    }
    for (DimensionRule& dimension : dimensions) {
        replace(dimension.column, from, to);
        replace(dimension.text_column, from, to);
    }
    for (ValueRule& value : values) {
        replace(value.column, from, to);
    }
    if (institution) {
        replace(institution->key, from, to);
        for (std::string& column : institution->name) {
            replace(column, from, to);
        }
        for (std::string* column :
             {&institution->street, &institution->place, &institution->east, &institution->north}) {
            replace(*column, from, to);
        }
    }
}

std::string Proposal::toml() const
{
    TomlWriter out;
    out.comment(
        "Which column of the file is what, as it was understood. Correct what is wrong and deliver the file with it:");
    out.comment("allmende import WORKSPACE FILE --mapping THIS");
    for (const std::string& reason : reasons) {
        out.comment("- " + reason);
    }
    for (const Question& question : questions) {
        out.comment(fmt::format("OPEN ({}): {}", question.key, question.text));
    }
    return out.take() + "\n" + mapping.toml();
}

}  // namespace allmende::sources
