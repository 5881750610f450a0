#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reports/source_text.hpp"

namespace allmende::reports {

struct Word {
    std::string text;
    std::size_t at = 0;  ///< offset in the file
};

/// The words between two braces, read one after the other. Blanks and line ends part words; `(`, `)` and `;` stand
/// alone.
class Words {
public:
    /// `words` stand at offset `at` of the file.
    Words(const SourceText& source, std::string_view words, std::size_t at);

    bool done() const { return next_ == words_.size(); }
    /// The next word; empty at the end.
    std::string_view peek() const { return done() ? std::string_view() : std::string_view(words_[next_].text); }
    /// Offset of the next word, or of the end.
    std::size_t at() const { return done() ? end_ : words_[next_].at; }
    /// Throws Error{bad_input} at the end, with `wanted`.
    Word take(std::string_view wanted);
    bool take_if(std::string_view word);
    void need(std::string_view word);
    /// The next word is not what it should be.
    [[noreturn]] void complain(std::string_view wanted) const;
    const SourceText& source() const { return source_; }

private:
    const SourceText& source_;
    std::vector<Word> words_;
    std::size_t next_ = 0;
    std::size_t end_ = 0;
};

/// A decimal number with either decimal sign and, if `percent` is not null, a percent sign at its end (which is noted
/// there). Nothing where the word is none.
struct WrittenNumber {
    double value = 0;
    bool percent = false;
};
bool read_number(std::string_view word, WrittenNumber& number);
/// Four digits.
bool read_year(std::string_view word, int& year);

}  // namespace allmende::reports
