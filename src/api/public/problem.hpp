#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "base/text.hpp"

namespace allmende::api::public_ {

/// What can go wrong, as RFC 9457 calls it. Closed list: the error codes of base/error.hpp and what only HTTP knows.
struct ProblemKind {
    std::string_view label;  ///< stable word for programs: `not-found`
    int status = 0;
    std::string_view reason;  ///< of the status line
    Localized title;
    Localized meaning;  ///< one line for the reference page
};

std::span<const ProblemKind> problem_table();
const ProblemKind& problem_kind(std::string_view label);
const ProblemKind& problem_kind(ErrorCode code);

/// A request that cannot be met, explained in both languages of the interface.
class Problem : public Error {
public:
    Problem(std::string_view kind, Localized text, std::string parameter = {});
    Problem(ErrorCode code, Localized text, std::string parameter = {});

    const ProblemKind& kind() const { return *kind_; }
    const Localized& text() const { return text_; }
    /// The parameter that is to blame; may be empty.
    const std::string& parameter() const { return parameter_; }

private:
    const ProblemKind* kind_;
    Localized text_;
    std::string parameter_;
};

[[noreturn]] void refuse(ErrorCode code, Localized text, std::string parameter = {});

/// What a client wrote, made fit for a sentence: one line, not long, without quotes of its own.
std::string plain(std::string_view text);

/// ` Gemeint ist vielleicht „X“.` and its English; empty where `near` is.
Localized did_you_mean(std::string_view near);

/// The sentence with another one behind it.
Localized operator+(const Localized& a, const Localized& b);

}  // namespace allmende::api::public_
