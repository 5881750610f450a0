#include "reports/predicates.hpp"

#include "base/error.hpp"

namespace allmende::reports {

namespace {

void read_pair(OperandReader& reader, Words& words, Claim& claim, std::string_view sign)
{
    claim.operands.push_back(reader.operand({}));
    words.need(sign);
    const FigureName* first = first_figure(claim.operands.front());
    claim.operands.push_back(reader.operand(first == nullptr ? FigureName{} : *first));
}

void read_margin(OperandReader& reader, Words& words, Claim& claim, std::string_view word)
{
    if (words.take_if(word)) {
        const std::size_t at = words.at();
        claim.margin = reader.number("a number in the unit of the figures");
        if (*claim.margin <= 0) {
            words.source().complain(at, "the number must be above 0");
        }
    }
}

NumberForm difference_form(const Measured& a)
{
    NumberForm form = a.form;
    form.kind = form.kind == NumberForm::Kind::figure ? NumberForm::Kind::difference : form.kind;
    return form;
}

std::string distance(const Measured& a, const Measured& b, const ClaimJudge& judge)
{
    Measured gap;
    gap.known = true;
    gap.form = difference_form(a);
    gap.range = a.range - b.range;
    return fmt::format("{}; {} {}", judge.relation(a, b), judge.words("die Differenz beträgt", "the difference is"),
                       judge.value(gap));
}

Judgement judge_pair(const Claim& claim, const ClaimJudge& judge,
                     Truth (*truth)(const Interval&, const Interval&, double))
{
    const Measured a = judge.measure(claim.operands[0]);
    const Measured b = judge.measure(claim.operands[1]);
    if (const auto lacking = judge.lacking({a, b})) {
        return *lacking;
    }
    return judge.say(truth(a.range, b.range, claim.margin.value_or(0)), {a, b},
                     claim.margin ? distance(a, b, judge) : judge.relation(a, b));
}

}  // namespace

void read_above(OperandReader& reader, Words& words, Claim& claim)
{
    read_pair(reader, words, claim, ">");
    read_margin(reader, words, claim, "by");
}

void read_below(OperandReader& reader, Words& words, Claim& claim)
{
    read_pair(reader, words, claim, "<");
    read_margin(reader, words, claim, "by");
    claim.downwards = true;
}

Judgement judge_order(const Claim& claim, const ClaimJudge& judge)
{
    Judgement judgement = judge_pair(
        claim, judge,
        claim.downwards ? [](const Interval& a, const Interval& b, double by) { return above(b, a, by); }
                        : [](const Interval& a, const Interval& b, double by) { return above(a, b, by); });
    const Measured a = judge.measure(claim.operands[0]);
    const Measured b = judge.measure(claim.operands[1]);
    if (judgement.holds() && !claim.margin && judge.look_alike(a, b)) {
        judgement.truth = Truth::open;
        judgement.instead =
            fmt::format("{} {}", judge.words("beide werden gleich geschrieben:", "both are written the same:"),
                        judge.number(a.range.value, a.form));
    }
    return judgement;
}

void read_similar(OperandReader& reader, Words& words, Claim& claim)
{
    read_pair(reader, words, claim, "~");
    read_margin(reader, words, claim, "within");
}

Judgement judge_similar(const Claim& claim, const ClaimJudge& judge)
{
    if (claim.margin) {
        return judge_pair(claim, judge, near);
    }
    return judge_pair(claim, judge, [](const Interval& a, const Interval& b, double) { return indistinct(a, b); });
}

void read_differs(OperandReader& reader, Words& words, Claim& claim)
{
    read_pair(reader, words, claim, "<>");
    read_margin(reader, words, claim, "by");
}

Judgement judge_differs(const Claim& claim, const ClaimJudge& judge)
{
    if (claim.margin) {
        // At least the margin in one direction.
        return judge_pair(claim, judge, [](const Interval& a, const Interval& b, double by) {
            const Truth up = above(a, b, by);
            const Truth down = above(b, a, by);
            return up == Truth::yes || down == Truth::yes ? Truth::yes
                   : up == Truth::no && down == Truth::no ? Truth::no
                                                          : Truth::open;
        });
    }
    return judge_pair(claim, judge,
                      [](const Interval& a, const Interval& b, double) { return negation(indistinct(a, b)); });
}

void read_between(OperandReader& reader, Words& words, Claim& claim)
{
    claim.operands.push_back(reader.operand({}));
    words.need("in");
    claim.low = reader.number("the lower number");
    words.need("..");
    const std::size_t at = words.at();
    claim.high = reader.number("the upper number");
    if (claim.high < claim.low) {
        words.source().complain(at, "the upper number is below the lower one");
    }
}

Judgement judge_between(const Claim& claim, const ClaimJudge& judge)
{
    const Measured a = judge.measure(claim.operands[0]);
    if (const auto lacking = judge.lacking({a})) {
        return *lacking;
    }
    return judge.say(inside(a.range, claim.low, claim.high), {a},
                     fmt::format("{} {} {}", judge.name(a), judge.words("beträgt", "is"), judge.value(a)));
}

}  // namespace allmende::reports
