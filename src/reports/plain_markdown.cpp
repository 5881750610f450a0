#include "reports/plain_markdown.hpp"

#include <array>
#include <cctype>

#include "base/error.hpp"
#include "base/text.hpp"

namespace allmende::reports {

namespace {

constexpr std::size_t longest_line = 20'000;
constexpr std::size_t deepest = 5;
constexpr std::size_t widest_indent = 24;
constexpr std::size_t most_signs = 3;
constexpr std::string_view emphasis = "*_~";
constexpr std::array<std::string_view, 6> safe_targets{"https://", "http://", "mailto:", "page:", "figure:", "#"};

bool is_letter(char c)
{
    return std::isalpha(static_cast<unsigned char>(c)) != 0;
}

/// `<https://…>` and `<name@place>` are addresses, `a < b` is a comparison; the rest that begins like a tag is one.
bool is_tag(std::string_view from)
{
    if (from.size() < 2 || (!is_letter(from[1]) && from[1] != '/' && from[1] != '!' && from[1] != '?')) {
        return false;
    }
    const std::string_view inside = from.substr(1, from.find_first_of(">\n ") - 1);
    return inside.find("://") == std::string_view::npos && inside.find('@') == std::string_view::npos;
}

/// Only rules and the lines below a table's head consist of nothing but signs.
bool is_rule(std::string_view line)
{
    return line.find_first_not_of("*-_=|: ") == std::string_view::npos;
}

class PlainChecker {
public:
    PlainChecker(const SourceText& source, std::string_view text, std::size_t at)
        : source_(source), text_(text), begin_(at)
    {}

    void check()
    {
        for (std::size_t line = 0; line < text_.size();) {
            const std::size_t end = std::min(text_.find('\n', line), text_.size());
            check_line(line, text_.substr(line, end - line));
            line = end + 1;
        }
        check_signs();
    }

private:
    const SourceText& source_;
    std::string_view text_;
    std::size_t begin_;

    [[noreturn]] void refuse(std::size_t position, std::string_view why) const
    {
        source_.complain(begin_ + position, why);
    }

    /// How long the line is, and how many quotes and lists it stands in.
    void check_line(std::size_t begin, std::string_view line) const
    {
        if (line.size() > longest_line) {
            refuse(begin, fmt::format("a line of {} bytes; paragraphs of a report have at most {}", line.size(),
                                      longest_line));
        }
        if (trim(line).starts_with("~~~")) {
            refuse(begin, "blocks of a report begin and end with ```, not with ~~~");
        }
        std::size_t depth = 0;
        std::size_t i = 0;
        for (; i < line.size(); ++i) {
            const bool bullet = (line[i] == '-' || line[i] == '*' || line[i] == '+') && i + 1 < line.size() &&
                                (line[i + 1] == ' ' || line[i + 1] == '\t');
            if (line[i] == '>' || bullet) {
                ++depth;
            } else if (line[i] != ' ' && line[i] != '\t') {
                break;
            }
        }
        if (!is_rule(line) && (depth > deepest || i - depth > widest_indent)) {
            refuse(begin, fmt::format("quotes and lists inside of each other, deeper than {}; readers lose their way, "
                                      "write it flat",
                                      deepest));
        }
    }

    void check_signs() const
    {
        for (std::size_t i = 0; i < text_.size(); ++i) {
            if (text_[i] == '\\') {
                ++i;
            } else if (text_[i] == '`') {
                i = after_code(i);
            } else if (text_[i] == '<' && is_tag(text_.substr(i))) {
                refuse(i, fmt::format("{}: HTML has no place in a report; write Markdown, and &lt; for the sign itself",
                                      shown(text_.substr(i, text_.find_first_of(">\n", i) - i + 1))));
            } else if (text_[i] == '!' && i + 1 < text_.size() && text_[i + 1] == '[') {
                refuse(i, "a picture; a report shows charts, maps and tables out of its figures (```chart)");
            } else if (text_[i] == ']' && i + 1 < text_.size() && text_[i + 1] == '(') {
                check_target(i + 2);
            } else if (emphasis.find(text_[i]) != std::string_view::npos) {
                i = after_emphasis(i);
            }
        }
    }

    /// The last position of a code span, or of its opening signs where it is not closed.
    std::size_t after_code(std::size_t begin) const
    {
        const std::size_t ticks = text_.find_first_not_of('`', begin);
        const std::size_t count = std::min(ticks, text_.size()) - begin;
        const std::size_t end = text_.find(std::string(count, '`'), begin + count);
        return (end == std::string_view::npos ? begin : end) + count - 1;
    }

    std::size_t after_emphasis(std::size_t begin) const
    {
        const std::size_t end = std::min(text_.find_first_not_of(text_[begin], begin), text_.size());
        const std::size_t line = text_.rfind('\n', begin) == std::string_view::npos ? 0 : text_.rfind('\n', begin) + 1;
        const std::string_view whole = text_.substr(line, std::min(text_.find('\n', line), text_.size()) - line);
        if (end - begin > most_signs && !is_rule(whole)) {
            refuse(begin,
                   fmt::format("{} of the sign “{}” in a row; *slanted*, **strong**, or \\{} for the sign itself",
                               end - begin, text_[begin], text_[begin]));
        }
        return end - 1;
    }

    void check_target(std::size_t begin) const
    {
        const std::string_view target = text_.substr(begin, text_.find_first_of(") \n", begin) - begin);
        for (const std::string_view safe : safe_targets) {
            if (lower(target.substr(0, safe.size())) == safe) {
                return;
            }
        }
        refuse(begin, fmt::format("{}: a link leads to https://…, mailto:… or page:…; for a chart or table write "
                                  "{{{{see ID}}}}",
                                  shown(target)));
    }
};

}  // namespace

void need_plain_markdown(const SourceText& source, std::string_view text, std::size_t at)
{
    PlainChecker(source, text, at).check();
}

}  // namespace allmende::reports
