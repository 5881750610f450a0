#include <algorithm>
#include <charconv>
#include <list>

#include "base/error.hpp"
#include "base/file.hpp"
#include "releases/released_open.hpp"
#include "releases/released_parts.hpp"

namespace allmende::releases {

namespace {

/// A number from 1, written plainly; 0 where the text is none.
int release_number(std::string_view text)
{
    int number = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool plain =
        result.ec == std::errc() && result.ptr == text.data() + text.size() && number > 0 && text[0] != '0';
    return plain ? number : 0;
}

class FolderShelf final : public ReleaseShelf {
public:
    FolderShelf(std::filesystem::path releases, facts::ColumnFiles& files, ShelfOptions options)
        : releases_(std::move(releases)), files_(files), options_(options)
    {}

    int current() override
    {
        // Between two looks at the disk this is asked for every request: no lock.
        const auto now = std::chrono::steady_clock::now().time_since_epoch();
        if (now >= next_look_.load(std::memory_order_relaxed)) {
            look(now);
        }
        return current_.load(std::memory_order_relaxed);
    }

    std::shared_ptr<const Released> find(int number) override
    {
        const std::lock_guard lock(mutex_);
        const auto open = std::find_if(newest_first_.begin(), newest_first_.end(),
                                       [&](const auto& r) { return r->number() == number; });
        if (open != newest_first_.end()) {
            newest_first_.splice(newest_first_.begin(), newest_first_, open);
            return newest_first_.front();
        }
        if (number < 1 || !complete(number)) {
            return nullptr;
        }
        newest_first_.push_front(open_release(folder_of(number), number, files_));
        if (newest_first_.size() > options_.most_open) {
            newest_first_.pop_back();
        }
        return newest_first_.front();
    }

    std::vector<ReleaseEntry> entries() override
    {
        std::vector<ReleaseEntry> out;
        std::error_code gone;
        for (const auto& entry : std::filesystem::directory_iterator(releases_, gone)) {
            const int number = release_number(entry.path().filename().string());
            if (number > 0 && complete(number)) {
                out.push_back(read_manifest(entry.path(), number));
            }
        }
        std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.number < b.number; });
        return out;
    }

private:
    const std::filesystem::path releases_;
    facts::ColumnFiles& files_;
    const ShelfOptions options_;
    std::atomic<std::chrono::steady_clock::duration> next_look_{std::chrono::steady_clock::duration::zero()};
    std::atomic<int> current_{0};
    std::mutex mutex_;
    std::list<std::shared_ptr<const Released>> newest_first_;

    std::filesystem::path folder_of(int number) const { return releases_ / std::to_string(number); }

    /// The manifest is written last.
    bool complete(int number) const
    {
        std::error_code gone;
        return std::filesystem::is_regular_file(folder_of(number) / "manifest.json", gone);
    }

    void look(std::chrono::steady_clock::duration now)
    {
        next_look_.store(now + options_.believe_current, std::memory_order_relaxed);
        try {
            const int number = release_number(trim(read_file(releases_ / "current", 64)));
            if (number > 0 && complete(number)) {
                current_.store(number, std::memory_order_relaxed);
            }
        } catch (const Error&) {
            // No release yet, or its number is being replaced right now: what was seen before stays.
        }
    }
};

}  // namespace

std::unique_ptr<ReleaseShelf> open_shelf(std::filesystem::path releases, facts::ColumnFiles& files,
                                         ShelfOptions options)
{
    return std::make_unique<FolderShelf>(std::move(releases), files, options);
}

}  // namespace allmende::releases
