#include "adapters/duckdb/durable.hpp"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/file.hpp"

namespace allmende::adapters::duckdb {

namespace {

[[noreturn]] void fail_moving(const std::filesystem::path& path, int reason)
{
    fail(ErrorCode::disk,
         "{}: the file could not be written ({}); nothing stands under this name that was not there before",
         path.string(), std::strerror(reason));
}

void flush(const std::filesystem::path& path)
{
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const bool flushed = descriptor >= 0 && ::fsync(descriptor) == 0;
    const int reason = errno;
    if (descriptor >= 0) {
        ::close(descriptor);
    }
    if (!flushed) {
        fail_moving(path, reason);
    }
}

}  // namespace

void move_durably(const std::filesystem::path& made, const std::filesystem::path& path)
{
    try {
        flush(made);
        if (::rename(made.c_str(), path.c_str()) != 0) {
            if (errno != EXDEV) {
                fail_moving(path, errno);
            }
            copy_durably(made, path);
            std::filesystem::remove(made);
        }
        sync_directory(path.parent_path());
    } catch (...) {
        std::error_code ignored;  // the first failure is the one to report
        std::filesystem::remove(made, ignored);
        throw;
    }
}

}  // namespace allmende::adapters::duckdb
