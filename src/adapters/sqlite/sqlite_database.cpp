#include "adapters/sqlite/sqlite_database.hpp"

#include <algorithm>

#include <sqlite3.h>

#include "adapters/sqlite/errors.hpp"
#include "adapters/sqlite/sqlite_sql.hpp"
#include "adapters/sqlite/statement.hpp"
#include "base/ensure.hpp"
#include "base/error.hpp"
#include "base/file.hpp"

namespace allmende::adapters::sqlite {

namespace {

constexpr int busy_timeout_ms = 5'000;

/// Owns an open file of SQLite.
class OpenFile {
public:
    explicit OpenFile(const std::string& file)
    {
        const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
        if (const int result = sqlite3_open_v2(file.c_str(), &raw_, flags, nullptr); result != SQLITE_OK) {
            try {
                fail_sqlite(raw_, result, file, "open");
            } catch (...) {
                sqlite3_close_v2(raw_);
                throw;
            }
        }
        sqlite3_busy_timeout(raw_, busy_timeout_ms);
        sqlite3_db_config(raw_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
        sqlite3_db_config(raw_, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
        sqlite3_db_config(raw_, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    }
    ~OpenFile() { sqlite3_close_v2(raw_); }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;

    sqlite3* get() const { return raw_; }

private:
    sqlite3* raw_ = nullptr;
};

class SqliteDatabase final : public state::Database {
public:
    explicit SqliteDatabase(const std::filesystem::path& path)
        : file_(path.string()), open_(file_), cache_(open_.get(), file_)
    {
        for (const std::string_view setting : settings()) {
            rows(setting, {}, [](const state::Row&) {});
        }
        std::string journal;
        rows(journal_sql(), {}, [&](const state::Row& row) { journal = row.text(0); });
        if (journal != "wal" && journal != "memory") {
            fail(ErrorCode::disk, "{}: this disk cannot keep a write-ahead log; put the workspace on a local disk",
                 file_);
        }
    }

    std::int64_t run(std::string_view sql, const std::vector<state::Value>& parameters) override
    {
        Statement statement(open_.get(), cache_, file_, sql, parameters);
        const auto before = sqlite3_total_changes64(open_.get());
        while (statement.step()) {
        }
        // Statements that change no rows leave the number of the last one that did.
        return sqlite3_total_changes64(open_.get()) == before ? 0 : sqlite3_changes64(open_.get());
    }

    void rows(std::string_view sql, const std::vector<state::Value>& parameters,
              const std::function<void(const state::Row&)>& each) override
    {
        Statement statement(open_.get(), cache_, file_, sql, parameters);
        const StatementRow row(statement.raw());
        while (statement.step()) {
            each(row);
        }
    }

    void transaction(const std::function<void()>& work) override;
    void migrate(std::string_view component, const std::vector<state::Migration>& migrations) override;
    void backup(const std::filesystem::path& target) override;

private:
    void undo();
    void run_script(std::string_view script);
    int newest_migration(std::string_view component);

    std::string file_;
    OpenFile open_;
    StatementCache cache_;
    int depth_ = 0;  ///< of transactions within each other
};

void SqliteDatabase::transaction(const std::function<void()>& work)
{
    run(depth_ == 0 ? begin_sql() : begin_part_sql(), {});
    ++depth_;
    try {
        work();
        run(depth_ == 1 ? commit_sql() : commit_part_sql(), {});
    } catch (...) {
        undo();
        throw;
    }
    --depth_;
}

/// Never throws: the first failure is the one to report. SQLite itself undoes the whole where the disk is full.
void SqliteDatabase::undo()
{
    --depth_;
    if (sqlite3_get_autocommit(open_.get()) == 0) {
        sqlite3_exec(open_.get(), depth_ == 0 ? rollback_sql() : rollback_part_sql(), nullptr, nullptr, nullptr);
    }
}

void SqliteDatabase::run_script(std::string_view script)
{
    const std::string text(script);
    if (const int result = sqlite3_exec(open_.get(), text.c_str(), nullptr, nullptr, nullptr); result != SQLITE_OK) {
        fail_sqlite(open_.get(), result, file_, script);
    }
}

int SqliteDatabase::newest_migration(std::string_view component)
{
    int newest = 0;
    rows(newest_migration_sql(), {std::string(component)},
         [&](const state::Row& row) { newest = static_cast<int>(row.integer(0)); });
    return newest;
}

void SqliteDatabase::migrate(std::string_view component, const std::vector<state::Migration>& migrations)
{
    ensure(depth_ == 0, "a schema is changed outside of transactions");
    const auto later = [](const state::Migration& a, const state::Migration& b) { return a.number >= b.number; };
    ensure(std::adjacent_find(migrations.begin(), migrations.end(), later) == migrations.end(),
           "migrations stand in the order of their numbers");
    run(create_migrations_sql(), {});
    const int known = migrations.empty() ? 0 : migrations.back().number;
    if (const int newest = newest_migration(component); newest > known) {
        fail(
            ErrorCode::conflict,
            "{} was made by a newer version of the program (its schema of {} is number {}, this program knows {}); use that version",
            file_, component, newest, known);
    }
    for (const state::Migration& migration : migrations) {
        transaction([&] {
            // Asked within the transaction: another process may be starting as well.
            if (migration.number > newest_migration(component)) {
                run_script(migration.sql);
                run(record_migration_sql(), {std::string(component), std::int64_t{migration.number}});
            }
        });
    }
}

void SqliteDatabase::backup(const std::filesystem::path& target)
{
    ensure(depth_ == 0, "a backup is made outside of transactions");
    const std::string part = target.string() + ".part";
    std::error_code ignored;  // what is in the way shows when the copy is opened
    std::filesystem::remove(part, ignored);
    if (!std::filesystem::is_directory(std::filesystem::absolute(target).parent_path(), ignored)) {
        fail(ErrorCode::disk, "{}: there is no such folder to keep the backup in", target.string());
    }
    {
        const OpenFile copy(part);
        sqlite3_backup* backup = sqlite3_backup_init(copy.get(), "main", open_.get(), "main");
        if (backup == nullptr) {
            fail_sqlite(copy.get(), sqlite3_errcode(copy.get()), part, "backup");
        }
        // All pages in one step see one state, whatever others write meanwhile.
        const int result = sqlite3_backup_step(backup, -1);
        sqlite3_backup_finish(backup);
        if (result != SQLITE_DONE) {
            fail_sqlite(copy.get(), result, part, "backup");
        }
    }
    if (std::error_code reason; std::filesystem::rename(part, target, reason), reason) {
        fail(ErrorCode::disk, "{}: the backup cannot be given its name ({})", target.string(), reason.message());
    }
    sync_directory(target.parent_path());
}

}  // namespace

std::unique_ptr<state::Database> open_database(const std::filesystem::path& path)
{
    return std::make_unique<SqliteDatabase>(path);
}

}  // namespace allmende::adapters::sqlite
