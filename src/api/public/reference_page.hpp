#pragma once

#include <string>

namespace allmende::api::public_ {

/// The routes with their parameters as a Markdown page.
std::string reference_page();

}  // namespace allmende::api::public_
