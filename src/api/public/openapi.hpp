#pragma once

#include <string>

namespace allmende::api::public_ {

/// The description of the API as OpenAPI 3.1, made from the registry of routes. Descriptions are English.
std::string openapi_text();

/// The reference page in German or English as Markdown, made from the same registry.
std::string reference_page(std::string_view language);

}  // namespace allmende::api::public_
