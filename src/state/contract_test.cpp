#include "state/contract.hpp"

#include <limits>
#include <stdexcept>

#include <gtest/gtest.h>

#include "base/ensure.hpp"
#include "base/error.hpp"
#include "base/test_folder.hpp"

namespace allmende::state {

namespace {

/// A database in a folder of its own with a table of notes.
struct Opened {
    explicit Opened(const OpenDatabase& open) : database(open(folder.path() / "state.db"))
    {
        database->run("create table note (number integer primary key, body text, weight double precision)", {});
    }

    TestFolder folder;
    std::unique_ptr<Database> database;
};

void add(Database& database, std::int64_t number, const Value& body = nullptr, const Value& weight = nullptr)
{
    database.run("insert into note (number, body, weight) values (?, ?, ?)", {number, body, weight});
}

std::vector<std::int64_t> numbers(Database& database)
{
    std::vector<std::int64_t> found;
    database.rows("select number from note order by number", {},
                  [&](const Row& row) { found.push_back(row.integer(0)); });
    return found;
}

template <typename Work>
ErrorCode code_of(const Work& work)
{
    try {
        work();
    } catch (const Error& error) {
        return error.code();
    }
    return ErrorCode::internal;
}

using Found = std::vector<std::int64_t>;

void refuses_what_is_a_bug(const OpenDatabase& open)
{
    const Opened opened(open);
    Database& database = *opened.database;
    EXPECT_THROW(database.run("selct 1", {}), Bug);
    EXPECT_THROW(database.run("insert into nowhere values (1)", {}), Bug);
    EXPECT_THROW(database.run("insert into note (number) values (?)", {}), Bug);
    EXPECT_THROW(database.run("insert into note (number) values (1)", {Value(std::int64_t{1})}), Bug);
    EXPECT_THROW(database.run("insert into note (number) values (1); insert into note (number) values (2)", {}), Bug);
    EXPECT_THROW(add(database, 1, nullptr, std::numeric_limits<double>::quiet_NaN()), Bug);
    EXPECT_EQ(numbers(database), Found{});
    add(database, 1, "text");
    const auto read = [&](const std::function<void(const Row&)>& each) {
        database.rows("select number, body, weight from note", {}, each);
    };
    EXPECT_THROW(read([](const Row& row) { row.integer(1); }), Bug);
    EXPECT_THROW(read([](const Row& row) { row.integer(2); }), Bug);
    EXPECT_THROW(read([](const Row& row) { row.text(0); }), Bug);
    EXPECT_THROW(read([](const Row& row) { row.number(1); }), Bug);
    EXPECT_THROW(read([](const Row& row) { row.integer(3); }), Bug);
    EXPECT_THROW(read([](const Row& row) { row.text(-1); }), Bug);
}

void gives_back_what_was_written(const OpenDatabase& open)
{
    const Opened opened(open);
    Database& database = *opened.database;
    const std::string body = "Grüße'; drop table note; --\n\t\"x\"";
    add(database, std::numeric_limits<std::int64_t>::max(), body, 0.1);
    add(database, -1, "", -5.0);
    add(database, 0);
    int row_number = 0;
    database.rows("select number, body, weight from note order by number", {}, [&](const Row& row) {
        switch (row_number++) {
        case 0:
            EXPECT_EQ(row.integer(0), -1);
            EXPECT_FALSE(row.is_null(1));
            EXPECT_EQ(row.text(1), "");
            EXPECT_EQ(row.number(2), -5);
            EXPECT_EQ(row.number(0), -1);
            break;
        case 1:
            EXPECT_TRUE(row.is_null(1));
            EXPECT_EQ(row.text(1), "");
            EXPECT_TRUE(row.is_null(2));
            break;
        default:
            EXPECT_EQ(row.integer(0), std::numeric_limits<std::int64_t>::max());
            EXPECT_EQ(row.text(1), body);
            EXPECT_EQ(row.number(2), 0.1);
        }
    });
    EXPECT_EQ(row_number, 3);
    EXPECT_EQ(database.run("update note set body = ? where number < ?", {"x", std::int64_t{1}}), 2);
    EXPECT_EQ(database.run("delete from note where number = 77", {}), 0);
}

void a_constraint_is_a_conflict(const OpenDatabase& open)
{
    const Opened opened(open);
    Database& database = *opened.database;
    database.run("create table reply (note integer not null references note (number), body text not null)", {});
    add(database, 1);
    EXPECT_EQ(code_of([&] { add(database, 1); }), ErrorCode::conflict);
    EXPECT_EQ(code_of([&] { database.run("insert into reply (note, body) values (7, 'x')", {}); }),
              ErrorCode::conflict);
    EXPECT_EQ(code_of([&] { database.run("insert into reply (note) values (1)", {}); }), ErrorCode::conflict);
    EXPECT_EQ(numbers(database), Found{1});
}

void a_transaction_is_whole_or_nothing(const OpenDatabase& open)
{
    const Opened opened(open);
    Database& database = *opened.database;
    database.transaction([&] { add(database, 1); });
    EXPECT_THROW(database.transaction([&] {
        add(database, 2);
        throw std::runtime_error("no");
    }),
                 std::runtime_error);
    EXPECT_EQ(code_of([&] {
                  database.transaction([&] {
                      add(database, 3);
                      add(database, 1);
                  });
              }),
              ErrorCode::conflict);
    EXPECT_EQ(numbers(database), Found{1});
}

void a_transaction_within_another_is_part_of_it(const OpenDatabase& open)
{
    const Opened opened(open);
    Database& database = *opened.database;
    database.transaction([&] {
        add(database, 1);
        database.transaction([&] { add(database, 2); });
        EXPECT_THROW(database.transaction([&] {
            add(database, 3);
            throw std::runtime_error("no");
        }),
                     std::runtime_error);
        add(database, 4);
    });
    EXPECT_EQ(numbers(database), (Found{1, 2, 4}));
    EXPECT_THROW(database.transaction([&] {
        database.transaction([&] { add(database, 5); });
        throw std::runtime_error("no");
    }),
                 std::runtime_error);
    EXPECT_EQ(numbers(database), (Found{1, 2, 4}));
}

void rows_may_use_the_database(const OpenDatabase& open)
{
    const Opened opened(open);
    Database& database = *opened.database;
    for (std::int64_t i = 1; i <= 3; ++i) {
        add(database, i);
    }
    Found pairs;
    // The same statement within itself.
    const std::string sql = "select number from note where number <= 3 order by number";
    database.rows(sql, {}, [&](const Row& outer) {
        database.rows(sql, {}, [&](const Row& inner) { pairs.push_back(outer.integer(0) * 10 + inner.integer(0)); });
        add(database, outer.integer(0) + 100);
    });
    EXPECT_EQ(pairs, (Found{11, 12, 13, 21, 22, 23, 31, 32, 33}));
    EXPECT_THROW(database.rows(sql, {}, [](const Row&) { throw std::runtime_error("enough"); }), std::runtime_error);
    EXPECT_EQ(numbers(database), (Found{1, 2, 3, 101, 102, 103}));
}

void is_there_after_opening_again(const OpenDatabase& open)
{
    Opened opened(open);
    add(*opened.database, 1, "kept");
    opened.database.reset();
    opened.database = open(opened.folder.path() / "state.db");
    EXPECT_EQ(numbers(*opened.database), Found{1});
}

void two_openers_see_what_is_committed(const OpenDatabase& open)
{
    const Opened opened(open);
    const auto other = open(opened.folder.path() / "state.db");
    opened.database->transaction([&] {
        add(*opened.database, 1);
        EXPECT_EQ(numbers(*other), Found{});
    });
    EXPECT_EQ(numbers(*other), Found{1});
    add(*other, 2);
    EXPECT_EQ(numbers(*opened.database), (Found{1, 2}));
}

void migrates_each_component_once(const OpenDatabase& open)
{
    const Opened opened(open);
    Database& database = *opened.database;
    const std::vector<Migration> first{{1, "create table a (x integer); insert into a values (1);"}};
    std::vector<Migration> second = first;
    second.push_back({2, "insert into a values (2); -- and no more\n"});
    database.migrate("one", first);
    database.migrate("one", first);
    database.migrate("two", {{1, "create table b (x integer)"}});
    database.migrate("one", second);
    database.migrate("one", second);
    std::int64_t sum = 0;
    database.rows("select x from a", {}, [&](const Row& row) { sum += row.integer(0); });
    EXPECT_EQ(sum, 3);
    EXPECT_EQ(code_of([&] { database.migrate("one", first); }), ErrorCode::conflict) << "made by a newer program";
    EXPECT_THROW(database.migrate("three", {{2, ""}, {1, ""}}), Bug);
}

void a_broken_migration_leaves_nothing(const OpenDatabase& open)
{
    const Opened opened(open);
    Database& database = *opened.database;
    const std::string_view good = "create table a (x integer)";
    EXPECT_THROW(database.migrate("one", {{1, good}, {2, "create table b (x integer); create table b (x integer)"}}),
                 Bug);
    database.migrate("one", {{1, good}, {2, "create table b (x integer)"}});
    EXPECT_EQ(database.run("insert into b values (1)", {}), 1);
}

void a_backup_is_a_whole_database(const OpenDatabase& open)
{
    const Opened opened(open);
    for (std::int64_t i = 0; i < 500; ++i) {
        add(*opened.database, i, std::string(1000, 'x'));
    }
    const auto target = opened.folder.path() / "copy's.db";
    opened.database->backup(target);
    add(*opened.database, 1000);
    opened.database->backup(target);
    add(*opened.database, 1001);
    const auto copy = open(target);
    EXPECT_EQ(numbers(*copy).size(), 501u);
    EXPECT_EQ(code_of([&] { opened.database->backup(opened.folder.path() / "nowhere" / "x.db"); }), ErrorCode::disk);
    EXPECT_FALSE(std::filesystem::exists(target.string() + ".part"));
}

}  // namespace

std::vector<ContractCheck> contract_checks()
{
    return {
        {"RefusesWhatIsABug", refuses_what_is_a_bug},
        {"GivesBackWhatWasWritten", gives_back_what_was_written},
        {"AConstraintIsAConflict", a_constraint_is_a_conflict},
        {"ATransactionIsWholeOrNothing", a_transaction_is_whole_or_nothing},
        {"ATransactionWithinAnotherIsPartOfIt", a_transaction_within_another_is_part_of_it},
        {"RowsMayUseTheDatabase", rows_may_use_the_database},
        {"IsThereAfterOpeningAgain", is_there_after_opening_again},
        {"TwoOpenersSeeWhatIsCommitted", two_openers_see_what_is_committed},
        {"MigratesEachComponentOnce", migrates_each_component_once},
        {"ABrokenMigrationLeavesNothing", a_broken_migration_leaves_nothing},
        {"ABackupIsAWholeDatabase", a_backup_is_a_whole_database},
    };
}

}  // namespace allmende::state
