#include "reports/claim_judge.hpp"

#include <algorithm>

#include "base/cell.hpp"
#include "base/ensure.hpp"
#include "base/error.hpp"

namespace allmende::reports {

namespace {

constexpr int factor_decimals = 2;

bool same_form(const NumberForm& a, const NumberForm& b)
{
    return a.kind == b.kind && a.unit == b.unit && a.decimals == b.decimals;
}

}  // namespace

Measured ClaimJudge::measure(const Operand& operand) const
{
    switch (operand.kind) {
    case Operand::Kind::figure: return finder_.measure(operand.figure);
    case Operand::Kind::number: {
        Measured measured;
        measured.known = true;
        measured.range = {operand.number, operand.number, operand.number};
        measured.form = {NumberForm::Kind::factor, indicators::Unit::ratio, 2, {}};
        measured.written = true;
        std::string text = shortest(operand.number);
        measured.label.en = text;
        std::replace(text.begin(), text.end(), '.', ',');
        measured.label.de = text;
        return measured;
    }
    case Operand::Kind::difference:
    case Operand::Kind::ratio: return combine(operand);
    }
    broken("every operand has a kind");
}

Measured ClaimJudge::combine(const Operand& operand) const
{
    const Measured a = measure(operand.parts[0]);
    const Measured b = measure(operand.parts[1]);
    const bool ratio = operand.kind == Operand::Kind::ratio;
    Measured measured;
    measured.form = a.form;
    measured.form.kind = ratio ? NumberForm::Kind::factor : NumberForm::Kind::difference;
    measured.form.decimals = ratio ? factor_decimals : a.form.decimals;
    const char* sign = ratio ? "/" : "−";
    measured.label = {fmt::format("({} {} {})", a.label.de, sign, b.label.de),
                      fmt::format("({} {} {})", a.label.en, sign, b.label.en)};
    if (!a.known || !b.known) {
        measured.reason = a.known ? b.reason : a.reason;
        return measured;
    }
    if (ratio && b.range.low <= 0) {
        measured.reason = {"durch einen Wert, der 0 sein kann, wird nicht geteilt",
                           "a value that may be 0 is no divisor"};
        return measured;
    }
    measured.known = true;
    measured.range = ratio ? a.range / b.range : a.range - b.range;
    return measured;
}

std::vector<Measured> ClaimJudge::over_areas(FigureName name, const std::vector<std::string>& keys) const
{
    std::vector<Measured> list;
    for (const std::string& key : keys) {
        name.area = key;
        list.push_back(finder_.measure(name));
    }
    return list;
}

std::vector<Measured> ClaimJudge::over_years(FigureName name, int from, int to) const
{
    std::vector<Measured> list;
    for (int year = from; year <= to; ++year) {
        name.year = YearName{YearName::Kind::fixed, year};
        list.push_back(finder_.measure(name));
    }
    return list;
}

std::string ClaimJudge::value(const Measured& measured) const
{
    if (!measured.known) {
        return fmt::format("{} ({})", words("kein Wert", "no figure"), measured.reason.in(language_));
    }
    const std::string text = figure_text(measured.range.value, measured.form, language_);
    if (measured.range.low == measured.range.high) {
        return text;
    }
    return fmt::format("{} ({})", text, bounds_text(measured.range.low, measured.range.high, measured.form, language_));
}

std::string ClaimJudge::line(const Measured& measured) const
{
    return name(measured) + ": " + value(measured);
}

std::string ClaimJudge::relation(const Measured& a, const Measured& b) const
{
    if (above(a.range, b.range) == Truth::yes) {
        return fmt::format("{} {} {}", name(a), words("liegt über", "is above"), name(b));
    }
    if (above(b.range, a.range) == Truth::yes) {
        return fmt::format("{} {} {}", name(a), words("liegt unter", "is below"), name(b));
    }
    const bool exact = a.range.low == a.range.high && b.range.low == b.range.high;
    return fmt::format(
        "{} {} {} {}", name(a), words("und", "and"), name(b),
        exact ? words("sind gleich", "are equal")
              : words("lassen sich nicht unterscheiden, denn die Spannen aus der Rundung überschneiden sich",
                      "cannot be told apart: the bounds that rounding leaves open overlap"));
}

std::string ClaimJudge::names(const std::vector<Measured>& list) const
{
    std::vector<std::string> names;
    for (const Measured& measured : list) {
        names.push_back(name(measured));
    }
    return join(names, ", ");
}

Judgement ClaimJudge::say(Truth truth, const std::vector<Measured>& figures, std::string instead) const
{
    Judgement judgement{truth, {}, std::move(instead)};
    for (const Measured& measured : figures) {
        if (!measured.written) {
            judgement.figures.push_back(line(measured));
        }
    }
    return judgement;
}

std::optional<Judgement> ClaimJudge::lacking(const std::vector<Measured>& figures) const
{
    std::vector<Measured> lacking;
    std::copy_if(figures.begin(), figures.end(), std::back_inserter(lacking),
                 [](const Measured& one) { return !one.known; });
    if (lacking.empty()) {
        return std::nullopt;
    }
    return say(Truth::open, figures,
               fmt::format("{} {}", words("es fehlt der Wert:", "a figure is missing:"), names(lacking)));
}

bool ClaimJudge::look_alike(const Measured& a, const Measured& b) const
{
    return same_form(a.form, b.form) &&
           round_half_up(a.range.value, a.form.decimals) == round_half_up(b.range.value, b.form.decimals);
}

}  // namespace allmende::reports
