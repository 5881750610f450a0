#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace allmende::state {

using Value = std::variant<std::nullptr_t, std::int64_t, double, std::string>;

/// One row of an answer. The getters throw Bug where the column has another type; text() of NULL is empty.
class Row {
public:
    virtual ~Row() = default;
    virtual std::int64_t integer(int column) const = 0;
    virtual double number(int column) const = 0;
    virtual std::string text(int column) const = 0;
    virtual bool is_null(int column) const = 0;
};

/// A numbered change of the schema; applied once, in order, each in its own transaction.
struct Migration {
    int number;
    std::string_view sql;
};

/// A store with transactions. Portable SQL with `?` parameters; identifiers in lower case; integers, doubles, texts.
/// One thread at a time. Throws Error{conflict} when the database stays locked, Error{disk} when it cannot be written.
class Database {
public:
    virtual ~Database() = default;

    /// Runs one statement; gives the number of changed rows.
    virtual std::int64_t run(std::string_view sql, const std::vector<Value>& parameters) = 0;
    virtual void rows(std::string_view sql, const std::vector<Value>& parameters,
                      const std::function<void(const Row&)>& each) = 0;
    /// Calls `work` in a transaction that is durable when this returns, undone when `work` throws.
    virtual void transaction(const std::function<void()>& work) = 0;
    /// Brings the schema of `component` up to its newest migration.
    virtual void migrate(std::string_view component, const std::vector<Migration>& migrations) = 0;
    /// A consistent copy while others go on writing.
    virtual void backup(const std::filesystem::path& target) = 0;
};

}  // namespace allmende::state
