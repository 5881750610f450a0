#include "reports/predicates.hpp"

#include <algorithm>

#include "base/error.hpp"

namespace allmende::reports {

namespace {

void read_change(OperandReader& reader, Words& words, Claim& claim)
{
    claim.operands.push_back(reader.operand({}, Needs::no_year));
    claim.span = reader.span();
    if (words.take_if("by")) {
        claim.margin = reader.number("a number in the unit of the figure");
    }
    claim.steadily = words.take_if("steadily");
}

Operand in_year(const Operand& operand, int year)
{
    FigureName from;
    from.year = YearName{YearName::Kind::fixed, year};
    return completed(operand, from);
}

std::vector<Measured> over(const Operand& operand, const std::pair<int, int>& span, const ClaimJudge& judge)
{
    std::vector<Measured> list;
    for (int year = span.first; year <= span.second; ++year) {
        list.push_back(judge.measure(in_year(operand, year)));
    }
    return list;
}

}  // namespace

void read_risen(OperandReader& reader, Words& words, Claim& claim)
{
    read_change(reader, words, claim);
}

void read_fallen(OperandReader& reader, Words& words, Claim& claim)
{
    read_change(reader, words, claim);
    claim.downwards = true;
}

Judgement judge_change(const Claim& claim, const ClaimJudge& judge)
{
    const Measured before = judge.measure(in_year(claim.operands[0], claim.span->first));
    const Measured after = judge.measure(in_year(claim.operands[0], claim.span->second));
    if (const auto lacking = judge.lacking({before, after})) {
        return *lacking;
    }
    const auto grown = [&](const Measured& from, const Measured& to, double by) {
        return claim.downwards ? above(from.range, to.range, by) : above(to.range, from.range, by);
    };
    if (!claim.steadily) {
        Truth truth = grown(before, after, claim.margin.value_or(0));
        std::string instead = judge.relation(after, before);
        if (truth == Truth::yes && !claim.margin && judge.look_alike(before, after)) {
            truth = Truth::open;
            instead =
                fmt::format("{} {}", judge.words("beide werden gleich geschrieben:", "both are written the same:"),
                            judge.number(before.range.value, before.form));
        }
        return judge.say(truth, {before, after}, std::move(instead));
    }
    const std::vector<Measured> years = over(claim.operands[0], *claim.span, judge);
    if (const auto lacking = judge.lacking(years)) {
        return *lacking;
    }
    std::vector<Truth> steps{grown(before, after, claim.margin.value_or(0))};
    std::vector<Measured> against;
    for (std::size_t i = 1; i < years.size(); ++i) {
        steps.push_back(grown(years[i - 1], years[i], 0));
        if (steps.back() != Truth::yes) {
            against.push_back(years[i]);
        }
    }
    return judge.say(
        all_of(steps), years,
        fmt::format("{} {}", judge.words("nicht so im Vergleich zum Vorjahr:", "not so against the year before:"),
                    judge.names(against)));
}

void read_steady(OperandReader& reader, Words& words, Claim& claim)
{
    claim.operands.push_back(reader.operand({}, Needs::no_year));
    claim.span = reader.span();
    words.need("within");
    claim.margin = reader.number("a number in the unit of the figure");
}

Judgement judge_steady(const Claim& claim, const ClaimJudge& judge)
{
    const std::vector<Measured> years = over(claim.operands[0], *claim.span, judge);
    if (const auto lacking = judge.lacking(years)) {
        return *lacking;
    }
    std::vector<Truth> pairs;
    for (std::size_t i = 0; i < years.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            pairs.push_back(near(years[i].range, years[j].range, *claim.margin));
        }
    }
    const auto [low, high] = std::minmax_element(
        years.begin(), years.end(), [](const Measured& a, const Measured& b) { return a.range.value < b.range.value; });
    return judge.say(all_of(pairs), {*low, *high},
                     fmt::format("{} {}, {} {}", judge.words("am niedrigsten", "lowest"), judge.line(*low),
                                 judge.words("am höchsten", "highest"), judge.line(*high)));
}

void read_always(OperandReader& reader, Words& words, Claim& claim)
{
    claim.operands.push_back(reader.operand({}, Needs::no_year));
    claim.span = reader.span();
    claim.downwards = words.peek() == "<";
    if (!words.take_if("<")) {
        words.need(">");
    }
    const FigureName* first = first_figure(claim.operands.front());
    claim.operands.push_back(reader.operand(first == nullptr ? FigureName{} : *first, Needs::no_year));
}

Judgement judge_always(const Claim& claim, const ClaimJudge& judge)
{
    const std::vector<Measured> ours = over(claim.operands[0], *claim.span, judge);
    const std::vector<Measured> theirs = over(claim.operands[1], *claim.span, judge);
    std::vector<Measured> both;
    std::vector<Measured> against;
    std::vector<Truth> truths;
    for (std::size_t i = 0; i < ours.size(); ++i) {
        both.push_back(ours[i]);
        both.push_back(theirs[i]);
        if (!ours[i].known || !theirs[i].known) {
            continue;
        }
        truths.push_back(claim.downwards ? above(theirs[i].range, ours[i].range)
                                         : above(ours[i].range, theirs[i].range));
        if (truths.back() != Truth::yes) {
            against.push_back(ours[i]);
            against.push_back(theirs[i]);
        }
    }
    if (const auto lacking = judge.lacking(both)) {
        return *lacking;
    }
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < against.size(); i += 2) {
        lines.push_back(judge.relation(against[i], against[i + 1]));
    }
    return judge.say(all_of(truths), against, join(lines, "; "));
}

}  // namespace allmende::reports
