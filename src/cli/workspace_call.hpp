#pragma once

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
};

/// Definitions of the catalogue folders, checked against its dimensions.
std::vector<indicators::Definition> load_definitions(const std::vector<std::filesystem::path>& catalogues,
                                                     const sources::DimensionCatalogue& dimensions);

inline constexpr Option territory_option{"--territory", "DATE",
                                         "the units of this day; counts are converted to them, for example 2021-12-31"};

}  // namespace allmende::cli
