#include "adapters/duckdb/errors.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "adapters/duckdb/fact_engine.hpp"
#include "base/error.hpp"
#include "base/test_folder.hpp"

namespace allmende::adapters::duckdb {

using testing::HasSubstr;

namespace {

template <typename Work>
Error error_of(const Work& work)
{
    try {
        work();
    } catch (const Error& error) {
        return error;
    }
    return {ErrorCode::internal, "nothing was thrown"};
}

facts::Observations batch_of(std::int32_t count, double value)
{
    facts::Observations batch;
    for (std::int32_t i = 0; i < count; ++i) {
        batch.area.push_back(i);
        batch.period.push_back(200000000);
        batch.measure.push_back(0);
        batch.value.push_back(value + static_cast<double>(std::int64_t{i} * 7919 % 100'000));
        batch.sign.push_back(Sign::none);
        batch.row.push_back(i + 1);
        batch.column.push_back(1);
    }
    return batch;
}

void load(facts::FactStore& store, std::int32_t delivery, std::int32_t count)
{
    const auto load = store.begin_load(1, delivery, facts::Precedence::newest);
    load->append(batch_of(count, delivery));
    load->commit();
}

/// Files may have this many bytes from now on: what a full disk is to the program, without one.
void limit_files(rlim_t bytes)
{
    struct rlimit limit{};
    ::getrlimit(RLIMIT_FSIZE, &limit);
    limit.rlim_cur = bytes;
    ::setrlimit(RLIMIT_FSIZE, &limit);
}

/// Fills the disk in the middle of a load and goes on when there is space again; says what went wrong.
std::string survive_full_disk(const std::filesystem::path& path)
{
    ::signal(SIGXFSZ, SIG_IGN);
    const auto store = open_fact_store(path);
    load(*store, 1, 1000);
    limit_files(2 << 20);
    const Error full = error_of([&] { load(*store, 2, 1'000'000); });
    if (full.code() != ErrorCode::disk ||
        std::string_view(full.what()).find("disk is full") == std::string_view::npos) {
        return full.what();
    }
    if (store->count({}) != 1000) {
        return "the first delivery suffered";
    }
    limit_files(RLIM_INFINITY);
    load(*store, 2, 200'000);
    return store->count({}) == 200'000 ? "" : "the next delivery is not whole";
}

}  // namespace

TEST(Errors, NameTheProcessThatHoldsTheFile)
{
    const Error error = error_of([] {
        fail_opening(
            {"w/facts.duckdb"},
            "IO Error: Could not set lock on file \"w/facts.duckdb\": Conflicting lock is held in /usr/bin/duckdb "
            "(PID 18200) by user anna. See also https://duckdb.org/docs/stable/connect/concurrency");
    });
    EXPECT_EQ(error.code(), ErrorCode::conflict);
    EXPECT_THAT(error.what(), HasSubstr("w/facts.duckdb is held by process 18200 (“/usr/bin/duckdb”)"));
    const Error unknown = error_of([] { fail_opening({"x"}, "IO Error: Could not set lock on file \"x\": busy"); });
    EXPECT_THAT(unknown.what(), HasSubstr("another process"));
}

TEST(Errors, SayWhatIsWrongWithTheDisk)
{
    const auto message_of = [](std::string_view message, duckdb_error_type type = DUCKDB_ERROR_IO) {
        return error_of([&] { fail_engine({"facts.duckdb"}, type, message); });
    };
    const Error full = message_of(
        "TransactionContext Error: Failed to commit: Could not write file \"x.wal\": No space left on device");
    EXPECT_EQ(full.code(), ErrorCode::disk);
    EXPECT_THAT(full.what(), HasSubstr("the disk is full; nothing was changed"));
    EXPECT_THAT(message_of("IO Error: Cannot open file \"x\": Read-only file system").what(),
                HasSubstr("cannot be written"));
    EXPECT_THAT(
        message_of("IO Error: Corrupt database file: computed checksum 1 does not match stored checksum 2").what(),
        HasSubstr("allmende rebuild"));
    EXPECT_EQ(message_of("could not allocate", DUCKDB_ERROR_OUT_OF_MEMORY).code(), ErrorCode::too_large);
    EXPECT_THAT(message_of("Strange Error: something\nwith a second line").what(),
                HasSubstr("(“Strange Error: something”)"));
}

TEST(Errors, AFullDiskHarmsNothing)
{
    const TestFolder folder;
    int pipe[2];
    ASSERT_EQ(::pipe(pipe), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        const std::string wrong = survive_full_disk(folder.path() / "facts.duckdb");
        ::_exit(::write(pipe[1], wrong.data(), wrong.size()) == static_cast<ssize_t>(wrong.size()) ? 0 : 1);
    }
    ::close(pipe[1]);
    std::string wrong(1000, '\0');
    wrong.resize(static_cast<std::size_t>(std::max<ssize_t>(::read(pipe[0], wrong.data(), wrong.size()), 0)));
    ::close(pipe[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_EQ(status, 0);
    EXPECT_EQ(wrong, "");
}

}  // namespace allmende::adapters::duckdb
