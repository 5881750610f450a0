#include "sources/mappings.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/file.hpp"
#include "base/text.hpp"

namespace allmende::sources {

namespace {

constexpr std::size_t number_digits = 4;

/// By number of delivery. What a killed import left has a number that no delivery has, or will be written anew.
std::map<std::int32_t, std::filesystem::path> files_by_delivery(const std::filesystem::path& workspace)
{
    std::map<std::int32_t, std::filesystem::path> files;
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator(workspace / mappings_folder, none)) {
        const std::string name = entry.path().filename().string();
        const std::size_t dash = name.find('-');
        if (entry.is_regular_file() && name.ends_with(".toml") && dash != std::string::npos && dash < 10 &&
            all_digits(std::string_view(name).substr(0, dash))) {
            files[std::stoi(name.substr(0, dash))] = entry.path();
        }
    }
    return files;
}

}  // namespace

std::filesystem::path mapping_file(const std::filesystem::path& workspace, std::int32_t delivery,
                                   const std::string& table)
{
    return workspace / mappings_folder / fmt::format("{:0{}}-{}.toml", delivery, number_digits, slug(table));
}

void keep_mapping(const std::filesystem::path& workspace, std::int32_t delivery,
                  const std::optional<Proposal>& proposal)
{
    if (const auto files = files_by_delivery(workspace); files.contains(delivery)) {
        std::filesystem::remove(files.at(delivery));
    }
    if (!proposal) {
        return;
    }
    const std::filesystem::path file = mapping_file(workspace, delivery, proposal->mapping.table);
    std::filesystem::create_directories(file.parent_path());
    write_file(file,
               fmt::format("# How delivery {} is read. What is corrected here counts after `allmende rebuild`.\n\n{}",
                           delivery, proposal->mapping.toml()));
}

std::optional<Mapping> mapping_of(const std::filesystem::path& workspace, std::int32_t delivery)
{
    const auto files = files_by_delivery(workspace);
    const auto at = files.find(delivery);
    return at == files.end() ? std::nullopt : std::optional(Mapping::load(at->second));
}

bool needs_mapping(const Delivery& delivery)
{
    for (const formats::Layout layout :
         {formats::Layout::genesis_table, formats::Layout::flat_new, formats::Layout::flat_old}) {
        if (delivery.layout == formats::name(layout)) {
            return false;
        }
    }
    return true;
}

std::vector<Mapping> earlier_mappings(const std::filesystem::path& workspace, std::int32_t last_delivery)
{
    std::vector<Mapping> mappings;
    std::set<std::string> tables;
    const auto files = files_by_delivery(workspace);
    for (auto at = files.rbegin(); at != files.rend(); ++at) {
        if (at->first > last_delivery) {
            continue;
        }
        Mapping mapping = Mapping::load(at->second);
        if (tables.insert(mapping.table + "\n" + mapping.sheet).second) {
            mappings.push_back(std::move(mapping));
        }
    }
    return mappings;
}

}  // namespace allmende::sources
