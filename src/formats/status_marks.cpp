#include "formats/status_marks.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"

namespace allmende::formats {

namespace {

struct StatusCode {
    std::string_view code;
    std::string_view beside;   ///< mark beside a number; empty: none
    std::string_view instead;  ///< mark where there is no number; empty: unknown
    std::string_view says;     ///< in words, where no mark keeps it; empty: nothing, or the mark says it
};

// The first whose mark fits counts: from the most cautious on.
constexpr std::array<StatusCode, 35> codes{{
    {"U", "()", "/", ""},
    {"u", "()", "/", ""},
    {"E", "s", "", ""},
    {"e", "s", "", ""},
    {"F", "s", "", ""},
    {"f", "s", "", ""},
    {"I", "s", "", ""},
    {"s", "s", "", ""},
    {"P", "p", "", ""},
    {"p", "p", "", ""},
    {"R", "r", "", ""},
    {"r", "r", "", ""},
    {"M", "", "x", ""},
    {"z", "", "x", ""},
    {"Z", "", "x", ""},
    {"A", "", "", ""},
    {"B", "", "", "break in the series"},
    {"b", "", "", "break in the series"},
    {"D", "", "", "definition differs"},
    {"d", "", "", "definition differs"},
    {"G", "", "", "experimental value"},
    {"J", "", "", "derogation"},
    {"K", "", "", "data included in another category"},
    {"W", "", "", "includes data from another category"},
    {"N", "", "", "not significant"},
    {"n", "", "", "not significant"},
    {"V", "", "", "not validated"},
    {"S", "", "", "strike and other special events"},
    {"H", "", "", ""},
    {"L", "", "", ""},
    {"O", "", "", ""},
    {"Q", "", "", ""},
    {"C", "", "", "confidential"},
    {"c", "", "", "confidential"},
    {"i", "", "", "see the metadata"},
}};

const StatusCode* find_code(std::string_view code)
{
    const auto found =
        std::find_if(codes.begin(), codes.end(), [&](const StatusCode& one) { return one.code == code; });
    return found == codes.end() ? nullptr : &*found;
}

/// Eurostat joins flags: `bep`. In words letters say nothing.
std::vector<const StatusCode*> codes_in(std::string_view status)
{
    std::vector<const StatusCode*> found;
    for (std::size_t i = 0; i < status.size(); ++i) {
        if (status[i] == ' ' || status[i] == ',') {
            continue;
        }
        const StatusCode* code = find_code(status.substr(i, 1));
        if (code == nullptr || status.size() > 6) {
            return {};
        }
        found.push_back(code);
    }
    return found;
}

constexpr std::array<std::string_view, 12> official{"-", "/", "x", "X", "...", "…", ".", "..", ":", "()", "( )", "–"};

std::string_view official_mark(std::string_view status)
{
    if (status == "X") {
        return "x";
    }
    if (status == "…") {
        return "...";
    }
    if (status == "–") {
        return "-";
    }
    return status == ".." || status == ":" ? "." : status == "( )" ? "()" : status;
}

}  // namespace

std::string_view mark_of_status(std::string_view status, bool has_number)
{
    status = trim(status);
    if (std::find(official.begin(), official.end(), status) != official.end()) {
        const std::string_view mark = official_mark(status);
        return !has_number && mark == "()" ? "." : mark;
    }
    std::string_view best;
    const StatusCode* from = codes.data() + codes.size();
    for (const StatusCode* code : codes_in(status)) {
        const std::string_view mark = has_number ? code->beside : code->instead;
        if (!mark.empty() && code < from) {
            best = mark;
            from = code;
        }
    }
    return best.empty() && !has_number ? "." : best;
}

std::string unkept_of_status(std::string_view status)
{
    status = trim(status);
    if (status.empty() || std::find(official.begin(), official.end(), status) != official.end()) {
        return {};
    }
    const auto found = codes_in(status);
    if (found.empty()) {
        return shown(status) + ": its meaning is not known";
    }
    const std::string_view kept = mark_of_status(status, true);
    std::vector<std::string> lost;
    for (const StatusCode* code : found) {
        if (!code->says.empty()) {
            lost.push_back(fmt::format("{}: {}", code->code, code->says));
        } else if (!code->beside.empty() && code->beside != kept) {
            lost.push_back(fmt::format("{}: {}", code->code,
                                       code->beside == "s"   ? "estimated"
                                       : code->beside == "p" ? "provisional"
                                                             : "revised"));
        }
    }
    return join(lost, ", ");
}

}  // namespace allmende::formats
