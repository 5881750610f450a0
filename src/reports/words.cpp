#include "reports/words.hpp"

#include <cctype>
#include <cstdlib>

#include "base/error.hpp"
#include "base/text.hpp"

namespace allmende::reports {

namespace {

constexpr std::string_view no_break_blank = "\u00a0";

bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t';
}

/// No-break blanks, which some keyboards make, as two plain ones: offsets stay.
std::string with_plain_blanks(std::string_view text)
{
    std::string plain(text);
    for (std::size_t at = plain.find(no_break_blank); at != std::string::npos; at = plain.find(no_break_blank, at)) {
        plain.replace(at, no_break_blank.size(), no_break_blank.size(), ' ');
    }
    return plain;
}

bool stands_alone(char c)
{
    return c == '(' || c == ')' || c == ';';
}

}  // namespace

Words::Words(const SourceText& source, std::string_view words, std::size_t at)
    : source_(source), end_(at + words.size())
{
    const std::string plain = with_plain_blanks(words);
    const std::string_view text = plain;
    for (std::size_t i = 0; i < text.size();) {
        if (is_blank(text[i])) {
            ++i;
            continue;
        }
        std::size_t end = i + 1;
        while (!stands_alone(text[i]) && end < text.size() && !is_blank(text[end]) && !stands_alone(text[end])) {
            ++end;
        }
        words_.push_back({std::string(text.substr(i, end - i)), at + i});
        i = end;
    }
}

Word Words::take(std::string_view wanted)
{
    if (done()) {
        complain(wanted);
    }
    return words_[next_++];
}

bool Words::take_if(std::string_view word)
{
    if (peek() != word) {
        return false;
    }
    ++next_;
    return true;
}

void Words::need(std::string_view word)
{
    if (!take_if(word)) {
        complain(fmt::format("“{}”", word));
    }
}

void Words::complain(std::string_view wanted) const
{
    source_.complain(at(), done() ? fmt::format("here should stand {}", wanted)
                                  : fmt::format("{}: here should stand {}", shown(peek()), wanted));
}

bool read_number(std::string_view word, WrittenNumber& number)
{
    std::string_view digits = word;
    number.percent = digits.ends_with('%');
    digits.remove_suffix(number.percent ? 1 : 0);
    if (digits.starts_with("−")) {
        digits.remove_prefix(std::string_view("−").size() - 1);
    }
    const bool negative = word.starts_with('-') || word.starts_with("−");
    digits.remove_prefix(negative ? 1 : 0);
    std::string plain;
    bool point = false;
    for (const char c : digits) {
        const bool sign = (c == ',' || c == '.') && !point && !plain.empty();
        if (!sign && std::isdigit(static_cast<unsigned char>(c)) == 0) {
            return false;
        }
        point = point || sign;
        plain += sign ? '.' : c;
    }
    if (plain.empty() || plain.back() == '.' || plain.size() > 18) {
        return false;
    }
    number.value = std::strtod(plain.c_str(), nullptr) * (negative ? -1 : 1);
    return true;
}

bool read_year(std::string_view word, int& year)
{
    if (word.size() != 4 || !all_digits(word)) {
        return false;
    }
    year = std::atoi(std::string(word).c_str());
    return true;
}

}  // namespace allmende::reports
