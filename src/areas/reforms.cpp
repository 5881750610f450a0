#include "areas/reforms.hpp"

#include <algorithm>
#include <cmath>

#include "areas/territory_date.hpp"
#include "base/config.hpp"
#include "base/error.hpp"

namespace allmende::areas {

namespace {

constexpr std::array<std::string_view, 3> weight_names{"population", "area", "employees"};
/// Published weights have five digits: a sum may miss 1 by as much as they were rounded.
constexpr double most_rounding = 0.0005;

void need_weight_name(const Config& config, const std::string& kind)
{
    if (!weight_by_name(kind)) {
        config.complain(kind,
                        fmt::format("units are divided by {}", join({weight_names.begin(), weight_names.end()}, ", ")));
    }
}

ReformChange read_change(const Config& config)
{
    config.allow_only({"from", "to", "as_part", "weights", "name"});
    ReformChange change;
    change.from = config.texts("from");
    change.to = config.text("to");
    change.name = config.text_or("name", "");
    if (const auto parts = config.table_or_none("as_part")) {
        for (const std::string& key : parts->keys()) {
            change.as_part[key] = parts->text(key);
        }
    }
    if (const auto weights = config.table_or_none("weights")) {
        if (change.from.size() != 1) {
            config.complain("weights", "weights belong to one old unit; give each old unit a change of its own");
        }
        for (const std::string& kind : weights->keys()) {
            need_weight_name(*weights, kind);
            const double weight = weights->number(kind);
            if (!(weight >= 0 && weight <= 1)) {
                weights->complain(kind,
                                  "a weight is the share of the old unit that went into the new one, from 0 to 1");
            }
            change.weights[kind] = weight;
        }
    }
    return change;
}

void check_weights(const Config& config, const Reform& reform)
{
    struct Division {
        std::map<std::string, double> sums;
        std::map<std::string, std::size_t> entries;
        std::size_t changes = 0;
        bool whole = false;
    };
    std::map<std::string, Division> divisions;
    for (const ReformChange& change : reform.changes) {
        for (const std::string& old : change.from) {
            Division& division = divisions[old];
            ++division.changes;
            division.whole = division.whole || change.exact();
            for (const auto& [kind, weight] : change.weights) {
                division.sums[kind] += weight;
                ++division.entries[kind];
            }
        }
    }
    for (const auto& [old, division] : divisions) {
        if (division.whole && division.changes > 1) {
            config.complain(
                "id", fmt::format("{} goes into several units, one of them whole: every share needs its weights", old));
        }
        for (const auto& [kind, sum] : division.sums) {
            if (division.entries.at(kind) != division.changes) {
                config.complain(
                    "id",
                    fmt::format("the weight by {} of the old unit {} is not given for all units that it went into",
                                kind, old));
            }
            if (std::abs(sum - 1) > most_rounding) {
                config.complain(
                    "id", fmt::format("the weights by {} of the old unit {} add up to {}, not to 1", kind, old, sum));
            }
        }
    }
}

void read_sizes(const Config& config, Reform& reform)
{
    for (const std::string& kind : config.keys()) {
        need_weight_name(config, kind);
        const Config sizes = config.table(kind);
        for (const std::string& key : sizes.keys()) {
            const double size = sizes.number(key);
            if (!(size > 0)) {
                sizes.complain(key, "the size of a unit before the reform is a number above 0");
            }
            reform.sizes[kind][key] = size;
        }
    }
}

Reform read_reform(const Config& config)
{
    config.allow_only({"id", "date", "title", "source", "change", "sizes"});
    Reform reform;
    reform.id = config.text("id");
    const auto day = parse_territory(config.text("date"));
    if (!day) {
        config.complain("date", "the first day of the new territory is written 2009-10-21");
    }
    reform.date = *day;
    reform.title = config.localized("title");
    reform.source = config.text("source");
    for (const Config& change : config.tables("change")) {
        reform.changes.push_back(read_change(change));
    }
    if (const auto sizes = config.table_or_none("sizes")) {
        read_sizes(*sizes, reform);
    }
    check_weights(config, reform);
    return reform;
}

}  // namespace

std::string_view name(Weight weight)
{
    return weight_names[static_cast<std::size_t>(weight)];
}

std::optional<Weight> weight_by_name(std::string_view text)
{
    for (const Weight weight : all_weights) {
        if (text == name(weight)) {
            return weight;
        }
    }
    return std::nullopt;
}

std::vector<Reform> load_reforms(const std::vector<std::filesystem::path>& catalogues)
{
    std::map<std::string, Reform> by_id;
    for (const std::filesystem::path& catalogue : catalogues) {
        if (!std::filesystem::is_directory(catalogue / "reforms")) {
            continue;
        }
        std::vector<std::filesystem::path> files;
        for (const auto& entry : std::filesystem::directory_iterator(catalogue / "reforms")) {
            if (entry.path().extension() == ".toml") {
                files.push_back(entry.path());
            }
        }
        std::sort(files.begin(), files.end());
        for (const auto& file : files) {
            for (const Config& config : Config::load(file).tables("reform")) {
                Reform reform = read_reform(config);
                by_id.insert_or_assign(reform.id, std::move(reform));
            }
        }
    }
    std::vector<Reform> reforms;
    for (auto& [id, reform] : by_id) {
        reforms.push_back(std::move(reform));
    }
    std::stable_sort(reforms.begin(), reforms.end(), [](const Reform& a, const Reform& b) { return a.date < b.date; });
    return reforms;
}

std::vector<Reform> parse_reforms(std::string_view toml, const std::string& source_name)
{
    std::vector<Reform> reforms;
    for (const Config& config : Config::parse(toml, source_name).tables("reform")) {
        reforms.push_back(read_reform(config));
    }
    return reforms;
}

std::vector<std::string> exact_predecessors(const std::vector<Reform>& reforms, const std::string& key)
{
    std::vector<std::string> keys;
    for (const Reform& reform : reforms) {
        for (const ReformChange& change : reform.changes) {
            if (change.to != key) {
                continue;
            }
            if (!change.exact()) {
                return {};
            }
            for (const std::string& old : change.from) {
                const auto part = change.as_part.find(old);
                keys.push_back(part == change.as_part.end() ? old : part->second);
            }
        }
    }
    return keys;
}

std::vector<std::string> successors(const std::vector<Reform>& reforms, const std::string& key)
{
    std::vector<std::string> keys;
    for (const Reform& reform : reforms) {
        for (const ReformChange& change : reform.changes) {
            if (change.to != key && std::find(change.from.begin(), change.from.end(), key) != change.from.end()) {
                keys.push_back(change.to);
            }
        }
    }
    return keys;
}

void add_units_of_reforms(AreaRegister& areas, const std::vector<Reform>& reforms)
{
    for (const Reform& reform : reforms) {
        for (const ReformChange& change : reform.changes) {
            std::vector<std::string> units = change.from;
            units.push_back(change.to);
            const bool known = std::any_of(units.begin(), units.end(),
                                           [&](const std::string& key) { return areas.find(key) != nullptr; });
            for (const std::string& key : units) {
                if (known && areas.find(key) == nullptr) {
                    areas.note_name(areas.add(key), key == change.to && !change.name.empty() ? change.name : key);
                }
            }
        }
    }
    areas.settle();
    areas.mark_dissolved(dissolved_units(reforms));
}

std::vector<std::string> dissolved_units(const std::vector<Reform>& reforms)
{
    std::vector<std::string> keys;
    for (const Reform& reform : reforms) {
        for (const ReformChange& change : reform.changes) {
            for (const std::string& old : change.from) {
                // One that only took others in keeps its key; one that went into others as a part is still counted
                // there.
                if (old != change.to && !change.as_part.contains(old)) {
                    keys.push_back(old);
                }
            }
        }
    }
    return keys;
}

}  // namespace allmende::areas
