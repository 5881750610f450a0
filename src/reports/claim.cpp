#include "reports/claim.hpp"

#include <algorithm>
#include <array>

#include "base/error.hpp"
#include "reports/predicates.hpp"

namespace allmende::reports {

namespace {

constexpr std::array<Predicate, 16> registry{{
    {"above", "FIGURE > FIGURE [by NUMBER]", "liegt über; mit „by“: um mindestens so viel",
     "is above; with “by”: by at least that much",
     "[mehr als im Land]{above: leavers_without_hsa_share ruhr 2023 > 05}", read_above, judge_order},
    {"below", "FIGURE < FIGURE [by NUMBER]", "liegt unter; mit „by“: um mindestens so viel",
     "is below; with “by”: by at least that much",
     "[weniger als im Bund]{below: leavers_without_hsa_share 05 2023 < DG}", read_below, judge_order},
    {"similar", "FIGURE ~ FIGURE [within NUMBER]",
     "unterscheidet sich kaum: um höchstens „within“; ohne „within“: die Spannen aus der Rundung überschneiden sich",
     "hardly differs: by at most “within”; without it: the bounds that rounding leaves open overlap",
     "[fast gleichauf]{similar: leavers_without_hsa_share duisburg 2023 ~ essen within 0.5}", read_similar,
     judge_similar},
    {"differs", "FIGURE <> FIGURE [by NUMBER]", "unterscheidet sich, gleich in welche Richtung",
     "differs, in whichever direction", "[anders als]{differs: leavers_without_hsa_share duisburg 2023 <> essen}",
     read_differs, judge_differs},
    {"between", "FIGURE in NUMBER .. NUMBER", "liegt zwischen zwei Zahlen", "lies between two numbers",
     "[rund ein Dreizehntel]{between: leavers_without_hsa_share ruhr 2023 in 7.5 .. 8}", read_between, judge_between},
    {"risen", "FIGURE from YEAR to YEAR [by NUMBER] [steadily]", "ist gestiegen; „steadily“: Jahr für Jahr",
     "has risen; “steadily”: year by year", "[gestiegen]{risen: leavers_without_hsa_share ruhr from 2015 to 2023}",
     read_risen, judge_change},
    {"fallen", "FIGURE from YEAR to YEAR [by NUMBER] [steadily]", "ist gesunken; „steadily“: Jahr für Jahr",
     "has fallen; “steadily”: year by year",
     "[gesunken]{fallen: leavers_without_hsa_share ruhr from 2004 to 2012 by 2 steadily}", read_fallen, judge_change},
    {"steady", "FIGURE from YEAR to YEAR within NUMBER", "alle Werte der Jahre liegen höchstens so weit auseinander",
     "all figures of the years lie at most that far apart",
     "[kaum verändert]{steady: leavers_without_hsa_share ruhr from 2002 to 2006 within 0.8}", read_steady,
     judge_steady},
    {"always", "FIGURE from YEAR to YEAR > FIGURE", "liegt in jedem Jahr über (oder, mit „<“, unter)",
     "is above (or, with “<”, below) in each year",
     "[in jedem Jahr höher]{always: leavers_without_hsa_share ruhr from 1995 to 2015 > 05}", read_always, judge_always},
    {"highest", "FIGURE among SET | among years from YEAR to YEAR", "ist der höchste Wert, und zwar allein",
     "is the highest figure, and alone so",
     "[am höchsten]{highest: leavers_without_hsa_share gelsenkirchen 2023 among ruhr}", read_highest, judge_extreme},
    {"lowest", "FIGURE among SET | among years from YEAR to YEAR", "ist der niedrigste Wert, und zwar allein",
     "is the lowest figure, and alone so",
     "[so niedrig wie in keinem anderen Jahr]{lowest: leavers_without_hsa_share ruhr 2013 among years from 1995 to 2015}",
     read_lowest, judge_extreme},
    {"rank", "FIGURE is N [to N] [from below] among SET", "steht an dieser Stelle", "is in this place",
     "[an zweiter Stelle]{rank: leavers_without_hsa_share dortmund 2023 is 2 among ruhr}", read_rank, judge_rank},
    {"count", "INDICATOR YEAR of SET > FIGURE is all | none | most | at least N | at most N | exactly N",
     "trifft auf so viele Gebiete zu; ohne eigenes Gebiet hinter „>“ wird mit demselben Gebiet verglichen",
     "holds for that many areas; without an area of its own behind “>” each is compared with itself",
     "[in den meisten Städten]{count: leavers_without_hsa_share 2023 of ruhr > 05 is most}", read_count, judge_count},
    {"present", "FIGURE in YEAR | from YEAR to YEAR", "es gibt Werte für jedes dieser Jahre",
     "there are figures for each of these years",
     "[für 1995 bis 2015]{present: leavers_without_hsa_share ruhr from 1995 to 2015}", read_span_of_figures,
     judge_present},
    {"missing", "FIGURE in YEAR | from YEAR to YEAR", "es gibt für keines dieser Jahre einen Wert",
     "there is no figure for any of these years",
     "[fehlen die Werte]{missing: leavers_without_hsa_share ruhr from 2016 to 2022}", read_span_of_figures,
     judge_missing},
    {"rounded", "FIGURE", "die Quelle hat gerundet; „not rounded“: sie hat nicht gerundet",
     "the source rounded; “not rounded”: it did not", "[gerundet]{rounded: leavers_without_hsa_share ruhr 2023}",
     read_one_figure, judge_rounded},
}};

std::string in_one_line(std::string_view text)
{
    std::string line;
    for (const char c : trim(text)) {
        const bool blank = c == ' ' || c == '\n' || c == '\t';
        if (!blank || line.back() != ' ') {
            line += blank ? ' ' : c;
        }
    }
    return line;
}

const Predicate& need_predicate(const Words& words, const Word& word)
{
    std::string_view name = word.text;
    if (!name.ends_with(':')) {
        words.source().complain(
            word.at,
            fmt::format("{}: here should stand the name of a claim with a colon, for example above:", shown(name)));
    }
    name.remove_suffix(1);
    std::vector<std::string> known;
    for (const Predicate& predicate : registry) {
        if (predicate.name == name) {
            return predicate;
        }
        known.emplace_back(predicate.name);
    }
    const std::string like = nearest(name, known);
    words.source().complain(
        word.at, fmt::format("there is no claim {}{}", shown(name),
                             like.empty() ? "; known are " + join(known, ", ") : "; did you mean “" + like + "”?"));
}

}  // namespace

std::span<const Predicate> predicates()
{
    return registry;
}

std::vector<Claim> read_claims(const FigureFinder& finder, Words& words)
{
    std::vector<Claim> claims;
    do {
        Claim claim;
        claim.at = words.at();
        claim.negated = words.take_if("not");
        claim.predicate = &need_predicate(words, words.take("the name of a claim, for example above:"));
        OperandReader reader(finder, words);
        claim.predicate->read(reader, words, claim);
        if (!words.done() && words.peek() != ";") {
            words.complain(
                fmt::format("the end, or what belongs to “{}: {}”", claim.predicate->name, claim.predicate->form));
        }
        const std::string_view text = words.source().text();
        const std::string_view written = text.substr(claim.at, words.at() - claim.at);
        claim.words = in_one_line(written);
        claims.push_back(std::move(claim));
    } while (words.take_if(";"));
    return claims;
}

Judgement judge(const Claim& claim, const FigureFinder& finder, Language language)
{
    const ClaimJudge bench(finder, language);
    Judgement judgement = claim.predicate->judge(claim, bench);
    if (claim.negated) {
        judgement.truth = negation(judgement.truth);
    }
    return judgement;
}

std::string predicate_reference(Language language)
{
    const bool german = language != "en";
    std::string page = german ? "# Aussagen in Berichten\n\n| Aussage | was sie behauptet |\n|---|---|\n"
                              : "# Claims in reports\n\n| claim | what it says |\n|---|---|\n";
    const auto cell = [](std::string_view text) {
        std::string out;
        for (const char c : text) {
            out += c == '|' ? "\\|" : std::string(1, c);
        }
        return out;
    };
    for (const Predicate& predicate : registry) {
        page += fmt::format("| `{}: {}` | {} |\n", predicate.name, cell(predicate.form),
                            german ? predicate.meaning_de : predicate.meaning_en);
    }
    page += german ? "\nJeweils ein Beispiel:\n\n```\n" : "\nAn example of each:\n\n```\n";
    for (const Predicate& predicate : registry) {
        page += std::string(predicate.example) + "\n";
    }
    return page + "```\n";
}

}  // namespace allmende::reports
