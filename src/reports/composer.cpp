#include "reports/composer.hpp"

#include <algorithm>

#include "base/error.hpp"

namespace allmende::reports {

namespace {

std::string link_target(const FigureFinder& finder, const FigureName& name)
{
    const std::optional<int> year = finder.year(name);
    return fmt::format("figure:{}?area={}&year={}&series={}", finder.definition(*name.indicator).id, *name.area,
                       year.value_or(0), name.series.value_or(0));
}

/// `Abbildung 2.1` → `block:2.1`; the PDF leads there, pages show the words alone.
std::string block_target(const std::string& number)
{
    return "block:" + slug(number);
}

}  // namespace

std::string finding_text(const Finding& finding)
{
    const bool german = finding.language != "en";
    std::string text = fmt::format("{}: {}\n", finding.place, finding.sentence);
    text += fmt::format("    {} {}\n", german ? "behauptet:" : "claimed:", finding.claimed);
    for (const std::string& figure : finding.figures) {
        text += fmt::format("    {} {}\n", german ? "Zahlen:" : "figures:", figure);
    }
    return text + fmt::format("    {} {}\n", german ? "richtig ist:" : "true is:", finding.instead);
}

std::string escaped_markdown(std::string_view text)
{
    constexpr std::string_view special = "\\`*_[]<>#|~&{}!";
    std::string out;
    for (const char c : text) {
        if (special.find(c) != std::string_view::npos) {
            out += '\\';
        }
        out += c;
    }
    return out;
}

Filling Composer::filled(const SourceText& source, const Reference& reference, bool report)
{
    Filling filling = fill(reference, finder_, language_);
    if (!filling.block.empty()) {
        const auto number = block_numbers_.find(filling.block);
        if (number == block_numbers_.end()) {
            std::vector<std::string> known;
            for (const auto& [id, text] : block_numbers_) {
                known.push_back(id);
            }
            const std::string like = nearest(filling.block, known);
            source.complain(reference.at, fmt::format("there is no chart or table with the id “{}”{}", filling.block,
                                                      like.empty() ? "" : "; did you mean “" + like + "”?"));
        }
        filling.text = number->second;
    }
    if (!filling.known) {
        filling.text = "?";
        if (report) {
            note({source.place(reference.at),
                  "{{" + reference.words + "}}",
                  reference.words,
                  {},
                  filling.reason,
                  std::string(language_)});
        }
    }
    return filling;
}

std::string Composer::plain(const SourceText& source, const std::vector<Span>& spans)
{
    std::string text;
    for (const Span& span : spans) {
        switch (span.kind) {
        case Span::Kind::plain: text += span.text; break;
        case Span::Kind::reference: text += filled(source, span.reference, false).text; break;
        case Span::Kind::claim: text += plain(source, span.inner); break;
        }
    }
    return text;
}

void Composer::judge_all(const SourceText& source, const Span& span)
{
    for (const Claim& claim : span.claims) {
        ++tally_.claims;
        const Judgement judgement = judge(claim, finder_, language_);
        if (!judgement.holds()) {
            note({source.place(span.at), shown(plain(source, span.inner), 300), claim.words, judgement.figures,
                  judgement.instead, std::string(language_)});
        }
    }
}

std::string Composer::markdown(const SourceText& source, const std::vector<Span>& spans)
{
    std::string text;
    for (const Span& span : spans) {
        switch (span.kind) {
        case Span::Kind::plain: text += span.text; break;
        case Span::Kind::claim:
            judge_all(source, span);
            text += markdown(source, span.inner);
            break;
        case Span::Kind::reference: {
            ++tally_.references;
            const Filling filling = filled(source, span.reference, true);
            const std::string words = escaped_markdown(filling.text);
            const std::string target = !filling.block.empty() ? block_target(filling.text)
                                       : filling.figure       ? link_target(finder_, *filling.figure)
                                                              : std::string();
            text += target.empty() ? words : fmt::format("[{}]({})", words, target);
            break;
        }
        }
    }
    return text;
}

std::string Composer::setting_text(const Config& settings, std::string_view key)
{
    const std::string text = settings.text_or(key, "");
    const SourceText source(fmt::format("{} in “{}”", settings.where(key), key), text);
    std::string out;
    for (const Span& span : read_spans(source, source.text(), 0, finder_)) {
        if (span.kind == Span::Kind::claim) {
            judge_all(source, span);
        }
        tally_.references += span.kind == Span::Kind::reference ? 1 : 0;
        out += span.kind == Span::Kind::plain       ? span.text
               : span.kind == Span::Kind::reference ? filled(source, span.reference, true).text
                                                    : plain(source, span.inner);
    }
    return out;
}

}  // namespace allmende::reports
