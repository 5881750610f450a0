#pragma once

#include <chrono>
#include <filesystem>
#include <mutex>
#include <string>
#include <string_view>

namespace allmende::adapters::http {

/// One JSON line per answer: time, method, path, route, status, bytes, milliseconds. No addresses, no queries, no
/// browsers: nothing that belongs to a person. Thread safe; lines reach the file at the latest with the next flush().
class AccessLog {
public:
    /// An empty path: nothing is written. Throws Error{disk} where the file cannot be opened.
    explicit AccessLog(const std::filesystem::path& path);
    ~AccessLog();
    AccessLog(const AccessLog&) = delete;
    AccessLog& operator=(const AccessLog&) = delete;

    bool wanted() const { return descriptor_ >= 0; }
    void answered(std::string_view method, std::string_view target, std::string_view route, int status,
                  std::uint64_t bytes, std::chrono::nanoseconds time);
    void flush();

private:
    int descriptor_ = -1;
    std::mutex mutex_;
    std::string lines_;
};

}  // namespace allmende::adapters::http
