#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "areas/boundaries.hpp"
#include "areas/boundary_engine.hpp"
#include "areas/topology.hpp"

namespace allmende::areas {

/// A folder for what is being made, inside a workspace's `boundaries/`, so that finished files only change their name.
/// Gone with everything in it at the end; what a killed run left behind is cleared away at the beginning.
class WorkFolder {
public:
    explicit WorkFolder(const std::filesystem::path& workspace);
    ~WorkFolder();
    WorkFolder(const WorkFolder&) = delete;
    WorkFolder& operator=(const WorkFolder&) = delete;

    /// A name in it that nothing has yet.
    std::filesystem::path fresh(std::string_view ending);

private:
    std::filesystem::path path_;
    int last_ = 0;
};

/// What a set is made of: files with official keys as ids.
struct BoundaryParts {
    Level level = Level::kreis;
    std::string territory;
    std::vector<std::filesystem::path> files;
    std::vector<BoundarySource> sources;
    std::map<std::string, double> drawn_km2;  ///< by key, of areas that a file draws in one piece
    std::size_t target_bytes = 0;             ///< 0: by the number of areas
};

struct BuiltBoundaries {
    BoundarySet set;
    Topology full;         ///< official keys
    double percent = 100;  ///< share of points that was kept
};

/// About 150 kB for Germany's 401 Kreise; less for fewer areas and more for more, but not in proportion.
std::size_t default_target_bytes(std::size_t areas);

/// Makes a set and puts it on the workspace's list in place of one with the same id: all of it or, where anything
/// fails, nothing. Throws Error{bad_input} where no area is left or areas lie over one another.
BuiltBoundaries build_boundaries(const std::filesystem::path& workspace, WorkFolder& folder, BoundaryEngine& engine,
                                 const RegisterNotation& notation, const BoundaryParts& parts);

}  // namespace allmende::areas
