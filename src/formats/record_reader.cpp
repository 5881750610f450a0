#include "formats/record_reader.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/error.hpp"
#include "base/text.hpp"

namespace allmende::formats {

namespace {

constexpr std::size_t piece = std::size_t{1} << 18;
constexpr std::string_view utf8_mark = "\xef\xbb\xbf";
constexpr std::string_view replacement_character = "\xef\xbf\xbd";

struct Magic {
    std::string_view bytes;
    std::string_view what;
};

// What officials hand in by mistake, by the first bytes of the file.
constexpr std::array<Magic, 6> magics{{
    {"PK\x03\x04", "a ZIP file"},
    {"\xd0\xcf\x11\xe0", "an old Excel file (.xls) or one with a password"},
    {"%PDF", "a PDF file"},
    {"\x1f\x8b", "a compressed file (.gz)"},
    {"SQLite format 3", "a database file"},
    {"<", "an HTML or XML file"},
}};

bool is_utf16(std::string_view beginning)
{
    return beginning.starts_with("\xff\xfe") || beginning.starts_with("\xfe\xff");
}

/// The delimiter that at least a tenth of the first lines hold (preambles and notes may hold none): semicolons before
/// tabs before commas, for German numbers hold commas themselves.
char decide_delimiter(std::string_view beginning)
{
    std::size_t lines = 0;
    std::array<std::size_t, 4> holding{};
    constexpr std::array<char, 4> candidates{';', '\t', '|', ','};
    while (!beginning.empty()) {
        const std::size_t at = beginning.find('\n');
        const std::string_view line = trim(beginning.substr(0, at));
        beginning.remove_prefix(at == std::string_view::npos ? beginning.size() : at + 1);
        if (line.empty()) {
            continue;
        }
        ++lines;
        for (std::size_t i = 0; i < candidates.size(); ++i) {
            holding[i] += line.find(candidates[i]) != std::string_view::npos ? 1 : 0;
        }
    }
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        if (holding[i] * 10 >= lines && holding[i] > 0) {
            return candidates[i];
        }
    }
    return ';';
}

}  // namespace

std::string_view name(Encoding encoding)
{
    switch (encoding) {
    case Encoding::ascii: return "us-ascii";
    case Encoding::utf_8: return "utf-8";
    case Encoding::windows_1252: return "windows-1252";
    case Encoding::iso_8859_1: return "iso-8859-1";
    case Encoding::utf_16: return "utf-16";
    }
    return "";
}

std::string shown_name(const std::filesystem::path& path, const ReadOptions& options)
{
    return options.file_name.empty() ? path.string() : options.file_name;
}

RecordReader::RecordReader(const std::filesystem::path& path, std::optional<char> delimiter, ReadOptions options)
    : name_(shown_name(path, options)), file_(path), options_(std::move(options))
{
    if (file_.size() > options_.file_bytes) {
        fail(ErrorCode::too_large, "{}: {} bytes; at most {} bytes are read", name_, file_.size(), options_.file_bytes);
    }
    fill();
    check_beginning();
    delimiter_ =
        delimiter.value_or(decide_delimiter(std::string_view(buffer_).substr(begin_, std::min(end_ - begin_, piece))));
}

bool RecordReader::fill()
{
    if (end_of_file_) {
        return false;
    }
    if (begin_ > 0) {
        std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
        end_ -= begin_;
        begin_ = 0;
    }
    if (buffer_.size() < end_ + piece) {
        buffer_.resize(end_ + piece);
    }
    const bool first = record_line_ == 0 && end_ == 0;
    const std::size_t got = file_.read(buffer_.data() + end_, piece);
    end_of_file_ = got == 0;
    if (first && is_utf16({buffer_.data(), got})) {
        encoding_ = Encoding::utf_16;
        byte_order_mark_ = true;
    }
    if (encoding_ == Encoding::utf_16) {
        const std::size_t before = end_;
        utf16_.append(buffer_, end_, got);
        decode_utf16();
        return got > 0 || end_ > before;
    }
    refuse_non_text({buffer_.data() + end_, got});
    end_ += got;
    return got > 0;
}

/// What is whole of `utf16_` goes behind the text that is there; letters of two units stay together.
void RecordReader::decode_utf16()
{
    const bool big = utf16_.starts_with("\xfe\xff");
    std::size_t whole = utf16_.size() - utf16_.size() % 2;
    if (whole > 2 && !end_of_file_) {
        const auto high = static_cast<unsigned char>(utf16_[whole - (big ? 2 : 1)]);
        whole -= high >= 0xd8 && high <= 0xdb ? 2 : 0;
    }
    const std::string text = utf8_from_utf16(std::string_view(utf16_).substr(0, whole));
    utf16_.erase(2, whole - 2);
    refuse_non_text(text);
    buffer_.replace(end_, std::string::npos, text);
    end_ += text.size();
}

