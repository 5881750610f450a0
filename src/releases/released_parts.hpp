#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <unordered_map>

#include "base/json.hpp"
#include "facts/columns.hpp"
#include "releases/released.hpp"

// Inside of released*.cpp only: shows the columnar files that released.hpp hides.

namespace allmende::releases {

/// `data/site.json`, as far as questions need it.
struct ReleasedSite {
    std::vector<ReleasedArea> areas;
    std::unordered_map<std::string, std::int32_t> area_numbers;
    std::vector<ReleasedRegion> regions;
    std::vector<std::string> indicator_ids;
    std::vector<std::string> indicator_files;
    std::vector<std::string> dataset_ids;
};

/// `data/observations.json`.
struct ObservationWords {
    std::vector<ReleasedDataset> datasets;
    std::vector<std::string> areas;
};

ReleasedSite read_site(const std::filesystem::path& data);
ObservationWords read_observation_words(const std::filesystem::path& data);
ReleasedIndicator read_indicator(const std::filesystem::path& data, const std::string& file);
/// `figure` is the key of a TraceFile: `series/area key/year`.
ReleasedTrace read_trace(const std::filesystem::path& file, const std::string& figure);
ReleaseEntry read_manifest(const std::filesystem::path& folder, int number);

/// Reads JSON from a file in a stream; `keep(depth, key)` tells which members of objects become part of the tree.
Json read_json(const std::filesystem::path& path,
               const std::function<bool(int depth, const std::string& key)>& keep = {});
/// A path below `data/` as the release's own files name it; throws Error{not_found} for one that leads out.
std::filesystem::path path_below(const std::filesystem::path& data, std::string_view file);

struct Released::Impl {
    Impl(std::filesystem::path folder, int release, facts::ColumnFiles& column_files);

    std::filesystem::path path;
    int number;
    facts::ColumnFiles& files;
    ReleasedSite site;

    std::shared_ptr<const ReleasedIndicator> indicator(std::string_view id);
    const ObservationWords& words();

private:
    std::mutex mutex_;
    // Shared with answers that are being written while the release is closed.
    std::map<std::string, std::shared_ptr<const ReleasedIndicator>, std::less<>> indicators_;
    std::optional<ObservationWords> words_;
};

}  // namespace allmende::releases
