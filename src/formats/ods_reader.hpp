#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "formats/sheet.hpp"
#include "formats/zip_archive.hpp"

namespace allmende::formats {

/// What the styles of a document say of its cells and texts, by the names of the styles.
struct OdsStyles {
    std::set<std::string, std::less<>> raised;                     ///< of footnote digits
    std::set<std::string, std::less<>> hidden;                     ///< of sheets
    std::map<std::string, SheetFormat, std::less<>> days;          ///< of formats of days
    std::map<std::string, std::string, std::less<>> format_names;  ///< of cells: the name of their format
};

/// Reads spreadsheets in the OpenDocument format, as LibreOffice writes them. Takes stored values of formulas and
/// refuses those without one, leaves out superscripts, writes percentages and months as they are shown.
class OdsReader {
public:
    explicit OdsReader(const ZipArchive& archive);

    /// Names of the sheets that are shown, in their order.
    const std::vector<std::string>& sheets() const { return sheets_; }
    void read(const std::string& sheet, SheetReceiver& receiver) const;

private:
    const ZipArchive& archive_;
    std::vector<std::string> sheets_;
    OdsStyles styles_;
};

}  // namespace allmende::formats
