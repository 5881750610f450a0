#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "base/clock.hpp"
#include "indicators/definition.hpp"
#include "sources/workspace.hpp"

namespace allmende::releases {

/// Renders the website of a release: reads `data/`, writes `site/`. Implemented by adapters/node.
class SiteRenderer {
public:
    virtual ~SiteRenderer() = default;
    /// Throws Error{internal} with the renderer's words where it fails.
    virtual void render(const std::filesystem::path& data, const std::filesystem::path& site) = 0;
};

struct Snapshot;

/// A report that goes into the release, as `site.json` lists it.
struct ReportEntry {
    std::string id;
    Localized title;
    std::string file;  ///< `reports/ID.json`
};

/// Says what is being done, for people who wait.
using Say = std::function<void(const std::string&)>;

/// The reports of one release. Implemented by reports/.
class Reports {
public:
    virtual ~Reports() = default;
    /// Writes the reports below `data` and names them. Throws Error{check_failed} where a claim does not hold.
    virtual std::vector<ReportEntry> write(const Snapshot& snapshot, sources::Workspace& workspace,
                                           const std::filesystem::path& data, const Say& say) = 0;
    /// Makes their PDFs, once all other data of the release are there.
    virtual void print(const std::filesystem::path& data) = 0;
};

struct ReleaseOptions {
    Localized note;
    int corrects = 0;                  ///< number of the release that this one corrects; 0: none
    Reports* reports = nullptr;        ///< null: none
    SiteRenderer* renderer = nullptr;  ///< null: data and tables only
    Say progress;
};

/// What was known after a delivery.
struct KnownThen {
    std::int32_t delivery = 0;
    facts::RoundingIndex rounding;
};

/// All that a release would say now, or would have said then, without number, date and note.
Snapshot make_snapshot(sources::Workspace& workspace, const std::vector<indicators::Definition>& definitions,
                       const std::optional<KnownThen>& then = std::nullopt);

struct ReleaseResult {
    int number = 0;
    std::filesystem::path path;
    std::size_t indicators = 0;
    std::int64_t figures = 0;
};

/// Evaluates everything, protects, freezes and publishes: makes `releases/N/` whole or not at all and points
/// `releases/current` to it. Throws Error{check_failed} where something may not be published, Error{bad_input} for an
/// error in a definition.
ReleaseResult make_release(sources::Workspace& workspace, const std::vector<indicators::Definition>& definitions,
                           const Clock& clock, const ReleaseOptions& options);

}  // namespace allmende::releases
