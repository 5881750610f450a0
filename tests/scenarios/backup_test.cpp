// A backup grows by what is new, gives back what it was made of, and is not believed where it was changed.

#include <fstream>

#include <gtest/gtest.h>

#include "tests/scenarios/workspace.hpp"

namespace allmende::scenarios {
namespace {

class BackupTest : public testing::Test {
protected:
    TestFolder folder;
    Workspace workspace;
    std::string backups = (folder.path() / "backups").string();
    std::string restored = (folder.path() / "restored").string();

    std::string error_of(const std::vector<std::string>& words)
    {
        Process process(words);
        EXPECT_EQ(process.wait(), 1) << process.out();
        return process.err() + process.out();
    }
};

TEST_F(BackupTest, GivesBackWhatItWasMadeOf)
{
    const auto settings = std::filesystem::path(workspace.path()) / "allmende.toml";
    write_file(settings, read_file(settings) + "\ninvented = true\n");
    need({"import", workspace.path(), workspace.file(1)});
    need({"release", workspace.path(), "--no-site"});
    need({"backup", workspace.path(), backups});
    need({"import", workspace.path(), workspace.file(2)});
    Process second({"backup", workspace.path(), backups});
    ASSERT_EQ(second.wait(), 0) << second.err();
    EXPECT_NE(second.err().find("2 deliveries (1 new), 1 releases (0 new)"), std::string::npos) << second.err();
    need({"restore", backups, restored});
    EXPECT_EQ(need({"observations", restored, "21111-02-06-4"}), workspace.observations());
    EXPECT_EQ(read_file(std::filesystem::path(restored) / "allmende.toml"), read_file(settings));
    EXPECT_EQ(need({"verify", restored}), need({"verify", workspace.path()}));
    EXPECT_NE(error_of({"restore", backups, restored}).find("not an empty folder"), std::string::npos);
}

TEST_F(BackupTest, IsNotBelievedWhereItWasChanged)
{
    need({"import", workspace.path(), workspace.file(1)});
    need({"backup", workspace.path(), backups});
    for (const auto& entry : std::filesystem::recursive_directory_iterator(backups + "/deliveries")) {
        if (entry.is_regular_file()) {
            std::ofstream(entry.path(), std::ios::app) << "2020;17001;Kreis 1;9;9;9;9\n";
        }
    }
    EXPECT_NE(error_of({"verify", backups}).find("leavers-1.csv): was changed"), std::string::npos);
    EXPECT_NE(error_of({"restore", backups, restored}).find("was changed"), std::string::npos);
    EXPECT_FALSE(std::filesystem::exists(restored));
}

TEST_F(BackupTest, IsMadeBesideTheWorkspaceOnly)
{
    EXPECT_NE(error_of({"backup", workspace.path(), workspace.path() + "/backups"}).find("is lost with it"),
              std::string::npos);
    folder.write("elsewhere/letter.txt", "Sehr geehrte");
    EXPECT_NE(error_of({"backup", workspace.path(), (folder.path() / "elsewhere").string()}).find("neither an empty"),
              std::string::npos);
    EXPECT_NE(error_of({"restore", (folder.path() / "elsewhere").string(), restored}).find("no backup here"),
              std::string::npos);
}

TEST_F(BackupTest, ProofsOfAWorkspaceMissNoDelivery)
{
    need({"import", workspace.path(), workspace.file(1)});
    need({"verify", workspace.path()});
    const auto deliveries = std::filesystem::path(workspace.path()) / "deliveries";
    write_file(deliveries / "stray", "nobody delivered this");
    EXPECT_NE(error_of({"verify", workspace.path()}).find("of no delivery"), std::string::npos);
    std::filesystem::remove_all(deliveries);
    std::filesystem::create_directory(deliveries);
    EXPECT_NE(error_of({"verify", workspace.path()}).find("kept file is missing"), std::string::npos);
}

}  // namespace
}  // namespace allmende::scenarios
