#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "reports/operand.hpp"

namespace allmende::reports {

struct Predicate;

/// A sentence bound to figures: `{above: leavers_without_hsa_share ruhr 2023 > 05 2023}`. What of it is used depends on
/// the predicate.
struct Claim {
    const Predicate* predicate = nullptr;
    bool negated = false;
    std::vector<Operand> operands;
    std::vector<std::string> set;             ///< keys of areas
    std::optional<std::pair<int, int>> span;  ///< first and last year
    std::optional<double> margin;             ///< `by` or `within`
    double low = 0;
    double high = 0;
    std::size_t least = 0;  ///< places, or areas that it holds for
    std::size_t most = 0;
    bool downwards = false;  ///< `<` instead of `>`, `from below`
    bool steadily = false;
    std::string words;   ///< as written
    std::size_t at = 0;  ///< offset in the file
};

/// What a claim comes to.
struct Judgement {
    Truth truth = Truth::open;
    std::vector<std::string> figures;  ///< with their bounds, in the report's language
    std::string instead;               ///< what is true, or why nothing can be said

    bool holds() const { return truth == Truth::yes; }
};

class ClaimJudge;

/// One kind of claim, with what the reference page says of it.
struct Predicate {
    std::string_view name;
    std::string_view form;
    std::string_view meaning_de;
    std::string_view meaning_en;
    std::string_view example;
    void (*read)(OperandReader& reader, Words& words, Claim& claim);
    Judgement (*judge)(const Claim& claim, const ClaimJudge& judge);
};

/// The registry of all predicates.
std::span<const Predicate> predicates();

/// Reads what stands between a claim's braces: one claim, or several parted by `;`. Throws Error{bad_input}.
std::vector<Claim> read_claims(const FigureFinder& finder, Words& words);

/// Judges a claim. It holds only where the bounds allow no other answer; one that cannot be decided does not hold.
Judgement judge(const Claim& claim, const FigureFinder& finder, Language language);

/// The reference page of all predicates, as Markdown.
std::string predicate_reference(Language language);

}  // namespace allmende::reports
