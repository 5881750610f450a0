#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "checks/cube.hpp"
#include "indicators/evaluate.hpp"
#include "sources/workspace.hpp"

namespace allmende::checks {

/// Two states of the facts: after the delivery `from`, and after the delivery `to`.
struct States {
    std::int32_t from = 0;
    std::int32_t to = 0;
};

/// A cell that is not the same in both states; Sign::absent where a state does not have it.
struct CellChange {
    areas::AreaNumber area = 0;
    std::int32_t period = 0;
    Signature signature;
    double before = 0;
    Sign sign_before = Sign::absent;
    std::int32_t delivery_before = 0;
    double after = 0;
    Sign sign_after = Sign::absent;
    std::int32_t delivery_after = 0;
};

/// Calls `each` for every cell of a dataset that differs, by area and period within a year; cells that both states have
/// with the same number and sign are none. Reads one year at a time.
void find_cell_changes(sources::Workspace& workspace, const facts::Dataset& dataset, const States& states,
                       const std::function<void(const CellChange&)>& each);

/// The datasets that deliveries between the states belong to.
std::vector<const facts::Dataset*> datasets_between(sources::Workspace& workspace, const States& states);

/// A figure that is not the same in both states.
struct FigureChange {
    const indicators::Definition* definition = nullptr;
    indicators::Series series;
    std::string area;  ///< key or `region:ID`
    int year = 0;
    indicators::Figure before;  ///< Sign::absent where there was none
    indicators::Figure after;
};

/// Evaluates the definitions in both states, areas and regions, and calls `each` for the figures that differ.
void find_figure_changes(sources::Workspace& workspace, const std::vector<const indicators::Definition*>& definitions,
                         const States& states, const std::function<void(const FigureChange&)>& each);

/// What was known of the source's rounding after a delivery.
facts::RoundingIndex rounding_as_of(sources::Workspace& workspace, std::int32_t delivery);

}  // namespace allmende::checks
