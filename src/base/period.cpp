#include "base/period.hpp"

#include <array>
#include <chrono>

#include <fmt/core.h>

#include "base/ensure.hpp"
#include "base/text.hpp"

namespace allmende {

namespace {

constexpr int first_year = 1800;
constexpr int last_year = 2199;

/// A cursor over the text; each `take_…` moves on only when it succeeds.
class Scanner {
public:
    explicit Scanner(std::string_view text) : rest_(text) {}

    bool done() const { return rest_.empty(); }

    bool take(std::string_view expected)
    {
        if (!rest_.starts_with(expected)) {
            return false;
        }
        rest_.remove_prefix(expected.size());
        return true;
    }

    /// Exactly `digits` digits that no further digit follows.
    std::optional<int> take_number(std::size_t digits)
    {
        if (rest_.size() < digits || (rest_.size() > digits && is_digit(rest_[digits]))) {
            return std::nullopt;
        }
        int number = 0;
        for (std::size_t i = 0; i < digits; ++i) {
            if (!is_digit(rest_[i])) {
                return std::nullopt;
            }
            number = number * 10 + (rest_[i] - '0');
        }
        rest_.remove_prefix(digits);
        return number;
    }

    std::optional<int> take_year()
    {
        const Scanner before = *this;
        const auto year = take_number(4);
        if (year && *year >= first_year && *year <= last_year) {
            return year;
        }
        *this = before;
        return std::nullopt;
    }

    /// Four digits, or the last two of a year from 1970 to 2069.
    std::optional<int> take_long_or_short_year()
    {
        if (const auto year = take_year()) {
            return year;
        }
        const auto year = take_number(2);
        return year ? std::optional(*year + (*year < 70 ? 2000 : 1900)) : std::nullopt;
    }

    std::string_view take_word()
    {
        std::size_t length = 0;
        while (length < rest_.size() && rest_[length] != ' ' && rest_[length] != ':' && !is_digit(rest_[length])) {
            ++length;
        }
        const std::string_view word = rest_.substr(0, length);
        rest_.remove_prefix(length);
        return word;
    }

