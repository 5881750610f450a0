#include "formats/licence.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"

namespace allmende::formats {

std::string licence_in(std::string_view text)
{
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 11> names{{
        {"creativecommons-org-licenses-by-4-0", "cc-by-4.0"},
        {"creative-commons-namensnennung-4-0", "cc-by-4.0"},
        {"creative-commons-attribution-4-0", "cc-by-4.0"},
        {"cc-by-4-0", "cc-by-4.0"},
        {"creativecommons-org-publicdomain-zero-1-0", "cc0-1.0"},
        {"cc0", "cc0-1.0"},
        {"odbl", "odbl-1.0"},
        {"by-2-0", "dl-de/by-2-0"},
        {"zero-2-0", "dl-de/zero-2-0"},
        {"datenlizenz-deutschland-zero", "dl-de/zero-2-0"},
        {"namensnennung", "dl-de/by-2-0"},
    }};
    const std::string words = "-" + slug(text) + "-";
    // “Namensnennung” is a word of Creative Commons too, in licences that are not known here (`CC BY-SA 4.0`).
    const bool other =
        words.find("-creative-commons-") != std::string::npos || words.find("-cc-by-") != std::string::npos;
    for (const auto& [name, id] : names) {
        const std::size_t at = words.find("-" + std::string(name) + "-");
        if (at != std::string::npos && !(other && id.starts_with("dl-de"))) {
            return std::string(id);
        }
    }
    return {};
}

std::string attribution_in(std::string_view line)
{
    line = trim(line);
    if (line.starts_with("©") || line.starts_with("(C)") || line.starts_with("(c)")) {
        return std::string(line);
    }
    const std::size_t colon = line.find(':');
    const std::string_view word = line.substr(0, std::min(colon, line.size()));
    static constexpr std::array<std::string_view, 6> sources{"quelle",       "quellen", "datenquelle",
                                                             "datenquellen", "source",  "sources"};
    if (colon == std::string_view::npos || std::find(sources.begin(), sources.end(), slug(word)) == sources.end()) {
        return {};
    }
    return std::string(trim(line.substr(colon + 1)));
}

}  // namespace allmende::formats
