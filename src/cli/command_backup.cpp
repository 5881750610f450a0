#include "base/error.hpp"
#include "cli/commands.hpp"
#include "cli/output.hpp"
#include "releases/backup.hpp"

namespace allmende::cli {

namespace {

int run_backup(const Arguments& arguments, Environment& environment)
{
    sources::Workspace workspace = sources::Workspace::open(arguments.positional[0], environment.catalogues,
                                                            environment.engines, sources::Access::change);
    const releases::BackupResult made =
        releases::make_backup(workspace, arguments.positional[1], *environment.clock, progress_line(environment));
    environment.err(
        fmt::format("{}backup {}: {} deliveries ({} new), {} releases ({} new), settings and state, in {}\n",
                    over_progress(environment), made.number, made.deliveries, made.new_deliveries, made.releases,
                    made.new_releases, arguments.positional[1]));
    return 0;
}

int run_restore(const Arguments& arguments, Environment& environment)
{
    const releases::BackupResult made =
        releases::restore_backup(arguments.positional[0], arguments.positional[1], environment.catalogues,
                                 environment.engines, progress_line(environment));
    environment.err(fmt::format("{}restored backup {}: {} deliveries, {} releases, in {}\n", over_progress(environment),
                                made.number, made.deliveries, made.releases, arguments.positional[1]));
    return 0;
}

}  // namespace

Command backup_command()
{
    return {
        "backup",
        "WORKSPACE FOLDER",
        2,
        2,
        "add the workspace as it is now to a folder of backups",
        "Holds what cannot be made again: delivered files, releases, settings, own catalogue, boundaries and state. A folder that has\n"
        "earlier backups grows only by what is new. Website and API may be served meanwhile; changes wait until it is done.\n"
        "`allmende verify FOLDER` proves a backup, `allmende restore` makes a workspace of it.",
        {},
        run_backup};
}

Command restore_command()
{
    return {
        "restore",
        "FOLDER WORKSPACE",
        2,
        2,
        "make a workspace out of the newest backup in a folder",
        "Proves every file of the backup first and makes the facts again from the delivered files. WORKSPACE is not there yet.",
        {},
        run_restore};
}

}  // namespace allmende::cli
