#pragma once

#include <string>
#include <string_view>

namespace allmende::adapters::http {

/// The bytes as a gzip file without name and time: the same each time.
std::string gzip(std::string_view bytes);

}  // namespace allmende::adapters::http
