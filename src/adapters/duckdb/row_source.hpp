#pragma once

#include <cstdint>
#include <exception>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "adapters/duckdb/engine.hpp"

namespace allmende::adapters::duckdb {

/// Rows of our own memory that a statement of the engine reads as if they were a table.
class RowSource {
public:
    struct Column {
        std::string name;
        duckdb_type type;
    };
    /// One thread's share of the rows.
    class Reader {
    public:
        virtual ~Reader() = default;
        /// Fills the columns of an empty chunk and sets its size; size 0 is the end.
        virtual void fill(duckdb_data_chunk chunk) = 0;
    };

    virtual ~RowSource() = default;
    virtual std::vector<Column> columns() const = 0;
    virtual std::int64_t rows() const = 0;
    virtual int most_threads() const = 0;
    virtual std::unique_ptr<Reader> open() = 0;
};

/// A table function without parameters, known to the engine by its name; what it gives is set for each use.
class RowFunction {
public:
    RowFunction(Connection& connection, const std::string& name);

    /// Runs a statement that reads the function once. What a reader throws comes out of here. One thread at a time.
    void run(Connection& connection, const std::string& sql, RowSource& source,
             const std::vector<std::string>& texts = {});

    // For the engine's callbacks.
    RowSource* source() const { return source_; }
    void keep(std::exception_ptr failure);

private:
    RowSource* source_ = nullptr;
    std::mutex mutex_;
    std::exception_ptr failure_;
};

}  // namespace allmende::adapters::duckdb
