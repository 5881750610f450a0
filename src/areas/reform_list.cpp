#include "areas/reform_list.hpp"

#include <algorithm>
#include <charconv>
#include <map>

#include "areas/territory_date.hpp"
#include "base/cell.hpp"
#include "base/error.hpp"

namespace allmende::areas {

namespace {

/// Columns of the official lists, unchanged from 2008 on.
namespace official {
constexpr std::size_t unit = 1;
constexpr std::size_t old_key = 3;
constexpr std::size_t kind = 5;
constexpr std::size_t area = 6;
constexpr std::size_t population = 7;
constexpr std::size_t new_key = 9;
constexpr std::size_t new_name = 10;
constexpr std::size_t in_law = 11;
constexpr std::size_t in_statistics = 12;
constexpr std::size_t columns = 12;
}  // namespace official

constexpr std::size_t population = static_cast<std::size_t>(Weight::population);
constexpr std::size_t area = static_cast<std::size_t>(Weight::area);

std::string cell(std::span<const std::string_view> cells, std::size_t column)
{
    return column < cells.size() ? std::string(trim(cells[column])) : std::string();
}

int year_of(const std::string& date)
{
    return std::stoi(date.substr(0, 4));
}

/// A number of the German notation: `1.234,5`; a point that no three digits follow is a decimal point.
std::optional<double> parse_number(std::string_view text)
{
    std::string plain;
    const bool comma = text.find(',') != std::string_view::npos;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const std::string_view after = text.substr(i + 1);
        const bool thousands =
            c == '.' &&
            (comma || (after.size() >= 3 && all_digits(after.substr(0, 3)) && (after.size() == 3 || after[3] == '.')));
        if (c == ' ' || thousands) {
            continue;
        }
        plain += c == ',' ? '.' : c;
    }
    double value = 0;
    const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
    return error == std::errc() && end == plain.data() + plain.size() && value >= 0 ? std::optional(value)
                                                                                    : std::nullopt;
}

/// One day's changes while they are put together.
class Day {
public:
    Day(std::string date, const UnitKnowledge& knowledge) : date_(std::move(date)), knowledge_(knowledge) {}

    void add(const ReformRow& row)
    {
        rows_.push_back(row);
        moves_[row.from].push_back(rows_.size() - 1);
    }

    Reform reform(const std::string& list, const std::string& source, std::vector<std::string>& not_divisible)
    {
        Reform made;
        made.id = slug(list + "-" + date_);
        made.date = date_;
        made.title = {
            fmt::format("Gebietsänderungen am {}.{}.{}", date_.substr(8), date_.substr(5, 2), date_.substr(0, 4)),
            "Territorial changes on " + date_};
        made.source = source;
        for (const auto& [old, moves] : moves_) {
            add_moves(old, moves, made, not_divisible);
        }
        add_those_that_grew(made);
        return made;
    }

private:
    std::string date_;
    const UnitKnowledge& knowledge_;
    std::vector<ReformRow> rows_;
    std::map<std::string, std::vector<std::size_t>> moves_;  // old unit → rows

    void add_moves(const std::string& old, const std::vector<std::size_t>& moves, Reform& made,
                   std::vector<std::string>& not_divisible)
    {
        const bool stays = std::any_of(moves.begin(), moves.end(),
                                       [&](std::size_t r) { return rows_[r].kind == ReformRow::Kind::part; });
        if (moves.size() == 1 && !stays) {
            const ReformRow& row = rows_[moves.front()];
            whole(old, row.to, row.to_name, made);
            for (const Weight weight : all_weights) {
                if (const auto& size = row.sizes[static_cast<std::size_t>(weight)]; size && *size > 0) {
                    made.sizes[std::string(name(weight))][old] = *size;
                }
            }
            return;
        }
        std::map<std::string, std::map<std::string, double>> shares;  // new unit → weight → share
        bool divisible = false;
        for (const Weight weight : all_weights) {
            divisible = divide(old, moves, stays, weight, shares) || divisible;
        }
        if (!divisible) {
            not_divisible.push_back(fmt::format("line {}: how large {} was and what it gave away is not known",
                                                rows_[moves.front()].line, old));
            return;
        }
        for (const std::size_t r : moves) {
            made.changes.push_back({{old}, rows_[r].to, {}, shares[rows_[r].to], rows_[r].to_name});
        }
        if (stays) {
            made.changes.push_back({{old}, old, {}, shares[old], {}});
        }
    }

    /// Fills the shares by one weight; false where a size is not known.
    bool divide(const std::string& old, const std::vector<std::size_t>& moves, bool stays, Weight weight,
                std::map<std::string, std::map<std::string, double>>& shares) const
    {
        double given = 0;
        for (const std::size_t r : moves) {
            const auto& size = rows_[r].sizes[static_cast<std::size_t>(weight)];
            if (!size) {
                return false;
            }
            given += *size;
        }
        const auto before = stays ? knowledge_.size(weight, old, year_of(date_) - 1) : std::optional(given);
        if (!before || *before <= 0 || *before < given) {
            return false;
        }
        for (const std::size_t r : moves) {
            shares[rows_[r].to][std::string(name(weight))] =
                *rows_[r].sizes[static_cast<std::size_t>(weight)] / *before;
        }
        if (stays) {
            shares[old][std::string(name(weight))] = (*before - given) / *before;
        }
        return true;
    }

