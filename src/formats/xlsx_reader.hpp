#pragma once

#include <string>
#include <vector>

#include "formats/sheet.hpp"
#include "formats/zip_archive.hpp"

namespace allmende::formats {

/// A sheet of a workbook, by what it is called and where it lies in the archive.
struct SheetPart {
    std::string title;
    std::string entry;
};

/// Reads workbooks of Excel (Office Open XML). Takes stored values of formulas and refuses those without one, leaves
/// out superscripts (footnote digits) and phonetic readings, writes days as days, percentages and months as they are
/// shown.
class XlsxReader {
public:
    explicit XlsxReader(const ZipArchive& archive);

    /// Sheets that are shown, in their order.
    const std::vector<SheetPart>& sheets() const { return sheets_; }
    void read(const SheetPart& sheet, SheetReceiver& receiver) const;

private:
    const ZipArchive& archive_;
    std::vector<SheetPart> sheets_;
    std::vector<std::string> texts_;    // shared strings
    std::vector<SheetFormat> formats_;  // [style of a cell]

    void read_workbook();
    void read_texts();
    void read_styles();
};

}  // namespace allmende::formats
