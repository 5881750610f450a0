#include "adapters/node/site_renderer.hpp"

#include "base/error.hpp"
#include "base/process.hpp"

namespace allmende::adapters::node {

namespace {

class NodeRenderer final : public releases::SiteRenderer {
public:
    explicit NodeRenderer(Installation installation) : installation_(std::move(installation)) {}

    void render(const std::filesystem::path& data, const std::filesystem::path& site) override
    {
        for (const std::filesystem::path& needed : {installation_.node, installation_.script}) {
            if (!std::filesystem::exists(needed)) {
                fail(ErrorCode::not_found,
                     "{} is missing: the website cannot be rendered; run ./dev build, or release with --no-site",
                     needed.string());
            }
        }
        ProcessCall call;
        call.program = installation_.node;
        call.arguments = {installation_.script.string(), "--data", data.string(), "--out", site.string()};
        call.limits.time = std::chrono::minutes(10);
        call.limits.memory_bytes = std::uint64_t{4} << 30;
        const ProcessResult result = run_process(call);
        if (!result.ok()) {
            fail(ErrorCode::internal, "the website could not be rendered ({}): {}", describe(result, call.limits),
                 result.messages);
        }
    }

private:
    Installation installation_;
};

}  // namespace

std::unique_ptr<releases::SiteRenderer> make_site_renderer(Installation installation)
{
    return std::make_unique<NodeRenderer>(std::move(installation));
}

}  // namespace allmende::adapters::node