    void skip_blanks()
    {
        while (!rest_.empty() && (rest_.front() == ' ' || rest_.front() == ':')) {
            rest_.remove_prefix(1);
        }
    }

private:
    static bool is_digit(char c) { return c >= '0' && c <= '9'; }
    std::string_view rest_;
};

bool is_date(int year, int month, int day)
{
    using namespace std::chrono;
    return year_month_day(std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                          std::chrono::day(static_cast<unsigned>(day)))
        .ok();
}

Period make(PeriodKind kind, int year, int month = 0, int day = 0)
{
    return {kind, static_cast<std::int16_t>(year), static_cast<std::uint8_t>(month), static_cast<std::uint8_t>(day)};
}

std::optional<Period> make_day(int year, int month, int day)
{
    if (!is_date(year, month, day)) {
        return std::nullopt;
    }
    return make(PeriodKind::day, year, month, day);
}

/// What a hyphen between two years may be.
enum class Hyphen { joins_years, may_be_month };

/// `2015/16`, `2015/2016`, `2015-16`: the second year must follow the first.
std::optional<int> take_year_pair(Scanner& scanner, Hyphen hyphen = Hyphen::may_be_month)
{
    const auto first = hyphen == Hyphen::joins_years ? scanner.take_long_or_short_year() : scanner.take_year();
    const bool by_hyphen = first && !scanner.take("/");
    if (!first || (by_hyphen && !scanner.take("-"))) {
        return std::nullopt;
    }
    if (const auto second = scanner.take_number(4)) {
        return *second == *first + 1 ? first : std::nullopt;
    }
    if (const auto second = scanner.take_number(2)) {
        const bool month = by_hyphen && hyphen == Hyphen::may_be_month && *second <= 12;
        return *second == (*first + 1) % 100 && !month ? first : std::nullopt;
    }
    return std::nullopt;
}

/// GENESIS flat files give semesters as a month and a duration of six months.
std::optional<Period> semester_from_month(int year, int month)
{
    if (month == 10 || month == 9) {
        return make(PeriodKind::winter_semester, year);
    }
    if (month == 4 || month == 3) {
        return make(PeriodKind::summer_semester, year);
    }
    return std::nullopt;
}

/// Everything that begins with a year: `2015`, `2015-12-31`, `2015-03`, `2015-Q1`, `2015-10P6M`, `2015/16`.
std::optional<Period> parse_year_first(Scanner scanner)
{
    Scanner pair = scanner;
    if (const auto begin = take_year_pair(pair); begin && pair.done()) {
        return make(PeriodKind::school_year, *begin);
    }
    const auto year = scanner.take_year();
    if (!year) {
        return std::nullopt;
    }
    if (scanner.done()) {
        return make(PeriodKind::year, *year);
    }
    if (!scanner.take("-")) {
        return std::nullopt;
    }
    if (scanner.take("Q")) {
        const auto quarter = scanner.take_number(1);
        return quarter && *quarter >= 1 && *quarter <= 4 && scanner.done()
                   ? std::optional(make(PeriodKind::quarter, *year, *quarter))
                   : std::nullopt;
    }
    const auto month = scanner.take_number(2);
    if (!month || *month < 1 || *month > 12) {
        return std::nullopt;
    }
    if (scanner.done()) {
        return make(PeriodKind::month, *year, *month);
    }
    Scanner duration = scanner;
    duration.take("/");
    if (duration.take("P6M") && duration.done()) {
        return semester_from_month(*year, *month);
    }
    if (scanner.take("-")) {
        if (const auto day = scanner.take_number(2); day && scanner.done()) {
            return make_day(*year, *month, *day);
        }
    }
    return std::nullopt;
}

/// `31.12.2015`, `1.3.2015`
std::optional<Period> parse_german_date(Scanner scanner)
{
    auto day = scanner.take_number(2);
    if (!day) {
        day = scanner.take_number(1);
    }
    if (!day || !scanner.take(".")) {
        return std::nullopt;
    }
    scanner.skip_blanks();
    auto month = scanner.take_number(2);
    if (!month) {
        month = scanner.take_number(1);
    }
    if (month) {
        if (!scanner.take(".")) {
            return std::nullopt;
        }
    } else {
        month = month_by_name(scanner.take_word());
        if (!month) {
            // `1. Quartal 2015` is read elsewhere.
            return std::nullopt;
        }
    }
    scanner.skip_blanks();
    const auto year = scanner.take_year();
    if (!year || !scanner.done()) {
        return std::nullopt;
    }
    return make_day(*year, *month, *day);
}

/// `1. Quartal 2015`, `1. Vierteljahr 2015`, `1.Vj 2015`, `1. Q. 2015`
std::optional<Period> parse_quarter(Scanner scanner)
{
    const auto quarter = scanner.take_number(1);
    if (!quarter || *quarter < 1 || *quarter > 4 || !scanner.take(".")) {
        return std::nullopt;
    }
    scanner.skip_blanks();
    const std::string word = lower(scanner.take_word());
    scanner.skip_blanks();
    const auto year = scanner.take_year();
    const bool said =
        word == "quartal" || word == "vierteljahr" || word == "vj" || word == "vj." || word == "q." || word == "q";
    if (!year || !scanner.done() || !said) {
        return std::nullopt;
    }
    return make(PeriodKind::quarter, *year, *quarter);
}

/// `Q1 2015`, `Q1/2015`
std::optional<Period> parse_quarter_letter(Scanner scanner)
{
    if (!scanner.take("Q") && !scanner.take("q")) {
        return std::nullopt;
    }
    const auto quarter = scanner.take_number(1);
    if (!scanner.take("/")) {
        scanner.skip_blanks();
    }
    const auto year = scanner.take_year();
    return quarter && *quarter >= 1 && *quarter <= 4 && year && scanner.done()
               ? std::optional(make(PeriodKind::quarter, *year, *quarter))
               : std::nullopt;
}

/// `10/2015`, `3/2015`
std::optional<Period> parse_month_number(Scanner scanner)
{
    auto month = scanner.take_number(2);
    if (!month) {
        month = scanner.take_number(1);
    }
    if (!month || *month < 1 || *month > 12 || !scanner.take("/")) {
        return std::nullopt;
    }
    const auto year = scanner.take_year();
    return year && scanner.done() ? std::optional(make(PeriodKind::month, *year, *month)) : std::nullopt;
}

bool one_of(std::string_view word, std::initializer_list<std::string_view> words)
{
    for (const std::string_view candidate : words) {
        if (word == candidate) {
            return true;
        }
    }
    return false;
}

/// What stands behind `Schuljahr`: two years, or a single period.
std::optional<Period> parse_school_year(Scanner scanner)
{
    Scanner pair = scanner;
    if (const auto begin = take_year_pair(pair, Hyphen::joins_years); begin && pair.done()) {
        return make(PeriodKind::school_year, *begin);
    }
    return parse_year_first(scanner);
}

/// `WS 2015/16`, `SS 2016`, `Schuljahr 2015/16`, `März 2015`, and words that only announce a period: `Jahr: 2010`.
std::optional<Period> parse_word_first(Scanner scanner)
{
    const std::string word = lower(scanner.take_word());
    if (word.empty()) {
        return std::nullopt;
    }
    scanner.skip_blanks();
    if (one_of(word, {"ws", "wise", "wintersemester"})) {
        Scanner pair = scanner;
        if (const auto begin = take_year_pair(pair, Hyphen::joins_years); begin && pair.done()) {
            return make(PeriodKind::winter_semester, *begin);
        }
        return std::nullopt;
    }
    if (one_of(word, {"ss", "sose", "sommersemester"})) {
        const auto year = scanner.take_long_or_short_year();
        return year && scanner.done() ? std::optional(make(PeriodKind::summer_semester, *year)) : std::nullopt;
    }
    if (one_of(word, {"schuljahr", "sj", "sj.", "schj", "schj.", "kitajahr", "kita-jahr", "kindergartenjahr", "kgj"})) {
        return parse_school_year(scanner);
    }
    if (one_of(word, {"jahr",
                      "berichtsjahr",
                      "stichtag",
                      "stichtag:",
                      "am",
                      "zum",
                      "vom",
                      "stand",
                      "year",
                      "semester",
                      "prüfungsjahr",
                      "zeit",
                      "datum",
                      "monat",
                      "quartal",
                      "erhebungsjahr",
                      "wirtschaftsjahr",
                      "kalenderjahr",
                      "bezugsjahr",
                      "abgangsjahr",
                      "jahresdurchschnitt",
                      "jahresmittel",
                      "jahressumme",
                      "ø",
                      "Ø"})) {
        const Scanner rest = scanner;
        if (auto period = parse_year_first(rest)) {
            return period;
        }
        if (auto period = parse_german_date(rest)) {
            return period;
        }
        if (auto period = parse_quarter(rest)) {
            return period;
        }
        if (word == "semester" || word == "monat") {
            return parse_word_first(rest);
        }
        return std::nullopt;
    }
    const auto year = scanner.take_long_or_short_year();
    const auto month = year && scanner.done() ? month_by_name(word) : std::nullopt;
    return month ? std::optional(make(PeriodKind::month, *year, *month)) : std::nullopt;
}

/// What services of statistics write beside ISO 8601: `2015-A1`, `2015-M03`, `2015M03`, `2015Q1`, `2015K1` (SDMX, PX),
/// a span from its first day (`2015-01-01/P1Y`) and a day with its clock. Half-years, thirds and weeks are no periods
/// here.
std::optional<Period> parse_service_notation(Scanner scanner)
{
    const auto year = scanner.take_year();
    if (!year) {
        return std::nullopt;
    }
    scanner.take("-");
    const auto number_behind = [&](std::string_view letter, int most) -> std::optional<int> {
        Scanner rest = scanner;
        if (!rest.take(letter)) {
            return std::nullopt;
        }
        auto number = rest.take_number(2);
        number = number ? number : rest.take_number(1);
        return number && *number >= 1 && *number <= most && rest.done() ? number : std::nullopt;
    };
    if (number_behind("A", 1) || (scanner.take("A") && scanner.done())) {
        return make(PeriodKind::year, *year);
    }
    if (const auto month = number_behind("M", 12)) {
        return make(PeriodKind::month, *year, *month);
    }
    for (const std::string_view letter : {"Q", "K"}) {
        if (const auto quarter = number_behind(letter, 4)) {
            return make(PeriodKind::quarter, *year, *quarter);
        }
    }
    return std::nullopt;
}

/// `2015-01-01/P1Y`, `2015-04-01/P3M`, `2015-03-01T00:00:00`
std::optional<Period> parse_span(std::string_view text)
{
    if (text.size() < 12 || (text[10] != '/' && text[10] != 'T')) {
        return std::nullopt;
    }
    const auto day = parse_year_first(Scanner(text.substr(0, 10)));
    if (!day || day->kind != PeriodKind::day) {
        return std::nullopt;
    }
    const std::size_t slash = text.find('/');
    const std::string_view clock = text.substr(10, slash == std::string_view::npos ? slash : slash - 10);
    if (!clock.empty() && clock != "T00:00:00" && clock != "T00:00:00Z") {
        return std::nullopt;
    }
    const std::string_view length = slash == std::string_view::npos ? "P1D" : text.substr(slash + 1);
    const bool first_of_month = day->day == 1;
    if (length == "P1D") {
        return day;
    }
    if ((length == "P1Y" || length == "P12M") && first_of_month && day->month == 1) {
        return make(PeriodKind::year, day->year);
    }
    if (length == "P1M" && first_of_month) {
        return make(PeriodKind::month, day->year, day->month);
    }
    if (length == "P3M" && first_of_month && day->month % 3 == 1) {
        return make(PeriodKind::quarter, day->year, (day->month + 2) / 3);
    }
    return std::nullopt;
}

}  // namespace

std::int32_t Period::code() const
{
    return year * 100000 + static_cast<std::int32_t>(kind) * 10000 + month * 100 + day;
}

Period Period::from_code(std::int32_t code)
{
    const int kind = code / 10000 % 10;
    ensure(code >= 0 && kind <= static_cast<int>(PeriodKind::month), "a period code names a kind");
    return make(static_cast<PeriodKind>(kind), code / 100000, code / 100 % 100, code % 100);
}

std::string Period::text() const
{
    switch (kind) {
    case PeriodKind::year: return fmt::format("{}", year);
    case PeriodKind::day: return fmt::format("{:04}-{:02}-{:02}", year, month, day);
    case PeriodKind::school_year: return fmt::format("{}/{:02}", year, (year + 1) % 100);
    case PeriodKind::winter_semester: return fmt::format("WS {}/{:02}", year, (year + 1) % 100);
    case PeriodKind::summer_semester: return fmt::format("SS {}", year);
    case PeriodKind::quarter: return fmt::format("{}-Q{}", year, month);
    case PeriodKind::month: return fmt::format("{:04}-{:02}", year, month);
    }
    broken("a period has a kind");
}

std::int32_t first_code_of_year(int year)
{
    return year * 100000;
}

std::int32_t end_code_of_year(int year)
{
    return (year + 1) * 100000;
}

std::optional<Period> parse_period(std::string_view text)
{
    text = trim(text);
    if (text.size() < 4 || text.size() > 60) {
        return std::nullopt;
    }
    const Scanner scanner(text);
    if (auto period = parse_year_first(scanner)) {
        return period;
    }
    if (auto period = parse_german_date(scanner)) {
        return period;
    }
    for (const auto parse : {parse_quarter, parse_quarter_letter, parse_month_number}) {
        if (auto period = parse(scanner)) {
            return period;
        }
    }
    if (auto period = parse_service_notation(scanner)) {
        return period;
    }
    if (auto period = parse_span(text)) {
        return period;
    }
    return parse_word_first(scanner);
}

std::optional<int> month_by_name(std::string_view text)
{
    static constexpr std::array<std::array<std::string_view, 7>, 12> names{{
        {"januar", "january", "jan", "jan."},
        {"februar", "february", "feb", "feb."},
        {"märz", "march", "mrz", "mrz.", "mär", "mär.", "maerz"},
        {"april", "april", "apr", "apr."},
        {"mai", "may", "mai", "mai."},
        {"juni", "june", "jun", "jun."},
        {"juli", "july", "jul", "jul."},
        {"august", "august", "aug", "aug."},
        {"september", "september", "sep", "sep.", "sept", "sept."},
        {"oktober", "october", "okt", "okt.", "oct", "oct."},
        {"november", "november", "nov", "nov."},
        {"dezember", "december", "dez", "dez.", "dec", "dec."},
    }};
    const std::string word = lower(trim(text));
    for (std::size_t month = 0; month < names.size(); ++month) {
        for (const std::string_view name : names[month]) {
            if (!word.empty() && word == name) {
                return static_cast<int>(month) + 1;
            }
        }
    }
    return std::nullopt;
}

std::optional<Period> part_of_year(const Period& year, std::string_view text)
{
    if (const auto month = month_by_name(text)) {
        return make(PeriodKind::month, year.year, *month);
    }
    // A year is needed to read the notation; which one does not matter.
    const std::string with_year = fmt::format("{} 2000", trim(text));
    auto quarter = parse_quarter(Scanner(with_year));
    if (quarter) {
        quarter->year = year.year;
    }
    return quarter;
}

}  // namespace allmende
