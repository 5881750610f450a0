#include "cli/workspace_call.hpp"

#include <algorithm>

#include "areas/territory.hpp"
#include "areas/territory_date.hpp"
#include "base/error.hpp"
#include "checks/revisions.hpp"

namespace allmende::cli {

std::vector<indicators::Definition> load_definitions(const std::vector<std::filesystem::path>& catalogues,
                                                     const sources::DimensionCatalogue& dimensions)
{
    return indicators::load_definitions(catalogues, [&](const std::string& id, const std::string& code) {
        const sources::KnownDimension* dimension = dimensions.find(id);
        if (dimension == nullptr) {
            return false;
        }
        return code.empty() || dimension->ages ||
               std::any_of(dimension->codes.begin(), dimension->codes.end(),
                           [&](const auto& known) { return known.id == code; });
    });
}

WorkspaceCall::WorkspaceCall(const Arguments& arguments, Environment& environment)
    : workspace(sources::Workspace::open(arguments.positional.front(), environment.catalogues, environment.engines,
                                         sources::Access::read)),
      definitions(load_definitions(workspace.catalogues(), workspace.dimensions())),
      rounding(workspace.deliveries().rounding())
{}

std::optional<std::string> WorkspaceCall::territory(const Arguments& arguments)
{
    if (!arguments.has("--territory")) {
        return std::nullopt;
    }
    const auto day = areas::parse_territory(arguments.get("--territory"));
    if (!day) {
        fail(ErrorCode::bad_usage, "--territory names a day such as 2021-12-31 or 31.12.2021; not {}",
             shown(arguments.get("--territory")));
    }
    areas::add_units_of_reforms(workspace.areas(), workspace.reforms());
    return day;
}

std::int32_t WorkspaceCall::state(const std::string& text, std::string_view option) const
{
    const std::vector<sources::Delivery> deliveries = workspace.deliveries().all();
    if (all_digits(text) && text.size() <= 9) {
        const int number = std::stoi(text);
        if (number > (deliveries.empty() ? 0 : deliveries.back().number)) {
            fail(ErrorCode::not_found, "there is no delivery {}; the workspace has {}", number, deliveries.size());
        }
        return number;
    }
    const auto day = parse_period(text);
    if (!day || day->kind != PeriodKind::day) {
        fail(ErrorCode::bad_usage, "{} names a delivery by its number or a day such as 2025-03-13; not {}", option,
             shown(text));
    }
    std::int32_t last = 0;
    for (const sources::Delivery& delivery : deliveries) {
        last = delivery.delivered_at.substr(0, 10) <= day->text() ? std::max(last, delivery.number) : last;
    }
    return last;
}

std::optional<std::int32_t> WorkspaceCall::as_of(const Arguments& arguments)
{
    if (!arguments.has("--as-of")) {
        return std::nullopt;
    }
    const std::int32_t last = state(arguments.get("--as-of"), "--as-of");
    rounding = checks::rounding_as_of(workspace, last);
    return last;
}

indicators::Sources WorkspaceCall::sources()
{
    return {workspace.facts(),   workspace.dictionary(), workspace.areas(),
            workspace.regions(), workspace.reforms(),    rounding};
}

}  // namespace allmende::cli
