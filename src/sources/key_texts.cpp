#include "sources/key_texts.hpp"

#include "base/text.hpp"

namespace allmende::sources {

std::string bare_key(std::string_view text)
{
    if (text.starts_with("=\"") && text.ends_with('"') && text.size() > 3) {
        text = text.substr(2, text.size() - 3);
    } else if (text.starts_with('\'')) {
        text.remove_prefix(1);
    }
    if (text.ends_with(".0") || text.ends_with(",0")) {
        text.remove_suffix(2);
    }
    std::string key;
    for (const char c : text) {
        if (c != ' ') {
            key += c;
        }
    }
    // Of a number with its thousands set apart: municipalities only, for `5.358` is a number sooner than a Kreis.
    const std::size_t dot = key.find('.');
    if (dot != std::string::npos && dot <= 2 && key.size() == dot + 8 && key[dot + 4] == '.') {
        key.erase(dot + 4, 1);
        key.erase(dot, 1);
    }
    return key;
}

bool is_key_of_area(std::string_view text)
{
    const std::size_t size = text.size();
    if (!all_digits(text) || size < 2 || size > 12 || size == 4 || size == 6) {
        return false;
    }
    const int land = (text[0] - '0') * 10 + (text[1] - '0');
    // Invented Länder have keys above those of the sixteen.
    const bool whole = size == 2 || size == 5 || size == 8 || size == 12;
    return land >= 1 && (land <= 16 || whole);
}

std::optional<std::string> key_of_text(std::string_view text)
{
    std::string key = bare_key(text);
    if (key == "DG" || key == "DE") {
        return "DG";
    }
    // A spreadsheet took the zero of a Land below 10. Seven or eleven digits from 10 on can only be
    // Schleswig-Holstein's without it: Saarland (10) has no associations of municipalities.
    if (!is_key_of_area(key) || ((key.size() == 7 || key.size() == 11) && key.starts_with("10"))) {
        const std::string padded = "0" + key;
        if (is_key_of_area(padded) && padded.size() != 3) {
            key = padded;
        }
    }
    if (!is_key_of_area(key)) {
        return std::nullopt;
    }
    const auto zeros = [&](std::size_t from) { return key.find_first_not_of('0', from) == std::string::npos; };
    if (key.size() == 5 || key.size() == 8 || key.size() == 12) {
        if (zeros(2)) {
            return key.substr(0, 2);
        }
        if (zeros(3)) {
            return key.substr(0, 3);
        }
        if (key.size() > 5 && zeros(5)) {
            return key.substr(0, 5);
        }
    }
    if (key.size() == 12) {
        return zeros(9) ? key.substr(0, 9) : key.substr(0, 5) + key.substr(9);
    }
    return key;
}

}  // namespace allmende::sources
