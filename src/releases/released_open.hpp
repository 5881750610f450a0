#pragma once

#include <chrono>
#include <filesystem>
#include <memory>

#include "facts/columns.hpp"
#include "releases/released.hpp"

namespace allmende::releases {

/// How the folder `releases/` is watched.
struct ShelfOptions {
    /// How long the number in `releases/current` is believed.
    std::chrono::milliseconds believe_current{1000};
    /// How many releases are kept open.
    std::size_t most_open = 4;
};

/// The releases below `releases`; the folder need not exist yet. `files` must outlive the shelf.
///
/// A release is `releases/N/` with `manifest.json` (`number`, `date`, and where it has them `corrects` and `note`), the
/// files of web/src/lib/data/types.ts below `data/` and two tables:
///
/// `figures.parquet`: whole numbers `indicator` (position in site.json's `indicators`), `series` (position in the
/// indicator's `series`), `area` (position in site.json's `keys`), `year`, `sign` (Sign), `flags` (bits of
/// indicators::Flag), numbers `value`, `numerator`, `denominator`, `lower`, `upper`; sorted by the first four.
///
/// `observations.parquet`: whole numbers `dataset`, `area`, `period` (Period::code()), `measure`, `dimension_0` …
/// `dimension_7`, `sign`, `delivery`, `row`, `column`, number `value`; sorted in that order. Their words stand in
/// `data/observations.json`: `{datasets: [{id, dimensions: [{id, codes: [id …]}], measures: [id …], periods: [code
/// …]}], areas: [key …]}`.
///
/// The numbers of signs and flags are part of this format: new ones are added at the end only.
std::unique_ptr<ReleaseShelf> open_shelf(std::filesystem::path releases, facts::ColumnFiles& files,
                                         ShelfOptions options = {});

/// Opens one release; throws Error{not_found} or Error{bad_input} where it is not whole.
std::shared_ptr<const Released> open_release(const std::filesystem::path& folder, int number,
                                             facts::ColumnFiles& files);

}  // namespace allmende::releases
