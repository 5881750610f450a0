#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "reports/operand.hpp"

namespace allmende::reports {

struct ReferenceKind;

/// A place of the text that a figure is put into: `{{leavers_without_hsa_share ruhr 2023}}`.
struct Reference {
    const ReferenceKind* kind = nullptr;
    bool bare = false;  ///< the number without its unit
    std::vector<Operand> operands;
    std::vector<std::string> set;
    std::optional<std::pair<int, int>> span;
    bool downwards = false;
    std::string name;   ///< of a block, or the key of an area
    std::string words;  ///< as written
    std::size_t at = 0;
};

/// What is put there, or why nothing can be.
struct Filling {
    bool known = false;
    std::string text;                  ///< in the report's language, without Markdown
    std::optional<FigureName> figure;  ///< where a link leads
    std::string block;                 ///< name of the block that is meant, whose number only the report knows
    std::string reason;
};

struct ReferenceKind {
    std::string_view name;  ///< empty: a figure itself
    std::string_view form;
    std::string_view meaning_de;
    std::string_view meaning_en;
    std::string_view example;
    void (*read)(OperandReader& reader, Words& words, Reference& reference);
    Filling (*fill)(const Reference& reference, const FigureFinder& finder, Language language);
};

/// The registry of all kinds of references.
std::span<const ReferenceKind> reference_kinds();

/// Reads what stands between `{{` and `}}`. Throws Error{bad_input}.
Reference read_reference(const FigureFinder& finder, Words& words);
Filling fill(const Reference& reference, const FigureFinder& finder, Language language);

/// The reference page of all kinds, as Markdown.
std::string reference_reference(Language language);

}  // namespace allmende::reports
