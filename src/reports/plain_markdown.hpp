#pragma once

#include <string_view>

#include "reports/source_text.hpp"

namespace allmende::reports {

/// Refuses what a report's text may not hold: HTML, pictures, links that lead to programs, nesting that no reader
/// follows and lines that no editor wrote. `text` stands at offset `at` of the source. Throws Error{bad_input} with
/// file, line, column and what to write instead.
void need_plain_markdown(const SourceText& source, std::string_view text, std::size_t at);

}  // namespace allmende::reports
