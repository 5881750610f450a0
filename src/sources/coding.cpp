#include "sources/coding.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "base/error.hpp"
#include "formats/tidy.hpp"
#include "sources/mapped_table.hpp"

namespace allmende::sources {

Coder::Coder(const DimensionCatalogue& dimensions, const KnownDataset* known, facts::Dataset& dataset,
             areas::AreaRegister& areas)
    : catalogue_(dimensions), known_(known), dataset_(dataset), areas_(areas)
{}

void Coder::begin(const formats::TableHead& head)
{
    head_ = head;
    keys_.assign(head.key_dimensions.size(), {});
    columns_.clear();
    for (const formats::ValueColumn& column : head.value_columns) {
        CodedColumn coded;
        coded.places = places_of_column(column);
        const bool named_in_row = !column.measure && !head.measure;
        if (!named_in_row) {
            coded.measure = measure_number(formats::measure_of(head, {}, column));
        }
        columns_.push_back(std::move(coded));
    }
    separate_ambiguous_columns();
}

Coder::Place Coder::place(const Coordinate& coordinate)
{
    auto slot = dataset_.find_dimension(coordinate.dimension);
    if (!slot) {
        if (dataset_.dimensions.size() >= facts::most_dimensions) {
            fail(ErrorCode::bad_input,
                 "the table {} has more than {} breakdowns beside area and period; “{}” is one too many", dataset_.id,
                 facts::most_dimensions, coordinate.dimension_title.de);
        }
        slot = dataset_.dimensions.size();
        dataset_.dimensions.push_back(
            {coordinate.dimension, coordinate.dimension_title, {{"total", {"insgesamt", "total"}}}});
    }
    facts::Dimension& dimension = dataset_.dimensions[*slot];
    auto code = dimension.find(coordinate.code);
    if (!code) {
        code = static_cast<std::int32_t>(dimension.codes.size());
        dimension.codes.push_back({coordinate.code, coordinate.code_title});
    }
    return {*slot, *code};
}

std::vector<Coder::Place> Coder::places_of_column(const formats::ValueColumn& column)
{
    std::vector<Place> places;
    for (std::size_t d = 0; d < head_.heading_dimensions.size(); ++d) {
        const std::string& text = d < column.categories.size() ? column.categories[d] : std::string();
        const formats::Dimension& dimension = head_.heading_dimensions[d];
        // A label such as “weiblich” above age groups is a category itself.
        if (!text.empty() && !dimension.label.empty()) {
            if (const auto labelled = catalogue_.find_text(dimension.label)) {
                places.push_back(place(*labelled));
            }
        }
        if (!catalogue_.is_total("", text)) {
            places.push_back(
                place(catalogue_.resolve(dimension.code, dimension.label, "", text, fmt::format("head_{}", d + 1))));
        }
    }
    return places;
}

std::vector<Coder::Place> Coder::places_of_key(std::size_t key, const formats::KeyCell& cell)
{
    if (catalogue_.is_total(cell.code, cell.text)) {
        return {};
    }
    const formats::Dimension& dimension = head_.key_dimensions[key];
    if (dimension.code == institution_dimension) {
        // By its number: schools change their names and share them.
        return {
            place({dimension.code, slug(cell.code), {dimension.label, "Institution"}, {std::string(cell.text), ""}})};
    }
    if (head_.layout == formats::Layout::plain) {
        return {place(catalogue_.resolve_mapped(dimension.code, dimension.label, cell.code, cell.text))};
    }
    return {place(
        catalogue_.resolve(dimension.code, dimension.label, cell.code, cell.text, fmt::format("key_{}", key + 1)))};
}

std::int32_t Coder::measure_number(const formats::Measure& measure)
{
    const std::string text = folded(measure.text);
    std::string id;
    Localized title{measure.text, ""};
    if (known_ != nullptr) {
        for (const KnownMeasure& candidate : known_->measures) {
            const auto holds = [](const std::vector<std::string>& list, const std::string& wanted) {
                return !wanted.empty() && std::find(list.begin(), list.end(), wanted) != list.end();
            };
            if (holds(candidate.official, measure.code) || holds(candidate.texts, text)) {
                id = candidate.id;
                title = candidate.title;
                break;
            }
        }
    }
    if (id.empty()) {
        id = slug(measure.text.empty() ? measure.code : measure.text);
        id = id.empty() ? "value" : id;
        title.de = title.de.empty() ? head_.title : title.de;
    }
    // The same words with another unit are another measure (an index and a rate of change, persons and 1000 persons).
    for (const std::string& candidate : {id, id + "-" + slug(measure.unit)}) {
        const auto number = dataset_.find_measure(candidate);
        if (!number) {
            dataset_.measures.push_back({candidate, title, measure.unit});
            return static_cast<std::int32_t>(dataset_.measures.size()) - 1;
        }
        const std::string& unit = dataset_.measures[static_cast<std::size_t>(*number)].unit;
        if (folded(unit) == folded(measure.unit) || measure.unit.empty() || candidate != id) {
            return *number;
        }
    }
    return *dataset_.find_measure(id);
}

/// Two columns whose headings say the same would count as one cell: each but the first gets a breakdown of its own.
void Coder::separate_ambiguous_columns()
{
    using Places = std::vector<std::pair<std::size_t, std::int32_t>>;
    std::set<std::tuple<std::int32_t, std::int32_t, std::string, Places>> seen;
    for (std::size_t c = 0; c < columns_.size(); ++c) {
        const formats::ValueColumn& column = head_.value_columns[c];
        const auto identity = [&] {
            Places places;
            for (const Place& place : columns_[c].places) {
                places.emplace_back(place.slot, place.code);
            }
            std::sort(places.begin(), places.end());
            places.erase(std::unique(places.begin(), places.end()), places.end());
            return std::tuple(columns_[c].measure, column.period ? column.period->code() : 0, column.area, places);
        };
        if (seen.insert(identity()).second) {
            continue;
        }
        std::string text = join(column.categories, " ");
        ambiguous_columns_.push_back(fmt::format("{} ({})", column.column + 1, text));
        const std::string code = slug(text);
        Coordinate own{"column", code.empty() ? "column" : code, {"Spalte", "Column"}, {text, ""}};
        columns_[c].places.push_back(place(own));
        for (int copy = 2; !seen.insert(identity()).second; ++copy) {
            own.code = fmt::format("{}-{}", code, copy);
            columns_[c].places.back() = place(own);
        }
    }
}

areas::AreaNumber Coder::area_number(const formats::TableRow& row)
{
    if (row.area_code != last_area_) {
        last_area_ = row.area_code;
        last_area_number_ = areas_.add(row.area_code);
        areas_.note_name(
            last_area_number_, row.area_name,
            head_.layout == formats::Layout::plain ? areas::NameKind::everyday : areas::NameKind::official);
    }
    return last_area_number_;
}

void Coder::code(const formats::TableRow& row, facts::Observations& out)
{
    const areas::AreaNumber area = area_number(row);
    std::array<std::int32_t, facts::most_dimensions> of_row{};
    for (std::size_t k = 0; k < keys_.size(); ++k) {
        CodedKey& key = keys_[k];
        const formats::KeyCell& cell = row.keys[k];
        thread_local std::string text;
        text.assign(cell.code);
        text += '\n';
        text += cell.text;
        if (text != key.last) {
            const auto [at, fresh] = key.known.try_emplace(text);
            if (fresh) {
                at->second = places_of_key(k, cell);
            }
            key.last = text;
            key.places = at->second;
        }
        for (const Place& place : key.places) {
            of_row[place.slot] = place.code;
        }
    }
    for (const formats::ValueCell& value : row.values) {
        const CodedColumn& column = columns_[value.value_column];
        std::array<std::int32_t, facts::most_dimensions> codes = of_row;
        for (const Place& place : column.places) {
            codes[place.slot] = place.code;
        }
        std::int32_t measure = column.measure;
        const formats::ValueColumn& value_column = head_.value_columns[value.value_column];
        if (measure < 0) {
            const formats::Measure named = formats::measure_of(head_, row, value_column);
            if (named != last_measure_ || last_measure_number_ < 0) {
                last_measure_ = named;
                last_measure_number_ = measure_number(named);
            }
            measure = last_measure_number_;
        }
        const Period period = formats::period_of(head_, row, value_column);
        const bool has_number = value.cell.has_number();
        const double number = has_number ? value.cell.value() : 0;
        if (has_number && number != 0) {
            areas_.note_year(area, dataset_.number, period.year);
        }
        out.area.push_back(area);
        out.period.push_back(period.code());
        out.measure.push_back(measure);
        for (std::size_t d = 0; d < facts::most_dimensions; ++d) {
            out.dimensions[d].push_back(codes[d]);
        }
        out.value.push_back(number);
        out.sign.push_back(value.cell.sign);
        out.row.push_back(static_cast<std::int32_t>(row.line));
        out.column.push_back(static_cast<std::int32_t>(value_column.column) + 1);
    }
}

}  // namespace allmende::sources
