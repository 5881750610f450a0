#include "adapters/sqlite/sqlite_sql.hpp"

namespace allmende::adapters::sqlite {

std::array<std::string_view, 4> settings()
{
    return {"pragma foreign_keys = on", "pragma synchronous = full", "pragma trusted_schema = off",
            "pragma cell_size_check = on"};
}

std::string_view journal_sql()
{
    return "pragma journal_mode = wal";
}

/// Takes the right to write at once: a transaction that first reads and then finds another writer could not go on.
std::string_view begin_sql()
{
    return "begin immediate";
}

std::string_view commit_sql()
{
    return "commit";
}

const char* rollback_sql()
{
    return "rollback";
}

std::string_view begin_part_sql()
{
    return "savepoint part";
}

std::string_view commit_part_sql()
{
    return "release part";
}

/// A savepoint stays open when it is undone.
const char* rollback_part_sql()
{
    return "rollback to part; release part";
}

std::string_view create_migrations_sql()
{
    return "create table if not exists schema_migration "
           "(component text not null, number integer not null, primary key (component, number))";
}

std::string_view newest_migration_sql()
{
    return "select coalesce(max(number), 0) from schema_migration where component = ?";
}

std::string_view record_migration_sql()
{
    return "insert into schema_migration (component, number) values (?, ?)";
}

}  // namespace allmende::adapters::sqlite
