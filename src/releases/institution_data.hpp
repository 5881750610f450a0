#pragma once

#include "base/json.hpp"
#include "releases/snapshot.hpp"

namespace allmende::releases {

/// Datasets that list schools, day-care centres or others, by their numbers.
std::vector<const facts::Dataset*> institution_lists(const sources::Workspace& workspace);

/// `institutions/ID.json`: the institutions of a list in its newest period, counted into areas and all that contain
/// them, by kind (the list's first breakdown), with the sums of its other numbers; and their places. An institution
/// that stands in several rows counts once. Sums leave out numbers that are missing and say of how many.
Json institution_file(const facts::Dataset& dataset, sources::Workspace& workspace);

/// What `site.json` says of a list, out of its file.
Json institution_summary(const Json& file);

}  // namespace allmende::releases
