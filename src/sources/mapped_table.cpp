#include "sources/mapped_table.hpp"

#include <algorithm>
#include <unordered_map>

#include "areas/country_codes.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "formats/licence.hpp"
#include "formats/status_marks.hpp"
#include "sources/column_profile.hpp"
#include "sources/declared_numbers.hpp"
#include "sources/headings.hpp"
#include "sources/key_texts.hpp"
#include "sources/spoken_period.hpp"

namespace allmende::sources {

namespace {

using formats::PlainColumn;
using formats::PlainTable;

constexpr std::string_view no_entry = "ohne Angabe";

/// Columns of a mapping, as positions.
class Columns {
public:
    explicit Columns(const PlainTable& table) : table_(table) {}

    std::optional<std::size_t> find(const std::string& name) const
    {
        if (name.empty()) {
            return std::nullopt;
        }
        for (std::size_t c = 0; c < table_.columns.size(); ++c) {
            if (table_.columns[c].name == name) {
                return c;
            }
        }
        std::vector<std::string> names;
        for (const PlainColumn& column : table_.columns) {
            names.push_back(column.name);
        }
        const std::string like = nearest(name, names);
        fail(ErrorCode::bad_input, "{}: the mapping names a column {}, which the file does not have{}",
             table_.options.file_name, shown(name), like.empty() ? "" : "; there is " + shown(like));
    }

private:
    const PlainTable& table_;
};

class MappedReader {
public:
    MappedReader(const PlainTable& table, const Mapping& mapping, const AreaReading& areas)
        : table_(table),
          mapping_(mapping),
          areas_(areas),
          reader_(table.csv, table.delimiter, table.options),
          decimal_sign_(table.decimal_sign != DecimalSign::none ? table.decimal_sign : mapping.decimal_sign)
    {
        const Columns columns(table);
        for (const std::string& name : mapping.area.columns) {
            area_columns_.push_back(*columns.find(name));
        }
        name_column_ = columns.find(mapping.area.name_column);
        period_column_ = columns.find(mapping.period_column);
        period_part_column_ = columns.find(mapping.period_part_column);
        time_heading_ = std::max(time_heading(mapping.period_column), TimeHeading::time);  // the mapping says so
        measure_column_ = columns.find(mapping.measure_column);
        unit_column_ = columns.find(mapping.unit_column);
        status_column_ = columns.find(mapping.status_column);
        for (const DimensionRule& rule : mapping.dimensions) {
            dimensions_.push_back({*columns.find(rule.column), columns.find(rule.text_column)});
        }
        for (const ValueRule& rule : mapping.values) {
            values_.push_back(*columns.find(rule.column));
        }
        for (const std::string& name : mapping.fill_down) {
            fill_down_.push_back(*columns.find(name));
            above_.resize(table.columns.size());
        }
        declared_.emplace(table, measure_column_);
        if (mapping.institution) {
            const InstitutionRule& rule = *mapping.institution;
            key_column_ = columns.find(rule.key);
            for (const std::string& name : rule.name) {
                label_columns_.push_back(*columns.find(name));
            }
            street_column_ = columns.find(rule.street);
            place_column_ = columns.find(rule.place);
            east_column_ = columns.find(rule.east);
            north_column_ = columns.find(rule.north);
        }
        for (const auto& [text, mark] : mapping.missing) {
            missing_[folded(text)] = parse_cell(mark)->cell;
        }
        describe_head();
    }

    formats::TableResult read(formats::TableSink& sink, const std::function<void(const Institution&)>& institution)
    {
        sink.begin(head_);
        while (reader_.next()) {
            if (reader_.line() >= table_.first_row && is_data_row(reader_.cells(), table_.columns.size())) {
                read_row(sink, institution);
            } else if (reader_.line() >= table_.first_row) {
                read_note();
            }
        }
        formats::TableResult result;
        result.head = head_;
        result.foot.notes = notes_.empty() ? table_.notes : notes_;
        result.foot.attribution = mapping_.attribution.empty() ? source_ : mapping_.attribution;
        result.foot.licence = mapping_.licence.empty() ? licence_ : mapping_.licence;
        result.foot.edition = table_.edition;
        result.facts = {formats::Layout::plain, reader_.encoding(), reader_.delimiter(), decimal_sign_, rows_};
        return result;
    }

private:
    struct DimensionColumns {
        std::size_t code;
        std::optional<std::size_t> text;
    };
    struct Known {
        std::string key;
        std::string name;
        bool left_out = false;
    };

