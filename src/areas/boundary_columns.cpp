#include "areas/boundary_columns.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "base/text.hpp"

namespace allmende::areas {

namespace {

std::string text_of(const AttributeValue& value)
{
    std::string text(trim(value.text));
    if (value.is_number && text.ends_with(".0")) {
        text.resize(text.size() - 2);
    }
    return text;
}

/// The attribute with which the BKG tells land with an administration (4) from water; nothing where there is none.
std::optional<std::size_t> land_field(const FeatureTable& table)
{
    for (std::size_t field = 0; field < table.fields.size(); ++field) {
        if (lower(table.fields[field]) != "gf") {
            continue;
        }
        bool any_land = false;
        bool known = true;
        for (std::size_t i = 0; i < table.features.size(); ++i) {
            const std::string text = text_of(table.value(i, field));
            known = known && text.size() == 1 && text[0] >= '1' && text[0] <= '4';
            any_land = any_land || text == "4";
        }
        if (known && any_land) {
            return field;
        }
    }
    return std::nullopt;
}

/// Lengths of keys that lost their leading zero: one digit less than an official one.
bool lacks_a_zero(std::size_t length)
{
    return length == 1 || length == 4 || length == 7 || length == 11;
}

bool are_lands(const std::vector<std::string>& texts)
{
    return std::all_of(texts.begin(), texts.end(),
                       [](const std::string& text) { return text.empty() || (text >= "01" && text <= "16"); });
}

/// The length that keys had before they lost a zero; nothing where they lost none.
std::optional<std::size_t> full_length(const std::vector<std::string>& texts, bool numbers)
{
    std::set<std::size_t> lengths;
    for (const std::string& text : texts) {
        if (!text.empty() && !all_digits(text)) {
            return std::nullopt;
        }
        if (!text.empty()) {
            lengths.insert(text.size());
        }
    }
    if (lengths.empty() || !lacks_a_zero(*lengths.begin())) {
        return std::nullopt;
    }
    const std::size_t full = *lengths.begin() + 1;
    const bool some = lengths.size() == 2 && *lengths.rbegin() == full;
    const bool all = lengths.size() == 1 && numbers;
    return some || all ? std::optional(full) : std::nullopt;
}

}  // namespace

AreaFeatures area_features(const FeatureTable& table)
{
    AreaFeatures areas;
    const std::optional<std::size_t> land = land_field(table);
    for (std::size_t i = 0; i < table.features.size(); ++i) {
        if (table.features[i].polygons == 0) {
            ++areas.without_area;
        } else if (land && text_of(table.value(i, *land)) != "4") {
            ++areas.without_land;
        } else {
            areas.numbers.push_back(i);
        }
    }
    return areas;
}

Column read_column(const FeatureTable& table, std::size_t field, const AreaFeatures& areas)
{
    Column column{field, {}, false};
    for (const std::size_t number : areas.numbers) {
        column.texts.push_back(text_of(table.value(number, field)));
    }
    return column;
}

Column read_official_column(const FeatureTable& table, std::size_t field, const AreaFeatures& areas)
{
    Column column = read_column(table, field, areas);
    const bool numbers = std::all_of(areas.numbers.begin(), areas.numbers.end(), [&](std::size_t number) {
        const AttributeValue& value = table.value(number, field);
        return value.is_number || value.text.empty();
    });
    const std::optional<std::size_t> full = full_length(column.texts, numbers);
    if (!full) {
        return column;
    }
    std::vector<std::string> restored = column.texts;
    for (std::string& text : restored) {
        if (!text.empty() && text.size() < *full) {
            text.insert(text.begin(), '0');
        }
    }
    // Numbers from 1 on are more often counted than keys of Länder.
    if (*full > 2 || are_lands(restored)) {
        column.texts = std::move(restored);
        column.zeros_restored = true;
    }
    return column;
}

}  // namespace allmende::areas
