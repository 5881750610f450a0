#include "adapters/sqlite/sqlite_database.hpp"

#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/ensure.hpp"
#include "base/error.hpp"
#include "base/test_folder.hpp"
#include "state/contract.hpp"
#include "state/failing_database.hpp"

namespace allmende::adapters::sqlite {

using state::Database;
using state::Row;
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

std::int64_t count(Database& database)
{
    std::int64_t rows = 0;
    database.rows("select count(*) from note", {}, [&](const Row& row) { rows = row.integer(0); });
    return rows;
}

/// Fills the disk (files may have a megabyte) and goes on when there is space again; says what went wrong.
std::string survive_full_disk(const std::filesystem::path& path)
{
    ::signal(SIGXFSZ, SIG_IGN);
    const auto database = open_database(path);
    database->run("create table note (body text)", {});
    database->run("insert into note values ('first')", {});
    struct rlimit limit{};
    ::getrlimit(RLIMIT_FSIZE, &limit);
    limit.rlim_cur = 1 << 20;
    ::setrlimit(RLIMIT_FSIZE, &limit);
    const Error full = error_of([&] {
        database->transaction([&] {
            for (int i = 0; i < 5000; ++i) {
                database->run("insert into note values (?)", {std::string(1000, 'x')});
            }
        });
    });
    if (full.code() != ErrorCode::disk || std::string(full.what()).find("disk is full") == std::string::npos) {
        return full.what();
    }
    limit.rlim_cur = RLIM_INFINITY;
    ::setrlimit(RLIMIT_FSIZE, &limit);
    database->run("insert into note values ('last')", {});
    return count(*database) == 2 ? "" : "the transaction is not undone";
}

}  // namespace

class SqliteContract : public testing::TestWithParam<state::ContractCheck> {};

TEST_P(SqliteContract, Holds)
{
    GetParam().run(open_database);
}

INSTANTIATE_TEST_SUITE_P(State, SqliteContract, testing::ValuesIn(state::contract_checks()),
                         [](const auto& check) { return check.param.name; });

TEST(SqliteDatabase, SaysWhyItCannotBeOpened)
{
    const TestFolder folder;
    const Error missing = error_of([&] { open_database(folder.path() / "nowhere" / "state.db"); });
    EXPECT_EQ(missing.code(), ErrorCode::not_found) << missing.what();
    const Error other = error_of([&] { open_database(folder.write("other.db", std::string(5000, 'x'))); });
    EXPECT_EQ(other.code(), ErrorCode::disk);
    EXPECT_THAT(other.what(), HasSubstr("allmende restore"));
    EXPECT_EQ(error_of([&] { open_database(folder.path()); }).code(), ErrorCode::disk);
}

TEST(SqliteDatabase, OpensInMemory)
{
    const auto database = open_database(":memory:");
    database->migrate("notes", {{1, "create table note (body text)"}});
    database->transaction([&] { database->run("insert into note values ('x')", {}); });
    EXPECT_EQ(count(*database), 1);
    EXPECT_EQ(count(*database), 1);
}

TEST(FailingDatabase, FailsFromItsStatementOn)
{
    const auto database = state::fail_from_statement(3, open_database(":memory:"));
    database->run("create table note (body text)", {});
    EXPECT_THROW(database->transaction([&] {
        database->run("insert into note values ('x')", {});
        database->run("insert into note values ('y')", {});
    }),
                 Error);
    EXPECT_THROW(count(*database), Error);
}

TEST(SqliteDatabase, TakesNoTextInDoubleQuotes)
{
    const auto database = open_database(":memory:");
    database->run("create table note (body text)", {});
    EXPECT_THROW(database->run("insert into note values (\"body of a typing error\")", {}), Bug);
}

TEST(SqliteDatabase, WaitsForAnotherWriter)
{
    const TestFolder folder;
    const auto path = folder.path() / "state.db";
    const auto database = open_database(path);
    database->run("create table note (body text)", {});
    std::thread other([&] {
        const auto second = open_database(path);
        second->transaction([&] {
            second->run("insert into note values ('slow')", {});
            std::this_thread::sleep_for(std::chrono::milliseconds(200));
        });
    });
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    database->run("insert into note values ('patient')", {});
    other.join();
    EXPECT_EQ(count(*database), 2);
}

TEST(SqliteDatabase, KilledKeepsWhatItAcknowledged)
{
    const TestFolder folder;
    const auto path = folder.path() / "state.db";
    open_database(path)->run("create table note (number integer)", {});
    int pipe[2];
    ASSERT_EQ(::pipe(pipe), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        const auto database = open_database(path);
        for (std::int64_t i = 1;; ++i) {
            database->transaction([&] {
                database->run("insert into note values (?)", {i});
                database->run("insert into note values (?)", {i});
            });
            if (::write(pipe[1], &i, sizeof i) != sizeof i) {
                ::_exit(1);
            }
        }
    }
    ::close(pipe[1]);
    std::this_thread::sleep_for(std::chrono::milliseconds(150));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    std::int64_t acknowledged = 0;
    while (::read(pipe[0], &acknowledged, sizeof acknowledged) == sizeof acknowledged) {
    }
    ::close(pipe[0]);
    const auto rows = count(*open_database(path));
    EXPECT_GE(rows, 2 * acknowledged);
    EXPECT_LE(rows, 2 * acknowledged + 2);
    EXPECT_EQ(rows % 2, 0);
}

TEST(SqliteDatabase, AFullDiskHarmsNothing)
{
    const TestFolder folder;
    int pipe[2];
    ASSERT_EQ(::pipe(pipe), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        const std::string wrong = survive_full_disk(folder.path() / "state.db");
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

}  // namespace allmende::adapters::sqlite