    const PlainTable& table_;
    const Mapping& mapping_;
    const AreaReading& areas_;
    formats::RecordReader reader_;
    DecimalSign decimal_sign_;  ///< where the format fixes it, it does, whatever the mapping
    formats::TableHead head_;
    std::vector<std::size_t> area_columns_;
    std::optional<DeclaredNumbers> declared_;  ///< as the format says, whatever the mapping
    std::optional<std::size_t> name_column_;
    std::optional<std::size_t> period_column_;
    std::optional<std::size_t> period_part_column_;
    TimeHeading time_heading_ = TimeHeading::any;
    std::optional<std::size_t> measure_column_;
    std::optional<std::size_t> unit_column_;
    std::optional<std::size_t> status_column_;
    std::vector<DimensionColumns> dimensions_;
    std::vector<std::size_t> values_;
    std::vector<std::size_t> fill_down_;
    std::vector<std::string> above_;  ///< by column, what an empty cell of it means; empty where none is filled
    std::optional<std::size_t> key_column_;
    std::vector<std::size_t> label_columns_;
    std::optional<std::size_t> street_column_;
    std::optional<std::size_t> place_column_;
    std::optional<std::size_t> east_column_;
    std::optional<std::size_t> north_column_;
    std::unordered_map<std::string, Cell> missing_;
    std::unordered_map<std::string, Known> known_areas_;
    std::vector<formats::KeyCell> keys_;
    std::vector<formats::ValueCell> cells_;
    std::string last_period_text_;
    std::optional<Period> last_period_;
    formats::Measure measure_;
    std::string label_;
    std::string notes_;
    std::string source_;   ///< whom the notes name
    std::string licence_;  ///< that the notes name
    std::int64_t rows_ = 0;

    std::string_view cell(std::size_t column) const
    {
        const std::string_view text = trim(reader_.cells()[column]);
        return text.empty() && !above_.empty() ? std::string_view(above_[column]) : text;
    }
    std::string_view cell(std::optional<std::size_t> column) const
    {
        return column ? cell(*column) : std::string_view();
    }

    void describe_head()
    {
        head_.layout = formats::Layout::plain;
        head_.table = mapping_.table;
        head_.title = mapping_.title;
        head_.period = mapping_.period;
        head_.first_data_row = table_.first_row;
        for (const DimensionRule& rule : mapping_.dimensions) {
            head_.key_dimensions.push_back({rule.known, rule.label});
        }
        if (mapping_.institution) {
            head_.key_dimensions.push_back({std::string(institution_dimension), "Einrichtung"});
            formats::ValueColumn one;
            one.column = *key_column_;
            one.measure =
                formats::Measure{std::string(institution_measure), std::string(institution_measure_title), "Anzahl"};
            head_.value_columns.push_back(one);
        }
        std::size_t categories = 0;
        for (std::size_t v = 0; v < mapping_.values.size(); ++v) {
            const ValueRule& rule = mapping_.values[v];
            formats::ValueColumn column;
            column.column = values_[v];
            column.period = rule.period;
            column.area = rule.area;
            column.categories = rule.categories;
            categories = std::max(categories, rule.categories.size());
            if (!measure_column_) {
                column.measure = formats::Measure{"", rule.measure, rule.unit};
            }
            head_.value_columns.push_back(std::move(column));
        }
        head_.heading_dimensions.resize(categories);
        keys_.resize(head_.key_dimensions.size());
    }

    /// What stands below the table in one cell.
    void read_note()
    {
        std::string line;
        for (const std::string_view text : reader_.cells()) {
            if (!trim(text).empty() && notes_.size() < (std::size_t{64} << 10)) {
                notes_ += (notes_.empty() ? "" : "\n") + std::string(trim(text));
            }
            line += (line.empty() || trim(text).empty() ? "" : " ") + std::string(trim(text));
        }
        source_ = source_.empty() ? formats::attribution_in(line) : source_;
        licence_ = licence_.empty() ? formats::licence_in(line) : licence_;
        const bool note = reader_.cells().size() == table_.columns.size() ||
                          std::count_if(reader_.cells().begin(), reader_.cells().end(),
                                        [](std::string_view text) { return !trim(text).empty(); }) <= 1;
        if (!note) {
            reader_.refuse(fmt::format("{} cells instead of {}: the row is cut off or damaged", reader_.cells().size(),
                                       table_.columns.size()));
        }
    }

