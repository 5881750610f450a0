#include "sources/dimension_catalogue.hpp"

#include "base/catalogue_files.hpp"
#include "base/error.hpp"
#include "formats/genesis_heading.hpp"

namespace allmende::sources {

namespace {

std::string age_code(int from, int below)
{
    return from == below - 1 ? fmt::format("{}", from) : fmt::format("{}-{}", from, below - 1);
}

/// Reads numbers and fixed words one after the other.
class AgeScanner {
public:
    explicit AgeScanner(std::string_view text) : rest_(text) {}
    bool done() const { return rest_.empty(); }
    bool take(std::string_view word)
    {
        if (!rest_.starts_with(word)) {
            return false;
        }
        rest_.remove_prefix(word.size());
        while (rest_.starts_with(' ')) {
            rest_.remove_prefix(1);
        }
        return true;
    }
    bool take_any(std::span<const std::string_view> words)
    {
        for (const std::string_view word : words) {
            if (take(word)) {
                return true;
            }
        }
        return false;
    }
    std::optional<int> take_number()
    {
        std::size_t digits = 0;
        int number = 0;
        while (digits < rest_.size() && digits < 4 && rest_[digits] >= '0' && rest_[digits] <= '9') {
            number = number * 10 + (rest_[digits++] - '0');
        }
        if (digits == 0 || number > 130) {
            return std::nullopt;
        }
        rest_.remove_prefix(digits);
        take("");
        return number;
    }
    void skip_blanks() { take(""); }

private:
    std::string_view rest_;
};

constexpr std::array<std::string_view, 6> year_words{"jahre", "jahren", "jahr", "years", "year", "j."};
constexpr std::array<std::string_view, 2> below_words{"unter ", "under "};
constexpr std::array<std::string_view, 2> until_words{"bis unter ", "to under "};
constexpr std::array<std::string_view, 2> through_words{"bis ", "to "};
constexpr std::array<std::string_view, 7> open_words{"und mehr", "und älter", "u. mehr",  "u.m.",
                                                     "and over", "and more",  "and older"};

std::optional<std::string> age_group_text(std::string_view folded_text)
{
    AgeScanner scan(folded_text);
    if (scan.take_any(below_words)) {
        const auto below = scan.take_number();
        return below && *below > 0 && scan.take_any(year_words) && scan.done() ? std::optional(age_code(0, *below))
                                                                               : std::nullopt;
    }
    const auto from = scan.take_number();
    if (!from) {
        return std::nullopt;
    }
    if (scan.take_any(until_words)) {
        const auto below = scan.take_number();
        return below && *below > *from && scan.take_any(year_words) && scan.done()
                   ? std::optional(age_code(*from, *below))
                   : std::nullopt;
    }
    if (scan.take_any(through_words)) {
        const auto last = scan.take_number();
        return last && *last > *from && scan.take_any(year_words) && scan.done()
                   ? std::optional(age_code(*from, *last + 1))
                   : std::nullopt;
    }
    if (scan.take_any(open_words)) {
        scan.take_any(year_words);
        return scan.done() ? std::optional(fmt::format("{}+", *from)) : std::nullopt;
    }
    if (!scan.take_any(year_words)) {
        return std::nullopt;
    }
    if (scan.done()) {
        return age_code(*from, *from + 1);
    }
    return scan.take_any(open_words) && scan.done() ? std::optional(fmt::format("{}+", *from)) : std::nullopt;
}

/// `ALT003B06`, `ALT075UM`, `ALT000B03`; other statistics prefix them differently, so only this form is read.
std::optional<std::string> age_group_code(std::string_view code)
{
    if (!code.starts_with("ALT") || code.size() < 8 || !all_digits(code.substr(3, 3))) {
        return std::nullopt;
    }
    const int from = std::stoi(std::string(code.substr(3, 3)));
    if (code.substr(6) == "UM") {
        return fmt::format("{}+", from);
    }
    if (code[6] == 'B' && all_digits(code.substr(7)) && code.size() <= 10) {
        const int below = std::stoi(std::string(code.substr(7)));
        return below > from ? std::optional(age_code(from, below)) : std::nullopt;
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::string> age_group(std::string_view text)
{
    const auto code = age_group_code(text);
    return code ? code : age_group_text(folded(text));
}

Localized age_group_title(std::string_view code)
{
    const std::size_t dash = code.find('-');
    if (code.ends_with('+')) {
        const auto from = code.substr(0, code.size() - 1);
        return {fmt::format("{} Jahre und mehr", from), fmt::format("{} years and over", from)};
    }
    if (dash == std::string_view::npos) {
        return {fmt::format("{} Jahre", code), fmt::format("{} years", code)};
    }
    const int below = std::stoi(std::string(code.substr(dash + 1))) + 1;
    if (code.substr(0, dash) == "0") {
        return {fmt::format("unter {} Jahre", below), fmt::format("under {} years", below)};
    }
    return {fmt::format("{} bis unter {} Jahre", code.substr(0, dash), below),
            fmt::format("{} to under {} years", code.substr(0, dash), below)};
}

DimensionCatalogue DimensionCatalogue::load(const std::vector<std::filesystem::path>& catalogues)
{
    DimensionCatalogue self;
    for (const Config& config : load_definitions(catalogues, "dimensions")) {
        config.allow_only({"id", "title", "official", "labels", "pattern", "code", "total_texts"});
        const std::size_t number = self.dimensions_.size();
        KnownDimension dimension;
        dimension.id = config.text("id");
        dimension.title = config.localized("title");
        dimension.ages = config.choice_or("pattern", {"age", "none"}, "none") == "age";
        if (dimension.ages) {
            self.ages_ = number;
        }
        for (const std::string& text : config.texts_or_empty("labels")) {
            self.by_label_[folded(text)] = number;
        }
        for (const std::string& code : config.texts_or_empty("official")) {
            self.by_label_[folded(code)] = number;
        }
        for (const std::string& text : config.texts_or_empty("total_texts")) {
            self.total_texts_[folded(text)] = true;
        }
        for (const Config& entry : config.tables("code")) {
            entry.allow_only({"id", "title", "official", "texts"});
            const Place place{number, dimension.codes.size()};
            dimension.codes.push_back({entry.text("id"), entry.localized("title")});
            for (const std::string& text : entry.texts_or_empty("texts")) {
                const auto [at, fresh] = self.by_text_.try_emplace(folded(text), place);
                if (!fresh && (at->second.dimension != number || at->second.code != place.code)) {
                    const std::string other =
                        at->second.dimension == number ? dimension.id : self.dimensions_[at->second.dimension].id;
                    entry.complain("texts",
                                   fmt::format("{} already belongs to the dimension “{}”", shown(text), other));
                }
                self.by_text_.try_emplace(spelt_out(folded(text)), place);
            }
            for (const std::string& code : entry.texts_or_empty("official")) {
                self.by_official_code_.try_emplace(code, place);
            }
        }
        self.dimensions_.push_back(std::move(dimension));
    }
    return self;
}

const KnownDimension* DimensionCatalogue::find(std::string_view id) const
{
    for (const KnownDimension& dimension : dimensions_) {
        if (dimension.id == id) {
            return &dimension;
        }
    }
    return nullptr;
}

bool DimensionCatalogue::is_total(std::string_view official_code, std::string_view text) const
{
    if (official_code.starts_with("INSGESAMT") || (official_code.empty() && text.empty())) {
        return true;
    }
    return official_code.empty() && (formats::is_total(text) || total_texts_.contains(folded(text)));
}

Coordinate DimensionCatalogue::coordinate(const Place& place) const
{
    const KnownDimension& dimension = dimensions_[place.dimension];
    return {dimension.id, dimension.codes[place.code].id, dimension.title, dimension.codes[place.code].title};
}

std::optional<std::size_t> DimensionCatalogue::named(std::string_view variable_code, std::string_view label) const
{
    for (const std::string_view text : {variable_code, label}) {
        const auto at = text.empty() ? by_label_.end() : by_label_.find(folded(text));
        if (at != by_label_.end()) {
            return at->second;
        }
    }
    return std::nullopt;
}

std::optional<Coordinate> DimensionCatalogue::find_text(std::string_view text) const
{
    const auto at = by_text_.find(folded(text));
    if (at != by_text_.end()) {
        return coordinate(at->second);
    }
    if (ages_) {
        if (const auto age = age_group(text)) {
            return Coordinate{dimensions_[*ages_].id, *age, dimensions_[*ages_].title, age_group_title(*age)};
        }
    }
    return std::nullopt;
}

Coordinate DimensionCatalogue::resolve(std::string_view variable_code, std::string_view label,
                                       std::string_view official_code, std::string_view text,
                                       std::string_view fallback) const
{
    const auto dimension = named(variable_code, label);
    const auto official =
        official_code.empty() ? by_official_code_.end() : by_official_code_.find(std::string(official_code));
    if (official != by_official_code_.end() && (!dimension || official->second.dimension == *dimension)) {
        return coordinate(official->second);
    }
    const auto by_text = by_text_.find(folded(text));
    if (by_text != by_text_.end() && (!dimension || by_text->second.dimension == *dimension)) {
        return coordinate(by_text->second);
    }
    if (ages_ && (!dimension || *dimension == *ages_)) {
        auto age = age_group(official_code);
        age = age ? age : age_group(text);
        if (age) {
            return {dimensions_[*ages_].id, *age, dimensions_[*ages_].title, age_group_title(*age)};
        }
    }
    // Unknown to the catalogue: a code of its own, in the named dimension or in one named by the file.
    Coordinate own;
    own.code = slug(text.empty() ? official_code : text);
    own.code_title = {std::string(text.empty() ? official_code : text), ""};
    if (dimension) {
        own.dimension = dimensions_[*dimension].id;
        own.dimension_title = dimensions_[*dimension].title;
    } else {
        const std::string from_label = slug(label);
        own.dimension = from_label.empty() ? std::string(fallback) : from_label;
        own.dimension_title = {label.empty() ? std::string(fallback) : std::string(label), ""};
    }
    if (own.code.empty()) {
        own.code = "code";
    }
    return own;
}

Coordinate DimensionCatalogue::resolve_mapped(std::string_view known, std::string_view label,
                                              std::string_view official_code, std::string_view text) const
{
    const KnownDimension* dimension = find(known);
    if (dimension != nullptr) {
        if (const auto found = find_text(text); found && found->dimension == known) {
            return *found;
        }
    }
    const std::string_view words = text.empty() ? official_code : text;
    Coordinate own;
    own.dimension = dimension == nullptr ? slug(label) : dimension->id;
    own.dimension = own.dimension.empty() ? "breakdown" : own.dimension;
    own.dimension_title = dimension == nullptr ? Localized{std::string(label), ""} : dimension->title;
    own.code = slug(words);
    own.code = own.code.empty() ? "code" : own.code;
    own.code_title = {std::string(words), ""};
    return own;
}

}  // namespace allmende::sources
