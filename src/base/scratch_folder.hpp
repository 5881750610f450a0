#pragma once

#include <filesystem>

namespace allmende {

/// A folder of its own for files that nobody needs afterwards; gone with all in it at the end.
class ScratchFolder {
public:
    /// Throws Error{disk} where none can be made.
    ScratchFolder();
    ~ScratchFolder();
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

}  // namespace allmende
