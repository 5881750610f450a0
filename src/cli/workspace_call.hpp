#pragma once

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
};

/// Definitions of the catalogue folders, checked against its dimensions.
std::vector<indicators::Definition> load_definitions(const std::vector<std::filesystem::path>& catalogues,
                                                     const sources::DimensionCatalogue& dimensions);

}  // namespace allmende::cli
