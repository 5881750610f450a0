#include "cli/workspace_call.hpp"

#include <algorithm>

#include "areas/territory.hpp"
#include "areas/territory_date.hpp"
#include "base/error.hpp"

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

indicators::Sources WorkspaceCall::sources()
{
    return {workspace.facts(),   workspace.dictionary(), workspace.areas(),
            workspace.regions(), workspace.reforms(),    rounding};
}

}  // namespace allmende::cli
