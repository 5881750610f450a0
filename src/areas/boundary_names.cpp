#include "areas/boundary_names.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace allmende::areas {

namespace {

/// Best first; compared as slugs.
constexpr std::array<std::string_view, 8> name_names{"gen",      "name",     "bezeichnung", "gebietsname",
                                                     "gem-name", "krs-name", "lan-name",    "label"};

}  // namespace

std::optional<std::size_t> name_field(const FeatureTable& table)
{
    std::optional<std::size_t> best;
    std::size_t best_rank = name_names.size();
    for (std::size_t field = 0; field < table.fields.size(); ++field) {
        const auto at = std::find(name_names.begin(), name_names.end(), slug(table.fields[field]));
        const auto rank = static_cast<std::size_t>(at - name_names.begin());
        if (rank < best_rank) {
            best = field;
            best_rank = rank;
        }
    }
    return best;
}

bool same_name(const std::string& drawn, const std::string& official)
{
    const std::string a = folded(drawn);
    const std::string b = folded(official);
    const std::string head_a = a.substr(0, a.find_first_of(",(/ "));
    const std::string head_b(trim(std::string_view(b).substr(0, b.find_first_of(",("))));
    return b.find(a) != std::string::npos || a.find(head_b) != std::string::npos ||
           (head_a.size() >= 3 && b.find(head_a) != std::string::npos);
}

}  // namespace allmende::areas
