#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace allmende {

/// A text in the two languages of the interface. English falls back to German where it is empty.
struct Localized {
    std::string de;
    std::string en;

    const std::string& in(std::string_view language) const { return language == "en" && !en.empty() ? en : de; }
    bool operator==(const Localized&) const = default;
};

/// Without blanks, tabs, line ends and no-break blanks at both ends.
std::string_view trim(std::string_view text);

/// Lower case of ASCII letters and of the umlauts; other letters stay.
std::string lower(std::string_view text);
/// How many bytes at the beginning are ASCII.
std::size_t ascii_length(std::string_view text);

/// Lower case, runs of white space and line ends as one blank, typographic quotes and dashes as plain ones: two
/// official texts that differ only in such things become the same.
std::string folded(std::string_view text);

/// Umlauts of lower case and ß as people write them where they have none: `maennlich`.
std::string spelt_out(std::string_view text);

/// A key for programs out of a text: lower case, umlauts spelt out, all else as `-`.
std::string slug(std::string_view text);

std::vector<std::string_view> split(std::string_view text, char separator);
std::string join(const std::vector<std::string>& parts, std::string_view separator);

bool all_digits(std::string_view text);

/// The position of the first byte that is not UTF-8, or npos.
std::size_t first_invalid_utf8(std::string_view text);

/// Reads bytes as windows-1252, which contains ISO-8859-1's letters.
std::string utf8_from_windows_1252(std::string_view bytes);

/// Reads bytes as UTF-16 with its byte order mark; lone surrogates become U+FFFD.
std::string utf8_from_utf16(std::string_view bytes);

/// Makes untrusted text printable in one line of a message: control characters become blanks, long texts are cut.
std::string shown(std::string_view text, std::size_t most = 60);

/// The entry most like `text` (edit distance at most a third of its length), or empty: "did you mean".
std::string nearest(std::string_view text, const std::vector<std::string>& candidates);

/// A string of a TOML file, with its quotes; control characters become blanks.
std::string toml_text(std::string_view text);

/// A field of an RFC 4180 file: quoted only where needed.
void append_csv_field(std::string& out, std::string_view field);

}  // namespace allmende
