#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace allmende::formats {

/// A cell of a written sheet: nothing, text or number.
using XlsxCell = std::variant<std::monostate, std::string, double>;

/// Writes an Excel workbook row by row in constant memory. The file is complete after close().
class XlsxWriter {
public:
    explicit XlsxWriter(const std::filesystem::path& path);
    ~XlsxWriter();
    XlsxWriter(const XlsxWriter&) = delete;
    XlsxWriter& operator=(const XlsxWriter&) = delete;

    /// Begins a sheet; its name is cut to the 31 characters that Excel allows.
    void sheet(const std::string& name);
    /// A row of headings: bold, and kept in sight when scrolling.
    void head(const std::vector<std::string>& names);
    void row(const std::vector<XlsxCell>& cells);
    /// Throws Error{disk} where the file cannot be written.
    void close();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace allmende::formats