void RecordReader::refuse_non_text(std::string_view bytes) const
{
    for (const Magic& magic : magics) {
        if (begin_ == 0 && end_ == 0 && line_ == 1 && bytes.starts_with(magic.bytes)) {
            fail(ErrorCode::bad_input, "{}: this is {}, not a CSV file; export the table as CSV and deliver that",
                 name_, magic.what);
        }
    }
    const auto nul = bytes.find('\0');
    if (nul != std::string_view::npos) {
        const auto line = line_ + std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(nul), '\n');
        fail(ErrorCode::bad_input, "{}: row {}: a byte of value 0: this is not a text file; deliver the table as CSV",
             name_, line);
    }
}

void RecordReader::check_beginning()
{
    std::string_view beginning(buffer_.data(), end_);
    if (beginning.starts_with(utf8_mark)) {
        byte_order_mark_ = true;
        encoding_ = encoding_ == Encoding::utf_16 ? encoding_ : Encoding::utf_8;
        begin_ = utf8_mark.size();
        beginning.remove_prefix(utf8_mark.size());
    }
    if (trim(beginning).empty() && end_of_file_) {
        fail(ErrorCode::bad_input, "{}: the file is empty", name_);
    }
    const auto control = std::count_if(beginning.begin(), beginning.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f';
    });
    if (control > 0) {
        fail(ErrorCode::bad_input,
             "{}: control characters at the beginning: this is not a text file; deliver the table as CSV", name_);
    }
}

/// The end of the record that begins at begin_ (position of its line end or of the end of the file).
std::size_t RecordReader::find_record_end(bool& quotes)
{
    std::size_t at = begin_;
    bool inside = false;
    std::size_t closed_behind = 0;  // offset just behind the last closing quote: one more quote there is a doubled one
    quotes = false;
    while (true) {
        const char* start = buffer_.data() + at;
        const std::size_t length = end_ - at;
        const char* line_end = static_cast<const char*>(std::memchr(start, '\n', length));
        const std::size_t until = line_end == nullptr ? length : static_cast<std::size_t>(line_end - start);
        if (std::memchr(start, '"', until) != nullptr) {
            quotes = true;
            // A quote opens only at the beginning of a cell; inside, a doubled one is a quote.
            for (std::size_t i = at; i < at + until; ++i) {
                if (buffer_[i] != '"') {
                    continue;
                }
                const bool at_cell_start = i == begin_ || buffer_[i - 1] == delimiter_;
                if (inside) {
                    inside = false;
                    closed_behind = i + 1 - begin_;
                } else if (at_cell_start || i - begin_ == closed_behind) {
                    inside = true;
                }
            }
        }
        at += until;
        const bool complete = line_end != nullptr && !inside;
        if (at - begin_ > options_.record_bytes) {
            refuse(inside ? "a quotation mark opens here and is not closed within a megabyte"
                          : "no line end within a megabyte: this is not a table");
        }
        if (complete) {
            return at;
        }
        if (line_end != nullptr) {
            ++at;
        }
        if (at >= end_) {
            const std::size_t offset = at - begin_;
            if (!fill()) {
                if (inside) {
                    refuse("a quotation mark opens here and is never closed: the file is cut off or damaged");
                }
                return begin_ + offset;
            }
            at = begin_ + offset;
        }
    }
}

bool RecordReader::next()
{
    cells_.clear();
    if (begin_ >= end_ && !fill()) {
        return false;
    }
    record_line_ = line_;
    bool quotes = false;
    const std::size_t record_end = find_record_end(quotes);
    std::string_view record(buffer_.data() + begin_, record_end - begin_);
    ended_ = record_end < end_;
    begin_ = std::min(record_end + 1, end_);
    line_ += 1 + (quotes ? std::count(record.begin(), record.end(), '\n') : 0);
    if (record.ends_with('\r')) {
        record.remove_suffix(1);
    }
    record = decoded(record);
    if (quotes) {
        split_quoted(record);
    } else {
        split_plain(record);
    }
    return true;
}

