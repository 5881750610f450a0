// Two processes at once, and a disk that is full: a sentence that helps, and nothing lost.

#include <thread>

#include <gtest/gtest.h>

#include "tests/scenarios/workspace.hpp"

namespace allmende::scenarios {
namespace {

TEST(Crowded, TheSecondWhoChangesIsToldWhoTheFirstIs)
{
    const Workspace workspace;
    Process first({"import", workspace.path(), workspace.file(1), workspace.file(2), workspace.file(3)});
    const std::filesystem::path lock = std::filesystem::path(workspace.path()) / "workspace.lock";
    int refused = 0;
    while (!std::filesystem::exists(lock)) {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    for (int i = 0; i < 200 && refused == 0; ++i) {
        Process second({"rebuild", workspace.path()});
        if (second.wait() != 0) {
            ++refused;
            EXPECT_EQ(second.wait(), 1);
            EXPECT_NE(second.err().find(std::to_string(first.number())), std::string::npos) << second.err();
        }
    }
    EXPECT_EQ(refused, 1);
    EXPECT_EQ(first.wait(), 0) << first.err();
    need({"verify", workspace.path()});
}

TEST(Damaged, FactsAreMadeAgain)
{
    const Workspace workspace;
    need({"import", workspace.path(), workspace.file(1)});
    const std::string before = workspace.observations();
    write_file(std::filesystem::path(workspace.path()) / "facts.duckdb", std::string(500'000, 'x'));
    Process reader({"observations", workspace.path(), "21111-02-06-4"});
    EXPECT_EQ(reader.wait(), 1);
    EXPECT_NE(reader.err().find("allmende rebuild"), std::string::npos) << reader.err();
    need({"rebuild", workspace.path()});
    EXPECT_EQ(workspace.observations(), before);
}

TEST(Crowded, AFullDiskChangesNothing)
{
    const Workspace workspace;
    need({"import", workspace.path(), workspace.file(1)});
    const std::string before = workspace.observations();
    const std::string second = workspace.file(2);
    int refused = 0;
    for (const rlim_t bytes : {1'000u, 100'000u, 400'000u, 700'000u, 1'000'000u, 1'500'000u, 2'000'000u}) {
        Process full({"import", workspace.path(), second}, bytes);
        if (full.wait() == 0) {
            break;
        }
        ++refused;
        EXPECT_EQ(full.wait(), 1) << full.err();
        EXPECT_NE(full.err().find("disk is full"), std::string::npos) << bytes << ": " << full.err();
        ASSERT_EQ(workspace.observations(), before) << "with " << bytes << " bytes";
    }
    EXPECT_GE(refused, 3);
    need({"import", workspace.path(), second});
    EXPECT_NE(workspace.observations(), before);
}

}  // namespace
}  // namespace allmende::scenarios
