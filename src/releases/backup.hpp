#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "sources/workspace.hpp"

namespace allmende::releases {

/// What lies in the folder of a backup: `deliveries/` and `releases/` as in the workspace, which only grow, and for
/// each time that it was made `states/N/` with everything that changes (settings, own catalogue, boundaries, state) and
/// a `manifest.json` of all that belongs to it. Facts are left out: they are made again from the deliveries.
struct BackupResult {
    int number = 0;
    std::size_t deliveries = 0;
    std::size_t releases = 0;
    std::size_t new_deliveries = 0;  ///< that no earlier backup in this folder has
    std::size_t new_releases = 0;
};

using Say = std::function<void(const std::string&)>;

/// Adds the workspace as it is now to a folder, which is made where there is none. The workspace may be served
/// meanwhile. Whole or not at all: interrupted, the folder has its earlier backups. Throws Error{conflict} where the
/// folder holds other things or is inside the workspace, Error{check_failed} where a delivered file is no longer what
/// was delivered.
BackupResult make_backup(sources::Workspace& workspace, const std::filesystem::path& folder, const Clock& clock,
                         const Say& say = {});

/// Whether a folder holds backups.
bool is_backup(const std::filesystem::path& folder);

/// Problems of the newest backup in a folder, each with the file; none: every byte is accounted for. Throws
/// Error{not_found} where there is no backup.
std::vector<std::string> verify_backup(const std::filesystem::path& folder);

/// Makes a workspace out of the newest backup, proving every file, and makes its facts again. `path` is not there yet,
/// or an empty folder; where this fails or is killed it stays so. Throws Error{check_failed} where the backup was
/// changed.
BackupResult restore_backup(const std::filesystem::path& folder, const std::filesystem::path& path,
                            const std::vector<std::filesystem::path>& catalogues, const sources::Engines& engines,
                            const Say& say = {});

}  // namespace allmende::releases