    void read_row(formats::TableSink& sink, const std::function<void(const Institution&)>& institution)
    {
        ++rows_;
        for (const std::size_t column : fill_down_) {
            above_[column] = cell(column);
        }
        read_cells();
        if (cells_.empty()) {
            return;
        }
        formats::TableRow row;
        row.line = reader_.line();
        row.period = period_of_row();
        for (std::size_t d = 0; d < dimensions_.size(); ++d) {
            keys_[d] = key_cell(dimensions_[d]);
        }
        if (measure_column_ || unit_column_) {
            row.measure = &measure_of_row();
        }
        row.keys = keys_;
        if (mapping_.area.by == AreaRule::By::headings) {
            pass_by_area(row, sink);
            return;
        }
        const Known& area = area_of_row();
        if (area.left_out) {
            return;
        }
        if (key_column_) {
            keys_.back() = {cell(*key_column_), institution_name()};
            if (institution) {
                institution(describe_institution(area));
            }
        }
        row.area_code = area.key;
        row.area_name = area.name;
        row.values = cells_;
        sink.row(row);
    }

    /// A row whose columns are about several units, as one row for each.
    void pass_by_area(formats::TableRow& row, formats::TableSink& sink)
    {
        const auto area_of = [&](const formats::ValueCell& cell) -> const std::string& {
            return mapping_.values[cell.value_column].area;
        };
        std::stable_sort(cells_.begin(), cells_.end(),
                         [&](const auto& a, const auto& b) { return area_of(a) < area_of(b); });
        for (auto from = cells_.begin(); from != cells_.end();) {
            const auto to =
                std::find_if(from, cells_.end(), [&](const auto& cell) { return area_of(cell) != area_of(*from); });
            const auto [at, fresh] = known_areas_.try_emplace(area_of(*from));
            if (fresh) {
                at->second.key = areas_.notation.of(key_of_text(at->first).value_or(at->first));
                at->second.name = name_of(at->second.key, at->first);
            }
            row.area_code = at->second.key;
            row.area_name = at->second.name;
            row.values = {from, to};
            sink.row(row);
            from = to;
        }
    }

    formats::KeyCell key_cell(const DimensionColumns& columns) const
    {
        const std::string_view code = cell(columns.code);
        if (columns.text) {
            return {code, cell(*columns.text)};
        }
        const auto& words = table_.columns[columns.code].codes;
        if (const auto word = words.find(std::string(code)); word != words.end()) {
            return {"", word->second};
        }
        if (is_sum(code)) {
            return {"", ""};
        }
        // An empty cell of a free table is no total: it says nothing.
        return {"", code.empty() && !formats::has_all_cells(table_) ? no_entry : code};
    }

    std::optional<Period> period_of_row()
    {
        const std::optional<Period> whole = period_column_ ? period_in_its_column() : mapping_.period;
        if (!period_part_column_ || !whole) {
            return period_column_ ? whole : std::nullopt;
        }
        const std::string_view text = cell(*period_part_column_);
        auto part = period_in_year(*whole, text, mapping_.period_part_column);
        if (!part) {
            reader_.refuse(*period_part_column_,
                           fmt::format("{} is no month or quarter of {}", shown(text), whole->text()));
        }
        return part;
    }

    std::optional<Period> period_in_its_column()
    {
        const std::string_view text = cell(*period_column_);
        if (text != last_period_text_ || !last_period_) {
            last_period_ = period_of_cell(text, time_heading_);
            if (!last_period_) {
                reader_.refuse(*period_column_, fmt::format("{} is no reporting period", shown(text)));
            }
            last_period_text_ = text;
        }
        return last_period_;
    }

    const formats::Measure& measure_of_row()
    {
        measure_ = {};
        if (measure_column_) {
            const PlainColumn& column = table_.columns[*measure_column_];
            measure_.code = cell(*measure_column_);
            const auto word = column.codes.find(measure_.code);
            measure_.text = word == column.codes.end() ? measure_.code : word->second;
            const auto unit = column.units.find(measure_.code);
            measure_.unit = unit == column.units.end() ? "" : unit->second;
        }
        if (unit_column_) {
            const auto& words = table_.columns[*unit_column_].codes;
            const std::string text(cell(*unit_column_));
            const auto word = words.find(text);
            measure_.unit = word == words.end() ? text : word->second;
        }
        return measure_;
    }

