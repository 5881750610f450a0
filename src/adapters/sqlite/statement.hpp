#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <sqlite3.h>

#include "state/database.hpp"

namespace allmende::adapters::sqlite {

/// Prepared statements by their text, so that each is compiled once.
class StatementCache {
public:
    StatementCache(sqlite3* database, std::string file) : database_(database), file_(std::move(file)) {}
    ~StatementCache() { clear(); }
    StatementCache(const StatementCache&) = delete;
    StatementCache& operator=(const StatementCache&) = delete;

    /// A statement out of the cache or new; not the same one twice at a time.
    sqlite3_stmt* take(std::string_view sql);
    /// Gives it back, ready for its next use.
    void give_back(std::string_view sql, sqlite3_stmt* statement);
    void clear();

private:
    static constexpr std::size_t most_kept = 200;

    sqlite3* database_;
    std::string file_;
    std::unordered_map<std::string, sqlite3_stmt*> idle_;
};

/// One use of a statement, with its parameters bound.
class Statement {
public:
    Statement(sqlite3* database, StatementCache& cache, const std::string& file, std::string_view sql,
              const std::vector<state::Value>& parameters);
    ~Statement() { cache_.give_back(sql_, raw_); }
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    /// True where there is a row, false at the end.
    bool step();
    sqlite3_stmt* raw() const { return raw_; }

private:
    void bind(int place, const state::Value& value);

    sqlite3* database_;
    StatementCache& cache_;
    const std::string& file_;
    std::string_view sql_;
    sqlite3_stmt* raw_;
};

/// The row a statement stands on.
class StatementRow final : public state::Row {
public:
    explicit StatementRow(sqlite3_stmt* raw) : raw_(raw) {}
    std::int64_t integer(int column) const override;
    double number(int column) const override;
    std::string text(int column) const override;
    bool is_null(int column) const override { return type(column) == SQLITE_NULL; }

private:
    int type(int column) const;

    sqlite3_stmt* raw_;
};

}  // namespace allmende::adapters::sqlite
