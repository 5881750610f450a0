#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "sources/mapping.hpp"
#include "sources/remarks.hpp"
#include "sources/workspace.hpp"

namespace allmende::sources {

struct ImportResult {
    Delivery delivery;
    bool already_there = false;           ///< the same bytes were delivered before; nothing was changed
    std::vector<Remark> remarks;          ///< what the checks turn into findings
    std::vector<std::string> understood;  ///< of a file without official layout: how its columns were understood
    bool found_again = false;             ///< by the mapping of an earlier file; `understood` then says what changed
};

struct ImportOptions {
    bool dry_run = false;            ///< read and code everything, change nothing
    std::optional<Mapping> mapping;  ///< which column is what, instead of what is kept or proposed
    bool again = false;              ///< of a rebuild: the mapping is kept already
    /// Called now and then with the bytes or rows done; returning false cancels the import.
    std::function<bool(std::int64_t rows)> progress;
};

/// Takes in one file: keeps it, reads it, codes it, adds its facts and records it, whole or not at all. A file with
/// several tables gives a delivery for each; one that was broken off between them goes on where it was. Throws
/// Error{bad_input} with file, row, column and reason where it cannot be read surely, with the questions where only
/// people know what its columns are.
std::vector<ImportResult> import_file(Workspace& workspace, const std::filesystem::path& file, const Clock& clock,
                                      const ImportOptions& options = {});

/// The order in which several files are best taken in: official layouts before others, editions of one table from old
/// to new, then by name.
std::vector<std::filesystem::path> in_delivery_order(std::vector<std::filesystem::path> files);

/// What is wrong with the kept files: missing, changed, or of no delivery; each with its file. None: every byte that
/// was delivered is there.
std::vector<std::string> verify_deliveries(const Workspace& workspace);

/// Makes facts, register and words again from the kept files, in the order of their delivery: the same to the bit.
/// Until it is done the workspace stays as it was.
void rebuild(Workspace& workspace, const std::function<void(const Delivery&)>& each = {});

}  // namespace allmende::sources
