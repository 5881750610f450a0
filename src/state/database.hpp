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

/// One row of an answer, only valid during the call it was handed to. The getters trip `ensure` where there is no such
/// column or it has another type; number() also takes whole numbers; text() of NULL is empty.
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
    std::string_view sql;  ///< any number of statements
};

/// A store with transactions. Portable SQL with `?` parameters; identifiers in lower case; integers, doubles, texts.
/// One thread at a time. Throws Error{conflict} when the database stays locked by others or a constraint forbids the
/// change, Error{disk} when it cannot be read or written; wrong SQL, a wrong number of parameters and NaN trip
/// `ensure`.
class Database {
public:
    virtual ~Database() = default;

    /// Runs one statement; gives the number of changed rows. Durable when it returns, outside of a transaction.
    virtual std::int64_t run(std::string_view sql, const std::vector<Value>& parameters) = 0;
    /// Calls `each` for every row of one statement's answer; `each` may use the database as well.
    virtual void rows(std::string_view sql, const std::vector<Value>& parameters,
                      const std::function<void(const Row&)>& each) = 0;
    /// Calls `work` in a transaction that is durable when this returns, undone when `work` throws. Within another
    /// transaction it is a part of that one: undone alone when its `work` throws, durable with the whole.
    virtual void transaction(const std::function<void()>& work) = 0;
    /// Brings the schema of `component` up to its newest migration. Throws Error{conflict} where the database is newer
    /// than the program. Not within a transaction.
    virtual void migrate(std::string_view component, const std::vector<Migration>& migrations) = 0;
    /// A consistent copy while others go on writing; durable when it returns, a file of that name is replaced at once.
    virtual void backup(const std::filesystem::path& target) = 0;
};

}  // namespace allmende::state
