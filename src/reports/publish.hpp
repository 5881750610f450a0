#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "releases/release.hpp"
#include "reports/report_maker.hpp"

namespace allmende::reports {

/// Makes PDFs. Implemented by adapters/typst.
class PdfMaker {
public:
    virtual ~PdfMaker() = default;
    /// Reads `reports/ID.json`, `site.json` and boundaries below `data`. Throws Error{internal} with the program's
    /// words.
    virtual void make(const std::filesystem::path& data, const std::string& report, const std::string& language,
                      const std::filesystem::path& pdf) = 0;
};

/// What reports of a workspace stand on; the snapshot and the workspace must outlive it.
Ground ground_of(const releases::Snapshot& snapshot, sources::Workspace& workspace);

/// The catalogue's reports as part of a release. Those whose needed figures are not there are left out with a note.
/// `pdf` may be null: pages only.
std::unique_ptr<releases::Reports> make_reports(std::unique_ptr<PdfMaker> pdf);

}  // namespace allmende::reports
