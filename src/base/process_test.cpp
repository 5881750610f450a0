#include "base/process.hpp"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <thread>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "base/test_folder.hpp"

namespace allmende {
namespace {

using namespace std::chrono_literals;

ProcessCall shell(const std::string& script)
{
    ProcessCall call;
    call.program = "/bin/sh";
    call.arguments = {"-c", script};
    return call;
}

/// Whether a process of this number runs; one that ended but was not yet collected does not.
bool runs(int id)
{
    const std::filesystem::path status = fmt::format("/proc/{}/stat", id);
    if (!std::filesystem::exists(status)) {
        return false;
    }
    const std::string text = read_file(status);
    return text.find(") Z ") == std::string::npos;
}

TEST(Process, NamesAProgramThatIsNotThere)
{
    ProcessCall call;
    call.program = "/nowhere/ogr2ogr";
    try {
        run_process(call);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::disk);
        EXPECT_NE(std::string(error.what()).find("/nowhere/ogr2ogr"), std::string::npos);
    }
    call = shell("exit 0");
    call.directory = "/nowhere";
    EXPECT_THROW(run_process(call), Error);
}

TEST(Process, KeepsOutputMessagesAndStatusApart)
{
    const ProcessResult result = run_process(shell("echo out; echo message >&2; exit 3"));
    EXPECT_EQ(result.end, ProcessEnd::exited);
    EXPECT_EQ(result.status, 3);
    EXPECT_EQ(result.output, "out\n");
    EXPECT_EQ(result.messages, "message\n");
    EXPECT_FALSE(result.ok());
    EXPECT_EQ(describe(result, {}), "exit status 3");
}

TEST(Process, HandsArgumentsOverAsTheyAre)
{
    ProcessCall call;
    call.program = "/bin/echo";
    call.arguments = {"$(touch /x)", "; rm *", "a'b\"c", "-n"};
    EXPECT_EQ(run_process(call).output, "$(touch /x) ; rm * a'b\"c -n\n");
}

TEST(Process, GivesNoInputAndLittleEnvironment)
{
    ::setenv("ALLMENDE_TEST_SECRET", "hidden", 1);
    ProcessCall call = shell("cat; env");
    call.environment = {{"GIVEN", "yes"}};
    const std::string output = run_process(call).output;
    EXPECT_EQ(output.find("hidden"), std::string::npos);
    EXPECT_NE(output.find("GIVEN=yes\n"), std::string::npos);
    EXPECT_NE(output.find("LC_ALL=C.UTF-8\n"), std::string::npos);
}

TEST(Process, LeavesNoDescriptorOpen)
{
    const int before = ::dup(STDERR_FILENO);                                              // without O_CLOEXEC
    EXPECT_EQ(run_process(shell("ls /proc/self/fd | tr '\\n' ' '")).output, "0 1 2 3 ");  // 3 is ls reading the folder
    ::close(before);
}

TEST(Process, EndsWhatTakesTooLongWithAllItStarted)
{
    ProcessCall call = shell("sleep 60 & echo $!; sleep 60");
    call.limits.time = 300ms;
    const auto begin = std::chrono::steady_clock::now();
    const ProcessResult result = run_process(call);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 5s);
    EXPECT_EQ(result.end, ProcessEnd::out_of_time);
    const int grandchild = std::atoi(result.output.c_str());
    ASSERT_GT(grandchild, 0);
    for (int i = 0; i < 100 && runs(grandchild); ++i) {
        std::this_thread::sleep_for(10ms);
    }
    EXPECT_FALSE(runs(grandchild));
}

TEST(Process, EndsWhatClosedItsStreamsAndGoesOn)
{
    ProcessCall call = shell("exec >&- 2>&-; sleep 60");
    call.limits.time = 300ms;
    EXPECT_EQ(run_process(call).end, ProcessEnd::out_of_time);
}

TEST(Process, DoesNotWaitForAGrandchildThatHoldsTheStreams)
{
    const auto begin = std::chrono::steady_clock::now();
    const ProcessResult result = run_process(shell("sleep 60 & echo done"));
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 10s);
    EXPECT_TRUE(result.ok());
    EXPECT_EQ(result.output, "done\n");
}

TEST(Process, LimitsOutput)
{
    ProcessCall call = shell("yes");
    call.limits.output_bytes = 1 << 20;
    const ProcessResult result = run_process(call);
    EXPECT_EQ(result.end, ProcessEnd::too_much_output);
    EXPECT_LT(result.output.size(), std::size_t{2} << 20);
    EXPECT_EQ(describe(result, call.limits), "more than 1 MB of output");
}

TEST(Process, CutsLongMessagesInTheMiddle)
{
    const ProcessResult result = run_process(shell("echo first >&2; yes x | head -c 1000000 >&2; echo last >&2"));
    EXPECT_TRUE(result.ok());
    EXPECT_LT(result.messages.size(), std::size_t{200} << 10);
    EXPECT_TRUE(result.messages.starts_with("first\n"));
    EXPECT_TRUE(result.messages.ends_with("last\n"));
}

TEST(Process, LimitsMemoryAndFiles)
{
    // Not with a sanitizer's help: the child is a program of its own.
    ProcessCall call = shell("x=$(head -c 200000000 /dev/zero | tr '\\0' x); echo ${#x}");
    call.limits.memory_bytes = std::uint64_t{50} << 20;
    EXPECT_FALSE(run_process(call).ok());

    const TestFolder folder;
    call = shell("exec head -c 3000000 /dev/zero > big");
    call.directory = folder.path();
    call.limits.file_bytes = 1 << 20;
    const ProcessResult result = run_process(call);
    EXPECT_EQ(result.end, ProcessEnd::killed);
    EXPECT_EQ(describe(result, call.limits), "more than 1 MB in one file");
}

TEST(Process, SaysWhenAProgramCrashed)
{
    const ProcessResult result = run_process(shell("kill -SEGV $$"));
    EXPECT_EQ(result.end, ProcessEnd::killed);
    EXPECT_EQ(result.status, SIGSEGV);
}

TEST(FindProgram, LooksInPath)
{
    EXPECT_TRUE(find_program("sh").has_value());
    EXPECT_FALSE(find_program("no-such-program-anywhere").has_value());
}

}  // namespace
}  // namespace allmende
