#include "areas/boundary_build.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <unistd.h>

#include "areas/boundary_findings.hpp"
#include "areas/geojson_reader.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"

namespace allmende::areas {

namespace {

constexpr std::uint64_t most_topology_bytes = std::uint64_t{1} << 30;
constexpr std::string_view work_prefix = "part-";

/// Cells of the grid: about 20 m, within what keeps a file small and shapes true.
constexpr double cell_m = 20;
constexpr int least_grid = 10'000;
constexpr int most_grid = 100'000;
constexpr int finest_grid = 10'000'000;

constexpr int most_tries = 5;

Topology load(const std::filesystem::path& path)
{
    return read_topology(read_file(path, most_topology_bytes), path.string());
}

int grid_for(const Topology& full)
{
    Extent extent;
    for (const auto& arc : full.arcs) {
        for (const Point& point : arc) {
            extent.add(point);
        }
    }
    constexpr double metres_per_degree = 111'195;
    const double shrink = std::cos((extent.south + extent.north) / 2 * std::numbers::pi / 180);
    const double width =
        std::max((extent.east - extent.west) * shrink, extent.north - extent.south) * metres_per_degree;
    return std::clamp(static_cast<int>(std::min(width / cell_m, 1e6)), least_grid, most_grid);
}

/// Slivers between neighbours are closed; where much of an area is gone, another lies over it, and the set would show
/// neither.
void refuse_overlaid(const Topology& full, const std::map<std::string, double>& drawn_km2)
{
    constexpr double sliver_km2 = 0.01;
    std::map<std::string, double> left;
    const std::vector<double> sizes = areas_km2(full);
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        left[full.areas[i].key] = sizes[i];
    }
    std::vector<std::string> overlaid;
    for (const auto& [key, km2] : drawn_km2) {
        if (km2 > sliver_km2 && left[key] < km2 / 2) {
            overlaid.push_back(fmt::format("{} ({:.2f} of {:.2f} km² left)", key, left[key], km2));
        }
    }
    if (!overlaid.empty()) {
        fail(
            ErrorCode::bad_input,
            "{} areas lie under others: {}. A set holds areas of one level side by side: take in levels apart (--level, --layer, one file after the other), and with --replace what shall not be added to the areas that are there",
            overlaid.size(), some_of(overlaid));
    }
}

/// Makes simplified topologies of one in full detail.
class Simplifier {
public:
    Simplifier(WorkFolder& folder, BoundaryEngine& engine, std::filesystem::path full_file, const Topology& full)
        : folder_(folder),
          engine_(engine),
          full_file_(std::move(full_file)),
          areas_(full.areas.size()),
          grid_(grid_for(full))
    {}

    struct Try {
        double percent = 100;
        Topology topology;
        std::string text;
    };

    /// On a finer grid where an area is too small for this one.
    Try at(double percent)
    {
        Try made;
        made.percent = percent;
        for (;; grid_ *= 10) {
            const std::filesystem::path output = folder_.fresh(".topojson");
            engine_.simplify(full_file_, {percent, grid_}, output);
            made.topology = load(output);
            if (made.topology.areas.size() == areas_ || grid_ >= finest_grid) {
                break;
            }
        }
        made.text = write_topology(made.topology);
        return made;
    }

    /// The size grows nearly in proportion to the points that stay, above what the ends of arcs take.
    Try to_size(std::size_t target)
    {
        Try before = at(100);
        if (before.text.size() <= target) {
            return before;
        }
        Try best = before;
        double percent = 100.0 * static_cast<double>(target) / static_cast<double>(before.text.size());
        for (int i = 1; i < most_tries; ++i) {
            Try made = at(percent);
            const double slope = static_cast<double>(before.text.size()) - static_cast<double>(made.text.size());
            const double missing = 0.97 * static_cast<double>(target) - static_cast<double>(made.text.size());
            const double next = slope == 0 ? percent : percent + missing * (before.percent - made.percent) / slope;
            before = made;
            if (fits_better(made, best, target)) {
                best = std::move(made);
            }
            const bool close = best.text.size() <= target && best.text.size() * 10 >= target * 9;
            const double bounded = std::clamp(next, 1.0, 100.0);
            if (close || std::abs(bounded - percent) < 0.1) {
                break;
            }
            percent = bounded;
        }
        return best;
    }

private:
    WorkFolder& folder_;
    BoundaryEngine& engine_;
    std::filesystem::path full_file_;
    std::size_t areas_;
    int grid_;

