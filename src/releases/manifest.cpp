#include "releases/manifest.hpp"

#include <algorithm>
#include <map>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/json.hpp"
#include "releases/texts.hpp"
#include "releases/trace_data.hpp"

namespace allmende::releases {

namespace {

constexpr std::uint64_t largest_manifest = std::uint64_t{256} << 20;

/// All regular files below a folder by their relative names, in order.
std::vector<std::string> files_below(const std::filesystem::path& folder)
{
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) {
            names.push_back(std::filesystem::relative(entry.path(), folder).generic_string());
        }
    }
    std::sort(names.begin(), names.end());
    return names;
}

Json load_manifest(const std::filesystem::path& release)
{
    try {
        return Json::parse(read_file(release / "manifest.json", largest_manifest));
    } catch (const Json::exception& error) {
        fail(ErrorCode::check_failed, "{}: the manifest is damaged: {}", release.string(), error.what());
    }
}

}  // namespace

void write_manifest(const Snapshot& snapshot, const sources::Workspace& workspace, const std::filesystem::path& release,
                    const Clock& clock)
{
    Json manifest;
    manifest["format"] = 1;
    manifest["number"] = snapshot.number;
    manifest["date"] = snapshot.date;
    manifest["made_at"] = clock.timestamp();
    manifest["title"] = json(workspace.settings().title);
    if (snapshot.corrects != 0) {
        manifest["corrects"] = snapshot.corrects;
    }
    if (!snapshot.note.de.empty()) {
        manifest["note"] = json(snapshot.note);
    }
    if (snapshot.previous != 0) {
        manifest["previous"] = {{"number", snapshot.previous},
                                {"sha256", sha256_of_file(workspace.path() / "releases" /
                                                          std::to_string(snapshot.previous) / "manifest.json")}};
    }
    manifest["deliveries"] = Json::array();
    for (const sources::Delivery& delivery : snapshot.deliveries) {
        manifest["deliveries"].push_back(delivery_json(snapshot, delivery));
    }
    manifest["indicators"] = Json::array();
    for (const indicators::Definition& definition : snapshot.definitions) {
        manifest["indicators"].push_back({{"id", definition.id}, {"version", definition.version}});
    }
    manifest["files"] = Json::object();
    for (const std::string& name : files_below(release)) {
        manifest["files"][name] = {{"bytes", std::filesystem::file_size(release / name)},
                                   {"sha256", sha256_of_file(release / name)}};
    }
    write_scratch_file(release / "manifest.json", manifest.dump(1) + "\n");
}

Verification verify_release(const std::filesystem::path& releases, int number)
{
    const std::filesystem::path release = releases / std::to_string(number);
    if (!std::filesystem::exists(release / "manifest.json")) {
        fail(ErrorCode::not_found, "there is no release {}", number);
    }
    const Json manifest = load_manifest(release);
    Verification verification;
    verification.release = number;
    std::map<std::string, bool> listed;
    for (const auto& [name, entry] : manifest.at("files").items()) {
        listed[name] = true;
        const std::filesystem::path file = release / name;
        if (!std::filesystem::exists(file)) {
            verification.problems.push_back(name + ": is missing");
            continue;
        }
        if (sha256_of_file(file) != entry.at("sha256").get<std::string>()) {
            verification.problems.push_back(name + ": was changed");
        }
        ++verification.files;
        verification.bytes += entry.at("bytes").get<std::uint64_t>();
    }
    for (const std::string& name : files_below(release)) {
        if (!listed.contains(name) && name != "manifest.json") {
            verification.problems.push_back(name + ": does not belong to the release");
        }
    }
    const std::filesystem::path next = releases / std::to_string(number + 1);
    if (std::filesystem::exists(next / "manifest.json")) {
        const Json successor = load_manifest(next);
        if (successor.contains("previous") &&
            successor["previous"].at("sha256").get<std::string>() != sha256_of_file(release / "manifest.json")) {
            verification.problems.push_back(
                fmt::format("manifest.json: is not the one that release {} remembers", number + 1));
        }
    }
    return verification;
}

std::vector<int> release_numbers(const std::filesystem::path& releases)
{
    std::vector<int> numbers;
    if (!std::filesystem::is_directory(releases)) {
        return numbers;
    }
    for (const auto& entry : std::filesystem::directory_iterator(releases)) {
        const std::string name = entry.path().filename().string();
        if (all_digits(name) && name.size() < 9 && std::filesystem::exists(entry.path() / "manifest.json")) {
            numbers.push_back(std::stoi(name));
        }
    }
    std::sort(numbers.begin(), numbers.end());
    return numbers;
}

}  // namespace allmende::releases
