#pragma once

#include <string>
#include <vector>

#include "reports/report_maker.hpp"

namespace allmende::reports {

/// What other figures do to a report, in its first language.
struct ReportChange {
    const Report* report = nullptr;
    bool made_before = false;           ///< all that it needs was there
    bool made_now = false;              ///< all that it needs is there
    std::vector<std::string> chapters;  ///< titles of those that say or show something else
    std::vector<Finding> broken;        ///< claims that held before and hold no longer
    std::vector<Finding> healed;        ///< claims that did not hold before and hold now
};

/// The reports that are not the same on both grounds. Throws Error{bad_input} for an error in a text.
std::vector<ReportChange> changed_reports(const std::vector<Report>& reports, const FigureFinder& before,
                                          const FigureFinder& now);

}  // namespace allmende::reports