    void read_cells()
    {
        cells_.clear();
        if (key_column_ && !cell(*key_column_).empty()) {
            cells_.push_back({0, Cell{1, 0, Sign::none}});
        }
        for (std::size_t v = 0; v < values_.size(); ++v) {
            const std::size_t position = v + (key_column_ ? 1 : 0);
            const std::string_view text = cell(values_[v]);
            const std::string_view status = cell(status_column_);
            if (text.empty()) {
                if (formats::has_all_cells(table_)) {
                    const auto mark = formats::mark_of_status(status, false);
                    cells_.push_back({position, parse_cell(mark)->cell});
                }
                continue;
            }
            const auto known = missing_.empty() ? missing_.end() : missing_.find(folded(text));
            if (known != missing_.end()) {
                cells_.push_back({position, known->second});
                continue;
            }
            auto number = parse_number(text, decimal_sign_);
            if (!number) {
                reader_.refuse(
                    values_[v],
                    fmt::format(
                        "{} is neither a number{} nor one of the signs -  .  ...  /  x  ( ); if it stands for one of "
                        "them, write so under [missing] in the mapping",
                        shown(text),
                        decimal_sign_ == DecimalSign::comma   ? " with decimal comma"
                        : decimal_sign_ == DecimalSign::point ? " with decimal point"
                                                              : ""));
            }
            if (const auto wrong = declared_->complete(*number, values_[v], reader_.cells(), status)) {
                reader_.refuse(wrong->column, wrong->reason);
            }
            cells_.push_back({position, *number});
        }
    }

    // --- area ---

    const Known& area_of_row()
    {
        thread_local std::string text;
        text.clear();
        for (const std::size_t column : area_columns_) {
            text += cell(column);
        }
        if (text.empty() && mapping_.area.by != AreaRule::By::all && says_sum()) {
            static const Known sum{.key = "", .name = "", .left_out = true};
            return sum;
        }
        const auto [at, fresh] = known_areas_.try_emplace(text);
        if (fresh) {
            at->second = understood(text);
        }
        return at->second;
    }

    /// A row without a unit that says `Insgesamt` adds up those above it.
    bool says_sum() const
    {
        return std::any_of(reader_.cells().begin(), reader_.cells().end(),
                           [](std::string_view text) { return is_sum(trim(text)); });
    }

    Known understood(const std::string& text)
    {
        const AreaRule& rule = mapping_.area;
        const std::size_t column = area_columns_.empty() ? 0 : area_columns_.front();
        Known known;
        if (const auto corrected = rule.corrections.find(text); corrected != rule.corrections.end()) {
            known.left_out = corrected->second.empty();
            known.key = areas_.notation.of(key_of_text(corrected->second).value_or(corrected->second));
            known.name = name_of(known.key, text);
            return known;
        }
        switch (rule.by) {
        case AreaRule::By::all: known.key = key_of_text(rule.key).value_or(rule.key); break;
        case AreaRule::By::nuts: known.key = key_of_nuts(text, column); break;
        case AreaRule::By::own: known.key = own_key(text, column); break;
        case AreaRule::By::key: {
            const auto key = key_of_text(text);
            if (!key) {
                reader_.refuse(column,
                               fmt::format("{} is no official key of an area (2 to 12 digits, or DG); if it stands for "
                                           "one, write it under [area.corrections] in the mapping",
                                           shown(text)));
            }
            known.key = *key;
            break;
        }
        case AreaRule::By::name: known.key = key_of_name(text, column); break;
        case AreaRule::By::headings: break;  // no cell says it
        }
        known.key = areas_.notation.of(known.key);
        known.name = name_of(known.key, text);
        return known;
    }

    std::string own_key(const std::string& text, std::size_t column)
    {
        const std::string& prefix = mapping_.area.key;
        if (text.empty() || text.size() > 40) {
            reader_.refuse(column, fmt::format("{} is no key of an area", shown(text)));
        }
        if (prefix.empty()) {
            const std::string_view words = words_of(text, column);  // `DE` may be Delaware
            if (const auto country = areas::country_of_three_letters(text); !country.empty()) {
                return country == "DE" ? "DG" : std::string(country);
            }
            return text == "DE" && (words.empty() || areas::is_name_of_germany(words)) ? "DG" : text;
        }
        return prefix + "-" + text;
    }

