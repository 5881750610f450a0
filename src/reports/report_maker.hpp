#pragma once

#include <vector>

#include "reports/composer.hpp"
#include "reports/report.hpp"
#include "reports/report_file.hpp"

namespace allmende::reports {

/// A report put together: its file, and every claim that does not hold.
struct MadeReport {
    ReportFile file;
    std::vector<Finding> findings;
    Tally tally;
};

/// Puts figures into all chapters of all languages and judges all claims. Throws Error{bad_input} or Error{not_found}
/// for an error in a text; what does not hold is among the findings.
MadeReport make_report(const Report& report, const FigureFinder& finder);

/// All findings as one text, with how many there are. Empty without findings.
std::string findings_text(const Report& report, const std::vector<Finding>& findings);

}  // namespace allmende::reports
