#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "api/public/routes.hpp"
#include "base/cell.hpp"

// The answers of the routes, one function each; the registry in routes.cpp names them.

namespace allmende::api::public_ {

Document list_of_resources(const Call& call);
Document list_of_indicators(const Call& call);
Document one_indicator(const Call& call);
Document list_of_areas(const Call& call);
Document one_area(const Call& call);
Document profile_of_area(const Call& call);
Document list_of_regions(const Call& call);
Document list_of_institution_lists(const Call& call);
Document one_institution_list(const Call& call);
Document list_of_boundaries(const Call& call);
Document one_boundary(const Call& call);
Document list_of_datasets(const Call& call);
Document one_dataset(const Call& call);
Document list_of_releases(const Call& call);
Document list_of_reports(const Call& call);
Document list_of_problems(const Call& call);
Document figures_of_indicator(const Call& call);
Document observations_of_dataset(const Call& call);
Document trace_of_figure(const Call& call);
Document openapi_description(const Call& call);

}  // namespace allmende::api::public_
