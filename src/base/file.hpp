#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace allmende {

/// A file opened for reading in pieces. Throws Error{not_found} or Error{disk} with the path and the system's reason,
/// Error{bad_input} for folders and pipes.
class FileReader {
public:
    explicit FileReader(const std::filesystem::path& path);
    ~FileReader();
    FileReader(const FileReader&) = delete;
    FileReader& operator=(const FileReader&) = delete;

    /// Up to `size` bytes; 0 at the end of the file.
    std::size_t read(char* buffer, std::size_t size);
    std::uint64_t size() const { return size_; }
    /// The next read() begins at this byte.
    void skip_to(std::uint64_t offset);

private:
    std::filesystem::path path_;
    int descriptor_ = -1;
    std::uint64_t size_ = 0;
};

/// A file written piece by piece and then made durable: nothing stands under its name before commit().
class FileWriter {
public:
    explicit FileWriter(std::filesystem::path path);
    ~FileWriter();
    FileWriter(const FileWriter&) = delete;
    FileWriter& operator=(const FileWriter&) = delete;

    void write(std::string_view bytes);
    /// Flushes to the disk and gives the file its name. Without it the destructor removes what was written.
    void commit();
    /// The same under another name, for a file whose content says what it is called.
    void commit_as(std::filesystem::path path);

private:
    std::filesystem::path path_;
    std::filesystem::path part_;
    int descriptor_ = -1;
};

/// The whole file; throws Error{too_large} above `most` bytes.
std::string read_file(const std::filesystem::path& path, std::uint64_t most = std::uint64_t{64} << 20);
void write_file(const std::filesystem::path& path, std::string_view bytes);
/// A durable copy; a file of that name is replaced at once.
void copy_durably(const std::filesystem::path& from, const std::filesystem::path& to);
/// Whether something new can be made under a name: nothing is there, or a folder with nothing in it.
bool is_new_or_empty(const std::filesystem::path& folder);
/// Writes a file that counts only once sync_filesystem() was called, such as those of a directory that gets its name
/// later.
void write_scratch_file(const std::filesystem::path& path, std::string_view bytes);
/// Makes everything that was written to the file system of `path` durable.
void sync_filesystem(const std::filesystem::path& path);
/// Makes the names in a directory durable (fsync of the directory).
void sync_directory(const std::filesystem::path& path);

/// An exclusive lock on a file, held until destruction, also by other processes; says who holds it where it is taken.
class FileLock {
public:
    /// Throws Error{conflict} with `what` and the holder's process number.
    FileLock(const std::filesystem::path& path, std::string_view what);
    ~FileLock();
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;

private:
    int descriptor_ = -1;
};

}  // namespace allmende
