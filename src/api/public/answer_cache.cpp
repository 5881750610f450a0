#include "api/public/answer_cache.hpp"

namespace allmende::api::public_ {

namespace {

/// Nodes of the list and the map, control block of the answer.
constexpr std::size_t bytes_of_bookkeeping = 256;

}  // namespace

std::size_t AnswerCache::Entry::bytes() const
{
    return key.size() + answer->bytes() + bytes_of_bookkeeping;
}

AnswerPtr AnswerCache::find(std::string_view key)
{
    const std::lock_guard lock(mutex_);
    const auto found = by_key_.find(key);
    if (found == by_key_.end()) {
        ++state_.misses;
        return nullptr;
    }
    ++state_.hits;
    newest_first_.splice(newest_first_.begin(), newest_first_, found->second);
    return found->second->answer;
}

void AnswerCache::insert(std::string_view key, AnswerPtr answer)
{
    Entry entry{std::string(key), std::move(answer)};
    const std::size_t bytes = entry.bytes();
    const bool on_disk = entry.answer->file && !entry.answer->file->in_memory();
    if (on_disk || bytes > largest_entry()) {
        return;
    }
    const std::lock_guard lock(mutex_);
    if (by_key_.contains(key)) {
        return;  // another thread made the same answer meanwhile
    }
    newest_first_.push_front(std::move(entry));
    by_key_.emplace(newest_first_.front().key, newest_first_.begin());
    state_.bytes += bytes;
    ++state_.entries;
    while (state_.bytes > most_bytes_) {
        drop_oldest();
    }
}

AnswerCache::State AnswerCache::state() const
{
    const std::lock_guard lock(mutex_);
    return state_;
}

void AnswerCache::drop_oldest()
{
    const Entry& oldest = newest_first_.back();
    state_.bytes -= oldest.bytes();
    --state_.entries;
    ++state_.evictions;
    by_key_.erase(oldest.key);
    newest_first_.pop_back();
}

}  // namespace allmende::api::public_
