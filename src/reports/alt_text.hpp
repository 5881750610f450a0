#pragma once

#include <string>

#include "reports/number_text.hpp"
#include "reports/report_file.hpp"

namespace allmende::reports {

/// What a chart shows, in a sentence or two, out of its data: for readers who cannot see it.
std::string alt_text(const ChartPart& chart, Language language);

}  // namespace allmende::reports
