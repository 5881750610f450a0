#pragma once

#include <filesystem>

#include "cli/command.hpp"

namespace allmende::app {

/// The real world for the commands: engines, catalogue, clock, streams.
cli::Environment make_environment(const std::filesystem::path& program);

}  // namespace allmende::app