    static void whole(const std::string& old, const std::string& to, const std::string& to_name, Reform& made)
    {
        for (ReformChange& change : made.changes) {
            if (change.to == to && change.exact()) {
                change.from.push_back(old);
                return;
            }
        }
        made.changes.push_back({{old}, to, {}, {}, to_name});
    }

    void add_those_that_grew(Reform& made) const
    {
        std::vector<std::string> targets;
        for (const ReformChange& change : made.changes) {
            targets.push_back(change.to);
        }
        std::sort(targets.begin(), targets.end());
        targets.erase(std::unique(targets.begin(), targets.end()), targets.end());
        for (const std::string& target : targets) {
            const bool only_keyed_anew = std::any_of(rows_.begin(), rows_.end(), [&](const ReformRow& row) {
                return row.to == target && row.kind == ReformRow::Kind::renamed;
            });
            if (!moves_.contains(target) && !only_keyed_anew && !knowledge_.was_formed(target, year_of(date_))) {
                whole(target, target, {}, made);
            }
        }
    }
};

void append_keys(std::string& text, const std::vector<std::string>& keys)
{
    for (std::size_t i = 0; i < keys.size(); ++i) {
        text += fmt::format("{}\"{}\"", i == 0 ? "" : ", ", keys[i]);
    }
}

}  // namespace

void ReformListReader::read(std::size_t line, std::span<const std::string_view> cells)
{
    if (!columns_.empty()) {
        read_plain(line, cells);
    } else if (cells.size() >= official::columns && folded(cells[official::unit]) == "gemeinde") {
        read_official(line, cells);
    } else if (cells.size() >= official::columns && !cell(cells, official::old_key).empty() &&
               all_digits(cell(cells, official::old_key))) {
        ++left_out_;  // Gemeindeverbände, Kreise, Länder
    } else {
        read_heading(cells);
    }
}

const std::vector<ReformRow>& ReformListReader::rows() const
{
    if (rows_.empty()) {
        fail(
            ErrorCode::bad_input,
            "{}: no territorial change was found; a list has rows of “Gemeinde” in the columns of the Statistisches Bundesamt, or "
            "a first row that names date, from and to",
            source_);
    }
    return rows_;
}

void ReformListReader::read_heading(std::span<const std::string_view> cells)
{
    static const std::map<std::string, std::string, std::less<>> known{{"date", "date"},
                                                                       {"datum", "date"},
                                                                       {"from", "from"},
                                                                       {"von", "from"},
                                                                       {"alt", "from"},
                                                                       {"to", "to"},
                                                                       {"nach", "to"},
                                                                       {"neu", "to"},
                                                                       {"name", "name"},
                                                                       {"kind", "kind"},
                                                                       {"art", "kind"},
                                                                       {"population", "population"},
                                                                       {"einwohner", "population"},
                                                                       {"area", "area"},
                                                                       {"fläche", "area"},
                                                                       {"employees", "employees"},
                                                                       {"beschäftigte", "employees"}};
    std::vector<std::string> columns;
    for (const std::string_view heading : cells) {
        const std::string text = folded(heading);
        const auto at = known.find(text);
        columns.push_back(at == known.end() ? std::string() : at->second);
        for (const auto& [unit, km2] : {std::pair("km²", 1.0), std::pair("in ha", 0.01), std::pair("(ha)", 0.01),
                                        std::pair("qm", 1e-6), std::pair("m²", 1e-6)}) {
            if (!km2_per_unit_ && text.find("fläche") != std::string::npos && text.find(unit) != std::string::npos) {
                km2_per_unit_ = km2;
            }
        }
    }
    const auto has = [&](std::string_view column) {
        return std::find(columns.begin(), columns.end(), column) != columns.end();
    };
    if (has("date") && has("from") && has("to")) {
        columns_ = std::move(columns);
    }
}

void ReformListReader::read_official(std::size_t line, std::span<const std::string_view> cells)
{
    const std::string kind = cell(cells, official::kind);
    const bool dissolved = kind.find('1') != std::string::npos;
    const bool part = kind.find('2') != std::string::npos;
    const bool new_key = kind.find('3') != std::string::npos;
    if (!dissolved && !part && !new_key) {
        ++left_out_;  // 4: only the name
        return;
    }
    ReformRow row;
    row.line = line;
    row.kind = dissolved ? ReformRow::Kind::whole : part ? ReformRow::Kind::part : ReformRow::Kind::renamed;
    row.from = need_key(line, cell(cells, official::old_key));
    row.to = need_key(line, cell(cells, official::new_key));
    row.to_name = cell(cells, official::new_name);
    const std::string day = cell(cells, official::in_statistics);
    row.date = need_day(line, day.empty() ? cell(cells, official::in_law) : day);
    row.sizes[population] = size(line, cell(cells, official::population));
    row.sizes[area] = size(line, cell(cells, official::area));
    if (row.sizes[area] && km2_per_unit_) {
        *row.sizes[area] *= *km2_per_unit_;
    } else if (row.kind == ReformRow::Kind::part) {
        row.sizes[area].reset();  // in which unit, no heading says: shares of a known whole cannot be told
    }
    rows_.push_back(std::move(row));
}

