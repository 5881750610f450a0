#include "reports/publish.hpp"

#include "areas/boundaries.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "releases/indicator_data.hpp"

namespace allmende::reports {

namespace {

std::string pdf_name(const std::string& id, const std::string& language)
{
    return fmt::format("reports/{}-{}.pdf", id, language);
}

class CatalogueReports final : public releases::Reports {
public:
    explicit CatalogueReports(std::unique_ptr<PdfMaker> pdf) : pdf_(std::move(pdf)) {}

    std::vector<releases::ReportEntry> write(const releases::Snapshot& snapshot, sources::Workspace& workspace,
                                             const std::filesystem::path& data, const releases::Say& say) override
    {
        const Ground ground = ground_of(snapshot, workspace);
        const FigureFinder finder(ground);
        std::vector<releases::ReportEntry> entries;
        std::string complaints;
        std::filesystem::create_directories(data / "reports");
        for (const Report& report : load_reports(workspace.catalogues())) {
            const std::string unmet = unmet_need(report, finder);
            if (!unmet.empty()) {
                say(fmt::format("left out the report {}: {}", report.id, unmet));
                continue;
            }
            MadeReport made = make_report(report, finder);
            complaints += findings_text(report, made.findings);
            for (const std::string& language : report.languages) {
                if (pdf_) {
                    made.file.pdf[language] = pdf_name(report.id, language);
                    prints_.push_back({report.id, language});
                }
            }
            write_scratch_file(data / "reports" / (report.id + ".json"), json_text(made.file));
            entries.push_back({report.id, report.title, "reports/" + report.id + ".json"});
        }
        if (!complaints.empty()) {
            fail(ErrorCode::check_failed, "{}correct the sentences, or the figures; nothing was released", complaints);
        }
        return entries;
    }

    void print(const std::filesystem::path& data) override
    {
        for (const Print& print : prints_) {
            pdf_->make(data, print.report, print.language, data / pdf_name(print.report, print.language));
        }
    }

private:
    struct Print {
        std::string report;
        std::string language;
    };
    std::unique_ptr<PdfMaker> pdf_;
    std::vector<Print> prints_;
};

}  // namespace

Ground ground_of(const releases::Snapshot& snapshot, sources::Workspace& workspace)
{
    return {
        snapshot, workspace.areas(), workspace.regions(),
        [&workspace](const indicators::Definition& definition) { return releases::source_line(definition, workspace); },
        [&workspace](const std::vector<std::string>& keys) {
            const std::vector<areas::BoundarySet> boundaries = areas::load_boundaries(workspace.path());
            const areas::BoundarySet* found = areas::boundaries_for(boundaries, keys);
            return found == nullptr ? std::string() : found->id;
        }};
}

std::unique_ptr<releases::Reports> make_reports(std::unique_ptr<PdfMaker> pdf)
{
    return std::make_unique<CatalogueReports>(std::move(pdf));
}

}  // namespace allmende::reports
