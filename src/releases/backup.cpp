#include "releases/backup.hpp"

#include <algorithm>
#include <set>

#include <unistd.h>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "releases/manifest.hpp"
#include "sources/import.hpp"

namespace allmende::releases {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view manifest_file = "manifest.json";

void tell(const Say& say, const std::string& text)
{
    if (say) {
        say(text);
    }
}

/// Files below a folder, as paths from it, in order.
std::vector<fs::path> files_of(const fs::path& folder)
{
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) {
            files.push_back(fs::relative(entry.path(), folder));
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

void copy_into(const fs::path& from, const fs::path& to)
{
    fs::create_directories(to.parent_path());
    copy_durably(from, to);
}

/// Counts only once sync_filesystem() was called: a release has thousands of files.
void copy_tree(const fs::path& from, const fs::path& to)
{
    for (const fs::path& file : files_of(from)) {
        fs::create_directories((to / file).parent_path());
        fs::copy_file(from / file, to / file);
    }
}

std::vector<int> numbers_in(const fs::path& states)
{
    std::vector<int> numbers;
    if (fs::is_directory(states)) {
        for (const auto& entry : fs::directory_iterator(states)) {
            const std::string name = entry.path().filename().string();
            if (all_digits(name) && name.size() < 9) {
                numbers.push_back(std::stoi(name));
            }
        }
    }
    std::sort(numbers.begin(), numbers.end());
    return numbers;
}

fs::path newest_state(const fs::path& folder)
{
    const std::vector<int> numbers = numbers_in(folder / "states");
    if (numbers.empty()) {
        fail(ErrorCode::not_found, "{}: there is no backup here; `allmende backup WORKSPACE {}` makes one",
             folder.string(), folder.string());
    }
    return folder / "states" / std::to_string(numbers.back());
}

void check_place(const fs::path& workspace, const fs::path& folder)
{
    const std::string inside = fs::weakly_canonical(workspace).string() + "/";
    if ((fs::weakly_canonical(folder).string() + "/").starts_with(inside)) {
        fail(ErrorCode::conflict, "{}: a backup inside the workspace is lost with it; name a folder elsewhere",
             folder.string());
    }
    if (!is_new_or_empty(folder) && !is_backup(folder)) {
        fail(ErrorCode::conflict, "{}: this is neither an empty folder nor one with backups", folder.string());
    }
}

Json entry_of(const fs::path& file)
{
    return {{"bytes", fs::file_size(file)}, {"sha256", sha256_of_file(file)}};
}

/// One that an interrupted backup had begun to write lies beside under another name.
void add_release(const fs::path& from, const fs::path& releases, int number)
{
    const fs::path made = releases / fmt::format(".adding-{}", ::getpid());
    fs::remove_all(made);
    copy_tree(from / std::to_string(number), made);
    sync_filesystem(releases);
    fs::rename(made, releases / std::to_string(number));
    sync_directory(releases);
}

Json add_deliveries(sources::Workspace& workspace, const fs::path& folder, BackupResult& result)
{
    Json list = Json::array();
    for (const sources::Delivery& delivery : workspace.deliveries().all()) {
        const fs::path from = workspace.file_of(delivery.sha256);
        const fs::path to = sources::place_of_delivery(folder, delivery.sha256);
        if (!fs::exists(to)) {
            if (!fs::exists(from) || sha256_of_file(from) != delivery.sha256) {
                fail(
                    ErrorCode::check_failed,
                    "delivery {} ({}): its kept file is missing or was changed; restore it from an earlier backup or deliver it "
                    "again, then make this backup",
                    delivery.number, delivery.file_name);
            }
            copy_into(from, to);
            ++result.new_deliveries;
        }
        list.push_back({{"number", delivery.number},
                        {"file", delivery.file_name},
                        {"bytes", delivery.bytes},
                        {"sha256", delivery.sha256}});
        ++result.deliveries;
    }
    return list;
}

Json load_manifest(const fs::path& state)
{
    const Json manifest = Json::parse(read_file(state / manifest_file), nullptr, false);
    if (manifest.is_discarded() || !manifest.is_object() || !manifest.contains("files") ||
        !manifest.contains("deliveries") || !manifest.contains("releases")) {
        fail(ErrorCode::check_failed, "{}: the list of what belongs to the backup was changed", state.string());
    }
    return manifest;
}

void compare(const fs::path& file, const std::string& name, const Json& entry, std::vector<std::string>& problems)
{
    if (!fs::exists(file)) {
        problems.push_back(name + ": is missing");
    } else if (sha256_of_file(file) != entry.at("sha256").get<std::string>()) {
        problems.push_back(name + ": was changed");
    }
}

}  // namespace

BackupResult make_backup(sources::Workspace& workspace, const fs::path& folder, const Clock& clock, const Say& say)
{
    check_place(workspace.path(), folder);
    fs::create_directories(folder / "states");
    fs::create_directories(folder / "releases");
    BackupResult result;
    const std::vector<int> before = numbers_in(folder / "states");
    result.number = before.empty() ? 1 : before.back() + 1;
    const fs::path made = folder / "states" / fmt::format(".making-{}", ::getpid());
    fs::remove_all(made);
    fs::create_directories(made);
    Json manifest;
    manifest["backup"] = result.number;
    manifest["made"] = clock.timestamp();
    tell(say, "copying deliveries");
    manifest["deliveries"] = add_deliveries(workspace, folder, result);
    manifest["releases"] = Json::array();
    const fs::path releases = workspace.path() / "releases";
    for (const int number : release_numbers(releases)) {
        if (!fs::exists(folder / "releases" / std::to_string(number))) {
            tell(say, fmt::format("copying release {}", number));
            add_release(releases, folder / "releases", number);
            ++result.new_releases;
        }
        manifest["releases"].push_back(
            {{"number", number}, {"sha256", sha256_of_file(releases / std::to_string(number) / manifest_file)}});
        ++result.releases;
    }
    tell(say, "copying state");
    for (const fs::path& file : workspace.files_that_change()) {
        copy_into(workspace.path() / file, made / file);
    }
    workspace.database().backup(made / sources::state_file);
    manifest["files"] = Json::object();
    for (const fs::path& file : files_of(made)) {
        manifest["files"][file.generic_string()] = entry_of(made / file);
    }
    write_scratch_file(made / manifest_file, manifest.dump(1) + "\n");
    sync_filesystem(made);
    fs::rename(made, folder / "states" / std::to_string(result.number));
    sync_directory(folder / "states");
    return result;
}

bool is_backup(const fs::path& folder)
{
    return fs::is_directory(folder / "states") && !fs::exists(folder / "allmende.toml");
}

std::vector<std::string> verify_backup(const fs::path& folder)
{
    const fs::path state = newest_state(folder);
    const Json manifest = load_manifest(state);
    std::vector<std::string> problems;
    for (const auto& [name, entry] : manifest.at("files").items()) {
        compare(state / name, name, entry, problems);
    }
    for (const fs::path& file : files_of(state)) {
        const std::string name = file.generic_string();
        if (name != manifest_file && !manifest.at("files").contains(name)) {
            problems.push_back(name + ": does not belong to the backup");
        }
    }
    for (const Json& delivery : manifest.at("deliveries")) {
        const std::string sha256 = delivery.at("sha256");
        compare(
            sources::place_of_delivery(folder, sha256),
            fmt::format("delivery {} ({})", delivery.at("number").get<int>(), delivery.at("file").get<std::string>()),
            delivery, problems);
    }
    for (const Json& entry : manifest.at("releases")) {
        const int number = entry.at("number");
        const fs::path release = folder / "releases" / std::to_string(number);
        const std::size_t found = problems.size();
        compare(release / manifest_file, fmt::format("release {}", number), entry, problems);
        if (problems.size() == found) {
            for (const std::string& problem : verify_release(folder / "releases", number).problems) {
                problems.push_back(fmt::format("release {}: {}", number, problem));
            }
        }
    }
    return problems;
}

BackupResult restore_backup(const fs::path& folder, const fs::path& path, const std::vector<fs::path>& catalogues,
                            const sources::Engines& engines, const Say& say)
{
    const fs::path state = newest_state(folder);
    if (!is_new_or_empty(path)) {
        fail(ErrorCode::conflict, "{}: this is not an empty folder; name a new or an empty one", path.string());
    }
    tell(say, "proving the backup");
    if (const std::vector<std::string> problems = verify_backup(folder); !problems.empty()) {
        fail(ErrorCode::check_failed, "{}: the backup is not as it was made: {}{}", folder.string(), problems.front(),
             problems.size() == 1 ? "" : fmt::format(" and {} more files", problems.size() - 1));
    }
    const Json manifest = load_manifest(state);
    BackupResult result;
    result.number = std::stoi(state.filename().string());
    fs::path made = fs::absolute(path).lexically_normal();
    made = made.has_filename() ? made : made.parent_path();
    made += fmt::format(".restoring-{}", ::getpid());
    fs::remove_all(made);
    tell(say, "copying");
    for (const auto& [name, entry] : manifest.at("files").items()) {
        copy_into(state / name, made / name);
    }
    fs::create_directories(made / "deliveries");
    fs::create_directories(made / "releases");
    fs::create_directories(made / "catalog");
    for (const Json& delivery : manifest.at("deliveries")) {
        const std::string sha256 = delivery.at("sha256");
        copy_into(sources::place_of_delivery(folder, sha256), sources::place_of_delivery(made, sha256));
        ++result.deliveries;
    }
    for (const Json& entry : manifest.at("releases")) {
        const std::string number = std::to_string(entry.at("number").get<int>());
        copy_tree(folder / "releases" / number, made / "releases" / number);
        write_file(made / "releases" / "current", number + "\n");
        ++result.releases;
    }
    tell(say, "making the facts again");
    {
        sources::Workspace workspace = sources::Workspace::open(made, catalogues, engines, sources::Access::rebuild);
        sources::rebuild(workspace);
    }
    sync_filesystem(made);
    fs::remove(path);  // an empty folder gives way
    fs::rename(made, path);
    sync_directory(fs::absolute(path).parent_path());
    return result;
}

}  // namespace allmende::releases
