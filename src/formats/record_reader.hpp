#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.hpp"

namespace allmende::formats {

/// How a file is read. Above the limits it is refused with a sentence.
struct ReadOptions {
    /// The name that the file was handed in with, where it is kept under another one: messages and flat files use it.
    std::string file_name;
    std::uint64_t record_bytes = std::uint64_t{1} << 20;  ///< one record, quoted line ends included
    std::size_t columns = 20000;
    std::uint64_t file_bytes = std::uint64_t{64} << 30;
};

/// What messages call a file.
std::string shown_name(const std::filesystem::path& path, const ReadOptions& options);

enum class Encoding { ascii, utf_8, windows_1252, iso_8859_1, utf_16 };

/// As the result states it: `us-ascii`, `utf-8`, `windows-1252`, `iso-8859-1`, `utf-16`.
std::string_view name(Encoding encoding);

/// Reads the records of a delimited text file one by one (RFC 4180 with any delimiter). Decides the encoding while it
/// reads: UTF-16 where its byte order mark begins the file (“Unicode text” of a spreadsheet); else ASCII until
/// something else occurs, then UTF-8 if it is valid, else windows-1252. Throws Error{bad_input} where the bytes are not
/// text: NUL bytes, control characters, U+FFFD (text damaged before it came here), UTF-8 mixed with another encoding, a
/// quote that never ends, a record or a file beyond the limits.
class RecordReader {
public:
    /// `delimiter`: decided from the beginning of the file where absent.
    explicit RecordReader(const std::filesystem::path& path, std::optional<char> delimiter = std::nullopt,
                          ReadOptions options = {});

    /// Moves to the next record; false at the end of the file. A line without anything is a record with one empty cell.
    bool next();

    /// The cells in UTF-8; valid until the next call of next().
    std::span<const std::string_view> cells() const { return cells_; }
    /// Line on which the record begins, from 1.
    std::int64_t line() const { return record_line_; }
    /// Whether the record ended with a line end (the last one of a file may not).
    bool ended() const { return ended_; }

    char delimiter() const { return delimiter_; }
    Encoding encoding() const { return encoding_; }
    bool has_byte_order_mark() const { return byte_order_mark_; }
    /// The name for messages.
    const std::string& name() const { return name_; }

    /// Throws Error{bad_input} with file, line and column.
    [[noreturn]] void refuse(std::size_t column, const std::string& reason) const;
    [[noreturn]] void refuse(const std::string& reason) const;

private:
    std::string name_;
    FileReader file_;
    ReadOptions options_;
    std::string utf16_;  // of a file in UTF-16: its byte order mark, and the bytes of a letter that is not yet whole
    std::string buffer_;
    std::size_t begin_ = 0;  // of what is not yet read in buffer_
    std::size_t end_ = 0;    // of what is filled in buffer_
    bool end_of_file_ = false;
    bool ended_ = true;
    bool byte_order_mark_ = false;
    char delimiter_ = ';';
    Encoding encoding_ = Encoding::ascii;
    std::int64_t line_ = 1;
    std::int64_t record_line_ = 0;
    std::vector<std::string_view> cells_;
    std::string text_;  // the record in UTF-8 or without its quotes, where it differs from the bytes

    bool fill();
    void decode_utf16();
    std::size_t find_record_end(bool& quotes);
    void refuse_non_text(std::string_view bytes) const;
    void check_beginning();
    std::string_view decoded(std::string_view record);
    void split_plain(std::string_view record);
    void split_quoted(std::string_view record);
    void add_cell(std::string_view cell);
};

/// The last bytes of a file, at most so many; of one in UTF-16, what they are in UTF-8.
std::string end_of_file(const std::filesystem::path& path, std::uint64_t bytes);
/// Throws Error{bad_input} with the file and its last row, which it counts.
[[noreturn]] void refuse_last_row(const std::filesystem::path& path, const ReadOptions& options,
                                  const std::string& reason);

}  // namespace allmende::formats
