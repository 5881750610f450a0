#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/duckdb/errors.hpp"
#include "adapters/duckdb/handle.hpp"

namespace allmende::adapters::duckdb {

/// Up to some thousand rows of an answer, column by column.
class Chunk {
public:
    explicit Chunk(duckdb_data_chunk raw) : raw_(raw) {}

    std::size_t size() const { return duckdb_data_chunk_get_size(raw_.get()); }
    duckdb_vector vector(std::size_t column) const { return duckdb_data_chunk_get_vector(raw_.get(), column); }
    /// The numbers of a column whose type in the engine is exactly Number.
    template <typename Number>
    const Number* numbers(std::size_t column) const
    {
        return static_cast<const Number*>(duckdb_vector_get_data(vector(column)));
    }
    bool is_null(std::size_t column, std::size_t row) const
    {
        std::uint64_t* valid = duckdb_vector_get_validity(vector(column));
        return valid != nullptr && !duckdb_validity_row_is_valid(valid, row);
    }
    std::string_view text(std::size_t column, std::size_t row) const;

private:
    ChunkHandle raw_;
};

/// What a statement answers, chunk by chunk.
class Result {
public:
    Result(duckdb_result raw, Subject subject) : raw_(raw), subject_(std::move(subject)) {}
    Result(Result&& other) noexcept : raw_(std::exchange(other.raw_, {})), subject_(std::move(other.subject_)) {}
    Result& operator=(Result&&) = delete;
    ~Result() { duckdb_destroy_result(&raw_); }

    /// The next chunk, or nothing at the end. Throws as Connection::run().
    std::optional<Chunk> next();
    std::size_t columns() { return duckdb_column_count(&raw_); }
    std::string name(std::size_t column) { return duckdb_column_name(&raw_, column); }
    duckdb_type type(std::size_t column) { return duckdb_column_type(&raw_, column); }

private:
    duckdb_result raw_;
    Subject subject_;
};

class Connection {
public:
    Connection(duckdb_database database, Subject subject);

    void set_subject(const Subject& subject) { subject_ = subject; }

    /// Runs one statement to its end. Throws Error{disk}, {conflict} or {too_large} with the reason (see errors.hpp).
    Result run(const std::string& sql, const std::vector<std::string>& texts = {});
    /// Runs one statement while its answer is read: for answers that may be great. Nothing else may run until the end.
    Result stream(const std::string& sql, const std::vector<std::string>& texts = {});
    /// The only number of the only row.
    std::int64_t number(const std::string& sql, const std::vector<std::string>& texts = {});

    duckdb_connection get() const { return raw_.get(); }

private:
    StatementHandle prepare(const std::string& sql, const std::vector<std::string>& texts);

    ConnectionHandle raw_;
    Subject subject_;
};

/// Makes a transaction of what happens until commit(); destruction without it undoes all.
class Transaction {
public:
    explicit Transaction(Connection& connection);
    ~Transaction();
    void commit();

private:
    Connection& connection_;
    bool open_ = true;
};

struct EngineOptions {
    int memory_mb = 128;
    int threads = 1;
    bool read_only = false;
    std::filesystem::path temporary;             ///< folder for what exceeds the memory; empty: nothing may exceed it
    std::vector<std::filesystem::path> folders;  ///< statements reach files below these only
    bool keep_order = true;                      ///< whether rows come and go in order without ORDER BY
    bool keep_file_heads = false;                ///< whether what describes a Parquet file is read once only
};

/// One open database. Thread safe.
class Engine {
public:
    /// In memory where `path` is empty. Throws Error{conflict} where another process holds the file.
    Engine(const std::filesystem::path& path, const EngineOptions& options);

    /// A connection out of a pool, given back at destruction.
    class Borrowed {
    public:
        Borrowed(Engine& engine, std::unique_ptr<Connection> connection)
            : engine_(&engine), connection_(std::move(connection))
        {}
        Borrowed(Borrowed&&) = default;
        ~Borrowed();
        Connection& operator*() const { return *connection_; }
        Connection* operator->() const { return connection_.get(); }

    private:
        Engine* engine_;
        std::unique_ptr<Connection> connection_;
    };
    Borrowed borrow();
    /// For statements about something else than the database's own file.
    Borrowed borrow(const Subject& subject);

private:
    void fence(const EngineOptions& options);

    Subject subject_;
    DatabaseHandle database_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<Connection>> idle_;
};

}  // namespace allmende::adapters::duckdb
