#pragma once

#include <map>
#include <string>
#include <vector>

#include "reports/chapter.hpp"
#include "reports/report_file.hpp"

namespace allmende::reports {

/// A claim that does not hold, or a figure that a sentence names and that is not there.
struct Finding {
    std::string place;  ///< file, line, column
    std::string sentence;
    std::string claimed;               ///< as written between the braces
    std::vector<std::string> figures;  ///< with their bounds
    std::string instead;               ///< what is true, or why nothing can be said
    std::string language;
};
/// Several lines, in the report's language.
std::string finding_text(const Finding& finding);

/// Puts figures into texts and judges their claims; what does not hold is noted, not thrown, so that all is reported at
/// once.
class Composer {
public:
    Composer(const FigureFinder& finder, Language language) : finder_(finder), language_(language) {}

    const FigureFinder& finder() const { return finder_; }
    Language language() const { return language_; }
    bool german() const { return language_ != "en"; }
    std::string words(std::string_view de, std::string_view en) const { return std::string(german() ? de : en); }

    /// Numbers that `{{see ID}}` stands for.
    std::map<std::string, std::string>& block_numbers() { return block_numbers_; }

    /// Markdown for the page, figures as links.
    std::string markdown(const SourceText& source, const std::vector<Span>& spans);
    /// A text of a block's settings with its references filled in, without links and Markdown.
    std::string setting_text(const Config& settings, std::string_view key);

    const std::vector<Finding>& findings() const { return findings_; }
    const Tally& tally() const { return tally_; }
    void note(Finding finding) { findings_.push_back(std::move(finding)); }

private:
    const FigureFinder& finder_;
    Language language_;
    std::map<std::string, std::string> block_numbers_;
    std::vector<Finding> findings_;
    Tally tally_;

    std::string plain(const SourceText& source, const std::vector<Span>& spans);
    Filling filled(const SourceText& source, const Reference& reference, bool report);
    void judge_all(const SourceText& source, const Span& span);
};

/// Text as Markdown that means nothing but itself.
std::string escaped_markdown(std::string_view text);

}  // namespace allmende::reports
