#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include <unistd.h>

#include "base/file.hpp"

namespace allmende {

/// A folder for one test, removed with everything in it at the end.
class TestFolder {
public:
    TestFolder()
    {
        std::string name = (std::filesystem::temp_directory_path() / "allmende-test-XXXXXX").string();
        path_ = ::mkdtemp(name.data());
    }
    ~TestFolder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TestFolder(const TestFolder&) = delete;
    TestFolder& operator=(const TestFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }
    /// Writes a file and gives its path.
    std::filesystem::path write(std::string_view name, std::string_view bytes) const
    {
        const std::filesystem::path file = path_ / name;
        std::filesystem::create_directories(file.parent_path());
        write_scratch_file(file, bytes);
        return file;
    }

private:
    std::filesystem::path path_;
};

}  // namespace allmende
