#include "api/public/reference_page.hpp"

#include "api/public/routes.hpp"
#include "base/error.hpp"

namespace allmende::api::public_ {

std::string reference_page()
{
    std::string page =
        "# The read API\n\n"
        "Below `/api/v1`, of the newest release; below `/releases/N/api/v1`, of release N. `/api/v1/openapi.json` describes the "
        "same for programs. `format=csv` (or `Accept: text/csv`) asks for CSV where it is offered. Each answer carries an "
        "`ETag`; an error carries a code ([errors](errors.md)) and a sentence.\n";
    for (const Route& route : routes()) {
        page += fmt::format("\n## {}\n\n```\nGET /api/v1{}\n```\n\n{}\n\nForms:", route.title.en, route.path,
                            route.text.en);
        for (const Form form : route.forms) {
            page += fmt::format(" `{}`", form_name(form));
        }
        page += fmt::format(". Example: `/api/v1{}`\n", route.example);
        if (!route.parameters.empty()) {
            page += "\n| Parameter | Where | Meaning |\n| --- | --- | --- |\n";
        }
        for (const Parameter& parameter : route.parameters) {
            page +=
                fmt::format("| `{}` | {}{} | {} |\n", parameter.name, parameter.place == Place::path ? "path" : "query",
                            parameter.required ? ", required" : "", parameter.text.en);
        }
        if (route.by_dimension) {
            page += "\nEach dimension of the dataset is a parameter, too: `sex=female`.\n";
        }
    }
    return page;
}

}  // namespace allmende::api::public_
