#include "sources/spoken_period.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <regex>
#include <set>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "formats/plain_file.hpp"
#include "sources/headings.hpp"

namespace allmende::sources {

namespace {

constexpr std::size_t longest_text = 2000;  // no title; and std::regex takes stack for each character
constexpr char taken = '\x01';              // stands where a time was found

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/// Letters of ASCII, and all that is not ASCII.
bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

int number(const std::string& digits)
{
    int value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

int long_year(const std::string& digits)
{
    return digits.size() == 2 ? 2000 + number(digits) : number(digits);
}

/// What a notation says when it is met.
enum class Says {
    nothing,  ///< a time, but not of the numbers: it stays in the text
    period,
    unclear,
    other  ///< no time at all: later notations may find one in it
};

struct Meaning {
    Says says = Says::other;
    std::optional<Period> period;
};

Meaning unclear(const std::smatch& /*match*/)
{
    return {Says::unclear, std::nullopt};
}

Meaning nothing(const std::smatch& /*match*/)
{
    return {Says::nothing, std::nullopt};
}

/// A notation that is surely a time: it exists, or the text is unclear.
Meaning sure(const std::string& text)
{
    const auto period = parse_period(text);
    return {period ? Says::period : Says::unclear, period};
}

Meaning whole(const std::smatch& match)
{
    return sure(match.str());
}

Meaning day_in_any_order(const std::smatch& match)
{
    const auto as_german = parse_period(fmt::format("{}.{}.{}", match[1].str(), match[2].str(), match[3].str()));
    const auto as_american = parse_period(fmt::format("{}.{}.{}", match[2].str(), match[1].str(), match[3].str()));
    return as_german.has_value() == as_american.has_value() && as_german != as_american
               ? Meaning{Says::unclear, std::nullopt}
               : Meaning{as_german ? Says::period : Says::unclear, as_german};
}

Meaning day_of_short_year(const std::smatch& match)
{
    return sure(fmt::format("{}.{}.20{}", match[1].str(), match[2].str(), match[3].str()));
}

Meaning day_in_one_piece(const std::smatch& match)
{
    const std::string digits = match.str();
    for (const std::string& iso : {digits.substr(0, 4) + "-" + digits.substr(4, 2) + "-" + digits.substr(6),
                                   digits.substr(4) + "-" + digits.substr(2, 2) + "-" + digits.substr(0, 2)}) {
        if (const auto period = parse_period(iso); period && period->year >= 1900 && period->year < 2100) {
            return {Says::period, period};
        }
    }
    return {};
}

Meaning winter(const std::smatch& match)
{
    return sure(fmt::format("WS {}/{}", long_year(match[1].str()), match[2].str()));
}

Meaning summer(const std::smatch& match)
{
    return sure(fmt::format("SS {}", long_year(match[1].str())));
}

Meaning announced_school_year(const std::smatch& match)
{
    return sure(fmt::format("{}/{}", long_year(match[1].str()), match[2].str()));
}

Meaning quarter(const std::smatch& match)
{
    static const std::array<std::string_view, 4> roman{"i", "ii", "iii", "iv"};
    const std::string text = match[1].str();
    const auto at = std::find(roman.begin(), roman.end(), text);
    return sure(
        fmt::format("Q{} {}", at == roman.end() ? text : std::to_string(at - roman.begin() + 1), match[2].str()));
}

Meaning year_and_quarter(const std::smatch& match)
{
    return sure(fmt::format("Q{} {}", match[2].str(), match[1].str()));
}

Meaning month_and_year(const std::smatch& match)
{
    return sure(fmt::format("{} {}", match[1].str(), long_year(match[2].str())));
}

Meaning year_and_month(const std::smatch& match)
{
    return sure(fmt::format("{} {}", match[2].str(), match[1].str()));
}

Meaning month_number(const std::smatch& match)
{
    return sure(fmt::format("{}/{}", match[1].str(), match[2].str()));
}

/// `2023/24`, `2023-24`, `2023-10`: a school year, a month, or no telling.
Meaning two_numbers(const std::smatch& match)
{
    const int first = number(match[1].str());
    const std::string second = match[3].str();
    const bool follows = second.size() == 4 ? number(second) == first + 1 : number(second) == (first + 1) % 100;
    const bool month = second.size() == 2 && number(second) >= 1 && number(second) <= 12;
    if (match[2].str().find_first_not_of(" _") == std::string::npos && !follows) {
        return {};  // two numbers beside each other
    }
    if (match[2].str().find('-') != std::string::npos && month) {
        return follows ? Meaning{Says::unclear, std::nullopt}
                       : Meaning{Says::period, parse_period(match[1].str() + "-" + second)};
    }
    return follows ? sure(fmt::format("{}/{}", first, second)) : Meaning{Says::unclear, std::nullopt};
}

/// `24/25`, where it is no pair of classes or ages.
Meaning two_short_years(const std::smatch& match)
{
    const int first = number(match[1].str());
    const bool follows = number(match[3].str()) == first + 1;
    const int least = match[2].str() == "/" ? 15 : 19;
    const bool ages = match.suffix().str().starts_with(" jahr") || match.suffix().str().starts_with("-j");
    return follows && first >= least && !ages ? sure(fmt::format("20{}/{}", match[1].str(), match[3].str()))
                                              : Meaning();
}

Meaning year_with_mark(const std::smatch& match)
{
    return sure(match[1].str());
}

struct Notation {
    std::regex pattern;
    std::function<Meaning(const std::smatch&)> read;
};

/// An expression in which YEAR and MONTH stand for their notations.
std::regex expression(std::string pattern)
{
    for (const auto& [word, notation] :
         {std::pair<std::string_view, std::string_view>{"YEAR", "(?:19|20)[0-9]{2}"},
          {"MONTH",
           "(?:jan(?:uar)?|feb(?:ruar)?|m(?:ä|ae)rz|m(?:ä|r)[rz]|apr(?:il)?|mai|juni?|juli?|aug(?:ust)?|"
           "sept?(?:ember)?|o[kc]t(?:ober)?|nov(?:ember)?|de[zc](?:ember)?)"}}) {
        for (std::size_t at = pattern.find(word); at != std::string::npos; at = pattern.find(word, at)) {
            pattern.replace(at, word.size(), notation);
        }
    }
    return std::regex(pattern);
}

/// From the longest to the shortest: what one took the next do not see.
const std::vector<Notation>& notations()
{
    const auto make = [](const char* pattern, auto read) { return Notation{expression(pattern), read}; };
    static const std::vector<Notation> all{
        make("YEAR ?= ?100", nothing),
        make(
            "(?:seit|ab|gebietsstand|basisjahr|preisen? von|jahrgang|geburtsjahr|geburtsjahrgang|geboren|agenda|vision|"
            "strategie)(?: dem)?:? (?:[0-9]{1,2}\\. ?[0-9]{1,2}\\. ?)?YEAR",
            nothing),
        make("(?:von )?(?:[0-9]{1,2}\\. ?[0-9]{1,2}\\. ?)?YEAR ?(?:bis|-) ?(?:zum )?[0-9]{1,2}\\. ?[0-9]{1,2}\\. ?YEAR",
             unclear),
        make("(?:von )?YEAR bis YEAR", unclear),
        make("MONTH\\.? ?(?:bis|-) ?MONTH\\.? ?YEAR", unclear),
        make("(?:bis|vor|nach)(?: dem)? YEAR", nothing),
        make("(?:[12i]|ii)\\.? ?(?:halbjahr|hj)\\.?,? ?/?YEAR(?:[/-][0-9]{2,4})?", unclear),
        make("(?:h[12]|halbjahr [12])[ /-]{0,3}YEAR", unclear),
        make("(?:kw|kalenderwoche|woche) ?[0-9]{1,2} ?[/ -] ?YEAR", unclear),
        make("(?:ws|wise|wintersemester)\\.? ?(YEAR|[0-9]{2}) ?[/ -] ?((?:20)?[0-9]{2})", winter),
        make("(?:ws|wise|wintersemester)\\.? ?YEAR", unclear),
        make("(?:ss|sose|sommersemester)\\.? ?(YEAR|[0-9]{2})", summer),
        make(
            "(?:schuljahre?s?|sj\\.?|schj\\.?|kitajahre?s?|kita-jahre?s?|kindergartenjahre?s?|kgj)[.:]? ?(YEAR|[0-9]{2}) ?"
            "[/ -] ?(YEAR|[0-9]{2})",
            announced_school_year),
        make("[0-9]{1,2}\\. ?[0-9]{1,2}\\. ?YEAR", whole),
        make("[0-9]{1,2}\\. ?MONTH\\.? ?YEAR", whole),
        make("([0-9]{2})\\.([0-9]{2})\\.([0-9]{2})", day_of_short_year),
        make("(?:stand|stichtag|am|zum|vom):? ([0-9]{1,2})\\.([0-9]{1,2})\\.([0-9]{2})", day_of_short_year),
        make("([0-9]{1,2})[/-]([0-9]{1,2})[/-](YEAR)", day_in_any_order),
        make("(YEAR)[-._ ]([01][0-9])[-._ ]([0-3][0-9])",
             [](const std::smatch& match) {
                 return sure(match[1].str() + "-" + match[2].str() + "-" + match[3].str());
             }),
        make("[0-9]{8}", day_in_one_piece),
        make("q([1-4])[ /_-]{0,3}(YEAR)", quarter),
        make("([1-4]|i{1,3}|iv)\\.? ?(?:quartal|vierteljahr|vj\\.?|q\\.?)[ /]{0,2}(YEAR)", quarter),
        make("(?:quartal|vierteljahr) ([1-4]|i{1,3}|iv) ?[/ ] ?(YEAR)", quarter),
        make("(YEAR)[ /_-]{0,3}q([1-4])", year_and_quarter),
        make("(?:i{1,3}|iv)[/-]YEAR", unclear),
        make("(MONTH\\.?)[ _-]?'?(YEAR|[0-9]{2})", month_and_year),
        make("(YEAR)[, _-]{1,3}(MONTH\\.?)", year_and_month),
        make("(0?[1-9]|1[0-2])/(YEAR)", month_number),
        make("(0[1-9]|1[0-2])[.-](YEAR)", month_number),
        make("(YEAR)([-_/ ]{1,3})((?:19|20)[0-9]{2}|[0-9]{2})", two_numbers),
        make("([0-9]{2})([- /])([0-9]{2})", two_short_years),
        make("(YEAR)(?:\\.0|(?:\\*|¹|²|³)+| ?[prs]| ?[0-9]\\))", year_with_mark),
        make("YEAR", whole),
    };
    return all;
}

/// Whether a match neither begins nor ends within a number or a word.
bool stands_alone(const std::string& text, std::size_t begin, std::size_t end)
{
    const auto parts = [](char a, char b) { return (is_digit(a) && is_digit(b)) || (is_letter(a) && is_letter(b)); };
    const bool cut_before = begin > 0 && parts(text[begin - 1], text[begin]);
    const bool cut_behind = end < text.size() && parts(text[end - 1], text[end]);
    // `4.2023`
    const bool fraction = begin > 1 && (text[begin - 1] == '.' || text[begin - 1] == ',') &&
                          is_digit(text[begin - 2]) && is_digit(text[begin]);
    return !cut_before && !cut_behind && !fraction;
}

/// `Kinder (Stand: )`, `Plätze am`: what only announced the time goes with it.
std::string tidied(std::string rest)
{
    static const std::regex announced(
        "(?:\\b(?:im jahr|in dem jahr|jahre?s?|berichtsjahr|berichtsmonat|berichtszeitraum|datenstand|stand|stichtag|zum stichtag|am|vom|zum|im|schuljahre?s?|sj|"
        "semester|monat)\\b[:.]?[ ,]*)+\x01",
        std::regex::icase);
    static const std::regex age("([0-9]) (Jahre?n?)\\b", std::regex::icase);
    rest = std::regex_replace(rest, age, "$1\x02_$2");  // `unter 3 Jahre am 31.12.2023`
    rest = std::regex_replace(rest, announced, "\x01");
    rest = std::regex_replace(rest, std::regex("\x02_"), " ");
    std::erase(rest, taken);
    rest = std::regex_replace(rest, std::regex("\\( *[,;:]? *(\\(Jahr\\))? *\\)|\\(Jahr\\)"), " ");
    rest = std::regex_replace(rest, std::regex(" {2,}"), " ");
    rest = std::regex_replace(rest, std::regex(" +\\)"), ")");
    const std::size_t first = rest.find_first_not_of(" ,;:-/_");
    const std::size_t last = rest.find_last_not_of(" ,;:-/_");
    return first == std::string::npos ? std::string() : rest.substr(first, last - first + 1);
}

std::string with_plain_dashes(std::string_view text)
{
    std::string plain(text);
    for (const std::string_view dash : {"\u2013", "\u2014", "\u2212"}) {
        for (std::size_t at = plain.find(dash); at != std::string::npos; at = plain.find(dash, at)) {
            plain.replace(at, dash.size(), "-");
        }
    }
    for (std::size_t at = plain.find("\u00a0"); at != std::string::npos; at = plain.find("\u00a0", at)) {
        plain.replace(at, 2, " ");
    }
    return plain;
}

/// Without what stands behind a time in tables: `*`, `1)`, raised digits, `p`, a time of the day, `.0`.
std::string_view without_marks(std::string_view text)
{
    static constexpr std::array<std::string_view, 12> marks{"*", "¹",  "²",  "³",         "⁴",         " p",
                                                            "p", " r", " s", " 00:00:00", "T00:00:00", " 00:00"};
    text = trim(text);
    if (text.size() > 6 && text.ends_with(')') && is_digit(text[text.size() - 2]) &&
        (text[text.size() - 3] == ' ' || text[text.size() - 3] == '(')) {
        text = trim(text.substr(0, text.size() - 3));
    }
    for (bool again = true; again;) {
        again = false;
        for (const std::string_view mark : marks) {
            const bool behind_digit = text.size() > mark.size() && is_digit(text[text.size() - mark.size() - 1]);
            if (text.ends_with(mark) && (behind_digit || mark == "*")) {
                text = trim(text.substr(0, text.size() - mark.size()));
                again = true;
            }
        }
    }
    return text.size() == 6 && text.ends_with(".0") ? text.substr(0, 4) : text;
}

/// `202212`, `20221231`, `202223`. Nothing where both readings fit: `201112` is December or the school year 2011/12.
std::optional<Period> period_in_one_piece(const std::string& digits, TimeHeading heading)
{
    const std::string year = digits.substr(0, 4);
    if (number(year) < 1900 || number(year) >= 2100) {
        return std::nullopt;
    }
    if (digits.size() == 8) {
        return parse_period(year + "-" + digits.substr(4, 2) + "-" + digits.substr(6));
    }
    if (digits.size() != 6) {
        return std::nullopt;
    }
    const int end = number(digits.substr(4));
    const bool follows = end == (number(year) + 1) % 100;
    const bool month = heading == TimeHeading::time && end >= 1 && end <= 12;
    if (follows == month) {
        return std::nullopt;
    }
    return parse_period(year + (month ? "-" : "/") + digits.substr(4));
}

}  // namespace

SpokenPeriod spoken_period(std::string_view text)
{
    SpokenPeriod found;
    const std::string original = with_plain_dashes(text);
    std::string low = lower(original);
    std::string rest = low.size() == original.size() ? original : low;
    std::replace(low.begin(), low.end(), '_', ' ');
    if (text.size() > longest_text || std::none_of(low.begin(), low.end(), is_digit)) {
        found.rest = trim(text);
        return found;
    }
    if (is_month_or_school_year(original)) {
        found.unclear = trim(original);
        found.rest = found.unclear;
        return found;
    }
    if (const auto all = parse_period(original)) {
        found.period = all;
        return found;
    }
    std::set<std::int32_t> periods;
    for (const Notation& notation : notations()) {
        std::smatch match;
        std::size_t from = 0;
        while (from < low.size()) {
            const auto begin_of_search = low.cbegin() + static_cast<std::ptrdiff_t>(from);
            if (!std::regex_search(begin_of_search, low.cend(), match, notation.pattern)) {
                break;
            }
            const std::size_t begin = from + static_cast<std::size_t>(match.position());
            const std::size_t end = begin + static_cast<std::size_t>(match.length());
            const Meaning meaning = stands_alone(low, begin, end) ? notation.read(match) : Meaning();
            from = meaning.says == Says::other ? begin + 1 : end;
            if (meaning.says == Says::other) {
                continue;
            }
            if (meaning.says == Says::unclear && found.unclear.empty()) {
                found.unclear = original.substr(begin, end - begin);
            }
            std::fill(low.begin() + static_cast<std::ptrdiff_t>(begin), low.begin() + static_cast<std::ptrdiff_t>(end),
                      taken);
            if (meaning.period) {
                periods.insert(meaning.period->code());
                std::fill(rest.begin() + static_cast<std::ptrdiff_t>(begin),
                          rest.begin() + static_cast<std::ptrdiff_t>(end), taken);
            }
        }
    }
    found.several = periods.size() > 1;
    if (periods.size() == 1 && found.unclear.empty()) {
        found.period = Period::from_code(*periods.begin());
    }
    found.rest = found.period ? tidied(std::move(rest)) : std::string(trim(text));
    return found;
}

std::vector<std::string> parts_of_heading(std::string_view heading)
{
    std::vector<std::string> parts;
    for (std::size_t at = 0; at != std::string_view::npos;) {
        at = heading.find(formats::heading_separator);
        if (const std::string_view part = trim(heading.substr(0, at)); !part.empty()) {
            parts.emplace_back(part);
        }
        if (at != std::string_view::npos) {
            heading.remove_prefix(at + formats::heading_separator.size());
        }
    }
    return parts;
}

HeadingTime time_of_heading(std::string_view heading)
{
    HeadingTime time;
    for (const std::string& part : parts_of_heading(heading)) {
        SpokenPeriod spoken = spoken_period(part);
        if (spoken.period) {
            time.period = spoken.period;
        } else if (spoken.several || !spoken.unclear.empty()) {
            time.unclear = part;
        }
        if (!spoken.rest.empty()) {
            time.parts.push_back(std::move(spoken.rest));
        }
    }
    if (time.period && time.period->kind == PeriodKind::year) {
        // `2023 | Januar`
        for (std::size_t i = 0; i < time.parts.size(); ++i) {
            if (const auto part = part_of_year(*time.period, time.parts[i])) {
                time.period = part;
                time.parts.erase(time.parts.begin() + static_cast<std::ptrdiff_t>(i));
                break;
            }
        }
    }
    if (!time.unclear.empty()) {
        time.period.reset();
    }
    return time;
}

TimeHeading time_heading(std::string_view heading)
{
    if (heading_says(heading, "schuljahr* sj kitajahr kita-jahr kindergartenjahr kgj")) {
        return TimeHeading::school_year;
    }
    return says_period(heading) ? TimeHeading::time : TimeHeading::any;
}

std::optional<Period> period_of_cell(std::string_view text, TimeHeading heading)
{
    text = trim(text);
    if (text.size() < 4 || text.size() > 60 || std::none_of(text.begin(), text.end(), is_digit)) {
        return std::nullopt;
    }
    if (heading == TimeHeading::school_year && !all_digits(text)) {
        if (const auto period = parse_period("SJ " + std::string(text))) {
            return period;
        }
    }
    if (auto period = parse_period(text)) {
        return period;
    }
    if (heading != TimeHeading::any && all_digits(text)) {
        return period_in_one_piece(std::string(text), heading);
    }
    const bool ascii = ascii_length(text) == text.size();
    const std::string dashed = ascii ? std::string() : with_plain_dashes(text);
    const std::string_view plain = without_marks(ascii ? text : std::string_view(dashed));
    if (plain != text) {
        if (auto period = parse_period(plain)) {
            return period;
        }
    }
    // `1.3.24`: of day, month and year
    const std::size_t point = plain.find_last_of('.');
    const bool short_date = plain.size() <= 8 && point + 3 == plain.size() &&
                            std::count(plain.begin(), plain.end(), '.') == 2 && all_digits(plain.substr(point + 1));
    return short_date ? parse_period(fmt::format("{}20{}", plain.substr(0, point + 1), plain.substr(point + 1)))
                      : std::nullopt;
}

std::optional<Period> period_in_year(const Period& year, std::string_view text, std::string_view heading)
{
    if (year.kind != PeriodKind::year) {
        return std::nullopt;
    }
    text = trim(text);
    if (auto part = part_of_year(year, text)) {
        return part;
    }
    const bool month = heading_says(heading, "*monat month");
    if (!month && !heading_says(heading, "*quartal *vierteljahr quarter")) {
        return std::nullopt;
    }
    const std::string digits(text.starts_with('Q') ? text.substr(1) : text);
    const int part = number(digits);
    if (!all_digits(digits) || digits.size() > 2 || part < 1 || part > (month ? 12 : 4)) {
        return std::nullopt;
    }
    return Period{month ? PeriodKind::month : PeriodKind::quarter, year.year, static_cast<std::uint8_t>(part), 0};
}

bool is_month_or_school_year(std::string_view text)
{
    text = trim(text);
    if (text.size() != 7 || text[4] != '-' || !all_digits(text.substr(0, 4)) || !all_digits(text.substr(5))) {
        return false;
    }
    const int second = number(std::string(text.substr(5)));
    return second >= 1 && second <= 12 && second == (number(std::string(text.substr(0, 4))) + 1) % 100;
}

std::optional<Period> period_in_name(std::string_view name)
{
    return spoken_period(name).period;
}

}  // namespace allmende::sources
