#include "reports/report_changes.hpp"

#include <algorithm>
#include <optional>

namespace allmende::reports {

namespace {

std::optional<MadeReport> made(const Report& report, const FigureFinder& finder)
{
    return unmet_need(report, finder).empty() ? std::optional(make_report(report, finder)) : std::nullopt;
}

std::vector<Finding> only_in(const std::vector<Finding>& findings, const std::vector<Finding>& others,
                             const std::string& language)
{
    std::vector<Finding> found;
    std::copy_if(findings.begin(), findings.end(), std::back_inserter(found), [&](const Finding& finding) {
        return finding.language == language && std::none_of(others.begin(), others.end(), [&](const Finding& other) {
                   return other.place == finding.place;
               });
    });
    return found;
}

/// All that a chapter says and shows.
std::string content(const ReportFile& file, const std::string& language, const ChapterFile& chapter)
{
    ReportFile alone;
    alone.id = file.id;
    alone.languages = {language};
    alone.chapters[language] = {chapter};
    return json_text(alone);
}

std::vector<std::string> changed_chapters(const ReportFile& before, const ReportFile& now, const std::string& language)
{
    std::vector<std::string> titles;
    const std::vector<ChapterFile>& old = before.chapters.at(language);
    const std::vector<ChapterFile>& fresh = now.chapters.at(language);
    for (std::size_t c = 0; c < fresh.size(); ++c) {
        if (c >= old.size() || content(before, language, old[c]) != content(now, language, fresh[c])) {
            titles.push_back(fresh[c].title);
        }
    }
    return titles;
}

}  // namespace

std::vector<ReportChange> changed_reports(const std::vector<Report>& reports, const FigureFinder& before,
                                          const FigureFinder& now)
{
    std::vector<ReportChange> changes;
    for (const Report& report : reports) {
        const auto old = made(report, before);
        const auto fresh = made(report, now);
        ReportChange change{&report, old.has_value(), fresh.has_value(), {}, {}, {}};
        if (old && fresh) {
            const std::string& language = report.languages.front();
            change.chapters = changed_chapters(old->file, fresh->file, language);
            change.broken = only_in(fresh->findings, old->findings, language);
            change.healed = only_in(old->findings, fresh->findings, language);
        }
        if (change.made_before != change.made_now || !change.chapters.empty() || !change.broken.empty() ||
            !change.healed.empty()) {
            changes.push_back(std::move(change));
        }
    }
    return changes;
}

}  // namespace allmende::reports