/// The record in UTF-8. Decides the encoding at the first record that is not ASCII.
std::string_view RecordReader::decoded(std::string_view record)
{
    if (ascii_length(record) == record.size()) {
        return record;
    }
    const bool valid = first_invalid_utf8(record) == std::string_view::npos;
    if (encoding_ == Encoding::ascii) {
        encoding_ = valid ? Encoding::utf_8 : Encoding::iso_8859_1;
    }
    if (encoding_ == Encoding::utf_8 || encoding_ == Encoding::utf_16) {
        if (!valid) {
            refuse(
                "letters in another encoding than in the rows before (UTF-8); the file was put together from different "
                "sources or damaged");
        }
        if (record.find(replacement_character) != std::string_view::npos) {
            refuse(
                "the replacement character U+FFFD stands where a letter was: the text was damaged before it came here; "
                "export the table again");
        }
        return record;
    }
    if (valid) {
        refuse(
            "letters in UTF-8 although the rows before are in ISO-8859-1; the file was put together from different sources");
    }
    const bool high = std::any_of(record.begin(), record.end(), [](char c) {
        return static_cast<unsigned char>(c) >= 0x80 && static_cast<unsigned char>(c) < 0xa0;
    });
    if (high) {
        encoding_ = Encoding::windows_1252;
    }
    text_ = utf8_from_windows_1252(record);
    if (high && text_.find(replacement_character) != std::string::npos) {
        refuse("bytes that stand for no letter in windows-1252; the file is damaged or in an unknown encoding");
    }
    return text_;
}

void RecordReader::add_cell(std::string_view cell)
{
    if (cells_.size() >= options_.columns) {
        refuse("more than " + std::to_string(options_.columns) + " columns");
    }
    cells_.push_back(cell);
}

void RecordReader::split_plain(std::string_view record)
{
    while (true) {
        const void* found = record.empty() ? nullptr : std::memchr(record.data(), delimiter_, record.size());
        if (found == nullptr) {
            add_cell(record);
            return;
        }
        const auto length = static_cast<std::size_t>(static_cast<const char*>(found) - record.data());
        add_cell(record.substr(0, length));
        record.remove_prefix(length + 1);
    }
}

/// Takes quotes off in place: the text only gets shorter, so the cells can stay where they are.
void RecordReader::split_quoted(std::string_view record)
{
    if (record.data() != text_.data()) {
        text_.assign(record);
    }
    char* out = text_.data();
    const char* in = text_.data();
    const char* const end = in + record.size();
    while (true) {
        const char* const start = out;
        if (in != end && *in == '"') {
            ++in;
            while (in != end) {
                if (*in == '"') {
                    if (in + 1 == end || in[1] != '"') {
                        ++in;
                        break;
                    }
                    ++in;
                }
                *out++ = *in++;
            }
        }
        while (in != end && *in != delimiter_) {
            *out++ = *in++;
        }
        add_cell({start, static_cast<std::size_t>(out - start)});
        if (in == end) {
            return;
        }
        ++in;
        ++out;
    }
}

void RecordReader::refuse(std::size_t column, const std::string& reason) const
{
    fail(ErrorCode::bad_input, "{}: row {}, column {}: {}", name_, record_line_, column + 1, reason);
}

void RecordReader::refuse(const std::string& reason) const
{
    fail(ErrorCode::bad_input, "{}: row {}: {}", name_, record_line_, reason);
}

std::string end_of_file(const std::filesystem::path& path, std::uint64_t bytes)
{
    FileReader file(path);
    std::string mark(2, '\0');
    mark.resize(file.read(mark.data(), mark.size()));
    const bool wide = is_utf16(mark);
    bytes = std::min(file.size(), wide ? 2 * bytes : bytes);
    std::uint64_t from = file.size() - bytes;
    from += wide ? (from < 2 ? 2 - from : from % 2) : 0;  // behind the mark, and at a whole letter
    file.skip_to(from);
    std::string end(bytes, '\0');
    std::size_t size = 0;
    while (const std::size_t got = file.read(end.data() + size, end.size() - size)) {
        size += got;
    }
    end.resize(size);
    return wide ? utf8_from_utf16(mark + end) : end;
}

void refuse_last_row(const std::filesystem::path& path, const ReadOptions& options, const std::string& reason)
{
    FileReader file(path);
    std::string buffer(piece, '\0');
    std::int64_t rows = 0;
    bool ended = true;
    while (const std::size_t got = file.read(buffer.data(), buffer.size())) {
        rows += std::count(buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(got), '\n');
        ended = buffer[got - 1] == '\n';
    }
    fail(ErrorCode::bad_input, "{}: row {}: {}", shown_name(path, options), rows + (ended ? 0 : 1), reason);
}

}  // namespace allmende::formats
