#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace allmende::formats {

/// Whether a file is a ZIP file, by its first bytes.
bool is_zip(const std::filesystem::path& path);

/// A ZIP file opened for reading, with a limit on what it unpacks to.
class ZipArchive {
public:
    /// `name`: for messages. Throws Error{bad_input} where it is no readable ZIP file.
    ZipArchive(const std::filesystem::path& path, std::string name);
    ~ZipArchive();
    ZipArchive(const ZipArchive&) = delete;
    ZipArchive& operator=(const ZipArchive&) = delete;

    bool has(const std::string& entry) const;
    /// The names of all entries.
    std::vector<std::string> entries() const;
    /// Calls `take` with one piece of an entry after another. Throws Error{too_large} above 2 GB and where an entry
    /// unpacks to more than a thousand times its size, Error{bad_input} where it is damaged, encrypted or missing.
    void read(const std::string& entry, const std::function<void(std::string_view piece)>& take) const;
    const std::string& name() const { return name_; }

private:
    struct Handle;
    std::unique_ptr<Handle> handle_;
    std::string name_;
};

}  // namespace allmende::formats
