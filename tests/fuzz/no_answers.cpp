// The fuzzer asks what a request means and never has it answered; the registry of routes wants the answers all the
// same.
#include "api/public/documents.hpp"
#include "base/ensure.hpp"

#include <cstdlib>

namespace allmende::api::public_ {

namespace {

[[noreturn]] void refuse()
{
    ensure(false, "nothing is answered here");
    std::abort();
}

}  // namespace

Document list_of_resources(const Call&)
{
    refuse();
}
Document list_of_indicators(const Call&)
{
    refuse();
}
Document one_indicator(const Call&)
{
    refuse();
}
Document list_of_areas(const Call&)
{
    refuse();
}
Document one_area(const Call&)
{
    refuse();
}
Document profile_of_area(const Call&)
{
    refuse();
}
Document list_of_regions(const Call&)
{
    refuse();
}
Document list_of_institution_lists(const Call&)
{
    refuse();
}

Document one_institution_list(const Call&)
{
    refuse();
}

Document list_of_boundaries(const Call&)
{
    refuse();
}
Document one_boundary(const Call&)
{
    refuse();
}
Document list_of_datasets(const Call&)
{
    refuse();
}
Document one_dataset(const Call&)
{
    refuse();
}
Document list_of_releases(const Call&)
{
    refuse();
}
Document list_of_reports(const Call&)
{
    refuse();
}
Document list_of_problems(const Call&)
{
    refuse();
}
Document figures_of_indicator(const Call&)
{
    refuse();
}
Document observations_of_dataset(const Call&)
{
    refuse();
}
Document trace_of_figure(const Call&)
{
    refuse();
}
Document openapi_description(const Call&)
{
    refuse();
}

}  // namespace allmende::api::public_
