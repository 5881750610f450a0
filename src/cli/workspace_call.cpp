#include "cli/workspace_call.hpp"

#include <algorithm>

namespace allmende::cli {

std::vector<indicators::Definition> load_definitions(const std::vector<std::filesystem::path>& catalogues,
                                                     const sources::DimensionCatalogue& dimensions)
{
    return indicators::load_definitions(catalogues, [&](const std::string& id, const std::string& code) {
        const sources::KnownDimension* dimension = dimensions.find(id);
        if (dimension == nullptr) {
            return false;
        }
        return code.empty() || dimension->ages || std::any_of(dimension->codes.begin(), dimension->codes.end(), [&](const auto& known) {
                   return known.id == code;
               });
    });
}

WorkspaceCall::WorkspaceCall(const Arguments& arguments, Environment& environment)
    : workspace(sources::Workspace::open(arguments.positional.front(), environment.catalogues, environment.engines,
                                         sources::Access::read)),
      definitions(load_definitions(workspace.catalogues(), workspace.dimensions())), rounding(workspace.deliveries().rounding())
{
}

indicators::Sources WorkspaceCall::sources()
{
    return {workspace.facts(), workspace.dictionary(), workspace.areas(), workspace.regions(), workspace.reforms(), rounding};
}

}  // namespace allmende::cli
