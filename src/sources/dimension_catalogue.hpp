#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/text.hpp"

namespace allmende::sources {

struct KnownCode {
    std::string id;
    Localized title;
};

struct KnownDimension {
    std::string id;
    Localized title;
    bool ages = false;  ///< `pattern = "age"`: codes are read by rule
    std::vector<KnownCode> codes;
};

/// One place in a breakdown: dimension and code, by their ids, with titles for the dictionary.
struct Coordinate {
    std::string dimension;
    std::string code;
    Localized dimension_title;
    Localized code_title;
};

/// What the catalogue knows of breakdowns (`catalog/dimensions/*.toml`): from the texts and official codes of files to
/// dimensions and codes.
class DimensionCatalogue {
public:
    /// Throws Error{bad_input}, also where one text would belong to two dimensions.
    static DimensionCatalogue load(const std::vector<std::filesystem::path>& catalogues);

    const std::vector<KnownDimension>& dimensions() const { return dimensions_; }
    const KnownDimension* find(std::string_view id) const;

    /// Whether a category stands for a total: no text, `INSGESAMT`, “Insgesamt”, or a `total_texts` entry.
    bool is_total(std::string_view official_code, std::string_view text) const;

    /// The place of a category in a breakdown. `label` and `variable_code` are what the file calls the breakdown, both
    /// may be empty; `fallback` is the id of a breakdown that nothing names (`key_1`).
    Coordinate resolve(std::string_view variable_code, std::string_view label, std::string_view official_code,
                       std::string_view text, std::string_view fallback) const;

    /// The same for a breakdown of which a mapping says what it is: `known` is the id of a dimension of the catalogue,
    /// empty for one of the table's own by its label. All its categories lie in that one dimension.
    Coordinate resolve_mapped(std::string_view known, std::string_view label, std::string_view official_code,
                              std::string_view text) const;

    /// The place that a text has in any dimension; for headings whose label is itself a category.
    std::optional<Coordinate> find_text(std::string_view text) const;
    /// Whether a text is what a dimension is called: `Geschlecht`.
    bool is_label(std::string_view text) const { return named("", text).has_value(); }

private:
    struct Place {
        std::size_t dimension;
        std::size_t code;
    };
    std::vector<KnownDimension> dimensions_;
    std::unordered_map<std::string, std::size_t> by_label_;  // folded label or official variable code
    std::unordered_map<std::string, Place> by_text_;         // folded text
    std::unordered_map<std::string, Place> by_official_code_;
    std::unordered_map<std::string, bool> total_texts_;
    std::optional<std::size_t> ages_;

    Coordinate coordinate(const Place& place) const;
    std::optional<std::size_t> named(std::string_view variable_code, std::string_view label) const;
};

/// `unter 3 Jahre` → `0-2`, `3 bis unter 6 Jahre` → `3-5`, `1 bis unter 2 Jahre` → `1`, `75 Jahre und mehr` → `75+`,
/// `ALT000B03` → `0-2`. Nothing where the text is no age group.
std::optional<std::string> age_group(std::string_view text);
Localized age_group_title(std::string_view code);

}  // namespace allmende::sources
