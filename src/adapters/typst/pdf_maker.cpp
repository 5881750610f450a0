#include "adapters/typst/pdf_maker.hpp"

#include "base/error.hpp"
#include "base/process.hpp"

namespace allmende::adapters::typst {

namespace {

class TypstMaker final : public reports::PdfMaker {
public:
    explicit TypstMaker(Installation installation) : installation_(std::move(installation)) {}

    void make(const std::filesystem::path& data, const std::string& report, const std::string& language,
              const std::filesystem::path& pdf) override
    {
        for (const std::filesystem::path& needed : {installation_.node, installation_.script}) {
            if (!std::filesystem::exists(needed)) {
                fail(ErrorCode::not_found, "{} is missing: PDFs cannot be made; run ./dev build", needed.string());
            }
        }
        ProcessCall call;
        call.program = installation_.node;
        call.arguments = {installation_.script.string(),
                          "--data",
                          data.string(),
                          "--report",
                          report,
                          "--language",
                          language,
                          "--out",
                          pdf.string()};
        call.limits.time = std::chrono::minutes(3);
        call.limits.memory_bytes = std::uint64_t{4} << 30;
        const ProcessResult result = run_process(call);
        if (!result.ok()) {
            fail(ErrorCode::internal, "the PDF of the report {} could not be made ({}): {}", report,
                 describe(result, call.limits), result.messages);
        }
    }

private:
    Installation installation_;
};

}  // namespace

std::unique_ptr<reports::PdfMaker> make_pdf_maker(Installation installation)
{
    return std::make_unique<TypstMaker>(std::move(installation));
}

}  // namespace allmende::adapters::typst
