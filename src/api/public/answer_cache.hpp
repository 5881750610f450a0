#pragma once

#include <atomic>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "api/public/http.hpp"

namespace allmende::api::public_ {

/// The most recently used answers, limited by the memory they hold. Thread safe.
class AnswerCache {
public:
    explicit AnswerCache(std::size_t most_bytes) : most_bytes_(most_bytes) {}

    AnswerPtr find(std::string_view key);
    /// Keeps the answer unless it would take more than an eighth of the cache or lies on the disk.
    void insert(std::string_view key, AnswerPtr answer);

    struct State {
        std::size_t bytes = 0;
        std::size_t entries = 0;
        std::uint64_t hits = 0;
        std::uint64_t misses = 0;
        std::uint64_t evictions = 0;
    };
    State state() const;
    std::size_t largest_entry() const { return most_bytes_ / 8; }

private:
    struct Entry {
        std::string key;
        AnswerPtr answer;
        std::size_t bytes() const;
    };
    const std::size_t most_bytes_;
    mutable std::mutex mutex_;
    std::list<Entry> newest_first_;
    std::unordered_map<std::string_view, std::list<Entry>::iterator> by_key_;  // keys point into the entries
    State state_;

    void drop_oldest();
};

}  // namespace allmende::api::public_
