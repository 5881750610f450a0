#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace allmende::reports {

/// A file that an editor wrote: every complaint about it names file, line and column.
class SourceText {
public:
    /// Line ends become `\n`, a byte order mark goes. Throws Error{bad_input} where the bytes are not UTF-8.
    SourceText(std::string file, std::string_view bytes);
    /// Throws Error{not_found} or Error{bad_input}.
    static SourceText load(const std::filesystem::path& path);

    const std::string& file() const { return file_; }
    std::string_view text() const { return text_; }
    /// From 1.
    std::size_t line(std::size_t offset) const;
    /// `file:line:column`; columns count letters, not bytes.
    std::string place(std::size_t offset) const;
    /// Throws Error{bad_input}.
    [[noreturn]] void complain(std::size_t offset, std::string_view message) const;

private:
    std::string file_;
    std::string text_;
    std::vector<std::size_t> lines_;
};

}  // namespace allmende::reports
