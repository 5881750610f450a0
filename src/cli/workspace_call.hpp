#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/command.hpp"
#include "indicators/definition.hpp"
#include "indicators/evaluate.hpp"

namespace allmende::cli {

/// A workspace opened for reading, with what evaluation needs.
struct WorkspaceCall {
    sources::Workspace workspace;
    std::vector<indicators::Definition> definitions;
    facts::RoundingIndex rounding;

    WorkspaceCall(const Arguments& arguments, Environment& environment);
    indicators::Sources sources();
    /// The day that `--territory` names, ISO; nothing without it. Units that reforms formed and nobody delivered yet
    /// join the register of this call. Throws Error{bad_usage}.
    std::optional<std::string> territory(const Arguments& arguments);
    /// The delivery after which the state is meant that `--as-of` names; nothing without it. The rounding that was
    /// known then takes the place of the newest. Throws Error{bad_usage}.
    std::optional<std::int32_t> as_of(const Arguments& arguments);
    /// The last delivery of a state named by a delivery's number or by a date (0 before the first one). Throws
    /// Error{bad_usage}, with `option`, or Error{not_found}.
    std::int32_t state(const std::string& text, std::string_view option) const;
};

/// Definitions of the catalogue folders, checked against its dimensions.
std::vector<indicators::Definition> load_definitions(const std::vector<std::filesystem::path>& catalogues,
                                                     const sources::DimensionCatalogue& dimensions);

inline constexpr Option territory_option{"--territory", "DATE",
                                         "the units of this day; counts are converted to them, for example 2021-12-31"};

inline constexpr Option as_of_option{"--as-of", "DELIVERY|DATE", "what was known after this delivery, or on this day"};

}  // namespace allmende::cli
