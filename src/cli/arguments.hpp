#pragma once

#include "cli/command.hpp"

namespace allmende::cli {

/// Reads the words behind a command's name. Throws Error{bad_usage}, with the nearest known option.
Arguments parse_arguments(const Command& command, const std::vector<std::string>& words);

/// `--where sex=female` → {sex, {female}}; several codes by comma. Throws Error{bad_usage}.
std::map<std::string, std::vector<std::string>> parse_where(const Arguments& arguments);

/// Years out of `--period 2015,2016` or `--period 2009-2015`; a full period such as `31.12.2015` counts as its year.
/// Throws Error{bad_usage}.
std::vector<int> parse_years(const Arguments& arguments);

}  // namespace allmende::cli
