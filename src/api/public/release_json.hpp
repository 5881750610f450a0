#pragma once

// Include only in source files, as base/json.hpp.

#include <string>
#include <string_view>

#include "api/public/routes.hpp"
#include "base/json.hpp"

namespace allmende::api::public_ {

/// A file of the release below `data/`, with its members named as in the API: `firstYear` → `first_year`.
Json release_json(const releases::Released& release, std::string_view file);

/// The same for JSON that is already there.
Json with_api_names(const Json& value);

/// `{"release": N, …}` as a document: one element of the list `list` per line.
Document json_list(const Call& call, std::string_view list, const Json& elements);

/// `{"release": N, …members of the object}`.
Document json_object(const Call& call, const Json& object);

/// The entry of an array whose member `name` is `value`; null where there is none.
const Json* find_entry(const Json& array, std::string_view name, std::string_view value);

}  // namespace allmende::api::public_
