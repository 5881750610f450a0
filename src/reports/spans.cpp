#include <algorithm>

#include "base/text.hpp"
#include "reports/chapter.hpp"

namespace allmende::reports {

namespace {

constexpr std::size_t most_brackets = 8;

/// Reads running text: references, claims, and what Markdown keeps from being either.
class SpanReader {
public:
    SpanReader(const SourceText& source, std::string_view text, std::size_t at, const FigureFinder& finder)
        : source_(source), text_(text), begin_(at), finder_(finder)
    {}

    std::vector<Span> read()
    {
        std::vector<Span> spans;
        while (next_ < text_.size()) {
            if (text_[next_] == ']') {
                take_plain(spans, 1);
                continue;
            }
            take(spans);
        }
        return spans;
    }

private:
    const SourceText& source_;
    std::string_view text_;
    std::size_t begin_;
    std::size_t next_ = 0;
    std::size_t depth_ = 0;
    const FigureFinder& finder_;

    std::size_t at(std::size_t position) const { return begin_ + position; }
    bool here(std::string_view sign) const { return text_.substr(next_).starts_with(sign); }

    void take_plain(std::vector<Span>& spans, std::size_t size)
    {
        if (spans.empty() || spans.back().kind != Span::Kind::plain) {
            Span span;
            span.at = at(next_);
            spans.push_back(std::move(span));
        }
        spans.back().text += text_.substr(next_, size);
        next_ += size;
    }

    void take(std::vector<Span>& spans)
    {
        if (here("\\") && next_ + 1 < text_.size()) {
            take_escape(spans);
        } else if (here("`")) {
            take_code(spans);
        } else if (here("{{")) {
            take_reference(spans);
        } else if (here("[")) {
            take_bracket(spans);
        } else if (here("{") || here("}")) {
            source_.complain(
                at(next_),
                "a single brace: the braces of a claim follow directly behind its square brackets, a reference has "
                "two; for the sign itself write \\{ or \\}");
        } else {
            take_plain(spans, 1);
        }
    }

    /// Braces are our own signs: Markdown need not know that they were escaped.
    void take_escape(std::vector<Span>& spans)
    {
        const char escaped = text_[next_ + 1];
        if (escaped == '{' || escaped == '}') {
            ++next_;
            take_plain(spans, 1);
        } else {
            take_plain(spans, 2);
        }
    }

    void take_code(std::vector<Span>& spans)
    {
        std::size_t ticks = 0;
        while (next_ + ticks < text_.size() && text_[next_ + ticks] == '`') {
            ++ticks;
        }
        const std::string fence(ticks, '`');
        const std::size_t end = text_.find(fence, next_ + ticks);
        take_plain(spans, end == std::string_view::npos ? ticks : end + ticks - next_);
    }

    void take_reference(std::vector<Span>& spans)
    {
        const std::size_t begin = next_ + 2;
        const std::size_t end = text_.find("}}", begin);
        if (end == std::string_view::npos || text_.substr(begin, end - begin).find("{{") != std::string_view::npos) {
            source_.complain(at(next_), "this reference is not closed with }}");
        }
        Span span;
        span.kind = Span::Kind::reference;
        span.at = at(next_);
        Words words(source_, text_.substr(begin, end - begin), at(begin));
        span.reference = read_reference(finder_, words);
        span.reference.words = std::string(trim(text_.substr(begin, end - begin)));
        spans.push_back(std::move(span));
        next_ = end + 2;
    }

    /// `[…]{…}` is a claim; `[…](…)` and `[…]` alone are Markdown.
    void take_bracket(std::vector<Span>& spans)
    {
        const std::size_t open = next_++;
        if (++depth_ > most_brackets) {
            source_.complain(at(open), "square brackets inside of square brackets inside of …: too deep");
        }
        std::vector<Span> inner;
        while (next_ < text_.size() && text_[next_] != ']') {
            take(inner);
        }
        if (next_ == text_.size()) {
            source_.complain(at(open), "this square bracket is not closed; for the sign itself write \\[");
        }
        ++next_;
        --depth_;
        if (here("{") && !here("{{")) {
            take_claim(spans, open, std::move(inner));
            return;
        }
        const std::size_t closed = next_;
        next_ = open;
        take_plain(spans, 1);
        for (Span& span : inner) {
            if (span.kind == Span::Kind::plain) {
                spans.back().kind == Span::Kind::plain ? void(spans.back().text += span.text)
                                                       : spans.push_back(std::move(span));
            } else {
                spans.push_back(std::move(span));
            }
        }
        next_ = closed - 1;
        take_plain(spans, 1);
        if (here("(")) {
            const std::size_t end = text_.find(')', next_);
            take_plain(spans, end == std::string_view::npos ? 1 : end + 1 - next_);
        }
    }

    void take_claim(std::vector<Span>& spans, std::size_t open, std::vector<Span> inner)
    {
        const std::size_t begin = next_ + 1;
        const std::size_t end = text_.find('}', begin);
        if (end == std::string_view::npos) {
            source_.complain(at(next_), "this claim is not closed with }");
        }
        if (inner.empty()) {
            source_.complain(at(open),
                             "a claim without a sentence: put the words that claim it between the square brackets");
        }
        Span span;
        span.kind = Span::Kind::claim;
        span.at = at(open);
        span.inner = std::move(inner);
        Words words(source_, text_.substr(begin, end - begin), at(begin));
        span.claims = read_claims(finder_, words);
        spans.push_back(std::move(span));
        next_ = end + 1;
    }
};

}  // namespace

std::vector<Span> read_spans(const SourceText& source, std::string_view text, std::size_t at,
                             const FigureFinder& finder)
{
    return SpanReader(source, text, at, finder).read();
}

}  // namespace allmende::reports
