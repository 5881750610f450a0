#include "areas/reforms.hpp"

#include <algorithm>
#include <cmath>

#include "base/config.hpp"
#include "base/error.hpp"

namespace allmende::areas {

namespace {

ReformChange read_change(const Config& config)
{
    config.allow_only({"from", "to", "as_part", "weights"});
    ReformChange change;
    change.from = config.texts("from");
    change.to = config.text("to");
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
            const double weight = weights->number(kind);
            if (weight <= 0 || weight >= 1) {
                weights->complain(kind, "a weight is the share of the old unit that went into the new one, between 0 and 1");
            }
            change.weights[kind] = weight;
        }
    }
    return change;
}

Reform read_reform(const Config& config)
{
    config.allow_only({"id", "date", "title", "source", "change"});
    Reform reform;
    reform.id = config.text("id");
    reform.date = config.text("date");
    reform.title = config.localized("title");
    reform.source = config.text("source");
    std::map<std::pair<std::string, std::string>, double> sums;
    for (const Config& change : config.tables("change")) {
        reform.changes.push_back(read_change(change));
        for (const auto& [kind, weight] : reform.changes.back().weights) {
            sums[{reform.changes.back().from.front(), kind}] += weight;
        }
    }
    for (const auto& [key, sum] : sums) {
        if (std::abs(sum - 1) > 0.0005) {
            config.complain("id", fmt::format("the weights by {} of the old unit {} add up to {}, not to 1", key.second, key.first, sum));
        }
    }
    return reform;
}

}  // namespace

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

std::vector<std::string> dissolved_units(const std::vector<Reform>& reforms)
{
    std::vector<std::string> keys;
    for (const Reform& reform : reforms) {
        for (const ReformChange& change : reform.changes) {
            for (const std::string& old : change.from) {
                // One that only took others in keeps its key; one that went into others as a part is still counted there.
                if (old != change.to && !change.as_part.contains(old)) {
                    keys.push_back(old);
                }
            }
        }
    }
    return keys;
}

}  // namespace allmende::areas
