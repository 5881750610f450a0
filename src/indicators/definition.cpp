#include "indicators/definition.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/catalogue_files.hpp"
#include "base/ensure.hpp"
#include "base/error.hpp"

namespace allmende::indicators {

namespace {

struct UnitInfo {
    Unit unit;
    std::string_view name;
    double factor;
};

constexpr std::array<UnitInfo, 9> units{{{Unit::count, "count", 1},
                                         {Unit::percent, "percent", 100},
                                         {Unit::per_100, "per_100", 100},
                                         {Unit::per_1000, "per_1000", 1000},
                                         {Unit::ratio, "ratio", 1},
                                         {Unit::years, "years", 1},
                                         {Unit::euro, "euro", 1},
                                         {Unit::index, "index", 1},
                                         {Unit::square_km, "square_km", 1}}};

const UnitInfo& info(Unit unit)
{
    const UnitInfo& entry = units[static_cast<std::size_t>(unit)];
    ensure(entry.unit == unit, "the unit table is in the order of the units");
    return entry;
}

std::vector<std::string> unit_names()
{
    std::vector<std::string> names;
    for (const UnitInfo& entry : units) {
        names.emplace_back(entry.name);
    }
    return names;
}

Unit unit_by_name(const std::string& name)
{
    for (const UnitInfo& entry : units) {
        if (entry.name == name) {
            return entry.unit;
        }
    }
    broken("unit names were checked");
}

Direction direction_by_name(const std::string& name)
{
    return name == "high_is_good"  ? Direction::high_is_good
           : name == "low_is_good" ? Direction::low_is_good
                                   : Direction::neutral;
}

const std::vector<std::string> places{"residence", "workplace", "school", "university", "facility"};
const std::vector<std::string> period_kinds{
    "year", "annual_average", "day", "school_year_begin", "school_year_end", "winter_semester"};

void check_codes(const Config& config, std::string_view key, const std::string& dimension,
                 const std::vector<std::string>& codes, const KnowsCode& knows)
{
    if (!knows(dimension, "")) {
        config.complain(key, fmt::format("“{}” is no dimension of the catalogue", dimension));
    }
    for (const std::string& code : codes) {
        if (code != "*" && code != "total" && !knows(dimension, code)) {
            config.complain(key, fmt::format("the dimension “{}” has no code “{}”", dimension, code));
        }
    }
}

Term read_term(const Config& config, const KnowsCode& knows)
{
    config.allow_only({"dataset", "measure", "where", "factor"});
    Term term;
    term.datasets = config.texts_or_empty("dataset");
    if (term.datasets.empty()) {
        config.complain("dataset", "a term names its “dataset” (a table code, or a list of them)");
    }
    term.measure = config.text_or("measure", "");
    term.factor = config.number_or("factor", 1);
    if (term.factor == 0 || !std::isfinite(term.factor)) {
        config.complain("factor", "a factor other than 0 is needed");
    }
    if (const auto where = config.table_or_none("where")) {
        for (const std::string& dimension : where->keys()) {
            term.where[dimension] = where->texts_or_empty(dimension);
            check_codes(*where, dimension, dimension, term.where[dimension], knows);
        }
    }
    return term;
}

/// `day:12-31`, `month:06`, `quarter:4`, `winter_semester`, `summer_semester`, `school_year`, `year`
void read_period_pick(const Config& config, Quantity& quantity)
{
    const std::string text = config.text_or("period", "");
    if (text.empty()) {
        return;
    }
    const std::size_t colon = text.find(':');
    const std::string word = text.substr(0, colon);
    const std::string rest = colon == std::string::npos ? std::string() : text.substr(colon + 1);
    const auto number = [&](std::string_view digits) {
        if (digits.empty() || digits.size() > 2 || !all_digits(digits)) {
            config.complain("period", "expected for example “day:12-31”, “month:06”, “quarter:4” or “winter_semester”");
        }
        return std::stoi(std::string(digits));
    };
    if (word == "day") {
        const auto parts = split(rest, '-');
        quantity.month = number(parts.front());
        quantity.day = number(parts.size() == 2 ? parts.back() : std::string_view());
        quantity.period_kind = PeriodKind::day;
    } else if (word == "month" || word == "quarter") {
        quantity.month = number(rest);
        quantity.period_kind = word == "month" ? PeriodKind::month : PeriodKind::quarter;
    } else if (word == "winter_semester" || word == "summer_semester") {
        quantity.period_kind = word == "winter_semester" ? PeriodKind::winter_semester : PeriodKind::summer_semester;
    } else if (word == "year" || word == "school_year") {
        quantity.period_kind = word == "year" ? PeriodKind::year : PeriodKind::school_year;
    } else {
        number("");
    }
}

Quantity read_quantity(const Config& config, const KnowsCode& knows, areas::Weight usual_weight)
{
    config.allow_only({"text", "term", "offset_years", "period", "nil", "split_by"});
    Quantity quantity;
    quantity.text = config.localized("text");
    quantity.offset_years = static_cast<int>(config.integer_or("offset_years", 0));
    quantity.nil_is_missing = config.choice_or("nil", {"zero", "missing"}, "zero") == "missing";
    const std::string weight = config.choice_or("split_by", {"population", "area", "employees"}, name(usual_weight));
    quantity.split_by = areas::weight_by_name(weight).value_or(usual_weight);
    read_period_pick(config, quantity);
    for (const Config& term : config.tables("term")) {
        quantity.terms.push_back(read_term(term, knows));
    }
    if (quantity.terms.empty()) {
        config.complain("term", "at least one [[…term]] is needed");
    }
    return quantity;
}

/// `total - female`, `a + b`: delivered codes with + and −.
std::vector<std::pair<double, std::string>> read_expression(const Config& config, const std::string& key)
{
    std::vector<std::pair<double, std::string>> parts;
    double sign = 1;
    bool expects_code = true;
    const std::string text = config.text(key);
    for (const std::string_view word : split(text, ' ')) {
        if (word.empty()) {
            continue;
        }
        if (expects_code) {
            parts.emplace_back(sign, word);
        } else if (word == "+" || word == "-") {
            sign = word == "+" ? 1 : -1;
        } else {
            config.complain(key, "expected codes joined by “ + ” or “ - ”, for example “total - female”");
        }
        expects_code = !expects_code;
    }
    if (parts.empty() || expects_code) {
        config.complain(key, "expected codes joined by “ + ” or “ - ”, for example “total - female”");
    }
    return parts;
}

Breakdown read_breakdown(const Config& config, const KnowsCode& knows)
{
    config.allow_only({"dimension", "codes", "derive", "apply"});
    Breakdown breakdown;
    breakdown.dimension = config.text("dimension");
    breakdown.codes = config.texts_or_empty("codes");
    breakdown.numerator_only = config.choice_or("apply", {"both", "numerator"}, "both") == "numerator";
    check_codes(config, "codes", breakdown.dimension, breakdown.codes, knows);
    if (const auto derive = config.table_or_none("derive")) {
        for (const std::string& code : derive->keys()) {
            breakdown.derive[code] = read_expression(*derive, code);
            for (const auto& [sign, delivered] : breakdown.derive[code]) {
                check_codes(*derive, code, breakdown.dimension, {delivered}, knows);
            }
        }
    }
    return breakdown;
}

std::vector<Breakdown> read_breakdowns(const Config& config, const KnowsCode& knows)
{
    std::vector<Breakdown> breakdowns;
    const std::vector<std::string> dimensions = config.texts_or_empty("breakdowns");
    std::vector<Breakdown> described;
    for (const Config& entry : config.tables("breakdown")) {
        described.push_back(read_breakdown(entry, knows));
        if (std::find(dimensions.begin(), dimensions.end(), described.back().dimension) == dimensions.end()) {
            entry.complain("dimension",
                           fmt::format("“{}” must also stand in “breakdowns”", described.back().dimension));
        }
    }
    for (const std::string& dimension : dimensions) {
        check_codes(config, "breakdowns", dimension, {}, knows);
        const auto at = std::find_if(described.begin(), described.end(),
                                     [&](const Breakdown& entry) { return entry.dimension == dimension; });
        breakdowns.push_back(at == described.end() ? Breakdown{dimension, {}, {}, false} : *at);
    }
    return breakdowns;
}

Break read_break(const Config& config)
{
    config.allow_only({"year", "areas", "text"});
    return {static_cast<int>(config.integer("year")), config.texts_or_empty("areas"), config.localized("text")};
}

Definition read_definition(const Config& config, const KnowsCode& knows)
{
    config.allow_only({"id",         "version",     "number",    "theme",       "title",    "short",      "question",
                       "definition", "formula",     "unit",      "unit_text",   "decimals", "direction",  "place",
                       "priority",   "stage",       "period",    "period_text", "caveats",  "breakdowns", "aggregable",
                       "numerator",  "denominator", "breakdown", "break"});
    Definition definition;
    definition.id = config.text("id");
    if (lower(definition.id) != definition.id || slug(definition.id).size() != definition.id.size()) {
        config.complain("id", "an id holds only lower-case letters, digits, “_” and “-”; not " + shown(definition.id));
    }
    definition.version = static_cast<int>(config.integer_or("version", 1));
    definition.number = config.text("number");
    definition.theme = config.text("theme");
    definition.title = config.localized("title");
    definition.short_title = config.localized("short");
    definition.question = config.localized("question");
    definition.definition = config.localized("definition");
    definition.formula = config.localized("formula");
    definition.unit = unit_by_name(config.choice("unit", unit_names()));
    definition.unit_text = config.localized_or_empty("unit_text");
    definition.decimals = static_cast<int>(config.integer_or("decimals", definition.unit == Unit::count ? 0 : 1));
    if (definition.decimals < 0 || definition.decimals > 6) {
        config.complain("decimals", "decimals lie between 0 and 6");
    }
    definition.direction = direction_by_name(config.choice("direction", {"high_is_good", "low_is_good", "neutral"}));
    definition.place = config.choice("place", places);
    definition.priority = config.choice("priority", {"core", "overview", "supplementary"});
    definition.stage = config.choice("stage", {"context", "input", "process", "output", "outcome"});
    definition.period = config.choice("period", period_kinds);
    definition.period_text = config.localized("period_text");
    for (const Config& caveat : config.tables("caveats")) {
        definition.caveats.push_back({caveat.text("de"), caveat.text("en")});
    }
    definition.aggregable = config.flag_or("aggregable", true);
    const areas::Weight weight = definition.place == "workplace" ? areas::Weight::employees : areas::Weight::population;
    definition.numerator = read_quantity(config.table("numerator"), knows,
                                         definition.unit == Unit::square_km ? areas::Weight::area : weight);
    if (const auto denominator = config.table_or_none("denominator")) {
        definition.denominator = read_quantity(*denominator, knows, weight);
    }
    definition.breakdowns = read_breakdowns(config, knows);
    for (const Config& entry : config.tables("break")) {
        definition.breaks.push_back(read_break(entry));
    }
    definition.file = config.where();
    return definition;
}

}  // namespace

std::string_view name(Unit unit)
{
    return info(unit).name;
}

std::string_view name(Direction direction)
{
    switch (direction) {
    case Direction::high_is_good: return "high_is_good";
    case Direction::low_is_good: return "low_is_good";
    case Direction::neutral: return "neutral";
    }
    broken("every direction has a name");
}

double factor(Unit unit)
{
    return info(unit).factor;
}

std::vector<Definition> load_definitions(const std::vector<std::filesystem::path>& catalogues, const KnowsCode& knows)
{
    std::vector<Definition> definitions;
    for (const Config& config : allmende::load_definitions(catalogues, "indicators")) {
        definitions.push_back(read_definition(config, knows));
    }
    std::stable_sort(definitions.begin(), definitions.end(), [](const Definition& a, const Definition& b) {
        // `D2` before `D12`, `A04.1` before `A04.2`: letter, number, number behind the point.
        const auto rank = [](const Definition& d) {
            const std::size_t digits = std::min(d.number.find_first_of("0123456789"), d.number.size());
            const std::string rest = d.number.substr(digits);
            const std::size_t point = rest.find('.');
            const int minor = point == std::string::npos ? 0 : std::atoi(rest.c_str() + point + 1);
            return std::tuple(d.theme, std::atoi(rest.c_str()), minor, d.id);
        };
        return rank(a) < rank(b);
    });
    return definitions;
}

const Definition& need_definition(const std::vector<Definition>& definitions, std::string_view id)
{
    std::vector<std::string> known;
    for (const Definition& definition : definitions) {
        if (definition.id == id) {
            return definition;
        }
        known.push_back(definition.id);
    }
    const std::string like = nearest(id, known);
    fail(ErrorCode::not_found, "there is no indicator {}{}", shown(id),
         like.empty() ? "; `allmende indicators` lists all" : "; did you mean “" + like + "”?");
}

}  // namespace allmende::indicators
