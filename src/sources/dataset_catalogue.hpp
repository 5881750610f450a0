#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/text.hpp"

namespace allmende::sources {

struct KnownMeasure {
    std::string id;
    Localized title;
    std::vector<std::string> texts;     ///< folded
    std::vector<std::string> official;  ///< codes of flat files
    std::string unit;
};

/// An official caveat that belongs to some areas and years of a table.
struct DatasetNote {
    std::vector<std::string> areas;  ///< prefixes of keys; empty: all
    int from = 0;
    int to = 9999;
    Localized text;
};

/// What the catalogue knows of an official table (`catalog/datasets/*.toml`).
struct KnownDataset {
    std::string id;
    Localized title;
    Localized source;
    std::string licence;
    std::string place;
    std::string period;
    std::vector<std::string> also;
    std::vector<KnownMeasure> measures;
    std::vector<DatasetNote> notes;
};

/// Throws Error{bad_input}.
std::vector<KnownDataset> load_datasets(const std::vector<std::filesystem::path>& catalogues);

/// The entry for a table code, also by its `also`; null where the catalogue knows nothing.
const KnownDataset* find_dataset(const std::vector<KnownDataset>& datasets, std::string_view table);

}  // namespace allmende::sources
