#include "reports/operand.hpp"

#include <algorithm>
#include <array>

#include "base/error.hpp"

namespace allmende::reports {

namespace {

constexpr std::array<std::string_view, 18> connectors{">", "<", "~",  "<>", "by",   "within", "in", "is", "among",
                                                      "-", "/", "..", "to", "from", "of",     ")",  ";",  "steadily"};

bool is_connector(std::string_view word)
{
    return std::find(connectors.begin(), connectors.end(), word) != connectors.end();
}

/// `sex=female` → sex, female
std::pair<std::string_view, std::string_view> parts_of(std::string_view word)
{
    const std::size_t at = word.find('=');
    return {word.substr(0, at), word.substr(at + 1)};
}

}  // namespace

const FigureName* first_figure(const Operand& operand)
{
    if (operand.kind == Operand::Kind::figure) {
        return &operand.figure;
    }
    for (const Operand& part : operand.parts) {
        if (const FigureName* found = first_figure(part)) {
            return found;
        }
    }
    return nullptr;
}

Operand completed(Operand operand, const FigureName& from)
{
    if (operand.kind == Operand::Kind::figure) {
        operand.figure = completed(operand.figure, from);
    }
    for (Operand& part : operand.parts) {
        part = completed(part, from);
    }
    return operand;
}

FigureName OperandReader::figure(const FigureName& from, Needs needs)
{
    const std::size_t at = words_.at();
    FigureName name;
    std::vector<Word> breakdowns;
    while (!words_.done() && !is_connector(words_.peek())) {
        if (take_part(name, breakdowns)) {
            continue;
        }
        const Word word = words_.take("a figure");
        const std::optional<std::size_t> indicator = finder_.indicator(word.text);
        if (!indicator) {
            take_area(name, word);
        } else if (name.indicator) {
            words_.source().complain(word.at, fmt::format("“{}” is a second indicator of one figure", word.text));
        } else {
            name.indicator = indicator;
        }
    }
    const bool nothing = !name.indicator && !name.area && !name.year && !name.series && breakdowns.empty();
    if (nothing) {
        words_.complain("a figure, for example `leavers_without_hsa_share ruhr 2023`");
    }
    const bool total = name.series.has_value();
    name = completed(name, from);
    if (!breakdowns.empty() && total) {
        words_.source().complain(breakdowns.front().at, "a figure is either the total or a part of a breakdown");
    }
    check(name, needs, at);
    resolve_series(name, breakdowns);
    return name;
}

/// Takes words that are neither indicator nor area.
bool OperandReader::take_part(FigureName& name, std::vector<Word>& breakdowns)
{
    const std::string_view word = words_.peek();
    int year = 0;
    if (word == "numerator" || word == "denominator") {
        name.part = word == "numerator" ? Part::numerator : Part::denominator;
    } else if (word == "total") {
        name.series = 0;
    } else if (word.find('=') != std::string_view::npos) {
        breakdowns.push_back(words_.take("a breakdown"));
        return true;
    } else if (word == "newest" || word == "first" || read_year(word, year)) {
        if (name.year) {
            words_.complain("the end of the figure: it has a year already");
        }
        name.year = YearName{word == "newest"  ? YearName::Kind::newest
                             : word == "first" ? YearName::Kind::first
                                               : YearName::Kind::fixed,
                             year};
    } else {
        return false;
    }
    words_.take("a word");
    return true;
}

void OperandReader::take_area(FigureName& name, const Word& word)
{
    const std::string key = need_area(word);
    if (name.area) {
        words_.source().complain(word.at, fmt::format("“{}” is a second area of one figure", word.text));
    }
    const areas::Region* region = key.starts_with("region:") ? finder_.region(key) : nullptr;
    if (region != nullptr && !region->has_sum) {
        words_.source().complain(
            word.at, fmt::format("“{}” is only a set to choose from and has no figures of its own", word.text));
    }
    name.area = key;
}

std::string OperandReader::need_area(const Word& word)
{
    const std::vector<std::string> keys = finder_.areas(word.text);
    if (keys.empty()) {
        words_.source().complain(word.at, fmt::format("{} is no indicator, area or region of this release{}",
                                                      shown(word.text), finder_.hint(word.text)));
    }
    if (keys.size() > 1) {
        words_.source().complain(
            word.at, fmt::format("“{}” names several areas ({}); write the key", word.text, join(keys, ", ")));
    }
    return keys.front();
}

void OperandReader::resolve_series(FigureName& name, const std::vector<Word>& breakdowns)
{
    if (breakdowns.empty()) {
        return;
    }
    if (breakdowns.size() > 1) {
        words_.source().complain(breakdowns[1].at, "a figure is broken down by one thing at a time");
    }
    const Word& word = breakdowns.front();
    const auto [dimension, code] = parts_of(word.text);
    name.series = finder_.series(*name.indicator, dimension, code);
    if (name.series) {
        return;
    }
    std::vector<std::string> known;
    for (const indicators::Series& series : finder_.table(*name.indicator).series) {
        if (!series.dimension.empty()) {
            known.push_back(series.dimension + "=" + series.code);
        }
    }
    const std::string like = nearest(word.text, known);
    const std::string hint = known.empty()  ? "; it has none"
                             : like.empty() ? "; it has " + join(known, ", ")
                                            : "; did you mean " + like + "?";
    words_.source().complain(
        word.at, fmt::format("{} has no breakdown “{}”{}", finder_.definition(*name.indicator).id, word.text, hint));
}

void OperandReader::check(const FigureName& name, Needs needs, std::size_t at)
{
    const char* lacking = !name.indicator                         ? "indicator, for example leavers_without_hsa_share"
                          : !name.area && needs != Needs::no_area ? "area, for example 05513, ruhr or duisburg"
                          : !name.year && needs != Needs::no_year ? "year, for example 2023 or newest"
                                                                  : nullptr;
    if (lacking != nullptr) {
        words_.source().complain(at, fmt::format("this figure lacks its {}", lacking));
    }
    if (name.year && needs == Needs::no_year) {
        words_.source().complain(at, "the year of this figure stands in “from … to …” or in another figure");
    }
}

Operand OperandReader::operand(const FigureName& from, Needs needs)
{
    Operand operand;
    WrittenNumber written;
    if (words_.take_if("(")) {
        operand.parts.push_back(this->operand(from, needs));
        const bool ratio = words_.peek() == "/";
        if (!ratio && words_.peek() != "-") {
            words_.complain("“-” or “/” between two figures");
        }
        words_.take("“-” or “/”");
        operand.kind = ratio ? Operand::Kind::ratio : Operand::Kind::difference;
        const FigureName* first = first_figure(operand.parts.front());
        operand.parts.push_back(this->operand(first == nullptr ? from : *first, needs));
        words_.need(")");
        return operand;
    }
    if (words_.take_if("number")) {
        operand.kind = Operand::Kind::number;
        operand.number = number("a number");
        return operand;
    }
    if (read_number(words_.peek(), written) && written.percent) {
        operand.kind = Operand::Kind::number;
        operand.number = number("a number");
        return operand;
    }
    operand.figure = figure(from, needs);
    return operand;
}

double OperandReader::number(std::string_view wanted)
{
    WrittenNumber written;
    if (!read_number(words_.peek(), written)) {
        words_.complain(wanted);
    }
    words_.take(wanted);
    if (!written.percent) {
        words_.take_if("%");
    }
    return written.value;
}

std::size_t OperandReader::count(std::string_view wanted)
{
    if (!all_digits(words_.peek()) || words_.peek().empty() || words_.peek().size() > 6) {
        words_.complain(wanted);
    }
    return static_cast<std::size_t>(std::stoul(words_.take(wanted).text));
}

int OperandReader::year()
{
    int year = 0;
    if (!read_year(words_.peek(), year)) {
        words_.complain("a year of four digits");
    }
    words_.take("a year");
    return year;
}

std::pair<int, int> OperandReader::span()
{
    words_.need("from");
    const int from = year();
    words_.need("to");
    const std::size_t at = words_.at();
    const int to = year();
    if (to <= from) {
        words_.source().complain(at, fmt::format("the span ends in {}, before it began", to));
    }
    return {from, to};
}

std::vector<std::string> OperandReader::set()
{
    std::vector<std::string> keys;
    while (!words_.done() && !is_connector(words_.peek())) {
        const Word word = words_.take("an area or a region");
        const areas::Region* region =
            word.text.starts_with("region:") || finder_.ground().areas.find(word.text) != nullptr
                ? nullptr
                : finder_.region(word.text);
        const std::vector<std::string> more =
            region == nullptr ? std::vector{need_area(word)} : finder_.members(*region);
        for (const std::string& key : more) {
            if (std::find(keys.begin(), keys.end(), key) == keys.end()) {
                keys.push_back(key);
            }
        }
    }
    if (keys.empty()) {
        words_.complain("a region or areas");
    }
    return keys;
}

void OperandReader::end()
{
    if (!words_.done()) {
        words_.complain("the end");
    }
}

}  // namespace allmende::reports
