#include "reports/report_maker.hpp"

#include <set>

#include "base/ensure.hpp"
#include "base/error.hpp"
#include "reports/blocks.hpp"

namespace allmende::reports {

namespace {

/// Numbers of charts and tables, each counted for itself: `Abbildung 2.1`, or `Abbildung 7` through the whole report.
class Numbering {
public:
    Numbering(bool by_chapter, Language language) : by_chapter_(by_chapter), german_(language != "en") {}

    void begin(const Chapter& chapter)
    {
        chapter_ = chapter.numbered ? std::to_string(++chapters_) : std::string();
        if (by_chapter_) {
            charts_ = tables_ = 0;
        }
    }
    const std::string& chapter() const { return chapter_; }

    std::string next(Block::Kind kind)
    {
        const bool chart = kind == Block::Kind::chart;
        const std::size_t count = chart ? ++charts_ : ++tables_;
        const std::string_view word = chart ? (german_ ? "Abbildung" : "Figure") : german_ ? "Tabelle" : "Table";
        return by_chapter_ && !chapter_.empty() ? fmt::format("{} {}.{}", word, chapter_, count)
                                                : fmt::format("{} {}", word, count);
    }

private:
    bool by_chapter_;
    bool german_;
    std::string chapter_;
    std::size_t chapters_ = 0;
    std::size_t charts_ = 0;
    std::size_t tables_ = 0;
};

bool is_numbered(const Block& block)
{
    return block.kind == Block::Kind::chart || block.kind == Block::Kind::table;
}

void add_used(const std::vector<Operand>& operands, std::set<std::size_t>& used)
{
    for (const Operand& operand : operands) {
        if (operand.figure.indicator) {
            used.insert(*operand.figure.indicator);
        }
        add_used(operand.parts, used);
    }
}

void add_used(const std::vector<Span>& spans, std::set<std::size_t>& used)
{
    for (const Span& span : spans) {
        add_used(span.reference.operands, used);
        for (const Claim& claim : span.claims) {
            add_used(claim.operands, used);
        }
        add_used(span.inner, used);
    }
}

/// The indicators that sentences and blocks speak of.
std::set<std::size_t> used_indicators(const std::vector<Chapter>& chapters, const FigureFinder& finder)
{
    std::set<std::size_t> used;
    for (const Chapter& chapter : chapters) {
        for (const Block& block : chapter.blocks) {
            add_used(block.spans, used);
            if (block.settings && block.settings->has("indicator")) {
                if (const auto indicator = finder.indicator(block.settings->text("indicator"))) {
                    used.insert(*indicator);
                }
            }
        }
    }
    return used;
}

/// One language of a report.
class LanguageMaker {
public:
    LanguageMaker(const Report& report, const std::vector<Chapter>& chapters, const FigureFinder& finder,
                  Language language)
        : report_(report),
          chapters_(chapters),
          language_(language),
          composer_(finder, language),
          used_(used_indicators(chapters, finder))
    {}

    std::vector<ChapterFile> make()
    {
        give_numbers();
        Numbering numbering(report_.numbered_by_chapter, language_);
        std::vector<ChapterFile> files;
        for (const Chapter& chapter : chapters_) {
            numbering.begin(chapter);
            ChapterFile& file = files.emplace_back(ChapterFile{chapter.id, numbering.chapter(), chapter.title, {}});
            for (const Block& block : chapter.blocks) {
                file.blocks.push_back(
                    make_block(chapter, block, is_numbered(block) ? numbering.next(block.kind) : std::string()));
            }
        }
        return files;
    }

    Composer& composer() { return composer_; }

private:
    const Report& report_;
    const std::vector<Chapter>& chapters_;
    Language language_;
    Composer composer_;
    std::set<std::size_t> used_;

    /// Before any text is written: a sentence may speak of a chart that follows.
    void give_numbers()
    {
        Numbering numbering(report_.numbered_by_chapter, language_);
        for (const Chapter& chapter : chapters_) {
            numbering.begin(chapter);
            for (const Block& block : chapter.blocks) {
                const std::string number = is_numbered(block) ? numbering.next(block.kind) : std::string();
                if (!block.id.empty() && !number.empty()) {
                    composer_.block_numbers()[block.id] = number;
                }
            }
        }
    }

    BlockFile make_block(const Chapter& chapter, const Block& block, const std::string& number)
    {
        switch (block.kind) {
        case Block::Kind::text: return TextPart{composer_.markdown(*chapter.source, block.spans)};
        case Block::Kind::chart: return make_chart(*block.settings, composer_, number);
        case Block::Kind::table: return make_table(*block.settings, composer_, number);
        case Block::Kind::tile: return make_tile(*block.settings, composer_);
        case Block::Kind::glossary: return make_glossary(*block.settings, composer_);
        case Block::Kind::definitions: return make_definitions(*block.settings, composer_, used_);
        case Block::Kind::sources: return make_sources(*block.settings, composer_, used_);
        }
        broken("a block has a kind");
    }
};

}  // namespace

MadeReport make_report(const Report& report, const FigureFinder& finder)
{
    MadeReport made;
    made.file.id = report.id;
    made.file.title = report.title;
    made.file.subtitle = report.subtitle;
    made.file.authors = report.authors;
    made.file.date = finder.ground().snapshot.date;
    made.file.languages = report.languages;
    for (const auto& [language, chapters] : read_chapters(report, finder)) {
        LanguageMaker maker(report, chapters, finder, language);
        made.file.chapters[language] = maker.make();
        const Composer& composer = maker.composer();
        made.findings.insert(made.findings.end(), composer.findings().begin(), composer.findings().end());
        made.file.checked[language] = composer.tally();
        made.tally.claims += composer.tally().claims;
        made.tally.references += composer.tally().references;
    }
    return made;
}

std::string findings_text(const Report& report, const std::vector<Finding>& findings)
{
    if (findings.empty()) {
        return {};
    }
    std::string text = fmt::format("the report {} says {} that the figures do not bear out:\n", report.id,
                                   findings.size() == 1 ? "one thing" : fmt::format("{} things", findings.size()));
    for (const Finding& finding : findings) {
        text += finding_text(finding);
    }
    return text;
}

}  // namespace allmende::reports
