#include "reports/reference.hpp"

#include <algorithm>
#include <array>

#include "base/error.hpp"
#include "reports/claim_judge.hpp"
#include "reports/number_words.hpp"

namespace allmende::reports {

namespace {

Filling filled(std::string text, std::optional<FigureName> figure = std::nullopt)
{
    return {true, std::move(text), std::move(figure), {}, {}};
}

Filling unfilled(std::string reason)
{
    return {false, {}, std::nullopt, {}, std::move(reason)};
}

Filling lacking(const Measured& measured, Language language)
{
    const std::string reason = measured.reason.in(language);
    return unfilled(fmt::format("{}: {}{}", measured.label.in(language), language == "en" ? "no figure" : "kein Wert",
                                reason.empty() ? "" : " (" + reason + ")"));
}

std::string dressed(double value, const NumberForm& form, const Reference& reference, Language language)
{
    return reference.bare ? bare_text(value, form, language) : figure_text(value, form, language);
}

FigureName name_of(const Reference& reference)
{
    return *first_figure(reference.operands.front());
}

// --- a figure ------------------------------------------------------------------------------------------------------

void read_figure(OperandReader& reader, Words&, Reference& reference)
{
    Operand operand;
    operand.figure = reader.figure({});
    reference.operands.push_back(operand);
}

Filling fill_figure(const Reference& reference, const FigureFinder& finder, Language language)
{
    const Measured measured = finder.measure(name_of(reference));
    if (!measured.known) {
        return lacking(measured, language);
    }
    return filled(dressed(measured.range.value, measured.form, reference, language), name_of(reference));
}

Filling fill_bounds(const Reference& reference, const FigureFinder& finder, Language language)
{
    const Measured measured = finder.measure(name_of(reference));
    if (!measured.known) {
        return lacking(measured, language);
    }
    if (measured.range.low == measured.range.high) {
        return filled(dressed(measured.range.value, measured.form, reference, language), name_of(reference));
    }
    return filled(bounds_text(measured.range.low, measured.range.high, measured.form, language), name_of(reference));
}

Filling fill_year(const Reference& reference, const FigureFinder& finder, Language language)
{
    const std::optional<int> year = finder.year(name_of(reference));
    return year ? filled(std::to_string(*year)) : lacking(finder.measure(name_of(reference)), language);
}

// --- two figures ---------------------------------------------------------------------------------------------------

void read_pair(OperandReader& reader, Words& words, Reference& reference, std::string_view sign, Operand::Kind kind)
{
    Operand pair;
    pair.kind = kind;
    pair.parts.push_back(reader.operand({}));
    words.need(sign);
    const FigureName* first = first_figure(pair.parts.front());
    if (first == nullptr) {
        words.complain("a figure before a number");
    }
    pair.parts.push_back(reader.operand(*first));
    reference.operands.push_back(pair);
}

void read_difference(OperandReader& reader, Words& words, Reference& reference)
{
    read_pair(reader, words, reference, "-", Operand::Kind::difference);
}

void read_ratio(OperandReader& reader, Words& words, Reference& reference)
{
    read_pair(reader, words, reference, "/", Operand::Kind::ratio);
}

Filling fill_difference(const Reference& reference, const FigureFinder& finder, Language language)
{
    const Measured measured = ClaimJudge(finder, language).measure(reference.operands.front());
    if (!measured.known) {
        return lacking(measured, language);
    }
    const double value = std::max(measured.range.value, -measured.range.value);
    return filled(dressed(value, measured.form, reference, language), name_of(reference));
}

Filling fill_ratio(const Reference& reference, const FigureFinder& finder, Language language)
{
    const Measured measured = ClaimJudge(finder, language).measure(reference.operands.front());
    if (!measured.known) {
        return lacking(measured, language);
    }
    return filled(number_text(measured.range.value, 1, language), name_of(reference));
}

void read_change(OperandReader& reader, Words&, Reference& reference)
{
    Operand operand;
    operand.figure = reader.figure({}, Needs::no_year);
    reference.operands.push_back(operand);
    reference.span = reader.span();
}

/// The figure at both ends; nothing where one is missing.
std::pair<Measured, Measured> ends(const Reference& reference, const FigureFinder& finder)
{
    FigureName name = name_of(reference);
    name.year = YearName{YearName::Kind::fixed, reference.span->first};
    const Measured before = finder.measure(name);
    name.year = YearName{YearName::Kind::fixed, reference.span->second};
    return {before, finder.measure(name)};
}

FigureName later(const Reference& reference)
{
    FigureName name = name_of(reference);
    name.year = YearName{YearName::Kind::fixed, reference.span->second};
    return name;
}

std::string with_plus(std::string text, double value)
{
    return value > 0 ? "+" + text : text;
}

Filling fill_change(const Reference& reference, const FigureFinder& finder, Language language)
{
    const auto [before, after] = ends(reference, finder);
    if (!before.known || !after.known) {
        return lacking(before.known ? after : before, language);
    }
    NumberForm form = after.form;
    form.kind = form.kind == NumberForm::Kind::figure ? NumberForm::Kind::difference : form.kind;
    const double change = after.range.value - before.range.value;
    return filled(with_plus(dressed(change, form, reference, language), change), later(reference));
}

Filling fill_percent_change(const Reference& reference, const FigureFinder& finder, Language language)
{
    const auto [before, after] = ends(reference, finder);
    if (!before.known || !after.known) {
        return lacking(before.known ? after : before, language);
    }
    if (before.range.value == 0) {
        return unfilled(fmt::format("{}: {}", before.label.in(language),
                                    language == "en" ? "no change of a figure of 0" : "keine Veränderung gegenüber 0"));
    }
    const NumberForm form{NumberForm::Kind::percent, indicators::Unit::percent, 1, {}};
    const double change = (after.range.value / before.range.value - 1) * 100;
    return filled(with_plus(dressed(change, form, reference, language), change), later(reference));
}

// --- sets ----------------------------------------------------------------------------------------------------------

void read_rank(OperandReader& reader, Words& words, Reference& reference)
{
    read_figure(reader, words, reference);
    if (words.take_if("from")) {
        words.need("below");
        reference.downwards = true;
    }
    words.need("among");
    reference.set = reader.set();
}

Filling fill_rank(const Reference& reference, const FigureFinder& finder, Language language)
{
    const FigureName name = name_of(reference);
    const Measured one = finder.measure(name);
    std::vector<std::string> keys = reference.set;
    std::erase(keys, *name.area);
    std::vector<Interval> others;
    for (const Measured& other : ClaimJudge(finder, language).over_areas(name, keys)) {
        if (!one.known || !other.known) {
            return lacking(one.known ? other : one, language);
        }
        others.push_back(other.range);
    }
    const Places places =
        reference.downwards ? place_from_bottom(one.range, others) : place_from_top(one.range, others);
    return filled(place_words(places.best, places.worst, reference.downwards, language), name);
}

void read_extreme(OperandReader& reader, Words& words, Reference& reference)
{
    Operand operand;
    operand.figure = reader.figure({}, Needs::no_area);
    reference.operands.push_back(operand);
    words.need("among");
    reference.set = reader.set();
}

void read_low_extreme(OperandReader& reader, Words& words, Reference& reference)
{
    read_extreme(reader, words, reference);
    reference.downwards = true;
}

/// The key of the area that surely has the highest or lowest value; `reason` where there is none such.
std::optional<std::string> extreme(const Reference& reference, const FigureFinder& finder, Language language,
                                   Filling& reason)
{
    const std::vector<Measured> all = ClaimJudge(finder, language).over_areas(name_of(reference), reference.set);
    for (std::size_t i = 0; i < all.size(); ++i) {
        std::vector<Interval> others;
        for (std::size_t j = 0; j < all.size(); ++j) {
            if (!all[j].known) {
                reason = lacking(all[j], language);
                return std::nullopt;
            }
            if (j != i) {
                others.push_back(all[j].range);
            }
        }
        const Places places =
            reference.downwards ? place_from_bottom(all[i].range, others) : place_from_top(all[i].range, others);
        if (places.worst == 1) {
            return reference.set[i];
        }
    }
    reason = unfilled(
        language == "en" ? "no area is surely at the end: the bounds that rounding leaves open overlap"
                         : "kein Gebiet liegt sicher an dieser Stelle: die Spannen aus der Rundung überschneiden sich");
    return std::nullopt;
}

Filling fill_extreme_name(const Reference& reference, const FigureFinder& finder, Language language)
{
    Filling reason;
    const auto key = extreme(reference, finder, language, reason);
    FigureName name = name_of(reference);
    name.area = key;
    return key ? filled(finder.label(*key).in(language), name) : reason;
}

Filling fill_extreme_value(const Reference& reference, const FigureFinder& finder, Language language)
{
    Filling reason;
    const auto key = extreme(reference, finder, language, reason);
    if (!key) {
        return reason;
    }
    FigureName name = name_of(reference);
    name.area = key;
    const Measured measured = finder.measure(name);
    return filled(dressed(measured.range.value, measured.form, reference, language), name);
}

void read_how_many(OperandReader& reader, Words& words, Reference& reference)
{
    Operand ours;
    ours.figure = reader.figure({}, Needs::no_area);
    reference.operands.push_back(ours);
    words.need("of");
    reference.set = reader.set();
    reference.downwards = words.take_if("<");
    if (!reference.downwards) {
        words.need(">");
    }
    reference.operands.push_back(reader.operand(ours.figure, Needs::no_area));
}

Filling fill_how_many(const Reference& reference, const FigureFinder& finder, Language language)
{
    const ClaimJudge judge(finder, language);
    std::size_t count = 0;
    for (const std::string& key : reference.set) {
        FigureName own;
        own.area = key;
        const Measured a = judge.measure(completed(reference.operands[0], own));
        const Measured b = judge.measure(completed(reference.operands[1], own));
        if (!a.known || !b.known) {
            return lacking(a.known ? b : a, language);
        }
        const Truth truth = reference.downwards ? above(b.range, a.range) : above(a.range, b.range);
        if (truth == Truth::open) {
            return unfilled(judge.relation(a, b));
        }
        count += truth == Truth::yes ? 1 : 0;
    }
    return filled(count_words(count, language));
}

// --- names ---------------------------------------------------------------------------------------------------------

void read_area(OperandReader& reader, Words& words, Reference& reference)
{
    const bool region = words.peek().starts_with("region:");
    const std::string word(words.peek());
    const std::vector<std::string> keys = reader.set();
    if (keys.size() != 1 && !region) {
        words.complain(
            fmt::format("one area; {} stands for several, region:{} for the region itself", shown(word), word));
    }
    reference.name = keys.front();
}

Filling fill_area(const Reference& reference, const FigureFinder& finder, Language language)
{
    return filled(finder.label(reference.name).in(language));
}

void read_block(OperandReader&, Words& words, Reference& reference)
{
    reference.name = words.take("the id of a chart or table").text;
}

Filling fill_block(const Reference& reference, const FigureFinder&, Language)
{
    Filling filling;
    filling.known = true;
    filling.block = reference.name;
    return filling;
}

constexpr std::array<ReferenceKind, 17> registry{{
    {"", "FIGURE", "der Wert mit seiner Einheit", "the figure with its unit", "{{leavers_without_hsa_share ruhr 2023}}",
     read_figure, fill_figure},
    {"numerator", "FIGURE", "der Zähler", "the numerator", "{{numerator leavers_without_hsa_share ruhr 2023}}",
     read_figure, fill_figure},
    {"denominator", "FIGURE", "der Nenner", "the denominator", "{{denominator leavers_without_hsa_share ruhr 2023}}",
     read_figure, fill_figure},
    {"bounds", "FIGURE", "die Spanne, die die Rundung offen lässt", "the bounds that rounding leaves open",
     "{{bounds leavers_without_hsa_share ruhr 2023}}", read_figure, fill_bounds},
    {"year", "FIGURE", "das Jahr, für „newest“ und „first“", "the year, for “newest” and “first”",
     "{{year leavers_without_hsa_share ruhr newest}}", read_figure, fill_year},
    {"difference", "FIGURE - FIGURE", "der Abstand ohne Vorzeichen, bei Anteilen in Prozentpunkten",
     "the distance without sign, of shares in percentage points",
     "{{difference leavers_without_hsa_share ruhr 2023 - 05}}", read_difference, fill_difference},
    {"ratio", "FIGURE / FIGURE", "das Wievielfache", "how many times as much",
     "{{ratio leavers_without_hsa_share gelsenkirchen 2023 / ruhr}}", read_ratio, fill_ratio},
    {"change", "FIGURE from YEAR to YEAR", "die Veränderung mit Vorzeichen", "the change with its sign",
     "{{change leavers_without_hsa_share ruhr from 2015 to 2023}}", read_change, fill_change},
    {"percent-change", "FIGURE from YEAR to YEAR", "die Veränderung in Prozent des früheren Wertes",
     "the change in percent of the earlier figure",
     "{{percent-change numerator leavers_without_hsa_share ruhr from 2015 to 2023}}", read_change, fill_percent_change},
    {"rank", "FIGURE [from below] among SET", "„an dritter Stelle“, mit Spanne, wo die Rundung sie offen lässt",
     "“in third place”, with a range where rounding leaves it open",
     "{{rank leavers_without_hsa_share dortmund 2023 among ruhr}}", read_rank, fill_rank},
    {"highest", "INDICATOR YEAR among SET", "der Name des Gebiets mit dem höchsten Wert",
     "the name of the area with the highest figure", "{{highest leavers_without_hsa_share 2023 among ruhr}}",
     read_extreme, fill_extreme_name},
    {"lowest", "INDICATOR YEAR among SET", "der Name des Gebiets mit dem niedrigsten Wert",
     "the name of the area with the lowest figure", "{{lowest leavers_without_hsa_share 2015 among ruhr}}",
     read_low_extreme, fill_extreme_name},
    {"maximum", "INDICATOR YEAR among SET", "der höchste Wert", "the highest figure",
     "{{maximum leavers_without_hsa_share 2023 among ruhr}}", read_extreme, fill_extreme_value},
    {"minimum", "INDICATOR YEAR among SET", "der niedrigste Wert", "the lowest figure",
     "{{minimum leavers_without_hsa_share 2015 among ruhr}}", read_low_extreme, fill_extreme_value},
    {"how-many", "INDICATOR YEAR of SET > FIGURE", "die Zahl der Gebiete, auf die es zutrifft, in Worten",
     "the number of areas that it holds for, in words", "{{how-many leavers_without_hsa_share 2015 of ruhr > 05}}",
     read_how_many, fill_how_many},
    {"area", "AREA", "der Name eines Gebiets, wie er in Sätzen steht", "the name of an area as it stands in sentences",
     "{{area 05513}}", read_area, fill_area},
    {"see", "ID", "die Nummer einer Abbildung oder Tabelle", "the number of a chart or table", "{{see rangfolge}}",
     read_block, fill_block},
}};

}  // namespace

std::span<const ReferenceKind> reference_kinds()
{
    return registry;
}

Reference read_reference(const FigureFinder& finder, Words& words)
{
    Reference reference;
    reference.at = words.at();
    OperandReader reader(finder, words);
    reference.bare = words.take_if("bare");
    const auto kinds = reference_kinds();
    reference.kind = &kinds.front();
    for (const ReferenceKind& kind : kinds) {
        // `numerator` and `denominator` are words of the figure itself.
        if (!kind.name.empty() && kind.name == words.peek()) {
            reference.kind = &kind;
            if (kind.name != "numerator" && kind.name != "denominator") {
                words.take("a word");
            }
            break;
        }
    }
    reference.kind->read(reader, words, reference);
    reader.end();
    return reference;
}

Filling fill(const Reference& reference, const FigureFinder& finder, Language language)
{
    return reference.kind->fill(reference, finder, language);
}

std::string reference_reference(Language language)
{
    const bool german = language != "en";
    std::string page = german ? "# Zahlen in Sätzen\n\n| Verweis | was an seine Stelle kommt |\n|---|---|\n"
                              : "# Figures in sentences\n\n| reference | what takes its place |\n|---|---|\n";
    for (const ReferenceKind& kind : reference_kinds()) {
        page += fmt::format("| `{{{{{}{}{}}}}}` | {} |\n", kind.name, kind.name.empty() ? "" : " ", kind.form,
                            german ? kind.meaning_de : kind.meaning_en);
    }
    page += german ? "\n`bare` vor einem Verweis lässt die Einheit weg. Jeweils ein Beispiel:\n\n```\n"
                   : "\n`bare` before a reference leaves out the unit. An example of each:\n\n```\n";
    for (const ReferenceKind& kind : reference_kinds()) {
        page += std::string(kind.example) + "\n";
    }
    return page + "```\n";
}

}  // namespace allmende::reports
