#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "api/public/answer_cache.hpp"
#include "api/public/arguments.hpp"
#include "api/public/http.hpp"
#include "api/public/routes.hpp"
#include "api/public/site_files.hpp"
#include "api/public/target.hpp"
#include "releases/released.hpp"

namespace allmende::api::public_ {

struct RouterOptions {
    std::size_t cache_bytes = std::size_t{64} << 20;
    /// Answers in flight beside the cache; above, new tables are refused for a moment (503).
    std::size_t most_answer_bytes = std::size_t{96} << 20;
    Limits limits;
    /// Files of a release larger than this are sent from the disk.
    std::uint64_t stream_above = std::uint64_t{4} << 20;
    /// Without it nothing is compressed but what lies compressed in the release.
    Compress compress;
    /// Receives one line for every fault of ours.
    std::function<void(const std::string&)> log;
};

/// Everything the public can ask for: the site of a release, its read API, `/health`. Thread safe.
class Router final : public Handler {
public:
    Router(releases::ReleaseShelf& shelf, RouterOptions options);

    Prompt at_once(const Request& request) override;
    AnswerPtr work(const Request& request) override;
    const std::vector<std::string>& route_labels() const override { return labels_; }
    void append_metrics(std::string& out) const override;

private:
    struct Destination;
    releases::ReleaseShelf& shelf_;
    const RouterOptions options_;
    AnswerCache cache_;
    std::vector<std::string> labels_;
    // Shared with the answers in flight, whose memory it counts.
    std::shared_ptr<std::atomic<std::size_t>> in_flight_ = std::make_shared<std::atomic<std::size_t>>(0);

    Destination destination_of(const Request& request);
    AnswerPtr guarded(const Request& request, const std::function<AnswerPtr()>& answer);
    AnswerPtr refused(const Request& request, const Problem& problem) const;
    AnswerPtr health();
    AnswerPtr options_answer() const;
    AnswerPtr without_release(const Request& request, const Destination& destination);
    AnswerPtr made(const Request& request, const Destination& destination);
    AnswerPtr api_answer(const Destination& destination, const releases::Released& release);
    AnswerPtr counted(AnswerPtr answer);
};

}  // namespace allmende::api::public_
