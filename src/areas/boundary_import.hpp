#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "areas/boundary_build.hpp"
#include "areas/boundary_findings.hpp"
#include "areas/boundary_keys.hpp"
#include "areas/boundary_territory.hpp"
#include "base/clock.hpp"

namespace allmende::areas {

/// What the caller says about the files; what is left out is seen from them.
struct BoundaryWishes {
    KeyWishes key;          ///< with the level
    std::string territory;  ///< ISO; empty: as the names or attributes say, else today
    std::string layer;      ///< empty: all layers with areas (of the level, if one is given)
    std::string crs;        ///< `EPSG:25832`, where the file does not say
    Localized attribution;  ///< empty: as we know it from the source
    bool replace = false;   ///< what a set held before and the files do not is dropped
    std::size_t target_bytes = 0;
    FeatureLimits limits;
};

/// One layer of a file that was read and waits to become part of a set.
struct ReadLayer {
    Level level = Level::kreis;
    std::string territory;              ///< settled by finish()
    std::filesystem::path package;      ///< what it was delivered with: the file, of Shapefiles the folder
    std::optional<FoundTerritory> day;  ///< of which day it is, as far as the layer says
    BoundarySource source;
    std::filesystem::path extracted;         ///< GeoJSON as the engine wrote it
    std::vector<std::string> keys;           ///< official, by feature; empty: not taken
    std::map<std::string, DrawnUnit> units;  ///< by official key
    std::vector<BoundaryFinding> findings;
};

struct BoundaryResult {
    BoundarySet set;
    double percent = 100;
    std::vector<BoundaryFinding> findings;
};

/// What came of the files that were read.
struct BoundaryOutcome {
    std::vector<BoundaryResult> made;
    std::vector<std::string> refused;  ///< for each set that could not be made, why
};

/// Files in, sets out: read() each file, then finish(). A file that is refused leaves the others alone; a set is made
/// whole or not at all. Needs the workspace for itself.
class BoundaryImport {
public:
    BoundaryImport(std::filesystem::path workspace, BoundaryEngine& engine, const RegisterNotation& notation,
                   const Clock& clock);

    /// Reads the layers of one file. Throws Error{bad_input}, Error{too_large} or Error{not_found} with the file's name
    /// where it cannot be read, holds no areas or no keys.
    /// What it gives is valid until the next call.
    std::span<const ReadLayer> read(const std::filesystem::path& file, const BoundaryWishes& wishes);

    /// Makes or completes a set for each level and territory that was read: of one area the last reading counts, areas
    /// of the set before that were not read again stay. A set that cannot be made leaves the others alone.
    BoundaryOutcome finish(const BoundaryWishes& wishes);

private:
    std::filesystem::path workspace_;
    BoundaryEngine& engine_;
    const RegisterNotation& notation_;
    const Clock& clock_;
    WorkFolder folder_;
    std::vector<ReadLayer> layers_;

    ReadLayer read_layer(const std::filesystem::path& file, const BoundaryLayer& layer, const BoundaryWishes& wishes);
    void settle_days(const BoundaryWishes& wishes);
    BoundaryResult make_set(const std::vector<ReadLayer*>& layers, const BoundaryWishes& wishes);
};

}  // namespace allmende::areas
