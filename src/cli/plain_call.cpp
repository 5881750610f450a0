#include "cli/plain_call.hpp"

#include "sources/mappings.hpp"

namespace allmende::cli {

PlainCall::PlainCall(const std::string& workspace, Environment& environment)
{
    std::vector<std::filesystem::path> catalogues = environment.catalogues;
    std::vector<sources::Mapping> earlier;
    if (!workspace.empty()) {
        workspace_ = std::make_unique<sources::Workspace>(
            sources::Workspace::open(workspace, environment.catalogues, environment.engines, sources::Access::read));
        catalogues = workspace_->catalogues();
        earlier = sources::earlier_mappings(workspace_->path(), workspace_->deliveries().last_number());
    }
    const areas::AreaRegister& areas = workspace_ ? workspace_->areas() : none_;
    reforms_ = areas::load_reforms(catalogues);
    dimensions_ = sources::DimensionCatalogue::load(catalogues);
    names_ = std::make_unique<areas::AreaNames>(catalogues, areas, reforms_);
    notation_ = std::make_unique<areas::RegisterNotation>(areas, reforms_);
    understanding_ = std::make_unique<sources::Understanding>(
        sources::Understanding{*names_, *notation_, dimensions_, std::move(earlier)});
}

}  // namespace allmende::cli
