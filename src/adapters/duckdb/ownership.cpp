#include "adapters/duckdb/ownership.hpp"

#include <cerrno>
#include <charconv>
#include <cstring>

#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/error.hpp"

namespace allmende::adapters::duckdb {

namespace {

/// The process that opened the database last, if it still lives: the one that holds it, or one of several readers.
std::string holder(int descriptor)
{
    char text[16] = {};
    const ssize_t got = ::pread(descriptor, text, sizeof text, 0);
    int process = 0;
    std::from_chars(text, text + std::max<ssize_t>(got, 0), process);
    if (process == ::getpid()) {
        return fmt::format("this process ({}) already", process);
    }
    return process > 0 && (::kill(process, 0) == 0 || errno == EPERM) ? fmt::format("process {}", process)
                                                                      : "another process";
}

void leave_name(int descriptor)
{
    const std::string process = std::to_string(::getpid()) + "\n";
    if (::ftruncate(descriptor, 0) != 0 || ::pwrite(descriptor, process.data(), process.size(), 0) < 0) {
        return;  // only the message to others gets poorer
    }
}

}  // namespace

Ownership::Ownership(const std::filesystem::path& path, Kind kind)
{
    const std::string file = path.string() + ".lock";
    descriptor_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (descriptor_ < 0 && kind == Kind::reading && (errno == EROFS || errno == EACCES)) {
        return;  // nobody changes what lies on such a disk
    }
    if (descriptor_ < 0 && errno == ENOENT) {
        fail(ErrorCode::not_found, "{}: there is no such folder to keep the facts in", path.string());
    }
    if (descriptor_ < 0) {
        fail(ErrorCode::disk, "{}: it cannot be written ({}); give this user the right to do so", file,
             std::strerror(errno));
    }
    if (::flock(descriptor_, (kind == Kind::alone ? LOCK_EX : LOCK_SH) | LOCK_NB) != 0) {
        const std::string other = holder(descriptor_);
        ::close(descriptor_);
        fail(ErrorCode::conflict, "{} is held by {}; wait until it is done, or hand the work to it", path.string(),
             other);
    }
    leave_name(descriptor_);
}

Ownership::~Ownership()
{
    if (descriptor_ >= 0) {
        ::close(descriptor_);
    }
}

}  // namespace allmende::adapters::duckdb
