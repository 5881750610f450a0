#include "api/public/openapi.hpp"

#include "api/public/documents.hpp"
#include "api/public/problem.hpp"
#include "api/public/schemas.hpp"
#include "base/json.hpp"

namespace allmende::api::public_ {

namespace {

Json parameter_json(const Parameter& parameter)
{
    Json item = {{"type", "string"}};
    if (!parameter.choices.empty()) {
        item["enum"] = parameter.choices;
    }
    Json out = {{"name", parameter.name},
                {"in", parameter.place == Place::path ? "path" : "query"},
                {"required", parameter.required},
                {"description", parameter.text.en}};
    if (!parameter.list) {
        out["schema"] = std::move(item);
        out["example"] = parameter.example;
        return out;
    }
    out["style"] = "form";
    out["explode"] = false;
    out["schema"] = {{"type", "array"}, {"items", std::move(item)}};
    Json examples = Json::array();
    for (const std::string_view value : split(parameter.example, ',')) {
        examples.push_back(value);
    }
    out["example"] = std::move(examples);
    return out;
}

/// Parameters whose names only the dataset knows.
Json dimensions_json()
{
    return {{"name", "dimensions"},
            {"in", "query"},
            {"required", false},
            {"description", "Any dimension of the dataset by its id, several codes separated by commas: `sex=female`."},
            {"style", "form"},
            {"explode", true},
            {"schema", {{"type", "object"}, {"additionalProperties", {{"type", "string"}}}}},
            {"example", {{"sex", "female"}}}};
}

Json format_json(const Route& route)
{
    Json names = Json::array();
    for (const Form form : route.forms) {
        names.push_back(form_name(form));
    }
    return {{"name", "format"},
            {"in", "query"},
            {"required", false},
            {"description", "Form of the answer; goes before the header Accept."},
            {"schema", {{"type", "string"}, {"enum", names}, {"default", names.front()}}}};
}

Json answers_json(const Route& route)
{
    Json content = Json::object();
    for (const Form form : route.forms) {
        const bool json = form == Form::json;
        content[std::string(media_type(form))]["schema"] =
            json ? Json{{"$ref", fmt::format("#/components/schemas/{}", route.schema)}}
                 : Json{{"type", "string"}, {"description", "RFC 4180, UTF-8, decimal point, with a header line."}};
    }
    const Json problem = {{"$ref", "#/components/responses/Problem"}};
    return {{"200",
             {{"description", route.title.en},
              {"headers", {{"ETag", {{"$ref", "#/components/headers/ETag"}}}}},
              {"content", content}}},
            {"304", {{"description", "Not changed since the ETag that If-None-Match names."}}},
            {"4XX", problem},
            {"5XX", problem}};
}

Json operation_json(const Route& route)
{
    Json parameters = Json::array();
    for (const Parameter& parameter : route.parameters) {
        parameters.push_back(parameter_json(parameter));
    }
    if (route.by_dimension) {
        parameters.push_back(dimensions_json());
    }
    parameters.push_back(format_json(route));
    return {{"get",
             {{"operationId", route.id},
              {"summary", route.title.en},
              {"description", fmt::format("{}\n\nExample: `/api/v1{}`", route.text.en, route.example)},
              {"parameters", std::move(parameters)},
              {"responses", answers_json(route)}}}};
}

}  // namespace

std::string openapi_text()
{
    Json paths = Json::object();
    for (const Route& route : routes()) {
        paths[std::string(route.path)] = operation_json(route);
    }
    const Json description = {
        {"openapi", "3.1.0"},
        {"info",
         {{"title", "Allmende: read API of a release"},
          {"version", "1"},
          {"description",
           "Regional education figures. Everything comes from a release, which never changes: below `/releases/N/api/v1` for "
           "ever, below `/api/v1` from the newest one. Errors are problem details (RFC 9457) in German or English by "
           "Accept-Language."},
          {"license", {{"name", "EUPL-1.2"}, {"identifier", "EUPL-1.2"}}}}},
        {"servers",
         Json::array({{{"url", "/api/v1"}, {"description", "The newest release."}},
                      {{"url", "/releases/{number}/api/v1"},
                       {"description", "One release, for ever."},
                       {"variables", {{"number", {{"default", "1"}, {"description", "Number of the release."}}}}}}})},
        {"security", Json::array()},
        {"paths", std::move(paths)},
        {"components",
         {{"schemas", Json::parse(schemas_text())},
          {"headers",
           {{"ETag", {{"description", "Strong; send it back as If-None-Match."}, {"schema", {{"type", "string"}}}}}}},
          {"responses",
           {{"Problem",
             {{"description", "What was wrong and what would be right; the codes are listed at `/problems`."},
              {"content",
               {{"application/problem+json", {{"schema", {{"$ref", "#/components/schemas/Problem"}}}}}}}}}}}}}};
    return description.dump(2) + "\n";
}

Document openapi_description(const Call&)
{
    return {.type = std::string(media_type(Form::json)), .body = openapi_text(), .file_name = {}};
}

std::string reference_page(std::string_view language)
{
    const bool german = language != "en";
    std::string out = german ? "# Schnittstelle `/api/v1`\n" : "# API `/api/v1`\n";
    out += german ? "\nNur lesend, ohne Anmeldung. Dieselben Adressen unter `/releases/N/api/v1` gelten für immer.\n"
                  : "\nRead only, no account needed. The same addresses below `/releases/N/api/v1` hold for ever.\n";
    for (const Route& route : routes()) {
        out += fmt::format("\n## {}\n\n`GET /api/v1{}`\n\n{}\n", route.title.in(language), route.path,
                           route.text.in(language));
        if (!route.parameters.empty()) {
            out += german ? "\n| Parameter | Bedeutung | Beispiel |\n|---|---|---|\n"
                          : "\n| parameter | meaning | example |\n|---|---|---|\n";
        }
        for (const Parameter& parameter : route.parameters) {
            out +=
                fmt::format("| `{}` | {} | `{}` |\n", parameter.name, parameter.text.in(language), parameter.example);
        }
        if (route.forms.size() > 1) {
            out += german ? "\nFormate: `format=json` (Vorgabe), `format=csv`.\n"
                          : "\nForms: `format=json` (default), `format=csv`.\n";
        }
        out += fmt::format("\n{}: `/api/v1{}`\n", german ? "Beispiel" : "Example", route.example);
    }
    out += german ? "\n## Fehler\n\n| Kennwort | Status | Bedeutung |\n|---|---|---|\n"
                  : "\n## Problems\n\n| code | status | meaning |\n|---|---|---|\n";
    for (const ProblemKind& kind : problem_table()) {
        out += fmt::format("| `{}` | {} | {} |\n", kind.label, kind.status, kind.meaning.in(language));
    }
    return out;
}

}  // namespace allmende::api::public_
