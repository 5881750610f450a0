#pragma once

#include <filesystem>
#include <memory>

#include "reports/publish.hpp"

namespace allmende::adapters::typst {

/// Where the interpreter and the built program stand.
struct Installation {
    std::filesystem::path node;    ///< the interpreter
    std::filesystem::path script;  ///< `web/dist/pdf.js`
};

/// Makes PDFs by `node pdf.js --data … --report … --language … --out …`.
std::unique_ptr<reports::PdfMaker> make_pdf_maker(Installation installation);

}  // namespace allmende::adapters::typst
