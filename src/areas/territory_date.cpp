#include "areas/territory_date.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <vector>

#include "base/error.hpp"
#include "base/period.hpp"
#include "base/text.hpp"

namespace allmende::areas {

namespace {

/// Words behind which a name gives the first day that no longer belongs to a territory.
constexpr std::array<std::string_view, 2> words_for_before{"vor", "before"};

std::string iso(std::chrono::sys_days day)
{
    const std::chrono::year_month_day date(day);
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()));
}

std::chrono::sys_days day_of(const Period& period)
{
    using namespace std::chrono;
    const bool whole_year = period.kind == PeriodKind::year;
    return sys_days(year(period.year) / month(whole_year ? 1 : period.month) / day(whole_year ? 1 : period.day));
}

std::optional<std::chrono::sys_days> parse_day(std::string_view text)
{
    const std::optional<Period> period = parse_period(text);
    if (!period || (period->kind != PeriodKind::year && period->kind != PeriodKind::day) || period->year < 1800 ||
        period->year > 2200) {
        return std::nullopt;
    }
    return day_of(*period);
}

/// The parts of a name between letters and other signs: `before`, `2009-10-21`.
std::vector<std::string> words_of(std::string_view name)
{
    std::vector<std::string> words{""};
    for (const char c : lower(name)) {
        const bool digit = c >= '0' && c <= '9';
        const bool letter = c >= 'a' && c <= 'z';
        std::string& word = words.back();
        const bool in_date = !word.empty() && word[0] >= '0' && word[0] <= '9';
        if (digit ? (word.empty() || in_date) : (letter ? !in_date : in_date && (c == '-' || c == '.'))) {
            word += c;
        } else if (digit || letter) {
            words.emplace_back(1, c);
        } else if (!word.empty()) {
            words.emplace_back();
        }
    }
    for (std::string& word : words) {
        while (!word.empty() && (word.back() == '-' || word.back() == '.')) {
            word.pop_back();
        }
    }
    return words;
}

/// `20211231` as well.
std::optional<std::chrono::sys_days> day_in_word(const std::string& word)
{
    if (word.size() == 8 && all_digits(word)) {
        return parse_day(word.substr(0, 4) + "-" + word.substr(4, 2) + "-" + word.substr(6));
    }
    return word.size() >= 4 ? parse_day(word) : std::nullopt;
}

}  // namespace

std::optional<std::string> parse_territory(std::string_view text)
{
    const auto day = parse_day(trim(text));
    return day ? std::optional(iso(*day)) : std::nullopt;
}

std::optional<std::string> territory_in_name(std::string_view name)
{
    const std::vector<std::string> words = words_of(name);
    std::optional<std::string> found;
    for (std::size_t i = 0; i < words.size(); ++i) {
        auto day = day_in_word(words[i]);
        if (!day) {
            continue;
        }
        const bool before = i > 0 && std::find(words_for_before.begin(), words_for_before.end(), words[i - 1]) !=
                                         words_for_before.end();
        const std::string date = iso(before ? *day - std::chrono::days(1) : *day);
        if (found && *found != date) {
            return std::nullopt;
        }
        found = date;
    }
    return found;
}

}  // namespace allmende::areas
