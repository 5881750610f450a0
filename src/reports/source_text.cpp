#include "reports/source_text.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"

namespace allmende::reports {

namespace {

constexpr std::uint64_t most_bytes = std::uint64_t{1} << 20;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::string with_plain_line_ends(std::string_view bytes)
{
    std::string text;
    text.reserve(bytes.size());
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (bytes[i] == '\r') {
            text += '\n';
            i += i + 1 < bytes.size() && bytes[i + 1] == '\n' ? 1 : 0;
        } else {
            text += bytes[i];
        }
    }
    return text;
}

std::size_t letters(std::string_view text)
{
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

}  // namespace

SourceText::SourceText(std::string file, std::string_view bytes) : file_(std::move(file))
{
    if (bytes.starts_with(byte_order_mark)) {
        bytes.remove_prefix(byte_order_mark.size());
    }
    text_ = with_plain_line_ends(bytes);
    lines_.push_back(0);
    for (std::size_t i = 0; i < text_.size(); ++i) {
        if (text_[i] == '\n') {
            lines_.push_back(i + 1);
        }
    }
    const std::size_t damaged = first_invalid_utf8(text_);
    if (damaged != std::string_view::npos) {
        fail(ErrorCode::bad_input, "{}:{}: this is not UTF-8; save the file as UTF-8", file_, line(damaged));
    }
    const std::size_t zero = text_.find('\0');
    if (zero != std::string::npos) {
        complain(zero, "a zero byte; this is not a text file");
    }
}

SourceText SourceText::load(const std::filesystem::path& path)
{
    return {path.string(), read_file(path, most_bytes)};
}

std::size_t SourceText::line(std::size_t offset) const
{
    return static_cast<std::size_t>(std::upper_bound(lines_.begin(), lines_.end(), offset) - lines_.begin());
}

std::string SourceText::place(std::size_t offset) const
{
    const std::size_t row = line(offset);
    const std::size_t begin = lines_[row - 1];
    return fmt::format("{}:{}:{}", file_, row, letters(std::string_view(text_).substr(begin, offset - begin)) + 1);
}

void SourceText::complain(std::size_t offset, std::string_view message) const
{
    fail(ErrorCode::bad_input, "{}: {}", place(offset), message);
}

}  // namespace allmende::reports
