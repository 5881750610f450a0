#include "reports/chapter.hpp"

#include <algorithm>
#include <array>

#include "base/ensure.hpp"
#include "base/error.hpp"
#include "reports/plain_markdown.hpp"

namespace allmende::reports {

namespace {

struct BlockName {
    std::string_view name;
    Block::Kind kind;
};
constexpr std::array<BlockName, 6> fenced{{
    {"table", Block::Kind::table},
    {"chart", Block::Kind::chart},
    {"tile", Block::Kind::tile},
    {"glossary", Block::Kind::glossary},
    {"definitions", Block::Kind::definitions},
    {"sources", Block::Kind::sources},
}};
constexpr std::string_view fence = "```";
constexpr std::size_t most_blocks = 400;
constexpr std::string_view unnumbered = "{-}";

/// Comments become blanks, so that offsets stay.
std::string without_comments(const SourceText& source)
{
    std::string plain(source.text());
    for (std::size_t at = plain.find("<!--"); at != std::string::npos; at = plain.find("<!--", at)) {
        const std::size_t end = plain.find("-->", at);
        if (end == std::string::npos) {
            source.complain(at, "this comment is not closed with -->; all that follows would be missing");
        }
        const std::size_t stop = end + 3;
        for (; at < stop; ++at) {
            plain[at] = plain[at] == '\n' ? '\n' : ' ';
        }
    }
    return plain;
}

/// Cuts a chapter's file into title, running text and fenced blocks.
class ChapterReader {
public:
    ChapterReader(const SourceText& source, const FigureFinder& finder)
        : source_(source), text_(without_comments(source)), finder_(finder)
    {}

    void read(Chapter& chapter)
    {
        read_title(chapter);
        while (next_ < text_.size()) {
            const std::size_t begin = next_;
            const std::string_view line = take_line();
            if (trim(line).starts_with(fence)) {
                end_text(chapter, begin);
                read_fence(chapter, begin, trim(line).substr(fence.size()));
                text_begin_ = next_;
            } else if (line.starts_with("# ")) {
                source_.complain(begin, "a second title; a chapter has one, its sections begin with ##");
            }
        }
        end_text(chapter, text_.size());
    }

private:
    const SourceText& source_;
    std::string text_;
    const FigureFinder& finder_;
    std::size_t next_ = 0;
    std::size_t text_begin_ = 0;

    std::string_view take_line()
    {
        const std::size_t end = std::min(text_.find('\n', next_), text_.size());
        const std::string_view line = std::string_view(text_).substr(next_, end - next_);
        next_ = std::min(end + 1, text_.size());
        return line;
    }

    void read_title(Chapter& chapter)
    {
        while (next_ < text_.size()) {
            const std::size_t begin = next_;
            std::string_view line = trim(take_line());
            if (line.empty()) {
                continue;
            }
            if (!line.starts_with("# ")) {
                source_.complain(begin, "a chapter begins with its title: # Title");
            }
            line = trim(line.substr(2));
            if (line.ends_with(unnumbered)) {
                chapter.numbered = false;
                line = trim(line.substr(0, line.size() - unnumbered.size()));
            }
            if (line.empty()) {
                source_.complain(begin, "the title is empty");
            }
            chapter.title = line;
            text_begin_ = next_;
            return;
        }
        source_.complain(0, "the file is empty; a chapter begins with its title: # Title");
    }

    void end_text(Chapter& chapter, std::size_t end)
    {
        const std::string_view whole = std::string_view(text_).substr(text_begin_, end - text_begin_);
        const std::string_view text = trim(whole);
        if (text.empty()) {
            return;
        }
        Block block;
        block.at = text_begin_ + static_cast<std::size_t>(text.data() - whole.data());
        need_plain_markdown(source_, text, block.at);
        block.spans = read_spans(source_, text, block.at, finder_);
        chapter.blocks.push_back(std::move(block));
    }

    void read_fence(Chapter& chapter, std::size_t begin, std::string_view word)
    {
        if (chapter.blocks.size() > most_blocks) {
            source_.complain(begin, fmt::format("more than {} blocks in one chapter; part it", most_blocks));
        }
        Block block;
        block.at = begin;
        block.kind = need_kind(begin, trim(word));
        const std::size_t body = next_;
        while (true) {
            if (next_ >= text_.size()) {
                source_.complain(begin, "this block is not closed with ```");
            }
            const std::size_t line_begin = next_;
            if (trim(take_line()) == fence) {
                // Empty lines before it, so that a complaint names the line of the chapter's file.
                const std::string lines(source_.line(body) - 1, '\n');
                block.settings = Config::parse(lines + text_.substr(body, line_begin - body), source_.file());
                block.id = block.settings->text_or("id", "");
                chapter.blocks.push_back(std::move(block));
                return;
            }
        }
    }

    Block::Kind need_kind(std::size_t at, std::string_view word)
    {
        std::vector<std::string> known;
        for (const BlockName& entry : fenced) {
            if (entry.name == word) {
                return entry.kind;
            }
            known.emplace_back(entry.name);
        }
        const std::string like = nearest(word, known);
        source_.complain(
            at, fmt::format("{} is no kind of block{}", shown(word),
                            like.empty() ? "; known are " + join(known, ", ") : "; did you mean “" + like + "”?"));
    }
};

}  // namespace

std::string_view name(Block::Kind kind)
{
    const auto at =
        std::find_if(fenced.begin(), fenced.end(), [&](const BlockName& entry) { return entry.kind == kind; });
    return at == fenced.end() ? "text" : at->name;
}

Chapter read_chapter(SourceText source, const std::string& id, const FigureFinder& finder)
{
    Chapter chapter;
    chapter.id = id;
    chapter.source = std::make_unique<SourceText>(std::move(source));
    ChapterReader(*chapter.source, finder).read(chapter);
    return chapter;
}

Chapter read_chapter(const std::filesystem::path& path, const std::string& id, const FigureFinder& finder)
{
    return read_chapter(SourceText::load(path), id, finder);
}

}  // namespace allmende::reports
