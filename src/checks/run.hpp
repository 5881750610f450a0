#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "checks/finding.hpp"
#include "indicators/definition.hpp"
#include "sources/workspace.hpp"

namespace allmende::checks {

/// What is checked. Without anything: all datasets, all deliveries.
struct CheckRequest {
    std::optional<std::int32_t> delivery;  ///< only this delivery and what it meets: its periods and those before
    /// Also the figures of these definitions; not with a single delivery.
    const std::vector<indicators::Definition>* definitions = nullptr;
};

/// Looks at everything set-wise: each dataset is read once, in pieces that fit into memory. Findings come by severity
/// (errors first), dataset, check and place; acknowledged ones carry their reason.
std::vector<Finding> run_checks(sources::Workspace& workspace, const CheckRequest& request);

}  // namespace allmende::checks
