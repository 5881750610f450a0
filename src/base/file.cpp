#include "base/file.hpp"

#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/text.hpp"

namespace allmende {

namespace {

[[noreturn]] void fail_system(const char* what, const std::filesystem::path& path)
{
    const int reason = errno;
    const ErrorCode code = reason == ENOENT ? ErrorCode::not_found : ErrorCode::disk;
    if (reason == ENOSPC || reason == EDQUOT || reason == EFBIG) {
        fail(ErrorCode::disk, "{}: the disk is full; nothing was changed. Free some space and try again.",
             path.string());
    }
    fail(code, "{}: {} ({})", path.string(), what, std::strerror(reason));
}

void sync(int descriptor, const std::filesystem::path& path)
{
    if (::fsync(descriptor) != 0 && errno != EINVAL) {
        fail_system("could not be made durable", path);
    }
}

}  // namespace

FileReader::FileReader(const std::filesystem::path& path) : path_(path)
{
    descriptor_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);  // a pipe must not keep anyone waiting
    if (descriptor_ < 0) {
        fail_system("cannot be opened", path);
    }
    struct stat status{};
    if (::fstat(descriptor_, &status) != 0 || S_ISDIR(status.st_mode)) {
        ::close(descriptor_);
        fail(ErrorCode::bad_input, "{}: this is a folder; name the files in it", path.string());
    }
    if (S_ISFIFO(status.st_mode)) {
        ::close(descriptor_);
        fail(ErrorCode::bad_input,
             "{}: this is a pipe, which can be read once only; save what comes out of it as a file", path.string());
    }
    size_ = static_cast<std::uint64_t>(status.st_size);
    ::posix_fadvise(descriptor_, 0, 0, POSIX_FADV_SEQUENTIAL);
}

FileReader::~FileReader()
{
    ::close(descriptor_);
}

std::size_t FileReader::read(char* buffer, std::size_t size)
{
    while (true) {
        const ssize_t got = ::read(descriptor_, buffer, size);
        if (got >= 0) {
            return static_cast<std::size_t>(got);
        }
        if (errno != EINTR) {
            fail_system("cannot be read", path_);
        }
    }
}

void FileReader::skip_to(std::uint64_t offset)
{
    if (::lseek(descriptor_, static_cast<off_t>(offset), SEEK_SET) < 0) {
        fail_system("cannot be read", path_);
    }
}

FileWriter::FileWriter(std::filesystem::path path)
    : path_(std::move(path)), part_(path_.string() + ".part" + std::to_string(::getpid()))
{
    descriptor_ = ::open(part_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (descriptor_ < 0) {
        fail_system("cannot be written", part_);
    }
}

FileWriter::~FileWriter()
{
    if (descriptor_ >= 0) {
        ::close(descriptor_);
        ::unlink(part_.c_str());
    }
}

void FileWriter::write(std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t put = ::write(descriptor_, bytes.data(), bytes.size());
        if (put < 0) {
            if (errno == EINTR) {
                continue;
            }
            fail_system("cannot be written", path_);
        }
        bytes.remove_prefix(static_cast<std::size_t>(put));
    }
}

void FileWriter::commit()
{
    sync(descriptor_, path_);
    ::close(std::exchange(descriptor_, -1));
    if (::rename(part_.c_str(), path_.c_str()) != 0) {
        fail_system("cannot be given its name", path_);
    }
    sync_directory(path_.parent_path());
}

void FileWriter::commit_as(std::filesystem::path path)
{
    path_ = std::move(path);
    commit();
}

std::string read_file(const std::filesystem::path& path, std::uint64_t most)
{
    FileReader reader(path);
    if (reader.size() > most) {
        fail(ErrorCode::too_large, "{}: {} bytes; at most {} are read here", path.string(), reader.size(), most);
    }
    std::string text;
    std::string buffer(std::size_t{1} << 16, '\0');
    while (const std::size_t got = reader.read(buffer.data(), buffer.size())) {
        text.append(buffer, 0, got);
        if (text.size() > most) {
            fail(ErrorCode::too_large, "{}: more than {} bytes", path.string(), most);
        }
    }
    return text;
}

void write_file(const std::filesystem::path& path, std::string_view bytes)
{
    FileWriter writer(path);
    writer.write(bytes);
    writer.commit();
}

void copy_durably(const std::filesystem::path& from, const std::filesystem::path& to)
{
    FileReader reader(from);
    FileWriter writer(to);
    std::string buffer(std::size_t{1} << 20, '\0');
    while (const std::size_t got = reader.read(buffer.data(), buffer.size())) {
        writer.write({buffer.data(), got});
    }
    writer.commit();
}

bool is_new_or_empty(const std::filesystem::path& folder)
{
    return !std::filesystem::exists(folder) ||
           (std::filesystem::is_directory(folder) && std::filesystem::is_empty(folder));
}

void write_scratch_file(const std::filesystem::path& path, std::string_view bytes)
{
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (descriptor < 0) {
        fail_system("cannot be written", path);
    }
    while (!bytes.empty()) {
        const ssize_t put = ::write(descriptor, bytes.data(), bytes.size());
        if (put < 0 && errno != EINTR) {
            const int reason = errno;
            ::close(descriptor);
            errno = reason;
            fail_system("cannot be written", path);
        }
        bytes.remove_prefix(put < 0 ? 0 : static_cast<std::size_t>(put));
    }
    ::close(descriptor);
}

void sync_filesystem(const std::filesystem::path& path)
{
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0 || ::syncfs(descriptor) != 0) {
        fail_system("could not be made durable", path);
    }
    ::close(descriptor);
}

void sync_directory(const std::filesystem::path& path)
{
    const std::filesystem::path directory = path.empty() ? std::filesystem::path(".") : path;
    const int descriptor = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor >= 0) {
        ::fsync(descriptor);
        ::close(descriptor);
    }
}

FileLock::FileLock(const std::filesystem::path& path, std::string_view what)
{
    descriptor_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (descriptor_ < 0) {
        fail_system("cannot be opened", path);
    }
    if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
        std::string holder(32, '\0');
        const ssize_t got = ::pread(descriptor_, holder.data(), holder.size(), 0);
        holder.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
        ::close(std::exchange(descriptor_, -1));
        fail(ErrorCode::conflict, "{} is being changed by another process ({}); wait until it is done and try again",
             what, holder.empty() ? "unknown" : std::string(trim(holder)));
    }
    const std::string self = "process " + std::to_string(::getpid()) + "\n";
    if (::ftruncate(descriptor_, 0) != 0 || ::pwrite(descriptor_, self.data(), self.size(), 0) < 0) {
        // Only the message to others gets poorer.
        return;
    }
}

FileLock::~FileLock()
{
    if (descriptor_ >= 0) {
        ::close(descriptor_);
    }
}

}  // namespace allmende
