#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/text.hpp"

namespace allmende::areas {

/// What became of old units in one change of a reform.
struct ReformChange {
    std::vector<std::string> from;                   ///< keys of the old units
    std::string to;                                  ///< key of the new one
    std::map<std::string, std::string> as_part;      ///< old key → key under which statistics carry it in all years
    std::map<std::string, double> weights;           ///< of a split: share of the old unit by `area`, `population` …; empty: whole
    /// True where the old units went into the new one whole.
    bool exact() const { return weights.empty(); }
};

struct Reform {
    std::string id;
    std::string date;  ///< ISO
    Localized title;
    std::string source;
    std::vector<ReformChange> changes;
};

/// `catalog/reforms/*.toml` in the order of their dates. Throws Error{bad_input}.
std::vector<Reform> load_reforms(const std::vector<std::filesystem::path>& catalogues);

/// What a unit was formed from, if it was formed from whole units: their keys as statistics carry them. Empty otherwise.
std::vector<std::string> exact_predecessors(const std::vector<Reform>& reforms, const std::string& key);

/// What a dissolved unit went into.
std::vector<std::string> successors(const std::vector<Reform>& reforms, const std::string& key);

/// Units that went into others.
std::vector<std::string> dissolved_units(const std::vector<Reform>& reforms);

}  // namespace allmende::areas
