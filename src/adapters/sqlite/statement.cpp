#include "adapters/sqlite/statement.hpp"

#include <cmath>

#include "adapters/sqlite/errors.hpp"
#include "base/ensure.hpp"
#include "base/text.hpp"

namespace allmende::adapters::sqlite {

sqlite3_stmt* StatementCache::take(std::string_view sql)
{
    if (const auto idle = idle_.find(std::string(sql)); idle != idle_.end()) {
        sqlite3_stmt* statement = idle->second;
        idle_.erase(idle);
        return statement;
    }
    sqlite3_stmt* statement = nullptr;
    const char* rest = nullptr;
    const int result = sqlite3_prepare_v3(database_, sql.data(), static_cast<int>(sql.size()),
                                          SQLITE_PREPARE_PERSISTENT, &statement, &rest);
    if (result != SQLITE_OK) {
        fail_sqlite(database_, result, file_, sql);
    }
    const bool single =
        statement != nullptr && trim({rest, static_cast<std::size_t>(sql.data() + sql.size() - rest)}).empty();
    if (!single) {
        sqlite3_finalize(statement);
    }
    ensure(single, "one statement is run at a time");
    return statement;
}

void StatementCache::give_back(std::string_view sql, sqlite3_stmt* statement)
{
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    if (idle_.size() >= most_kept) {
        clear();
    }
    if (!idle_.emplace(sql, statement).second) {
        // It was used within itself; one of them is enough.
        sqlite3_finalize(statement);
    }
}

void StatementCache::clear()
{
    for (const auto& [sql, statement] : idle_) {
        sqlite3_finalize(statement);
    }
    idle_.clear();
}

Statement::Statement(sqlite3* database, StatementCache& cache, const std::string& file, std::string_view sql,
                     const std::vector<state::Value>& parameters)
    : database_(database), cache_(cache), file_(file), sql_(sql), raw_(cache.take(sql))
{
    // The destructor does not run when this constructor throws.
    try {
        ensure(static_cast<std::size_t>(sqlite3_bind_parameter_count(raw_)) == parameters.size(),
               "a statement has as many places as parameters");
        for (std::size_t i = 0; i < parameters.size(); ++i) {
            bind(static_cast<int>(i) + 1, parameters[i]);
        }
    } catch (...) {
        cache_.give_back(sql_, raw_);
        throw;
    }
}

void Statement::bind(int place, const state::Value& value)
{
    int result = SQLITE_OK;
    if (const auto* integer = std::get_if<std::int64_t>(&value)) {
        result = sqlite3_bind_int64(raw_, place, *integer);
    } else if (const auto* number = std::get_if<double>(&value)) {
        ensure(!std::isnan(*number), "a number that is stored is one");
        result = sqlite3_bind_double(raw_, place, *number);
    } else if (const auto* text = std::get_if<std::string>(&value)) {
        // The parameters live until the statement has run.
        result = sqlite3_bind_text64(raw_, place, text->data(), text->size(), SQLITE_STATIC, SQLITE_UTF8);
    } else {
        result = sqlite3_bind_null(raw_, place);
    }
    if (result != SQLITE_OK) {
        fail_sqlite(database_, result, file_, sql_);
    }
}

bool Statement::step()
{
    const int result = sqlite3_step(raw_);
    if (result != SQLITE_ROW && result != SQLITE_DONE) {
        fail_sqlite(database_, result, file_, sql_);
    }
    return result == SQLITE_ROW;
}

int StatementRow::type(int column) const
{
    ensure(column >= 0 && column < sqlite3_column_count(raw_), "a row has the column that is asked for");
    return sqlite3_column_type(raw_, column);
}

std::int64_t StatementRow::integer(int column) const
{
    ensure(type(column) == SQLITE_INTEGER, "a column is asked for by its own type");
    return sqlite3_column_int64(raw_, column);
}

double StatementRow::number(int column) const
{
    const int actual = type(column);
    ensure(actual == SQLITE_FLOAT || actual == SQLITE_INTEGER, "a column is asked for by its own type");
    return sqlite3_column_double(raw_, column);
}

std::string StatementRow::text(int column) const
{
    const int actual = type(column);
    if (actual == SQLITE_NULL) {
        return {};
    }
    ensure(actual == SQLITE_TEXT, "a column is asked for by its own type");
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(raw_, column));
    return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(raw_, column))};
}

}  // namespace allmende::adapters::sqlite
