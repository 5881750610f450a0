#include "facts/dictionary.hpp"

#include <algorithm>

#include "base/error.hpp"

namespace allmende::facts {

namespace {

template <typename Entry>
std::optional<std::size_t> position(const std::vector<Entry>& entries, std::string_view id)
{
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (entries[i].id == id) {
            return i;
        }
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::int32_t> Dimension::find(std::string_view code) const
{
    const auto at = position(codes, code);
    return at ? std::optional(static_cast<std::int32_t>(*at)) : std::nullopt;
}

std::optional<std::size_t> Dataset::find_dimension(std::string_view dimension) const
{
    return position(dimensions, dimension);
}

std::optional<std::int32_t> Dataset::find_measure(std::string_view measure) const
{
    const auto at = position(measures, measure);
    return at ? std::optional(static_cast<std::int32_t>(*at)) : std::nullopt;
}

const Dataset* Dictionary::find(std::string_view id) const
{
    const auto at = position(datasets, id);
    return at ? &datasets[*at] : nullptr;
}

const Dataset& Dictionary::need(std::string_view id) const
{
    const Dataset* dataset = find(id);
    if (dataset == nullptr) {
        std::vector<std::string> known;
        for (const Dataset& entry : datasets) {
            known.push_back(entry.id);
        }
        const std::string like = nearest(id, known);
        fail(ErrorCode::not_found, "there is no dataset {}{}", shown(id),
             like.empty() ? "; `allmende datasets` lists them" : "; did you mean " + like + "?");
    }
    return *dataset;
}

}  // namespace allmende::facts
