#pragma once

#include <string_view>
#include <vector>

namespace allmende::api::public_ {

/// Position of the offered media type that the header Accept likes best, the first one among equals; the number of
/// offered types where it accepts none of them. An empty header accepts all.
std::size_t preferred_type(std::string_view accept, const std::vector<std::string_view>& offered);

/// `de` or `en`; German where neither is asked for.
std::string_view preferred_language(std::string_view accept_language);

/// True where gzip is allowed, also as `*`, and not forbidden by `q=0`.
bool accepts_gzip(std::string_view accept_encoding);

/// Compares as RFC 9110 §13.1.2 demands: weakly, `*` matches everything.
bool etag_matches(std::string_view if_none_match, std::string_view etag);

}  // namespace allmende::api::public_
