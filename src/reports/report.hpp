#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "reports/chapter.hpp"

namespace allmende::reports {

/// What must be there before a report can be part of a release: each of the indicators for each of the areas and years.
struct ReportNeeds {
    std::vector<std::string> indicators;
    std::vector<std::string> areas;
    std::vector<int> years;
};

/// `catalog/reports/ID/report.toml` (docs/guides/report-writing.md).
struct Report {
    std::string id;
    Localized title;
    Localized subtitle;
    std::vector<std::string> authors;
    std::vector<std::string> languages;  ///< `de`, `en`
    std::vector<std::string> chapters;   ///< names of their files without language, in order: `01-kernaussagen`
    bool numbered_by_chapter = true;     ///< Abbildung 2.1; otherwise Abbildung 7
    ReportNeeds needs;
    std::filesystem::path folder;
};

/// The reports of the catalogue folders by id; later folders replace earlier ones. Throws Error{bad_input}.
std::vector<Report> load_reports(const std::vector<std::filesystem::path>& catalogues);

/// Throws Error{not_found} with the nearest id.
const Report& need_report(const std::vector<Report>& reports, std::string_view id);

/// Why a report cannot be part of this release: the first figure that it needs and that is not there. Empty where all
/// are.
std::string unmet_need(const Report& report, const FigureFinder& finder);

/// The chapters of one language. Throws Error{bad_input} for an error in a text, or where the languages' chapters do
/// not have the same blocks; Error{not_found} for a missing file.
std::map<std::string, std::vector<Chapter>> read_chapters(const Report& report, const FigureFinder& finder);

}  // namespace allmende::reports