    static bool fits_better(const Try& a, const Try& b, std::size_t target)
    {
        const bool a_fits = a.text.size() <= target;
        const bool b_fits = b.text.size() <= target;
        if (a_fits != b_fits) {
            return a_fits;
        }
        return a_fits ? a.text.size() > b.text.size() : a.text.size() < b.text.size();
    }
};

/// Keys as the register writes them; where two official keys would become one, they stay as they are.
void write_as_register(Topology& topology, BoundarySet& set, const RegisterNotation& notation)
{
    const std::vector<std::string> official = keys_of(topology);
    std::map<std::string, int> uses;
    for (const std::string& key : official) {
        ++uses[notation.of(key)];
    }
    rename_areas(topology, [&](const std::string& key) {
        const std::string now = notation.of(key);
        if (now == key || uses[now] > 1) {
            return std::optional(key);
        }
        set.official_keys[now] = key;
        return std::optional(now);
    });
    set.keys = keys_of(topology);
}

/// Puts a finished file in its place; its name tells its content, so nothing is ever overwritten by something else.
std::string place(const std::filesystem::path& workspace, const BoundarySet& set, std::string_view ending,
                  const std::string& text)
{
    const std::string name = fmt::format("boundaries/{}-{}{}", set.id, sha256(text).substr(0, 12), ending);
    write_file(workspace / name, text);
    return name;
}

/// The list is the moment of change; the files of the set before go afterwards.
void put_on_list(const std::filesystem::path& workspace, const BoundarySet& set)
{
    std::vector<BoundarySet> sets = load_boundaries(workspace);
    std::vector<std::string> old_files;
    for (const BoundarySet& old : sets) {
        if (old.id == set.id) {
            old_files = {old.file, old.full_file};
        }
    }
    std::erase_if(sets, [&](const BoundarySet& old) { return old.id == set.id; });
    sets.push_back(set);
    save_boundaries(workspace, sets);
    for (const std::string& file : old_files) {
        if (file != set.file && file != set.full_file) {
            std::error_code ignored;
            std::filesystem::remove(workspace / file, ignored);
        }
    }
}

}  // namespace

WorkFolder::WorkFolder(const std::filesystem::path& workspace)
    : path_(workspace / "boundaries" / fmt::format("{}{}", work_prefix, ::getpid()))
{
    std::error_code error;
    std::filesystem::create_directories(path_.parent_path(), error);
    for (const auto& entry : std::filesystem::directory_iterator(path_.parent_path(), error)) {
        if (entry.path().filename().string().starts_with(work_prefix)) {
            std::error_code ignored;
            std::filesystem::remove_all(entry.path(), ignored);
        }
    }
    if (!std::filesystem::create_directories(path_, error)) {
        fail(ErrorCode::disk, "{}: the folder cannot be made ({})", path_.string(), error.message());
    }
}

WorkFolder::~WorkFolder()
{
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
    // An empty folder says nothing; it stays where there is anything in it.
    std::filesystem::remove(path_.parent_path(), ignored);
}

std::filesystem::path WorkFolder::fresh(std::string_view ending)
{
    return std::filesystem::absolute(path_) / fmt::format("{}{}", ++last_, ending);
}

std::size_t default_target_bytes(std::size_t areas)
{
    constexpr double kreise = 401;
    constexpr double bytes_of_kreise = 150'000;
    const double bytes = bytes_of_kreise * std::pow(static_cast<double>(areas) / kreise, 0.75);
    return std::max<std::size_t>(60'000, static_cast<std::size_t>(bytes));
}

BuiltBoundaries build_boundaries(const std::filesystem::path& workspace, WorkFolder& folder, BoundaryEngine& engine,
                                 const RegisterNotation& notation, const BoundaryParts& parts)
{
    const std::filesystem::path full_file = folder.fresh(".topojson");
    engine.assemble(parts.files, full_file);
    BuiltBoundaries built;
    built.full = load(full_file);
    if (built.full.areas.empty()) {
        fail(ErrorCode::bad_input,
             "no area is left after lines without extent and slivers were taken away; are these boundaries of areas?");
    }
    refuse_overlaid(built.full, parts.drawn_km2);
    if (arc_use(built.full).shared_by_more > 0) {
        fail(
            ErrorCode::bad_input,
            "the areas overlap in a way that cannot be repaired; do the files hold the areas of several levels or territories?");
    }
    Simplifier simplifier(folder, engine, full_file, built.full);
    auto simple =
        simplifier.to_size(parts.target_bytes > 0 ? parts.target_bytes : default_target_bytes(built.full.areas.size()));
    built.percent = simple.percent;

    BoundarySet& set = built.set;
    set.id = boundary_id(parts.level, parts.territory);
    set.level = parts.level;
    set.territory = parts.territory;
    set.sources = parts.sources;
    write_as_register(simple.topology, set, notation);
    const std::string text = write_topology(simple.topology);
    set.bytes = text.size();
    set.file = place(workspace, set, ".topojson", text);
    set.full_file = place(workspace, set, ".full.topojson", write_topology(built.full));
    put_on_list(workspace, set);
    return built;
}

}  // namespace allmende::areas
