#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "releases/snapshot.hpp"

namespace allmende::releases {

/// Writes `manifest.json`: number, date, what it corrects, deliveries, and size and SHA-256 of every file of the
/// release; also the hash of the manifest before, so that the releases form a chain.
void write_manifest(const Snapshot& snapshot, const sources::Workspace& workspace, const std::filesystem::path& release,
                    const Clock& clock);

/// What a proof of a release found; no problems: every byte is accounted for.
struct Verification {
    int release = 0;
    std::size_t files = 0;
    std::uint64_t bytes = 0;
    std::vector<std::string> problems;
};

/// Compares every file of a release with its manifest, and the manifest with its successor's memory of it. Throws
/// Error{not_found} where there is no such release.
Verification verify_release(const std::filesystem::path& releases, int number);

/// Numbers of all releases, ascending.
std::vector<int> release_numbers(const std::filesystem::path& releases);

}  // namespace allmende::releases
