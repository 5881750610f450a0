#pragma once

#include <set>
#include <string>
#include <vector>

#include "reports/composer.hpp"
#include "reports/report_file.hpp"

namespace allmende::reports {

// From the settings of a fenced block to the block of the report file. All throw Error{bad_input} with file, line and
// column.

ChartPart make_chart(const Config& settings, Composer& composer, const std::string& number);
TablePart make_table(const Config& settings, Composer& composer, const std::string& number);
TilePart make_tile(const Config& settings, Composer& composer);

/// Definitions, formulas and caveats of indicators; those that the report uses where the block names none.
TextPart make_definitions(const Config& settings, const Composer& composer, const std::set<std::size_t>& used);
/// Terms of the catalogue's glossary.
TextPart make_glossary(const Config& settings, const Composer& composer);
/// Deliveries behind the indicators, with edition, licence and attribution.
TextPart make_sources(const Config& settings, const Composer& composer, const std::set<std::size_t>& used);

}  // namespace allmende::reports
