#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "sources/deliveries.hpp"
#include "sources/mapping.hpp"

namespace allmende::sources {

/// The folder of a workspace with one file per delivery that was read through a mapping.
inline constexpr std::string_view mappings_folder = "mappings";

/// `mappings/0012-kita.toml`: how delivery 12 is read.
std::filesystem::path mapping_file(const std::filesystem::path& workspace, std::int32_t delivery,
                                   const std::string& table);

/// Keeps the mapping of a delivery, of an official layout none; durable when it returns. What an import that did not
/// come to its end left under this number is gone.
void keep_mapping(const std::filesystem::path& workspace, std::int32_t delivery,
                  const std::optional<Proposal>& proposal);

/// How a delivery is read; nothing for official layouts. Throws Error{bad_input} where the file was made unreadable.
std::optional<Mapping> mapping_of(const std::filesystem::path& workspace, std::int32_t delivery);

/// Whether a delivery has no official layout, so that only its mapping says how it is read.
bool needs_mapping(const Delivery& delivery);

/// The mappings of all deliveries, the newest of each table, newest first.
std::vector<Mapping> earlier_mappings(const std::filesystem::path& workspace, std::int32_t last_delivery);

}  // namespace allmende::sources
