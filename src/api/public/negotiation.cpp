#include "api/public/negotiation.hpp"

#include <algorithm>
#include <charconv>
#include <functional>
#include <string>

#include "base/text.hpp"

namespace allmende::api::public_ {

namespace {

/// Longer headers are read no further: nobody has that many preferences.
constexpr int most_preferences = 32;

bool same_word(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && lower(a) == lower(b);
}

/// 0 to 1000, as `q=0.5` says; 1000 without.
int quality_of(std::string_view parameters)
{
    for (std::string_view parameter : split(parameters, ';')) {
        parameter = trim(parameter);
        if (parameter.size() < 2 || (parameter[0] != 'q' && parameter[0] != 'Q') || parameter[1] != '=') {
            continue;
        }
        double quality = 0;
        const std::string_view text = trim(parameter.substr(2));
        const auto result = std::from_chars(text.data(), text.data() + text.size(), quality);
        const bool valid = result.ec == std::errc() && quality >= 0 && quality <= 1;
        return valid ? static_cast<int>(quality * 1000) : 0;
    }
    return 1000;
}

/// Calls `see(word, quality)` for each element of a header such as Accept.
void each_preference(std::string_view header, const std::function<void(std::string_view, int)>& see)
{
    int left = most_preferences;
    while (!header.empty() && left-- > 0) {
        const std::size_t comma = header.find(',');
        const std::string_view element = header.substr(0, comma);
        header.remove_prefix(comma == std::string_view::npos ? header.size() : comma + 1);
        const std::size_t semicolon = element.find(';');
        const std::string_view word = trim(element.substr(0, semicolon));
        if (!word.empty()) {
            see(word, semicolon == std::string_view::npos ? 1000 : quality_of(element.substr(semicolon + 1)));
        }
    }
}

/// How exactly a media range names a type: 0 not at all, 1 by `*/*`, 2 by `text/*`, 3 by name.
int specificity(std::string_view range, std::string_view type)
{
    if (range == "*/*") {
        return 1;
    }
    if (range.ends_with("/*")) {
        return same_word(range.substr(0, range.size() - 1), type.substr(0, range.size() - 1)) ? 2 : 0;
    }
    return same_word(range, type) ? 3 : 0;
}

}  // namespace

std::size_t preferred_type(std::string_view accept, const std::vector<std::string_view>& offered)
{
    if (trim(accept).empty()) {
        return 0;
    }
    std::size_t best = offered.size();
    int best_quality = 0;
    for (std::size_t i = 0; i < offered.size(); ++i) {
        int exactness = 0;
        int quality = 0;
        each_preference(accept, [&](std::string_view range, int q) {
            const int found = specificity(range, offered[i]);
            if (found > exactness) {
                exactness = found;
                quality = q;
            }
        });
        if (quality > best_quality) {
            best = i;
            best_quality = quality;
        }
    }
    return best;
}

std::string_view preferred_language(std::string_view accept_language)
{
    int german = 0;
    int english = 0;
    int any = 0;
    each_preference(accept_language, [&](std::string_view range, int quality) {
        const std::string language = lower(range.substr(0, range.find('-')));
        int& place = language == "de" ? german : language == "en" ? english : any;
        if (language == "de" || language == "en" || language == "*") {
            place = std::max(place, quality);
        }
    });
    german = std::max(german, german == 0 ? any : 0);
    return english > german ? "en" : "de";
}

bool accepts_gzip(std::string_view accept_encoding)
{
    int named = -1;
    int any = -1;
    each_preference(accept_encoding, [&](std::string_view word, int quality) {
        if (same_word(word, "gzip") || same_word(word, "x-gzip")) {
            named = quality;
        } else if (word == "*") {
            any = quality;
        }
    });
    return named >= 0 ? named > 0 : any > 0;
}

bool etag_matches(std::string_view if_none_match, std::string_view etag)
{
    if (etag.empty()) {
        return false;
    }
    if (trim(if_none_match) == "*") {
        return true;
    }
    bool found = false;
    each_preference(if_none_match, [&](std::string_view tag, int) {
        if (tag.starts_with("W/")) {
            tag.remove_prefix(2);
        }
        found = found || tag == etag;
    });
    return found;
}

}  // namespace allmende::api::public_
