#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/config.hpp"
#include "reports/claim.hpp"
#include "reports/reference.hpp"
#include "reports/source_text.hpp"

namespace allmende::reports {

/// A piece of a text: plain Markdown, a reference, or a sentence part with its claims.
struct Span {
    enum class Kind { plain, reference, claim };
    Kind kind = Kind::plain;
    std::string text;  ///< of plain pieces
    Reference reference;
    std::vector<Claim> claims;
    std::vector<Span> inner;  ///< what stands between a claim's square brackets
    std::size_t at = 0;
};

/// A part of a chapter: running text, or a fenced block with its settings.
struct Block {
    enum class Kind { text, table, chart, tile, glossary, definitions, sources };
    Kind kind = Kind::text;
    std::vector<Span> spans;
    std::optional<Config> settings;  ///< of fenced blocks
    std::string id;                  ///< how `{{see ID}}` names it; may be empty
    std::size_t at = 0;
};

std::string_view name(Block::Kind kind);

/// A chapter in one language.
struct Chapter {
    std::string id;  ///< `kernaussagen`
    std::string title;
    bool numbered = true;  ///< false: `# Kernaussagen {-}`
    std::vector<Block> blocks;
    // Offsets point into it; it keeps its address when chapters move.
    std::unique_ptr<SourceText> source;
};

/// Reads `01-kernaussagen.de.md`. Throws Error{bad_input} with file, line and column, Error{not_found} without the
/// file.
Chapter read_chapter(const std::filesystem::path& path, const std::string& id, const FigureFinder& finder);
Chapter read_chapter(SourceText source, const std::string& id, const FigureFinder& finder);

/// Reads the references and claims of a text that stands at offset `at` of the source.
std::vector<Span> read_spans(const SourceText& source, std::string_view text, std::size_t at,
                             const FigureFinder& finder);

}  // namespace allmende::reports
