#pragma once

#include <map>
#include <string>

#include "cli/command.hpp"

namespace allmende::cli {

/// The reference pages as Markdown, by file name: what the registries of the program hold (commands, error codes,
/// signs, flags, settings, indicators, tables, regions, routes). Same program and catalogue, same pages.
std::map<std::string, std::string> reference_pages(const Environment& environment);

}  // namespace allmende::cli
