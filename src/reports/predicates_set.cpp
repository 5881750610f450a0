#include "reports/predicates.hpp"

#include <algorithm>

#include "base/ensure.hpp"
#include "base/error.hpp"

namespace allmende::reports {

namespace {

/// `among SET` or `among years from YEAR to YEAR`
void read_among(OperandReader& reader, Words& words, Claim& claim)
{
    words.need("among");
    if (words.take_if("years")) {
        claim.span = reader.span();
    } else {
        claim.set = reader.set();
    }
}

struct Field {
    Measured one;
    std::vector<Measured> others;
    std::vector<Measured> all;
    std::vector<Interval> ranges;  ///< of the others
};

/// The claim's figure and the others of its set.
Field field_of(const Claim& claim, const ClaimJudge& judge)
{
    const FigureName& name = claim.operands.front().figure;
    Field field;
    field.one = judge.measure(claim.operands.front());
    if (claim.span) {
        const std::optional<int> own = judge.finder().year(name);
        for (int year = claim.span->first; year <= claim.span->second; ++year) {
            const std::vector<Measured> more = judge.over_years(name, year, year);
            // Years without a figure are gaps of the series, not rivals.
            if (year != own && more.front().known) {
                field.others.push_back(more.front());
            }
        }
    } else {
        std::vector<std::string> keys = claim.set;
        std::erase(keys, *name.area);
        field.others = judge.over_areas(name, keys);
    }
    field.all = field.others;
    field.all.insert(field.all.begin(), field.one);
    for (const Measured& other : field.others) {
        field.ranges.push_back(other.range);
    }
    return field;
}

Places places_of(const Field& field, bool from_below)
{
    return from_below ? place_from_bottom(field.one.range, field.ranges)
                      : place_from_top(field.one.range, field.ranges);
}

/// Those that may have the first place.
std::vector<Measured> leaders(const std::vector<Measured>& all, bool from_below)
{
    std::vector<Measured> leading;
    for (const Measured& one : all) {
        const bool beaten = std::any_of(all.begin(), all.end(), [&](const Measured& other) {
            return (from_below ? above(one.range, other.range) : above(other.range, one.range)) == Truth::yes;
        });
        if (!beaten) {
            leading.push_back(one);
        }
    }
    return leading;
}

std::string leader_words(const std::vector<Measured>& leading, bool from_below, const ClaimJudge& judge)
{
    if (leading.size() == 1) {
        return fmt::format("{} {}",
                           from_below ? judge.words("am niedrigsten ist", "the lowest is")
                                      : judge.words("am höchsten ist", "the highest is"),
                           judge.line(leading.front()));
    }
    return fmt::format("{} {}",
                       from_below
                           ? judge.words("für den niedrigsten Wert kommen in Frage:", "the lowest may be any of:")
                           : judge.words("für den höchsten Wert kommen in Frage:", "the highest may be any of:"),
                       judge.names(leading));
}

Truth within(std::size_t best, std::size_t worst, std::size_t least, std::size_t most)
{
    if (best >= least && worst <= most) {
        return Truth::yes;
    }
    return worst < least || best > most ? Truth::no : Truth::open;
}

}  // namespace

void read_highest(OperandReader& reader, Words& words, Claim& claim)
{
    Operand operand;
    operand.figure = reader.figure({});
    claim.operands.push_back(operand);
    read_among(reader, words, claim);
}

void read_lowest(OperandReader& reader, Words& words, Claim& claim)
{
    read_highest(reader, words, claim);
    claim.downwards = true;
}

Judgement judge_extreme(const Claim& claim, const ClaimJudge& judge)
{
    const Field field = field_of(claim, judge);
    if (const auto lacking = judge.lacking(field.all)) {
        return *lacking;
    }
    const Places places = places_of(field, claim.downwards);
    const std::vector<Measured> leading = leaders(field.all, claim.downwards);
    std::vector<Measured> shown = leading;
    const bool leads =
        std::any_of(leading.begin(), leading.end(), [&](const Measured& one) { return one.label == field.one.label; });
    if (!leads) {
        shown.insert(shown.begin(), field.one);
    }
    return judge.say(within(places.best, places.worst, 1, 1), shown, leader_words(leading, claim.downwards, judge));
}

void read_rank(OperandReader& reader, Words& words, Claim& claim)
{
    Operand operand;
    operand.figure = reader.figure({});
    claim.operands.push_back(operand);
    words.need("is");
    claim.least = reader.count("a place, for example 3");
    claim.most = words.take_if("to") ? reader.count("a place, for example 5") : claim.least;
    if (claim.least == 0 || claim.most < claim.least) {
        words.complain("places from 1, the better one first");
    }
    if (words.take_if("from")) {
        words.need("below");
        claim.downwards = true;
    }
    read_among(reader, words, claim);
}

Judgement judge_rank(const Claim& claim, const ClaimJudge& judge)
{
    const Field field = field_of(claim, judge);
    if (const auto lacking = judge.lacking(field.all)) {
        return *lacking;
    }
    const Places places = places_of(field, claim.downwards);
    const std::string range = places.best == places.worst
                                  ? std::to_string(places.best)
                                  : fmt::format("{} {} {}", places.best, judge.words("bis", "to"), places.worst);
    const std::string side = std::string(claim.downwards ? judge.words(" von unten", " from below") : "");
    return judge.say(
        within(places.best, places.worst, claim.least, claim.most), {field.one},
        fmt::format("{} {} {}{} {} {}", judge.name(field.one), judge.words("steht an Stelle", "is in place"), range,
                    side, judge.words("von", "of"), field.all.size()));
}

void read_count(OperandReader& reader, Words& words, Claim& claim)
{
    Operand ours;
    const std::size_t at = words.at();
    ours.figure = reader.figure({}, Needs::no_area);
    if (ours.figure.area) {
        words.source().complain(at, "the areas of this figure stand behind “of”");
    }
    claim.operands.push_back(ours);
    words.need("of");
    claim.set = reader.set();
    claim.downwards = words.peek() == "<";
    if (!words.take_if("<")) {
        words.need(">");
    }
    claim.operands.push_back(reader.operand(ours.figure, Needs::no_area));
    words.need("is");
    const std::size_t all = claim.set.size();
    const Word how = words.take("all, none, most, at least N, at most N or exactly N");
    const bool at_some = how.text == "at" && (words.peek() == "least" || words.peek() == "most");
    if (how.text == "all" || how.text == "none") {
        claim.least = claim.most = how.text == "all" ? all : 0;
    } else if (how.text == "most") {
        claim.least = all / 2 + 1;
        claim.most = all;
    } else if (at_some) {
        const bool least = words.take("least").text == "least";
        const std::size_t number = reader.count("a number of areas");
        claim.least = least ? number : 0;
        claim.most = least ? all : number;
    } else if (how.text == "exactly") {
        claim.least = claim.most = reader.count("a number of areas");
    } else {
        words.source().complain(
            how.at,
            fmt::format("{}: here should stand all, none, most, at least N, at most N or exactly N", shown(how.text)));
    }
    if (claim.least > all) {
        words.source().complain(how.at, fmt::format("the set has only {} areas", all));
    }
}

Judgement judge_count(const Claim& claim, const ClaimJudge& judge)
{
    std::size_t surely = 0;
    std::size_t possibly = 0;
    std::vector<Measured> holding;
    std::vector<Measured> open;
    std::vector<Measured> measured;
    for (const std::string& key : claim.set) {
        FigureName own;
        own.area = key;
        const Measured a = judge.measure(completed(claim.operands[0], own));
        const Measured b = judge.measure(completed(claim.operands[1], own));
        const Truth truth = !a.known || !b.known ? Truth::open
                            : claim.downwards    ? above(b.range, a.range)
                                                 : above(a.range, b.range);
        surely += truth == Truth::yes ? 1 : 0;
        possibly += truth != Truth::no ? 1 : 0;
        if (truth != Truth::no) {
            (truth == Truth::yes ? holding : open).push_back(a);
        }
        measured.push_back(a);
        if (measured.size() == claim.set.size() && claim.operands[1].kind == Operand::Kind::figure &&
            claim.operands[1].figure.area) {
            measured.push_back(b);
        }
    }
    std::string instead = fmt::format("{} {} {} {}", judge.words("es trifft zu auf", "it holds for"), surely,
                                      judge.words("von", "of"), claim.set.size());
    instead += holding.empty() ? "" : ": " + judge.names(holding);
    instead += open.empty()
                   ? ""
                   : fmt::format("; {} {}", judge.words("nicht zu entscheiden ist es für", "it cannot be decided for"),
                                 judge.names(open));
    return judge.say(within(surely, possibly, claim.least, claim.most), measured, std::move(instead));
}

void read_span_of_figures(OperandReader& reader, Words& words, Claim& claim)
{
    Operand operand;
    operand.figure = reader.figure({}, Needs::no_year);
    claim.operands.push_back(operand);
    if (words.peek() == "in") {
        words.need("in");
        const int year = reader.year();
        claim.span = {year, year};
    } else {
        claim.span = reader.span();
    }
}

Judgement judge_present(const Claim& claim, const ClaimJudge& judge)
{
    const FigureName& name = claim.operands.front().figure;
    const std::vector<Measured> years = judge.over_years(name, claim.span->first, claim.span->second);
    const bool all = std::all_of(years.begin(), years.end(), [](const Measured& one) { return one.known; });
    const std::vector<int> known = judge.finder().years(name);
    const std::string list = known.empty() ? std::string(judge.words("kein Jahr", "no year")) : years_text(known);
    return judge.say(all ? Truth::yes : Truth::no, years,
                     fmt::format("{} {}", judge.words("Werte gibt es für", "there are figures for"), list));
}

Judgement judge_missing(const Claim& claim, const ClaimJudge& judge)
{
    Judgement judgement = judge_present(claim, judge);
    const FigureName& name = claim.operands.front().figure;
    const std::vector<Measured> years = judge.over_years(name, claim.span->first, claim.span->second);
    judgement.truth = std::none_of(years.begin(), years.end(), [](const Measured& one) { return one.known; })
                          ? Truth::yes
                          : Truth::no;
    return judgement;
}

void read_one_figure(OperandReader& reader, Words&, Claim& claim)
{
    Operand operand;
    operand.figure = reader.figure({});
    claim.operands.push_back(operand);
}

Judgement judge_rounded(const Claim& claim, const ClaimJudge& judge)
{
    const Measured one = judge.measure(claim.operands.front());
    if (const auto lacking = judge.lacking({one})) {
        return *lacking;
    }
    const bool rounded = one.range.low != one.range.high;
    return judge.say(rounded ? Truth::yes : Truth::no, {one},
                     std::string(rounded ? judge.words("die Quelle hat gerundet", "the source rounded")
                                         : judge.words("die Quelle hat nicht gerundet", "the source did not round")));
}

}  // namespace allmende::reports
