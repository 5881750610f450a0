#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <numeric>

namespace allmende {

namespace {

/// The characters of windows-1252 between 0x80 and 0x9f; 0 where the byte is undefined.
constexpr std::array<std::uint16_t, 32> windows_1252_high{
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178};

void append_utf8(std::string& out, std::uint32_t code)
{
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xc0 | (code >> 6));
        out += static_cast<char>(0x80 | (code & 0x3f));
    } else if (code < 0x10000) {
        out += static_cast<char>(0xe0 | (code >> 12));
        out += static_cast<char>(0x80 | ((code >> 6) & 0x3f));
        out += static_cast<char>(0x80 | (code & 0x3f));
    } else {
        out += static_cast<char>(0xf0 | (code >> 18));
        out += static_cast<char>(0x80 | ((code >> 12) & 0x3f));
        out += static_cast<char>(0x80 | ((code >> 6) & 0x3f));
        out += static_cast<char>(0x80 | (code & 0x3f));
    }
}

struct Replacement {
    std::string_view from;
    std::string_view to;
};

constexpr std::array<Replacement, 4> umlauts_to_lower{{{"Ä", "ä"}, {"Ö", "ö"}, {"Ü", "ü"}, {"ẞ", "ß"}}};

constexpr std::array<Replacement, 12> folds{{{"„", "\""},
                                             {"“", "\""},
                                             {"”", "\""},
                                             {"‚", "'"},
                                             {"‘", "'"},
                                             {"’", "'"},
                                             {"–", "-"},
                                             {"—", "-"},
                                             {"\u2212", "-"},
                                             {"\u00a0", " "},
                                             {"\u202f", " "},
                                             {"\u00ad", ""}}};

constexpr std::array<Replacement, 4> spelt{{{"ä", "ae"}, {"ö", "oe"}, {"ü", "ue"}, {"ß", "ss"}}};

/// The replacement whose `from` stands at the start of `text`, or null.
template <std::size_t N>
const Replacement* match(const std::array<Replacement, N>& table, std::string_view text)
{
    for (const Replacement& entry : table) {
        if (text.starts_with(entry.from)) {
            return &entry;
        }
    }
    return nullptr;
}

bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\v' || c == '\f';
}

std::size_t edit_distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({substituted, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row[b.size()];
}

}  // namespace

std::string_view trim(std::string_view text)
{
    while (true) {
        if (!text.empty() && is_blank(text.front())) {
            text.remove_prefix(1);
        } else if (text.starts_with("\u00a0")) {
            text.remove_prefix(2);
        } else {
            break;
        }
    }
    while (true) {
        if (!text.empty() && is_blank(text.back())) {
            text.remove_suffix(1);
        } else if (text.ends_with("\u00a0")) {
            text.remove_suffix(2);
        } else {
            break;
        }
    }
    return text;
}

std::string lower(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const char c = text.front();
        if (static_cast<unsigned char>(c) < 0x80) {
            out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
            text.remove_prefix(1);
        } else if (const Replacement* umlaut = match(umlauts_to_lower, text)) {
            out += umlaut->to;
            text.remove_prefix(umlaut->from.size());
        } else {
            out += c;
            text.remove_prefix(1);
        }
    }
    return out;
}

std::string folded(std::string_view text)
{
    const std::string low = lower(trim(text));
    std::string out;
    out.reserve(low.size());
    std::string_view rest = low;
    while (!rest.empty()) {
        std::string_view piece = rest.substr(0, 1);
        std::string_view put = piece;
        if (const Replacement* fold = match(folds, rest)) {
            piece = fold->from;
            put = fold->to;
        } else if (is_blank(rest.front())) {
            put = " ";
        }
        rest.remove_prefix(piece.size());
        if (put == " " && (out.empty() || out.back() == ' ')) {
            continue;
        }
        out += put;
    }
    while (!out.empty() && out.back() == ' ') {
        out.pop_back();
    }
    return out;
}

std::string spelt_out(std::string_view text)
{
    std::string out;
    while (!text.empty()) {
        const Replacement* umlaut = match(spelt, text);
        out += umlaut ? umlaut->to : text.substr(0, 1);
        text.remove_prefix(umlaut ? umlaut->from.size() : 1);
    }
    return out;
}

std::string slug(std::string_view text)
{
    const std::string low = folded(text);
    std::string out;
    std::string_view rest = low;
    while (!rest.empty()) {
        const char c = rest.front();
        if (const Replacement* umlaut = match(spelt, rest)) {
            out += umlaut->to;
            rest.remove_prefix(umlaut->from.size());
            continue;
        }
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            out += c;
        } else if (!out.empty() && out.back() != '-') {
            out += '-';
        }
        rest.remove_prefix(1);
    }
    while (!out.empty() && out.back() == '-') {
        out.pop_back();
    }
    return out;
}

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    while (true) {
        const std::size_t at = text.find(separator);
        parts.push_back(text.substr(0, at));
        if (at == std::string_view::npos) {
            return parts;
        }
        text.remove_prefix(at + 1);
    }
}

