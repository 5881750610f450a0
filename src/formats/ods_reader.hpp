#pragma once

#include <string>
#include <vector>

#include "formats/sheet.hpp"
#include "formats/zip_archive.hpp"

namespace allmende::formats {

/// Reads spreadsheets in the OpenDocument format, as LibreOffice writes them. Takes stored values of formulas.
class OdsReader {
public:
    explicit OdsReader(const ZipArchive& archive);

    /// Names of the sheets in their order.
    const std::vector<std::string>& sheets() const { return sheets_; }
    void read(const std::string& sheet, SheetReceiver& receiver) const;

private:
    const ZipArchive& archive_;
    std::vector<std::string> sheets_;
};

}  // namespace allmende::formats
