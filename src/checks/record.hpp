#pragma once

#include <optional>
#include <vector>

#include "checks/finding.hpp"
#include "facts/rounding.hpp"
#include "indicators/definition.hpp"
#include "sources/workspace.hpp"

namespace allmende::checks {

// Findings out of what is recorded of the deliveries, without looking at their facts; `only` narrows them to one
// delivery.

/// Names of areas as delivered: names that belong to another key, ambiguous, changed or damaged ones, keys nobody knew.
void find_in_names(sources::Workspace& workspace, const std::optional<std::int32_t>& only,
                   std::vector<Finding>& findings);

/// Titles, units and headings against those of the delivery before; codes that are none.
void find_in_headings(sources::Workspace& workspace, const std::optional<std::int32_t>& only,
                      std::vector<Finding>& findings);

/// Rounding found in the cells against rounding declared in footnotes and catalogue.
void find_in_rounding(sources::Workspace& workspace, const std::optional<std::int32_t>& only,
                      std::vector<Finding>& findings);

/// Evaluates all definitions and looks at the figures.
void find_in_figures(sources::Workspace& workspace, const std::vector<indicators::Definition>& definitions,
                     std::vector<Finding>& findings);

/// A finding about one delivery.
Finding finding_about(std::string_view check, const sources::Delivery& delivery,
                      const std::vector<std::string>& identity, Localized text);

}  // namespace allmende::checks