    /// What the format says that a text stands for; empty where it does not.
    std::string_view words_of(const std::string& text, std::size_t column) const
    {
        const auto& words = table_.columns[column].codes;
        const auto word = words.find(text);
        return word == words.end() ? std::string_view() : word->second;
    }

    std::string key_of_nuts(const std::string& text, std::size_t column) const
    {
        if (const auto key = areas_.names.nuts().key_of(text)) {
            return *key;
        }
        const bool german = text.starts_with("DE");
        if (german ||
            !(areas::is_country_code(text) || areas::is_nuts_region(text) || areas::is_group_of_countries(text))) {
            reader_.refuse(column,
                           fmt::format("{} is no code of NUTS {}; write its key under [area.corrections] in the "
                                       "mapping, \"\" to leave its rows out",
                                       shown(text), areas_.names.nuts().versions()));
        }
        return text;
    }

    std::string key_of_name(const std::string& text, std::size_t column)
    {
        const auto& words = table_.columns[column].codes;
        const auto word = words.find(text);
        const std::string& name = word == words.end() ? text : word->second;
        const auto found = areas_.names.find(name, mapping_.area.level.value_or(areas::Level::kreis));
        if (found.size() == 1) {
            return found.front()->key;
        }
        std::vector<std::string> choices;
        for (const areas::NamedArea* area : found) {
            choices.push_back(area->key + " (" + area->name + ")");
        }
        reader_.refuse(column, fmt::format("{} is {}; write under [area.corrections] which key it has", shown(name),
                                           found.empty() ? "no name of an area that is known"
                                                         : "the name of several: " + join(choices, ", ")));
    }

    std::string name_of(const std::string& key, const std::string& text) const
    {
        if (name_column_ && !cell(*name_column_).empty()) {
            return std::string(cell(*name_column_));
        }
        const auto words = area_columns_.empty() ? std::string_view() : words_of(text, area_columns_.front());
        if (!words.empty() && mapping_.area.by == AreaRule::By::key) {
            return std::string(words);
        }
        if (const areas::Area* area = areas_.notation.areas().find(key); area != nullptr && !area->name.empty()) {
            return area->name;
        }
        if (const areas::NamedArea* area = areas_.names.by_key(key)) {
            return area->name;
        }
        if (!words.empty()) {
            return std::string(words);
        }
        return mapping_.area.by == AreaRule::By::all ? key : text;
    }

    // --- institutions ---

    std::string_view institution_name()
    {
        label_.clear();
        for (const std::size_t column : label_columns_) {
            if (!cell(column).empty()) {
                label_ += (label_.empty() ? "" : " ") + std::string(cell(column));
            }
        }
        if (label_.empty()) {
            label_ = cell(*key_column_);
        }
        return label_;
    }

    Institution describe_institution(const Known& area) const
    {
        Institution institution;
        institution.id = cell(*key_column_);
        institution.numbers = mapping_.institution->numbers;
        institution.name = label_;
        institution.area = area.key;
        institution.street = cell(street_column_);
        institution.place = cell(place_column_);
        const auto number = [&](std::optional<std::size_t> column) {
            auto parsed = column ? parse_number(cell(*column), DecimalSign::comma) : std::nullopt;
            return parsed || !column ? parsed : parse_number(cell(*column), DecimalSign::point);
        };
        const auto east = number(east_column_);
        const auto north = number(north_column_);
        if (east && north && east->has_number() && north->has_number() && east->value() != 0 && north->value() != 0) {
            const int epsg = mapping_.institution->epsg;
            const auto [longitude, latitude] = epsg == 4326
                                                   ? std::pair(east->value(), north->value())
                                                   : degrees_of_utm(east->value(), north->value(), epsg - 25800);
            institution.longitude = longitude;
            institution.latitude = latitude;
        }
        return institution;
    }
};

}  // namespace

formats::TableResult read_mapped(const formats::PlainTable& table, const Mapping& mapping, const AreaReading& areas,
                                 formats::TableSink& sink, const std::function<void(const Institution&)>& institution)
{
    return MappedReader(table, mapping, areas).read(sink, institution);
}

}  // namespace allmende::sources