void ReformListReader::read_plain(std::size_t line, std::span<const std::string_view> cells)
{
    const auto value = [&](std::string_view column) {
        const auto at = std::find(columns_.begin(), columns_.end(), column);
        return at == columns_.end() ? std::string() : cell(cells, static_cast<std::size_t>(at - columns_.begin()));
    };
    if (std::all_of(cells.begin(), cells.end(), [](std::string_view text) { return trim(text).empty(); })) {
        return;
    }
    ReformRow row;
    row.line = line;
    row.date = need_day(line, value("date"));
    row.from = need_key(line, value("from"));
    row.to = need_key(line, value("to"));
    row.to_name = value("name");
    static const std::map<std::string, ReformRow::Kind, std::less<>> kinds{
        {"", ReformRow::Kind::whole},           {"whole", ReformRow::Kind::whole}, {"ganz", ReformRow::Kind::whole},
        {"part", ReformRow::Kind::part},        {"teil", ReformRow::Kind::part},   {"key", ReformRow::Kind::renamed},
        {"schlüssel", ReformRow::Kind::renamed}};
    const auto kind = kinds.find(folded(value("kind")));
    if (kind == kinds.end()) {
        fail(ErrorCode::bad_input,
             "{}:{}: the kind of a change is “whole”, “part” or “key” (“ganz”, “Teil”, “Schlüssel”), not {}", source_,
             line, shown(value("kind")));
    }
    row.kind = kind->second;
    for (const Weight weight : all_weights) {
        row.sizes[static_cast<std::size_t>(weight)] = size(line, value(name(weight)));
    }
    rows_.push_back(std::move(row));
}

std::string ReformListReader::need_day(std::size_t line, std::string_view text) const
{
    // Sheets write days also as `2016-01-01 00:00:00`.
    const auto day = parse_territory(text.substr(0, text.find(' ')));
    if (!day) {
        fail(ErrorCode::bad_input, "{}:{}: {} is no day; it is written 01.01.2016 or 2016-01-01", source_, line,
             shown(text));
    }
    return *day;
}

std::string ReformListReader::need_key(std::size_t line, std::string_view text) const
{
    if (!all_digits(text) || (text.size() != 5 && text.size() != 8)) {
        fail(ErrorCode::bad_input, "{}:{}: {} is no key of a Gemeinde (8 digits) or a Kreis (5 digits)", source_, line,
             shown(text));
    }
    return std::string(text);
}

std::optional<double> ReformListReader::size(std::size_t line, std::string_view text) const
{
    if (text.empty() || text == "-" || text == "." || text == "x") {
        return std::nullopt;
    }
    const auto number = parse_number(text);
    if (!number) {
        fail(ErrorCode::bad_input, "{}:{}: {} is no size; it is a number such as 1.234 or 12,5", source_, line,
             shown(text));
    }
    return number;
}

ReformList reforms_of(const std::vector<ReformRow>& rows, const std::string& name, const std::string& source,
                      const UnitKnowledge& knowledge)
{
    std::map<std::string, Day> days;
    for (const ReformRow& row : rows) {
        days.try_emplace(row.date, row.date, knowledge).first->second.add(row);
    }
    ReformList list;
    for (auto& [ignored, day] : days) {
        Reform reform = day.reform(name, source, list.not_divisible);
        if (!reform.changes.empty()) {
            list.reforms.push_back(std::move(reform));
        }
    }
    return list;
}

std::string toml_of(const std::vector<Reform>& reforms)
{
    std::string text;
    for (const Reform& reform : reforms) {
        text += fmt::format("[[reform]]\nid = {}\ndate = {}\ntitle = {{ de = {}, en = {} }}\nsource = {}\n",
                            toml_text(reform.id), toml_text(reform.date), toml_text(reform.title.de),
                            toml_text(reform.title.en), toml_text(reform.source));
        for (const ReformChange& change : reform.changes) {
            text += "\n[[reform.change]]\nfrom = [";
            append_keys(text, change.from);
            text += fmt::format("]\nto = {}\n", toml_text(change.to));
            text += change.name.empty() ? "" : fmt::format("name = {}\n", toml_text(change.name));
            std::string weights;
            for (const auto& [kind, weight] : change.weights) {
                weights += fmt::format("{}{} = {:.9f}", weights.empty() ? "" : ", ", kind, weight);
            }
            text += weights.empty() ? "" : fmt::format("weights = {{ {} }}\n", weights);
        }
        for (const auto& [kind, sizes] : reform.sizes) {
            text += fmt::format("\n[reform.sizes.{}]\n", kind);
            for (const auto& [key, size] : sizes) {
                text += fmt::format("{} = {}\n", toml_text(key), shortest(size));
            }
        }
        text += "\n";
    }
    return text;
}

}  // namespace allmende::areas
