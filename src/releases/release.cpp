#include "releases/release.hpp"

#include <algorithm>
#include <set>

#include <unistd.h>

#include "base/ensure.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "disclosure/microdata.hpp"
#include "releases/downloads.hpp"
#include "releases/manifest.hpp"
#include "releases/site_data.hpp"
#include "releases/snapshot.hpp"
#include "releases/tables.hpp"
#include "releases/trace_data.hpp"

namespace allmende::releases {

namespace {

/// Where a release is made before it gets its name; left-overs of killed runs are removed first.
std::filesystem::path workshop(const std::filesystem::path& releases)
{
    constexpr std::string_view prefix = ".making-";
    std::vector<std::filesystem::path> left_over;
    for (const auto& entry : std::filesystem::directory_iterator(releases)) {
        if (entry.path().filename().string().starts_with(prefix)) {
            left_over.push_back(entry.path());
        }
    }
    for (const std::filesystem::path& path : left_over) {
        std::filesystem::remove_all(path);
    }
    return releases / (std::string(prefix) + std::to_string(::getpid()));
}

int newest_release(const std::filesystem::path& releases)
{
    int newest = 0;
    for (const auto& entry : std::filesystem::directory_iterator(releases)) {
        const std::string name = entry.path().filename().string();
        if (all_digits(name) && name.size() < 9) {
            newest = std::max(newest, std::stoi(name));
        }
    }
    return newest;
}

/// The stage between evaluation and freezing. For now it lets the source's own protection stand and keeps records of
/// single persons out; nothing may reach a release around it.
void protect(const Snapshot& snapshot, sources::Workspace& workspace)
{
    for (const facts::Dataset& dataset : workspace.dictionary().datasets) {
        const sources::Deliveries::Counts counts = workspace.deliveries().counts(dataset.id);
        if (disclosure::looks_like_microdata({counts.cells, counts.ones})) {
            fail(
                ErrorCode::check_failed,
                "the dataset {} is not a table of counts: {} of its {} numbers are 1, as in records of single persons; such data must "
                "not be released. Deliver the table that the statistics unit released instead",
                dataset.id, counts.ones, counts.cells);
        }
    }
    for (const indicators::FigureTable& table : snapshot.tables) {
        for (const indicators::Figure& figure : table.figures) {
            ensure(figure.has_value() || figure.sign != Sign::none, "a released figure has a value or a reason");
        }
    }
}

std::vector<std::string> official_order(const areas::AreaRegister& areas)
{
    std::vector<std::string> keys;
    for (const areas::Area& area : areas.all()) {
        keys.push_back(area.key);
    }
    std::sort(keys.begin(), keys.end(), [](const std::string& a, const std::string& b) {
        return std::pair(a != "DG", a) < std::pair(b != "DG", b);
    });
    return keys;
}

/// Country, Länder, government regions and Kreise, and everything below the members of the regions shown.
std::vector<std::string> areas_of_site(const sources::Workspace& workspace, const Snapshot& snapshot)
{
    std::set<std::string> inside;
    for (std::size_t r = 0; r < snapshot.regions.size(); ++r) {
        if (!snapshot.regions[r]->has_sum) {
            continue;
        }
        for (const std::string& key : snapshot.members[r]) {
            if (const areas::Area* area = workspace.areas().find(key)) {
                inside.insert(key);
                for (const areas::AreaNumber below : workspace.areas().descendants(area->number)) {
                    inside.insert(workspace.areas().at(below).key);
                }
            }
        }
    }
    std::vector<std::string> keys;
    for (const std::string& key : snapshot.keys) {
        const areas::Area* area = workspace.areas().find(key);
        if (area != nullptr && (area->level <= areas::Level::kreis || inside.contains(key))) {
            keys.push_back(key);
        }
    }
    return keys;
}

/// Codes that no table delivers, such as `male` = total − female, have their titles from the catalogue.
void name_derived_codes(indicators::FigureTable& table, const sources::DimensionCatalogue& dimensions)
{
    for (indicators::Series& series : table.series) {
        const sources::KnownDimension* known = dimensions.find(series.dimension);
        if (known == nullptr || series.title.de != series.code) {
            continue;
        }
        for (const sources::KnownCode& code : known->codes) {
            series.title = code.id == series.code ? code.title : series.title;
        }
    }
}

/// Adds the totals on the territory of the release's day, for series that reforms broke.
void convert(Snapshot& snapshot, sources::Workspace& workspace)
{
    if (workspace.reforms().empty()) {
        return;
    }
    indicators::Request request = release_request(snapshot.regions);
    request.all_breakdowns = false;
    request.territory = snapshot.date;
    std::vector<const indicators::Definition*> wanted;
    for (const indicators::Definition& definition : snapshot.definitions) {
        wanted.push_back(&definition);
    }
    const indicators::Sources sources{workspace.facts(),   workspace.dictionary(), workspace.areas(),
                                      workspace.regions(), workspace.reforms(),    snapshot.rounding};
    snapshot.converted = indicators::evaluate_all(wanted, request, sources);
}

void publish(const std::filesystem::path& made, const std::filesystem::path& releases, int number)
{
    sync_filesystem(made);
    // From now on nobody writes to it, not even by mistake.
    for (const auto& entry : std::filesystem::recursive_directory_iterator(made)) {
        using std::filesystem::perms;
        if (!entry.is_regular_file()) {
            continue;
        }
        std::filesystem::permissions(entry.path(), perms::owner_write | perms::group_write | perms::others_write,
                                     std::filesystem::perm_options::remove);
    }
    const std::filesystem::path final_path = releases / std::to_string(number);
    ensure(!std::filesystem::exists(final_path), "a release is never written again");
    std::filesystem::rename(made, final_path);
    sync_directory(releases);
    write_file(releases / "current", std::to_string(number) + "\n");
}

}  // namespace

Snapshot make_snapshot(sources::Workspace& workspace, const std::vector<indicators::Definition>& definitions,
                       const std::optional<KnownThen>& then)
{
    Snapshot snapshot;
    snapshot.regions = shown_regions(workspace, workspace.areas());
    for (const areas::Region* region : snapshot.regions) {
        snapshot.members.push_back(areas::members_of(*region, workspace.areas()));
    }
    snapshot.deliveries = workspace.deliveries().all();
    snapshot.rounding = then ? then->rounding : workspace.deliveries().rounding();
    if (then) {
        std::erase_if(snapshot.deliveries,
                      [&](const sources::Delivery& delivery) { return delivery.number > then->delivery; });
    }
    snapshot.themes = load_themes(workspace.catalogues());
    snapshot.glossary = load_glossary(workspace.catalogues());
    snapshot.licences = load_licences(workspace.catalogues());
    snapshot.keys = official_order(workspace.areas());
    snapshot.site_areas = areas_of_site(workspace, snapshot);
    for (const areas::Region* region : snapshot.regions) {
        snapshot.keys.push_back(region_key(*region));
    }
    const indicators::Sources sources{workspace.facts(),   workspace.dictionary(), workspace.areas(),
                                      workspace.regions(), workspace.reforms(),    snapshot.rounding};
    std::vector<const indicators::Definition*> wanted;
    for (const indicators::Definition& definition : definitions) {
        wanted.push_back(&definition);
    }
    indicators::Request request = release_request(snapshot.regions);
    request.as_of = then ? std::optional(then->delivery) : std::nullopt;
    std::vector<indicators::FigureTable> tables = indicators::evaluate_all(wanted, request, sources);
    std::vector<std::size_t> kept;
    for (std::size_t i = 0; i < tables.size(); ++i) {
        if (!tables[i].years.empty() && !tables[i].areas.empty()) {
            kept.push_back(i);
        }
    }
    snapshot.definitions.reserve(kept.size());
    for (const std::size_t i : kept) {
        snapshot.definitions.push_back(definitions[i]);
        name_derived_codes(tables[i], workspace.dimensions());
        snapshot.tables.push_back(std::move(tables[i]));
        snapshot.tables.back().definition = &snapshot.definitions.back();
    }
    return snapshot;
}

ReleaseResult make_release(sources::Workspace& workspace, const std::vector<indicators::Definition>& definitions,
                           const Clock& clock, const ReleaseOptions& options)
{
    const auto say = [&](const std::string& text) {
        if (options.progress) {
            options.progress(text);
        }
    };
    const std::filesystem::path releases = workspace.path() / "releases";
    std::filesystem::create_directories(releases);  // a copied workspace may have lost the empty folder
    const int newest = newest_release(releases);
    if (options.corrects < 0 || options.corrects > newest) {
        fail(ErrorCode::not_found, "there is no release {} to correct; the newest is {}", options.corrects, newest);
    }
    say("evaluating");
    Snapshot snapshot = make_snapshot(workspace, definitions);
    if (snapshot.tables.empty()) {
        fail(ErrorCode::check_failed,
             "there is nothing to release: no indicator has a figure; deliver files with `allmende import` first");
    }
    snapshot.previous = newest;
    snapshot.number = newest + 1;
    snapshot.date = clock.date();
    snapshot.corrects = options.corrects;
    snapshot.note = options.note;
    say("converting");
    convert(snapshot, workspace);
    say("protecting");
    protect(snapshot, workspace);

    const std::filesystem::path made = workshop(releases);
    std::filesystem::create_directories(made / "data");
    std::vector<ReportEntry> reports;
    if (options.reports != nullptr) {
        say("checking reports");
        reports = options.reports->write(snapshot, workspace, made / "data", say);
    }
    say("writing tables");
    write_tables(snapshot, workspace, made);
    say("writing downloads");
    write_downloads(snapshot, workspace, made / "data" / "downloads");
    say("writing data");
    write_site_data(snapshot, reports, workspace, made / "data");
    const indicators::Sources sources{workspace.facts(),   workspace.dictionary(), workspace.areas(),
                                      workspace.regions(), workspace.reforms(),    snapshot.rounding};
    for (std::size_t i = 0; i < snapshot.definitions.size(); ++i) {
        say("tracing " + snapshot.definitions[i].id);
        write_traces(snapshot, i, sources, made / "data" / "traces" / snapshot.definitions[i].id);
    }
    if (options.reports != nullptr) {
        say("printing reports");
        options.reports->print(made / "data");
    }
    if (options.renderer != nullptr) {
        say("rendering the website");
        options.renderer->render(made / "data", made / "site");
    }
    say("sealing");
    write_manifest(snapshot, workspace, made, clock);
    publish(made, releases, snapshot.number);
    ReleaseResult result{snapshot.number, releases / std::to_string(snapshot.number), snapshot.tables.size(), 0};
    for (const indicators::FigureTable& table : snapshot.tables) {
        result.figures += std::count_if(table.figures.begin(), table.figures.end(),
                                        [](const auto& figure) { return figure.has_value(); });
    }
    return result;
}

}  // namespace allmende::releases
