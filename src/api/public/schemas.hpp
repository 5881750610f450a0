#pragma once

#include <string_view>

namespace allmende::api::public_ {

/// JSON Schemas (2020-12) of the answers, by name, as one JSON object: OpenAPI's `components/schemas`.
std::string_view schemas_text();

}  // namespace allmende::api::public_
