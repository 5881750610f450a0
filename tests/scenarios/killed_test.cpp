// Killed at any moment of import, rebuild and release, a workspace opens, verifies and holds all of a delivery or
// nothing.

#include <chrono>
#include <functional>
#include <random>
#include <thread>

#include <gtest/gtest.h>

#include "tests/scenarios/workspace.hpp"

namespace allmende::scenarios {
namespace {

using Clock = std::chrono::steady_clock;

class KilledTest : public testing::Test {
protected:
    KilledTest()
        : seed_(std::random_device()()), trace_(__FILE__, __LINE__, fmt::format("seed {}", seed_)), random_(seed_)
    {
        const char* wanted = std::getenv("ALLMENDE_KILLS");
        kills = wanted == nullptr ? 12 : std::atoi(wanted);
    }

    int kills = 0;

    /// How long a command takes when it is left alone.
    static std::chrono::microseconds duration(const std::vector<std::string>& words)
    {
        const auto begun = Clock::now();
        need(words);
        return std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begun);
    }

    /// Kills a command at a moment of its life; false where it was done before.
    bool kill_within(const std::vector<std::string>& words, std::chrono::microseconds life)
    {
        Process process(words);
        std::this_thread::sleep_for(
            std::chrono::microseconds(std::uniform_int_distribution<std::int64_t>(0, life.count())(random_)));
        return process.kill();
    }

    /// Kills the second of two imports again and again.
    void kill_imports(const std::string& dataset, const std::function<std::string(const Workspace&, int)>& file)
    {
        const Workspace undisturbed;
        const std::string first = file(undisturbed, 1);
        const std::string second = file(undisturbed, 2);
        need({"import", undisturbed.path(), first});
        const std::string before = undisturbed.observations(dataset);
        const auto life = duration({"import", undisturbed.path(), second});
        const std::string after = undisturbed.observations(dataset);
        ASSERT_NE(before, after);
        int killed = 0;
        for (int i = 0; i < kills; ++i) {
            const Workspace workspace;
            need({"import", workspace.path(), first});
            killed += kill_within({"import", workspace.path(), second}, life) ? 1 : 0;
            // Readers first: what they see may not hang on somebody changing something.
            const std::string now = workspace.observations(dataset);
            ASSERT_TRUE(now == before || now == after) << "after kill " << i;
            need({"verify", workspace.path()});
            need({"import", workspace.path(), second});
            ASSERT_EQ(workspace.observations(dataset), after) << "after kill " << i;
            if (i % 4 == 0) {
                need({"rebuild", workspace.path()});
                ASSERT_EQ(workspace.observations(dataset), after) << "after kill " << i << " and a rebuild";
            }
        }
        EXPECT_GT(killed, 0);
    }

private:
    unsigned seed_;
    testing::ScopedTrace trace_;
    std::mt19937 random_;
};

TEST_F(KilledTest, AnImportIsThereWholeOrNotAtAll)
{
    kill_imports("21111-02-06-4", [](const Workspace& workspace, int scale) { return workspace.file(scale); });
}

TEST_F(KilledTest, AnImportThroughAMappingIsThereWholeOrNotAtAll)
{
    kill_imports("kita", [](const Workspace& workspace, int scale) { return workspace.list(scale); });
}

TEST_F(KilledTest, ARebuildLosesNothing)
{
    const Workspace workspace;
    need({"import", workspace.path(), workspace.file(1), workspace.file(2)});
    const std::string before = workspace.observations();
    const auto life = duration({"rebuild", workspace.path()});
    ASSERT_EQ(workspace.observations(), before);
    int killed = 0;
    for (int i = 0; i < kills; ++i) {
        killed += kill_within({"rebuild", workspace.path()}, life) ? 1 : 0;
        ASSERT_EQ(workspace.observations(), before) << "after kill " << i;
    }
    EXPECT_GT(killed, 0);
    need({"rebuild", workspace.path()});
    EXPECT_EQ(workspace.observations(), before);
    EXPECT_FALSE(std::filesystem::exists(std::filesystem::path(workspace.path()) / "rebuilding"));
}

TEST_F(KilledTest, ABackupIsThereWholeOrNotAtAll)
{
    const Workspace workspace;
    need({"import", workspace.path(), workspace.file(1), workspace.file(2)});
    need({"release", workspace.path(), "--no-site"});
    const std::string before = workspace.observations();
    const TestFolder folder;
    const std::string backups = (folder.path() / "backups").string();
    const std::string restored = (folder.path() / "restored").string();
    const auto life = duration({"backup", workspace.path(), backups});
    int killed = 0;
    for (int i = 0; i < kills; ++i) {
        std::filesystem::remove_all(backups + "/releases");  // so that there is something to do
        std::filesystem::remove_all(backups + "/deliveries");
        killed += kill_within({"backup", workspace.path(), backups}, life) ? 1 : 0;
        need({"backup", workspace.path(), backups});
        need({"verify", backups});
    }
    EXPECT_GT(killed, 0);
    const auto restoring = duration({"restore", backups, restored});
    for (int i = 0; i < kills; ++i) {
        std::filesystem::remove_all(restored);
        kill_within({"restore", backups, restored}, restoring);
        if (!std::filesystem::exists(restored)) {
            need({"restore", backups, restored});
        }
        need({"verify", restored});
        ASSERT_EQ(need({"observations", restored, "21111-02-06-4"}), before) << "after kill " << i;
    }
}

TEST_F(KilledTest, AReleaseIsThereWholeOrNotAtAll)
{
    const Workspace workspace;
    need({"import", workspace.path(), workspace.file(1)});
    const std::vector<std::string> release{"release", workspace.path(), "--no-site"};
    const auto life = duration(release);
    int killed = 0;
    for (int i = 0; i < kills; ++i) {
        killed += kill_within(release, life) ? 1 : 0;
        need({"verify", workspace.path()});
    }
    EXPECT_GT(killed, 0);
    need(release);
    need({"verify", workspace.path()});
    for (const auto& entry :
         std::filesystem::directory_iterator(std::filesystem::path(workspace.path()) / "releases")) {
        EXPECT_FALSE(entry.path().filename().string().starts_with(".")) << entry.path();
    }
}

}  // namespace
}  // namespace allmende::scenarios