std::string join(const std::vector<std::string>& parts, std::string_view separator)
{
    std::string out;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i > 0) {
            out += separator;
        }
        out += parts[i];
    }
    return out;
}

bool all_digits(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::size_t ascii_length(std::string_view text)
{
    constexpr std::uint64_t high_bits = 0x8080808080808080;  // of eight letters at a time
    std::size_t i = 0;
    for (std::uint64_t word = 0; i + sizeof word <= text.size(); i += sizeof word) {
        std::memcpy(&word, text.data() + i, sizeof word);
        if ((word & high_bits) != 0) {
            break;
        }
    }
    while (i < text.size() && static_cast<unsigned char>(text[i]) < 0x80) {
        ++i;
    }
    return i;
}

std::size_t first_invalid_utf8(std::string_view text)
{
    std::size_t i = 0;
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    const auto continues = [&](std::size_t at) { return at < text.size() && (byte(at) & 0xc0) == 0x80; };
    while (true) {
        i += ascii_length(text.substr(i));  // most of an official file
        if (i == text.size()) {
            break;
        }
        const unsigned char first = byte(i);
        std::size_t length = 0;
        if (first < 0x80) {
            length = 1;
        } else if (first >= 0xc2 && first < 0xe0) {
            length = 2;
        } else if (first >= 0xe0 && first < 0xf0) {
            length = 3;
        } else if (first >= 0xf0 && first < 0xf5) {
            length = 4;
        } else {
            return i;
        }
        for (std::size_t k = 1; k < length; ++k) {
            if (!continues(i + k)) {
                return i;
            }
        }
        // Overlong forms, surrogates and codes above U+10FFFF (Unicode 15, table 3-7).
        if ((first == 0xe0 && byte(i + 1) < 0xa0) || (first == 0xed && byte(i + 1) > 0x9f) ||
            (first == 0xf0 && byte(i + 1) < 0x90) || (first == 0xf4 && byte(i + 1) > 0x8f)) {
            return i;
        }
        i += length;
    }
    return std::string_view::npos;
}

std::string utf8_from_windows_1252(std::string_view bytes)
{
    std::string out;
    out.reserve(bytes.size() + bytes.size() / 16);
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x80 && byte < 0xa0) {
            const std::uint16_t code = windows_1252_high[byte - 0x80];
            append_utf8(out, code == 0 ? 0xfffd : code);
        } else {
            append_utf8(out, byte);
        }
    }
    return out;
}

std::string utf8_from_utf16(std::string_view bytes)
{
    constexpr std::uint32_t damaged = 0xfffd;
    const bool big = bytes.starts_with("\xfe\xff");
    const auto unit = [&](std::size_t at) {
        const auto first = static_cast<unsigned char>(bytes[at]);
        const auto second = static_cast<unsigned char>(bytes[at + 1]);
        return static_cast<std::uint32_t>(big ? first << 8 | second : second << 8 | first);
    };
    std::string text;
    for (std::size_t i = 2; i + 1 < bytes.size(); i += 2) {
        const std::uint32_t high = unit(i);
        if (high < 0xd800 || high > 0xdfff) {
            append_utf8(text, high);
            continue;
        }
        const std::uint32_t low = i + 3 < bytes.size() ? unit(i + 2) : 0;
        const bool pair = high < 0xdc00 && low >= 0xdc00 && low <= 0xdfff;
        append_utf8(text, pair ? 0x10000 + ((high - 0xd800) << 10 | (low - 0xdc00)) : damaged);
        i += pair ? 2 : 0;
    }
    return text;
}

std::string shown(std::string_view text, std::size_t most)
{
    std::string out = "“";
    std::size_t length = std::min(text.size(), most);
    // Never cut inside a UTF-8 sequence.
    while (length > 0 && length < text.size() && (static_cast<unsigned char>(text[length]) & 0xc0) == 0x80) {
        --length;
    }
    for (const char c : text.substr(0, length)) {
        out += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
    }
    if (first_invalid_utf8(out) != std::string::npos) {
        out = "“" + utf8_from_windows_1252(out.substr(3));
    }
    return out + (length < text.size() ? "…”" : "”");
}

std::string nearest(std::string_view text, const std::vector<std::string>& candidates)
{
    const std::string wanted = lower(text);
    std::string best;
    std::size_t best_distance = (wanted.size() + 1) / 3 + 1;
    for (const std::string& candidate : candidates) {
        const std::size_t distance = edit_distance(wanted, lower(candidate));
        if (distance < best_distance) {
            best_distance = distance;
            best = candidate;
        }
    }
    return best;
}

std::string toml_text(std::string_view text)
{
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
        }
        out += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
    }
    return out + "\"";
}

void append_csv_field(std::string& out, std::string_view field)
{
    if (field.find_first_of(",\"\r\n") == std::string_view::npos) {
        out += field;
        return;
    }
    out += '"';
    for (const char c : field) {
        if (c == '"') {
            out += '"';
        }
        out += c;
    }
    out += '"';
}

}  // namespace allmende
