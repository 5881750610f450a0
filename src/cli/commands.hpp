#pragma once

#include "cli/command.hpp"

namespace allmende::cli {

// One function per command, in the order of the registry.
Command read_command();
Command init_command();
Command map_command();
Command import_command();
Command rebuild_command();
Command datasets_command();
Command areas_command();
Command regions_command();
Command reforms_command();
Command indicators_command();
Command institutions_command();
Command boundaries_command();
Command observations_command();
Command indicator_command();
Command trace_command();
Command check_command();
Command diff_command();
Command report_command();
Command release_command();
Command verify_command();
Command serve_command();
Command backup_command();
Command restore_command();
Command docs_command();

}  // namespace allmende::cli
